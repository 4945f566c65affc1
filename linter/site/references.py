"""What fields may refer to (`[[references]]`): names in data files, pages in a folder, layouts, files by path."""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from posixpath import normpath
from typing import Any, NamedTuple
from urllib.parse import unquote

from linter.errors import ConfigError
from linter.files.border import Border, home_of
from linter.files.data_files import read_data
from linter.files.reading import UnreadableError, read_file
from linter.settings.options import Reference, Site
from linter.site.repository import RepositoryFiles
from linter.text.wording import show

_INDEXES = ("index", "_index", "README", "readme")
_GLOB = re.compile(r"[*?\[]")
_LARGEST_PAGE = 10_000_000
_MOST_FILES = 100_000


class Referenced(NamedTuple):
    """What one of `[[references]]` leads to: the `known` names, None where files are looked for by their paths.

    `places` say where they come from, relative to the repository; `sources` are the files and folders that decide them.
    """

    reference: Reference
    known: frozenset[str] | None
    places: tuple[str, ...]
    sources: tuple[Path, ...]
    files: "FilesByPath | None" = None

    @property
    def fingerprint(self) -> str:
        """What identifies the answers that this gives."""
        return repr(sorted(self.known)) if self.files is None and self.known is not None else str(self.files and self.files.fingerprint)


class FilesByPath:
    """Files that fields name by their paths: beside the article, or below one of some folders."""

    def __init__(self, folders: Sequence[str]) -> None:
        self.home = home_of(folders[0])
        self._bases = [os.path.relpath(folder, self.home).replace(os.sep, "/") for folder in folders]
        self._files = RepositoryFiles(Site(root=self.home))

    @cached_property
    def fingerprint(self) -> str:
        """What identifies the files there are."""
        return self._files.fingerprint

    def exists(self, text: str, article: str) -> bool:
        """Whether a path in an article leads to a file."""
        return any(self._files.exists(path) for path in self._candidates(text, article))

    def near(self, text: str, article: str) -> str:
        """Return the path of a file whose name differs only in its case, `""` where there is none."""
        return next((found for path in self._candidates(text, article) if (found := self._files.named_alike(path))), "")

    def _candidates(self, text: str, article: str) -> Iterator[str]:
        path = unicodedata.normalize("NFC", unquote(text.partition("#")[0].partition("?")[0]))
        folder = self._files.place_of(article)
        bases = self._bases if path.startswith("/") or folder is None else [folder, *self._bases]
        for base in bases:
            yield normpath(f"{base}/{path.lstrip('/')}")


def load_references(references: Iterable[Reference]) -> tuple[Referenced, ...]:
    """Look up what fields may refer to.

    Raises ConfigError where nothing is there, or a file cannot be read.
    """
    return tuple(_loaded(reference) for reference in references)


def _loaded(reference: Reference) -> Referenced:
    if reference.files:
        places = tuple(_shown(folder) for folder in reference.files)
        return Referenced(reference, None, places, (), FilesByPath(reference.files))
    found = [(pattern, _files_of(pattern, reference)) for pattern in reference.patterns]
    for pattern, files in found:
        if not files:
            raise ConfigError(f"`references`: `{reference.field}`: no file is at `{_shown(pattern)}`", about="references")
    names: set[str] = set()
    for pattern, files in found:
        names.update(name for file in files for name in _names_in(file, pattern, reference))
    if not names:
        raise ConfigError(f"`references`: `{reference.field}`: {_no_names(reference)}", about="references")
    sources = {Path(file) for _, files in found for file in files}
    folders = {folder for pattern, files in found for file in files for folder in _folders_between(file, pattern)}
    places = tuple(_shown(pattern) for pattern in reference.patterns)
    return Referenced(reference, frozenset(names), places, (*sorted(sources), *sorted(folders)))


def _no_names(reference: Reference) -> str:
    place = show(_shown(reference.patterns[0]))
    if reference.data and not reference.key:
        return f"{place} has no names: say with `key` which field of its items holds them"
    return f"{place} has no `{reference.key}`" if reference.key else f"{place} has no names"


def _shown(path: str) -> str:
    """Return how a path is called in messages: as it lies in the repository."""
    return os.path.relpath(path, home_of(_base(path))).replace(os.sep, "/")


def _base(pattern: str) -> str:
    """Return the folder that a glob begins in; of a path without one its own folder."""
    fixed = _GLOB.split(pattern)[0]
    return os.path.dirname(fixed) or "."  # noqa: PTH120 (a pattern is no path)


def _folders_between(file: str, pattern: str) -> Iterator[Path]:
    """Yield the folders from a file's own up to where its glob begins: a new file changes one of them."""
    last = Path(_base(pattern))
    for folder in Path(file).parents:
        yield folder
        if folder == last or last not in folder.parents:
            return


def _files_of(pattern: str, reference: Reference) -> list[str]:
    """Return the files that a place stands for, sorted; those that a link leads to outside of the repository are none."""
    from glob import glob  # most repositories name no references

    patterns = [pattern]
    if not _GLOB.search(pattern) and Path(pattern).is_dir():
        inside = os.path.join(pattern, "")
        patterns = [f"{inside}**/*"] if reference.layouts else [f"{inside}*", *(f"{inside}*/{name}.*" for name in _INDEXES)]
    border = Border()
    found = {path for one in patterns for path in glob(one, recursive=True) if Path(path).is_file()}  # noqa: PTH207 (it is absolute)
    if len(found) > _MOST_FILES:
        raise ConfigError(f"`references`: `{_shown(pattern)}` matches more than {_MOST_FILES} files", about="references")
    return sorted(path for path in found if not border.is_crossed_by(path))


def _names_in(file: str, pattern: str, reference: Reference) -> Iterable[str]:
    if reference.layouts:
        inner = os.path.relpath(file, _base(pattern) if _GLOB.search(pattern) else pattern).replace(os.sep, "/")
        folder, slash, name = inner.rpartition("/")
        return {inner, inner.rpartition(".")[0], f"{folder}{slash}{name.partition('.')[0]}"}
    if reference.folder:
        return [_page_name(file), *(_names_at(_front_matter(file), reference.key.split(".")) if reference.key else ())]
    if _GLOB.search(pattern) and not reference.key:
        return [_page_name(file)]
    try:
        data = read_data(file)
    except UnreadableError as error:
        raise ConfigError(f"`references`: {file}: {error}", about="references") from None
    return _names_at(data, reference.key.split(".") if reference.key else [])


def _page_name(file: str) -> str:
    path = Path(file)
    stem = path.name.partition(".")[0]
    return path.parent.name if stem in _INDEXES else stem


def _front_matter(file: str) -> Any:
    from linter.document import Document
    from linter.source import Source

    data = read_file(file, _LARGEST_PAGE)
    root = Document.parse(Source.from_bytes(file, data)).root if isinstance(data, bytes) else None
    return root.value if root is not None else None


def _names_at(data: Any, steps: Sequence[str]) -> Iterator[str]:
    """Yield the names in data: the keys of a mapping, the items of a list, or what `steps` lead to in its items."""
    waiting: list[tuple[Any, Sequence[str]]] = [(data, steps)]
    while waiting:
        value, rest = waiting.pop()
        if isinstance(value, list):
            waiting += [(item, rest) for item in value if not (isinstance(item, dict | list) and not rest)]
        elif isinstance(value, dict) and not rest:
            yield from (str(key) for key in value)
        elif isinstance(value, dict) and rest[0] in value:
            waiting.append((value[rest[0]], rest[1:]))
        elif isinstance(value, dict):
            waiting += [(item[rest[0]], rest[1:]) for item in value.values() if isinstance(item, dict) and rest[0] in item]
        elif isinstance(value, str | int) and not isinstance(value, bool) and not rest:
            yield str(value)

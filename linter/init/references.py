"""Which fields name something that the repo keeps elsewhere: authors in a data file, topics as pages, layouts."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from linter.document.nodes import Scalar, Sequence
from linter.errors import ConfigError
from linter.files.data_files import SUFFIXES
from linter.init.survey import Section
from linter.init.toml import Row
from linter.settings.options import Reference
from linter.site.references import Referenced, load_references
from linter.text.wording import counted

_NEARLY_ALL = 0.95
_FEWEST = 5  # uses
_PAGES = (".md", ".mdx", ".markdown")
_LAYOUT_FOLDERS = ("_layouts", "layouts", "_includes", "templates")
_OTHER_NAMES = {"person": "author", "people": "author", "team": "author", "staff": "author", "member": "author", "contributor": "author"}
_KEYS = ("", "name", "id", "slug", "key", "handle", "username", "title")
_NOT_LOOKED_INTO = frozenset(["node_modules", "vendor", "_site", "public", "dist", "build", "venv", "__pycache__"])
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+")


class Places(NamedTuple):
    """Where a repo keeps names, by what they are names of: `author`. Paths are relative to the repo."""

    of: dict[str, list[Reference]]
    layouts: list[Reference]


def places_in(root: Path) -> Places:
    """Look for data files, folders of pages and of layouts whose name tells what they are about."""
    places = Places({}, [])
    for folder, names, files in _folders(root):
        inner = PurePosixPath(folder)
        about = _thing(inner.name)
        if inner.name in _LAYOUT_FOLDERS:
            places.layouts.append(Reference(layouts=(folder,)))
        if any(file.endswith(_PAGES) for file in files) or _has_bundles(root / folder, names):
            places.of.setdefault(about, []).append(Reference(folder=(folder,)))
        for suffix in SUFFIXES:
            if sum(file.endswith(suffix) for file in files) > 1:
                places.of.setdefault(about, []).append(Reference(data=(f"{folder}/*{suffix}",)))
        for file in files:
            if file.endswith(SUFFIXES):
                places.of.setdefault(_thing(PurePosixPath(file).stem), []).append(Reference(data=((inner / file).as_posix(),)))
    return places


def _folders(root: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    for path, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _NOT_LOOKED_INTO)
        yield os.path.relpath(path, root).replace(os.sep, "/"), folders, sorted(files)


def _has_bundles(folder: Path, names: list[str]) -> bool:
    return any((folder / name / page).is_file() for name in names[:20] for page in ("_index.md", "index.md"))


def _thing(name: str) -> str:
    """Return what a field, a file or a folder is about, in the singular: `primary_author`, `_authors` and `team` are about an author."""
    words = _WORDS.findall(name)
    word = words[-1].lower() if words else ""
    if word.endswith("ies"):
        word = f"{word[:-3]}y"
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return _OTHER_NAMES.get(word, word)


def propose_references(section: Section, root: Path, places: Places) -> list[Row]:
    """Return the references that hold for nearly all uses of a field in a section's articles."""
    rows = []
    for field, used in _uses(section).items():
        candidates = places.layouts if field == "layout" else places.of.get(_thing(field), ())
        fitting = [found for place in candidates for found in _read(place, field, root)]
        best = max(fitting, key=lambda found: _known(used, found), default=None)
        if best is not None and _known(used, best) >= used.total() * _NEARLY_ALL:
            rows.append(_row(field, used, best, root))
    return rows


def _uses(section: Section) -> dict[str, Counter[str]]:
    """Count the texts in each field that can name something elsewhere."""
    used: dict[str, Counter[str]] = {}
    for document in section.family or section.documents:
        for field, entry in document.root.fields.items() if document.root is not None else ():
            nodes = entry.value.items if isinstance(entry.value, Sequence) else [entry.value]
            for node in nodes:
                if isinstance(node, Scalar) and isinstance(node.value, str) and node.text.strip():
                    used.setdefault(field, Counter())[node.text.strip()] += 1
    return {field: texts for field, texts in used.items() if texts.total() >= _FEWEST}


def _read(place: Reference, field: str, root: Path) -> Iterator[Referenced]:
    """Yield what a place of names gives, with each key that its items may have."""
    absolute = {kind: tuple(str(root / path) for path in getattr(place, kind)) for kind in ("data", "folder", "layouts")}
    for key in _KEYS if place.data else ("",):
        try:
            yield from load_references([Reference(field=field, key=key, **absolute)])
        except ConfigError:
            continue


def _known(used: Counter[str], found: Referenced) -> int:
    known = found.known or frozenset()
    return sum(count for text, count in used.items() if text in known)


def _row(field: str, used: Counter[str], found: Referenced, root: Path) -> Row:
    reference = found.reference
    kind = next(kind for kind in ("data", "folder", "layouts") if getattr(reference, kind))
    place = os.path.relpath(getattr(reference, kind)[0], root).replace(os.sep, "/")
    missing = used.total() - _known(used, found)
    rest = f", and {counted(missing, 'use')} of others {'is an error' if missing == 1 else 'are errors'}" if missing else ""
    why = f"`{field}` names what `{place}` holds, {counted(used.total() - missing, 'time')}{rest}."
    pairs = {"field": field, kind: place} | ({"key": reference.key} if reference.key else {})
    return Row(tuple(pairs.items()), why)

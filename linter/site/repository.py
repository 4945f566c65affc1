"""Which file of the repository an address in an article stands for. The folders are listed once; names count to the letter."""

import os
import unicodedata
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from linter.settings.options import Site
from linter.site.slugs import heading_ids

_NOT_THE_SITES = frozenset([".git", ".hg", "node_modules", ".venv", "__pycache__", ".newslint_cache"])
_PAGES = (".md", ".markdown", ".mdx", ".html", ".htm", ".adoc")
_INDEXES = ("index", "_index", "README")
_MARKDOWN = frozenset([".md", ".markdown"])
_LARGEST_PAGE = 10_000_000
_LARGEST_IMAGE = 100_000_000


class RepositoryFiles:
    """The files below `settings.root`; paths are relative to it, with forward slashes."""

    def __init__(self, settings: Site) -> None:
        self._settings = settings
        self._root = os.path.abspath(settings.root)
        self.anchors = lru_cache(maxsize=None)(self._anchors)
        self.place_of = lru_cache(maxsize=1)(self._place_of)

    def _place_of(self, path: str) -> str | None:
        """Return the folder that a file of the run is in, None where that is outside of the site."""
        folder = os.path.relpath(os.path.dirname(os.path.abspath(path)), self._root).replace(os.sep, "/")  # noqa: PTH120
        return None if folder == ".." or folder.startswith("../") else folder

    def is_checked(self, address: str) -> bool:
        """Whether an address should be that of a file: the generator makes up those that `permalinks` match."""
        if not self._settings.permalinks:
            return True
        path = address.partition("#")[0].partition("?")[0]
        suffix = PurePosixPath(path).suffix.lower()
        if suffix and suffix not in _PAGES[3:5] and not suffix[1:].isdigit():
            return True
        return not any(fnmatchcase(path, pattern) for pattern in self._settings.permalinks)

    def find(self, address: str, folder: str) -> str | None:
        """Return the path that an address on a page in `folder` stands for: a file, or a folder with a page; `None` where there is none.

        An address that leads out of the site is taken to exist: `""`.
        """
        path = unquote(address.partition("#")[0].partition("?")[0])
        is_absolute = path.startswith("/")
        bases = [".", *self._settings.static, *self._settings.pages]
        if not is_absolute:
            bases = [folder, *bases]
        for base in bases:
            candidate = normpath(f"{base}/{path.lstrip('/')}")
            if candidate == ".." or candidate.startswith("../"):
                if base == folder:
                    return ""
                continue
            found = self._at(unicodedata.normalize("NFC", candidate))
            if found is not None:
                return found
        return None

    def written_otherwise(self, address: str, folder: str) -> str:
        """Return the path of a file whose name differs only in its case, `""` where there is none."""
        path = unquote(address.partition("#")[0].partition("?")[0])
        for base in ([] if path.startswith("/") else [folder]) + [".", *self._settings.static, *self._settings.pages]:
            found = self._folded.get(normpath(f"{base}/{path.lstrip('/')}").casefold())
            if found is not None:
                return found
        return ""

    def exists(self, path: str) -> bool:
        """Whether there is a file at a path below the root: also without its suffix, or as the page of a folder."""
        return path == ".." or path.startswith("../") or self._at(path) is not None

    def named_alike(self, path: str) -> str:
        """Return the path of a file whose name differs only in its case, `""` where there is none."""
        return self._folded.get(path.casefold(), "")

    def full_path(self, path: str) -> str:
        """Return where a file is on the disk."""
        return os.path.join(self._root, self._listing.get(path, path))

    @cached_property
    def fingerprint(self) -> str:
        """What identifies the files that answers depend on: their names, sizes and times."""
        digest = blake2b(digest_size=16)
        for path in sorted(self._listing):
            try:
                status = os.stat(self.full_path(path))
                digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0".encode("utf-8", "surrogatepass"))
            except OSError:
                digest.update(path.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def own_anchors(self, text: str, *, is_html: bool = False) -> frozenset[str] | None:
        """Return what a fragment can name in a page's body, None where a template decides that."""
        from linter.links.places import read_body

        if "{{" in text or "{%" in text:
            return None
        body = read_body(text, is_html)
        return heading_ids(body.headings, self._settings.slugs) | frozenset(body.ids)

    def image_size(self, path: str) -> tuple[int, int] | None:
        """Return the size of an image in pixels, None where it cannot be told."""
        from linter.files.reading import read_file
        from linter.links.content import read_image

        data = read_file(self.full_path(path), _LARGEST_IMAGE)
        image = read_image(data, "") if isinstance(data, bytes) else None
        return (image.width, image.height) if image is not None and image.width and image.height else None

    def _anchors(self, path: str) -> frozenset[str] | None:
        """Return what a fragment can name in a page, None where that cannot be told."""
        from linter.document import Document
        from linter.files.reading import read_file
        from linter.source import Source

        suffix = PurePosixPath(path).suffix.lower()
        if suffix not in _MARKDOWN and suffix not in (".html", ".htm"):
            return None
        data = read_file(self.full_path(path), _LARGEST_PAGE)
        if isinstance(data, str):
            return None
        source = Source.from_bytes(path, data)
        document = Document.parse(source)
        start = document.front_matter.body.start if document.front_matter is not None else 0
        return self.own_anchors(source.text[start:], is_html=suffix not in _MARKDOWN)

    def _at(self, path: str) -> str | None:
        if path in self._listing:
            return path
        for suffix in _PAGES:
            if path + suffix in self._listing:
                return path + suffix
        if path.endswith((".html", ".htm")):
            stem = path.rpartition(".")[0]
            for suffix in _PAGES:
                if stem + suffix in self._listing:
                    return stem + suffix
        if path in self._folders:
            start = "" if path == "." else f"{path}/"
            return next((start + name + suffix for name in _INDEXES for suffix in _PAGES if start + name + suffix in self._listing), "")
        return "" if any(path.startswith(f"{link}/") for link in self._linked_folders) else None

    @cached_property
    def _walked(self) -> tuple[dict[str, str], set[str], set[str]]:
        """Files by their names in NFC (macOS stores others), folders, and folders that are links: what is in those is not listed."""
        files: dict[str, str] = {}
        folders: set[str] = {"."}
        linked: set[str] = set()
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            try:
                entries = list(os.scandir(os.path.join(self._root, folder)))
            except OSError:
                continue
            for entry in entries:
                name = f"{folder}/{entry.name}" if folder else entry.name
                known = name if name.isascii() else unicodedata.normalize("NFC", name)
                if not entry.is_dir():
                    files[known] = name
                elif entry.name not in _NOT_THE_SITES:
                    folders.add(known)
                    if entry.is_symlink():
                        linked.add(known)
                    else:
                        waiting.append(name)
        return files, folders, linked

    @property
    def _listing(self) -> dict[str, str]:
        return self._walked[0]

    @property
    def _folders(self) -> set[str]:
        return self._walked[1]

    @property
    def _linked_folders(self) -> set[str]:
        return self._walked[2]

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {path.casefold(): path for path in self._listing}

"""The articles that an editor has open, each with the project that it belongs to."""

import os
import re
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import unquote, urlsplit

from lsprotocol import types

from linter.document import Document
from linter.engine.linter import Linter
from linter.project import Project
from linter.run.checking import FileReport
from linter.run.options import RunOptions
from linter.server.partial import read_partly
from linter.server.places import Encoding, Text
from linter.source import Source

_DRIVE = re.compile(r"/[A-Za-z]:")
_ALONE = RunOptions(cached=False, compared=False, jobs=1)


class Opened:
    """One version of an open article. Made anew for each version; what takes time is found once.

    Everything raises ConfigError where the settings of its path cannot be used.
    """

    def __init__(self, uri: str, path: str, version: int | None, text: str, project: Project, encoding: Encoding) -> None:
        self.uri = uri
        self.path = path
        self.version = version
        self.project = project
        self.content = text
        self.text = Text(Source(path, text), encoding)

    @property
    def linter(self) -> Linter:
        """The linter that counts for the article as it is now."""
        return self.project.linter_for(self.path).for_document(self.document)

    @cached_property
    def document(self) -> Document:
        """The article read: where its YAML is broken, as much of it as can be had."""
        return read_partly(Source.from_text(self.path, self.content), self.project.linter_for(self.path).limits)

    @property
    def is_article(self) -> bool:
        """Whether the project takes the file for an article."""
        return self.project.is_article(self.path, self.content)

    def check(self) -> tuple[FileReport, list[str]]:
        """Lint the article as it is in the editor; return the report, and what went wrong with the run itself."""
        if not self.is_article:
            return FileReport(self.path, skipped=True), []
        run = self.project.check([], _ALONE, texts={self.path: self.content})
        return run.files[0], run.failures


class Folders:
    """The folders that an editor has open, each with its project; a file outside of them belongs to its own folder."""

    def __init__(self) -> None:
        self._projects: dict[str, Project] = {}
        self._alone: dict[str, Project] = {}

    def open_only(self, uris: Iterable[str]) -> None:
        """Let these be the open folders; those that were open before keep their projects."""
        paths = [path for path in map(path_of, uris) if path is not None]
        self._projects = {path: self._projects.get(path) or Project(path) for path in paths}

    def project_of(self, path: str) -> Project:
        """Return the project of the innermost open folder around a file."""
        around = [folder for folder in self._projects if path.startswith(os.path.join(folder, ""))]
        if around:
            return self._projects[max(around, key=len)]
        folder = os.path.dirname(path)  # noqa: PTH120 (no path is needed)
        return self._alone.setdefault(folder, Project(folder))

    def open(self, uri: str, version: int | None, text: str, encoding: Encoding) -> Opened | None:
        """Return a version of a file; None for what is no file on this machine."""
        path = path_of(uri)
        return Opened(uri, path, version, text, self.project_of(path), encoding) if path is not None else None


def path_of(uri: str) -> str | None:
    """Return the path that a `file:` URI stands for, None for any other URI.

    Editors write them in several ways: `file:///c%3A/a%20b.md` and `file:///C:/a b.md` are one file.
    """
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    path = unquote(parts.path)
    if _DRIVE.match(path):
        path = path[1:]
    elif parts.netloc not in ("", "localhost"):
        path = f"//{parts.netloc}{path}"
    return os.path.normpath(path) if path else None


def utf(kind: types.PositionEncodingKind | str | None) -> Encoding:
    """Return the encoding whose units were agreed."""
    if kind == types.PositionEncodingKind.Utf8:
        return "utf-8"
    return "utf-32" if kind == types.PositionEncodingKind.Utf32 else "utf-16"

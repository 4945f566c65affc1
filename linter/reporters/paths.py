"""Paths as machines want them: relative to the repository's root, whatever the working directory."""

from collections.abc import Callable
from functools import cache

from linter.files.paths import relative_path
from linter.reporters import Report


def repository_paths(report: Report) -> Callable[[str], str]:
    """Return a function from a path of the report to its path from the repository's root; files outside keep the path they have."""

    @cache
    def from_root(path: str) -> str:
        relative = relative_path(path, report.root)
        return path if relative is None else relative

    return from_root

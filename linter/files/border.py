"""The border of a repository, which symbolic links do not cross: a stranger's must not show what else is on the disk."""

import os
from functools import cache
from pathlib import Path


class Border:
    """Tells which paths lead out of the repository that they are written in; what was found out about a folder is remembered."""

    def __init__(self) -> None:
        self._real = cache(os.path.realpath)
        self._home = cache(home_of)

    def is_crossed_by(self, path: str) -> bool:
        """Whether a path leads out of its repository, or into what git keeps there, by a symbolic link in it.

        A path without links is nobody's trick, wherever it is. Outside a repository the border is the working directory, for what is
        below it, else the folder that the path is in.
        """
        written = os.path.abspath(path)
        folder, name = os.path.split(written)
        real_folder = self._real(folder)
        is_link = os.path.islink(written)  # noqa: PTH114 (for each file that is named: strings take a quarter of the time)
        if real_folder == folder and not is_link:
            return False
        home = self._real(self._home(folder))
        real = os.path.realpath(written) if is_link else os.path.join(real_folder, name)
        inside = os.path.relpath(real, home).replace(os.sep, "/") if _is_below(real, home) else ".."
        return inside == ".." or ".git" in inside.split("/")


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def home_of(folder: str) -> str:
    """Return the folder that paths below `folder` may lead to: the repository, the working directory, or itself."""
    for current in (Path(folder), *Path(folder).parents):
        if (current / ".git").exists() and not current.is_symlink():
            return str(current)
    here = str(Path.cwd())
    return here if _is_below(folder, here) else folder

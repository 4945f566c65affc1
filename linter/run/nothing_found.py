"""Where a run found no article: what was looked for, and what was there instead. A green run has looked at something."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from linter.files.discovery import FRONT_MATTER_SUFFIXES, Filters
from linter.text.wording import counted, escape

_MOST_LISTED = 4
_MOST_COUNTED = 10_000


class Nothing(NamedTuple):
    """What to say: `failures` make the exit code 2, `notices` are worth a line."""

    failures: Sequence[str] = ()
    notices: Sequence[str] = ()


def nothing_found(paths: Sequence[str], found: Sequence[str], skipped: set[str], filters: Filters) -> Nothing:
    """Look at the folders that a command line names (`paths`; none: the working directory), and at the files `found` in them.

    `skipped` are those without front matter. A named folder, or `articles` in the configuration, has to give an article; the working
    directory is only worth a warning.
    """
    if not paths:
        if len(skipped) < len(found):
            return Nothing()
        if filters.articles and _is_here(filters.base):
            return Nothing(failures=[f"no article found: {_looked_for(filters)}; {_there('.', found)}"])
        return Nothing(notices=[f"warning: no article found in this folder: {_looked_for(filters)}; {_there('.', found)}"])
    articles = found if not skipped else [path for path in found if path not in skipped]
    folders = [path for path in dict.fromkeys(paths) if Path(path).is_dir() and not _any_below(path, articles)]
    return Nothing(failures=[f"{escape(path)}: no article in it: {_looked_for(filters)}; {_there(path, found)}" for path in folders])


def _is_here(base: str) -> bool:
    return Path(base).absolute() == Path.cwd()


def _any_below(folder: str, files: Iterable[str]) -> bool:
    prefix = _prefix(folder)
    return any(file.startswith(prefix) for file in files) if prefix else any(True for _ in files)


def _prefix(folder: str) -> str:
    """Return what the paths of a walk from a folder begin with."""
    tidy = os.path.normpath(folder).replace(os.sep, "/")
    return "" if tidy == "." else f"{tidy.rstrip('/')}/"


def _looked_for(filters: Filters) -> str:
    but = " but for what `exclude` names" if filters.exclude else ""
    if filters.articles:
        globs = ", ".join(f'"{escape(glob)}"' for glob in filters.articles)
        return f"looked for `articles = [{globs}]`{but}"
    return f"looked for {_listed(f'`*{suffix}`' for suffix in sorted(FRONT_MATTER_SUFFIXES))} with front matter{but}"


def _there(folder: str, found: Iterable[str]) -> str:
    """Say what is in a folder: files that would do but have no front matter, else kinds of files."""
    plain = sum(_any_below(folder, [file]) for file in found)
    if plain:
        return f"there {_is_or_are(plain)} {counted(plain, 'file')} without front matter"
    kinds = _kinds(folder)
    total = sum(kinds.values())
    if not total:
        return "nothing is there"
    listed = [f"{count} `{escape(kind)}`" for kind, count in kinds.most_common(_MOST_LISTED)]
    more = ", …" if len(kinds) > _MOST_LISTED else ""
    return f"there {_is_or_are(total)} {counted(total, 'other file')} ({', '.join(listed)}{more})"


def _kinds(folder: str) -> Counter[str]:
    """Count the visible files below a folder by suffix, those without one by name."""
    kinds: Counter[str] = Counter()
    for _, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        kinds.update(Path(name).suffix or name for name in files if not name.startswith("."))
        if kinds.total() > _MOST_COUNTED:
            break
    return kinds


def _is_or_are(count: int) -> str:
    return "is" if count == 1 else "are"


def _listed(words: Iterable[str]) -> str:
    *firsts, last = words
    return f"{', '.join(firsts)} or {last}"

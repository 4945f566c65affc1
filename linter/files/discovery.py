"""From the paths of a command line to the files to lint, in one order on every platform."""

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from linter.errors import ConfigError
from linter.files.border import Border

FRONT_MATTER_SUFFIXES = frozenset([".md", ".markdown", ".mdx", ".txt", ".html", ".htm"])
# What a glob such as `*.y*ml` or `*.[Rr]md` can mean besides; one that is spelt out, as in `*.njk`, need not be here.
_FURTHER_SUFFIXES = frozenset(
    f".{suffix}"
    for suffix in (
        *("adoc", "asciidoc", "erb", "hbs", "json", "liquid", "livemd", "markdn", "mdc", "mdoc", "mdown", "mdtext", "mdtxt", "mdwn"),
        *("mkd", "mkdn", "mkdown", "njk", "org", "qmd", "rmd", "rst", "textile", "xhtml", "yaml", "yml"),
    )
)


class Target(NamedTuple):
    """A file to lint. `named`: somebody asked for this very file or for its kind (`articles`), so that it has to be an article."""

    path: str
    named: bool


class Missing(NamedTuple):
    """A path that was named and cannot be had."""

    path: str
    reason: str


class Filters(NamedTuple):
    """Which files count: globs as in .gitignore, relative to the folder `base`; `follow_links`: also those outside, by symbolic links."""

    base: str
    articles: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    follow_links: bool = False


def discover(
    paths: Iterable[str], filters: Filters, *, force_exclude: bool = False, walked: list[str] | None = None
) -> tuple[list[Target], list[Missing]]:
    """Return the files to lint, each once, sorted by path.

    Folders are walked; hidden folders and files, what git ignores and what `filters` leave out are passed over. With `force_exclude` named
    files are treated like found ones. Globs are expanded where no file has such a name, as shells do it. What a symbolic link leads to
    outside the repository is not read unless `filters` say so. The folders that were looked into are added to `walked`.
    """
    chooser = _Chooser(filters)
    border = None if filters.follow_links else Border()
    targets: dict[str, Target] = {}
    missing: list[Missing] = []
    named: list[str] = []
    for path in _expanded(paths, missing):
        if _leaves(border, path):
            missing.append(Missing(path, "a symbolic link leads out of the repository here: `--follow-links` reads what it leads to"))
        elif os.path.isdir(path):  # noqa: PTH112 (one system call, no object)
            for found in _walk(path, chooser, border, walked if walked is not None else []):
                targets.setdefault(found, Target(found, named=chooser.expects(found)))
        else:
            named.append(path)
    if force_exclude:
        ignored = _ignored_among(named)
        named = [path for path in named if path not in ignored and not _is_hidden(path) and chooser.takes(path)]
    for path in named:
        tidy = _tidy(path)
        targets[tidy] = Target(tidy, named=not force_exclude or chooser.expects(tidy))
    return [targets[path] for path in sorted(targets)], missing


def chosen(path: str, filters: Filters, root: Path) -> Target | None:
    """Return a file as a walk from the folder `root` on finds it, judged by its name alone (what git ignores is not asked), or None."""
    chooser = _chooser(filters._replace(base=os.path.abspath(filters.base)))
    is_taken = not _is_hidden(os.path.relpath(path, root)) and chooser.takes(path)
    return Target(path, named=chooser.expects(path)) if is_taken else None


@lru_cache(maxsize=16)
def _chooser(filters: Filters) -> "_Chooser":
    return _Chooser(filters)


def _expanded(paths: Iterable[str], missing: list[Missing]) -> Iterator[str]:
    """Yield the paths that are there, those that a glob names in its place."""
    for path in paths:
        if os.path.lexists(path):
            yield path
            continue
        matches = _matching(path) if any(sign in path for sign in "*?[") else None
        if matches:
            yield from matches
        else:
            missing.append(Missing(path, "no such file or folder" if matches is None else "no file matches this pattern"))


def _matching(pattern: str) -> list[str]:
    from glob import glob

    found = sorted(glob(pattern, recursive=True))  # noqa: PTH207 (pathlib's takes no absolute patterns)
    return found or sorted(glob(pattern.replace("\\", "/"), recursive=True))  # noqa: PTH207 (`posts\*.md`, as typed on Windows)


def _tidy(path: str) -> str:
    return os.path.normpath(path).replace(os.sep, "/")


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") and part not in (".", "..") for part in path.replace(os.sep, "/").split("/"))


def _walk(folder: str, chooser: "_Chooser", border: Border | None, walked: list[str]) -> Iterator[str]:
    ignored = _ignored_below(folder)
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        prefix = _tidy(current)
        walked.append(prefix)
        below = "" if prefix == "." else f"{prefix}/"
        for entry in _visible_entries(current):
            path = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if f"{path}/" not in ignored and not chooser.excludes(f"{path}/"):
                    waiting.append(path)
            elif path not in ignored and chooser.takes(path) and _is_file(entry) and not (entry.is_symlink() and _leaves(border, path)):
                yield path


def _leaves(border: Border | None, path: str) -> bool:
    return border is not None and border.is_crossed_by(path)


def _visible_entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError:
        return []


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a file or leads to one; links that lead nowhere, pipes and the like are not."""
    try:
        return entry.is_file()
    except OSError:
        return False


class _Chooser:
    """Applies the configured globs; without any, the file's suffix decides."""

    def __init__(self, filters: Filters) -> None:
        self.base = filters.base
        self.articles = _compile(filters.articles)
        self.suffixes = FRONT_MATTER_SUFFIXES | _suffixes_named_by(filters.articles)
        self.exclude = _compile(filters.exclude)

    def takes(self, path: str) -> bool:
        suffix = path[path.rfind(".") :].lower()  # a third of the time that `splitext` takes
        if suffix not in self.suffixes:
            return False
        if self.exclude is None and self.articles is None:
            return True
        relative = self._relative(path)
        if self.exclude is not None and self.exclude.match_file(relative):
            return False
        return self.articles is None or bool(self.articles.match_file(relative))

    def expects(self, path: str) -> bool:
        """Whether a file that was found has to be an article: where globs say which files are; a README beside them is none."""
        return self.articles is not None and not path[path.rfind("/") + 1 :].lower().startswith("readme")

    def excludes(self, folder: str) -> bool:
        return self.exclude is not None and bool(self.exclude.match_file(self._relative(folder)))

    def _relative(self, path: str) -> str:
        slash = "/" if path.endswith("/") else ""
        return os.path.relpath(path, self.base).replace(os.sep, "/") + slash


def _suffixes_named_by(patterns: tuple[str, ...]) -> frozenset[str]:
    """Return the suffixes that globs name: `*.qmd` asks for `.qmd` files, `*.y*ml` for `.yaml` and `.yml`, `_data/` for the usual ones."""
    named: set[str] = set()
    for pattern in patterns:
        name = pattern.rstrip().rpartition("/")[2]
        suffix = _written_suffix(name).lower()
        if pattern.startswith("!") or not any(sign.isalnum() for sign in suffix):
            continue
        if any(sign in suffix for sign in "*?["):
            from fnmatch import filter as matching

            named.update(matching(FRONT_MATTER_SUFFIXES | _FURTHER_SUFFIXES, f".{suffix}"))
        else:
            named.add(f".{suffix}")
    return frozenset(named)


def _written_suffix(name: str) -> str:
    """Return what stands behind the last dot of a glob, dots in brackets aside."""
    at = name.rfind(".")
    while at >= 0 and name.rfind("[", 0, at) > name.rfind("]", 0, at) and "]" in name[at:]:
        at = name.rfind(".", 0, at)
    return name[at + 1 :] if at >= 0 else ""


def _compile(patterns: tuple[str, ...]) -> Any:
    if not patterns:
        return None
    from linter.text.globs import compile_globs

    return compile_globs(patterns)


def _ignored_below(folder: str) -> frozenset[str]:
    """Return what git ignores below a folder, in the spelling of a walk from it; folders end with a slash."""
    listing = _git(folder, ["ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z"])
    prefix = "" if _tidy(folder) == "." else f"{_tidy(folder)}/"
    return frozenset(f"{prefix}{name}" for name in listing)


def _ignored_among(paths: list[str]) -> frozenset[str]:
    if not paths:
        return frozenset()
    return frozenset(_git(".", ["check-ignore", "--stdin", "-z"], stdin="\0".join(paths)))


def _git(folder: str, arguments: list[str], stdin: str = "") -> list[str]:
    """Ask git; outside a repository, and without git, nothing is ignored."""
    if not _in_repository(Path(folder)):
        return []
    from linter.files.git import GitError, NoGitError, ask_git

    try:
        answer = ask_git(*arguments, folder=folder, stdin=os.fsencode(stdin))
    except NoGitError:
        return []
    except GitError as error:
        raise ConfigError(f"what git ignores is not known: {error}") from None
    return [os.fsdecode(name) for name in answer.output.split(b"\0") if name] if answer.code == 0 else []


def _in_repository(folder: Path) -> bool:
    folder = folder.absolute()
    return any((parent / ".git").exists() for parent in (folder, *folder.parents))

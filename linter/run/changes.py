"""What changed since a commit, by git: files, and the lines that were added or edited in them."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from linter.diagnostics.located import Located
from linter.errors import ConfigError
from linter.files.git import Answer, GitError, NoGitError, ask_git
from linter.run.checking import FileReport

_SAFELY = ("--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
_DIFF = ("diff", *_SAFELY, "--unified=0", "--no-color", "--find-renames", "--src-prefix=a/", "--dst-prefix=b/")
_HUNK = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")


class Changes(NamedTuple):
    """The changed files of a repository: absolute paths, each with the ranges of its added or edited lines (from 1)."""

    lines: dict[str, list[range]]

    def includes(self, path: str) -> bool:
        """Whether a file changed."""
        return os.path.realpath(path) in self.lines

    def touches(self, path: str, first: int, last: int) -> bool:
        """Whether one of the lines `first` to `last` (inclusive) of a file was added or edited."""
        return any(first < changed.stop and last >= changed.start for changed in self.lines.get(os.path.realpath(path), ()))


def changes_since(revision: str) -> Changes:
    """Return what differs between the working tree and the merge base of HEAD and `revision`, untracked files included.

    Raises ConfigError outside a repository, for an unknown revision, and for one that a shallow clone does not hold.
    """
    root = Path(_git("rev-parse", "--show-toplevel").strip())
    base = _merge_base(revision)
    changes = _parse_diff(_git(*_DIFF, base, "--"), root)
    untracked = _git("ls-files", "--others", "--exclude-standard", "-z", "--full-name", "--", str(root))
    for name in filter(None, untracked.split("\0")):
        changes[os.path.realpath(root / name)] = [range(1, 1 << 31)]
    return Changes(changes)


def staged_changes() -> Changes:
    """Return what is staged for the next commit."""
    root = Path(_git("rev-parse", "--show-toplevel").strip())
    return Changes(_parse_diff(_git(*_DIFF, "--cached", "--"), root))


def staged_text(path: str) -> bytes | None:
    """Return a file's staged content where the working tree differs from it, None where they are equal."""
    folder, name = os.path.split(os.path.realpath(path))
    if not _git("diff", *_SAFELY, "--name-only", "--", name, folder=folder).strip():
        return None
    shown = _run("cat-file", "blob", f":./{name}", folder=folder)
    return shown.output if shown.code == 0 else None


def is_changed(diagnostic: Located, changes: Changes) -> bool:
    """Whether a diagnostic is on a changed line; one on the opening fence speaks of the whole front matter, and is."""
    line = diagnostic.start.line
    return line == 1 or changes.touches(diagnostic.path, line, diagnostic.end.line)


def only_changed(files: Iterable[FileReport], changes: Changes) -> tuple[list[FileReport], int]:
    """Drop diagnostics on lines that did not change; return the files, and how many were dropped."""
    kept: list[FileReport] = []
    dropped = 0
    for file in files:
        shown = tuple(d for d in file.diagnostics if is_changed(d, changes))
        dropped += len(file.diagnostics) - len(shown)
        kept.append(file._replace(diagnostics=shown))
    return kept, dropped


def _merge_base(revision: str) -> str:
    if revision.startswith("-"):
        raise ConfigError(f"expected a revision, found `{revision}`")
    if not _known(revision):
        shallow = _git("rev-parse", "--is-shallow-repository").strip() == "true"
        advice = "; this is a shallow clone: fetch more of the history (`fetch-depth: 0` in GitHub's checkout)" if shallow else ""
        raise ConfigError(f"git knows no revision `{revision}` here{advice}")
    done = _run("merge-base", revision, "HEAD")
    return done.text.strip() if done.code == 0 else revision


def _known(revision: str) -> bool:
    return _run("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").code == 0


def _parse_diff(diff: str, root: Path) -> dict[str, list[range]]:
    lines: dict[str, list[range]] = {}
    current: list[range] | None = None
    for row in diff.split("\n"):
        if row.startswith("diff --git "):
            current = None
        elif row.startswith("+++ ") and current is None:
            name = _unquoted(row[4:].rstrip("\t"))
            current = [] if name == "/dev/null" else lines.setdefault(os.path.realpath(root / name.removeprefix("b/")), [])
        elif current is not None and (hunk := _HUNK.match(row)):
            first, count = int(hunk[1]), int(hunk[2] or 1)
            if count:
                current.append(range(first, first + count))
    return lines


def _unquoted(name: str) -> str:
    """Undo the quoting of odd names in a diff (git's core.quotePath)."""
    if not name.startswith('"'):
        return name
    escapes = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}

    def plain(match: re.Match[str]) -> str:
        return chr(int(match[1], 8)) if match[1] else escapes.get(match[2], match[2])

    return re.sub(r"\\(?:([0-7]{3})|(.))", plain, name[1:-1]).encode("latin-1").decode("utf-8", "surrogateescape")


def _git(*arguments: str, folder: str = ".") -> str:
    done = _run(*arguments, folder=folder)
    if done.code != 0:
        raise ConfigError(f"git cannot tell what changed: {done.complaint or 'git failed'}")
    return done.text


def _run(*arguments: str, folder: str = ".") -> Answer:
    try:
        return ask_git(*arguments, folder=folder, compares=arguments[0] == "diff")
    except NoGitError as error:
        raise ConfigError(f"git is needed to tell what changed: {error}") from None
    except GitError as error:
        raise ConfigError(f"git cannot tell what changed: {error}") from None

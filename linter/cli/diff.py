"""Unified diffs that `patch` and `git apply` take."""

import difflib
import re

from linter.text.wording import escape


def unified_diff(path: str, old: str, new: str) -> str:
    """Return the difference between two texts of one file, `""` for none; line ends are kept as they are."""
    rows = difflib.unified_diff(_lines(old), _lines(new), f"a/{path}", f"b/{path}")
    text = ""
    for row in rows:
        text += row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n"
    return text


def for_terminal(diff: str) -> str:
    """Make a diff harmless: everything that could act on a terminal is escaped, tabs stay. No program can apply it any more."""
    return "\n".join("\t".join(map(escape, row.split("\t"))) for row in diff.split("\n"))


def _lines(text: str) -> list[str]:
    """Split at LF only: a CR is part of its line, as in git."""
    return re.findall(r"[^\n]*\n|[^\n]+\Z", text)

"""Unified diffs that `patch` and `git apply` take."""

import difflib
import re


def unified_diff(path: str, old: str, new: str) -> str:
    """Return the difference between two texts of one file, `""` for none; line ends are kept as they are."""
    rows = difflib.unified_diff(_lines(old), _lines(new), f"a/{path}", f"b/{path}")
    text = ""
    for row in rows:
        text += row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n"
    return text


def _lines(text: str) -> list[str]:
    """Split at LF only: a CR is part of its line, as in git."""
    return re.findall(r"[^\n]*\n|[^\n]+\Z", text)

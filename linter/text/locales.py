"""Which page a path is a translation of, told by where translations lie: `content/{locale}/**`, `**/*.{locale}.md`."""

import re
from functools import lru_cache
from typing import NamedTuple

MARK = "{locale}"
_LOCALE = r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?"
_TOKENS = re.compile(r"\*\*/?|\*|\?|[^*?]+")


class Page(NamedTuple):
    """A page in one of its languages: `key` is the same in all of them."""

    key: str
    locale: str


def page_of(path: str, pattern: str, default: str) -> Page | None:
    """Return which page a file holds, and in which language; None where the pattern does not speak of it.

    A file where the step or the part of the name with the language is missing is in the `default` one.
    """
    before, after, joint = _split(pattern)
    match = _translated(before, after, default).fullmatch(path)
    if match is not None:
        return Page(f"{path[: match.start('locale')]}{MARK}{path[match.end('locale') :]}", match["locale"])
    match = _untranslated(before, after).fullmatch(path)
    return Page(f"{match['before']}{MARK}{joint}{match['after']}", default) if match is not None else None


@lru_cache(maxsize=16)
def _split(pattern: str) -> tuple[str, str, str]:
    """Return what stands before the language, and after it without what joins it to that: `/` or `.`."""
    before, _, after = pattern.partition(MARK)
    return before, after[1:], after[:1]


@lru_cache(maxsize=16)
def _translated(before: str, after: str, default: str) -> re.Pattern[str]:
    return re.compile(f"{_regex(before)}(?P<locale>{_LOCALE}|{re.escape(default)})[/.]{_regex(after)}")


@lru_cache(maxsize=16)
def _untranslated(before: str, after: str) -> re.Pattern[str]:
    return re.compile(f"(?P<before>{_regex(before)})(?P<after>{_regex(after)})")


def _regex(glob: str) -> str:
    steps = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(steps.get(token) or re.escape(token) for token in _TOKENS.findall(glob))

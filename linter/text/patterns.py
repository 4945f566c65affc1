"""Regular expressions that are compiled when they are first used: a run needs few of them, and start-up is a feature."""

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


def lazy_pattern(pattern: str, flags: int = 0) -> "re.Pattern[str]":
    """Return what behaves like `re.compile(pattern, flags)`; a mistake in the pattern shows at the first use."""
    return cast("re.Pattern[str]", _LazyPattern(pattern, flags))


class _LazyPattern:
    def __init__(self, pattern: str, flags: int) -> None:
        self._source = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        """Compile, and keep the methods on the instance: they are found there from then on, and this is not asked again."""
        compiled = re.compile(*self._source)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

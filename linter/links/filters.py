"""Links that are left alone."""

import re
from fnmatch import fnmatchcase
from functools import lru_cache

from linter.settings import ConfigError, Links


def why_skipped(url: str, settings: Links) -> str:
    """Return why a URL is not checked, `""` when it is. Raises ConfigError for a regular expression that is none."""
    if any(fnmatchcase(url, pattern) for pattern in settings.exclude):
        return "excluded"
    return "excluded" if any(_compiled(pattern).search(url) for pattern in settings.exclude_regex) else ""


@lru_cache(maxsize=128)
def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ConfigError(f"`links.exclude-regex`: `{pattern}` is no regular expression: {error}") from None

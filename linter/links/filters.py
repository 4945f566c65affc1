"""Links that are left alone, and settings that cannot be used."""

import re
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

from linter.diagnostic import show
from linter.settings import ConfigError, Links
from linter.settings.loading import option_name
from linter.urls import parse_url

_LEAST = {"concurrency": 1, "per_host": 1, "host_interval": 0, "timeout": 0.1, "retries": 0, "time_budget": 0}


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


def check_settings(settings: Links) -> None:
    """Raise ConfigError for settings that no link could be checked with."""
    for name, least in _LEAST.items():
        found = getattr(settings, name)
        if found < least:
            raise ConfigError(f"`links.{option_name(name)}`: expected at least {least}, found {found}")
    if settings.proxy and parse_url(settings.proxy) is None:
        raise ConfigError(f"`links.proxy`: expected a URL like `http://proxy.example.com:3128`, found {show(settings.proxy)}")
    if settings.ca_bundle and not Path(settings.ca_bundle).exists():
        raise ConfigError(f"`links.ca-bundle`: no such file: {show(settings.ca_bundle)}")
    for pattern in settings.exclude_regex:
        _compiled(pattern)

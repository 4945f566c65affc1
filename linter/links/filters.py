"""Links that are left alone, and settings that cannot be used."""

from fnmatch import fnmatchcase
from pathlib import Path

from linter.errors import ConfigError
from linter.settings.loading import check_limits
from linter.settings.options import Links
from linter.text.globs import regex_found
from linter.text.urls import parse_url
from linter.text.wording import show


def why_skipped(url: str, settings: Links) -> str:
    """Return why a URL is not checked, `""` when it is."""
    if any(fnmatchcase(url, pattern) for pattern in settings.exclude):
        return "excluded"
    return "excluded" if any(regex_found(pattern, url) for pattern in settings.exclude_regex) else ""


def check_settings(settings: Links) -> None:
    """Raise ConfigError for settings that no link could be checked with."""
    check_limits(settings, "links.")
    if settings.proxy and parse_url(settings.proxy) is None:
        raise ConfigError(f"`links.proxy`: expected a URL like `http://proxy.example.com:3128`, found {show(settings.proxy)}")
    if settings.ca_bundle and not Path(settings.ca_bundle).exists():
        raise ConfigError(f"`links.ca-bundle`: no such file: {show(settings.ca_bundle)}")

"""Links that are left alone, and settings that cannot be used."""

import re
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import quote, unquote

from linter.errors import ConfigError
from linter.links.wire import browser_url, equivalent
from linter.settings.loading import check_limits
from linter.settings.options import Links
from linter.text.globs import regex_found
from linter.text.urls import decode_host, parse_url
from linter.text.wording import show

_SCHEME_AND_HOST = re.compile(r"(https?://)([^/?#*\[]+)(?=[/?#*]|\Z)", re.IGNORECASE)
_CAN_MATCH = re.compile(r"[*?\[]|https?:", re.IGNORECASE)


class Excluded:
    """Tells which URLs the settings exclude, by patterns that may be written as people write URLs: `https://Bücher.example`."""

    def __init__(self, settings: Links) -> None:
        self._globs = [_pattern(glob) for glob in settings.exclude]
        self._regexes = settings.exclude_regex

    def why(self, url: str) -> str:
        """Return why a URL is not checked, `""` when it is."""
        form = equivalent(url)
        if any(fnmatchcase(form, glob) or fnmatchcase(url, glob) for glob in self._globs):
            return "excluded"
        if not self._regexes:
            return ""
        written = (url, form, _readable(url))
        return "excluded" if any(regex_found(regex, one) for regex in self._regexes for one in written) else ""


def _pattern(glob: str) -> str:
    """Write a pattern as URLs are compared: scheme and host as browsers write them, escapes alike, a path after the host."""
    start = _SCHEME_AND_HOST.match(glob)
    if start is None:
        return equivalent(quote(glob, safe=_ASCII))
    scheme, host = start[1].lower(), start[2]
    url = browser_url(f"{scheme}{host}/")
    rest = glob[start.end() :]
    path = f"/{rest}" if not rest or rest.startswith("?") else rest
    return f"{url.normalized[:-1] if url is not None else scheme + host}{equivalent(quote(path, safe=_ASCII))}"


_ASCII = "".join(map(chr, range(0x21, 0x7F)))


def _readable(url: str) -> str:
    """Return a URL as people write it: its host in Unicode, without escapes."""
    parsed = browser_url(url)
    readable = unquote(url)
    return readable.replace(parsed.host, decode_host(parsed.host), 1) if parsed is not None else readable


def check_settings(settings: Links) -> None:
    """Raise ConfigError for settings that no link could be checked with, or that could never have an effect."""
    check_limits(settings, "links.")
    for glob in settings.exclude:
        if not _CAN_MATCH.match(glob):
            raise ConfigError(f"`links.exclude`: expected a glob like `https://example.com/*`, found {show(glob)}, which matches no URL")
        if "#" in glob:
            raise ConfigError(f"`links.exclude`: {show(glob)} matches no URL: write it without `#`, which is never sent")
    for option, hosts in (
        ("allow-hosts", settings.allow_hosts),
        ("accept", [host for host, _ in settings.accept]),
        ("headers", [host for host, _ in settings.headers]),
    ):
        for host in hosts:
            _check_host(option, host)
    if settings.proxy and parse_url(settings.proxy) is None:
        raise ConfigError(f"`links.proxy`: expected a URL like `http://proxy.example.com:3128`, found {show(settings.proxy)}")
    if settings.ca_bundle and not Path(settings.ca_bundle).exists():
        raise ConfigError(f"`links.ca-bundle`: no such file: {show(settings.ca_bundle)}")


def _check_host(option: str, host: str) -> None:
    """Refuse what no host can be: a URL, a path, a port."""
    is_glob = option != "allow-hosts" and any(sign in host for sign in "*?[")
    is_host = not re.search(r"[/\s@#?]" if not is_glob else r"[/\s@#]", host) and (
        is_glob or host.count(":") > 1 or host.startswith("[") or ":" not in host
    )
    if not is_host or not host:
        url = browser_url(host) or browser_url(f"http://{host}/")
        instead = f": write {show(url.host)}" if url is not None else ""
        raise ConfigError(f"`links.{option}`: expected a host like `example.com`, found {show(host)}{instead}")

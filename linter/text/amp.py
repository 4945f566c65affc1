"""AMP cache addresses: from a publisher's URL and back.

Source: amp.dev, "AMP Cache URL format and request handling". Where amp-toolbox differs from it, both forms are accepted.
"""

import base64
import re
from functools import lru_cache

from linter.text.patterns import lazy_pattern
from linter.text.urls import Url, decode_host, parse_url

_GOOGLE = "cdn.ampproject.org"
_CACHES = (_GOOGLE, "www.bing-amp.com", "bing-amp.com", "amp.cloudflare.com")
_CACHE_PATH = lazy_pattern(r"/(?:[a-z]{1,3})/(s/)?(.+)\Z", re.DOTALL)
_VIEWER_PATH = lazy_pattern(r"/amp/(s/)?([^/?#]+\.[^/?#]+.*)\Z", re.DOTALL)
_VIEWERS = lazy_pattern(r"(?:www\.)?(?:google\.[a-z.]{2,6}|bing\.com)\Z")
_CACHE_PARAMETER = lazy_pattern(r"(?:amp_js[^=]*|amp_gsa|amp_r|amp_kit|usqp)(?:=|\Z)")
_LONGEST_LABEL = 63


def cache_url(url: str) -> str | None:
    """Return the address under which Google's AMP cache serves the page `url`; None where `url` is no URL.

    >>> cache_url("https://www.example.com/a?b=c")
    'https://www-example-com.cdn.ampproject.org/c/s/www.example.com/a?b=c'
    """
    return next(iter(cache_urls(url)), None)


def cache_urls(url: str) -> list[str]:
    """Return every accepted cache address of `url`: the specification's first, then what amp-toolbox and old caches made.

    There is none for a URL with a port or credentials.
    """
    match = re.match(r"(https?)://([^/?#@:]+)(?=[/?#]|\Z)([^#]*)", url, re.IGNORECASE)
    parsed = parse_url(url)
    if match is None or parsed is None:
        return []
    scheme, host, rest = match.groups()
    secure = "s/" if scheme.lower() == "https" else ""
    return [f"https://{subdomain}.{_GOOGLE}/c/{secure}{host}{rest}" for subdomain in subdomains(host)]


def is_plain_cache_url(cache: str, page: Url) -> bool:
    """Whether `cache` is the one and plain cache address of an ordinary page: what `cache_urls` would say, for most of them."""
    host = page.host
    dashed = host.replace("-", "--").replace(".", "-")
    return (
        page.is_ordinary
        and len(dashed) <= _LONGEST_LABEL
        and dashed[2:4] != "--"
        and "?" not in page.text
        and cache == f"https://{dashed}.{_GOOGLE}/c/s/{page.text[len('https://') :]}"
    )


@lru_cache(maxsize=1024)
def subdomains(host: str) -> tuple[str, ...]:
    """Return the cache subdomains of a publisher's host, the specification's own first."""
    host = host.lower()
    if "." not in host:
        return (_hash(host),)
    decoded = decode_host(host)
    if _mixes_directions(decoded):
        return (_hash(host),)
    dashed = decoded.replace("-", "--").replace(".", "-")
    wrapped = f"0-{dashed}-0" if dashed[2:4] == "--" else dashed
    encoded = _encode(wrapped)
    forms = [encoded if len(encoded) <= _LONGEST_LABEL else _hash(host)]
    if wrapped != dashed:  # served as a hash before 2020; amp-toolbox does not check the length again
        forms += [encoded, _hash(host)]
    if host[2:4] == "--":
        forms.append(_hash(host))
    return tuple(dict.fromkeys(forms))


def _mixes_directions(host: str) -> bool:
    """Whether a host holds left-to-right and right-to-left letters: no label of a cache address can, by the rules of IDNA."""
    if host.isascii():
        return False
    import unicodedata

    directions = {unicodedata.bidirectional(letter) for letter in host}
    return "L" in directions and not directions.isdisjoint(("R", "AL"))


def _encode(label: str) -> str:
    # The punycode codec: the idna codec would turn ß into ss.
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")


def _hash(host: str) -> str:
    import hashlib  # 3 ms, and few hosts need it

    ascii_host = ".".join(map(_encode, host.split(".")))
    digest = hashlib.sha256(ascii_host.encode("ascii")).digest()
    return base64.b32encode(digest).decode("ascii").rstrip("=").lower()


def is_cache_host(host: str) -> bool:
    """Whether `host` belongs to an AMP cache."""
    return host.endswith(_CACHES) and any(host == cache or host.endswith(f".{cache}") for cache in _CACHES)


def publisher_url(url: Url) -> str | None:
    """Return the publisher's URL that a cache or viewer address stands for; None for any other URL."""
    path = url.text.partition("://")[2]
    path = path[re.match(r"[^/?#]*", path).end() :].partition("#")[0]  # type: ignore[union-attr]  # matches always
    if is_cache_host(url.host):
        match = _CACHE_PATH.match(path)
    elif "/amp/" in path and _VIEWERS.match(url.host):
        match = _VIEWER_PATH.match(path)
    else:
        return None
    if match is None:
        return None
    publisher = f"{'https' if match[1] else 'http'}://{_without_cache_parameters(match[2])}"
    return publisher if parse_url(publisher) is not None else None


def _without_cache_parameters(address: str) -> str:
    path, mark, query = address.partition("?")
    kept = [parameter for parameter in query.split("&") if not _CACHE_PARAMETER.match(parameter)]
    return f"{path}{mark}{'&'.join(kept)}" if kept != [""] and kept else path


_AMP_PAGE = lazy_pattern(
    r"https?://(?:amp\.[^/?#]+/."
    r"|[^/?#]+/(?:[^?#]*/)?(?:[^/?#]*(?:-[^/?#-]*-|[0-9]{4})[^/?#]*/amp/?|google-amp/?|[^/?#]+\.amp(?:\.html?)?)(?:[?#]|\Z)"
    r"|[^?#]*\?(?:[^#]*&)?(?:amp|amphtml|amp=(?:1|true)|outputType=amp)(?:[&#]|\Z))",
    re.IGNORECASE,
)


def is_amp_page(url: Url) -> bool:
    """Whether a publisher's address is plainly that of an AMP page, by the forms that publishers use."""
    text = url.text
    suspect = "?" in text or "/amp" in text or "-amp" in text or ".amp" in text
    return suspect and _AMP_PAGE.match(text) is not None


def is_viewer_or_cache_host(host: str) -> bool:
    """Whether a host belongs to an AMP cache or may be that of a viewer."""
    return is_cache_host(host) or _VIEWERS.match(host) is not None


def is_viewer_or_cache(url: Url) -> bool:
    """Whether `url` is an AMP cache's or viewer's address instead of the publisher's."""
    return is_cache_host(url.host) or ("/amp/" in url.text and _VIEWERS.match(url.host) is not None and publisher_url(url) is not None)

"""URLs as a browser sends them (WHATWG URL), where HTTP libraries would write them anew, and redirects as it follows them."""

import re

from linter.text.patterns import lazy_pattern
from linter.text.urls import Url

_ESCAPE = lazy_pattern(r"%[0-9A-Fa-f]{2}")
_SCHEME = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_CREDENTIALS = lazy_pattern(r"\A([A-Za-z][A-Za-z0-9+.-]*:[/\\]*)[^/?#\\]*@")
_EDGES = "".join(map(chr, range(0x21)))  # what the URL standard takes off both ends
_DROPPED = str.maketrans("", "", "\t\n\r")


def browser_url(text: str) -> Url | None:
    """Read an absolute URL as leniently as a browser does (`http:/host`, `%zz`); None where it is none of http or https."""
    import can_ada

    try:
        parsed = can_ada.parse(text)
    except ValueError:
        return None
    if parsed.protocol not in ("http:", "https:") or not parsed.hostname:
        return None
    return Url(text, str(parsed.hostname), parsed)


def resolve(base: Url, reference: str) -> Url | None:
    """Return what a reference on the page `base` leads to, by the URL standard; None where that is no http or https URL."""
    reference = reference.strip(_EDGES).translate(_DROPPED)
    if _SCHEME.match(reference):
        return browser_url(reference)
    mark = re.search(r"[?#]", reference)
    end = mark.start() if mark else len(reference)
    reference = reference[:end].replace("\\", "/") + reference[end:]
    page = base.normalized
    origin = _origin(page)
    path = page[len(origin) :].partition("?")[0]
    if reference.startswith("//"):
        return browser_url(f"{base.scheme}:{reference}")
    if reference.startswith("/"):
        return browser_url(origin + reference)
    if reference.startswith("?"):
        return browser_url(origin + path + reference)
    if not reference or reference.startswith("#"):
        return browser_url(page + reference)
    return browser_url(origin + path[: path.rfind("/") + 1] + reference)


def request_target(url: Url, *, absolute: bool = False) -> str:
    """Return the request target of `url` (RFC 9112, section 3.2), byte for byte; `absolute` for a proxy."""
    text = url.normalized
    return text if absolute else text[len(_origin(text)) :]


def escaped(header: str) -> str:
    """Percent-encode the bytes of a header that are not ASCII: `http.client` gives each as one character of Latin-1."""
    return "".join(character if character < "\x80" else f"%{ord(character):02X}" for character in header)


def without_credentials(url: str) -> str:
    """Return a URL as it may be shown: a name and a password before the host are left out."""
    return _CREDENTIALS.sub(r"\1…@", url)


def equivalent(url: str) -> str:
    """Return what equivalent URLs share: escapes in capitals, none for unreserved characters (RFC 3986, section 6.2.2)."""
    return _ESCAPE.sub(_canonical_escape, url) if "%" in url else url


def _canonical_escape(escape: re.Match[str]) -> str:
    character = chr(int(escape.group()[1:], 16))
    return character if character in _UNRESERVED else escape.group().upper()


def _origin(url: str) -> str:
    """Return the start of a URL as browsers write it, up to its path."""
    return url[: url.index("/", url.index("://") + 3)]

"""URLs as browsers read them (WHATWG, by ada), their hosts, and the sites they belong to (the public suffix list).

The standard library's `urlsplit` drops tabs and takes `https://example.com\\@evil.com/` for a page of evil.com; browsers do not.
"""

import re
from functools import lru_cache
from typing import Any

from linter.text.patterns import lazy_pattern
from linter.text.secrets import masked
from linter.text.tracking import without_tracking
from linter.text.url_faults import find_fault

_ADDRESS = lazy_pattern(r"\[|[0-9][0-9.]*\Z")
_SCHEME = lazy_pattern(r"([A-Za-z][A-Za-z0-9+.-]*):")
_DECORATED_DOMAIN = lazy_pattern(r"(?:https?:)?(?://)?(?:www\.)?(?P<domain>[^\s/?#:@\\]+?)\.?(?::[0-9]+)?(?:[/?#]\S*)?", re.IGNORECASE)
_DOMAIN = lazy_pattern(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]")
_ORDINARY_DOMAIN = lazy_pattern(r"(?!www\.)(?:[a-z0-9]++(?:-++[a-z0-9]++)*+\.)+(?:com|org|net|edu|gov)\Z")
_FORBIDDEN = lazy_pattern(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\u3000\ufeff]")
_BAD_PERCENT = lazy_pattern(r"%(?![0-9A-Fa-f]{2})")
_FORBIDDEN_NAMES = {" ": "a space", "\\": "a backslash", "\t": "a tab", "\n": "a line break", "\u00a0": "a no-break space"}


# What most URLs are like: such a one is its own normal form, as a property test holds against ada, and no rule on single URLs has
# anything to say about it. Two conditions are left to `_is_ordinary`: in the pattern they would cost more.
COMMON_SUFFIX = (
    "com|org|net|edu|gov|mil|int|io|co|uk|de|fr|it|es|nl|us|ca|au|in|jp|cn|tv|me|info|biz|eu|ch|at|be|se|no|dk|fi|ie|nz|br|ru|pl|cz|ai|app"
)
_ORDINARY = lazy_pattern(
    rf"https://((?:[a-z0-9]++(?:-++[a-z0-9]++)*+\.)+(?:{COMMON_SUFFIX}))/[A-Za-z0-9_~/.,=+:;!$'()*-]*+(?:\?[A-Za-z0-9_~/.,=+:&-]++)?\Z"
)


class Url:
    """A well-formed absolute http(s) URL: as written, and as a browser reads it.

    `is_ordinary` tells that both are the same, and that nothing about it is worth a look.
    """

    __slots__ = ("_parsed", "host", "is_ordinary", "text")

    def __init__(self, text: str, host: str, parsed: Any = None) -> None:
        self.text = text
        self.host = host
        self.is_ordinary = parsed is None
        self._parsed = parsed

    @property
    def parsed(self) -> Any:
        """The URL's parts as ada gives them."""
        if self._parsed is None:
            self._parsed = _parse(self.text)
        return self._parsed

    @property
    def scheme(self) -> str:
        """Return `http` or `https`."""
        return "https" if self.is_ordinary else str(self.parsed.protocol)[:-1]

    @property
    def written_host(self) -> str:
        """The host as it stands in the text, without credentials and port."""
        authority = re.split(r"[/?#]", self.text.partition("://")[2], maxsplit=1)[0].rpartition("@")[2]
        if authority.startswith("["):
            return authority.partition("]")[0] + "]"
        return authority.partition(":")[0]

    @property
    def is_address(self) -> bool:
        """Whether the host is an IP address rather than a name."""
        return is_address(self.host)

    @property
    def normalized(self) -> str:
        """The browser's form without fragment, to tell whether two URLs are one."""
        return self.text if self.is_ordinary else str(self.parsed.href).partition("#")[0]

    @property
    def canonical(self) -> str:
        """The browser's form without fragment, with equal percent-encodings written alike (RFC 3986, section 6.2.2)."""
        text = self.normalized
        return _ESCAPE.sub(_canonical_escape, text) if "%" in text else text

    @property
    def key(self) -> str:
        """What two addresses of one page share: the browser's form without scheme, credentials, tracking parameters and fragment.

        What else would let its reader in is masked: caches keep keys.
        """
        if self.is_ordinary and "?" not in self.text:
            return self.text[len("https://") :].rstrip("/")
        text = without_tracking(self.canonical).rstrip("?")  # an empty query asks for the same page
        authority, slash, rest = text[text.index("://") + 3 :].partition("/")
        return masked(f"{authority.rpartition('@')[2]}{slash}{rest}".rstrip("/"))


_ESCAPE = lazy_pattern(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def _canonical_escape(escape: re.Match[str]) -> str:
    character = chr(int(escape.group()[1:], 16))
    return character if character in _UNRESERVED else escape.group().upper()


def parse_url(text: str) -> Url | None:
    """Read an absolute http(s) URL; None where `explain_malformed` has something to say."""
    ordinary = _ORDINARY.match(text)
    if ordinary is not None and "/." not in text and "xn--" not in text:
        return Url(text, ordinary[1])
    return _parse_odd(text)


@lru_cache(maxsize=8192)
def _parse_odd(text: str) -> Url | None:
    if not text.startswith(("https://", "http://")) and not re.match(r"https?://", text, re.IGNORECASE):
        return None
    harmless = text.isprintable() and " " not in text and "\\" not in text
    if (not harmless and _FORBIDDEN.search(text)) or ("%" in text and _BAD_PERCENT.search(text)):
        return None
    if find_fault(text) is not None:
        return None
    parsed = _parse(text)
    return Url(text, parsed.hostname, parsed) if parsed and parsed.hostname and not text.partition("://")[2].startswith("/") else None


def _parse(text: str) -> Any:
    import can_ada

    try:
        return can_ada.parse(text)
    except (ValueError, TypeError):  # half of a surrogate pair, from JSON, is no text
        return None


BAD_HOST = "a bad host"  # what is left where nothing else is wrong


def explain_malformed(text: str) -> str:
    """Say what keeps `text` from being an absolute http(s) URL."""
    if not text.strip():
        return "nothing"
    forbidden = _FORBIDDEN.search(text)
    if forbidden is not None:
        character = forbidden.group()
        return _FORBIDDEN_NAMES.get(character, f"the character U+{ord(character):04X}")
    scheme = _SCHEME.match(text)
    if text.startswith("//"):
        return "no scheme"
    if scheme is None or (scheme[1].lower() not in ("http", "https") and "." in scheme[1]):
        return "a relative address" if text.startswith(("/", ".", "#", "?")) else "no scheme"
    if scheme[1].lower() not in ("http", "https"):
        return f"the scheme `{scheme[1]}`"
    percent = _BAD_PERCENT.search(text)
    if percent is not None:
        return f"a bad percent-encoding `{text[percent.start() : percent.start() + 3]}`"
    rest = text[scheme.end() :]
    if not rest.startswith("//"):
        return "no `//` after the scheme"
    authority = re.split(r"[/?#]", rest[2:], maxsplit=1)[0].rpartition("@")[2]
    host, colon, port = authority.rpartition(":")
    if not colon or "]" in port:
        host, port = authority, ""
    if not host:
        return "no host"
    if port and not (port.isascii() and port.isdigit() and int(port) < 65_536):
        return f"a bad port `{port[:20]}`"
    return BAD_HOST


def is_address(host: str) -> bool:
    """Whether a host, as browsers write it, is an IP address: they turn every odd form into dotted numbers."""
    return _ADDRESS.match(host) is not None


@lru_cache(maxsize=8192)
def site(host: str) -> str:
    """Return the registrable domain of `host`: itself where it is an address or a public suffix."""
    if is_address(host):
        return host
    return _public_suffixes().privatesuffix(host.rstrip(".")) or host


def same_site(one: str, other: str) -> bool:
    """Whether two hosts belong to one site; most pairs are answered without the public suffix list."""
    if one == other:
        return True
    if one.rpartition(".")[2] != other.rpartition(".")[2]:
        return False
    return site(one) == site(other)


def is_public_suffix(domain: str) -> bool:
    """Whether anybody can register below `domain`: `com`, `co.uk`, `github.io`."""
    return bool(_public_suffixes().is_public(domain))


@lru_cache(maxsize=1024)
def is_known_top_level(label: str) -> bool:
    """Whether the public suffix list knows a top-level domain or, as with `za`, anything below it."""
    return decode_host(label) in _top_levels()


@lru_cache(maxsize=1)
def _public_suffixes() -> Any:
    from publicsuffixlist import PublicSuffixList  # 50 ms, and most articles never ask

    return PublicSuffixList()


@lru_cache(maxsize=1)
def _top_levels() -> frozenset[str]:
    from pathlib import Path

    from publicsuffixlist import PSLFILE

    lines = Path(PSLFILE).read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip().rpartition(".")[2] for line in lines if line.strip() and not line.startswith("//"))


@lru_cache(maxsize=4096)
def clean_domain(text: str) -> str | None:
    """Return the domain that a person meant: without scheme, path, port, `www.` and trailing dot, in lower case."""
    if _ORDINARY_DOMAIN.match(text):
        return text
    host = _DECORATED_DOMAIN.fullmatch(text.strip())
    if host is None:
        return None
    domain = host["domain"].lower()
    return domain if _DOMAIN.fullmatch(domain) and not is_address(domain) else None


def decode_host(host: str) -> str:
    """Return the Unicode form of a host's `xn--` labels."""
    return ".".join(_decode_label(label) for label in host.split("."))


def _decode_label(label: str) -> str:
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


_PLAIN = lazy_pattern(r"https?://[a-z0-9.-]+/[^?#]*(?:\?[^#]+)?(?:#.+)?\Z", re.DOTALL)  # nothing to normalize but dot segments
_DOT_SEGMENT = lazy_pattern(r"/(?:\.|%2e){1,2}(?=/|\Z)", re.IGNORECASE)
_DEFAULT_PORT = {"http": ":80", "https": ":443"}


def normalized_text(url: Url) -> str:
    """Return a URL with scheme and host in lower case, without default port, dot segments and empty parts; the rest byte for byte."""
    if _PLAIN.match(url.text) and "/." not in url.text and "/%2" not in url.text:
        return url.text
    scheme = url.scheme
    rest = url.text.partition("://")[2]
    match = re.match(r"([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?", rest, re.DOTALL)
    assert match is not None  # every part may be empty
    authority, path, query, fragment = (part or "" for part in match.groups())
    credentials, at, host = authority.rpartition("@")
    host = host.lower()
    if host.endswith((_DEFAULT_PORT[scheme], ":")):
        host = host.rpartition(":")[0]
    if _DOT_SEGMENT.search(path):
        path = _without_dot_segments(path)
    query = "" if query == "?" else query
    fragment = "" if fragment == "#" else fragment
    return f"{scheme}://{credentials}{at}{host}{path}{query}{fragment}"


def _without_dot_segments(path: str) -> str:
    """Return a path without its dot segments, the other steps as they are written."""
    steps = path.split("/")[1:]
    kept: list[str] = []
    for step in steps:
        dots = re.sub("%2e", ".", step, flags=re.IGNORECASE)
        if dots == ".." and kept:
            kept.pop()
        elif dots not in (".", ".."):
            kept.append(step)
    if dots in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


_CREDENTIALS = lazy_pattern(r"(\A|//)[^/?#]*@")


def without_credentials(text: str) -> str:
    """Return an address as it may be printed: with `…` for a user name and password."""
    return _CREDENTIALS.sub(r"\1…@", text) if "@" in text else text


def clean_url(url: Url) -> Url:
    """Return `url` as the safe fixes leave it: normalized, without tracking parameters."""
    return parse_url(without_tracking(normalized_text(url))) or url


# The two-letter codes (ISO 639-1) of languages that sites keep front pages for, with or without a region: `/en`, `/pt-br`.
_LANGUAGE = lazy_pattern(
    "(?:ar|bg|bn|ca|cs|da|de|el|en|es|et|eu|fa|fi|fr|gl|he|hi|hr|hu|id|it|ja|ko|lt|lv|ms|nb|nl|nn|no|pl|pt|ro|ru|sk|sl|sr|sv|ta|th|tr"
    "|uk|ur|vi|zh)(?:[-_][a-z]{2,4})?"
)


def is_front_page(url: str) -> bool:
    """Whether a URL is a site's front page: no path, or only an index file or a language."""
    parsed = parse_url(url)
    if parsed is None or parsed.parsed.search:
        return False
    steps = [step for step in str(parsed.parsed.pathname).lower().split("/") if step]
    return not steps or (len(steps) == 1 and (steps[0].startswith(("index.", "default.")) or _LANGUAGE.fullmatch(steps[0]) is not None))

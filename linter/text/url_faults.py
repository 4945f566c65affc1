"""Slips in URLs that browsers would read as something, though nobody meant it.

What can be computed from such a URL (its site, its AMP-cache address, its normal form) is nonsense, so it counts as malformed.
"""

import re
from typing import NamedTuple
from urllib.parse import quote

from linter.text.patterns import lazy_pattern


class Fault(NamedTuple):
    """A slip: `words` follow the field's name in a message, `mended` is the URL as it was meant.

    `is_certain` tells that the mended URL is the same page for sure, `is_mild` that browsers open the URL nevertheless.
    """

    words: str
    mended: str | None = None
    is_certain: bool = False
    is_mild: bool = False


_SUSPECT = lazy_pattern(r"""[<>"^`{}．。｡ÂÃâ;\ufffd]|%EF%BF%BD|\.\.|:0|//[./:]|//[^/?#]*,|//[a-zA-Z]+[:;/]|%C3%[A8]""", re.IGNORECASE)
_ENTITY = lazy_pattern(r"&(?:amp|quot|lt|gt|apos|#[0-9]{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_SCHEMES = lazy_pattern(r"(?:h{0,2}t{1,3}p{1,2}s{0,2}(?:[:;]/{0,3}|/{1,3}))+(?=[^/])", re.IGNORECASE)
_ONE_SCHEME = lazy_pattern(r"[a-z]+[:;]?/*", re.IGNORECASE)
_AUTHORITY = lazy_pattern(r"(https?://)([^/?#]*)(.*)\Z", re.IGNORECASE | re.DOTALL)
_WIDE_DOT = lazy_pattern("[．。｡]")
_ZERO_PORT = lazy_pattern(r":(0+)[0-9]+\Z")
# The bytes of a UTF-8 character, each read as one of cp1252; and what stands where a character was lost.
_MOJIBAKE = lazy_pattern(
    "\ufffd+|(?:%EF%BF%BD)+|â€.?|[ÂÃ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|%C3%A2%E2%82%AC(?:%[0-9A-F]{2})*|%C3%83%C2%[89AB][0-9A-F]",
    re.IGNORECASE,
)
_NUMBERED = lazy_pattern(r"\\u00([2-7][0-9a-f])", re.IGNORECASE)
_LINK = lazy_pattern(r"!?\[[^\[\]]*\]\(<?(https?://[^\s()<>]+)>?\)|<(https?://[^\s<>]+)>", re.IGNORECASE)
_WIDE_COLON = "\uff1a"
_RAW = lazy_pattern(r"""[<>"^`{}]""")


def find_fault(text: str) -> Fault | None:
    """Return the first slip in a URL, None where there is none or where it is no slip that is known."""
    if text.startswith(("https://", "http://")) and _SUSPECT.search(text) is None:
        return None
    return _entity(text) or _escaped(text) or _markdown(text) or _scheme(text) or _host(text) or _mojibake(text) or _raw(text)


def _entity(text: str) -> Fault | None:
    entity = _ENTITY.search(text)
    if entity is None:
        return None
    import html

    from linter.text.wording import show

    mended = text
    for _ in range(3):  # `&amp;amp;` has been escaped twice
        mended = _ENTITY.sub(lambda one: html.unescape(one.group()), mended)
    meant = html.unescape(entity.group())
    lost = ": all that follows `#` is lost" if "#" in entity.group() else ""
    return Fault(f"has the HTML code {show(entity.group())} for {show(meant)} in it{lost}", mended, is_certain=True)


def _escaped(text: str) -> Fault | None:
    """Find what JSON or JavaScript escape: slashes, and characters by their numbers."""
    if "\\" not in text:
        return None
    mended = _NUMBERED.sub(lambda one: chr(int(one[1], 16)), text).replace("\\/", "/")
    if mended == text or "\\" in mended:
        return None
    return Fault("is written as in a program, with backslashes", mended)


def _markdown(text: str) -> Fault | None:
    link = _LINK.fullmatch(text)
    return Fault("is a link in Markdown: only the address belongs here", link[1] or link[2]) if link is not None else None


def _scheme(text: str) -> Fault | None:
    start = _SCHEMES.match(text)
    if (
        start is None
        or "\\" in text
        or start.group().lower() in ("https://", "http://")
        or start.group().lower() in ("https:///", "http:///")
    ):
        return None
    schemes = _ONE_SCHEME.findall(start.group())
    meant = "https://" if "s" in schemes[-1].lower() else "http://"
    words = "has its scheme twice" if len(schemes) > 1 else "has a slip in its scheme"
    words = f"{words}: `{start.group()[:40]}` should be `{meant}`"
    return Fault(words, meant + text[start.end() :])


def _host(text: str) -> Fault | None:
    if text[:6].lower().startswith(("https" + _WIDE_COLON, "http" + _WIDE_COLON)):
        return Fault(f"has a wide colon `{_WIDE_COLON}` where a plain one belongs", text.replace(_WIDE_COLON, ":", 1))
    match = _AUTHORITY.match(text)
    if match is None:
        return None
    scheme, authority, rest = match.groups()
    credentials, at, host = authority.rpartition("@")
    before = f"{scheme}{credentials}{at}"
    wide = _WIDE_DOT.search(host)
    if wide is not None:
        mended = before + _WIDE_DOT.sub(".", host) + rest
        return Fault(f"has `{wide.group()}` in its host where a plain dot belongs", mended, is_certain=True)
    if ".." in host or (host.startswith(".") and len(host) > 1):
        mended = before + re.sub(r"\.{2,}", ".", host).lstrip(".") + rest
        return Fault("has a dot too many in its host", mended)
    if "," in host:
        return Fault("has a comma in its host: a dot?", before + host.replace(",", ".") + rest)
    port = _ZERO_PORT.search(host)
    if port is None:
        return None
    mended = before + host[: port.start(1)] + (host[port.end(1) :]) + rest
    return Fault(f"has a port that begins with 0: `{port.group()[:20]}`", mended, is_certain=True)


def _mojibake(text: str) -> Fault | None:
    broken = _MOJIBAKE.search(text)
    if broken is None:
        return None
    from linter.text.wording import show

    match = _AUTHORITY.match(text)
    is_mild = match is not None and broken.start() >= match.start(3)
    return Fault(f"has broken characters in it: {show(broken.group(), 40)}", is_mild=is_mild)


def _raw(text: str) -> Fault | None:
    raw = _RAW.search(text)
    if raw is None:
        return None
    mended = None
    match = _AUTHORITY.match(text)
    if match is not None and _RAW.search(match[2]) is None:
        mended = _RAW.sub(lambda one: quote(one.group(), safe=""), text)
    written = raw.group() if raw.group() != "`" else "backtick"
    return Fault(f"has `{written}` in it, which is written `{quote(raw.group(), safe='')}` in a URL", mended, is_mild=mended is not None)

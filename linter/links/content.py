"""What pages and images say about themselves, read from their first bytes."""

import io
import re
from urllib.parse import urljoin

from linter.links.results import Image, Page
from linter.text.html_tree import html_tree

_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body")
_IMAGES = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|....ftyp(?:avif|avis|heic|heix|mif1)|BM|\0\0[\1\2]\0|II\*\0|MM\0\*", re.DOTALL
)


def read_page(body: bytes, media_type: str, url: str) -> Page:
    """Return the `rel=canonical` and `rel=amphtml` of an HTML page that came from `url`."""
    if media_type and "html" not in media_type:
        return Page()
    tree = html_tree(body)
    if tree is None:
        return Page()
    base = tree.css_first("base[href]")
    base_url = urljoin(url, (base.attributes.get("href") or "").strip()) if base is not None else url
    found: dict[str, str] = {}
    for node in tree.css("link[rel][href]"):
        href = (node.attributes.get("href") or "").strip()
        for relation in (node.attributes.get("rel") or "").lower().split():
            if relation in ("canonical", "amphtml") and href and relation not in found:
                found[relation] = _absolute(base_url, href)
    return Page(found.get("canonical"), found.get("amphtml"))


def read_anchors(body: bytes, media_type: str) -> tuple[str, ...]:
    """Return what a fragment can name: each `id`, and each `name` of an `<a>` (HTML, "find a potential indicated element"), sorted."""
    tree = html_tree(body) if not media_type or "html" in media_type else None
    if tree is None:
        return ()
    found = {node.attributes.get("id") or "" for node in tree.css("[id]")} | {
        node.attributes.get("name") or "" for node in tree.css("a[name]")
    }
    return tuple(sorted(found - {""}))


def _absolute(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return href


def read_image(body: bytes, media_type: str, *, is_whole: bool = False) -> Image:
    """Return whether an answer is an image, and its size as far as its first bytes tell; `is_whole`: whether there are no more."""
    width, height = _size(body) if not body.lstrip().startswith(b"<") else (-1, -1)
    if width > 0 and height > 0:
        return Image(True, media_type, width, height)
    found = _found_instead(body, media_type, is_whole=is_whole)
    return Image(not found, media_type, found=found)


def _found_instead(body: bytes, media_type: str, *, is_whole: bool) -> str:
    """Say what a body is that is no image, `""` for what may be one: the content counts, and not what it is called."""
    if not body:
        named = media_type and not media_type.startswith("image/")
        return "an empty answer" if is_whole else f"`{media_type}`" if named else ""
    start = body[:4096].lstrip().lower()
    if _is_markup(body):
        return "an HTML page"
    if start.startswith(b"<"):
        return "" if b"<svg" in start else "an XML document"  # SVG has no size of its own in pixels
    if _IMAGES.match(body):
        return ""
    if start.startswith((b"{", b"[")):
        return "JSON"
    if start.startswith(b"%pdf-"):
        return "a PDF document"
    if _is_text(body[:512]):
        return "text"
    return "" if media_type.startswith("image/") else f"`{media_type}`" if media_type else "something else"


def _is_markup(body: bytes) -> bool:
    start = body[:512].lstrip(b" \t\r\n\xef\xbb\xbf").lower()
    while start.startswith(b"<!--"):
        start = start.partition(b"-->")[2].lstrip()
    return start.startswith(_MARKUP)


def _is_text(body: bytes) -> bool:
    """Whether bytes are text rather than an image of some rare kind: no control characters, and UTF-8 as far as they go."""
    if re.search(rb"[\x00-\x08\x0e-\x1a]", body):
        return False
    return not body.decode("utf-8", "replace").rstrip("\ufffd").count("\ufffd")


def _size(body: bytes) -> tuple[int, int]:
    import imagesize

    try:
        width, height = imagesize.get(io.BytesIO(body))
    except Exception:  # noqa: BLE001 (bytes from anywhere; the library promises nothing about broken ones)
        return -1, -1
    return int(width), int(height)

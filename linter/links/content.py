"""What pages and images say about themselves, read from their first bytes."""

import io
from urllib.parse import urljoin

from linter.links.results import Image, Page
from linter.text.html_tree import html_tree

_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body")


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


def _absolute(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return href


def read_image(body: bytes, media_type: str) -> Image:
    """Return whether an answer is an image, and its size as far as its first bytes tell."""
    start = body[:512].lstrip().lower()
    if start.startswith(_MARKUP):
        return Image(False, media_type)
    if start.startswith(b"<"):  # SVG has no size of its own in pixels
        return Image(media_type == "image/svg+xml" or b"<svg" in body[:4096].lower(), media_type)
    width, height = _size(body)
    known = width > 0 and height > 0
    return Image(known or media_type.startswith("image/"), media_type, width if known else None, height if known else None)


def _size(body: bytes) -> tuple[int, int]:
    import imagesize

    try:
        width, height = imagesize.get(io.BytesIO(body))
    except Exception:  # noqa: BLE001 (bytes from anywhere; the library promises nothing about broken ones)
        return -1, -1
    return int(width), int(height)

"""What pages and images say about themselves."""

import struct
import zlib
from collections.abc import Iterator

import pytest

from linter.links.content import read_image, read_page
from linter.links.results import Image, Need, Page, State
from linter.text.urls import is_front_page
from tests.links.conftest import QUICK, Serve, check
from tests.support.server import always, by_method, reply

AT = "https://www.example.com/news/trams"


def png(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x00\x00\x00;"


def jpeg(width: int, height: int) -> bytes:
    comment = b"\xff\xfe" + struct.pack(">H", 2 + 3000) + bytes(3000)
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, height, width, 3) + bytes(9)
    return b"\xff\xd8" + comment + frame + b"\xff\xd9"


@pytest.mark.parametrize(
    ("html", "page"),
    [
        ("<link rel=canonical href=/a>", Page("https://www.example.com/a")),
        ("<LINK REL='Canonical' HREF='https://e.example/&amp;x'>", Page("https://e.example/&x")),
        ('<link rel="nofollow amphtml" href=" amp ">', Page(None, "https://www.example.com/news/amp")),
        ("<base href='https://cdn.example/b/'><link rel=canonical href=a>", Page("https://cdn.example/b/a")),
        ("<link rel=canonical href=/1><link rel=canonical href=/2>", Page("https://www.example.com/1")),
        ("<!-- <link rel=canonical href=/a> --><script>'<link rel=canonical href=/b>'</script>", Page()),
        ("<link rel=canonical>", Page()),
        ("<link rel=canonical href='http://[bad'>", Page("http://[bad")),
        ("", Page()),
        ("\x00<<<<link rel=amphtml href=/a", Page()),
    ],
)
def test_page(html: str, page: Page) -> None:
    assert read_page(html.encode(), "text/html", AT) == page


def test_a_page_that_is_made_to_be_parsed_for_ever_is_not_read() -> None:
    assert read_page(b"<link rel=canonical href=/a>" + b"<div>" * 50_000, "text/html", AT) == Page()
    assert read_page(b"<link rel=canonical href=/a>" + b"<p>x</p>" * 10_000, "text/html", AT) == Page("https://www.example.com/a")


def test_only_html_is_read_as_a_page() -> None:
    assert read_page(b"<link rel=canonical href=/a>", "text/plain", AT) == Page()


@pytest.mark.parametrize(
    ("body", "media_type", "image"),
    [
        (png(1200, 630), "image/png", Image(True, "image/png", 1200, 630)),
        (gif(3, 4), "application/octet-stream", Image(True, "application/octet-stream", 3, 4)),
        (jpeg(1279, 640), "image/jpeg", Image(True, "image/jpeg", 1279, 640)),
        (jpeg(1279, 640)[:2000], "image/jpeg", Image(True, "image/jpeg")),
        (b"\n<!DOCTYPE html><title>gone</title>", "image/jpeg", Image(False, "image/jpeg", found="an HTML page")),
        (b"<html>", "text/html", Image(False, "text/html", found="an HTML page")),
        (b'{"error": 1}', "application/json", Image(False, "application/json", found="JSON")),
        (b'<?xml version="1.0"?><svg width="9" height="9"/>', "image/svg+xml", Image(True, "image/svg+xml")),
        (b"<?xml version='1.0'?><Error/>", "application/xml", Image(False, "application/xml", found="an XML document")),
        (b"", "image/webp", Image(True, "image/webp")),
        (b"", "", Image(True, "")),
        (b"hello", "image/png", Image(False, "image/png", found="text")),
        (b"[1]", "image/jpeg", Image(False, "image/jpeg", found="JSON")),
        (b"\xff\xd8\xff", "image/jpeg", Image(True, "image/jpeg")),
    ],
)
def test_image(body: bytes, media_type: str, image: Image) -> None:
    assert read_image(body, media_type) == image


@pytest.mark.parametrize("path", ["", "/", "/#top", "/index.html", "/en/", "/de"])
def test_front_pages(path: str) -> None:
    assert is_front_page(f"https://www.example.com{path}")


@pytest.mark.parametrize("path", ["/a-story", "/?p=12", "/en/a-story", "/news/", "/index.php?id=3"])
def test_other_pages(path: str) -> None:
    assert not is_front_page(f"https://www.example.com{path}")


def test_a_page_is_read_in_one_get_and_no_further_than_256_kb(serve: Serve) -> None:
    filler = b"<!--" + b"x" * 200_000 + b"-->"
    late = b"<!--" + b"x" * 300_000 + b"-->"
    link = b"<link rel=canonical href=/a>"
    server = serve({"/near": always(reply(200, filler + link, content_type="text/html")), "/far": always(reply(200, late + link))})
    near, far = server.url("/near"), server.url("/far")

    results = check(near, far, need=Need.PAGE)

    assert results[near].page == Page(server.url("/a"))
    assert results[far].page == Page()
    assert server.paths("GET") == ["/near", "/far"] or server.paths("GET") == ["/far", "/near"]
    assert server.paths("HEAD") == []


def test_an_image_is_asked_for_by_its_first_bytes(serve: Serve) -> None:
    server = serve({"/i": by_method(GET=reply(206, jpeg(800, 600), content_type="image/jpeg"))})

    result = check(server.url("/i"), need=Need.IMAGE)[server.url("/i")]

    assert (result.state, result.image) == (State.OK, Image(True, "image/jpeg", 800, 600))
    assert server.seen[0].headers["range"] == "bytes=0-65535"


def test_an_image_is_read_after_a_redirect_and_not_past_what_is_needed(serve: Serve) -> None:
    server = serve({"/a": always(reply(302, location="/b"))})

    def endless() -> Iterator[bytes]:
        return server.drip(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + png(10, 20), bytes(65_536))

    server.routes["/b"] = lambda seen: endless()

    result = check(server.url("/a"), need=Need.IMAGE, settings=QUICK)[server.url("/a")]

    assert result.image == Image(True, "image/png", 10, 20)

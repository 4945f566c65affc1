"""Links in a body are found by a parser, and marked where they stand."""

import pytest

from linter.article.article import articles
from linter.article.fields import Vocabulary
from linter.document import Document
from linter.links.body import html_links, markdown_links
from linter.links.places import links_of
from linter.links.results import Need
from linter.source import Source

A, B = "https://a.example/x", "https://b.example/y?p=1&q=2"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (f"[a]({A})", [A]),
        (f"[a]( <{A}> 'title')", [A]),
        (f"<{A}>", [A]),
        (f"<{A}> <{A}> [a]({A})", [A, A, A]),
        (f"![a]({A})", [A]),
        (f"[![a]({A})]({B})", [A, B]),
        (f"[{A}]({A}) `{B}` <{B}>", [A, B]),
        (f"[a]({A}) and [b]({B})\nand [a]({A}) again", [A, B, A]),
        (f"[a][1] [b][2]\n\n[1]: {A}\n[2]: <{B}> 'b'\n", [A, B]),
        (f"> - *[a]({A})*\n", [A]),
        (f"| a |\n|---|\n| [x]({A}) |\n", [A]),
        (f"# [a]({A})\n\npara\n\n    [code]({B})\n\n`[code]({B})`\n", [A]),
        ("[a](https://b.example/y?p=1&amp;q=2)", ["https://b.example/y?p=1&amp;q=2"]),
        (f"text <a href=\"{A}\">a</a> and <img src='{B}'>", [A, B]),
        (f'<div>\n<a href="{A}">a</a>\n</div>\n', [A]),
        (f"bare {A} is a link", [A]),
        ("[a](/relative) [m](mailto:a@example.com) [j](javascript:alert(1))", ["/relative", "mailto:a@example.com", "javascript:alert(1)"]),
        ("[broken](https://a.example", ["https://a.example"]),
    ],
)
def test_markdown(text: str, marked: list[str]) -> None:
    assert [text[link.start : link.end] for link in markdown_links(text)] == marked


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_places_do_not_depend_on_line_ends(newline: str) -> None:
    text = f"one\n\ntwo [a]({A})\nthree\n\n- [b]({B})\n".replace("\n", newline)

    assert [text[link.start : link.end] for link in markdown_links(text)] == [A, B]


def test_a_url_that_is_written_with_escapes_is_marked_as_written() -> None:
    text = "one\n\n[a](https://a.example/\\*x)\nmore\n"

    (link,) = markdown_links(text)

    assert link.url == "https://a.example/*x"
    assert text[link.start : link.end] == "https://a.example/\\*x"


@pytest.mark.parametrize(
    ("piece", "found"),
    [
        ("[a](http://a.example/\\*x) ", 10_000),
        ("<a href='http://a.example/?a&amp;b&copy;=c'>", 10_000),
        ("<http://a.example/x> ", 10_000),
        ("[x][r] ", 5_883),  # the parser expands no more than a few references a byte
        ("[a](", 0),
        ("![", 0),
        ("<div>", 0),
    ],
)
def test_a_body_that_is_made_to_be_searched_for_ever_is_read_all_the_same(piece: str, found: int) -> None:
    assert len(markdown_links(piece * 10_000 + "\n\n[r]: http://a.example/\n")) == found


def test_html() -> None:
    text = f'<p>{A}<a href="{A}">a</a><img src="{B.replace("&", "&amp;")}"><a name=x><a href="">'

    links = html_links(text)

    assert [link.url for link in links] == [A, B]
    assert [text[link.start : link.end] for link in links] == [A, B.replace("&", "&amp;")]
    assert [link.is_image for link in links] == [False, True]


def test_every_url_of_a_document_with_what_must_be_read_of_it() -> None:
    text = f"""---
webUrl: {A}
ampWebUrl: " https://a.example/amp "
originalUrl: not a url
images:
- url: https://a.example/i.jpg
provider: {{name: A, domain: a.example, images: [{{url: 'https://a.example/logo.png'}}]}}
related:
- webUrl: https://c.example/
---
See [b]({B}#part).
"""
    document = Document.parse(Source.from_text("a.md", text))

    links = links_of(document, articles(document, Vocabulary()))

    assert [(link.url.normalized, link.need) for link in links] == [
        (A, Need.PAGE),
        ("https://a.example/amp", Need.PAGE),
        ("https://a.example/i.jpg", Need.IMAGE),
        ("https://a.example/logo.png", Need.IMAGE),
        ("https://c.example/", Need.NOTHING),
        (B, Need.ANCHORS),
    ]
    assert text[links[-1].span.start : links[-1].span.end] == f"{B}#part"

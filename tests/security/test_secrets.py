"""Credentials in URLs are in no report, no cache and no log."""

import re
from pathlib import Path

import pytest

from linter.reporters import FORMATS
from linter.text.secrets import has_credentials, masked
from tests.support.newslint import newslint

SECRET = "hunter2secret"
URL = f"https://desk:{SECRET}@WWW.example.com:443"
ESCAPED = URL.replace("/", "\\/")
ARTICLE = f"""\
---
category: news
title: "Trams  {URL}/title "
excerpt: "A\u00a0long text  {"x" * 60} {URL}/excerpt"
publishedDateTime: "{URL}/time"
webUrl: {URL}/trams?utm_source=a
originalUrl: {URL}/original
ampWebUrl: "{URL.replace("https", "http")}/amp"
cdnAmpWebUrl: "{URL}/cdn amp"
type: article {URL}
quality: "{URL}"
heat: -1
published: false
"{URL}/key": 1
provider:
  name: " {URL}/name"
  domain: "{URL}"
  images:
    - url: {URL}/logo.png
      width: 1
      height: 1
images:
  - url: "{URL}/image.png "
    title: "{URL}"
    width: 0
    height: 1
featuredContent: '<iframe src="{URL}/embed" onload="x()"></iframe>'
topics:
  - "{URL}"
  - "{URL}"
related:
  - title: "{URL}"
    webUrl: {URL}/trams
  - title: "{URL}"
    webUrl: {URL}/trams
---
Body [x]({URL}/body) and {URL}/plain.
"""


# How a URL holds what lets its reader in.
HOLDERS = ["", "token", "X-Amz-Signature"]


def holding(parameter: str, text: str) -> str:
    """Return a text whose URLs have the secret as the value of a parameter, not in front of the host."""
    if not parameter:
        return text
    bare = text.replace(f"desk:{SECRET}@", "")
    return re.sub(r"(//WWW\.example\.com:443(?:(?:\\\\)?/[a-z.]*)?)", rf"\1?a=b&{parameter}={SECRET}", bare)


@pytest.fixture(params=HOLDERS)
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    texts = {
        "a.md": ARTICLE,
        "b.md": ARTICLE.replace("Trams", "trams"),
        "broken.md": ARTICLE.replace("category: news", f"category: [{URL}\n  : {URL}"),
        "c.json": f'{{"webUrl": "{ESCAPED}/json", "a": "{URL}", "a": "{URL}"}}',
    }
    (tmp_path / ".git").mkdir()
    for name, text in texts.items():
        written = holding(request.param, text)
        assert SECRET in written
        (tmp_path / name).write_text(written, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_shows_them(folder: Path, name: str) -> None:
    done = newslint(folder, "--select", "ALL", "--unsafe-fixes", "--show-suppressed", "--output-format", name, ".")
    assert done.code == 1
    assert len(done.out) > 300
    assert SECRET not in done.out + done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--fix", "--unsafe-fixes", "--show-fixes", "--select", "ALL", "."],
        ["--profile", "--select", "ALL", "."],
        ["baseline", "create", "--select", "ALL"],
        ["--add-ignore=why", "."],
        ["links", "--offline", "--links-report", "links.jsonl", "."],
    ],
    ids=lambda arguments: arguments[0],
)
def test_nothing_that_is_printed_or_written_beside_articles_shows_them(folder: Path, arguments: list[str]) -> None:
    done = newslint(folder, *arguments)
    assert SECRET not in done.out + done.err
    for file in folder.rglob("*"):
        if (file.is_file() and file.suffix not in (".md", ".json")) or file.name == "newslint-baseline.json":
            assert SECRET.encode() not in file.read_bytes(), file.name


def test_no_cache_holds_them(folder: Path) -> None:
    for number in range(220):
        (folder / f"n{number}.md").write_bytes((folder / "a.md").read_bytes())
    for _ in range(2):
        assert SECRET not in newslint(folder, "--output-format", "concise", ".").out
    newslint(folder, "a.md")
    kept = [file for file in (folder / ".newslint_cache").iterdir() if file.suffix == ".sqlite"]
    assert kept
    for file in kept:
        assert SECRET.encode() not in file.read_bytes()


def test_masking_keeps_lengths_and_everything_else() -> None:
    for text in ("https://example.com/@name", "mail desk@example.com", "a // b@c", "https://example.com/?q=a@b", "…"):
        assert masked(text) == text
        assert not has_credentials(text)
    for text, expected in [
        ("see https://a:b@c/", "see https://***@c/"),
        ("https://token@c", "https://*****@c"),
        ("https://a:p@ss@c/", "https://******@c/"),
        ("`https://desk:abc…`", "`https://********…`"),
        ("https:\\/\\/a:b@c\\/", "https:\\/\\/***@c\\/"),
    ]:
        assert masked(text) == expected
        assert has_credentials(text)


def test_parameters_that_let_their_reader_in_are_masked() -> None:
    for text, expected in [
        ("https://c/?token=abc&b=1", "https://c/?token=***&b=1"),
        ("https://c/?a=1&amp;API_KEY=abc#x", "https://c/?a=1&amp;API_KEY=***#x"),
        ("https://c/?X-Amz-Credential=a/b&X-Amz-Signature=abc", "https://c/?X-Amz-Credential=***&X-Amz-Signature=***"),
        ("https://c/?a=1\\u0026sig=abc", "https://c/?a=1\\u0026sig=***"),
        ("https://c/#access_token=abc", "https://c/#access_token=***"),
    ]:
        assert masked(text) == expected
        assert masked(expected) == expected
    for text in ("https://c/?id=7&keyword=token", "https://c/?tokens=3", "https://c/?token=", "the token=abc of a text"):
        assert masked(text) == text


def test_masking_takes_linear_time() -> None:
    import time

    n = 200_000
    for text in ("//" * n + "@", "//a" * n, "//" + "a:" * n + "…", "//" + "@" * n, "//" + "a" * n, "/" * n + "@"):
        started = time.process_time()
        masked(text)
        assert time.process_time() - started < 1

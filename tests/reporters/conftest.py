"""The HTML report in a real browser: what its tests share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.reports import CLEAN, QUALITY, newslint, with_title, write_repository
from tests.support.tools import tool

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = tool(shutil.which("chromium"), "chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield launched
        launched.close()


class Complaints(list[str]):
    """What a page said on its console, threw, or tried to load."""

    def watch(self, page: Page) -> None:
        page.on("console", lambda message: self.append(message.text))
        page.on("pageerror", lambda error: self.append(str(error)))
        page.on("request", lambda request: self.append(request.url) if not request.url.startswith("file:") else None)
        page.on("dialog", lambda dialog: self.append(dialog.message))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page; at the end of the test nothing may have complained."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened, complaints = context.new_page(), Complaints()
    complaints.watch(opened)
    yield opened
    assert opened.evaluate("window.owned") is None
    context.close()
    assert complaints == []


ARTICLES = {
    "news/trams.md": with_title('"Ten  new trams "').encode(),
    "news/buses.md": CLEAN.replace(QUALITY, "quality: 999").encode(),
    "sport/run.md": with_title(
        '"Run  on"', CLEAN.replace("2024-05", "2023-11").replace("name: Example", "name: Sports <b>Daily</b>")
    ).encode(),
}


@pytest.fixture
def small(tmp_path: Path) -> str:
    write_repository(tmp_path, ARTICLES)
    newslint(tmp_path, "--select", "NL103,NL402,NL403", "--output-format", "html=out.html")
    return (tmp_path / "out.html").as_uri()

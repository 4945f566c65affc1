"""The documentation: each command in it exists, the site builds without a warning, and each link and printed address has its page."""

import re
import runpy
import shlex
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from linter.rules.base import DOCS_URL
from linter.rules.registry import ALL_RULES
from tests.tools import ROOT, beside_python

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMAND = re.compile(r"^\$ (newslint\b[^\n#|<>]*)", re.MULTILINE)
COMMANDS = sorted({command.strip() for page in PAGES for command in COMMAND.findall(page.read_text(encoding="utf-8"))})
SITE_URL = DOCS_URL.removesuffix("rules")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_only_options_that_exist(command: str) -> None:
    from linter.cli.main import COMMANDS as NAMES

    words = shlex.split(command)[1:]
    name = words[0] if words and words[0] in NAMES else ""
    more = [words[1]] if name in ("schema", "baseline") and len(words) > 1 and words[1].isalpha() else []
    options = [word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)]

    done = subprocess.run(
        [sys.executable, "-m", "linter", *filter(None, [name]), *more, "--help"], capture_output=True, text=True, check=True
    )
    if not name and options:
        done = subprocess.run([sys.executable, "-m", "linter", "check", "--help"], capture_output=True, text=True, check=True)

    assert set(options) - {"--version"} <= set(re.findall(r"--?[a-z][\w-]*", done.stdout))


class Seen(HTMLParser):
    """The links of a page, and the places in it that links can lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = {""}

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.places |= {place for place in (given.get("id"), given.get("name") if tag == "a" else None) if place}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")


@pytest.fixture(scope="module")
def site() -> dict[str, Seen]:
    """Return the pages of the built site by their addresses below its own."""
    runpy.run_path(str(ROOT / "docs/build_site.py"), run_name="__main__")
    build = subprocess.run(
        [beside_python("zensical"), "build", "--strict", "--clean"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert build.returncode == 0, build.stdout + build.stderr
    folder = ROOT / "build/site"
    return {file.relative_to(folder).as_posix().removesuffix("index.html"): _seen(file) for file in folder.rglob("*.html")}


def _seen(file: Path) -> Seen:
    seen = Seen()
    seen.feed(file.read_text(encoding="utf-8"))
    return seen


def test_each_link_leads_to_a_page_and_a_place_in_it(site: dict[str, Seen]) -> None:
    dead = []
    for address, page in site.items():
        for link in page.links if address != "404.html" else ():
            target, fragment = urldefrag(urljoin(SITE_URL + address, link))
            if not target.startswith(SITE_URL):
                continue
            place = unquote(target.removeprefix(SITE_URL))
            found = site.get(place) or site.get(f"{place}/")
            is_file = (ROOT / "build/site" / place).is_file()
            if not is_file and (found is None or unquote(fragment) not in found.places):
                dead.append((address, link))

    assert dead == []


def test_each_address_that_reports_show_has_a_page(site: dict[str, Seen]) -> None:
    missing = [rule.code for rule in ALL_RULES if f"rules/{rule.code}/" not in site]

    assert missing == []
    for name in ("article", "newslint", "report"):
        assert (ROOT / "build/site/schemas" / f"{name}.schema.json").is_file()


def test_addresses_below_the_site_are_made_from_one_constant() -> None:
    named = [path.name for path in (ROOT / "linter").rglob("*.py") if "newslint.readthedocs.io" in path.read_text(encoding="utf-8")]

    assert named == ["base.py"] or set(named) == {"base.py", "sarif.py", "reference.py", "client.py"}


def test_every_page_is_at_most_three_clicks_from_the_start(site: dict[str, Seen]) -> None:
    reached, fresh = {""}, {""}
    for _ in range(3):
        targets = {urldefrag(urljoin(SITE_URL + page, link))[0].removeprefix(SITE_URL) for page in fresh for link in site[page].links}
        fresh = {target for target in targets if target in site} - reached
        reached |= fresh

    assert set(site) - {"404.html"} <= reached

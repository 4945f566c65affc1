"""The documentation: each command in it exists, the site builds without a warning, and each link and printed address has its page."""

import re
import runpy
import shlex
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from linter.cli.main import COMMANDS as NAMES
from linter.cli.main import run
from linter.rules.base import DOCS_URL
from linter.rules.registry import ALL_RULES
from tests.support import ROOT
from tests.support.tools import beside_python

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMAND = re.compile(r"^\$ (newslint\b[^\n#|<>]*)", re.MULTILINE)
COMMANDS = sorted({command.strip() for page in PAGES for command in COMMAND.findall(page.read_text(encoding="utf-8"))})
SITE_URL = DOCS_URL.removesuffix("rules")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_only_options_that_exist(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(command)[1:]
    name = words[0] if words and words[0] in NAMES else ""
    more = [words[1]] if name in ("schema", "baseline") and len(words) > 1 and words[1].isalpha() else []
    options = [word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)]

    with pytest.raises(SystemExit) as end:
        raise SystemExit(run([name or "check", *more, "--help"]))

    assert end.value.code == 0
    assert set(options) - {"--version"} <= set(re.findall(r"--?[a-z][\w-]*", capsys.readouterr().out))


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
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Seen]]:
    """Build the site; return its folder, and its pages by their addresses below its own."""
    work = tmp_path_factory.mktemp("site")
    shutil.copy(ROOT / "zensical.toml", work)
    runpy.run_path(str(ROOT / "docs/build_site.py"))["main"](work / "build/site-sources")
    build = subprocess.run([beside_python("zensical"), "build", "--strict"], cwd=work, capture_output=True, text=True, check=False)
    assert build.returncode == 0, build.stdout + build.stderr
    folder = work / "build/site"
    return folder, {file.relative_to(folder).as_posix().removesuffix("index.html"): _seen(file) for file in folder.rglob("*.html")}


def _seen(file: Path) -> Seen:
    seen = Seen()
    seen.feed(file.read_text(encoding="utf-8"))
    return seen


def test_each_link_leads_to_a_page_and_a_place_in_it(site: tuple[Path, dict[str, Seen]]) -> None:
    folder, pages = site
    dead = []
    for address, page in pages.items():
        for link in page.links if address != "404.html" else ():
            target, fragment = urldefrag(urljoin(SITE_URL + address, link))
            if not target.startswith(SITE_URL):
                continue
            place = unquote(target.removeprefix(SITE_URL))
            found = pages.get(place) or pages.get(f"{place}/")
            is_file = (folder / place).is_file()
            if not is_file and (found is None or unquote(fragment) not in found.places):
                dead.append((address, link))

    assert dead == []


def test_each_address_that_reports_show_has_a_page(site: tuple[Path, dict[str, Seen]]) -> None:
    folder, pages = site
    missing = [rule.code for rule in ALL_RULES if f"rules/{rule.code}/" not in pages]

    assert missing == []
    for name in ("article", "newslint", "report"):
        assert (folder / "schemas" / f"{name}.schema.json").is_file()


def test_addresses_below_the_site_are_made_from_one_constant() -> None:
    named = [path.name for path in (ROOT / "linter").rglob("*.py") if "newslint.readthedocs.io" in path.read_text(encoding="utf-8")]

    assert named == ["documentation.py"]


def test_every_page_is_at_most_three_clicks_from_the_start(site: tuple[Path, dict[str, Seen]]) -> None:
    _, pages = site
    reached, fresh = {""}, {""}
    for _ in range(3):
        targets = {urldefrag(urljoin(SITE_URL + page, link))[0].removeprefix(SITE_URL) for page in fresh for link in pages[page].links}
        fresh = {target for target in targets if target in pages} - reached
        reached |= fresh

    assert set(pages) - {"404.html"} <= reached

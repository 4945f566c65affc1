"""Finding one's way in the HTML report: filters, groups, order, the address, commands, and who cannot see it."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from linter.cli.main import run
from tests.support import ROOT
from tests.support.page import count, places
from tests.support.reports import CASES, CLEAN, QUALITY, newslint, with_title, write_repository
from tests.support.tools import tool

pytestmark = pytest.mark.enable_socket
LIGHT_AND_DARK = ("light", "dark")


@pytest.fixture
def nested(tmp_path: Path) -> str:
    """Return a page of a repository whose folders are called alike, and with an article in its root."""
    wrong = CLEAN.replace(QUALITY, "quality: 999")
    paths = ("root.md", "news/2015/a.md", "news/2015/b.md", "news/2015/more/c.md", "x/news/2015/d.md")
    write_repository(tmp_path, {path: with_title('"Trams "', wrong).encode() for path in paths})
    newslint(tmp_path, "--select", "NL103,NL402", "--output-format", "html=out.html")
    return (tmp_path / "out.html").as_uri()


@pytest.mark.parametrize(
    ("folder", "expected"),
    [("(the root)", {"root.md"}), ("news/2015", {"news/2015/a.md", "news/2015/b.md"}), ("x/news/2015", {"x/news/2015/d.md"})],
)
def test_a_folder_s_bar_shows_what_is_in_that_folder_alone(folder: str, expected: set[str], page: Page, nested: str) -> None:
    page.goto(nested)
    page.locator("summary").click()

    page.locator(".chart").get_by_role("button", name=folder, exact=False).filter(
        has_text=re.compile(rf"^\s*{re.escape(folder)}\s")
    ).click()

    assert {place.split()[0] for place in places(page)} == expected


@pytest.mark.parametrize(("path", "number"), [("news/2015", 6), ("NEWS/2015/m", 2), ("2015", 0), ("d.md", 2), ("x/", 2)])
def test_a_path_with_a_slash_counts_from_the_root(path: str, number: int, page: Page, nested: str) -> None:
    page.goto(nested)

    page.fill("input[name=path]", path)

    assert len(places(page)) == (number or 8)


def test_groups_have_the_path_once_and_the_order_within(page: Page, nested: str) -> None:
    page.goto(nested)

    page.check("input[name=grouped]")
    page.locator("thead").get_by_role("button", name="Rule").click()
    page.locator("thead").get_by_role("button", name="Rule").click()

    heads = page.locator("tr.group")
    assert heads.count() == 5
    assert heads.first.inner_text() == "news/2015/a.md 2"
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Rule")
    assert page.locator("#rows td a").all_inner_texts() == ["NL402", "NL103"] * 5


def test_columns_sort_and_a_field_has_its_own(page: Page, small: str) -> None:
    page.goto(small)

    page.locator("thead").get_by_role("button", name="Field").click()
    assert page.locator("td.field").all_inner_texts() == ["quality", "title", "title", "title"]
    page.locator("thead").get_by_role("button", name="Place").click()
    page.locator("thead").get_by_role("button", name="Place").click()
    assert places(page)[0].startswith("sport/run.md")


def test_the_address_holds_the_filters(page: Page, small: str) -> None:
    page.goto(small)
    page.select_option("select[name=rule]", "NL403")
    page.fill("input[name=path]", "sport/")
    page.uncheck("input[value=note]")
    page.check("input[name=grouped]")
    page.locator("thead").get_by_role("button", name="Rule").click()
    address = page.url

    page.goto("about:blank")
    page.goto(address)

    assert count(page) == "1 of 4 diagnostics"
    assert page.input_value("input[name=path]") == "sport/"
    assert not page.is_checked("input[value=note]")
    assert page.is_checked("input[name=grouped]")
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Rule")
    page.locator(".filters").get_by_role("button", name="Show all").click()
    assert "#" not in page.url
    assert count(page) == "4 diagnostics"


@pytest.mark.parametrize("address", ["#rule=NL999", "#month=2023", "#severity=none", "#sort=-nothing&x=%zz", "#diagnostics", "#path=<b>"])
def test_any_address_is_taken(address: str, page: Page, small: str) -> None:
    page.goto(small + address)

    assert count(page).endswith("4 diagnostics")


def test_an_empty_result_says_so_and_offers_everything(page: Page, small: str) -> None:
    page.goto(small)
    page.fill("input[name=text]", "no such text")

    assert page.locator("#nothing").inner_text().startswith("Nothing matches these filters.")
    assert page.locator("table").is_hidden()
    page.locator("#nothing button").click()
    assert count(page) == "4 diagnostics"
    assert page.locator("#nothing").is_hidden()


def test_the_command_that_fixes_follows_the_rule_and_can_be_copied(page: Page, small: str) -> None:
    page.goto(small)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.select_option("select[name=rule]", "NL403")

    page.locator(".copy").first.click()

    page.wait_for_function("document.querySelector('.copy').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == "newslint --fix --select NL403"


def test_filters_and_table_come_before_charts_on_a_desktop(page: Page, small: str) -> None:
    page.goto(small)

    boxes = [page.locator(selector).bounding_box() for selector in (".filters", "#rows tr:first-child")]

    assert all(box is not None and box["y"] + box["height"] <= 900 for box in boxes)
    assert page.locator(".chart").first.is_hidden()


def test_a_chart_with_one_bar_is_left_out(page: Page, tmp_path: Path) -> None:
    write_repository(tmp_path, {"a.md": with_title('"Ten  trams "').encode()})
    newslint(tmp_path, "--select", "NL402,NL403", "--output-format", "html=out.html")

    page.goto((tmp_path / "out.html").as_uri())

    assert page.locator("summary").inner_text() == "Charts: Rules"


def test_fix_titles_and_hints_show_code_as_code(page: Page, tmp_path: Path) -> None:
    write_repository(tmp_path, {"a.md": with_title("Trams: how they work").encode()})
    newslint(tmp_path, "--select", "NL003", "--output-format", "html=out.html")

    page.goto((tmp_path / "out.html").as_uri())

    assert page.locator(".fix code").inner_text() == '"Trams: how they work"'
    assert "`" not in page.inner_text("#rows")


def test_a_source_line_that_scrolls_has_a_tab_stop(page: Page, small: str) -> None:
    page.goto(small)
    assert page.locator("pre[tabindex]").count() == 0
    page.set_viewport_size({"width": 300, "height": 800})
    page.wait_for_selector("pre[tabindex='0']")


def test_a_page_tells_what_it_does_not_report(page: Page, tmp_path: Path) -> None:
    write_repository(tmp_path, {f"{number}.md": CLEAN.replace(QUALITY, "quality: 999").encode() for number in range(2)})
    ignored = with_title('"Trams " # newslint: ignore[NL402]', CLEAN)
    (tmp_path / "ignored.md").write_text(ignored)
    (tmp_path / "newslint.toml").write_text('baseline = "newslint-baseline.json"\n')
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        assert run(["baseline", "create", "--select", "NL103,NL402"]) == 0
    finally:
        os.chdir(before)

    newslint(tmp_path, "--select", "NL103,NL402", "--output-format", "html=out.html")
    page.goto((tmp_path / "out.html").as_uri())

    assert page.locator("#diagnostics p").inner_text() == "No new problems found: 2 accepted by the baseline, 1 ignored by comments."
    assert page.locator(".totals dt").all_inner_texts()[-2:] == ["accepted by the baseline", "ignored by comments"]
    assert page.locator(".totals .error").count() == 0, "no errors are not red"


@pytest.mark.parametrize("scheme", LIGHT_AND_DARK)
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("shown", ["small", "nested", "clean"])
def test_axe_finds_nothing(scheme: str, width: int, shown: str, browser: Browser, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    axe = Path(tool(ROOT / ".tools/node_modules/axe-core/axe.min.js", "axe-core")).read_text(encoding="utf-8")
    if shown == "clean":
        write_repository(tmp_path, CASES["clean"])
        newslint(tmp_path, "--output-format", "html=out.html")
    address = (tmp_path / "out.html").as_uri() if shown == "clean" else request.getfixturevalue(shown)
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{address}#grouped=file&text=zzz" if shown == "nested" and width == 390 else f"{address}#grouped=file")
    page.evaluate("for (const charts of document.querySelectorAll('details')) charts.open = true")

    page.evaluate(axe)
    violations = page.evaluate("axe.run(document)")["violations"]

    assert [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in violations] == []
    context.close()


def test_rows_keep_their_roles_on_a_phone(page: Page, small: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(small)

    assert page.get_by_role("table").get_by_role("row").count() == 5
    assert page.get_by_role("columnheader").count() == 5
    assert page.get_by_role("cell").count() == 20

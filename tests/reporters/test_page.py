"""The HTML report in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from linter.article.facts import ArticleFacts
from linter.diagnostics.diagnostic import Severity
from linter.diagnostics.located import Excerpt, Located, LocatedEdit, LocatedFix
from linter.reporters import Report, reporter, summarize
from linter.rules.registry import ALL_RULES
from linter.run.checking import FileReport
from linter.source import Position
from tests.reporters.conftest import Complaints
from tests.support.page import count, places
from tests.support.reports import CASES, CLEAN, HOSTILE, QUALITY, newslint, with_title, write_repository

pytestmark = pytest.mark.enable_socket
A4_WITHIN_MARGINS = 718  # pixels
LIGHT_AND_DARK = ("light", "dark")


def test_the_page_shows_totals_and_every_diagnostic(page: Page, small: str) -> None:
    page.goto(small)

    assert page.locator(".totals dd").all_inner_texts() == ["1", "3", "0", "3", "3", "0"]
    assert count(page) == "4 diagnostics"
    assert [" ".join(place.split()) for place in places(page)] == [
        "news/buses.md 8:10",
        "news/trams.md 3:12",
        "news/trams.md 3:23",
        "sport/run.md 3:12",
    ]


def test_a_row_shows_the_source_with_carets_and_the_line_as_fixed(page: Page, small: str) -> None:
    page.goto(small)

    row = page.locator("#rows tr").nth(1)

    assert row.locator("pre").first.inner_text() == '3 | title: "Ten  new trams "\n  |            ^^'
    assert row.locator("pre").nth(1).inner_text() == 'title: "Ten new trams"\n            ^^^^^^^^^'
    assert row.locator("a").get_attribute("href") == "https://newslint.readthedocs.io/rules/NL403"


def test_filters_narrow_the_table_and_reset(page: Page, small: str) -> None:
    page.goto(small)

    page.uncheck("input[value=warning]")
    assert count(page) == "1 of 4 diagnostics"
    page.check("input[value=warning]")
    page.select_option("select[name=rule]", "NL403")
    assert count(page) == "2 of 4 diagnostics"
    page.fill("input[name=path]", "SPORT")
    assert count(page) == "1 of 4 diagnostics"
    page.fill("input[name=path]", "")
    page.select_option("select[name=rule]", "")
    page.fill("input[name=text]", "ten  new")
    assert count(page) == "2 of 4 diagnostics"
    page.fill("input[name=text]", "no such text")
    assert count(page) == "0 of 4 diagnostics"
    page.locator(".filters").get_by_role("button", name="Show all").click()
    page.wait_for_function("document.getElementById('count').textContent === '4 diagnostics'")
    page.select_option("select[name=provider]", "Sports <b>Daily</b>")
    assert [place.split()[0] for place in places(page)] == ["sport/run.md"]
    page.select_option("select[name=provider]", "")
    page.select_option("select[name=month]", "2024-05")
    assert count(page) == "3 of 4 diagnostics"
    page.select_option("select[name=fix]", "safe")
    assert count(page) == "2 of 4 diagnostics"
    page.select_option("select[name=fix]", "none")
    assert count(page) == "1 of 4 diagnostics"
    page.select_option("select[name=field]", "title")
    assert count(page) == "0 of 4 diagnostics"


@pytest.mark.parametrize(
    ("chart", "label", "expected"),
    [
        ("Rules", "NL403 repeated-whitespace", "2 of 4 diagnostics"),
        ("Folders", "news", "3 of 4 diagnostics"),
        ("Providers", "Example", "3 of 4 diagnostics"),
        ("Published", "2023-11", "1 of 4 diagnostics"),
    ],
)
def test_a_bar_filters_by_keyboard(chart: str, label: str, expected: str, page: Page, small: str) -> None:
    page.goto(small)
    page.locator("summary").click()
    bar = page.locator(".chart", has=page.get_by_role("heading", name=chart)).get_by_role("button", name=label)

    bar.focus()
    page.keyboard.press("Enter")

    assert count(page) == expected


def test_everything_is_reached_with_the_tab_key(page: Page, small: str) -> None:
    page.goto(small)
    page.locator("summary").click()
    wanted = page.locator("a, button:enabled, input, select").filter(visible=True).count()

    seen = set()
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("[...document.querySelectorAll('a, button, input, select')].indexOf(document.activeElement)"))

    assert len(seen - {-1}) >= wanted


def test_nothing_from_an_article_executes(page: Page, tmp_path: Path) -> None:
    evil = '"></script></style><script>window.owned=1</script><img src=x onerror=window.owned=1>{{ 7*7 }}'
    articles = {f"a{number}.md": with_title(f"'{value} '").encode() for number, value in enumerate([*HOSTILE, evil])}
    provided = CLEAN.replace("name: Example", f"name: '{evil} '").replace(QUALITY, "quality: 999").encode()
    write_repository(tmp_path, CASES["hostile"] | articles | {"provider.md": provided, "<img src=x onerror=alert(1)>.md": provided})
    newslint(tmp_path, "--output-format", "html=out.html", ".", "gone<script>alert(1)<.md")

    page.goto((tmp_path / "out.html").as_uri())
    page.wait_for_selector("#rows tr")

    assert page.locator("img, iframe, object, embed, link").count() == 0
    assert page.locator("script").count() == 2
    page.locator("summary").click()
    assert "49" not in page.inner_text(".chart[aria-label=Providers]")
    assert evil[:80] in page.locator("select[name=provider]").inner_text()
    assert page.locator(".failures li").inner_text() == "gone<script>alert(1)<.md: no such file or folder"


def test_the_policy_stops_a_script_that_is_not_the_page_s_own(browser: Browser, small: str, tmp_path: Path) -> None:
    text = (tmp_path / "out.html").read_text(encoding="utf-8")
    (tmp_path / "out.html").write_text(
        text.replace("<main>", "<main onclick='window.owned=1'><script>window.owned=2</script>"), encoding="utf-8"
    )
    page, complaints = browser.new_page(), Complaints()
    complaints.watch(page)

    page.goto(small)
    page.evaluate("document.querySelector('main').click()")

    assert page.evaluate("window.owned") is None
    assert len(complaints) == 2
    assert all("Content Security Policy" in complaint for complaint in complaints)
    page.close()


def test_a_clean_page_says_so(page: Page, tmp_path: Path) -> None:
    write_repository(tmp_path, CASES["clean"])
    newslint(tmp_path, "--output-format", "html=out.html")

    page.goto((tmp_path / "out.html").as_uri())

    assert page.inner_text("#diagnostics p") == "No problems found."
    assert page.locator("table").count() == 0


@pytest.mark.parametrize("scheme", LIGHT_AND_DARK)
@pytest.mark.parametrize("width", [360, 1280])
def test_text_stands_out_and_nothing_overflows(scheme: str, width: int, browser: Browser, small: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(small)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for selector in ("td.error", "td.warning", ".fix", "#count", "dt", "td a", ".carets"):
        assert contrast(page, selector) >= 4.5, selector
    context.close()


def contrast(page: Page, selector: str) -> float:
    """Return the contrast ratio (WCAG) of an element's text with the closest background that is not transparent."""
    ratio: float = page.evaluate(
        """(selector) => {
          const element = document.querySelector(selector);
          const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
          let behind = element;
          while (numbers(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
          const light = (color) => {
            const [r, g, b] = numbers(color).map((c) => c / 255).map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const [text, back] = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor].map(light);
          return (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05);
        }""",
        selector,
    )
    return ratio


def test_printing_shows_all_rows_without_the_controls(page: Page, tmp_path: Path) -> None:
    (tmp_path / "out.html").write_text(_big_page(500), encoding="utf-8")
    page.goto((tmp_path / "out.html").as_uri())
    page.pdf()
    page.emulate_media(media="print")

    assert page.locator("#rows tr").count() == 500
    assert page.locator(".filters").is_hidden()
    assert page.locator("#rows tr").first.is_visible()


def test_carets_survive_printing(page: Page, tmp_path: Path) -> None:
    long = "x" * 60 + " "
    write_repository(tmp_path, {"a.md": with_title(f'"{long * 3} end "').encode()})
    newslint(tmp_path, "--select", "NL402,NL403", "--output-format", "html=out.html")
    page.goto((tmp_path / "out.html").as_uri())
    page.set_viewport_size({"width": A4_WITHIN_MARGINS, "height": 900})

    page.emulate_media(media="print")

    for block in page.locator("#rows pre").all():
        assert block.evaluate("block => getComputedStyle(block).whiteSpace") == "pre", "a line that wraps leaves its carets behind"
        assert block.evaluate("block => block.scrollWidth <= block.clientWidth")
        assert block.locator(".carets").is_visible()


def test_twenty_thousand_diagnostics_stay_smooth(page: Page, tmp_path: Path) -> None:
    (tmp_path / "big.html").write_text(_big_page(20_000), encoding="utf-8")

    page.goto((tmp_path / "big.html").as_uri())
    page.wait_for_selector("#rows tr")
    rows = page.locator("#rows tr")

    assert count(page) == "20,000 diagnostics"
    assert rows.count() <= 300
    took: float = page.evaluate(
        """() => {
          const text = document.querySelector("input[name=text]");
          const before = performance.now();
          text.value = "title 19999";
          text.dispatchEvent(new Event("input", { bubbles: true }));
          return performance.now() - before;
        }"""
    )
    assert count(page) == "1 of 20,000 diagnostics"
    assert took < 1_000, "milliseconds; some 30 on an idle machine"
    page.fill("input[name=text]", "")
    before = rows.count()
    page.locator("#more").scroll_into_view_if_needed()
    page.wait_for_function("before => document.querySelectorAll('#rows tr').length > before", arg=before)


def _big_page(number: int) -> str:
    files = [_file(index) for index in range(number // 10)]
    report = Report(files, summarize(files, 0), ALL_RULES, {rule.code: rule.severity for rule in ALL_RULES}, Path.cwd())
    return reporter("html")(report)


def _file(index: int) -> FileReport:
    path = f"content/{index % 40}/{index}.md"
    diagnostics = tuple(_diagnostic(path, index * 10 + line) for line in range(10))
    return FileReport(path, diagnostics, facts=ArticleFacts(f"Paper {index % 30}", f"20{20 + index % 4}-{index % 12 + 1:02}"))


def _diagnostic(path: str, number: int) -> Located:
    text = f'title: "An article with a title {number}  "'
    start, end = Position(number % 10 + 1, 8), Position(number % 10 + 1, len(text) + 1)
    fix = LocatedFix("Use single spaces", "safe", (LocatedEdit('"An article"', start, end, 0, len(text) - 7, (8, len(text) + 1)),))
    rule = ALL_RULES[number % len(ALL_RULES)]
    excerpt = Excerpt(text, 7, len(text), cut_before=False, cut_after=False)
    severity = list(Severity)[number % 3]
    return Located(rule.code, rule.name, severity, "text ends", path, start, end, "/title", "", excerpt, text, "0:1", (8, 40), fix)

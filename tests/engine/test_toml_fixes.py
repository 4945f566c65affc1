"""Rules and fixes in TOML front matter: each value keeps its quotes, its comment and its line."""

import tomllib

import pytest

from linter.engine.fixing import FixPolicy, fix_source
from linter.engine.ignoring import add_ignores
from linter.engine.linter import Linter
from linter.settings.options import Dates, Settings
from linter.source import Source
from linter.testing import NOW
from tests.support.article import article

DEFAULTS = Settings()
LINTER = Linter(DEFAULTS, now=NOW)

BEFORE = """\
+++
# written by the desk 🚋
title = "Trams  are back "   # 🚋
excerpt = '''
Ten new  lines.'''
publishedDateTime = 2024-05-01 06:00:00
updatedDateTime = 2024-05-02 06:00:00z
webUrl = 'http://news.example.com/a?utm_source=x'
originalUrl = "https://news.example.com/a?utm_source=x"
quality = 2_4
heat = "64"
published = true
topics = "Transport"
[provider]
nam = "Example"
domain = 'www.example.com' # c
[[images]]
url = "https://news.example.com/a.jpg"
width = "12"
[[related]]
title = 'A "quoted" thing '
webUrl = "https://news.example.com/b"
+++
Body 🚋
"""

AFTER = """\
+++
# written by the desk 🚋
category = "news"
title = "Trams are back"   # 🚋
excerpt = '''
Ten new lines.'''
publishedDateTime = 2024-05-01T06:00:00Z
updatedDateTime = 2024-05-02 06:00:00z
webUrl = 'https://news.example.com/a'
originalUrl = "https://news.example.com/a"
type = "article"
quality = 2_4
heat = 64
published = true
topics = ["Transport"]
[provider]
name = "Example"
domain = 'example.com' # c
[[images]]
url = "https://news.example.com/a.jpg"
width = 12
[[related]]
title = 'A "quoted" thing'
excerpt = "The line runs on power from the depot's own roof."
publishedDateTime = 2024-05-02T08:30:00Z
webUrl = "https://news.example.com/b"
type = "article"
quality = 72
provider = { name = "Example News", domain = "example.com" }
+++
Body 🚋
"""


def fixed(text: str, *, unsafe: bool = True, settings: Settings = DEFAULTS) -> str:
    linter = Linter(settings, now=NOW)
    policy = FixPolicy(unsafe=unsafe, codes=linter.fixable_codes)
    done = fix_source(linter, Source.from_text("article.md", text), policy)
    assert done.failures == ()
    assert done.dropped == ()
    assert fix_source(linter, done.source, policy).source.text == done.source.text
    return done.source.text


def front_matter(lines: str) -> str:
    return f"+++\n{lines}\n+++\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_fixes_keep_the_style(newline: str) -> None:
    assert fixed(BEFORE.replace("\n", newline)) == AFTER.replace("\n", newline)


def test_a_byte_order_mark_goes_and_nothing_else() -> None:
    assert fixed("\ufeff" + AFTER) == AFTER


def test_numbers_out_of_range_are_marked_where_they_stand() -> None:
    source = Source.from_text("article.md", front_matter("quality = 2_400"))
    (found,) = Linter(Settings(select=("NL103",)), now=NOW).lint(source).diagnostics

    assert source.text[slice(*found.span)] == "2_400"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('title = "Trams  🚋"', 'title = "Trams 🚋"'),
        ("title = 'Trams  \"are\" back'", "title = 'Trams \"are\" back'"),
        ('title = """Trams  are back"""', 'title = """Trams are back"""'),
        ('title = "Tr\\u00e4ms  \\"are\\" back"', 'title = "Tr\\u00e4ms \\"are\\" back"'),
        ("related = [{ title = \"A  b\" }, { title = 'c  d' }]", "related = [{ title = \"A b\" }, { title = 'c d' }]"),
        ('tags = [\n  "a  b",  # one\n  "c", # two\n]', 'tags = [\n  "a b",  # one\n  "c", # two\n]'),
        ('provider.name = "A  b" # c', 'provider.name = "A b" # c'),
        ("title = 'Trams\u200b are back'", "title = 'Trams are back'"),
    ],
)
def test_text_is_mended_in_place(before: str, after: str) -> None:
    assert fixed(front_matter(before), settings=Settings(select=("NL4", "NL008"))) == front_matter(after)


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ("publishedDateTime = 2024-05-01T06:00:00Z", []),
        ("publishedDateTime = 2024-05-01 06:00:00.5z", []),
        ('publishedDateTime = "2024-05-01T06:00:00Z"', []),
        ("publishedDateTime = 2024-05-01T06:00:00", ["NL203"]),
        ("publishedDateTime = 2024-05-01", ["NL201"]),
        ("publishedDateTime = 2042-05-01T06:00:00Z", ["NL205"]),
        ("publishedDateTime = 2024-05-02T06:00:00Z\nupdatedDateTime = 2024-05-01T06:00:00Z", ["NL206"]),
    ],
)
def test_dates_are_judged_as_dates(lines: str, codes: list[str]) -> None:
    source = Source.from_text("article.md", front_matter(lines))

    assert [d.code for d in Linter(Settings(select=("NL2",)), now=NOW).lint(source).diagnostics] == codes


def test_a_repository_may_allow_local_dates() -> None:
    linter = Linter(Settings(select=("NL2",), dates=Dates(forms=("day", "local"))), now=NOW)
    source = Source.from_text("article.md", front_matter("publishedDateTime = 2024-05-01\nupdatedDateTime = 2024-05-01 06:00:00"))

    assert linter.lint(source).diagnostics == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[provider]\nname = 'City'\n[extra]\na = 1", "[provider]\nname = 'City'\ndomain = \"example.com\"\n[extra]\na = 1"),
        ("provider.name = 'City'", "provider.name = 'City'\nprovider.domain = \"example.com\""),
        ("provider = {name = 'City'}", "provider = {name = 'City', domain = \"example.com\"}"),
    ],
)
def test_missing_fields_go_where_their_table_is(before: str, after: str) -> None:
    schema_fields = fixed(front_matter(before), settings=Settings(select=("NL101",)))

    expected = tomllib.loads(after)["provider"]
    assert tomllib.loads(schema_fields[4:-5])["provider"] == expected
    assert all(line in schema_fields for line in after.splitlines())


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_ignore_comments_are_read_and_written(newline: str) -> None:
    source = Source.from_text("article.md", BEFORE.replace("\n", newline))
    done = add_ignores(LINTER, source, "as agreed")

    assert done.left == ()
    assert 'title = "Trams  are back "   # 🚋  # newslint: ignore[NL402, NL403] as agreed' in done.source.text
    assert tomllib.loads(done.source.text.split("+++")[1]) == tomllib.loads(BEFORE.split("+++")[1])
    assert LINTER.lint(done.source).diagnostics == ()


def test_a_sign_in_a_text_begins_no_comment() -> None:
    source = Source.from_text("article.md", front_matter('title = "Trams  # newslint: ignore[NL403]"'))

    assert [d.code for d in Linter(Settings(select=("NL403",)), now=NOW).lint(source).diagnostics] == ["NL403"]


def test_the_rules_on_yaml_say_nothing_about_toml() -> None:
    source = Source.from_text("article.md", front_matter('title = "yes" # a comment\nday = 2024-05-01 # 1\nn = 1_000'))

    assert Linter(Settings(select=("NL009", "NL013", "NL014")), now=NOW).lint(source).diagnostics == ()


def test_an_article_in_toml_is_as_clean_as_in_yaml() -> None:
    text = article()
    root = LINTER.lint(Source.from_text("article.md", text)).document.root
    assert root is not None
    lines = [line for name, value in root.value.items() for line in [f"{name} = {_inline(value)}"]]

    assert LINTER.lint(Source.from_text("article.md", front_matter("\n".join(lines)))).diagnostics == ()


def _inline(value: object) -> str:
    from linter.document.syntaxes import SYNTAXES

    written = SYNTAXES[1].inline(value)
    assert written is not None
    return written

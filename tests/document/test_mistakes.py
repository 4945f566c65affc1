"""What people write where YAML was meant: which part is marked, whether the fix is safe, and what it makes of the line."""

import pytest

from linter.diagnostics.fix import Applicability, apply_edits
from linter.document import Document
from linter.engine.linter import Linter
from linter.settings.options import Settings
from linter.source import Source
from linter.testing import NOW
from tests.support.damage import ARTICLE

LINTER = Linter(Settings(select=("NL003", "NL006")), now=NOW)
SAFE, UNSAFE = Applicability.SAFE, Applicability.UNSAFE

MISTAKES = [
    ('title: "Ferries",', ",", UNSAFE, 'title: "Ferries"'),
    ('title: "Ferries"; # checked', ";", UNSAFE, 'title: "Ferries" # checked'),
    ('title: "Ferries" // checked', "// checked", UNSAFE, 'title: "Ferries" # checked'),
    ('title: "Ferries" return', '"Ferries" return', SAFE, "title: '\"Ferries\" return'"),
    ('title: "The "new" pier",', '"The "new" pier",', UNSAFE, "title: 'The \"new\" pier'"),
    ("excerpt: >- Two boats", ">- Two boats", UNSAFE, 'excerpt: "Two boats"'),
    ("excerpt: |- Two boats\n  sail", "|- Two boats", UNSAFE, "excerpt: |-\n  Two boats\n  sail"),
    ("excerpt: > 5 boats", "> 5 boats", SAFE, 'excerpt: "> 5 boats"'),
    ("title:Ferries", ":", SAFE, "title: Ferries"),
    ('title:"Ferries"', ":", SAFE, 'title: "Ferries"'),
    ("title：Ferries", "：", SAFE, "title: Ferries"),
    ("title:\u00a0Ferries", "\u00a0", SAFE, "title: Ferries"),
    ("title Ferries", "title", UNSAFE, "title: Ferries"),
    ("title = Ferries", "=", UNSAFE, "title: Ferries"),
    ("// checked", "// checked", UNSAFE, "# checked"),
    ("<!-- checked -->", "<!-- checked -->", UNSAFE, "# checked"),
    ("title: Boats: again", "Boats: again", SAFE, 'title: "Boats: again"'),
    ("title: Boats: pier #2 opens", "Boats: pier #2 opens", UNSAFE, 'title: "Boats: pier #2 opens"'),
    ("title: Boats: so # checked", "Boats: so", UNSAFE, 'title: "Boats: so" # checked'),
    ("excerpt: Boats: they\n  sail", "Boats: they", SAFE, 'excerpt: "Boats: they\n  sail"'),
    ('title: "Ferries return', '"', SAFE, 'title: "Ferries return"'),
    ("title: 'Ferries return", "'", UNSAFE, "title: 'Ferries return'"),
    ("title: 'Twas the night", "'", UNSAFE, 'title: "\'Twas the night"'),
    (r'title: "Ferry \ud83d\udea2 returns"', r"\ud83d\udea2", SAFE, 'title: "Ferry 🚢 returns"'),
    (r'title: "Ferry\'s return"', r"\'", UNSAFE, 'title: "Ferry\'s return"'),
    (r'title: "C:\docs"', r"\d", UNSAFE, r"title: 'C:\docs'"),
    (r'title: "Ferry \ud83d returns"', r"\ud83d", None, ""),
    ("topics: [a, b", "[", UNSAFE, "topics: [a, b]"),
    ("topics: [a, Pier #2]", "#", UNSAFE, 'topics: [a, "Pier #2"]'),
    ("topics: [#a, #b]", "#", UNSAFE, 'topics: ["#a", "#b"]'),
    ("topics: [a, b]]", "]", UNSAFE, "topics: [a, b]"),
    ('topics: "a", "b"', '"a", "b"', UNSAFE, 'topics: ["a", "b"]'),
    ("topics:\n  -a\n  -b", "-a", UNSAFE, "topics:\n  - a\n  - b"),
    ("topics:\n  • a\n  • b", "• a", UNSAFE, "topics:\n  - a\n  - b"),
    ("topics:\n  * a\n  * b", "* a", UNSAFE, "topics:\n  - a\n  - b"),
    ("related:\n  -title: a\n   type: b", "-", UNSAFE, "related:\n - title: a\n   type: b"),
    ("provider: {name:a, domain: b}", ":", UNSAFE, "provider: {name: a, domain: b}"),
    ("quality: “61”", "“61”", UNSAFE, "quality: 61"),
    ("published: ‘true’", "‘true’", UNSAFE, "published: true"),
    ("webUrl: “https://www.example.com/a”", "“https://www.example.com/a”", UNSAFE, 'webUrl: "https://www.example.com/a"'),
    ('webUrl: "https://www.example.com/a”', "”", UNSAFE, 'webUrl: "https://www.example.com/a"'),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("written", "marked", "applicability", "fixed"), MISTAKES, ids=lambda value: str(value)[:30])
def test_mistake(written: str, marked: str, applicability: Applicability | None, fixed: str, newline: str) -> None:
    key = written.split(":")[0]
    others = [line for line in ARTICLE[:6] if not line.startswith(key)]
    text = "\n".join(["---", others[0], "MISTAKE", *others[1:], "---", ""])
    source = Source.from_text("a.md", text.replace("MISTAKE", written).replace("\n", newline))

    (found,) = LINTER.lint(source).diagnostics

    assert source.text[slice(*found.span)] == marked
    assert (found.fix.applicability if found.fix else None) == applicability
    if found.fix is not None:
        assert apply_edits(source.text, found.fix.edits) == text.replace("MISTAKE", fixed).replace("\n", newline)


@pytest.mark.parametrize(
    "line",
    [
        "title: “1984”",
        'title: Ferries"',
        "og:title: Ferries",
        "title: http://www.example.com/a",
        "excerpt:\n  –Two boats",
        'excerpt: "Two boats\nsail: again"',
        "excerpt: |\n  -a: b\n  name:c\n  [x",
        "time: 12:30",
        "topics: [a, # the first\n  b]",
    ],
)
def test_what_yaml_reads_as_it_looks_is_left_alone(line: str) -> None:
    assert not LINTER.lint(Source.from_text("a.md", f"---\n{line}\ntype: article\n---\n")).diagnostics


@pytest.mark.parametrize("line", ['"Ferries"', "{}", "[draft]", "|", "Ferries return", "<!-- x -->", 'layout = "x"', "// x"])
def test_a_first_line_that_is_no_field_is_marked_itself(line: str) -> None:
    source = Source.from_text("a.md", "\n".join(["---", line, *ARTICLE, "---", ""]))

    result = LINTER.lint(source)

    assert [source.position(d.span.start).line for d in result.diagnostics] == [2]
    assert result.document.root is not None
    assert result.document.root.value["title"] == "Harbour ferries return"


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_a_dash_instead_of_a_colon_is_asked_about_and_never_mended_unasked(dash: str) -> None:
    text = f"---\ncategory: news\ntitle {dash} Ferries\n---\n"
    document = Document.parse(Source.from_text("a.md", text))

    (problem,) = document.problems
    assert problem.message == "`title` has a dash where a colon belongs: write a colon, if this is the name of a field"
    assert problem.repair is not None
    assert not problem.repair.exact


def test_a_value_behind_a_missing_colon_is_not_mended_before_the_colon_is_there() -> None:
    document = Document.parse(Source.from_text("a.md", '---\ncategory: news\ntitle "Ferries" return\n---\n'))

    assert [problem.repair.exact for problem in document.problems if problem.repair is not None] == [False, False]

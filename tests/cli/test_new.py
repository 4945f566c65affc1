"""`newslint new`: an article that passes, from the schema in force."""

import json
from pathlib import Path

import pytest

from linter.cli.commands import new
from linter.init.new_article import slug
from tests.support.newslint import newslint, write

NOW = "2024-06-01T12:00:00Z"


def made(folder: Path, *arguments: str) -> tuple[str, str]:
    """Make an article; return its file's name and its text."""
    done = newslint(folder, "new", "--now", NOW, *arguments)
    assert (done.code, done.err) == (0, "")
    name = done.out.split()[1].removesuffix(".")
    return name, (folder / name).read_text(encoding="utf-8")


def test_a_title_is_enough(tmp_path: Path) -> None:
    name, text = made(tmp_path, "--set", "title=Trams: they’re back")

    assert name == "2024-06-01-trams-theyre-back.md"
    assert 'title: "Trams: they’re back"\n' in text
    assert "publishedDateTime: 2024-06-01T12:00:00Z\n" in text
    assert newslint(tmp_path, "--now", NOW).code == 0


def test_nothing_at_all_is_enough_too(tmp_path: Path) -> None:
    made(tmp_path)

    assert newslint(tmp_path, "--now", NOW).out.startswith("No problems found (1 file checked)")


def test_two_new_articles_do_not_share_an_address(tmp_path: Path) -> None:
    made(tmp_path, "--set", "title=One")
    made(tmp_path, "--set", "title=Two")

    assert newslint(tmp_path, "--now", NOW).out.startswith("No problems found (2 files checked)")


def test_values_are_read_as_the_schema_has_them(tmp_path: Path) -> None:
    _, text = made(
        tmp_path,
        *("--set", "title=2024", "--set", "quality=72", "--set", "published=false", "--set", "topics=Transport, Energy"),
        *("--set", "webUrl=https://www.example.org/a", "--set", "provider.name=Example: the paper"),
    )

    assert 'title: "2024"\n' in text
    assert "quality: 72\n" in text
    assert "published: false\n" in text
    assert "topics:\n  - Transport\n  - Energy\n" in text
    assert 'provider:\n  name: "Example: the paper"\n  domain: example.org\n' in text


def test_it_says_which_fields_hold_examples(tmp_path: Path) -> None:
    done = newslint(tmp_path, "new", "--set", "title=Trams", "--set", "excerpt=Ten cities build.", "--now", NOW)

    line = done.out.splitlines()[1]
    assert "`category`" in line
    assert "`excerpt`" not in line
    assert "`title`" not in line


def test_a_file_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    write(tmp_path, **{"2024-06-01-trams_md": "mine"})

    done = newslint(tmp_path, "new", "--set", "title=Trams", "--now", NOW)

    assert done.code == 2
    assert "2024-06-01-trams.md exists" in done.err
    assert (tmp_path / "2024-06-01-trams.md").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--set", "title"], "expected FIELD=VALUE"),
        (["--set", "quality=high"], "`quality` must be a whole number"),
        (["--set", "publishedDateTime=yesterday"], "publishedDateTime"),
        (["gone"], "gone: no such folder"),
    ],
)
def test_what_would_not_pass_is_not_written(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = newslint(tmp_path, "new", *arguments, "--now", NOW)

    assert done.code == 2
    assert said in done.err
    assert list(tmp_path.iterdir()) == []


def test_the_schema_and_names_in_force_decide(tmp_path: Path) -> None:
    schema = {
        "type": "object",
        "required": ["headline", "section", "when"],
        "properties": {
            "when": {"type": "string"},
            "section": {"type": "string", "examples": ["World"]},
            "headline": {"type": "string"},
            "tags": {"type": "array", "items": {"type": "string"}},
        },
    }
    config = 'schema = "own.json"\nselect = ["NL1"]\n[fields]\ntitle = "headline"\npublishedDateTime = "when"\n[dates]\nforms = ["day"]\n'
    write(tmp_path, own_json=json.dumps(schema), newslint_toml=config)

    name, text = made(tmp_path, "--set", "headline=Trams", "--set", "tags=a,b")

    assert name == "2024-06-01-trams.md"
    assert text == '---\nwhen: "2024-06-01"\nsection: World\nheadline: "Trams"\ntags:\n  - a\n  - b\n---\n'


def test_on_a_terminal_it_asks_for_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {"title": "Trams", "webUrl": "https://www.example.org/trams", "excerpt": "Ten cities build."}
    asked = []

    def answer(field: str, example: str) -> dict[str, str]:
        asked.append(field)
        return {field: answers[field]} if field in answers else {}

    monkeypatch.setattr(new, "_can_ask", lambda: True)
    monkeypatch.setattr(new, "_answer", answer)

    assert new.main([str(tmp_path), "--set", "category=sport", "--now", NOW]) == 0

    text = (tmp_path / "2024-06-01-trams.md").read_text()
    assert asked == ["title", "excerpt", "webUrl", "type", "provider.name", "topics"]
    assert "category: sport\n" in text
    assert "domain: example.org\n" in text
    assert "excerpt: Ten cities build.\n" in text
    capsys.readouterr()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Zwölf neue Züge: “Strom”!", "zwolf-neue-zuge-strom"),
        ("It’s 5 o'clock_now", "its-5-oclock-now"),
        ("東京の路面電車", "東京の路面電車"),
        ("../../etc/passwd", "etc-passwd"),
        ("!?", "article"),
        ("a " * 100, "-".join(["a"] * 30)),
        ("x" * 100, "x" * 60),
    ],
)
def test_slugs(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_the_date_in_the_name_is_that_of_publication(tmp_path: Path) -> None:
    name, _ = made(tmp_path, "--set", "title=Trams", "--set", "publishedDateTime=2024-05-30T08:00:00+02:00")

    assert name == "2024-05-30-trams.md"

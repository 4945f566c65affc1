"""Whatever is typed, in whatever order: the last diagnostics are those of a fresh check of the text."""

import random
from pathlib import Path

import pytest

from linter import Project, column_in
from tests.server.test_actions import BROKEN
from tests.support.article import CLEAN
from tests.support.editor import Editor, server

PIECES = [
    *[
        "\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "\t",
        ":",
        ": ",
        "- ",
        "#",
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        "|",
        ">",
        "&a ",
        "*a",
        "!",
        "---\n",
        "\u2028",
    ],
    *[
        "title: Trams\n",
        "quality: 650\n",
        "related:\n  - title: x  y\n",
        "topics:\n",
        "🚋",
        "ü",
        "\x00",
        "\ufeff",
        "\x0c",
        "\x85",
        "<<: *a\n",
    ],
    *["# newslint: ignore[NL403] x", "2024-02-30", "https://example.com/?utm_source=a", "&nbsp;", "..."],
]


def typed(text: str, chance: random.Random) -> str:
    """Return the text after one change: something inserted, removed, moved, or all of it replaced."""
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.choice([1, 1, 2, 5, 40]))
    match chance.randrange(10):
        case 0 | 1 | 2:
            return text[:start] + text[end:]
        case 3:
            return text[:start] + text[end:] + text[start:end]
        case 4:
            return chance.choice([CLEAN, BROKEN, "", "---\n"])
        case _:
            return text[:start] + chance.choice(PIECES) + text[start:]


def fresh(folder: Path, article: Path, text: str) -> list[tuple[str, int, int]]:
    """Check a text as nobody has before; return code and place of each diagnostic, in UTF-16."""
    project = Project(folder)
    if not project.is_article(str(article), text):
        return []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = []
    for item in project.check_text(text, str(article)).diagnostics:
        line, column = item.start
        column += line == 1 and column > 1 and text.startswith("\ufeff")
        found.append((item.code, line - 1, column_in(lines[line - 1], column, "utf-16") - 1))
    return found


@pytest.mark.parametrize("seed", range(8))
def test_the_last_diagnostics_are_those_of_a_fresh_check(editor: Editor, folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    article = folder / "a.md"
    text = chance.choice([CLEAN, BROKEN])
    editor.open(article, text)
    for step in range(40):
        text = typed(text, chance)
        editor.type(article, text)
        if chance.random() < 0.5:  # the others are overtaken, as when somebody types quickly
            continue
        shown = editor.diagnostics(article)
        places = [(item["code"], item["range"]["start"]["line"], item["range"]["start"]["character"]) for item in shown]
        assert places == fresh(folder, article, text), (seed, step, text)
        line, column = chance.randrange(20), chance.randrange(30)
        editor.at("completion", article, line, column)
        editor.at("hover", article, line, column)
        for question in ("documentSymbol", "foldingRange", "documentLink"):
            editor.about(question, article)
        for action in editor.actions(article, line):
            editor.ask("codeAction/resolve", **action)


def test_surrogates_that_stand_alone_are_no_text(folder: Path) -> None:
    with server(folder) as (editor, _):
        editor.start(folder)
        (diagnostic,) = editor.open(folder / "a.md", CLEAN.replace("Trams", "Tr\ud83dams", 1))

        assert diagnostic["code"] == "NL006"

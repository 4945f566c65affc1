"""TOML front matter in an editor: diagnostics, fixes and hover as for YAML; completion has nothing to offer."""

from pathlib import Path

import pytest

from tests.support.editor import Editor

ARTICLE = '+++\ntitle = "Trams  are back"\nquality = 240\n\n[provider]\nname = "City"\n+++\nBody\n'
BROKEN = '+++\ntitle = "Trams\nquality = \n[provider\n+++\nBody\n'


@pytest.mark.parametrize("text", [ARTICLE, BROKEN, ARTICLE.replace("\n", "\r\n"), "+++\n", '{\n  "title": "A",\n}\n'])
def test_every_place_of_an_article_can_be_asked_about(editor: Editor, folder: Path, text: str) -> None:
    article = folder / "article.md"

    assert editor.open(article, text)
    for number, line in enumerate(text.splitlines()):
        for character in {0, len(line) // 2, len(line)}:
            editor.at("hover", article, number, character)
            editor.at("completion", article, number, character)
    editor.about("documentSymbol", article)
    editor.about("foldingRange", article)


def test_hover_tells_what_a_field_is(editor: Editor, folder: Path) -> None:
    article = folder / "article.md"
    editor.open(article, ARTICLE)

    assert "from 0 to 200" in str(editor.at("hover", article, 2, 3))

"""TOML front matter in an editor: diagnostics, fixes and hover as for YAML; completion has nothing to offer."""

from pathlib import Path

import pytest

from tests.support.editor import Editor

ARTICLE = '+++\ntitle = "Trams  are back"\nquality = 240\n\n[provider]\nname = "City"\n+++\nBody\n'
BROKEN = '+++\ntitle = "Trams\nquality = \n[provider\n+++\nBody\n'


@pytest.mark.parametrize("text", [ARTICLE, BROKEN, ARTICLE.replace("\n", "\r\n"), "+++\n", '{\n  "title": "A",\n}\n'])
def test_every_place_of_an_article_can_be_asked_about(editor: Editor, folder: Path, text: str) -> None:
    article = folder / "article.md"
    editor.open(article, text)

    assert editor.diagnostics(article)
    uri = {"uri": article.as_uri()}
    for number, line in enumerate(text.splitlines()):
        for character in {0, len(line) // 2, len(line)}:
            place = {"line": number, "character": character}
            editor.ask("textDocument/hover", textDocument=uri, position=place)
            editor.ask("textDocument/completion", textDocument=uri, position=place)
    editor.ask("textDocument/documentSymbol", textDocument=uri)
    editor.ask("textDocument/foldingRange", textDocument=uri)


def test_hover_tells_what_a_field_is(editor: Editor, folder: Path) -> None:
    article = folder / "article.md"
    editor.open(article, ARTICLE)
    editor.diagnostics(article)

    shown = editor.ask("textDocument/hover", textDocument={"uri": article.as_uri()}, position={"line": 2, "character": 3})

    assert "0 to 200" in str(shown)

"""What an editor can do about a diagnostic: its edits are those of `newslint --fix`, byte for byte."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.article import CLEAN, FIXABLE, FIXED, WRONG
from tests.support.editor import Editor, Json, apply, server
from tests.support.newslint import newslint

BROKEN = """\
---
category: news
title: Trams 🚋: the first  line opens
excerpt: "The line runs on power from the depot’s own roof. "
publishedDateTime: 2024-05-02T08:30:00
webUrl: "https://news.example.com/2024/solar-tram?utm_source=feed"
ampWebUrl: "https://news.example.com/2024/solar-tram/amp"
cdnAmpWebUrl: "https://news-example-com.cdn.ampproject.org/c/s/news.example.com/2024/tram/amp"
type: Article
quality: "24"
heat: 64
published: true
provider:
  name: Example  News
  domain: example.com
topics: [Transport, transport]
---
"""


def resolved(editor: Editor, action: Json) -> Json:
    return editor.ask("codeAction/resolve", **action)  # type: ignore[no-any-return]


def chosen(editor: Editor, article: Path, line: int, title: str, **context: Any) -> Json:
    """Choose the action whose title begins so."""
    return resolved(editor, next(action for action in editor.actions(article, line, **context) if action["title"].startswith(title)))


def fixed_by_command(folder: Path, text: str, *options: str) -> str:
    """Return what the command makes of a text."""
    file = folder / "by-command.md"
    file.write_bytes(text.encode())
    newslint(folder, "--fix", "--no-cache", *options, file.name)
    return file.read_bytes().decode()


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_fixing_all_is_what_the_command_does(editor: Editor, folder: Path, newline: str) -> None:
    text = BROKEN.replace("\n", newline)
    article = folder / "a.md"
    editor.open(article, text)
    (action,) = editor.actions(article, 0, only=["source.fixAll"])

    assert action["kind"] == "source.fixAll.newslint"
    assert apply(text, resolved(editor, action)["edit"]) == fixed_by_command(folder, text)


def test_a_fix_is_what_the_command_does_with_that_rule_alone(editor: Editor, folder: Path) -> None:
    article = folder / "a.md"
    codes = [diagnostic["code"] for diagnostic in editor.open(article, BROKEN)]
    tried = set()
    for action in (action for line in range(20) for action in editor.actions(article, line, only=["quickfix"])):
        if action["title"].startswith(("Ignore", "Fix all")):
            continue
        code = action["data"]["code"]
        if codes.count(code) == 1:
            unsafe = ["--unsafe-fixes"] if action["title"].endswith("unsafe)") else []
            options = folder / "only.toml"
            options.write_text(f'fixable = ["{code}"]\n')
            by_command = fixed_by_command(folder, BROKEN, "--config", "only.toml", *unsafe)
            assert (code, apply(BROKEN, resolved(editor, action)["edit"])) == (code, by_command)
            tried.add(code)
    assert {"NL003", "NL102", "NL104", "NL108", "NL203", "NL305", "NL314", "NL402"} <= tried


def test_a_fix_leaves_everything_else_alone(editor: Editor, folder: Path) -> None:
    article = folder / "a.md"
    editor.open(article, BROKEN)
    action = chosen(editor, article, 3, "Use single spaces")

    assert action["isPreferred"]
    assert apply(BROKEN, action["edit"]) == BROKEN.replace('own roof. "', 'own roof."')
    (edit,) = action["edit"]["documentChanges"][0]["edits"]
    assert edit["range"]["start"]["line"] == edit["range"]["end"]["line"] == 3
    assert edit["newText"] == ""


def test_an_unsafe_fix_says_so_and_is_never_preferred(editor: Editor, folder: Path) -> None:
    article = folder / "a.md"
    editor.open(article, BROKEN)
    action = chosen(editor, article, 4, "Append `Z`")

    assert action["title"] == "Append `Z` (NL203, unsafe)"
    assert not action.get("isPreferred")
    assert apply(BROKEN, action["edit"]) == BROKEN.replace("T08:30:00", "T08:30:00Z")


def test_fixing_all_is_safe(editor: Editor, folder: Path) -> None:
    article = folder / "a.md"
    text = CLEAN.replace("T06:00:00Z", "T06:00:00")
    editor.open(article, text)

    assert editor.actions(article, 4, only=["source.fixAll"]) == []


def test_all_of_one_rule_are_fixed_at_once(editor: Editor, folder: Path) -> None:
    article = folder / "a.md"
    text = FIXABLE.replace("new lines", "new  lines").replace("published: false", 'published: "false"')
    editor.open(article, text)
    action = chosen(editor, article, 2, "Fix all 2 of")

    assert apply(text, action["edit"]) == FIXED.replace("published: false", 'published: "false"')


def test_what_is_unfixable_by_the_settings_is_not_offered(editor: Editor, folder: Path) -> None:
    (folder / "newslint.toml").write_text('unfixable = ["NL403"]\n')
    article = folder / "a.md"
    editor.open(article, FIXABLE)

    assert [action["title"] for action in editor.actions(article, 2)] == ["Ignore repeated-whitespace here, with a reason (NL403)"]


def test_a_diagnostic_is_ignored_where_it_is(editor: Editor, folder: Path) -> None:
    article = folder / "a.md"
    editor.open(article, WRONG)
    action = chosen(editor, article, 7, "Ignore")
    ignored = apply(WRONG, action["edit"])

    assert ignored == WRONG.replace("quality: 650", "quality: 650  # newslint: ignore[NL103] say why")
    editor.type(article, ignored)
    assert editor.diagnostics(article) == []


def test_an_editor_may_ask_for_the_reason(editor: Editor, folder: Path) -> None:
    article = folder / "a.md"
    editor.open(article, WRONG)
    action = next(action for action in editor.actions(article, 7) if action["title"].startswith("Ignore"))
    action["data"]["reason"] = "a special issue"

    assert "ignore[NL103] a special issue\n" in apply(WRONG, resolved(editor, action)["edit"])


def test_an_action_for_an_older_text_does_nothing(editor: Editor, folder: Path) -> None:
    article = folder / "a.md"
    editor.open(article, FIXABLE)
    action = editor.actions(article, 2)[0]
    editor.type(article, "---\n" + FIXABLE)

    assert "edit" not in resolved(editor, action)


def test_an_editor_that_cannot_ask_again_gets_the_edits_at_once(folder: Path) -> None:
    article = folder / "a.md"
    with server(folder) as (editor, _):
        editor.start(folder, capabilities={})
        editor.open(article, FIXABLE)
        action = editor.actions(article, 2)[0]

        assert apply(FIXABLE, action["edit"]) == FIXED
        assert list(action["edit"]) == ["changes"]


def test_an_article_without_diagnostics_has_no_actions(editor: Editor, folder: Path) -> None:
    editor.open(folder / "a.md", CLEAN)

    assert editor.actions(folder / "a.md", 0) == []

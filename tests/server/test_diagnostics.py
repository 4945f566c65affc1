"""What an editor is told about the articles that it has open."""

import subprocess
import sys
from pathlib import Path

import pytest

from linter.server.opened import path_of
from tests.support.article import CLEAN, FIXABLE, WRONG
from tests.support.editor import MODERN, PULLING, Editor, Json, server
from tests.support.newslint import environment, newslint


def found(diagnostics: list[Json]) -> list[tuple[str, int, int, int]]:
    """Return code, line and columns of each."""
    return [
        (item["code"], item["range"]["start"]["line"], item["range"]["start"]["character"], item["range"]["end"]["character"])
        for item in diagnostics
    ]


def test_an_unsaved_buffer_is_checked_while_it_is_typed(editor: Editor, folder: Path) -> None:
    article = folder / "a.md"
    article.write_text(CLEAN)

    assert editor.open(article, CLEAN) == []
    editor.type(article, WRONG)
    assert found(editor.diagnostics(article)) == [("NL103", 7, 9, 12)]
    editor.type(article, CLEAN)
    assert editor.diagnostics(article) == []


def test_half_typed_yaml_is_said_and_hides_nothing_behind_it_for_good(editor: Editor, folder: Path) -> None:
    article = folder / "a.md"
    assert [item["code"] for item in editor.open(article, WRONG.replace("title: Trams", 'title: "Trams'))] == ["NL003", "NL103"]
    editor.type(article, WRONG.replace("title: Trams", "title: Trams: and buses"))
    assert [item["code"] for item in editor.diagnostics(article)] == ["NL003", "NL103"]


@pytest.mark.parametrize(("encoding", "start"), [("utf-16", 28), ("utf-8", 33), ("utf-32", 27)])
def test_places_are_counted_in_the_units_that_were_agreed(folder: Path, encoding: str, start: int) -> None:
    with server(folder) as (editor, _):
        editor.start(folder, encodings=[encoding])
        assert editor.capabilities["positionEncoding"] == encoding
        diagnostics = editor.open(folder / "a.md", CLEAN.replace("Trams\n", "Trams 🚋 für uns — da  ja\n", 1))

        assert found(diagnostics)[0][:3] == ("NL403", 2, start)


def test_without_an_agreement_utf_16_counts(editor: Editor) -> None:
    assert editor.capabilities["positionEncoding"] == "utf-16"


def test_lines_end_as_the_protocol_says_and_nowhere_else(editor: Editor, folder: Path) -> None:
    text = WRONG.replace("\n", "\r\n").replace("title: Trams", "title: 'Tr\u2028ams'")
    assert ("NL103", 7, 9, 12) in found(editor.open(folder / "a.md", text))


def test_a_diagnostic_tells_its_page_and_what_it_is(editor: Editor, folder: Path) -> None:
    (diagnostic,) = editor.open(folder / "a.md", WRONG)

    assert diagnostic["source"] == "newslint"
    assert diagnostic["severity"] == 1
    assert diagnostic["codeDescription"]["href"].endswith("/NL103")
    assert diagnostic["message"].startswith("`quality` is `650`")


def test_places_that_belong_to_a_diagnostic_are_shown_with_it(editor: Editor, folder: Path) -> None:
    article = folder / "a.md"
    diagnostics = editor.open(article, CLEAN.replace("type: article", "title: Buses"))
    related = next(item for item in diagnostics if item["code"] == "NL004")["relatedInformation"]

    assert related[0]["location"]["uri"] == article.as_uri()
    assert related[0]["location"]["range"]["start"] == {"line": 2, "character": 0}


def test_what_a_fix_only_takes_away_is_shown_faded(editor: Editor, folder: Path) -> None:
    unused = CLEAN.replace("title: Trams", "title: Trams  # newslint: ignore[NL402] their logo")
    diagnostics = editor.open(folder / "a.md", unused.replace("quality: 65", "quality: 650"))

    assert [(item["code"], item.get("tags")) for item in diagnostics] == [("NL011", [1]), ("NL103", None)]


@pytest.mark.parametrize("name", ["README.md", "notes/a.md", "a.py", ".drafts/a.md"])
def test_what_the_configuration_leaves_out_is_passed_over_in_silence(editor: Editor, folder: Path, name: str) -> None:
    (folder / "newslint.toml").write_text('articles = ["*.md"]\nexclude = ["notes/", "README.md"]\n')
    article = folder / name

    assert editor.open(article, WRONG) == []
    assert editor.actions(article, 7) == []
    assert editor.at("completion", article, 7, 0) == []


@pytest.mark.parametrize("name", ["a b.md", "ä%20ö;c#d?e.md", "a+b@c.md"])
def test_a_file_may_be_called_anything(editor: Editor, folder: Path, name: str) -> None:
    article = folder / name / name
    assert [item["code"] for item in editor.open(article, WRONG)] == ["NL103"]
    editor.type(article, WRONG.replace("650", "651"))
    assert "`651`" in editor.diagnostics(article)[0]["message"]
    editor.save(article)
    assert len(editor.diagnostics(article)) == 1


def test_what_is_in_no_file_is_passed_over(editor: Editor) -> None:
    document = {"uri": "untitled:Untitled-1", "languageId": "markdown", "version": 1, "text": WRONG}
    editor.tell("textDocument/didOpen", textDocument=document)

    assert editor.ask("textDocument/documentSymbol", textDocument={"uri": document["uri"]}) == []
    editor.tell("textDocument/didClose", textDocument={"uri": document["uri"]})


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///c%3A/a%20b.md", "c:/a b.md"),
        ("file:///C:/a b.md", "C:/a b.md"),
        ("file://host/share/a.md", "//host/share/a.md"),
        ("file:///srv/a;b.md", "/srv/a;b.md"),
        ("untitled:a.md", None),
    ],
)
def test_the_path_of_a_uri(uri: str, path: str | None) -> None:
    assert path_of(uri) == path


def test_a_text_without_front_matter_is_no_article(editor: Editor, folder: Path) -> None:
    assert editor.open(folder / "a.md", "# Trams\n\nHow to ride them.\n") == []


def test_a_file_that_is_closed_has_no_diagnostics(editor: Editor, folder: Path) -> None:
    article = folder / "a.md"
    editor.open(article, WRONG)
    editor.tell("textDocument/didClose", textDocument={"uri": article.as_uri()})

    assert editor.news("textDocument/publishDiagnostics") == {"uri": article.as_uri(), "diagnostics": []}


def test_only_the_last_of_many_changes_is_answered_where_they_come_quickly(folder: Path) -> None:
    article = folder / "a.md"
    with server(folder, "--debounce", "300") as (editor, _):
        editor.start(folder)
        editor.open(article, CLEAN)
        for number in range(20):
            editor.type(article, CLEAN.replace("quality: 65", f"quality: {201 + number}"))
        published = editor.published(article)

        assert published["version"] == 21
        assert "`220`" in published["diagnostics"][0]["message"]
        assert editor.silent


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("newslint.toml", "", 'ignore = ["NL103"]\n'),
        ("own.schema.json", '{"properties": {"quality": {"maximum": 200}}}', '{"properties": {"quality": {"maximum": 900}}}'),
        ("topics.yaml", "- Energy\n", "- Energy\n- Transport\n"),
    ],
)
def test_a_changed_configuration_schema_or_list_of_topics_counts_at_once(folder: Path, file: str, before: str, after: str) -> None:
    if file != "newslint.toml":
        wanted = 'schema = "own.schema.json"' if "schema" in file else '[topics]\nfiles = ["topics.yaml"]'
        (folder / "newslint.toml").write_text(wanted)
    (folder / file).write_text(before)
    article = folder / "a.md"
    text = CLEAN if file == "topics.yaml" else WRONG
    with server(folder) as (editor, _):
        editor.start(folder)
        registered = editor.news("client/registerCapability")["registrations"][0]["registerOptions"]["watchers"]
        assert registered == [{"globPattern": "**/*.{toml,json,yaml,yml}"}]
        assert len(editor.open(article, text)) == 1

        (folder / file).write_text(after)
        editor.tell("workspace/didChangeWatchedFiles", changes=[{"uri": (folder / file).as_uri(), "type": 2}])
        assert editor.diagnostics(article) == []

        (folder / file).write_text(before)
        editor.save(folder / file)
        assert len(editor.diagnostics(article)) == 1


def test_a_configuration_that_cannot_be_used_is_said_where_it_is_seen(editor: Editor, folder: Path) -> None:
    (folder / "newslint.toml").write_text('selct = ["NL1"]\n')
    article = folder / "a.md"
    (diagnostic,) = editor.open(article, CLEAN)

    assert diagnostic["code"] == "configuration"
    assert "selct" in diagnostic["message"]
    assert editor.at("completion", article, 7, 0) == []
    (folder / "newslint.toml").write_text("")
    editor.save(article)
    assert editor.diagnostics(article) == []


def test_each_folder_of_a_workspace_has_its_own_configuration(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
    (one / "newslint.toml").write_text('ignore = ["NL103"]\n')
    (two / "newslint.toml").write_text('exclude = ["old/"]\n')
    with server(tmp_path) as (editor, _):
        editor.start(one, two)

        assert editor.open(one / "a.md", WRONG) == []
        assert len(editor.open(two / "a.md", WRONG)) == 1
        assert editor.open(two / "old" / "a.md", WRONG) == []


def test_a_folder_may_come_later(tmp_path: Path) -> None:
    (tmp_path / "newslint.toml").write_text('exclude = ["old/"]\n')
    old = tmp_path / "old"
    old.mkdir()
    with server(tmp_path) as (editor, _):
        editor.start(tmp_path)
        assert editor.open(old / "a.md", WRONG) == []
        (old / "newslint.toml").write_text("")
        added = [{"uri": old.as_uri(), "name": "old"}]
        editor.tell("workspace/didChangeWorkspaceFolders", event={"added": added, "removed": []})
        assert len(editor.diagnostics(old / "a.md")) == 1


def test_an_editor_that_asks_for_diagnostics_is_sent_none(folder: Path) -> None:
    article = folder / "a.md"
    with server(folder) as (editor, _):
        editor.start(folder, capabilities=PULLING)
        editor.news("client/registerCapability")
        document = {"uri": article.as_uri(), "languageId": "markdown", "version": 1, "text": WRONG}
        editor.tell("textDocument/didOpen", textDocument=document)
        first = editor.about("diagnostic", article)

        assert first["kind"] == "full"
        assert [item["code"] for item in first["items"]] == ["NL103"]
        again = editor.ask("textDocument/diagnostic", textDocument={"uri": article.as_uri()}, previousResultId=first["resultId"])
        assert again == {"kind": "unchanged", "resultId": first["resultId"]}
        assert editor.silent


def test_an_editor_that_asks_is_told_to_ask_again(folder: Path) -> None:
    capabilities = {**PULLING, "workspace": {**PULLING["workspace"], "diagnostics": {"refreshSupport": True}}}
    with server(folder) as (editor, _):
        editor.start(folder, capabilities=capabilities)
        editor.save(folder / "newslint.toml")

        assert editor.news("workspace/diagnostic/refresh") == {}


TALK = """
import json, socket, subprocess, sys, time
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
server = subprocess.Popen([sys.executable, "-m", "linter", "server", "--tcp", f"127.0.0.1:{port}"])
for _ in range(300):
    try:
        editor = socket.create_connection(("127.0.0.1", port))
        break
    except ConnectionRefusedError:
        time.sleep(0.1)
params = {"processId": None, "rootUri": None, "capabilities": {}}
body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}).encode()
editor.settimeout(30)
editor.sendall(b"Content-Length: %d\\r\\n\\r\\n" % len(body) + body)
print(editor.recv(100_000).decode())
for message in ({"id": 2, "method": "shutdown"}, {"method": "exit"}):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    editor.sendall(b"Content-Length: %d\\r\\n\\r\\n" % len(body) + body)
print("ended", server.wait(30))
"""


def test_an_editor_speaks_over_tcp_as_well(folder: Path) -> None:
    # Another process is the editor: this one opens no sockets.
    done = subprocess.run([sys.executable, "-c", TALK], cwd=folder, env=environment(), capture_output=True, timeout=60, check=True)

    assert b'"hoverProvider"' in done.stdout
    assert b"ended 0" in done.stdout
    assert done.stderr == b""


@pytest.mark.parametrize("address", ["4389", "localhost:", ":4389", "localhost:many", "localhost:70000"])
def test_an_address_that_is_none_is_refused(folder: Path, address: str) -> None:
    done = newslint(folder, "server", "--tcp", address)

    assert done.code == 2
    assert "expected a host and a port like 127.0.0.1:4389" in done.err


def test_an_address_that_cannot_be_had_is_told(folder: Path) -> None:
    done = newslint(folder, "server", "--tcp", "192.0.2.1:4389")  # kept for documentation (RFC 5737): no machine has it

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("newslint: error: `--tcp`: cannot listen at `192.0.2.1:4389`: ")


def test_what_the_baseline_accepts_is_not_shown(editor: Editor, folder: Path) -> None:
    article = folder / "a.md"
    article.write_text(WRONG)
    (folder / "newslint.toml").write_text('baseline = "old.json"\n')
    newslint(folder, "baseline", "create")

    assert (folder / "old.json").is_file()
    assert editor.open(article, WRONG) == []
    editor.type(article, WRONG.replace("heat: -1", "heat: -2"))
    assert [item["range"]["start"]["line"] for item in editor.diagnostics(article)] == [8]


def test_without_pygls_one_line_says_what_to_install(folder: Path) -> None:
    (folder / "pygls.py").write_text("raise ModuleNotFoundError('no', name='pygls')\n")
    done = newslint(folder, "server", env=environment(PYTHONPATH=f"{folder}:{environment()['PYTHONPATH']}"))

    assert (done.code, done.out) == (2, "")
    assert done.err == "newslint: error: `newslint server` needs the package pygls: `pip install 'newslint[lsp]'`\n"


def test_the_server_ends_when_it_is_told_to(folder: Path) -> None:
    with server(folder) as (editor, process):
        editor.start(folder, capabilities=MODERN)
        editor.open(folder / "a.md", FIXABLE)
        editor.leave()

        assert process.wait(30) == 0


def test_the_server_ends_with_its_editor(folder: Path) -> None:
    with server(folder) as (editor, process):
        editor.start(folder, capabilities={})
        assert process.stdin is not None
        process.stdin.close()

        assert process.wait(30) == 1

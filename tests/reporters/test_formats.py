"""What the consumers of each format need, beyond how it looks."""

import json
import re
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from jsonschema import Draft202012Validator

from linter.reporters import FORMATS
from linter.reporters.json_text import dump_json
from linter.reporters.markdown import MOST_ROWS
from tests.support import ROOT
from tests.support.page import data_of
from tests.support.reports import CASES, CLEAN, HOSTILE, QUALITY, SELECT, newslint, report, with_title, write_repository

SCHEMA = json.loads((ROOT / "schemas/report.schema.json").read_text(encoding="utf-8"))
each_case = pytest.mark.parametrize("case", CASES)


@pytest.fixture
def repository(case: str, tmp_path: Path) -> Path:
    write_repository(tmp_path, CASES[case])
    return tmp_path


# --- the same everywhere


@each_case
def test_every_format_shows_the_same_diagnostics_at_the_same_places(case: str, repository: Path) -> None:
    paths = list(CASES[case])
    files = {name: f"out.{name}" for name in ("full", "concise", "json", "jsonl", "rdjson", "html")}
    for name, file in files.items():
        newslint(repository, "--output-format", f"{name}={file}", *paths)
    full, concise, document, lines, rdjson, page = ((repository / file).read_text(encoding="utf-8") for file in files.values())

    expected = [(d["path"], d["line"], d["column"], d["code"]) for d in json.loads(document)["diagnostics"]]

    for text in (full, concise):
        heads = re.findall(r"^(\S.*):(\d+):(\d+): \w+\[(NL\d+)\]", text, flags=re.MULTILINE)
        assert [(path, int(line), int(column), code) for path, line, column, code in heads] == expected
    assert [(d["path"], d["line"], d["column"], d["code"]) for d in map(json.loads, lines.splitlines())] == expected
    assert [
        (d["location"]["path"], d["location"]["range"]["start"]["line"], d["code"]["value"]) for d in json.loads(rdjson)["diagnostics"]
    ] == [(path, line, code) for path, line, _, code in expected]
    data = data_of(page)
    shown = [(data["paths"][row[2]], row[5], row[6], data["rules"][row[1]][0]) for row in data["rows"]]
    assert shown == expected


@each_case
def test_sarif_holds_every_place_that_json_holds(case: str, repository: Path) -> None:
    paths = list(CASES[case])
    diagnostics = json.loads(report(repository, "json", *paths))["diagnostics"]
    results = json.loads(report(repository, "sarif", *paths))["runs"][0]["results"]

    folded = {(r["ruleId"], _place(place)) for r in results for place in [*r["locations"], *r.get("relatedLocations", [])]}

    assert {(d["code"], (d["line"], d["column"], d["end_line"], d["end_column"])) for d in diagnostics} <= folded
    assert len({(d["path"], d["line"], d["code"]) for d in diagnostics}) == len(results)


def _place(location: dict[str, Any]) -> tuple[int, ...]:
    region = location["physicalLocation"]["region"]
    return tuple(region[key] for key in ("startLine", "startColumn", "endLine", "endColumn"))


@pytest.mark.parametrize("name", FORMATS)
def test_the_exit_code_does_not_depend_on_the_format(name: str, tmp_path: Path) -> None:
    write_repository(tmp_path, {"good.md": CLEAN.encode(), "bad.md": CLEAN.replace(QUALITY, "quality: 999").encode()})

    codes = [newslint(tmp_path, "--output-format", name, file).code for file in ("good.md", "bad.md", "gone.md")]

    assert codes == [0, 1, 2]


@pytest.mark.parametrize("name", FORMATS)
def test_no_control_character_reaches_the_output(name: str, tmp_path: Path) -> None:
    files = CASES["hostile"] | {"evil\x1b[31m\u202e.md": CLEAN.replace(QUALITY, "quality: 999").encode()}
    write_repository(tmp_path, files)

    text = report(tmp_path, name, "--color", "never")

    assert text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]", text)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("path", [b"bad\xff.md", b"##[error]x.md", b"::set-output name=x::y.md"])
def test_odd_file_names_are_reported_as_text(name: str, path: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    write_repository(tmp_path, {})
    (tmp_path / path.decode("utf-8", "surrogateescape")).write_text(CLEAN.replace(QUALITY, "quality: 999"))

    outcome = newslint(tmp_path, "--output-format", name, ".")

    assert outcome.code == 1
    assert name == "github" or "##[" not in outcome.out
    commands = re.findall(r"^\s*::(\S+)", outcome.out, flags=re.MULTILINE)
    assert commands == (["error"] if name == "github" else [])


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("github", "junit", "markdown", "html")])
def test_the_same_input_gives_the_same_bytes_in_any_order_of_paths(name: str, tmp_path: Path) -> None:
    paths = write_repository(tmp_path, CASES["several-files"])

    assert report(tmp_path, name, *paths) == report(tmp_path, name, *reversed(paths))


# --- json, jsonl


@each_case
def test_json_is_what_its_schema_says(case: str, repository: Path) -> None:
    document = json.loads(report(repository, "json", *CASES[case]))

    Draft202012Validator(SCHEMA).validate(document)


def test_the_schema_describes_failures_and_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    write_repository(tmp_path, {"a.md": CLEAN.encode()})
    document = json.loads(report(tmp_path, "json", "a.md", "gone.md"))
    validator = Draft202012Validator(SCHEMA)

    validator.validate(document)

    assert document["summary"]["failures"] == ["gone.md: no such file or folder"]
    assert not validator.is_valid(document | {"version": 2})
    assert not validator.is_valid(document | {"more": True})


def test_every_field_of_the_schema_is_described_in_the_documentation() -> None:
    page = (ROOT / "docs/formats.md").read_text(encoding="utf-8")

    fields = {name for part in ("diagnostic", "fix", "edit", "summary") for name in SCHEMA["$defs"][part]["properties"]}

    assert {name for name in fields if f"`{name}`" not in page} == set()


def test_json_lines_are_the_objects_of_json(tmp_path: Path) -> None:
    write_repository(tmp_path, CASES["more-than-ten"])

    lines = report(tmp_path, "jsonl").splitlines()

    assert [json.loads(line) for line in lines] == json.loads(report(tmp_path, "json"))["diagnostics"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("\ud800", '"\\ufffd"'),
        ("\udc80x", '"\\ufffdx"'),
        ("\U0001f600", '"\\ud83d\\ude00"'),
        ("\\ud800", '"\\\\ud800"'),
        ("\U0001f600\ud83d", '"\\ud83d\\ude00\\ufffd"'),
        ("\x7f", '"\\u007f"'),
    ],
)
def test_json_has_no_lone_surrogates(value: str, text: str) -> None:
    assert dump_json(value) == text


# --- github


def test_github_annotates_the_worst_first_and_says_how_many_more_there_are(tmp_path: Path) -> None:
    write_repository(tmp_path, CASES["more-than-ten"] | {"z.md": CLEAN.replace(QUALITY, "quality: 999").encode()})

    lines = report(tmp_path, "github", "--select", SELECT).splitlines()

    assert [line.split()[0] for line in lines[:-2]] == ["::error", *["::warning"] * 10]
    assert lines[-2] == "14 more without an annotation: GitHub shows 10 of each severity a step."


def test_github_escapes_data_and_properties(tmp_path: Path) -> None:
    write_repository(tmp_path, {"a,b:c%.md": CLEAN.replace("category: news", 'category: "50%::x"').encode()})

    line = report(tmp_path, "github", "--select", "NL105").splitlines()[0]

    assert line.startswith("::error title=NL105 bad-format,file=a%2Cb%3Ac%25.md,line=2,endLine=2,col=11,endColumn=19::")
    assert "found `50%25::x`" in line


def test_annotations_go_to_causes_first_then_to_each_rule_and_file_by_turns(tmp_path: Path) -> None:
    wrong = CLEAN.replace(QUALITY, "quality: 999").replace("category: news", 'category: "!"')
    files = {f"a{number}.md": wrong.encode() for number in range(20)}
    write_repository(tmp_path, files | {f"z{number}.md": with_title("Trams: a story").encode() for number in range(3)})

    lines = report(tmp_path, "github", "--select", SELECT).splitlines()

    shown = [re.findall(r"title=(NL\d+).*file=(\w+)", line)[0] for line in lines if line.startswith("::error")]
    assert shown[:3] == [("NL003", "z0"), ("NL003", "z1"), ("NL003", "z2")]
    assert [code for code, _ in shown[3:]] == ["NL105", "NL103"] * 3 + ["NL105"]
    assert len({path for _, path in shown}) == 10


def test_failures_take_the_place_of_annotations(tmp_path: Path) -> None:
    write_repository(tmp_path, {f"a{number}.md": CLEAN.replace(QUALITY, "quality: 999").encode() for number in range(12)})

    lines = report(tmp_path, "github", "--select", "NL103", ".", "gone.md").splitlines()

    assert len([line for line in lines if line.startswith("::error")]) == 10
    assert lines[-2].startswith("3 more without an annotation")


@pytest.mark.parametrize("name", ["github", "sarif"])
def test_what_cannot_show_a_fix_says_it_in_the_message(name: str, tmp_path: Path) -> None:
    write_repository(tmp_path, {"a.md": with_title('"Trams "').encode()})

    assert "ends with a space (safe fix: Use single spaces)" in report(tmp_path, name, "--select", "NL402")


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_becomes_a_workflow_command(value: str, tmp_path: Path) -> None:
    text = CLEAN.replace("category: news", f'category: "{value}"')
    write_repository(tmp_path, {"a.md": text.encode()})

    commands = re.findall(r"^\s*::\S+", report(tmp_path, "github", "--select", "NL105"), flags=re.MULTILINE)

    assert commands == ["::error"]


# --- gitlab


def _fingerprints(folder: Path, text: str) -> set[str]:
    (folder / "a.md").write_text(text)
    entries = json.loads(report(folder, "gitlab", "--select", "NL302,NL402"))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    return {entry["fingerprint"] for entry in entries}


def _article_with_related(*items: str) -> str:
    related = "".join(f'  - title: "{item} "\n    webUrl: "http://www.example.com/{item}"\n' for item in items)
    return CLEAN.replace("---\nText", f"related:\n{related}---\nText")


def test_gitlab_fingerprints_survive_inserted_lines_and_reordering(tmp_path: Path) -> None:
    write_repository(tmp_path, {})
    before = _fingerprints(tmp_path, _article_with_related("one", "two", "three"))

    inserted = _fingerprints(tmp_path, _article_with_related("one", "two", "three").replace("category:", "# one\n# two\ncategory:"))
    reordered = _fingerprints(tmp_path, _article_with_related("three", "one", "two"))
    shorter = _fingerprints(tmp_path, _article_with_related("one", "two"))

    assert len(before) == 6
    assert inserted == before
    assert reordered == before
    assert shorter < before


def test_gitlab_tells_files_apart_and_is_an_empty_list_when_clean(tmp_path: Path) -> None:
    write_repository(tmp_path, {"clean.md": CLEAN.encode(), "a.md": with_title('"x "').encode(), "b.md": with_title('"x "').encode()})

    one, two = json.loads(report(tmp_path, "gitlab", "--select", "NL402"))

    assert one["fingerprint"] != two["fingerprint"]
    assert report(tmp_path, "gitlab", "--select", "NL402", "clean.md") == "[]\n"


# --- rdjson


def test_rdjson_columns_are_bytes_of_utf_8(tmp_path: Path) -> None:
    line = 'title: "It’s 😀👩‍👩‍👧  here "'
    write_repository(tmp_path, {"a.md": with_title(line.removeprefix("title: ")).encode()})
    data = line.encode()

    diagnostics = json.loads(report(tmp_path, "rdjson", "--select", "NL402,NL403"))["diagnostics"]

    marked = []
    for diagnostic in diagnostics:
        place = diagnostic["location"]["range"]
        assert place["start"]["line"] == place["end"]["line"] == 3
        marked.append(data[place["start"]["column"] - 1 : place["end"]["column"] - 1].decode())
        (suggestion,) = diagnostic["suggestions"]
        start, end = (suggestion["range"][side]["column"] - 1 for side in ("start", "end"))
        fixed = data[:start] + suggestion["text"].encode() + data[end:]
        assert fixed.decode() == 'title: "It’s 😀👩‍👩‍👧 here"'
    assert marked == ["  ", " "]


# --- junit


@each_case
def test_junit_is_xml_with_true_counts(case: str, repository: Path) -> None:
    root = Xml.fromstring(report(repository, "junit", *CASES[case]))
    errors = [d for d in json.loads(report(repository, "json", *CASES[case]))["diagnostics"] if d["severity"] == "error"]

    assert [suite.attrib["name"] for suite in root] == sorted(CASES[case])
    assert int(root.attrib["tests"]) == len(root.findall(".//testcase"))
    assert int(root.attrib["failures"]) == len(root.findall(".//failure")) == len(errors)


def test_junit_shows_an_unreadable_file_as_an_error(tmp_path: Path) -> None:
    write_repository(tmp_path, {})

    root = Xml.fromstring(report(tmp_path, "junit", "gone.md"))

    assert root.attrib["errors"] == "1"
    assert [error.attrib["message"] for error in root.iter("error")] == ["gone.md: no such file or folder"]


# --- markdown


@pytest.mark.parametrize("value", HOSTILE)
def test_markdown_rows_keep_their_cells_whatever_a_value_holds(value: str, tmp_path: Path) -> None:
    write_repository(tmp_path, {"a.md": CLEAN.replace("category: news", f'category: "@team `@team` {value}"').encode()})

    row = report(tmp_path, "markdown", "--select", "NL105").splitlines()[-1]

    message = row.split(" | ")[-1]
    assert row.count("|") == 5
    assert not re.search(r"[@*_\[\]`\\]|https?:", message)
    assert set(re.findall(r"</?\w+>|<", message)) == {"<code>", "</code>"}


# --- statistics, auto, several at once


def test_statistics_count_per_rule_and_what_can_be_fixed(tmp_path: Path) -> None:
    write_repository(tmp_path, CASES["more-than-ten"] | {"z.md": CLEAN.replace(QUALITY, "quality: 999").encode()})

    outcome = newslint(tmp_path, "--statistics", "--select", SELECT)

    assert [line.split() for line in outcome.out.splitlines()[:-1]] == [
        ["count", "safe", "fix", "unsafe", "fix", "code", "rule"],
        ["12", "12", "0", "NL402", "surrounding-whitespace"],
        ["12", "12", "0", "NL403", "repeated-whitespace"],
        ["1", "0", "0", "NL103", "out-of-range"],
    ]


def test_statistics_do_not_disturb_a_program_that_reads_the_report(tmp_path: Path) -> None:
    write_repository(tmp_path, CASES["more-than-ten"])

    outcome = newslint(tmp_path, "--statistics", "--output-format", "json", "--select", SELECT)

    assert json.loads(outcome.out)["summary"]["warnings"] == 24
    assert "NL402" in outcome.err


def test_one_run_prints_text_and_writes_files(tmp_path: Path) -> None:
    write_repository(tmp_path, CASES["more-than-ten"])
    formats = ["sarif=out.sarif", "html=out.html", "junit=out.xml"]

    outcome = newslint(tmp_path, "--output-format", "concise", *(word for name in formats for word in ("--output-format", name)))

    assert outcome.out.count("\n") > 24
    assert json.loads((tmp_path / "out.sarif").read_text())["version"] == "2.1.0"
    assert Xml.parse(tmp_path / "out.xml").getroot().tag == "testsuites"
    assert (tmp_path / "out.html").read_text().startswith("<!doctype html>")


def test_auto_annotates_and_adds_a_summary_in_github_actions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_repository(tmp_path, {"a.md": CLEAN.replace(QUALITY, "quality: 999").encode()})
    summary = tmp_path / "summary"
    summary.write_text("# Before\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    outcome = newslint(tmp_path, "--output-format", "auto", "--select", SELECT)

    assert outcome.out.startswith("::error title=NL103")
    before, table = summary.read_text(encoding="utf-8").split("\n", 1)
    assert before == "# Before"
    assert table == report(tmp_path, "markdown", "--select", SELECT)


def test_a_step_summary_stays_within_what_github_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_repository(tmp_path, {f"{number:03}.md": _article_with_related(*(f"r{i}" for i in range(60))).encode() for number in range(60)})
    summary = tmp_path / "summary"
    summary.write_text("x" * ((1 << 20) - 5_000))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    newslint(tmp_path, "--output-format", "auto", "--select", "NL302,NL402")

    assert (1 << 20) - 5_000 < summary.stat().st_size < 1 << 20
    assert re.fullmatch(r"7,\d+ more: `newslint .*` shows all\.", summary.read_text(encoding="utf-8").splitlines()[-1])


def test_a_summary_leads_with_rules_worst_files_and_the_commands_and_cuts_its_table(tmp_path: Path) -> None:
    files = {f"{number:02}.md": _article_with_related(*(f"r{i}" for i in range(number + 1))).encode() for number in range(12)}
    write_repository(tmp_path, files)

    lines = report(tmp_path, "markdown", "--select", "NL302,NL402").splitlines()

    assert lines[2:4] == [
        "- `newslint --fix` fixes 78 of them safely.",
        "- `newslint --diff --unsafe-fixes` shows fixes to look at for 78; `--fix` applies them.",
    ]
    assert [line.split(" | ")[0] for line in lines[7:9]] == ["| 78", "| 78"]
    assert [line.split(" | ")[0] for line in lines[12:17]] == ["| 24", "| 22", "| 20", "| 18", "| 16"]
    assert "<code>11.md</code>" in lines[12]
    assert lines[18] == "and 7 other files"
    assert len([line for line in lines if line.startswith("| ⚠️")]) == MOST_ROWS
    assert lines[-1] == "106 more: `newslint --output-format html=report.html` shows all."


def test_auto_is_plain_text_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_repository(tmp_path, CASES["several-files"])
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    assert report(tmp_path, "auto") == report(tmp_path, "full")


def test_an_unknown_format_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    outcome = newslint(tmp_path, "--output-format", "xml")

    assert outcome.code == 2
    assert "expected one of auto, full, concise" in outcome.err


def test_a_report_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    write_repository(tmp_path, CASES["clean"])
    outcome = newslint(tmp_path, "--output-format", "json=no/such/folder/out.json")

    assert outcome.code == 2
    assert outcome.err == "newslint: error: the report could not be written to no/such/folder/out.json: No such file or directory\n"


def test_the_page_says_what_to_install_where_its_template_engine_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_repository(tmp_path, CASES["clean"])
    monkeypatch.setitem(sys.modules, "jinja2", None)
    monkeypatch.delitem(sys.modules, "linter.reporters.html", raising=False)

    outcome = newslint(tmp_path, "--output-format", "html=out.html")

    assert outcome.code == 2
    assert outcome.err == "newslint: error: the format `html` needs Jinja: `pip install 'newslint[html]'`\n"
    assert not (tmp_path / "out.html").exists()

"""SARIF as GitHub code scanning, the SARIF validator, and programs that apply fixes need it."""

import gzip
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from linter.diagnostics.diagnostic import Severity
from linter.diagnostics.located import Excerpt, LineHashes, Located
from linter.reporters import Report, reporter, summarize
from linter.rules.registry import ALL_RULES
from linter.run.checking import FileReport
from linter.source import Position, Source
from tests.support import ROOT
from tests.support.reports import CASES, CLEAN, SELECT, newslint, with_title, write_repository
from tests.support.tools import tool

VALIDATOR = ROOT / ".tools/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
each_case = pytest.mark.parametrize("case", CASES)


def sarif(folder: Path, *arguments: str) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(newslint(folder, "--output-format", "sarif", *arguments).out)["runs"][0]
    return run


def test_validator_finds_no_error_and_no_warning(tmp_path: Path) -> None:
    validator = tool(VALIDATOR, "the SARIF validator")
    logs = []
    for case, files in CASES.items():
        (tmp_path / case).mkdir()
        outcome = newslint(tmp_path / case, "--output-format", f"sarif=../{case}.sarif", *write_repository(tmp_path / case, files))
        assert outcome.code < 2
        logs.append(f"{case}.sarif")

    subprocess.run(
        [
            validator,
            "validate",
            *logs,
            "--rule-kind",
            "Sarif;Ghas",
            "--level",
            "Error;Warning;Note",
            "-o",
            "verdict",
            "--log",
            "ForceOverwrite",
        ],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, **dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")},  # it asks whether links answer
    )

    verdicts = [run for run in json.loads((tmp_path / "verdict").read_text(encoding="utf-8-sig"))["runs"] if run["results"]]
    results = [result for run in verdicts for result in run["results"]]
    validated = {place["physicalLocation"]["artifactLocation"]["uri"] for result in results for place in result["locations"]}
    assert {Path(address).name for address in validated} == set(logs), "every log has at least a note: on help addresses out of reach"
    assert [result for result in results if result["level"] in ("error", "warning")] == []


@pytest.mark.parametrize("where", [".", "content", "elsewhere"])
def test_paths_are_relative_to_the_repository_whatever_the_working_directory(where: str, tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    repository.mkdir()
    write_repository(repository, {"content/a b#ü%20.md": with_title('"Trams "').encode(), "elsewhere/x.txt": b""})
    article = os.path.relpath(repository / "content/a b#ü%20.md", repository / where)

    run = sarif(repository / where, "--select", "NL402", article)

    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "content/a%20b%23%C3%BC%2520.md", "uriBaseId": "%SRCROOT%"}
    assert str(tmp_path) not in json.dumps(run)


def test_a_file_reached_through_a_link_has_its_own_path(tmp_path: Path) -> None:
    write_repository(tmp_path, {"real/a.md": with_title('"Trams "').encode()})
    (tmp_path / "linked").symlink_to("real")

    run = sarif(tmp_path, "--select", "NL402", "linked/a.md")

    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "real/a.md"


def test_a_file_outside_the_repository_has_an_absolute_address(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    repository.mkdir()
    write_repository(repository, {})
    (tmp_path / "a.md").write_text(with_title('"Trams "'))

    run = sarif(repository, "--select", "NL402", "../a.md")

    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": (tmp_path / "a.md").as_uri()}


def test_a_clean_run_closes_old_alerts_with_an_empty_list(tmp_path: Path) -> None:
    write_repository(tmp_path, CASES["clean"])

    run = sarif(tmp_path)

    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    assert "automationDetails" not in run


def test_every_enabled_rule_is_described_as_github_wants_it(tmp_path: Path) -> None:
    write_repository(tmp_path, {})

    rules = sarif(tmp_path, "--select", "ALL", "--severity", "NL301=note")["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == [rule.code for rule in ALL_RULES]
    for described, rule in zip(rules, ALL_RULES, strict=True):
        assert re.fullmatch(r"([A-Z][a-zA-Z0-9]*)", described["name"])
        assert described["name"] != described["id"]
        for text in ("shortDescription", "fullDescription"):
            assert 0 < len(described[text]["text"]) <= 1024
            assert "`" not in described[text]["text"]
        assert described["help"]["text"]
        assert described["help"]["markdown"].startswith(f"# {rule.name} ({rule.code})")
        assert described["helpUri"] == rule.url()
        properties = described["properties"]
        assert ("security-severity" in properties) == rule.security == ("security" in properties["tags"])
        assert properties["precision"] in ("very-high", "high", "medium")
        assert 1 <= len(properties["tags"]) <= 10
    malformed = next(rule for rule in rules if rule["id"] == "NL301")
    assert malformed["defaultConfiguration"] == {"level": "note"}
    assert malformed["properties"]["problem.severity"] == "recommendation"


@each_case
def test_results_point_at_their_rule_and_stay_on_one_line(case: str, tmp_path: Path) -> None:
    run = sarif(tmp_path, *write_repository(tmp_path, CASES[case]))

    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == region["endLine"]
        assert region["startColumn"] <= region["endColumn"]


def test_columns_count_code_points(tmp_path: Path) -> None:
    write_repository(tmp_path, {"a.md": with_title('"It’s 😀 "').encode()})

    run = sarif(tmp_path, "--select", "NL402")

    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 15,
        "endLine": 3,
        "endColumn": 16,
    }


def test_two_results_of_one_rule_on_one_line_are_folded(tmp_path: Path) -> None:
    write_repository(tmp_path, {"a.md": with_title('"Ten  new  trams"').encode()})

    results = sarif(tmp_path, "--select", "NL402,NL403,NL101", "--isolated")["results"]

    assert len({(r["ruleId"], r["partialFingerprints"]["primaryLocationLineHash"]) for r in results}) == len(results)


def test_a_folded_result_names_the_other_places_and_mends_them_all() -> None:
    first = _located("NL305", "tracking parameter `utm_a`", 10, 15)
    second = _located("NL305", "tracking parameter `utm_b`", 20, 25)

    result = _render([first, second])["results"][0]

    assert result["message"]["text"] == "tracking parameter `utm_a`; tracking parameter `utm_b`"
    assert [place["physicalLocation"]["region"]["startColumn"] for place in result["relatedLocations"]] == [20]


def test_links_in_values_are_not_links_in_messages() -> None:
    result = _render([_located("NL305", "found `[free](https://evil.example)`", 1, 2)])["results"][0]

    assert result["message"]["text"] == "found `\\[free](https://evil.example)`"


def test_an_unreadable_file_is_a_notification(tmp_path: Path) -> None:
    write_repository(tmp_path, CASES["clean"])

    outcome = newslint(tmp_path, "--output-format", "sarif", "clean.md", "gone.md")

    invocation = json.loads(outcome.out)["runs"][0]["invocations"][0]
    assert outcome.code == 2
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"] == [{"level": "error", "message": {"text": "gone.md: no such file or folder"}}]


def test_more_results_than_github_keeps_are_cut_at_the_mildest_and_said() -> None:
    mild = [_located("NL402", "blanks", 1, 2, line=number, severity=Severity.WARNING) for number in range(1, 29_001)]
    bad = [_located("NL301", "malformed", 1, 2, line=number) for number in range(29_001, 30_001)]

    run = _render([*mild, *bad])

    assert len(gzip.compress(json.dumps(run).encode())) < 10_000_000
    assert [result["level"] for result in run["results"]] == ["error"] * 1_000 + ["warning"] * 4_000
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["level"] == "warning"
    assert notification["message"]["text"].startswith("25000 of 30000 results were left out")
    assert run["invocations"][0]["executionSuccessful"]


@each_case
def test_the_same_input_gives_the_same_bytes(case: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    paths = [write_repository(tmp_path / name, CASES[case]) for name in ("one", "two")]

    one = newslint(tmp_path / "one", "--output-format", "sarif", *paths[0])
    two = newslint(tmp_path / "two", "--output-format", "sarif", *reversed(paths[1]))

    assert one.out == two.out
    assert one.out.isascii()


@each_case
def test_applying_the_fixes_gives_what_the_fixer_writes(case: str, tmp_path: Path) -> None:
    paths = write_repository(tmp_path, CASES[case])
    by_others = {path: (tmp_path / path).read_bytes() for path in paths}
    while changes := _safe_fixes(sarif(tmp_path, "--select", SELECT, *paths)):
        for path, replacements in changes.items():
            by_others[path] = _apply(by_others[path], replacements)
            (tmp_path / path).write_bytes(by_others[path])
    for path in paths:
        (tmp_path / path).write_bytes(CASES[case][path])

    newslint(tmp_path, "--fix", "--select", SELECT, *paths)

    assert {path: (tmp_path / path).read_bytes() for path in paths} == by_others


def _safe_fixes(run: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the replacements of the first safe fix of each file."""
    changes: dict[str, list[dict[str, Any]]] = {}
    for result in run["results"]:
        for fix in result.get("fixes", []):
            if fix["properties"]["applicability"] == "safe":
                (change,) = fix["artifactChanges"]
                changes.setdefault(unquote(change["artifactLocation"]["uri"]), change["replacements"])
    return changes


def _apply(data: bytes, replacements: list[dict[str, Any]]) -> bytes:
    """Apply SARIF replacements as the specification says, without newslint's help."""
    mark, text = (3 if data.startswith(b"\xef\xbb\xbf") else 0), data.decode("utf-8-sig")
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)

    def byte_offset(line: int, column: int) -> int:
        return mark + len(("".join(lines[: line - 1]) + lines[line - 1][: column - 1]).encode())

    for replacement in reversed(replacements):
        region = replacement["deletedRegion"]
        if "byteOffset" in region:
            start = region["byteOffset"]
            end = start + region["byteLength"]
        else:
            start = byte_offset(region["startLine"], region["startColumn"])
            end = byte_offset(region["endLine"], region["endColumn"])
        data = data[:start] + replacement["insertedContent"]["text"].encode() + data[end:]
    return data


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
        (
            "Lorem ipsum dolor sit amet.\n" * 10,
            [*(f"a7f2ff13bc495cf2:{count}" for count in range(1, 7)), "a7f2ff1481e87703:1"],
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_hashes_are_those_of_github(text: str, hashes: list[str], newline: str) -> None:
    source = LineHashes(Source("a.md", text.replace("\n", newline)))

    assert [source.of_line(line) for line in range(1, len(hashes) + 1)] == hashes


def test_the_fingerprint_is_that_of_the_marked_line(tmp_path: Path) -> None:
    write_repository(tmp_path, {"a.md": with_title('"Trams "', CLEAN).encode()})

    (result,) = sarif(tmp_path, "--select", "NL402")["results"]

    source = Source("a.md", with_title('"Trams "', CLEAN))
    assert result["partialFingerprints"] == {"primaryLocationLineHash": LineHashes(source).of_line(3)}


def _located(code: str, message: str, start: int, end: int, *, line: int = 3, severity: Severity = Severity.ERROR) -> Located:
    excerpt = Excerpt("x" * 30, start - 1, end - 1, cut_before=False, cut_after=False)
    return Located(
        code,
        code,
        severity,
        message,
        "a.md",
        Position(line, start),
        Position(line, end),
        "/x",
        "",
        excerpt,
        "x",
        f"{line:x}:1",
        (start, end),
    )


def _render(diagnostics: list[Located]) -> dict[str, Any]:
    files = [FileReport("a.md", tuple(diagnostics))]
    report = Report(files, summarize(files, 0), ALL_RULES, {rule.code: rule.severity for rule in ALL_RULES}, Path.cwd())
    run: dict[str, Any] = json.loads(reporter("sarif")(report))["runs"][0]
    return run

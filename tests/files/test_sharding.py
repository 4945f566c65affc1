"""Shards: together they are the whole run, to the byte."""

import json
from pathlib import Path
from typing import Any

import pytest

from linter.cli.main import run
from linter.errors import ConfigError
from linter.files.sharding import parse_shard
from tests.support.articles import write_articles


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Articles, two of them alike, in a folder whose name has to be escaped in URIs."""
    (tmp_path / ".git").mkdir()
    news = tmp_path / "news & more"
    news.mkdir()
    write_articles(news, 60)
    (news / "zz-copy.md").write_text((news / "00021.md").read_text())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def report(path: str, *options: str, form: str = "json") -> str:
    run(["--output-format", f"{form}={path}", *options])
    return Path(path).read_text()


@pytest.mark.parametrize("form", ["json", "sarif"])
@pytest.mark.parametrize("parts", [1, 3, 100])
def test_the_merged_report_is_that_of_a_single_run(repo: Path, form: str, parts: int) -> None:
    whole = report("whole", form=form)
    names = [f"part-{number}" for number in range(1, parts + 1)]
    for number, name in enumerate(names, 1):
        report(name, "--shard", f"{number}/{parts}", form=form)
    assert run(["merge", *reversed(names), "-o", "merged"]) == 1
    assert Path("merged").read_text() == whole


def test_corpus_rules_see_the_other_shards_files(repo: Path) -> None:
    found = [json.loads(report(f"part-{n}", "--select", "NL601", "--shard", f"{n}/40"))["diagnostics"] for n in range(1, 41)]
    reported = {diagnostic["path"]: number for number, part in enumerate(found) for diagnostic in part}
    assert set(reported) == {"news & more/00021.md", "news & more/zz-copy.md"}
    assert len(set(reported.values())) == 2


def test_a_file_is_in_the_same_shard_wherever_newslint_is_started(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = json.loads(report("part", "--shard", "2/3"))["summary"]
    monkeypatch.chdir(repo / "news & more")
    assert json.loads(report("../part", "--shard", "2/3"))["summary"] == summary
    assert 0 < summary["files"] < 61


def test_sarif_results_beyond_what_code_scanning_shows_are_cut_again(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.reporters.sarif.MOST_RESULTS", 4)
    monkeypatch.setattr("linter.reporters.merging.MOST_RESULTS", 4)
    for number in (1, 2):
        report(f"part-{number}", "--shard", f"{number}/2", form="sarif")
    run(["merge", "part-1", "part-2", "-o", "merged"])
    log: dict[str, Any] = json.loads(Path("merged").read_text())["runs"][0]
    assert [result["level"] for result in log["results"]] == ["error"] * 4
    assert "left out" in log["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]


def test_a_failed_shard_fails_the_whole(repo: Path) -> None:
    report("part-1", "--shard", "1/2")
    report("part-2", "--shard", "2/2", "missing.md")
    assert run(["merge", "part-1", "part-2", "-o", "merged"]) == 2
    assert json.loads(Path("merged").read_text())["summary"]["failures"] == ["missing.md: no such file or folder"]


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["[]"], "part-0: expected a report of newslint in the format `json` or `sarif`"),
        (["{"], "part-0: not valid JSON: "),
        (['{"version": 1, "diagnostics": [], "summary": {}}', '{"version": "2.1.0", "runs": [{}]}'], "found SARIF and JSON"),
    ],
)
def test_what_does_not_go_together_is_refused(repo: Path, texts: list[str], message: str, capfd: pytest.CaptureFixture[str]) -> None:
    for number, text in enumerate(texts):
        Path(f"part-{number}").write_text(text)
    assert run(["merge", *(f"part-{number}" for number in range(len(texts)))]) == 2
    assert message in capfd.readouterr().err


@pytest.mark.parametrize("text", ["0/3", "4/3", "3", "/3", "1/", "a/b", "-1/3", "1/0"])
def test_a_part_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="expected a part and the number of parts like 3/10"):
        parse_shard(text)


def test_every_file_is_in_exactly_one_part() -> None:
    paths = [f"news/{number}.md" for number in range(200)]
    parts = [[path for path in paths if parse_shard(f"{number}/7").holds(path)] for number in range(1, 8)]
    assert sorted(path for part in parts for path in part) == sorted(paths)
    assert all(parts)

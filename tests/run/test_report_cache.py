"""The cache: what it knows is right, and whatever happens to it, a run gives what it gives without it."""

import json
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from linter.cli.main import run
from linter.engine.linter import Linter
from linter.files.discovery import Target
from linter.run import batch
from linter.run.batch import Batch
from linter.run.checking import FileReport, check_files
from linter.run.report_cache import CACHE_FOLDER, ReportCache
from linter.settings.options import Settings
from tests.support.articles import NOW, linter, write_articles

LONG_AGO = 1_600_000_000


@pytest.fixture
def targets(tmp_path: Path) -> list[Target]:
    """Articles that were written long ago: what changed in the last two seconds is looked at again."""
    (tmp_path / "news").mkdir()
    made = write_articles(tmp_path / "news", 30)
    for target in made:
        os.utime(target.path, (LONG_AGO, LONG_AGO))
    return made


def fill(root: Path, targets: list[Target], with_: Linter) -> list[FileReport]:
    with ReportCache(root) as cache:
        reports = list(check_files(targets, lambda path: with_, with_digest=True))
        for target, report in zip(targets, reports, strict=True):
            cache.add(target, report, with_)
    return [report._replace(digest="") for report in reports]


def known(root: Path, targets: list[Target], with_: Linter) -> dict[str, FileReport]:
    with ReportCache(root) as cache:
        return cache.find(targets, lambda path: with_)


def test_a_kept_report_is_the_report_that_was_made(tmp_path: Path, targets: list[Target]) -> None:
    made = fill(tmp_path, targets, linter())
    assert any(report.diagnostics for report in made)
    assert known(tmp_path, targets, linter()) == {report.path: report for report in made}


def test_reports_of_every_example_survive(tmp_path: Path) -> None:
    """Whatever rules report, with fixes, related places and ignored diagnostics."""
    from linter.rules.registry import ALL_RULES

    targets = []
    for rule in ALL_RULES:
        for number, example in enumerate(rule.examples):
            path = tmp_path / f"{rule.code}-{number}.md"
            text = example.text if example.raw else f"---\n# newslint: ignore-file[NL101] an example\n{example.text}\n---\n"
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
            targets.append(Target(str(path), named=True))
    one = linter(Settings(select=("ALL",)))
    lasting = {report.path: report for report in fill(tmp_path, targets, one) if not any(d.code == "NL205" for d in report.diagnostics)}
    assert known(tmp_path, targets, one) == lasting
    assert any(report.suppressed for report in lasting.values())
    assert any(diagnostic.fix for report in lasting.values() for diagnostic in report.diagnostics)


def test_fresh_modification_times_do_not_matter_as_ci_restores_caches(tmp_path: Path, targets: list[Target]) -> None:
    made = fill(tmp_path, targets, linter())
    for target in targets:
        os.utime(target.path)
    assert len(known(tmp_path, targets, linter())) == len(made)


def test_changed_content_is_linted_again(tmp_path: Path, targets: list[Target]) -> None:
    fill(tmp_path, targets, linter())
    path = Path(targets[3].path)
    path.write_text(path.read_text().replace("quality: 65", "quality: 66"))
    assert set(known(tmp_path, targets, linter())) == {target.path for target in targets} - {targets[3].path}


def test_another_name_or_way_of_naming_is_another_report(tmp_path: Path, targets: list[Target]) -> None:
    fill(tmp_path, targets, linter())
    moved = Path(targets[0].path).rename(tmp_path / "2001-01-01-moved.md")
    assert known(tmp_path, [Target(str(moved), named=False)], linter()) == {}
    assert known(tmp_path, [targets[1]._replace(named=True)], linter()) == {}


@pytest.mark.parametrize(
    "settings",
    [
        Settings(ignore=("NL103",)),
        Settings(severity=(("NL103", "note"),)),
        Settings(dates=Settings().dates._replace(earliest_year=2000)),
        Settings(fields=(("webUrl", "url"),)),
    ],
    ids=["rules", "severity", "dates", "fields"],
)
def test_other_settings_give_other_reports(tmp_path: Path, targets: list[Target], settings: Settings) -> None:
    fill(tmp_path, targets, linter())
    assert known(tmp_path, targets, linter(settings)) == {}


def test_a_changed_schema_or_a_schema_it_refers_to_gives_other_reports(tmp_path: Path, targets: list[Target]) -> None:
    other = tmp_path / "quality.json"
    own = tmp_path / "own.json"
    own.write_text(json.dumps({"properties": {"quality": {"$ref": "quality.json"}, "title": {"type": "string"}}}))
    other.write_text(json.dumps({"maximum": 100}))
    settings = Settings(schema=str(own))
    fill(tmp_path, targets, linter(settings))
    assert len(known(tmp_path, targets, linter(settings))) == len(targets)
    other.write_text(json.dumps({"maximum": 1000}))
    assert known(tmp_path, targets, linter(settings)) == {}


def test_time_passes_without_harm_and_does_not_run_back(tmp_path: Path, targets: list[Target]) -> None:
    fill(tmp_path, targets, linter())
    assert len(known(tmp_path, targets, linter(now=NOW.replace(year=2030)))) == len(targets)
    assert known(tmp_path, targets, linter(now=NOW.replace(year=2020))) == {}


def test_what_depends_on_the_day_is_not_kept(tmp_path: Path, targets: list[Target]) -> None:
    early = linter(now=datetime(2024, 4, 1, tzinfo=UTC))
    assert all(report.diagnostics for report in fill(tmp_path, targets, early))
    assert known(tmp_path, targets, early) == {}


def test_the_folder_is_kept_out_of_git(tmp_path: Path, targets: list[Target]) -> None:
    fill(tmp_path, targets, linter())
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    listed = subprocess.run(["git", "status", "--porcelain", "-uall"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert CACHE_FOLDER not in listed.stdout
    assert "news/" in listed.stdout


def database(root: Path) -> Path:
    (file,) = (root / CACHE_FOLDER).glob("reports-*.sqlite")
    return file


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000], ids=["emptied", "text", "broken pages"])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, targets: list[Target], damage: bytes) -> None:
    fill(tmp_path, targets, linter())
    for file in (tmp_path / CACHE_FOLDER).iterdir():
        if file.name != database(tmp_path).name and file.name != ".gitignore":
            file.unlink()
    database(tmp_path).write_bytes(damage)
    assert known(tmp_path, targets, linter()) == {}
    made = fill(tmp_path, targets, linter())
    assert len(known(tmp_path, targets, linter())) == len(made)


@pytest.mark.parametrize("report", ["", "[]", '{"a": 1}', '[false, [["NL103"]], [], null, null]', "[false, 3, [], null, null]"])
def test_a_row_that_makes_no_sense_is_passed_over(tmp_path: Path, targets: list[Target], report: str) -> None:
    fill(tmp_path, targets, linter())
    connection = sqlite3.connect(database(tmp_path))
    with connection:
        connection.execute("update reports set report = ?", (report,))
    connection.close()
    assert known(tmp_path, targets, linter()) == {}


def test_where_no_folder_can_be_made_nothing_is_kept(tmp_path: Path, targets: list[Target]) -> None:
    (tmp_path / CACHE_FOLDER).write_text("in the way")
    fill(tmp_path, targets, linter())
    assert known(tmp_path, targets, linter()) == {}


FULL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
from linter.run import batch
from linter.cli.main import run
batch.FEWEST_FOR_CACHE = 1
sys.exit(run(["--output-format", "json"]))
"""


def test_a_full_disk_changes_nothing(tmp_path: Path, targets: list[Target], monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    expected = subprocess.run(
        [sys.executable, "-m", "linter", "--no-cache", "--output-format", "json"], cwd=tmp_path, capture_output=True, check=False
    )
    full = subprocess.run([sys.executable, "-c", FULL_DISK], cwd=tmp_path, capture_output=True, check=False)
    assert (full.returncode, full.stdout, full.stderr) == (expected.returncode, expected.stdout, expected.stderr)
    assert expected.stdout.count(b"NL103") == 2 * 3


def test_two_runs_at_once_do_not_disturb_each_other(tmp_path: Path, targets: list[Target]) -> None:
    one = linter()
    with ReportCache(tmp_path) as first, ReportCache(tmp_path) as second:
        for target, report in zip(targets, check_files(targets, lambda path: one, with_digest=True), strict=True):
            first.add(target, report, one)
            second.add(target, report, one)
        first.save()
        second.save()
        assert len(first.find(targets, lambda path: one)) == len(targets)


def test_a_second_run_prints_the_same_without_linting(
    tmp_path: Path, targets: list[Target], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(batch, "FEWEST_FOR_CACHE", 1)
    outputs = []
    for arguments in (["--no-cache"], [], []):
        code = run([*arguments, "--output-format", "json", "news"])
        outputs.append((code, capfd.readouterr().out))
    assert outputs[0] == outputs[1] == outputs[2]
    monkeypatch.setattr(batch, "check_files", None)  # would fail if anything was linted
    code = run(["--output-format", "json", "news"])
    assert (code, capfd.readouterr().out) == outputs[0]


def test_few_files_do_without(tmp_path: Path, targets: list[Target]) -> None:
    one = linter()
    list(Batch(1, tmp_path).check(targets, lambda path: one))
    assert not (tmp_path / CACHE_FOLDER).exists()


def test_clean_forgets(tmp_path: Path, targets: list[Target], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".git").mkdir()
    fill(tmp_path, targets, linter())
    monkeypatch.chdir(tmp_path / "news")
    assert run(["clean"]) == 0
    assert capfd.readouterr().out == f"removed {tmp_path / CACHE_FOLDER}\n"
    assert not (tmp_path / CACHE_FOLDER).exists()
    assert len(list((tmp_path / "news").glob("*.md"))) == len(targets)

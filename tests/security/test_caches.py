"""Caches are never followed through a link, never waited for, never stale, and dropped when something is wrong with them."""

import os
import random
import sqlite3
from pathlib import Path

import pytest

from linter.cli.main import run
from linter.files.stores import CACHE_FOLDER, MADE_AGAIN
from linter.links.cache import LinkCache
from linter.links.results import LinkResult, Need, State
from linter.run import batch
from linter.settings.options import Links
from tests.links.conftest import NOW
from tests.support.articles import write_articles

LONG_AGO = 1_600_000_000
URL = "https://www.example.com/"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repo of articles, two of them of one page, whose reports and corpus entries are kept."""
    folder = tmp_path / "repo"
    (folder / ".git").mkdir(parents=True)
    for target in write_articles(folder, 12):
        os.utime(target.path, (LONG_AGO, LONG_AGO))
    monkeypatch.chdir(folder)
    monkeypatch.setattr(batch, "FEWEST_FOR_CACHE", 1)
    monkeypatch.setenv("NO_COLOR", "1")
    return folder


def report(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    run(["--output-format", "jsonl", "--now", "2026-01-01", *arguments])
    captured = capfd.readouterr()
    return captured.out, captured.err


def test_damaged_caches_change_no_report_and_end_in_no_traceback(repo: Path, capfd: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(11)
    one = sorted(path.name for path in repo.glob("*.md"))[0]
    expected = {arguments: report(capfd, "--no-cache", *arguments)[0] for arguments in ((".",), (one,))}
    told = 0
    for turn in range(60):
        report(capfd, ".")
        report(capfd, one)
        for file in (repo / CACHE_FOLDER).glob("*.sqlite"):
            data = bytearray(file.read_bytes())
            for _ in range(chance.choice([1, 20, 400])):
                data[chance.randrange(len(data))] = chance.randrange(256)
            file.write_bytes(data[: chance.randrange(len(data))] if turn % 10 == 0 else data)
        for arguments, right in expected.items():
            out, err = report(capfd, *arguments)
            assert out == right
            assert len(err.splitlines()) <= 2
            told += MADE_AGAIN in err
    assert told > 5


def test_new_content_of_the_same_size_and_time_is_seen(repo: Path, capfd: pytest.CaptureFixture[str]) -> None:
    report(capfd, "--ignore", "NL6")
    report(capfd, "--ignore", "NL6")
    article = next(repo.glob("*.md"))
    article.write_text(article.read_text().replace("quality: 65", "quality: 9e"), encoding="utf-8")
    os.utime(article, (LONG_AGO, LONG_AGO))
    assert report(capfd, "--ignore", "NL6")[0] == report(capfd, "--ignore", "NL6", "--no-cache")[0]


def test_two_folders_that_share_a_cache_do_not_share_reports(
    repo: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    article = next(repo.glob("*.md")).read_text(encoding="utf-8")
    for name, text in (("one", article), ("two", article.replace("quality: 65", "quality: 9e"))):
        (repo / name).mkdir()
        (repo / name / "a.md").write_text(text, encoding="utf-8")
        os.utime(repo / name / "a.md", (LONG_AGO, LONG_AGO))
    for name in ("one", "two", "one", "two"):
        monkeypatch.chdir(repo / name)
        assert report(capfd, "--ignore", "NL6", ".")[0] == report(capfd, "--no-cache", "--ignore", "NL6", ".")[0]


def victims(folder: Path) -> dict[Path, bytes]:
    made = {folder / "victim": b"precious\n", folder / "outside" / "reports.sqlite": b"", folder / "outside" / "x": b"mine\n"}
    for path, content in made.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return made


@pytest.mark.parametrize("where", ["folder", "ignore", "database", "wal", "hard link"])
def test_nothing_is_written_through_a_link(repo: Path, capfd: pytest.CaptureFixture[str], where: str) -> None:
    made = victims(repo.parent)
    expected = report(capfd, "--no-cache", ".")[0]
    cache = repo / CACHE_FOLDER
    if where == "folder":
        cache.symlink_to(repo.parent / "outside")
    else:
        report(capfd, ".")
        files = [file for file in cache.iterdir() if file.suffix == ".sqlite"]
        for file in [cache / ".gitignore"] if where == "ignore" else files:
            link = file.with_name(f"{file.name}-wal") if where == "wal" else file
            link.unlink(missing_ok=True)
            if where == "hard link":
                os.link(repo.parent / "victim", link)
            else:
                link.symlink_to(repo.parent / "victim")
    out, err = report(capfd, ".")
    assert out == expected
    assert "nothing is kept in .newslint_cache: " in err
    assert {path: path.read_bytes() for path in made} == made
    assert sorted(path.name for path in (repo.parent / "outside").iterdir()) == ["reports.sqlite", "x"]


@pytest.mark.parametrize("name", [".gitignore", "reports", "corpus"])
def test_a_pipe_in_the_cache_is_not_waited_for(repo: Path, capfd: pytest.CaptureFixture[str], name: str) -> None:
    expected = report(capfd, ".")[0]
    for file in (repo / CACHE_FOLDER).glob(f"{name}*"):
        file.unlink()
        os.mkfifo(file)
    out, err = report(capfd, ".")
    assert out == expected
    assert "is a link or no file" in err


def links_at(file: Path) -> LinkCache:
    return LinkCache(file, Links(), NOW)


def test_damaged_link_results_are_dropped(tmp_path: Path) -> None:
    chance = random.Random(5)
    file = tmp_path / CACHE_FOLDER / "links.sqlite"
    for _ in range(60):
        cache = links_at(file)
        cache.keep([LinkResult(f"{URL}{number}", State.OK, status=200) for number in range(40)])
        cache.close()
        data = bytearray(file.read_bytes())
        for _ in range(chance.choice([1, 20, 400])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        file.write_bytes(data)
        cache = links_at(file)
        found = cache.answers({f"{URL}{number}": Need.NOTHING for number in range(40)})
        assert all((result.state, result.status) == (State.OK, 200) for result in found.values())
        cache.close()
        file.unlink(missing_ok=True)


def test_link_results_follow_no_link(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    file = tmp_path / CACHE_FOLDER / "links.sqlite"
    file.parent.mkdir()
    file.symlink_to(victim)
    cache = links_at(file)
    cache.keep([LinkResult(URL, State.OK)])
    cache.close()
    assert "is a link or no file" in cache.problem
    assert victim.read_text() == "precious"


def test_a_database_of_another_version_is_made_again(repo: Path, capfd: pytest.CaptureFixture[str]) -> None:
    expected = report(capfd, ".")[0]
    for file in (repo / CACHE_FOLDER).glob("*.sqlite"):
        connection = sqlite3.connect(file)
        for (table,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
            connection.execute(f"drop table {table}")
            connection.execute(f"create table {table} (other text)")
        connection.commit()
        connection.close()
    assert report(capfd, ".")[0] == expected
    assert report(capfd, ".") == (expected, "")

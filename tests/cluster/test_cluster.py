"""The same run on a Dask cluster: a real scheduler and two worker processes on loopback."""

import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.articles import ARTICLE, write_articles

ENVIRONMENT = {**os.environ, "DASK_DISTRIBUTED__ADMIN__TICK__LIMIT": "1h", "DASK_LOGGING__DISTRIBUTED": "critical"}


# Every worker loads this: the first one that comes to article 00500 is held up there until the test says go.
PRELOAD = """
import os, time
from pathlib import Path
from linter.cluster import tasks
from linter.run.checking import check_contents

def held_up(contents, linter):
    for target, content in contents:
        if target.path.endswith("00500.md") and not Path("go").exists():
            Path("held-up").write_text(str(os.getpid()))
            while not Path("go").exists():
                time.sleep(0.01)
        yield from check_contents([(target, content)], linter)

tasks.check_contents = held_up
"""


class Cluster(NamedTuple):
    folder: Path
    address: str
    workers: list[subprocess.Popen[bytes]]


def wait_until(condition: Callable[[], Any], what: str) -> Any:
    end = time.monotonic() + 60
    while not (value := condition()):
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.02)
    return value


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers that work in a folder of their own: paths must not depend on theirs."""
    folder = tmp_path_factory.mktemp("cluster")
    (folder / "hold_up.py").write_text(PRELOAD)
    address_file = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    quiet = {"cwd": folder, "env": ENVIRONMENT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    local = ["--host", "127.0.0.1", "--no-dashboard"]
    scheduler = subprocess.Popen([*dask, "scheduler", *local, "--port", "0", "--scheduler-file", str(address_file)], **quiet)
    address = wait_until(lambda: _address(address_file), "the scheduler listens")
    worker = [*dask, "worker", address, *local, "--nthreads", "1", "--no-nanny", "--preload", str(folder / "hold_up.py")]
    workers = [subprocess.Popen([*worker, "--name", f"worker-{number}"], **quiet) for number in (1, 2)]
    try:
        yield Cluster(folder, address, workers)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def _address(file: Path) -> str:
    try:
        return str(json.loads(file.read_text())["address"])
    except (OSError, ValueError):
        return ""


def newslint(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "linter", "--now", "2024-06-01", "--no-cache", *arguments]
    return subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finished(process: subprocess.Popen[bytes]) -> tuple[int, bytes, bytes]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Articles in two folders with settings of their own; two are the same one, in different parts of the work."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    write_articles(tmp_path / "one", 700)
    (tmp_path / "two" / "copy.md").write_text((tmp_path / "one" / "00021.md").read_text())
    (tmp_path / "two" / "broken.md").write_bytes(b"---\ntitle: \xff\n---\n")
    (tmp_path / "two" / "newslint.toml").write_text('ignore = ["NL102"]\n')
    return tmp_path


@pytest.mark.parametrize("form", ["json", "sarif", "full"])
def test_the_report_is_that_of_a_local_run_to_the_byte(cluster: Cluster, repo: Path, form: str) -> None:
    (cluster.folder / "go").touch()
    local = finished(newslint(repo, "--output-format", form, "one", "two", "missing.md"))
    assert finished(newslint(repo, "--cluster", cluster.address, "--output-format", form, "one", "two", "missing.md")) == local
    assert b"NL601" in local[1]


def test_what_a_killed_worker_had_is_linted_by_the_other(cluster: Cluster, repo: Path) -> None:
    run = newslint(repo, "--cluster", cluster.address, "--output-format", "json", "one", "two")
    file = cluster.folder / "held-up"
    pid = int(wait_until(lambda: file.exists() and file.read_text(), "a worker is in the middle of its files"))
    next(worker for worker in cluster.workers if worker.pid == pid).kill()
    (cluster.folder / "go").touch()
    assert finished(run) == finished(newslint(repo, "--output-format", "json", "one", "two"))


def test_articles_in_an_archive_are_read_through_fsspec(cluster: Cluster, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        archive.writestr("news/good.md", ARTICLE.format(number=1, quality=65))
        archive.writestr("news/bad.md", ARTICLE.format(number=2, quality=900))
        archive.writestr("news/.hidden.md", ARTICLE.format(number=3, quality=900))
        archive.writestr("news/README.md", "no front matter")
        archive.writestr("news/picture.png", "no article")
    url = f"zip://news::file://{tmp_path}/news.zip"
    code, out, _ = finished(newslint(tmp_path, "--cluster", cluster.address, "--output-format", "json", url))
    report = json.loads(out)
    assert code == 1
    assert [found["path"] for found in report["diagnostics"]] == [f"zip://news/bad.md::file://{tmp_path}/news.zip"]
    assert (report["summary"]["files"], report["summary"]["skipped"]) == (2, 1)


def rows() -> list[dict[str, str]]:
    texts = [ARTICLE.format(number=number, quality=900 if number in (3, 8) else 65) for number in range(10)]
    return [{"text": text} if number == 8 else {"path": f"news/{number}.md", "text": text} for number, text in enumerate(texts)]


def test_json_lines_hold_one_article_a_row(cluster: Cluster, tmp_path: Path) -> None:
    lines = [json.dumps(row) for row in rows()]
    (tmp_path / "news.jsonl").write_text("\n".join([*lines, "", "{broken", '{"title": "no text"}']), encoding="utf-8")
    url = f"file://{tmp_path}/news.jsonl"
    code, out, err = finished(newslint(tmp_path, "--cluster", cluster.address, "--output-format", "json", url))
    report = json.loads(out)
    eighth = sum(len(line.encode()) + 1 for line in lines[:8])
    assert code == 2
    assert [found["path"] for found in report["diagnostics"]] == [f"{url}#{eighth}", "news/3.md"]
    assert "not a JSON line" in err.decode()
    assert "expected a row with the article in `text`" in err.decode()


def test_parquet_holds_one_article_a_row(cluster: Cluster, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pylist(rows(), schema=pa.schema([("path", pa.string()), ("text", pa.string()), ("views", pa.int64())]))
    pq.write_table(table, tmp_path / "news.parquet", row_group_size=4)
    url = f"file://{tmp_path}/news.parquet"
    code, out, _ = finished(newslint(tmp_path, "--cluster", cluster.address, "--output-format", "json", url))
    report = json.loads(out)
    assert (code, report["summary"]["files"]) == (1, 10)
    assert [found["path"] for found in report["diagnostics"]] == [f"{url}#8", "news/3.md"]


def test_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    write_articles(tmp_path, 1)
    code, out, err = finished(newslint(tmp_path, "--cluster", "tcp://127.0.0.1:9", "."))
    assert (code, out) == (2, b"")
    assert b"newslint: error: `--cluster`: no scheduler answers at `tcp://127.0.0.1:9`" in err


@pytest.mark.parametrize("option", ["--fix", "--staged", "--check-links"])
def test_what_a_cluster_cannot_do_is_refused(tmp_path: Path, option: str) -> None:
    code, _, err = finished(newslint(tmp_path, "--cluster", "tcp://127.0.0.1:9", option))
    assert code == 2
    assert f"`{option}` does not go together with `--cluster`" in err.decode()

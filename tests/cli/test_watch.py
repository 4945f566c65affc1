"""`newslint --watch`: a real process, real changes, and what it prints after each."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.article import CLEAN, WRONG
from tests.support.newslint import COMMAND, NOW, environment, newslint, write

pytest.importorskip("watchfiles")
OPTIONS = ("--watch", "--now", NOW, "--output-format", "concise", "--no-cache")


class Watching:
    """A running `newslint --watch`, whose reports are waited for."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def report(self) -> str:
        """Return what is printed up to the end of the next report."""
        assert self.process.stdout is not None
        lines: list[str] = []
        for line in self.process.stdout:
            if "watching for changes" in line:
                break
            lines.append(line)
        return "".join(lines)

    def report_with(self, words: str) -> str:
        """Return the first report that has these words: one change may come as two."""
        while words not in (report := self.report()):
            assert self.process.poll() is None, report
        return report


@contextmanager
def watching(folder: Path, *arguments: str) -> Iterator[Watching]:
    process = subprocess.Popen(
        [*COMMAND, *OPTIONS, *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment()
    )
    try:
        yield Watching(process)
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def test_articles_configuration_schema_and_topics(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    write(tmp_path, docs__a_md=CLEAN)
    with watching(tmp_path, "docs") as watch:
        assert "No problems found" in watch.report()
        write(tmp_path, docs__a_md=WRONG)
        assert "error[NL103]" in watch.report_with("NL103")
        write(tmp_path, docs__b_md=WRONG)
        assert "docs/b.md" in watch.report_with("2 files checked")
        (tmp_path / "docs/b.md").unlink()
        watch.report_with("1 file checked")


def test_what_decides_about_articles(tmp_path: Path) -> None:
    write(tmp_path, docs__a_md=CLEAN, topics_yaml="- name: Transport\n", own_json='{"type": "object"}')
    write(tmp_path, newslint_toml='schema = "own.json"\n[topics]\nfiles = ["topics.yaml"]\n')
    with watching(tmp_path, "docs") as watch:
        assert "No problems found" in watch.report()
        write(tmp_path, topics_yaml="- name: Energy\n")
        watch.report_with("NL501")
        write(tmp_path, topics_yaml="- name: Transport\n")
        watch.report_with("No problems found")
        write(tmp_path, own_json='{"type": "object", "required": ["author"]}')
        watch.report_with("NL101")
        write(tmp_path, newslint_toml="selct = 1\n")
        assert "did you mean `select`?" in watch.report_with("selct")
        write(tmp_path, newslint_toml="")
        watch.report_with("No problems found")


def test_control_c_ends_it(tmp_path: Path) -> None:
    write(tmp_path, a_md=CLEAN)
    with watching(tmp_path) as watch:
        watch.report()
        watch.process.send_signal(signal.SIGINT)

        assert watch.process.wait(30) == 130
        assert "Traceback" not in (watch.process.stdout.read() if watch.process.stdout else "")


@pytest.mark.parametrize("arguments", [["-"], ["--add-ignore"]])
def test_what_cannot_be_watched_is_refused(arguments: list[str], tmp_path: Path) -> None:
    done = newslint(tmp_path, "--watch", *arguments)

    assert done.code == 2
    assert "--watch" in done.err

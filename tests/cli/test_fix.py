"""`newslint --fix`: what it writes, what it prints, and that no file is ever half written."""

import os
import signal
import stat
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from linter.cli.main import run
from linter.files.writing import WriteRefusedError, replace_file
from tests.support.article import CLEAN, FIXABLE, FIXED, WRONG
from tests.support.newslint import COMMAND, NOW, environment, newslint, write

UNSAFE = CLEAN.replace("https://www.example.com", "http://www.example.com")  # NL302, an unsafe fix


def left_behind(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*.newslint")]


def test_safe_fixes_are_written_and_the_rest_reported(tmp_path: Path) -> None:
    write(tmp_path, a_md=FIXABLE, b_md=WRONG, c_md=UNSAFE)

    done = newslint(tmp_path, "--fix", "--now", NOW, "--select", "NL1,NL3,NL4", "--output-format", "concise", ".")

    assert (tmp_path / "a.md").read_text() == FIXED
    assert (tmp_path / "b.md").read_text() == WRONG
    assert (tmp_path / "c.md").read_text() == UNSAFE
    assert done.code == 1
    assert "Fixed 1 problem in 1 file." in done.out
    assert "NL403" not in done.out
    assert "1 fixable with `--fix --unsafe-fixes`" in done.out


def test_unsafe_fixes_want_their_own_word(tmp_path: Path) -> None:
    write(tmp_path, c_md=UNSAFE)

    assert newslint(tmp_path, "--fix", "--unsafe-fixes", "c.md", "--now", NOW).code == 0
    assert (tmp_path / "c.md").read_text() == CLEAN


def test_the_report_marks_what_is_fixable(tmp_path: Path) -> None:
    write(tmp_path, a_md=FIXABLE, c_md=UNSAFE)
    arguments = ("--output-format", "concise", "--select", "NL3,NL4", ".")

    marked = [line.endswith("[*]") for line in newslint(tmp_path, *arguments).out.splitlines() if "[NL" in line]
    assert marked == [True, False]
    marked = [line.endswith("[*]") for line in newslint(tmp_path, "--unsafe-fixes", *arguments).out.splitlines() if "[NL" in line]
    assert marked == [True, True]


@pytest.mark.parametrize("tool", [["git", "apply"], ["patch", "-p1", "-s", "--binary"]], ids=["git", "patch"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("last", [True, False], ids=["newline at the end", "none"])
def test_the_diff_can_be_applied(tool: list[str], ending: str, last: bool, tmp_path: Path) -> None:
    article = FIXABLE.replace("\nBody.\n", "\nBody.\n" if last else "").replace("\n", ending)
    write(tmp_path, posts__a_md=article, b_md=FIXABLE)

    done = newslint(tmp_path, "--diff", ".", "--now", NOW)

    assert done.code == 1
    assert (tmp_path / "b.md").read_text() == FIXABLE, "nothing is written"
    (tmp_path / "fixes.diff").write_bytes(
        subprocess.run([*COMMAND, "--diff", "."], cwd=tmp_path, capture_output=True, check=False, env=environment()).stdout
    )
    with (tmp_path / "fixes.diff").open("rb") as patch:
        subprocess.run(tool, cwd=tmp_path, stdin=patch, check=True, env={**environment(), "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    fixed = article.replace("Trams  and", "Trams and")
    assert (tmp_path / "posts" / "a.md").read_bytes() == fixed.encode()
    assert (tmp_path / "b.md").read_text() == FIXED


def test_no_diff_where_nothing_would_change(tmp_path: Path) -> None:
    write(tmp_path, a_md=CLEAN, b_md=WRONG)

    assert newslint(tmp_path, "--diff", ".")[:2] == (0, "")


def test_fix_only_reports_nothing_that_is_left(tmp_path: Path) -> None:
    write(tmp_path, a_md=FIXABLE, b_md=WRONG)

    done = newslint(tmp_path, "--fix-only", ".")

    assert done.code == 0
    assert "NL103" not in done.out
    assert (tmp_path / "a.md").read_text() == FIXED


def test_fixes_are_listed_and_can_set_the_exit_code(tmp_path: Path) -> None:
    write(tmp_path, a_md=FIXABLE)

    done = newslint(tmp_path, "--fix", "--show-fixes", "--exit-non-zero-on-fix", "a.md", "--now", NOW)

    assert done.code == 1
    assert "a.md:3: NL403 repeated-whitespace: Use single spaces" in done.err
    assert newslint(tmp_path, "--fix", "--exit-non-zero-on-fix", "a.md", "--now", NOW).code == 0


@pytest.mark.parametrize(
    ("config", "fixed"),
    [
        ('unfixable = ["NL403"]', False),
        ('fixable = ["NL2"]', False),
        ('fixable = ["NL403"]', True),
        ('fixable = ["NL4"]\nunfixable = ["NL3"]', True),
    ],
)
def test_what_is_fixable_can_be_configured(config: str, fixed: bool, tmp_path: Path) -> None:
    write(tmp_path, a_md=FIXABLE, newslint_toml=config)

    newslint(tmp_path, "--fix", "a.md")

    assert (tmp_path / "a.md").read_text() == (FIXED if fixed else FIXABLE)


def test_standard_input_is_fixed_to_standard_output(tmp_path: Path) -> None:
    article = FIXABLE.replace("quality: 65", "quality: 650").replace("\n", "\r\n")

    done = newslint(tmp_path, "--fix", "-", "--output-format", "concise", stdin=article.encode())

    assert done.code == 1
    assert done.out == article.replace("Trams  and", "Trams and")
    assert "NL103" in done.err
    assert newslint(tmp_path, "--fix", "-", stdin=CLEAN).out == CLEAN


def test_bytes_that_are_no_text_come_back_as_they_were(tmp_path: Path) -> None:
    data = b"---\ntitle: caf\xe9\n---\n"
    done = subprocess.run([*COMMAND, "--fix", "-"], cwd=tmp_path, input=data, capture_output=True, env=environment(), check=False)

    assert done.stdout == data
    assert b"NL006" in done.stderr


def test_mode_and_links_are_kept(tmp_path: Path) -> None:
    write(tmp_path, real__a_md=FIXABLE)
    target = tmp_path / "real" / "a.md"
    target.chmod(0o640)
    (tmp_path / "link.md").symlink_to(Path("real") / "a.md")

    assert newslint(tmp_path, "--fix", "link.md").code == 0

    assert (tmp_path / "link.md").is_symlink()
    assert target.read_text() == FIXED
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert left_behind(tmp_path) == []


def test_a_long_file_name_can_be_written(tmp_path: Path) -> None:
    name = "’" * 80 + ".md"
    (tmp_path / name).write_text(FIXABLE)

    assert newslint(tmp_path, "--fix", name).code == 0
    assert (tmp_path / name).read_text() == FIXED


def test_a_read_only_file_is_refused_and_the_others_are_fixed(tmp_path: Path) -> None:
    write(tmp_path, a_md=FIXABLE, b_md=FIXABLE)
    (tmp_path / "a.md").chmod(0o444)

    done = newslint(tmp_path, "--fix", "a.md", "b.md", "--output-format", "concise")

    assert done.code == 2
    assert "a.md: not fixed: it is read-only" in done.err
    assert "a.md:3:13: warning[NL403]" in done.out
    assert (tmp_path / "a.md").read_text() == FIXABLE
    assert (tmp_path / "b.md").read_text() == FIXED


def test_a_file_that_changed_meanwhile_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("somebody else's words")

    with pytest.raises(WriteRefusedError, match="changed while newslint ran"):
        replace_file(path, b"what newslint read", b"what newslint would write")

    assert path.read_text() == "somebody else's words"
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    write(tmp_path, a_md=FIXABLE)
    monkeypatch.chdir(tmp_path)

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync" if call == "fsync" else "pathlib.Path.replace", full)

    assert run(["--fix", "a.md"]) == 2

    assert b"a.md: not fixed: no space left on the disk" in capsysbinary.readouterr().err
    assert (tmp_path / "a.md").read_text() == FIXABLE
    assert left_behind(tmp_path) == []


def test_ctrl_c_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a_md=FIXABLE)
    monkeypatch.chdir(tmp_path)

    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupted)

    assert run(["--fix", "a.md"]) == 130
    assert (tmp_path / "a.md").read_text() == FIXABLE
    assert left_behind(tmp_path) == []


def kill(process: int) -> None:
    with suppress(ProcessLookupError):  # it was quicker
        os.killpg(process, signal.SIGKILL)


def test_a_killed_run_leaves_each_file_old_or_new(tmp_path: Path) -> None:
    """Fifty runs over 500 files, each killed at another moment; the first one tells how long a run takes."""
    names = [f"{index}.md" for index in range(500)]

    def restore() -> None:
        for name in names:
            (tmp_path / name).write_text(FIXABLE)

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*COMMAND, "--fix", "-q", "--select", "NL4", "."],
            cwd=tmp_path,
            env=environment(),
            start_new_session=True,
            stdout=subprocess.DEVNULL,
        )

    restore()
    began = time.monotonic()
    start().wait(60)
    whole = time.monotonic() - began
    assert all((tmp_path / name).read_text() == FIXED for name in names)

    random, halfway = Random(7), 0
    for _ in range(50):
        restore()
        process = start()
        timer = threading.Timer(random.uniform(0.05, whole), kill, [process.pid])
        timer.start()
        process.wait()
        timer.cancel()
        contents = [(tmp_path / name).read_text() for name in names]
        assert set(contents) <= {FIXABLE, FIXED}
        halfway += len(set(contents)) == 2
    assert halfway, "no run was killed in its middle: the test proves nothing"

    restore()
    assert newslint(tmp_path, "--fix", "--select", "NL4", ".").code == 0, "what a killed run left behind does not disturb the next one"
    assert {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")} == set(names)

"""The formats for people: what they name, how much they show, and how they end."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from linter.text.labels import naming_field
from tests.support.newslint import environment
from tests.support.reports import CLEAN, QUALITY, newslint, report, with_title, write_repository

WRONG = CLEAN.replace(QUALITY, "quality: 999")
SELECT = "NL103,NL302,NL402,NL403"


def on_terminal(folder: Path, columns: int, *arguments: str) -> str:
    """Return what a terminal of so many columns shows."""
    import fcntl
    import pty
    import struct
    import termios

    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    env = {name: value for name, value in environment(NO_COLOR="1", TERM="xterm").items() if name not in ("COLUMNS", "LINES")}
    command = [sys.executable, "-m", "linter", *arguments]
    with subprocess.Popen(command, cwd=folder, stdout=other, stderr=subprocess.DEVNULL, env=env) as process:
        os.close(other)
        text = b""
        while chunk := _read(main):
            text += chunk
        process.wait()
    os.close(main)
    return text.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # its other end is closed
        return b""


@pytest.mark.parametrize("name", ["full", "concise", "grouped", "github", "sarif", "json", "markdown"])
def test_every_format_names_the_field_in_full(name: str, tmp_path: Path) -> None:
    related = 'related:\n  - title: "Buses "\n    webUrl: "http://www.example.com/b"\n'
    write_repository(tmp_path, {"a.md": CLEAN.replace("---\nText", f"{related}---\nText").encode()})

    text = report(tmp_path, name, "--select", SELECT).replace("&#91;", "[").replace("&#93;", "]")

    assert "related[0].title" in text
    assert "related[0].webUrl" in text


@pytest.mark.parametrize(
    ("message", "field", "expected"),
    [
        ("`title` ends with a space", "/title", "`title` ends with a space"),
        ("two spaces in a row in `title`", "/title", "two spaces in a row in `title`"),
        ("`webUrl` is odd", "/related/2/webUrl", "`related[2].webUrl` is odd"),
        ("broken link (404)", "/related/2/webUrl", "`related[2].webUrl`: broken link (404)"),
        ("`Trams` is in `topics` twice", "/topics/1", "`Trams` is in `topics` twice"),
        ("`a` is odd", "/topics/1", "`topics[1]`: `a` is odd"),
        ("the front matter is never closed", "", "the front matter is never closed"),
        ("odd", "/a~1b/c~0d", "`a/b.c~d`: odd"),
        ("odd", "/a\x1b", r"`a\x1b`: odd"),
    ],
)
def test_a_message_names_its_field(message: str, field: str, expected: str) -> None:
    assert naming_field(message, field) == expected


def test_rules_to_read_up_on_are_named_once_at_the_end(tmp_path: Path) -> None:
    write_repository(tmp_path, {f"{number}.md": WRONG.encode() for number in range(3)})

    text = report(tmp_path, "full", "--select", SELECT)

    assert text.count("newslint rule NL103") == 1
    assert text.splitlines()[-3:-1] == ["`newslint rule NL103` explains out-of-range", ""]


def test_the_mark_is_explained_where_it_is_used(tmp_path: Path) -> None:
    write_repository(tmp_path, {"a.md": with_title('"Trams "').encode()})

    for name in ("full", "concise", "grouped"):
        assert report(tmp_path, name, "--select", SELECT).endswith(". [*] 1 fixable with `--fix`.\n")
    for name in ("github", "statistics", "markdown"):
        assert "[*]" not in report(tmp_path, name, "--select", SELECT)


def test_at_most_so_many_are_shown_the_worst_of_them_in_the_order_they_had(tmp_path: Path) -> None:
    files = {f"{number:02}.md": (WRONG if number % 3 == 2 else with_title('"Trams "')).encode() for number in range(12)}
    write_repository(tmp_path, files)

    lines = report(tmp_path, "concise", "--select", SELECT, "--max-diagnostics", "5").splitlines()

    assert [line.split(":")[0] for line in lines[:-2]] == ["00.md", "02.md", "05.md", "08.md", "11.md"]
    assert lines[-2] == "7 more: `--statistics`, or `--output-format html`"
    assert lines[-1].startswith("Found 4 errors, 8 warnings")
    assert len(report(tmp_path, "concise", "--select", SELECT, "--max-diagnostics", "0").splitlines()) == 13
    assert report(tmp_path, "json", "--select", SELECT, "--max-diagnostics", "5").count('"code"') == 12


def test_a_terminal_shows_a_hundred_and_a_pipe_all(tmp_path: Path) -> None:
    write_repository(tmp_path, {f"{number:03}.md": WRONG.encode() for number in range(103)})

    shown = on_terminal(tmp_path, 100, "--output-format", "concise", "--select", "NL103")

    assert shown.count("NL103") == 100
    assert "\n3 more: `--statistics`, or `--output-format html`\n" in shown
    assert on_terminal(tmp_path, 100, "--output-format", "concise", "--select", "NL103", "--max-diagnostics", "0").count("NL103") == 103
    assert report(tmp_path, "concise", "--select", "NL103").count("NL103") == 103


@pytest.mark.parametrize("columns", [50, 80, 160])
def test_full_uses_the_width_of_the_terminal(columns: int, tmp_path: Path) -> None:
    write_repository(tmp_path, {"a.md": with_title(f'"{"trams and buses " * 20}"').encode()})

    text = on_terminal(tmp_path, columns, "--select", SELECT)

    (source,) = re.findall(r"^ +3 \| .*$", text, flags=re.MULTILINE)
    assert columns - 10 <= len(source) <= columns


@pytest.mark.parametrize(("most", "code"), [("1", 1), ("2", 0), ("0", 1)])
def test_too_many_warnings_fail_a_run(most: str, code: int, tmp_path: Path) -> None:
    write_repository(tmp_path, {f"{number}.md": with_title('"Trams "').encode() for number in range(2)})

    outcome = newslint(tmp_path, "--select", "NL402", "--max-warnings", most)

    assert outcome.code == code
    assert outcome.err == (f"newslint: 2 warnings: more than `--max-warnings {most}`\n" if code else "")
    assert newslint(tmp_path, "--select", "NL402", "--max-warnings", most, "--exit-zero").code == 0


@pytest.mark.parametrize("option", ["--max-warnings", "--max-diagnostics"])
@pytest.mark.parametrize("value", ["-1", "x", "1.5", ""])
def test_a_limit_is_a_whole_number(option: str, value: str, tmp_path: Path) -> None:
    done = newslint(tmp_path, f"{option}={value}")

    assert done.code == 2
    assert f"`{option}`: expected a whole number from 0 on, found `{value}`" in done.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--fix-only"], "Fixed 2 problems in 2 files, 2 more with `--unsafe-fixes`."),
        (["--fix-only", "--unsafe-fixes"], "Fixed 4 problems in 2 files."),
        (["--diff"], "2 would be fixed, 2 more with `--unsafe-fixes`."),
        (["--diff", "--unsafe-fixes"], "4 would be fixed."),
        (["--fix-only", "--select", "NL302"], "Nothing to fix, 2 with `--unsafe-fixes`."),
        (["--diff", "--select", "NL103"], "Nothing to fix."),
        (["--diff", "--quiet"], ""),
    ],
)
def test_fixing_says_how_much_it_did(options: list[str], said: str, tmp_path: Path) -> None:
    text = with_title('"Trams "').replace("https://www", "http://www")
    write_repository(tmp_path, {f"{number}.md": text.encode() for number in range(2)})

    outcome = newslint(tmp_path, *([] if "--select" in options else ["--select", SELECT]), *options)

    assert outcome.err.strip() == said
    assert "--diff" in options or outcome.out == ""

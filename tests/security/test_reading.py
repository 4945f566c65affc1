"""Every file is opened by the one guarded reader: pipes, devices and endless files are refused, and never waited for."""

import ast
import os
from pathlib import Path

import pytest

from linter.files.reading import UnreadableError, read_bytes, read_file, read_json, read_text
from tests.support import ROOT
from tests.support.article import CLEAN
from tests.support.newslint import newslint, write

PACKAGE = ROOT / "linter"
OPENERS = {"open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes", "Popen"}
# Who opens files beside the reader, and why.
ALLOWED = {
    "files/reading.py": "the reader",
    "files/writing.py": "the writer: files that are not there yet, or were looked at after they were opened",
    "files/stores.py": "makes `.gitignore` where there is none, never an existing file",
    "files/git.py": "starts git, and nothing else",
    "__main__.py": "the null device, where standard error is closed",
    "cli/main.py": "the null device, where standard output is closed",
    "cluster/inputs.py": "fsspec opens what is no local file",
    "cli/commands/server.py": "standard output under another number, which no rule can print into",
    "server/server.py": "opens a document of the editor, not a file",
    "cli/commands/new.py": "makes a file that is not there yet",
    "text/urls.py": "the public suffix list, which comes with its package",
}


def _calls(module: Path) -> set[str]:
    """Return how a module opens files itself; functions that it imports from the reader and the writer are theirs."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    imported = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in ("linter.files.reading", "linter.files.writing")
        for name in node.names
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
            if name in OPENERS and not (isinstance(node.func, ast.Name) and name in imported):
                found.add(name)
    return found


def test_no_other_module_opens_files() -> None:
    opening = {module.relative_to(PACKAGE).as_posix() for module in PACKAGE.rglob("*.py") if _calls(module)}
    assert opening == set(ALLOWED)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, a_md=CLEAN)
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(1 << 40)
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ["PATH"],
        ["--fix", "PATH"],
        ["--add-ignore=why", "PATH"],
        ["--config", "PATH"],
        ["config", "--config", "PATH"],
        ["--schema", "PATH", "a.md"],
        ["schema", "check", "PATH"],
        ["schema", "impact", "builtin", "PATH"],
        ["--baseline", "PATH", "a.md"],
        ["baseline", "update", "--file", "PATH"],
        ["merge", "PATH"],
        ["links", "--offline", "PATH"],
        ["init", "PATH"],
    ],
    ids=lambda arguments: " ".join(arguments),
)
@pytest.mark.parametrize("path", ["pipe", "/dev/zero", "huge"])
def test_what_is_no_file_is_refused_by_every_command(folder: Path, arguments: list[str], path: str) -> None:
    done = newslint(folder, *(path if word == "PATH" else word for word in arguments), timeout=20)
    assert done.code == 2
    assert any(reason in done.err for reason in ("not a regular file", "larger than", "no such folder", "no such schema"))
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [["-o", "pipe", "a.md"], ["--output-format", "json=pipe", "a.md"], ["merge", "-o", "pipe", "report.json"]]
)
def test_a_report_waits_for_no_reader(folder: Path, arguments: list[str]) -> None:
    newslint(folder, "--output-format", "json=report.json", "a.md")
    done = newslint(folder, *arguments, timeout=20)
    assert done.code == 2
    assert "could not be written to pipe: not a regular file" in done.err


def test_files_that_a_repository_names_are_guarded_too(folder: Path) -> None:
    (folder / "topics.json").mkdir()
    for config in ('schema = "pipe"', 'baseline = "pipe"', 'extend = "pipe"', '[topics]\nfiles = ["pipe"]', '[topics]\nfiles = ["huge"]'):
        write(folder, newslint_toml=config)
        done = newslint(folder, "a.md", timeout=20)
        assert (done.code, done.err.count("newslint: error: ")) == (2, 1), config
    (folder / "newslint.toml").unlink()
    (folder / "main.json").write_text('{"$ref": "pipe"}')
    assert newslint(folder, "--schema", "main.json", "a.md", timeout=20).code == 2
    os.mkfifo(folder / "newslint.toml")
    assert "not a regular file" in newslint(folder, "a.md", timeout=20).err


def test_the_reader_says_why(folder: Path) -> None:
    path = str(folder / "a.md")
    assert read_file(path, 1_000) == CLEAN.encode()
    assert read_file(path, 10) == "larger than 10 bytes"
    assert read_file(path, 10, "[limits] bytes") == "larger than 10 bytes (`[limits] bytes`)"
    assert read_file(folder, 10) == "a folder, not a file"
    assert read_file("a\0b", 10) == "no file can have this name"
    assert read_file(folder / "none", 10) == "no such file"
    (folder / "deep.json").write_text("[" * 100_000)
    (folder / "latin.txt").write_bytes(b"caf\xe9")
    for reader, name in ((read_bytes, "pipe"), (read_text, "latin.txt"), (read_json, "a.md"), (read_json, "deep.json")):
        with pytest.raises(UnreadableError):
            reader(folder / name)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_a_file_that_says_it_is_empty_is_read_up_to_the_limit() -> None:
    assert len(read_bytes("/proc/self/status")) > 100
    assert read_file("/proc/self/status", 100) == "larger than 100 bytes"


def test_standard_input_has_the_limit_of_files(folder: Path) -> None:
    write(folder, newslint_toml="[limits]\nbytes = 1000")
    done = newslint(folder, "--stdin-filename", "b.md", "-", stdin=CLEAN + "x" * 2_000)
    assert (done.code, done.err) == (2, "newslint: error: b.md: larger than 1000 bytes (`[limits] bytes`)\n")
    assert newslint(folder, "--stdin-filename", "b.md", "-", stdin=CLEAN).code == 0

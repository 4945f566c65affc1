"""docs/editors.md holds: what it says to paste can be read by what it is for."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import linter
from tests.support import ROOT
from tests.support.article import WRONG
from tests.support.newslint import newslint
from tests.support.tools import tool

PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def concise(folder: Path) -> str:
    (folder / "a.md").write_text(WRONG.replace("title: Trams", "title: Trams  run"))
    return newslint(folder, "--output-format", "concise", "--no-cache").out


def test_the_settings_can_be_read() -> None:
    assert [next(iter(json.loads(block))) for block in blocks("json")]
    assert tomllib.loads(blocks("toml")[0])["language-server"]["newslint"] == {"command": "newslint", "args": ["server"]}


def test_the_problem_matcher_reads_what_the_command_prints(tmp_path: Path) -> None:
    tasks: dict[str, Any] = next(block for block in map(json.loads, blocks("json")) if "tasks" in block)
    pattern = tasks["tasks"][0]["problemMatcher"]["pattern"]
    read = [match.groups() for line in concise(tmp_path).splitlines() if (match := re.match(pattern["regexp"], line))]

    assert [(found[0], found[1], found[3], found[4]) for found in read] == [
        ("a.md", "3", "warning", "NL403"),
        ("a.md", "8", "error", "NL103"),
    ]


def test_vim_reads_what_the_command_prints_and_the_lua_is_lua(tmp_path: Path) -> None:
    neovim = tool(shutil.which("nvim"), "neovim")
    (tmp_path / "out.txt").write_text(concise(tmp_path))
    (setting,) = re.findall(r"set errorformat=.*", PAGE)
    for number, block in enumerate(blocks("lua")):
        (tmp_path / f"{number}.lua").write_text(block)
    lua = [f"lua assert(loadfile('{number}.lua'))" for number in range(len(blocks("lua")))]
    show = "call writefile(map(getqflist(), 'v:val.lnum . v:val.type . v:val.text'), 'read.txt')"
    steps = [setting, "cgetfile out.txt", show, *lua, "qall!"]
    command = [neovim, "--headless", "-u", "NONE", "-i", "NONE", *(part for step in steps for part in ("-c", step))]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=True)

    assert b"Error" not in done.stderr, done.stderr.decode()
    read = (tmp_path / "read.txt").read_text().splitlines()
    assert [line[:2] for line in read][:2] == ["3w", "8e"]
    assert read[1].startswith("8e`quality` is `650`")


def test_the_extension_reads_the_settings_that_it_declares() -> None:
    folder = ROOT / "editors" / "vscode"
    manifest = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    script = (folder / "src" / "extension.ts").read_text(encoding="utf-8")
    read = {f"newslint.{name}" for name in re.findall(r'settings\.get\("(\w+)"', script)}

    assert set(manifest["contributes"]["configuration"]["properties"]) - {"newslint.trace.server"} == read  # the library reads that one
    assert {command["command"] for command in manifest["contributes"]["commands"]} == set(re.findall(r'Command\("([\w.]+)"', script))
    assert manifest["version"] == linter.__version__
    languages = re.findall(r"LANGUAGES = \[(.*)\]", script)[0].replace('"', "").split(", ")
    assert manifest["activationEvents"] == [f"onLanguage:{language}" for language in languages]


def test_every_option_of_the_command_is_on_the_page(tmp_path: Path) -> None:
    options = set(re.findall(r"^  (--\w+)", newslint(tmp_path, "server", "--help").out, re.MULTILINE))

    assert {"--stdio", "--tcp", "--debounce"} <= options
    assert all(f"`{option}" in PAGE for option in options)

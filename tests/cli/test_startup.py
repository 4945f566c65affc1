"""Start-up is a feature: what a plain check does not need is not imported."""

import json
import subprocess
import sys
from pathlib import Path

from tests.support.articles import write_articles

HEAVY = {
    "asyncio",
    "concurrent.futures",
    "dask",
    "distributed",
    "fsspec",
    "ftfy",
    "hashlib",
    "html.parser",
    "http.client",
    "inspect",
    "jinja2",
    "jsonschema",
    "logging",
    "multiprocessing",
    "pathspec",
    "publicsuffixlist",
    "referencing",
    "requests",
    "rich",
    "selectolax",
    "shutil",
    "sqlite3",
    "subprocess",
    "tempfile",
    "tomllib",
    "typing_extensions",
    "urllib.request",
    "urllib3",
    "uuid",
    "wcwidth",
    "yaml",
}

PROGRAM = """
import json, sys
from linter.cli.main import run
code = run(sys.argv[1:])
print(json.dumps({"code": code, "modules": sorted(sys.modules)}))
"""


def modules_after(*arguments: str, folder: Path) -> tuple[int, set[str]]:
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout.splitlines()[-1])
    return answer["code"], set(answer["modules"])


def test_a_plain_check_of_a_clean_file_imports_nothing_heavy(tmp_path: Path) -> None:
    write_articles(tmp_path, 2)
    code, modules = modules_after("00001.md", folder=tmp_path)
    assert code == 0
    assert modules & HEAVY == set()


def test_a_failing_check_imports_nothing_heavy_either(tmp_path: Path) -> None:
    write_articles(tmp_path, 2)
    code, modules = modules_after("00000.md", folder=tmp_path)
    assert code == 1
    assert modules & HEAVY == set()


def test_a_schema_is_checked_by_the_heavy_implementation(tmp_path: Path) -> None:
    """The other side of the tests above: they would see a module of that list."""
    (tmp_path / "schema.json").write_text('{"title": "Any", "examples": [{}]}', encoding="utf-8")
    code, modules = modules_after("schema", "check", "schema.json", folder=tmp_path)
    assert code == 0
    assert {"jsonschema", "referencing"} <= modules

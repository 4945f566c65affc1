"""The other programs: installed into `.tools/benchmarks`, each checking the same front matter against the same schema."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
TOOLS = ROOT / ".tools" / "benchmarks"
SCHEMA = "article.schema.json"
CORPUS = "."

_PYTHON_PACKAGES = ("check-jsonschema", "yamllint", "ryl")
_NODE_PACKAGES = ("remark-cli", "remark-frontmatter", "remark-lint-frontmatter-schema", "ajv-cli", "ajv-formats", "@sourcemeta/jsonschema")
_REMARK = """\
import remarkFrontmatter from "remark-frontmatter";
import schema from "remark-lint-frontmatter-schema";
export default { plugins: [remarkFrontmatter, [schema, { schemas: { "article.schema.json": ["articles/**/*.md"] } }]] };
"""
_STYLE = "{extends: relaxed, rules: {line-length: disable}}"


class Program(NamedTuple):
    """A program to measure. `command` gets the corpus and whether it is one file, and returns the command to run in the corpus's folder.

    `does` says what it looks at; `most` is the largest corpus that it is asked to check.
    """

    name: str
    does: str
    command: Callable[[Path, bool], list[str]]
    most: int


def install() -> None:
    """Install newslint from this checkout as its users do, and the peers; what is there already stays."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    python = TOOLS / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(TOOLS / "venv")], check=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *_PYTHON_PACKAGES], check=True)
    subprocess.run([*pip, "--force-reinstall", "--no-deps", str(ROOT)], check=True)
    subprocess.run([*pip, str(ROOT)], check=True)
    if not (TOOLS / "node_modules" / ".bin" / "remark").exists():
        npm = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-save", "--prefix", str(TOOLS)]
        subprocess.run([*npm, *_NODE_PACKAGES], check=True)
    (TOOLS / "remarkrc.mjs").write_text(_REMARK, encoding="utf-8")


def prepare(corpus: Path) -> None:
    """Put beside a corpus what the peers want to find there."""
    shutil.copy(ROOT / "schemas" / SCHEMA, corpus / SCHEMA)
    (corpus / ".git").mkdir(exist_ok=True)


def environment() -> dict[str, str]:
    """Return the environment to measure in: as usual, whatever the one around is like."""
    unusual = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPATH", "FORCE_COLOR")
    return {name: value for name, value in os.environ.items() if name not in unusual} | {"NO_COLOR": "1"}


def _python(name: str) -> str:
    return str(TOOLS / "venv" / "bin" / name)


def _node(name: str) -> str:
    return str(TOOLS / "node_modules" / ".bin" / name)


def _yaml(corpus: Path, one: bool) -> str:
    return "yaml/000/000000.yaml" if one else "yaml"


def _article(one: bool) -> str:
    return "articles/000/000000.md" if one else "articles"


def _files(corpus: Path) -> list[str]:
    return [str(path.relative_to(corpus)) for path in sorted((corpus / "yaml").rglob("*.yaml"))]


def _newslint(*options: str) -> Callable[[Path, bool], list[str]]:
    return lambda corpus, one: [_python("newslint"), *options, _article(one)]


def _check_jsonschema(corpus: Path, one: bool) -> list[str]:
    return [_python("check-jsonschema"), "--schemafile", SCHEMA, *_files(corpus)]


def _yamllint(corpus: Path, one: bool) -> list[str]:
    return [_python("yamllint"), "-d", _STYLE, _yaml(corpus, one)]


def _ryl(corpus: Path, one: bool) -> list[str]:
    return [_python("ryl"), "check", "--no-cache", "-d", _STYLE, _yaml(corpus, one)]


def _remark(corpus: Path, one: bool) -> list[str]:
    return [_node("remark"), "--no-config", "--rc-path", str(TOOLS / "remarkrc.mjs"), "--quiet", "--frail", _article(one)]


def _ajv(corpus: Path, one: bool) -> list[str]:
    data = _yaml(corpus, one) if one else "yaml/**/*.yaml"
    return [_node("ajv"), "validate", "--spec=draft2020", "--strict=false", "--all-errors", "-c", "ajv-formats", "-s", SCHEMA, "-d", data]


def _sourcemeta(corpus: Path, one: bool) -> list[str]:
    return [_node("jsonschema"), "validate", "--continue", SCHEMA, _yaml(corpus, one)]


PROGRAMS = (
    Program("newslint, cold", "YAML, schema and all other rules", _newslint("--no-cache"), 100_000),
    Program("newslint, warm", "the same, with its cache", _newslint(), 100_000),
    Program("newslint, one process", "the same, cold", _newslint("--no-cache", "--jobs", "1"), 10_000),
    Program("newslint, YAML and schema", "what the others do, cold", _newslint("--no-cache", "--select", "NL0,NL1"), 10_000),
    Program("newslint --fix", "all rules and safe fixes, nothing to fix left", _newslint("--no-cache", "--fix"), 10_000),
    Program("check-jsonschema", "schema", _check_jsonschema, 10_000),
    Program("remark-lint-frontmatter-schema", "schema", _remark, 10_000),
    Program("ajv-cli", "schema", _ajv, 10_000),
    Program("@sourcemeta/jsonschema", "schema (native)", _sourcemeta, 100_000),
    Program("yamllint", "YAML style", _yamllint, 10_000),
    Program("ryl", "YAML style (native)", _ryl, 100_000),
)

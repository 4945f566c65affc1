"""One self-contained page for people who would rather look than read.

The charts are drawn here; the table is filled in the browser from data in the page, a screenful at a time. Nothing is loaded from
anywhere and nothing but the page's own script and style may run or apply: the content security policy names their hashes.
"""

import hashlib
from base64 import b64encode
from pathlib import Path
from typing import Any, NamedTuple

from linter import __version__
from linter.diagnostics.diagnostic import Severity
from linter.errors import ConfigError
from linter.files.reading import read_text
from linter.reporters import Report, Summary
from linter.reporters.json_text import dump_json
from linter.reporters.page_charts import charts
from linter.reporters.page_data import page_data

try:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
except ModuleNotFoundError:
    raise ConfigError("the format `html` needs Jinja: `pip install 'newslint[html]'`") from None

_FOLDER = Path(__file__).parent / "page"


def render(report: Report) -> str:
    """Return the page."""
    style, script = (_read(name) for name in ("page.css", "page.js"))
    environment = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    page = environment.get_template("page.html").render(
        version=__version__,
        policy=_policy(style, script),
        style=style,
        script=script,
        summary=report.summary,
        severities=[severity.value for severity in Severity],
        tiles=_tiles(report.summary),
        commands=_commands(report.summary),
        nothing_found=_nothing_found(report),
        charts=charts(report),
        failures=report.failures,
        data=_as_data_block(page_data(report)),
    )
    return f"{page}\n"


class Tile(NamedTuple):
    """One number at the top of the page; `severity` gives it a colour unless it is 0."""

    label: str
    number: int
    severity: str = ""


class Command(NamedTuple):
    """A command to copy, and what it does."""

    purpose: str
    text: str


def _tiles(summary: Summary) -> list[Tile]:
    return [
        Tile("errors", summary.errors, "error"),
        Tile("warnings", summary.warnings, "warning"),
        Tile("notes", summary.notes, "note"),
        Tile("files checked", summary.files),
        Tile("safe fixes", summary.fixable),
        Tile("unsafe fixes", summary.unsafe_fixable),
        *_hidden_tiles(summary),
    ]


def _hidden_tiles(summary: Summary) -> list[Tile]:
    """Return the numbers of what is not reported, where there is any."""
    tiles = [
        Tile("accepted by the baseline", summary.accepted),
        Tile("ignored by comments", summary.suppressed),
        Tile("on unchanged lines", summary.unchanged),
    ]
    return [tile for tile in tiles if tile.number]


def _commands(summary: Summary) -> list[Command]:
    safe = [Command("Apply the safe fixes:", "newslint --fix")] if summary.fixable else []
    return safe + ([Command("Look at the unsafe ones, too:", "newslint --diff --unsafe-fixes")] if summary.unsafe_fixable else [])


def _nothing_found(report: Report) -> str:
    if report.failures:
        return "Nothing was found in what could be checked."
    hidden = [f"{tile.number:,} {tile.label}" for tile in _hidden_tiles(report.summary)]
    return f"No new problems found: {', '.join(hidden)}." if hidden else "No problems found."


def _read(name: str) -> str:
    return read_text(_FOLDER / name)


def _policy(style: str, script: str) -> str:
    return f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _as_data_block(value: Any) -> str:
    """Write JSON for a `<script>` that holds data: no text in it may end the element."""
    return dump_json(value).replace("<", "\\u003c")

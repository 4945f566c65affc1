"""A proposed configuration file: each setting below the reason for it."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linter.settings.toml import to_toml, toml_key
from linter.text.wording import escape

_WIDTH = 110


class Row(NamedTuple):
    """One table of a list of tables, with the sentence that says why."""

    pairs: tuple[tuple[str, str], ...]
    why: str


class Setting(NamedTuple):
    """One option with the sentence that says why: `table` is the one it stands in, `""` the top; `rows` are a list of tables."""

    table: str
    key: str
    value: str | float | Sequence[str] | Sequence[float]
    why: str
    rows: tuple[Row, ...] = ()


class Override(NamedTuple):
    """What differs for the files of some globs."""

    files: Sequence[str]
    settings: Sequence[Setting]
    why: str
    when: tuple[str, str] | None = None


def write_toml(head: str, settings: Iterable[Setting], overrides: Iterable[Override] = ()) -> str:
    """Return a configuration file: a comment, then each setting below its reason, then the overrides."""
    parts = [_comment(head), *_tables(settings, "")]
    for override in overrides:
        parts += ["\n[[overrides]]\n", _comment(override.why), f"files = {to_toml(override.files, width=_WIDTH)}\n"]
        if override.when is not None:
            parts.append(f"when = {{ {toml_key(override.when[0])} = {to_toml(override.when[1])} }}\n")
        parts += _tables(override.settings, "overrides.")
    return "".join(parts)


def _tables(settings: Iterable[Setting], prefix: str) -> list[str]:
    tables: dict[str, list[Setting]] = {"": []}
    rows: list[str] = []
    for setting in settings:
        if setting.rows:
            rows += [_row(f"{prefix}{setting.key}", row) for row in setting.rows]
        else:
            tables.setdefault(setting.table, []).append(setting)
    parts: list[str] = []
    for table, content in tables.items():
        if table:
            parts.append(f"\n[{prefix}{table}]\n")
        why = ""
        for setting in content:
            if setting.why and setting.why != why:
                parts.append(("" if parts and parts[-1].startswith("\n[") else "\n") + _comment(setting.why))
            why = setting.why
            parts.append(f"{toml_key(setting.key)} = {to_toml(setting.value, width=_WIDTH)}\n")
    return [*parts, *rows]


def _row(name: str, row: Row) -> str:
    return f"\n[[{name}]]\n{_comment(row.why)}" + "".join(f"{toml_key(key)} = {to_toml(value)}\n" for key, value in row.pairs)


def _comment(text: str) -> str:
    lines = textwrap.wrap(escape(text), _WIDTH, break_on_hyphens=False)
    return "".join(f"# {line}\n" for line in lines)

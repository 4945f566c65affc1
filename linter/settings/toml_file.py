"""Reading a TOML file of a stranger: whatever is in it, the outcome is a table or a ConfigError with the place."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from linter.errors import ConfigError
from linter.files.reading import UnreadableError, read_text

_MOST_BYTES = 1_000_000
_DEEPEST = 50  # tables and lists in one another; options need four
_LARGEST_NUMBER = 1 << 63  # what TOML promises to hold
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"\s*([\w.\"'-]+)\s*=")
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_toml(path: Path) -> dict[str, Any]:
    """Return the table of a TOML file; ConfigError where it cannot be read, is no TOML, or holds what no option could."""
    import tomllib

    try:
        text = read_text(path, _MOST_BYTES)
    except UnreadableError as error:
        raise ConfigError(f"{path}: {error}") from None
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_valid(path, text, str(error)) from None
    except RecursionError:
        raise ConfigError(f"{path}: not valid TOML: tables are nested more than {_DEEPEST} deep") from None
    except ValueError as error:  # a number of five thousand digits
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
    for value, depth in _values(table):
        if depth > _DEEPEST:
            raise ConfigError(f"{path}: tables are nested more than {_DEEPEST} deep")
        if isinstance(value, int) and not -_LARGEST_NUMBER <= value < _LARGEST_NUMBER:
            raise ConfigError(f"{path}: a number has more than 64 bits")
    return table


def _not_valid(path: Path, text: str, problem: str) -> ConfigError:
    """Say where a file is no TOML, with the line and a caret."""
    at = _AT.search(problem)
    if at is None:
        return ConfigError(f"{path}: not valid TOML: {problem}")
    lines = text.split("\n")
    line, column = (int(at[1]), int(at[2])) if at[1] else (len(lines), len(lines[-1]) + 1)
    return ConfigError(f"{path}:{line}:{column}: not valid TOML: {problem[: at.start()]}{_pointed_at(path, lines, line, column)}")


def place_of(path: Path, option: str, item: int = 1) -> tuple[str, str] | None:
    """Return where a file sets an option (`ranges.quality`), as `:3:1` and as its line with a caret below; None where that is not clear.

    Of an option in a list of tables (`overrides.when`) the one in the table with the number `item` is meant.
    """
    try:
        lines = read_text(path, _MOST_BYTES).split("\n")
    except UnreadableError:
        return None
    table = ""
    tables = 0
    for number, line in enumerate(lines, 1):
        header = _HEADER.match(line)
        if header is not None:
            tables += header[1] == "[[" and f"{_bare(header[2])}." == f"{option.partition('.')[0]}."
            bare = _bare(header[2])
            table = f"{bare}." if bare else ""
            name, column = table, header.start(2) + 1
        elif key := _KEY.match(line):
            name, column = f"{table}{_bare(key[1])}.", key.start(1) + 1
        else:
            continue
        if tables and tables != item:
            continue
        if name == f"{option}." or (header is None and f"{option}.".startswith(name)):
            return f":{number}:{column}", _pointed_at(path, lines, number, column)
    return None


def place_of_word(path: Path, word: str, override: int = 0) -> tuple[str, str] | None:
    """Return where a word first stands in quotes, from the override with a number on, as `place_of` does."""
    try:
        lines = read_text(path, _MOST_BYTES).split("\n")
    except UnreadableError:
        return None
    for number, line in enumerate(lines, 1):
        override -= line.lstrip().startswith("[[overrides")
        column = max(line.find(f'"{word}"'), line.find(f"'{word}'"), line.find(f"{word} =")) + 1
        if column and override <= 0 and not line.lstrip().startswith("#"):
            return f":{number}:{column}", _pointed_at(path, lines, number, column)
    return None


def _bare(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split(".")).removeprefix("tool.newslint.").removeprefix("tool.newslint")


def _pointed_at(path: Path, lines: list[str], line: int, column: int) -> str:
    """Return a line with a caret below one of its columns, cut where it is long; nothing of a file that a link leads to."""
    if os.path.realpath(path) != os.path.abspath(path):
        return ""
    shown = lines[line - 1] if line <= len(lines) else ""
    first = max(0, column - 60)
    return f"\n  {shown[first : first + 100].rstrip()}\n  {' ' * (column - 1 - first)}^"


def _values(table: Mapping[str, Any]) -> Iterator[tuple[Any, int]]:
    """Yield every value with its depth, without descending into those that are too deep."""
    waiting: list[tuple[Any, int]] = [(table, 0)]
    while waiting:
        value, depth = waiting.pop()
        yield value, depth
        if isinstance(value, Mapping):
            waiting += [(inner, depth + 1) for inner in value.values()]
        elif isinstance(value, list):
            waiting += [(inner, depth + 1) for inner in value]

"""Files of data in a repository: YAML, JSON, TOML or CSV, read as plain values."""

from os import PathLike, fspath
from typing import Any

from linter.files.reading import UnreadableError, read_json, read_text

SUFFIXES = (".yml", ".yaml", ".json", ".toml", ".csv")
_LARGEST = 10_000_000  # bytes


def read_data(path: "str | PathLike[str]") -> Any:
    """Return what a file of data holds; the rows of a CSV file are mappings of its first row's names.

    Raises UnreadableError, which says why, where it cannot be had or is not what its suffix says.
    """
    suffix = fspath(path)[fspath(path).rfind(".") :].lower()
    if suffix == ".json":
        return read_json(path, _LARGEST)
    text = read_text(path, _LARGEST)
    if suffix == ".toml":
        return _toml(text)
    return _csv(text) if suffix == ".csv" else _yaml(text)


def _toml(text: str) -> Any:
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"not valid TOML: {error}") from None


def _csv(text: str) -> Any:
    import csv

    try:
        return list(csv.DictReader(text.splitlines(keepends=True), strict=True))
    except csv.Error as error:
        raise UnreadableError(f"not valid CSV: {error}") from None


def _yaml(text: str) -> Any:
    import yaml

    try:
        return yaml.load(text, yaml.CSafeLoader)
    except Exception as error:  # noqa: BLE001 (PyYAML raises what it stumbles over: `!!timestamp x`, lists nested a thousand deep)
        words = str(error).splitlines()[:1] if isinstance(error, ValueError | yaml.YAMLError) else []
        raise UnreadableError(f"not valid YAML: {(words or ['it holds what is no YAML'])[0]}") from None

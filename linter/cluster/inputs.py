"""What a cluster lints: files behind fsspec URLs, and tables with one article a row, cut into parts that are read where they are linted."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from linter.errors import ConfigError
from linter.files.discovery import FRONT_MATTER_SUFFIXES, Target
from linter.files.reading import read_file, reason, too_large
from linter.run.checking import FileReport

LINE_SUFFIXES = (".jsonl", ".ndjson")
TABLE_SUFFIXES = (".parquet",)
_BLOCK = 32_000_000  # bytes of JSON lines in a part

# What reading one article gives: its bytes, or the report that it could not be read.
Read = tuple[Target, bytes | FileReport]


class FilesPart(NamedTuple):
    """Files: each with the path that reports show, and the URL that it is read from."""

    targets: tuple[Target, ...]
    urls: tuple[str, ...]

    def read(self, most_bytes: int) -> Iterator[Read]:
        """Yield the files' contents."""
        for target, url in zip(self.targets, self.urls, strict=True):
            yield target, _read_file(target, url, most_bytes)

    def paths(self) -> tuple[str, ...]:
        """Return the paths to report where the part cannot be linted at all."""
        return tuple(target.path for target in self.targets)


class LinesPart(NamedTuple):
    """The JSON lines of a file that begin at or after byte `start` and before `end`."""

    url: str
    start: int
    end: int

    def read(self, most_bytes: int) -> Iterator[Read]:
        """Yield the rows; one without `path` is called by its file and the byte it begins at."""
        import fsspec

        with fsspec.open(self.url, "rb") as file:
            file.seek(max(self.start - 1, 0))
            if self.start:
                file.readline()  # the line that the part before this one reads
            at = file.tell()
            while at < self.end and (line := file.readline()):
                if line.strip():
                    yield _line(f"{self.url}#{at}", line)
                at = file.tell()

    def paths(self) -> tuple[str, ...]:
        """Return the paths to report where the part cannot be linted at all."""
        return (self.url,)


class RowsPart(NamedTuple):
    """One row group of a Parquet file; `first` is the number of its first row."""

    url: str
    group: int
    first: int

    def read(self, most_bytes: int) -> Iterator[Read]:
        """Yield the rows; one without `path` is called by its file and its number."""
        import fsspec

        with fsspec.open(self.url, "rb") as file:
            table = _parquet(file)
            columns = [name for name in ("path", "text") if name in table.schema_arrow.names]
            for number, row in enumerate(table.read_row_group(self.group, columns=columns).to_pylist(), self.first):
                yield _row(f"{self.url}#{number}", row)

    def paths(self) -> tuple[str, ...]:
        """Return the paths to report where the part cannot be linted at all."""
        return (self.url,)


Part = FilesPart | LinesPart | RowsPart


def is_url(path: str) -> bool:
    """Whether a path is one that only fsspec can read."""
    return "://" in path


def files_part(targets: Sequence[Target]) -> FilesPart:
    """Return a part for files that lie where every worker sees them under the same absolute path."""
    urls = [target.path if is_url(target.path) else os.path.abspath(target.path) for target in targets]
    return FilesPart(tuple(targets), tuple(urls))


def find_inputs(url: str) -> tuple[list[Target], list[Part]]:
    """Return the articles and the parts of tables at and below a URL; only names are looked at.

    Raises ConfigError where nothing is there, or the storage's package is missing.
    """
    import fsspec

    _, chain, rest = url.partition("::")
    try:
        storage, path = fsspec.core.url_to_fs(url)
        found = {name: details for name, details in storage.find(path, detail=True).items() if details["type"] == "file"}
    except (ImportError, ValueError, OSError) as error:
        raise ConfigError(f"{url}: {error}") from None
    if not found:
        raise ConfigError(f"{url}: no such file or folder")
    targets: list[Target] = []
    parts: list[Part] = []
    for name in sorted(found):
        suffix = PurePosixPath(name).suffix.lower()
        full = f"{storage.unstrip_protocol(name)}{chain}{rest}"
        below = name[len(path.rstrip("/")) :].strip("/")
        if suffix in LINE_SUFFIXES:
            size = found[name]["size"]
            parts += [LinesPart(full, start, min(start + _BLOCK, size)) for start in range(0, size, _BLOCK)]
        elif suffix in TABLE_SUFFIXES:
            parts += _row_parts(full)
        elif not below or (suffix in FRONT_MATTER_SUFFIXES and not any(step.startswith(".") for step in below.split("/"))):
            targets.append(Target(full, named=not below))
    return targets, parts


def _row_parts(url: str) -> Iterator[RowsPart]:
    import fsspec

    with fsspec.open(url, "rb") as file:
        table = _parquet(file)
        if "text" not in table.schema_arrow.names:
            raise ConfigError(f"{url}: expected a column `text`, found {', '.join(table.schema_arrow.names)}")
        first = 0
        for group in range(table.num_row_groups):
            yield RowsPart(url, group, first)
            first += table.metadata.row_group(group).num_rows


def _parquet(file: Any) -> Any:
    try:
        import pyarrow.parquet
    except ImportError:
        raise ConfigError("Parquet files need the package `pyarrow`") from None
    return pyarrow.parquet.ParquetFile(file)


def _read_file(target: Target, url: str, most_bytes: int) -> bytes | FileReport:
    data = _read_url(url, most_bytes) if is_url(url) else read_file(url, most_bytes, "[limits] bytes")
    return FileReport(target.path, error=data) if isinstance(data, str) else data


def _read_url(url: str, most_bytes: int) -> bytes | str:
    import fsspec

    try:
        with fsspec.open(url, "rb") as file:
            data: bytes = file.read(most_bytes + 1)
    except OSError as error:
        return reason(error)
    except Exception as error:  # noqa: BLE001 (storages raise what they like)
        return f"{type(error).__name__}: {error}"
    return data if len(data) <= most_bytes else too_large(most_bytes, "[limits] bytes")


def _line(place: str, line: bytes) -> Read:
    try:
        row = json.loads(line)
    except ValueError as error:
        return Target(place, named=True), FileReport(place, error=f"not a JSON line: {error}")
    return _row(place, row)


def _row(place: str, row: Any) -> Read:
    text = row.get("text") if isinstance(row, dict) else None
    if not isinstance(text, str):
        return Target(place, named=True), FileReport(place, error="expected a row with the article in `text`")
    path = row.get("path")
    target = Target(path if isinstance(path, str) and path else place, named=True)
    return target, text.encode("utf-8", "surrogatepass")

"""What else of a repository is fuzzed: its caches, and whole runs. `benchmarks.fuzz` makes the inputs."""

import io
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

from linter.cli.main import run
from linter.engine.linter import Linter
from linter.files.discovery import Filters, Target
from linter.files.stores import CACHE_FOLDER
from linter.links.cache import LinkCache
from linter.links.results import LinkResult, Need, State
from linter.run.checking import check_contents
from linter.run.corpus_store import EntryStore
from linter.run.report_cache import ReportCache
from linter.settings.options import Links, Settings

Check = Callable[[bytes, Path], None]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
_URL = "https://www.example.com/"
_ARTICLE = b'---\ntitle: "Trams  are back "\nwebUrl: https://www.example.com/trams\nquality: 900\n---\nBody.\n'
_EXIT_CODES = (0, 1, 2)


class WrongError(Exception):
    """Something that must hold does not."""


def store_kinds(folder: Path) -> dict[str, tuple[Check, list[bytes]]]:
    """Return the kinds of kept files, with a good one each: damaged reports and answers are never believed, and nothing ends a run."""
    return {"reports": _reports(folder / "reports"), "corpus": _corpus(folder / "corpus"), "links": _links(folder / "links")}


def _made(folder: Path) -> Path:
    (folder / CACHE_FOLDER).mkdir(parents=True)
    for name in ("a.md", "b.md"):
        (folder / name).write_bytes(_ARTICLE)
    return folder


def _only_store(folder: Path) -> Path:
    return next(file for file in (folder / CACHE_FOLDER).iterdir() if file.suffix == ".sqlite")


def _replaced(store: Path, data: bytes) -> None:
    for beside in (f"{store.name}-wal", f"{store.name}-shm"):
        store.with_name(beside).unlink(missing_ok=True)
    store.write_bytes(data)


def _reports(folder: Path) -> tuple[Check, list[bytes]]:
    target = Target(str(_made(folder) / "a.md"), named=True)
    linter = Linter(Settings(), now=NOW)
    right = next(iter(check_contents([(target, _ARTICLE)], linter, with_digest=True)))
    with ReportCache(folder) as cache:
        cache.add(target, right, linter)
    store = _only_store(folder)

    def check(data: bytes, _: Path) -> None:
        _replaced(store, data)
        with ReportCache(folder) as cache:
            found = cache.find([target], lambda _: linter)
            if any(report.diagnostics != right.diagnostics for report in found.values()):
                raise WrongError("a report that was not made of this file")
            cache.add(target, right, linter)

    return check, [store.read_bytes()]


def _corpus(folder: Path) -> tuple[Check, list[bytes]]:
    _made(folder)
    linter = Linter(Settings(select=("ALL",)), now=NOW)
    path = str(folder / "a.md")

    def like(*, keep: bool) -> object:
        from linter.source import Source

        entry = linter.entry_of(Source.from_bytes(path, _ARTICLE))
        with EntryStore(folder, Filters(str(folder)), keep=keep) as store:
            return store.entries_like([entry] if entry else [], {path}, lambda _: linter)

    like(keep=True)
    store = _only_store(folder)

    def check(data: bytes, _: Path) -> None:
        _replaced(store, data)
        like(keep=True)  # a row that is damaged may hide an article from the others, but ends no run

    return check, [store.read_bytes()]


def _links(folder: Path) -> tuple[Check, list[bytes]]:
    store = _made(folder) / CACHE_FOLDER / "links.sqlite"
    cache = LinkCache(store, Links(), NOW)
    cache.keep([LinkResult(f"{_URL}{number}", State.OK, status=200) for number in range(5)])
    cache.close()

    def check(data: bytes, _: Path) -> None:
        _replaced(store, data)
        cache = LinkCache(store, Links(), NOW)
        answers = cache.answers({f"{_URL}0": Need(0)})
        if any((result.url, result.state, result.status) != (url, State.OK, 200) for url, result in answers.items()):
            raise WrongError("an answer that was not given")
        cache.close()

    return check, [store.read_bytes()]


def run_check(name: str) -> Check:
    """Return what gives a file to whole runs: they end with 0, 1 or 2, and the second says what the first said."""

    def check(data: bytes, folder: Path) -> None:
        (folder / name).write_bytes(data)
        article = folder / "a.md"
        if name != "a.md":
            article.write_bytes(_ARTICLE)
        given = ["--isolated"] if name == "a.md" else ["--config", str(folder / name)]
        first, second = (_outcome([*given, "--now", "2026-01-01", "--output-format", "concise", str(article)]) for _ in range(2))
        if first != second:
            raise WrongError("the second run does not say what the first said")
        if first[0] not in _EXIT_CODES or "Traceback" in first[2]:
            raise WrongError(f"exit code {first[0]}: {first[2][-100:]}")

    return check


def _outcome(arguments: list[str]) -> tuple[int, str, str]:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = run(arguments)
    said = []
    for stream in (out, err):
        stream.flush()
        said.append(stream.buffer.getvalue().decode("utf-8", "replace"))  # type: ignore[attr-defined]  # it is a BytesIO
    return code, said[0], said[1]

"""Many files: reading them, linting or fixing each, and putting the results in order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, Protocol

from linter.article.facts import ArticleFacts
from linter.corpus.entry import CorpusEntry
from linter.diagnostics.located import Located, locate
from linter.engine.fixing import Applied, Dropped, FixPolicy, fix_source
from linter.engine.linter import Linter
from linter.engine.result import Result, RuleFailure
from linter.files.discovery import Target
from linter.files.reading import read_file, reason
from linter.files.writing import WriteRefusedError, replace_file
from linter.source import Source

_TOGETHER = 64  # files
_MOST_TOGETHER = 1 << 20  # bytes


class FileReport(NamedTuple):
    """What came of one file.

    `skipped`: it was found by walking and is no article. `error`: why it could not be read or written. `changed` holds the old and new
    text where fixing changed it. `suppressed` is what ignore comments took out of the report, `entry` what the corpus keeps of it,
    `facts` what reports tell about the article. `dropped` are fixes that could not be made. `digest` identifies the content that was
    linted, where somebody asked for it.
    """

    path: str
    diagnostics: tuple[Located, ...] = ()
    applied: tuple[Applied, ...] = ()
    failures: tuple[RuleFailure, ...] = ()
    skipped: bool = False
    error: str | None = None
    changed: tuple[str, str] | None = None
    suppressed: tuple[Located, ...] = ()
    entry: CorpusEntry | None = None
    facts: ArticleFacts | None = None
    digest: str = ""
    dropped: tuple[Dropped, ...] = ()


class Reported(Protocol):
    """What a run reports, where that is not everything: what is new, what is on changed lines."""

    def holds(self, diagnostic: Located) -> bool:
        """Whether a diagnostic is reported."""


class FixMode(NamedTuple):
    """How to fix: which fixes, whether to write the files or only say what would change, and where the run reports only a part, which."""

    policy: FixPolicy
    write: bool
    reported: Reported | None = None

    def policy_for(self, linter: Linter, source: Source) -> FixPolicy:
        """Return the policy for one file: what is not reported is not fixed."""
        if self.reported is None:
            return self.policy
        result = linter.lint(source)
        pairs = zip(result.diagnostics, locate(result.document, result.diagnostics, linter.names), strict=True)
        only = frozenset((diagnostic.code, diagnostic.field) for diagnostic, located in pairs if self.reported.holds(located))
        return self.policy._replace(only=only if self.policy.only is None else only & self.policy.only)


LinterFor = Callable[[str], Linter]
Reader = Callable[[str, int], bytes | str]  # a path and the most bytes to read, to the content or to why it cannot be had


def check_files(
    targets: Iterable[Target],
    linter_for: LinterFor,
    fix: FixMode | None = None,
    *,
    reader: Reader | None = None,
    with_digest: bool = False,
) -> Iterator[FileReport]:
    """Lint (and with `fix` mend) each file, in the order given; `reader` gives their content (None: the disk)."""
    for linter, some in grouped(targets, linter_for):
        yield from check_group(some, linter, fix, reader=reader, with_digest=with_digest)


def grouped(targets: Iterable[Target], linter_for: LinterFor) -> Iterator[tuple[Linter, list[Target]]]:
    """Yield runs of files that have one linter, none longer than 64 files."""
    for linter, group in groupby(targets, key=lambda target: linter_for(target.path)):
        same = list(group)
        for start in range(0, len(same), _TOGETHER):
            yield linter, same[start : start + _TOGETHER]


def check_group(
    targets: Iterable[Target],
    linter: Linter,
    fix: FixMode | None = None,
    *,
    reader: Reader | None = None,
    with_digest: bool = False,
) -> Iterator[FileReport]:
    """Lint (and with `fix` mend) files that have one linter."""
    if fix is not None:
        yield from (check_file(target, linter, fix, reader) for target in targets)
    else:
        contents = ((target, _content(target, linter, reader)) for target in targets)
        yield from check_contents(contents, linter, with_digest=with_digest)


def check_contents(
    contents: Iterable[tuple[Target, bytes | FileReport]], linter: Linter, *, with_digest: bool = False
) -> Iterator[FileReport]:
    """Lint what was read, wherever from; where that failed there is a report already.

    Many are read, then parsed, then judged: the processor does each of these faster when it does not have to change between them, which
    takes an eighth off a run.
    """
    waiting: list[tuple[Target, bytes | FileReport]] = []
    size = 0
    for target, content in contents:
        waiting.append((target, content))
        size += len(content) if isinstance(content, bytes) else 0
        if len(waiting) == _TOGETHER or size > _MOST_TOGETHER:
            yield from _check_waiting(waiting, linter, with_digest=with_digest)
            waiting, size = [], 0
    yield from _check_waiting(waiting, linter, with_digest=with_digest)


def _check_waiting(waiting: Sequence[tuple[Target, bytes | FileReport]], linter: Linter, *, with_digest: bool) -> Iterator[FileReport]:
    sources = [Source.from_bytes(target.path, content) for target, content in waiting if isinstance(content, bytes)]
    results = iter(linter.check_all([linter.parse(source) for source in sources]))
    for target, content in waiting:
        if isinstance(content, FileReport):
            yield content
            continue
        result = next(results)
        report = _report(target, result, result.failures, linter)
        yield report._replace(digest=digest(content)) if with_digest else report


def _content(target: Target, linter: Linter, reader: Reader | None) -> bytes | FileReport:
    data = reader(target.path, linter.limits.bytes) if reader else read_file(target.path, linter.limits.bytes, "[limits] bytes")
    return FileReport(target.path, error=data) if isinstance(data, str) else data


def check_file(target: Target, linter: Linter, fix: FixMode | None = None, reader: Reader | None = None) -> FileReport:
    """Lint (and with `fix` mend) one file; whatever goes wrong with it is in the report."""
    data = _content(target, linter, reader)
    if fix is None or isinstance(data, FileReport):
        return next(check_contents([(target, data)], linter))
    source = Source.from_bytes(target.path, data)
    fixed = fix_source(linter, source, fix.policy_for(linter, source))
    report = _report(target, fixed.result, fixed.failures, linter)._replace(dropped=fixed.dropped)
    if fixed.source.text == source.text:
        return report
    refused = _write(Path(target.path), data, fixed.source) if fix.write else None
    if refused is not None:
        result = linter.lint(source)
        return _report(target, result, result.failures, linter)._replace(error=f"not fixed: {refused}")
    return report._replace(applied=fixed.applied, changed=(source.text, fixed.source.text))


def _report(target: Target, result: Result, failures: tuple[RuleFailure, ...], linter: Linter) -> FileReport:
    if not (target.named or result.document.has_front_matter or result.document.resembles_article):
        return FileReport(target.path, skipped=True)
    if not result.diagnostics and not result.suppressed:
        return FileReport(target.path, failures=failures, entry=result.entry, facts=result.facts)
    found = [*result.diagnostics, *(item.diagnostic for item in result.suppressed)]
    located = locate(result.document, found, linter.names)
    shown = len(result.diagnostics)
    suppressed = tuple(item._replace(reason=hidden.reason) for item, hidden in zip(located[shown:], result.suppressed, strict=True))
    return FileReport(target.path, located[:shown], failures=failures, suppressed=suppressed, entry=result.entry, facts=result.facts)


def digest(data: bytes) -> str:
    """Return what identifies a file's content."""
    from hashlib import blake2b

    return blake2b(data, digest_size=16).hexdigest()


def _write(path: Path, old: bytes, source: Source) -> str | None:
    """Write a fixed file; return why it could not be done."""
    try:
        replace_file(path, old, source.to_bytes())
    except WriteRefusedError as refused:
        return str(refused)
    except OSError as error:
        return reason(error)
    return None

"""Diagnostics to bytes. A reporter never filters, never prints and never decides about the exit code."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import NamedTuple

from linter.diagnostics.diagnostic import Severity
from linter.diagnostics.located import Located
from linter.rules.base import DOCS_URL, Rule
from linter.run.checking import FileReport

# A format's name, and the module of this package whose `render` makes it.
FORMATS = {
    "full": "full",
    "concise": "concise",
    "grouped": "grouped",
    "json": "json_format",
    "jsonl": "jsonl",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "rdjson": "rdjson",
    "junit": "junit",
    "markdown": "markdown",
    "html": "html",
    "statistics": "statistics",
}
FOR_PEOPLE = ("full", "concise", "grouped", "statistics")
WIDTH = 110  # of a report that is on no terminal


class Summary(NamedTuple):
    """A run in numbers.

    `fixable` counts diagnostics with a safe fix, `unsafe_fixable` those with an unsafe one. Not reported are the `suppressed` (by ignore
    comments), `accepted` (by the baseline) and `unchanged` ones (on lines that did not change).
    """

    files: int = 0
    skipped: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    fixable: int = 0
    unsafe_fixable: int = 0
    fixed: int = 0
    fixed_files: int = 0
    failed: int = 0
    suppressed: int = 0
    accepted: int = 0
    unchanged: int = 0

    @property
    def diagnostics(self) -> int:
        """Return how many diagnostics there are."""
        return self.errors + self.warnings + self.notes


class Hidden(NamedTuple):
    """What is not reported, for formats that can mark it as such: what ignore comments took out, and what the baseline accepts.

    `accepted` is None where there is no baseline.
    """

    suppressed: Sequence[Located]
    accepted: Sequence[Located] | None


class Report(NamedTuple):
    """Everything a reporter may show.

    `files` are in the order of their paths. `rules` are the enabled ones with their severities. `root` is the folder that machine-readable
    paths are relative to: the repository's root. `failures` are problems of the run itself, one line each. `hidden` is there on request.
    `width` is that of the terminal. `left_out` counts diagnostics that are in `summary`, but no longer in `files`.
    """

    files: Sequence[FileReport]
    summary: Summary
    rules: Sequence[type[Rule]]
    severities: Mapping[str, Severity]
    root: Path
    failures: Sequence[str] = ()
    color: bool = False
    unsafe_fixes: bool = False
    hidden: "Hidden | None" = None
    width: int = WIDTH
    left_out: int = 0

    @property
    def diagnostics(self) -> list[Located]:
        """Every diagnostic, in the order of the report."""
        return [diagnostic for file in self.files for diagnostic in file.diagnostics]

    @property
    def urls(self) -> Mapping[str, str]:
        """Where each rule is documented, by its code."""
        return _Urls({rule.code: rule.url() for rule in self.rules})

    def cut(self, most: int) -> "Report":
        """Return the report with the `most` worst diagnostics, in the order they had."""
        left_out = len(self.diagnostics) - most
        if left_out <= 0:
            return self
        worst = sorted(enumerate(self.diagnostics), key=lambda item: item[1].severity.rank)[:most]
        kept = {number for number, _ in worst}
        numbers = count()
        files = [file._replace(diagnostics=tuple(d for d in file.diagnostics if next(numbers) in kept)) for file in self.files]
        return self._replace(files=files, left_out=left_out)


class _Urls(dict[str, str]):
    """A rule that is enabled for some files only is newslint's own."""

    def __missing__(self, code: str) -> str:
        return f"{DOCS_URL}/{code}"


def reporter(name: str) -> Callable[[Report], str]:
    """Return the function that renders a format; its module is loaded only now."""
    render: Callable[[Report], str] = import_module(f"linter.reporters.{FORMATS[name]}").render
    return render


def summarize(files: Sequence[FileReport], failed: int) -> Summary:
    """Count a run's results."""
    severities = dict.fromkeys(Severity, 0)
    applicabilities = {"safe": 0, "unsafe": 0}
    for file in files:
        for diagnostic in file.diagnostics:
            severities[diagnostic.severity] += 1
            if diagnostic.fix is not None:
                applicabilities[diagnostic.fix.applicability] += 1
    return Summary(
        files=sum(not file.skipped for file in files),
        skipped=sum(file.skipped for file in files),
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        notes=severities[Severity.NOTE],
        fixable=applicabilities["safe"],
        unsafe_fixable=applicabilities["unsafe"],
        fixed=sum(len(file.applied) for file in files),
        fixed_files=sum(bool(file.applied) for file in files),
        failed=failed,
        suppressed=sum(len(file.suppressed) for file in files),
    )

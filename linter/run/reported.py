"""What a run reports: of the diagnostics, which part, and of what went wrong, a line each."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from linter.diagnostics.located import Located
from linter.files.discovery import Missing
from linter.run.checking import FileReport
from linter.run.copies import Copies
from linter.run.linters import Linters
from linter.text.secrets import masked
from linter.text.wording import escape

if TYPE_CHECKING:
    from linter.run.baseline import Key
    from linter.run.changes import Changes


class ReportedPart(NamedTuple):
    """What a run reports: what is on changed lines (None: on all), what the baseline does not accept, and what of related items.

    Of what is reported once for all copies each copy counts: fixed in one place only, it would be reported in the next.
    """

    changes: "Changes | None"
    accepted: "frozenset[Key]"
    root: Path
    copies: Copies

    def holds(self, diagnostic: Located) -> bool:
        """Whether a diagnostic is reported."""
        from linter.run.baseline import keys_of
        from linter.run.changes import is_changed

        if self.copies.report == "own" and self.copies.hold(diagnostic):
            return False
        if self.changes is not None and not is_changed(diagnostic, self.changes):
            return False
        return not self.accepted or self.accepted.isdisjoint(keys_of(diagnostic, self.root, self.copies))


def plugin_lines(linters: Linters) -> list[str]:
    """Return one line for each plugin that could not be used."""
    return [f"plugin `{failure.plugin}` was not used: {failure.error}" for failure in linters.plugin_failures]


def missing_lines(missing: Iterable[Missing]) -> list[str]:
    """Return one line for each path that leads nowhere."""
    return [f"{escape(item.path)}: {item.reason}" for item in missing]


def failure_lines(files: Iterable[FileReport]) -> list[str]:
    """Return one line for each file that could not be read or written, and each rule that failed."""
    lines = []
    for file in files:
        if file.error is not None:
            lines.append(f"{escape(file.path)}: {file.error}")
        lines += [f"{escape(file.path)}: internal error in {f.rule}: {escape(masked(f.error))}" for f in file.failures]
    return lines

"""What newslint reports with a proposed configuration."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from linter.diagnostics.diagnostic import Severity
from linter.diagnostics.located import Located
from linter.run.checking import FileReport

CONFIG = "newslint.toml"


class Trial:
    """What a run reported: `files` by path, relative to the repo."""

    def __init__(self, files: Sequence[FileReport]) -> None:
        self.files = {file.path: file for file in files if not file.skipped}
        self.failed = [file for file in files if file.error is not None]

    @cached_property
    def severities(self) -> Counter[Severity]:
        """How many diagnostics of each severity there are."""
        return Counter(diagnostic.severity for diagnostic in self._diagnostics())

    @cached_property
    def errors(self) -> Counter[str]:
        """By rule, how many errors there are."""
        return Counter(diagnostic.name for diagnostic in self._diagnostics() if diagnostic.severity is Severity.ERROR)

    def _diagnostics(self) -> Iterator[Located]:
        return (diagnostic for file in self.files.values() for diagnostic in file.diagnostics)


TryOut = Callable[[str, Mapping[str, Any]], Trial]  # of a configuration file's text and schemas by their names


def own_errors(trial: Trial, paths: Sequence[str], related: str) -> dict[str, dict[str, set[str]]]:
    """Return by rule the articles with errors in fields of their own, and for each the marked texts; not in copies, below `related`."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path in paths:
        file = trial.files.get(path)
        for diagnostic in file.diagnostics if file is not None else ():
            if diagnostic.severity is Severity.ERROR and not diagnostic.field.startswith(f"{related}/"):
                found[diagnostic.name][path].add(diagnostic.value)
    return found

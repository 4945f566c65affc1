"""newslint checks news articles kept as files with front matter, and fixes what can be fixed safely.

This module is the public API:

>>> from linter import lint_text
>>> [d.code for d in lint_text("---\\npublishedDateTime: 2024-05-01\\n---\\n", select=["NL2"])]
['NL201']
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linter.api import fix_text, lint_text
    from linter.diagnostics.diagnostic import Diagnostic, Severity
    from linter.errors import ConfigError
    from linter.project import Project
    from linter.run.checking import FileReport
    from linter.run.choices import Choices
    from linter.run.options import RunOptions
    from linter.run.pipeline import Run
    from linter.settings.options import Settings
    from linter.source import column_in

__version__ = "0.1.0"
__all__ = [
    "Choices",
    "ConfigError",
    "Diagnostic",
    "FileReport",
    "Project",
    "Run",
    "RunOptions",
    "Settings",
    "Severity",
    "__version__",
    "column_in",
    "fix_text",
    "lint_text",
]

_HOMES = {
    "Choices": "linter.run.choices",
    "ConfigError": "linter.errors",
    "Diagnostic": "linter.diagnostics.diagnostic",
    "FileReport": "linter.run.checking",
    "Project": "linter.project",
    "Run": "linter.run.pipeline",
    "RunOptions": "linter.run.options",
    "Settings": "linter.settings.options",
    "Severity": "linter.diagnostics.diagnostic",
    "column_in": "linter.source",
    "fix_text": "linter.api",
    "lint_text": "linter.api",
}


def __getattr__(name: str) -> Any:  # start-up is a feature: the command loads only what it needs
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)

"""newslint checks news articles kept as files with YAML front matter, and fixes what can be fixed safely.

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
    from linter.settings.options import Settings

__version__ = "0.1.0"
__all__ = ["ConfigError", "Diagnostic", "Settings", "Severity", "__version__", "fix_text", "lint_text"]

_HOMES = {
    "lint_text": "linter.api",
    "fix_text": "linter.api",
    "Diagnostic": "linter.diagnostics.diagnostic",
    "Severity": "linter.diagnostics.diagnostic",
    "Settings": "linter.settings.options",
    "ConfigError": "linter.errors",
}


def __getattr__(name: str) -> Any:  # start-up is a feature: the command loads only what it needs
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)

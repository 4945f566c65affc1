"""The functions behind `from linter import …`."""

from collections.abc import Iterable
from datetime import UTC, datetime

from linter.diagnostics.diagnostic import Diagnostic
from linter.engine.fixing import FixPolicy, fix_source
from linter.engine.linter import Linter
from linter.errors import ConfigError
from linter.settings.options import Settings
from linter.source import Source


def lint_text(
    text: str,
    *,
    path: str = "article.md",
    settings: Settings | None = None,
    select: Iterable[str] = (),
    now: datetime | None = None,
) -> list[Diagnostic]:
    """Lint an article and return its diagnostics in the order of the file.

    `path` decides how the text is read (`.yaml` and `.json` files are whole-file articles) and is what rules see as the file's
    name. `select` overrides the settings' own. `now` is what counts as now, by default the clock. Raises ConfigError when a rule,
    plugin or schema cannot be found.
    """
    return list(_linter(settings, select, now).lint(Source.from_text(path, text)).diagnostics)


def fix_text(
    text: str,
    *,
    path: str = "article.md",
    settings: Settings | None = None,
    select: Iterable[str] = (),
    unsafe: bool = False,
    now: datetime | None = None,
) -> tuple[str, list[Diagnostic]]:
    """Fix an article and return the new text with the diagnostics that are left.

    Only safe fixes are applied unless `unsafe`. Parameters and exceptions are those of `lint_text`.
    """
    linter = _linter(settings, select, now)
    policy = FixPolicy(unsafe, frozenset(rule.code for rule in linter.rules))
    fixed = fix_source(linter, Source.from_text(path, text), policy)
    return fixed.source.text, list(fixed.result.diagnostics)


def _linter(settings: Settings | None, select: Iterable[str], now: datetime | None) -> Linter:
    settings = settings or Settings()
    if chosen := tuple(select):
        settings = settings._replace(select=chosen)
    linter = Linter(settings, now=now or datetime.now(UTC))
    for plugin, error in linter.plugins.failures:
        raise ConfigError(f"plugin `{plugin}` cannot be used: {error}")
    return linter

"""Rules from other packages, found through the entry point group `newslint.rules`.

Only plugins that the configuration names (`plugins = ["house-style"]`) are loaded: what is checked is decided by the repository and
not by what else happens to be installed, and runs without plugins do not pay for a search through all installed packages.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from linter.diagnostics.diagnostic import Finding, Severity
from linter.rules.base import ArticleRule, Context, DocumentRule, Rule, marked_span
from linter.text.patterns import lazy_pattern
from linter.text.wording import escape

GROUP = "newslint.rules"
API_VERSION = 1

_CODE = lazy_pattern(r"(?!NL)[A-Z]{2,8}[0-9]{3}")
_NAME = lazy_pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Plugin(NamedTuple):
    """What an entry point of the group `newslint.rules` leads to.

    `api` is the version of the plugin API that the rules were written for, `rules` their classes.
    """

    api: int
    rules: tuple[type[Rule], ...]


class PluginFailure(NamedTuple):
    """A plugin whose rules do not run, and why."""

    plugin: str
    error: str


class Loaded(NamedTuple):
    """The rules of the plugins that a configuration names.

    `origins` maps a rule's code to its plugin; `versions` holds each package's version and the state of its files, so that a cache can
    tell when other rules are at work, also while somebody is writing them.
    """

    rules: tuple[type[Rule], ...] = ()
    failures: tuple[PluginFailure, ...] = ()
    origins: tuple[tuple[str, str], ...] = ()
    versions: tuple[str, ...] = ()


class UnusableError(Exception):
    """A plugin does not keep to the plugin API."""


@lru_cache(maxsize=64)
def load_plugins(names: tuple[str, ...]) -> Loaded:
    """Load the plugins with these entry point names, in this order.

    A plugin that is not installed, fails to import, or breaks the API is left out as a whole and told in `failures`.
    """
    if not names:
        return Loaded()
    from importlib.metadata import entry_points

    installed = {point.name: point for point in entry_points(group=GROUP)}
    loaded = Loaded()
    for name in dict.fromkeys(names):
        point = installed.get(name)
        try:
            if point is None:
                raise UnusableError(f"not installed: no package has the entry point `{name}` in the group `{GROUP}`")
            rules = _checked_rules(point.load(), loaded.rules)
        except (Exception, SystemExit) as error:  # noqa: BLE001 (whatever somebody else's code does on import)
            reason = str(error) if isinstance(error, UnusableError) else f"{type(error).__name__}: {error}"
            loaded = loaded._replace(failures=(*loaded.failures, PluginFailure(name, escape(reason))))
            continue
        loaded = Loaded(
            (*loaded.rules, *rules),
            loaded.failures,
            (*loaded.origins, *((rule.code, name) for rule in rules)),
            (*loaded.versions, f"{name} {point.dist and point.dist.version} {_files(point.module)}"),
        )
    return loaded


def _files(module: str) -> list[tuple[str, int, int]]:
    """Return the Python files of a plugin's package, with modification times (nanoseconds) and sizes."""
    package = sys.modules[module.partition(".")[0]]
    folders = [Path(folder) for folder in getattr(package, "__path__", ())]
    files = [file for folder in folders for file in folder.rglob("*.py")] or [Path(package.__file__ or "")]
    return sorted((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files if file.is_file())


def _checked_rules(plugin: object, others: Sequence[type[Rule]]) -> tuple[type[Rule], ...]:
    """Return a plugin's rules; UnusableError says how it breaks the API."""
    from linter.rules.registry import ALL_RULES

    if not isinstance(plugin, Plugin):
        raise UnusableError(f"expected a `linter.rules.plugins.Plugin`, found {type(plugin).__name__}")
    if plugin.api != API_VERSION:
        raise UnusableError(f"written for plugin API {plugin.api}, this newslint has {API_VERSION}")
    taken = {word: rule for rule in (*ALL_RULES, *others) for word in (rule.code, rule.name)}
    for rule in plugin.rules:
        _check_rule(rule)
        for word in (rule.code, rule.name):
            if word in taken:
                raise UnusableError(f"its rule `{rule.__name__}` takes `{word}`, which {taken[word].code} has")
            taken[word] = rule
    return tuple(plugin.rules)


def _check_rule(rule: object) -> None:
    if not isinstance(rule, type) or not issubclass(rule, ArticleRule | DocumentRule):
        raise UnusableError(f"expected subclasses of ArticleRule or DocumentRule as rules, found {rule!r}")
    code, name = getattr(rule, "code", None), getattr(rule, "name", None)
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise UnusableError(f"its rule `{rule.__name__}` needs a code like `HS001` (`NL` is newslint's own), found `{code}`")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise UnusableError(f"its rule `{rule.__name__}` needs a name like `shouting-title`, found `{name}`")
    if not isinstance(rule.severity, Severity):
        raise UnusableError(f"its rule `{rule.__name__}` needs a `linter.diagnostics.diagnostic.Severity`, found `{rule.severity}`")


def guarded_check(rule: ArticleRule | DocumentRule) -> Callable[[Any, Context], Iterator[Finding]]:
    """Return a plugin's rule's check, which then raises an Exception for whatever would break the run or a report."""

    def check(subject: Any, context: Context) -> Iterator[Finding]:
        length = len(context.document.source.text)
        try:
            for finding in rule.check(subject, context):
                if not isinstance(finding, Finding):
                    raise TypeError(f"yielded something else than findings: {finding!r}")
                span = marked_span(context.document, finding)
                if not 0 <= span.start <= span.end <= length:
                    raise ValueError(f"marked a span outside of the file: {tuple(span)}")
                yield finding
        except SystemExit as error:
            raise RuntimeError(f"tried to end the program: {error}") from None

    return check

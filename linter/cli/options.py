"""The options that commands share, and what they make of them: settings, the clock, output."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter.engine.linter import Linter
from linter.errors import ConfigError
from linter.rules.base import Rule
from linter.rules.plugins import PluginFailure
from linter.settings.options import Settings

if TYPE_CHECKING:
    from linter.engine.profiling import Profile
    from linter.links.results import LinkResults
    from linter.settings.config_file import Config, Override

_SEVERITIES = ("error", "warning", "note", "off")


def add_rule_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that decide which rules run and how."""
    group = parser.add_argument_group("rules")
    group.add_argument("--select", metavar="RULES", action="append", help="run only these: codes, prefixes, names, comma-separated; ALL")
    group.add_argument("--ignore", metavar="RULES", action="append", help="do not run these")
    group.add_argument("--severity", metavar="RULE=SEVERITY", action="append", help="error, warning, note or off for one rule")
    group.add_argument("--schema", metavar="FILE", help="a JSON Schema to use instead of the built-in one")
    group.add_argument("--config", metavar="FILE", help="the configuration file; default: the closest one above each article")
    group.add_argument("--isolated", action="store_true", help="use no configuration file")
    group.add_argument("--now", metavar="TIME", help="what counts as now, as 2024-05-01 or 2024-05-01T06:00:00Z")


def parse_now(text: str | None) -> datetime:
    """Return the time that counts as now: `text`, or the clock."""
    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"`--now`: expected a time like 2024-05-01T06:00:00Z, found `{text}`") from None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


class SettingsFinder:
    """Finds each file's settings: the closest configuration file, its overrides, the command line's words on top."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.now = parse_now(options.now)
        self.settings = cache(self._settings)
        self.config_for = cache(self._config_for)
        self.linter = cache(self._linter)
        self.linters: dict[str, Linter] = {}  # by folder, where all files of a folder have the same
        self.links: LinkResults | None = None
        self.profile = _profile() if getattr(options, "profile", False) else None
        self.plugin_failures: dict[PluginFailure, None] = {}  # each once, in the order in which they came up
        self.rules: dict[type[Rule], None] = {}  # those that are enabled somewhere

    def here(self) -> Linter:
        """Return the linter for the working directory, which also decides about the run as a whole."""
        return self._linter_with(self.config_for("."), ())

    def linter_for(self, path: str) -> Linter:
        """Return the linter for a file."""
        folder = path.rpartition("/")[0] or os.path.dirname(path)  # noqa: PTH120 (once per file, where `dirname` alone takes half the time)
        linter = self.linters.get(folder)
        if linter is not None:
            return linter
        config = self.config_for(folder)
        if config is not None and config.overrides:
            return self._linter_with(config, config.overrides_for(path))
        return self.linters.setdefault(folder, self._linter_with(config, ()))

    def _linter_with(self, config: "Config | None", overrides: "tuple[Override, ...]") -> Linter:
        try:
            return self.linter(self.settings(config, overrides))
        except ConfigError as error:
            where = config.where_said(error.about, overrides) if config is not None and error.about else ""
            raise ConfigError(f"{where}: {error}" if where else str(error)) from None

    def use_links(self, results: "LinkResults") -> None:
        """Let the linters from now on also report on links."""
        self.links = results
        self.linter = cache(self._linter)
        self.linters = {}

    def config_path(self, folder: str) -> Path | None:
        """Return the configuration file that counts in a folder."""
        if self.options.config:
            return Path(self.options.config)
        if self.options.isolated:
            return None
        from linter.settings.config_file import find_config

        return find_config(Path(folder).absolute())

    def _config_for(self, folder: str) -> "Config | None":
        path = self.config_path(folder)
        if path is None:
            return None
        from linter.settings.config_file import load_config

        return load_config(path)

    def _settings(self, config: "Config | None", overrides: "tuple[Override, ...]") -> Settings:
        return self.with_options(config.settings(overrides) if config is not None else Settings())

    def with_options(self, settings: Settings) -> Settings:
        """Lay the command line's words over settings."""
        options = self.options
        changes: dict[str, Any] = {}
        if options.select:
            changes["select"] = split_lists(options.select)
        if options.ignore:
            changes["ignore"] = (*settings.ignore, *split_lists(options.ignore))
        if options.severity:
            changes["severity"] = (*settings.severity, *map(_severity_pair, options.severity))
        if options.schema:
            changes["schema"] = options.schema
        if getattr(options, "fail_on", None):
            changes["fail_on"] = options.fail_on
        if getattr(options, "related", None):
            changes["related"] = settings.related._replace(report=options.related)
        return settings._replace(**changes) if changes else settings

    def _linter(self, settings: Settings) -> Linter:
        linter = Linter(settings, now=self.now) if self.profile is None else _profiled(settings, self.now, self.profile)
        self.plugin_failures.update(dict.fromkeys(linter.plugins.failures))
        self.rules.update(dict.fromkeys(type(rule) for rule in linter.rules))
        return linter if self.links is None else linter.with_links(self.links)


def _profile() -> "Profile":
    from linter.engine.profiling import Profile

    return Profile()


def _profiled(settings: Settings, now: datetime, profile: "Profile") -> Linter:
    from linter.engine.profiling import ProfiledLinter

    return ProfiledLinter(settings, now=now, profile=profile)


def split_lists(values: list[str]) -> tuple[str, ...]:
    """Turn `["A,B", "C"]` into `("A", "B", "C")`."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _severity_pair(text: str) -> tuple[str, str]:
    rule, _, severity = text.partition("=")
    if severity not in _SEVERITIES:
        raise ConfigError(f"`--severity`: expected RULE={'|'.join(_SEVERITIES)}, found `{text}`")
    return rule, severity


def wants_color(choice: str, *, is_terminal: Callable[[], bool] = lambda: sys.stdout.isatty()) -> bool:
    """Decide about colours: `always`, `never`, or by NO_COLOR (no-color.org), FORCE_COLOR and the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (is_terminal() and os.environ.get("TERM") != "dumb")

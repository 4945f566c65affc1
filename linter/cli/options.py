"""The options that commands share, and what they make of them: settings, the clock, output."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from linter.engine.fixing import FixPolicy
from linter.engine.linter import Linter
from linter.errors import ConfigError
from linter.files.sharding import parse_shard
from linter.run.checking import FixMode
from linter.run.choices import Choices
from linter.run.linters import Linters
from linter.run.options import LinkOptions, LintElsewhere, RunOptions
from linter.settings.loading import CHOICES, SPELLINGS

_SEVERITIES = CHOICES["severity"]


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


def linters_of(options: argparse.Namespace) -> Linters:
    """Return the linters that a command line asks for."""
    return Linters(choices_of(options), parse_now(options.now))


def choices_of(options: argparse.Namespace) -> Choices:
    """Return what a command line says on top of the configuration."""
    return Choices(
        select=split_lists(options.select or []),
        ignore=split_lists(options.ignore or []),
        severity=tuple(map(_severity_pair, options.severity or [])),
        schema=options.schema or "",
        fail_on=getattr(options, "fail_on", None) or "",
        related=getattr(options, "related", None) or "",
        config=Path(options.config) if options.config else None,
        isolated=options.isolated,
    )


def run_options(options: argparse.Namespace, linters: Linters) -> RunOptions:
    """Return what the command line of `newslint check` wants to be done."""
    from_files = "-" not in options.paths
    return RunOptions(
        fix=_fix_mode(options, linters.here(), write=from_files),
        force_exclude=options.force_exclude,
        follow_links=options.follow_links,
        shard=parse_shard(options.shard) if options.shard is not None else None,
        staged=options.staged,
        changed_since=options.changed_since or "",
        whole_files=options.whole_files,
        baseline=options.baseline or "",
        links=_link_options(options) if options.check_links else None,
        jobs=options.jobs or 0,
        cached=not options.no_cache,
        elsewhere=_cluster(options) if options.cluster is not None else None,
    )


def _fix_mode(options: argparse.Namespace, here: Linter, *, write: bool) -> FixMode | None:
    if not (options.fix or options.diff or options.fix_only):
        return None
    return FixMode(FixPolicy(options.unsafe_fixes, here.fixable_codes), write=write and not options.diff)


def _link_options(options: argparse.Namespace) -> LinkOptions:
    return LinkOptions(options.offline, options.link_time_budget, split_lists(options.allow_host or []))


def _cluster(options: argparse.Namespace) -> LintElsewhere:
    for name in ("fix", "diff", "fix_only", "staged", "changed_since", "check_links", "profile", "shard"):
        if getattr(options, name):
            raise ConfigError(f"`--{name.replace('_', '-')}` does not go together with `--cluster`")
    from linter.cluster.driver import check_on_cluster

    return partial(check_on_cluster, options.cluster)


def split_lists(values: list[str]) -> tuple[str, ...]:
    """Turn `["A,B", "C"]` into `("A", "B", "C")`."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _severity_pair(text: str) -> tuple[str, str]:
    rule, _, word = text.partition("=")
    severity = severity_word(word)
    if severity not in _SEVERITIES:
        raise ConfigError(f"`--severity`: expected RULE={'|'.join(_SEVERITIES)}, found `{text}`")
    return rule, severity


def severity_word(text: str) -> str:
    """Return how newslint calls a severity that others call otherwise."""
    return SPELLINGS.get(text, text)


def wants_color(choice: str, *, is_terminal: Callable[[], bool] = lambda: sys.stdout.isatty()) -> bool:
    """Decide about colours: `always`, `never`, or by NO_COLOR (no-color.org), FORCE_COLOR and the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (is_terminal() and os.environ.get("TERM") != "dumb")

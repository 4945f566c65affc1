"""The options of `newslint check`."""

import argparse

from linter.cli.options import add_rule_options, severity_word
from linter.cli.parsing import Parser
from linter.diagnostics.diagnostic import Severity
from linter.errors import ConfigError
from linter.reporters import FORMATS
from linter.settings.loading import CHOICES

_FOR_LINKS = ("offline", "link_time_budget", "allow_host", "links_report")
_NOT_FOR_STANDARD_INPUT = ("staged", "changed_since", "add_ignore", "watch")


def parse_check_arguments(arguments: list[str], command: str = "check") -> argparse.Namespace:
    """Parse the command line of `newslint check` or `links`; `--add-ignore` takes its reason after `=` only, never a path that follows.

    Raises ConfigError for options that would have no effect together.
    """
    options: argparse.Namespace = check_parser(command).parse_args(list(map(_own_spelling, arguments)))
    _read_standard_input(options)
    _refuse_what_has_no_effect(options)
    return options


def _own_spelling(argument: str) -> str:
    """Return an argument as newslint spells it: `-f` and `--format` are what other linters call `--output-format`."""
    name, equals, value = argument.partition("=")
    if name in ("-f", "--format"):
        return f"--output-format{equals}{value}"
    return "--add-ignore=" if argument == "--add-ignore" else argument


def _read_standard_input(options: argparse.Namespace) -> None:
    """Take `--stdin-filename` without a path as `-`, and give standard input its name."""
    if options.stdin_filename is not None and not options.paths:
        options.paths = ["-"]
    if options.stdin_filename is not None and "-" not in options.paths:
        raise ConfigError("`--stdin-filename` is the name of what comes on standard input (`-`), and files are named beside it")
    options.stdin_filename = options.stdin_filename or "-"


def _refuse_what_has_no_effect(options: argparse.Namespace) -> None:
    if "" in options.paths:
        raise ConfigError("one of the paths is empty; this folder is `.`")
    for name in () if options.check_links else _FOR_LINKS:
        if is_given(options, name):
            raise ConfigError(f"{_flag(name)} has no effect without `--check-links`")
    if options.offline and options.no_cache:
        raise ConfigError("`--offline` answers from the cache, and `--no-cache` uses none")
    if options.watch and options.add_ignore is not None:
        raise ConfigError("`--add-ignore` is done once: it does not go together with `--watch`")
    for name in _NOT_FOR_STANDARD_INPUT if "-" in options.paths else ():
        if is_given(options, name):
            raise ConfigError(f"{_flag(name)} is for files, not for standard input (`-`)")


def is_given(options: argparse.Namespace, name: str) -> bool:
    """Whether a command line gives an option, by its name in the parsed options."""
    value = getattr(options, name)
    return value is not None and value is not False  # 0 is a value


def _flag(name: str) -> str:
    return f"`--{name.replace('_', '-')}`"


def check_parser(command: str) -> Parser:
    """Return the parser of `newslint check`, in groups as `--help` shows them; `command` is what it is called by."""
    parser = Parser(
        prog=f"newslint {command}",
        description="Check links, and report only on them."
        if command == "links"
        else "Check news articles kept as files with front matter.",
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders and globs; `-` for standard input; default: this folder")
    parser.add_argument("--stdin-filename", metavar="PATH", help="the name of what comes on standard input")
    parser.add_argument("--watch", action="store_true", help="run again whenever articles, configuration, schema or topics change")
    parser.add_argument("--force-exclude", action="store_true", help="leave out excluded files even when they are named")
    parser.add_argument("--follow-links", action="store_true", help="also read files that symbolic links lead to outside the repository")
    add_rule_options(parser)
    _add_fix_options(parser)
    _add_scope_options(parser)
    _add_link_options(parser)
    _add_report_options(parser)
    _add_speed_options(parser)
    return parser


def _add_fix_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("fixing")
    group.add_argument("--fix", action="store_true", help="apply safe fixes")
    group.add_argument("--unsafe-fixes", action="store_true", help="with --fix or --diff: apply unsafe fixes, too")
    group.add_argument("--diff", action="store_true", help="show what --fix would change, and write nothing")
    group.add_argument("--fix-only", action="store_true", help="apply fixes and do not report what is left")
    group.add_argument("--show-fixes", action="store_true", help="list the fixes that were applied")
    group.add_argument("--exit-non-zero-on-fix", action="store_true", help="exit with 1 when something was fixed")
    group.add_argument("--add-ignore", metavar="REASON", help="ignore what is there now by comments: --add-ignore, or --add-ignore=REASON")


def _add_scope_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("only what is new")
    group.add_argument("--changed-since", metavar="REV", help="report only lines that were added or edited since a git revision")
    group.add_argument("--staged", action="store_true", help="report only lines that are staged for the next commit")
    group.add_argument("--whole-files", action="store_true", help="with the two above: report everything in the changed files")
    group.add_argument(
        "--related", choices=CHOICES["related.report"], help="what to report of related items: all, each defect once, or nothing (own)"
    )
    group.add_argument("--baseline", metavar="FILE", help="accept the diagnostics listed in this file; see `newslint baseline`")


def _add_link_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("links")
    group.add_argument("--check-links", action="store_true", help="also check links over the network")
    group.add_argument("--offline", action="store_true", help="with --check-links: answer from the cache only")
    group.add_argument("--link-time-budget", metavar="SECONDS", type=float, help="how long checking links may take in all; 0: no limit")
    group.add_argument("--allow-host", metavar="HOST", action="append", help="let a host through the address guard, whatever its address")
    group.add_argument("--links-report", metavar="FILE", help="write every URL with its state, status, redirects and time, as JSON lines")


def _add_report_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("report")
    formats = f"{', '.join(FORMATS)}; auto: github in GitHub Actions (with a step summary), else full; may be repeated; default: full"
    group.add_argument("--output-format", metavar="FORMAT[=FILE]", action="append", help=formats)
    group.add_argument(
        "-o",
        "--output-file",
        metavar="FILE",
        help="write the report to a file; its suffix (.json, .sarif, .html, .xml, .md) chooses the format",
    )
    group.add_argument(
        "--max-diagnostics",
        metavar="N",
        type=_whole_number,
        help="show at most the N worst in full, concise and grouped; 0: all; default: 100 on a terminal, else all",
    )
    group.add_argument("--statistics", action="store_true", help="print counts per rule instead of the diagnostics")
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    group.add_argument("-q", "--quiet", action="store_true", help="print nothing when all is well, and no summary")
    group.add_argument(
        "--fail-on", type=severity_word, choices=[s.value for s in Severity], help="lowest severity that makes the run fail; default: error"
    )
    group.add_argument("--max-warnings", metavar="N", type=_whole_number, help="exit with 1 when there are more than N warnings")
    group.add_argument(
        "--show-suppressed", action="store_true", help="in SARIF: also what comments ignore and the baseline accepts, marked so"
    )
    group.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")


def _add_speed_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("speed")
    group.add_argument("-j", "--jobs", metavar="N", type=_positive, help="how many processes lint at most; default: one for each core")
    group.add_argument("--shard", metavar="PART/PARTS", help="lint one part of the files, as 3/10; `newslint merge` joins the reports")
    group.add_argument("--cluster", metavar="ADDRESS", help="lint on the Dask cluster whose scheduler is there: tcp://scheduler:8786")
    group.add_argument("--no-cache", action="store_true", help="check every file anew, and do not write to .newslint_cache")
    group.add_argument("--profile", action="store_true", help="print what each rule and phase costs")


def _whole_number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"expected a whole number from 0 on, found `{text}`")
    return number


def _positive(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1 on, found `{text}`")
    return number

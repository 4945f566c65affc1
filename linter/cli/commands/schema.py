"""`newslint schema [print|check|impact]`: look at a schema, test it, and see what another one would change."""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from linter.article.fields import Vocabulary, vocabulary_of
from linter.cli.commands.config import effective_settings
from linter.cli.options import add_rule_options, linters_of
from linter.cli.output import print_text
from linter.cli.parsing import Parser
from linter.diagnostics.diagnostic import Severity
from linter.errors import ConfigError
from linter.files.discovery import discover
from linter.files.writing import write_text
from linter.rules.registry import selector_of
from linter.run.checking import FileReport, check_files
from linter.run.pipeline import scope_of
from linter.run.reported import failure_lines, missing_lines, plugin_lines
from linter.schema.schema import read_schema, schema_file
from linter.settings.options import Ranges, Settings
from linter.text.wording import counted, did_you_mean, escape

_BUILTIN = "builtin"


def main(arguments: list[str]) -> int:
    """Run the action that is named, `print` by default."""
    actions = {"print": _print, "check": _check, "impact": _impact}
    name = arguments.pop(0) if arguments and arguments[0] in actions else "print"
    if name == "print" and arguments and arguments[0].isalpha() and not os.path.lexists(arguments[0]):
        close = did_you_mean(arguments[0], actions) or "; the actions are `print`, `check` and `impact`"
        raise ConfigError(f"{arguments[0]}: no such file, and no action of `newslint schema`{close}")
    if name == "print" and arguments[:1] in (["-h"], ["--help"]):
        print(
            "usage: newslint schema [print|check|impact] [OPTIONS]\n\n" + "\n".join(f"  {key:<8}{f.__doc__}" for key, f in actions.items())
        )
        return 0
    return actions[name](arguments)


def _print(arguments: list[str]) -> int:
    """Print the schema that counts, with the configured ranges."""
    options = _print_parser().parse_args(arguments)
    settings = Settings() if options.builtin else effective_settings(linters_of(options), options.article or "article.md")[0]
    schema = read_schema(settings.schema, settings.ranges, vocabulary_of(settings.fields))
    print_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n")
    return 0


def _check(arguments: list[str]) -> int:
    """Check schemas: their form, unknown formats and keywords, and the examples that are their tests."""
    options = _check_parser().parse_args(arguments)
    if options.files:
        wanted = [Settings(schema="" if file == _BUILTIN else file) for file in options.files]
    else:
        wanted = [linters_of(options).here().settings]
    return max([_check_one(settings.schema, settings.ranges, vocabulary_of(settings.fields)) for settings in wanted])


def _check_one(path: str, ranges: Ranges, fields: Vocabulary) -> int:
    from linter.schema.checks import check_schema

    name = os.path.relpath(path) if path else "the built-in schema"
    check = check_schema(read_schema(path, ranges, fields), schema_file(path).absolute().as_uri(), path)
    for fault in check.faults:
        print_text(f"{escape(name)}#{escape(fault.pointer)}: {fault.message}\n")
    count = len(check.faults)
    found = counted(count, "problem") if count else "no problems"
    examples = f"{counted(check.examples, 'example')}, {counted(check.counter_examples, 'counter-example')}"
    print_text(f"{escape(name)}: {found} ({examples}).\n")
    return int(bool(count))


def _impact(arguments: list[str]) -> int:
    """Say which articles start or stop failing when one schema takes another's place, by field."""
    options = _impact_parser().parse_args(arguments)
    from linter.run.schema_impact import compare_reports, impact_as_json, impact_as_text

    with tempfile.TemporaryDirectory() as scratch:
        before, failures = _reports_under(options, _schema_path(options.old, Path(scratch) / "old.json"))
        after, more_failures = _reports_under(options, _schema_path(options.new, Path(scratch) / "new.json"))
    for line in dict.fromkeys([*failures, *more_failures]):
        print(f"newslint: error: {line}", file=sys.stderr)
    impact = compare_reports(before, after, Severity(linters_of(options).here().settings.fail_on))
    print_text(json.dumps(impact_as_json(impact), indent=2, ensure_ascii=False) + "\n" if options.json else impact_as_text(impact))
    return 2 if failures or more_failures else int(bool(impact.starting))


def _schema_path(schema: str, scratch: Path) -> str:
    """Return the file of a schema named on the command line: a path, `builtin`, or `REVISION:PATH`, which git writes to `scratch`."""
    if schema == _BUILTIN:
        return str(schema_file(""))
    if Path(schema).is_file():
        return schema
    if ":" in schema:
        from linter.files.git import GitError, ask_git

        try:
            answer = ask_git("cat-file", "blob", "--end-of-options", schema)
        except GitError as error:
            raise ConfigError(f"{escape(schema)}: {error}") from None
        if answer.code == 0:
            write_text(scratch, answer.text)
            return str(scratch)
    raise ConfigError(f"{escape(schema)}: no such schema")


def _reports_under(options: argparse.Namespace, schema: str) -> tuple[list[FileReport], list[str]]:
    """Run the schema rules with a schema; return the reports and what went wrong."""
    linters = linters_of(argparse.Namespace(**{**vars(options), "schema": schema, "select": options.select or [selector_of("schema")]}))
    scope = scope_of(linters)
    targets, missing = discover(options.paths or ["."], scope.filters)
    reports = list(check_files(targets, linters.linter_for))
    return reports, [*plugin_lines(linters), *missing_lines(missing), *failure_lines(reports)]


def _print_parser() -> Parser:
    parser = Parser(prog="newslint schema print", description=_print.__doc__)
    parser.add_argument("article", nargs="?", metavar="ARTICLE", help="the file whose schema is meant; default: what counts in this folder")
    parser.add_argument("--builtin", action="store_true", help="print newslint's own schema as it is")
    add_rule_options(parser)
    return parser


def _check_parser() -> Parser:
    parser = Parser(prog="newslint schema check", description=_check.__doc__)
    parser.add_argument("files", nargs="*", metavar="FILE", help="default: the schema that counts in this folder")
    add_rule_options(parser)
    return parser


def _impact_parser() -> Parser:
    parser = Parser(prog="newslint schema impact", description=f"{_impact.__doc__} The exit code is 1 when an article starts to fail.")
    parser.add_argument("old", metavar="OLD", help=f"a schema file, `{_BUILTIN}`, or one in git: `HEAD:article.schema.json`")
    parser.add_argument("new", metavar="NEW", help="likewise")
    parser.add_argument("paths", nargs="*", default=[], metavar="PATH", help="articles, and folders of them; default: this folder")
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_rule_options(parser)
    return parser


def action_parsers() -> dict[str, Parser]:
    """Return the parser of each action."""
    return {"print": _print_parser(), "check": _check_parser(), "impact": _impact_parser()}

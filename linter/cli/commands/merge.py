"""`newslint merge REPORT …`: one report from those of shards."""

import sys
from pathlib import Path
from typing import Any

from linter.cli.options import severity_word
from linter.cli.output import print_text
from linter.cli.parsing import Parser
from linter.diagnostics.diagnostic import Severity
from linter.errors import ConfigError
from linter.files.reading import UnreadableError, read_json
from linter.files.writing import why_not_written, write_text
from linter.reporters.json_text import dump_json
from linter.reporters.merging import merge


def main(arguments: list[str]) -> int:
    """Join reports; return 0 when clean, 1 with diagnostics that count, 2 when a shard's run failed."""
    options = command_parser().parse_args(arguments)
    merged = merge([(name, _read(name)) for name in options.reports])
    text = dump_json(merged.document, indent=merged.indent) + "\n"
    if options.output_file is None:
        print_text(text, to_stderr=False)
    else:
        _write(Path(options.output_file), text)
    if merged.failed:
        print("newslint: error: a shard's run failed: see the failures in the report", file=sys.stderr)
        return 2
    worst = Severity(options.fail_on).rank
    return int(not options.exit_zero and any(Severity(word).rank <= worst for word in merged.severities))


def _read(name: str) -> Any:
    try:
        return read_json(name)
    except UnreadableError as error:
        raise ConfigError(f"{name}: {error}") from None


def _write(file: Path, text: str) -> None:
    try:
        write_text(file, text)
    except OSError as error:
        raise ConfigError(f"the report could not be written to {file}: {why_not_written(error)}") from None


def command_parser() -> Parser:
    """Return the parser of `newslint merge`."""
    parser = Parser(
        prog="newslint merge", description="Join the JSON or SARIF reports of `newslint check --shard 1/3` and its siblings into one."
    )
    parser.add_argument("reports", nargs="+", metavar="REPORT", help="the files that the shards wrote with `--output-format json=FILE`")
    parser.add_argument("-o", "--output-file", metavar="FILE", help="write the report to a file; default: standard output")
    parser.add_argument(
        "--fail-on",
        type=severity_word,
        choices=[s.value for s in Severity],
        default="error",
        help="lowest severity that makes the run fail; default: error",
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever the shards found")
    return parser

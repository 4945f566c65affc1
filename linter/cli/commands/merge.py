"""`newslint merge REPORT …`: one report from those of shards."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from linter.cli.output import print_text
from linter.diagnostics.diagnostic import Severity
from linter.errors import ConfigError
from linter.reporters.json_text import dump_json
from linter.reporters.merging import merge


def main(arguments: list[str]) -> int:
    """Join reports; return 0 when clean, 1 with diagnostics that count, 2 when a shard's run failed."""
    parser = argparse.ArgumentParser(
        prog="newslint merge", description="Join the JSON or SARIF reports of `newslint check --shard 1/3` and its siblings into one."
    )
    parser.add_argument("reports", nargs="+", metavar="REPORT", help="the files that the shards wrote with `--output-format json=FILE`")
    parser.add_argument("-o", "--output-file", metavar="FILE", help="write the report to a file; default: standard output")
    parser.add_argument("--fail-on", choices=[s.value for s in Severity], default="error", help="the mildest severity that makes 1")
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever the shards found")
    options = parser.parse_args(arguments)
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
        return json.loads(Path(name).read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{name}: cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise ConfigError(f"{name}: not a report: {error}") from None


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConfigError(f"the report could not be written to {file}: {error.strerror}") from None

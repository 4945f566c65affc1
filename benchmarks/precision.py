"""What each rule reports in a folder of articles, with samples to judge by eye: `python -m benchmarks.precision FOLDER [--samples 3]`.

Counts all diagnostics of a rule, those in articles' own fields, those in `related` copies, and the distinct defects among them. How many of
the samples point at a true defect is the rule's precision on these articles.
"""

import argparse
import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from linter.cli.arguments import parse_check_arguments
from linter.cli.options import linters_of, run_options
from linter.diagnostics.located import Located
from linter.run.copies import Copies, copies_of, distinct
from linter.run.pipeline import run
from linter.text.wording import counted, escape


def main() -> None:
    """Lint the folder, and print the table and the samples."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.precision", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", metavar="FOLDER", help="a folder of articles; its own configuration counts")
    parser.add_argument("--samples", type=int, default=3, metavar="N", help="how many diagnostics to show for each rule; default: 3")
    parser.add_argument("--select", metavar="RULES", help="only these rules, as in `newslint --select`")
    options = parser.parse_args()
    os.chdir(options.folder)
    print(measure(options.samples, ["--select", options.select] if options.select else []), end="")


def measure(samples: int, arguments: Sequence[str] = ()) -> str:
    """Return the table and the samples for the working directory."""
    options = parse_check_arguments([".", "--no-cache", "--related", "all", *arguments])
    linters = linters_of(options)
    done = run(linters, ["."], run_options(options, linters)._replace(baseline=None))
    copies = copies_of("distinct", linters.here().names)
    by_rule: dict[str, list[Located]] = {}
    for file in done.files:
        for diagnostic in file.diagnostics:
            by_rule.setdefault(diagnostic.code, []).append(diagnostic)
    files = sum(not file.skipped for file in done.files)
    rows = [_row(by_rule[code], copies) for code in sorted(by_rule)]
    shown = [line for code in sorted(by_rule) for line in _samples(by_rule[code], copies, samples)]
    failures = [f"failed: {failure}" for failure in done.failures]
    head = f"{'rule':<34}{'severity':<10}{'total':>8}{'own':>8}{'copies':>8}{'distinct':>10}"
    return "\n".join([f"{counted(files, 'file')} in {Path.cwd().name}", "", head, *rows, *shown, *failures]) + "\n"


def _row(found: Sequence[Located], copies: Copies) -> str:
    in_copies = sum(copies.hold(diagnostic) for diagnostic in found)
    first = found[0]
    numbers = f"{len(found):>8}{len(found) - in_copies:>8}{in_copies:>8}{len(distinct(found, copies)):>10}"
    return f"{first.code + ' ' + first.name:<34}{first.severity:<10}{numbers}"


def _samples(found: Sequence[Located], copies: Copies, samples: int) -> Iterator[str]:
    """Yield some of the distinct diagnostics: chosen at random, the same in each run."""
    each = distinct(found, copies)
    chosen = random.Random(0).sample(range(len(each)), min(samples, len(each)))
    yield f"\n{found[0].code} {found[0].name}"
    for one in (each[index] for index in sorted(chosen)):
        yield f"  {escape(one.path)}:{one.start.line}: {escape(one.message)}"
        yield f"      {escape(one.excerpt.text).strip()}"


if __name__ == "__main__":
    main()

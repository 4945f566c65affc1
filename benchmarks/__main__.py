"""newslint beside other programs: `python -m benchmarks [--articles 1 --articles 10000] [--rounds 5] [--write]`.

Makes its own articles, installs newslint and the peers into `.tools/benchmarks`, runs everything in turn on this machine, and prints a
table with ratios; with `--write` into docs/benchmarks.md.
"""

import argparse
import os
import platform
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.corpus import write_corpus
from benchmarks.measure import Figures, measure
from benchmarks.peers import PROGRAMS, ROOT, install, prepare

PAGE = ROOT / "docs" / "benchmarks.md"
REFERENCE = "newslint, cold"
_SIZES = (1, 100, 10_000, 100_000)
_TABLES = re.compile(r"(?<=<!-- tables -->\n).*?(?=<!-- end of tables -->)", re.DOTALL)


def main() -> None:
    """Measure, and print or write what was measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, action="append", help=f"how many articles; may be repeated; default: {_SIZES}")
    parser.add_argument("--rounds", type=int, default=5, help="how often each program runs; default: 5")
    parser.add_argument("--defects", action="store_true", help="one article in ten breaks the schema")
    parser.add_argument("--warnings", action="store_true", help="four articles in nine have something to warn of")
    parser.add_argument("--only", metavar="TEXT", help="only programs whose name contains this")
    parser.add_argument("--no-install", action="store_true", help="use what is installed")
    parser.add_argument("--write", action="store_true", help=f"write the tables into {PAGE.relative_to(ROOT)}")
    options = parser.parse_args()
    if not options.no_install:
        install()
    programs = [program for program in PROGRAMS if options.only is None or options.only in program.name]
    wrong = [
        words
        for given, words in ((options.defects, "one in ten with a defect"), (options.warnings, "four in nine with a warning"))
        if given
    ]
    state = ", ".join(wrong) or "all valid"
    tables = ""
    for count in options.articles or _SIZES:
        with tempfile.TemporaryDirectory() as folder:
            corpus = Path(folder)
            write_corpus(corpus, count, defects=options.defects, warnings=options.warnings)
            prepare(corpus)
            table = render(count, measure(programs, corpus, count, options.rounds), state=state)
        print(table, flush=True)
        tables += table
    if options.write:
        PAGE.write_text(
            _TABLES.sub(lambda _: f"\n{_machine(options.rounds)}\n{tables}", PAGE.read_text(encoding="utf-8")), encoding="utf-8"
        )


def render(count: int, figures: Mapping[str, Figures], *, state: str) -> str:
    """Return a table in Markdown: medians, and how many times as long as newslint each program takes."""
    reference = figures.get(REFERENCE) or next(iter(figures.values()))
    does = {program.name: program.does for program in PROGRAMS}
    lines = [
        f"### {count:,} article{'s' * (count != 1)}, {state}",
        "",
        "| program | looks at | seconds | times newslint | CPU seconds | MB |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for name, one in figures.items():
        row = (name, does[name], f"{one.seconds:.3f}", f"{one.seconds / reference.seconds:.2f}", f"{one.cpu:.3f}", f"{one.memory:.0f}")
        lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines) + "\n\n"


def _machine(rounds: int) -> str:
    where = f"{os.cpu_count()} cores, {platform.system()} on {platform.machine()}, Python {platform.python_version()}"
    return f"Medians of {rounds} rounds; {where}.\n"


if __name__ == "__main__":
    main()

"""How time and memory grow with a file, by construct: `python -m benchmarks.growth [--bytes N] [WORD …]`.

The bound: a file of 1 MB takes at most 5 s whatever is in it, and twice the file at most 2.5 times the time. Each construct is measured at
sizes that double, until 1 MB or 5 s; what breaks the bound is marked.
"""

import argparse
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime

from linter.__main__ import collect_seldom
from linter.article.fields import Vocabulary
from linter.diagnostics.located import locate
from linter.engine.fixing import FixPolicy, fix_source
from linter.engine.linter import Linter
from linter.rules.registry import ALL_RULES
from linter.settings.options import Settings
from linter.source import Source

MOST_SECONDS, MOST_GROWTH = 5.0, 2.5
SMALLEST, LARGEST = 32_000, 1_000_000  # bytes
_MEASURABLE = 0.1  # seconds: shorter times say nothing about growth


def _front(lines: str) -> str:
    return f"---\n{lines}\n---\nBody.\n"


def _lines(line: str, head: str = "") -> Callable[[int], str]:
    return lambda size: _front(head + "\n".join(line.replace("@", str(number)) for number in range(max(size // (len(line) + 4), 1))))


def _run(before: str, piece: str, after: str = "") -> Callable[[int], str]:
    return lambda size: _front(before + piece * (size // len(piece)) + after)


CONSTRUCTS: dict[str, Callable[[int], str]] = {
    "blanks in a title": _run('title: "a', " ", 'b "'),
    "no-break spaces in a title": _run('title: "a', "\u00a0", 'b "'),
    "a time with blanks": _run("publishedDateTime: 2024-05-01T12:00", " ", "x"),
    "a broken line with blanks": _run("title: a: b", " ", ": c"),
    "text lost after ` #`": _run("title: a #", " ", "x"),
    "colons in an authority": _run("webUrl: https://", ":", "]/"),
    "empty topics": _lines("  - ", "topics:\n"),
    "empty images": _lines("  - {}", "images:\n"),
    "topics of mappings": _lines("  - {name: t@}", "topics:\n"),
    "mixed topics": lambda size: _front("topics:\n" + "\n".join(f"  - {[n, f't{n}', [n], None][n % 4]}" for n in range(size // 9))),
    "a misspelt field in related": _lines("  - {titel: t@, webUrl: https://www.example.com/@}", "related:\n"),
    "ignore comments": _lines("k@: 1  # newslint: ignore[NL402] x"),
    "words in an ignore comment": _run("title: a  # newslint: ignore[", "NL402, ", "NL403]"),
    "unknown words in an ignore comment": lambda size: _front(
        "title: a  # newslint: ignore[" + ", ".join(f"surounding-{n}" for n in range(size // 16)) + "]"
    ),
    "ignore comments alone": _lines("# newslint: ignore[NL402] x", "title: a\n"),
    "ignore comments for the file": _lines("# newslint: ignore-file[NL402, NL@] x"),
    "ignore comments for long values": _lines("# newslint: ignore[NL402]\nk@: |\n  a\n  b "),
    "anchored topics": _lines("  - &a@ topic @", "topics:\n"),
    "aliases": _lines("  - *a", "title: &a b\ntopics:\n"),
    "topics with blanks": _lines('  - " topic @ "', "topics:\n"),
    "ambiguous scalars": _lines("k@: 0@_1"),
    "invisible characters": _lines('  - "to\u200bpic @"', "topics:\n"),
    "URLs in upper case": _lines("  - {url: HTTPS://WWW.EXAMPLE.COM/@, width: 1, height: 1}", "images:\n"),
    "equal URLs": _lines("  - {url: https://www.example.com/a}", "images:\n"),
    "equal topics": _lines("  - same", "topics:\n"),
    "credentials": _lines("  - {url: https://desk:pw@www.example.com/}", "images:\n"),
    "numbers": _run("quality: ", "9"),
    "attributes in an embed": _run('featuredContent: \'<iframe src="https://www.youtube.com/" ', "a=b ", "></iframe>'"),
    "events in an embed": _run('featuredContent: \'<iframe src="https://www.youtube.com/" ', "onload=b ", "></iframe>'"),
    "frames": _run("featuredContent: '", "<iframe src=//evil.example></iframe>", "'"),
    "entities": _run("title: '", "&amp;", "'"),
    "tags": _run("title: '", "<b>", "'"),
    "broken lines": _lines("a@ b: c: d"),
    "unknown fields": _lines("field@: 1"),
    "fields twice": _lines("title: a"),
    "brackets": _run("title: ", "["),
    "braces": _run("title: ", "{a: "),
    "dashes": _run("title: a\n", "- "),
    "quotes": _run("title: ", "'"),
    "hashes": _run("title: ", "# "),
    "colons": _run("title: ", ": "),
    "percent signs": _run("webUrl: https://www.example.com/", "%"),
    "query parameters": _run("webUrl: https://www.example.com/?", "utm_source=a&"),
    "carriage returns": _run("title: a", "\r"),
    "comments": _lines("# a comment @", "title: a\n"),
    "a block": _run("title: |\n", "  a line \n"),
    "nested quotes": _run("title: ", "\"'"),
    "quotes in quotes": _run("title: '", "''", "'"),
    "colons in items": _lines("  - a: b: c@", "topics:\n"),
    "a broken list": _run("topics: [", "a, , ", "]"),
    "an open list": _lines("  a@,", "topics: [\n"),
    "items with several faults": _lines('  - {url: "HTTP://WWW.EXAMPLE.COM/a b@ ", width: "1", title: " a  b "}', "images:\n"),
    "anchors": _lines("k@: &a@ x", "title: a\n"),
    "merge keys": _lines("k@: {<<: *a, x: @}", "a: &a {b: 1}\n"),
    "wrong ignore comments": _lines("k@: 1  # newslint: ignore[NL9@] x"),
    "a long URL": _run("webUrl: https://www.example.com/", "a"),
    "segments of a URL": _run("webUrl: https://www.example.com/", "a/../"),
    "spaces between words": _run('title: "a', " \t", 'b"'),
    "combining characters": _run("title: a", "\u0301"),
    "near fences": lambda size: "----\n" * (size // 5),
    "merge conflicts": _lines("<<<<<<< a\nk@: 1\n=======\nk@: 2\n>>>>>>> b"),
    "backslashes": _run('title: "', "\\", '"'),
    "nested lists": _run("topics: ", "[", ""),
    "links in the body": lambda size: _front("title: a") + "[x](https://www.example.com/) " * (size // 30),
    "openings in the body": lambda size: _front("title: a") + "[" * size,
}


def measure(linter: Linter, text: str, *, fix: bool) -> float:
    """Return the seconds that linting (and fixing) a text takes."""
    source = Source.from_text("a.md", text)
    started = time.perf_counter()
    if fix:
        fix_source(linter, source, FixPolicy(True, frozenset(rule.code for rule in ALL_RULES)))
    else:
        result = linter.lint(source)
        locate(result.document, result.diagnostics, Vocabulary())
    return time.perf_counter() - started


def main() -> int:
    """Print a line for each construct; return 1 where one breaks the bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bytes", type=int, default=LARGEST)
    parser.add_argument("--memory", action="store_true", help="measure memory too, which takes three times as long")
    parser.add_argument("words", nargs="*", help="only constructs with one of these words")
    options = parser.parse_args()
    collect_seldom()  # as every run does
    linter = Linter(Settings(select=("ALL",)), now=datetime(2026, 1, 1, tzinfo=UTC))
    measure(linter, _front("title: a"), fix=True)
    broken = 0
    print(f"{'construct':<36}{'':<6}{'bytes':>9}{'seconds':>9}{'growth':>8}{'MB':>7}")
    for name, make in CONSTRUCTS.items():
        if options.words and not any(word in name for word in options.words):
            continue
        for fix in (False, True):
            size, before, growth = SMALLEST, 0.0, 0.0
            while True:
                seconds = measure(linter, make(size), fix=fix)
                if before > _MEASURABLE:
                    growth = max(growth, seconds / before)
                if seconds > MOST_SECONDS or size * 2 > options.bytes * 1.1:
                    break
                size, before = size * 2, seconds
            memory = 0.0
            if options.memory and seconds <= MOST_SECONDS:
                tracemalloc.start()
                measure(linter, make(size), fix=fix)
                memory = tracemalloc.get_traced_memory()[1] / 1e6
                tracemalloc.stop()
            bad = seconds > MOST_SECONDS or growth > MOST_GROWTH
            broken += bad
            mark = "  <-- breaks the bound" if bad else ""
            print(f"{name:<36}{'--fix' if fix else '':<6}{size:>9}{seconds:>9.2f}{growth:>8.1f}{memory:>7.0f}{mark}", flush=True)
    print(f"{broken} break the bound: {MOST_SECONDS:g} s for {options.bytes} bytes, {MOST_GROWTH} times the time for twice the file")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())

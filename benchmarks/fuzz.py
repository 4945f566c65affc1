"""Random inputs, without end or for a while: `python -m benchmarks.fuzz [--inputs N] [--seconds S] [--seed N]`.

Each input is made of a seed by changing some of its bytes, and given to what reads such files. What must hold: no traceback, no input
takes over five seconds, looking twice gives the same, and fixing leaves the body and ends where a second fixing changes nothing,
unless a fix was dropped; safe fixes lose no letter and no digit. Damaged caches are never believed, and runs end with 0, 1 or 2.
"""

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.fuzz_runs import WrongError, run_check, store_kinds
from linter.article.fields import Vocabulary
from linter.engine.fixing import FixPolicy, fix_source
from linter.engine.ignoring import add_ignores
from linter.engine.linter import Linter
from linter.engine.result import Result
from linter.errors import ConfigError
from linter.rules.registry import ALL_RULES
from linter.run.baseline import read_baseline
from linter.schema.schema import load_schema
from linter.settings.config_file import load_config
from linter.settings.options import Ranges, Settings
from linter.settings.topics import load_topics
from linter.source import Source
from tests.support.seen import seen_in

ROOT = Path(__file__).parent.parent
LONGEST = 5.0  # seconds
NOW = datetime(2026, 1, 1, tzinfo=UTC)
PIECES = [
    *(b"---\n", b"...\n", b"\r\n", b"\r", b"\t", b"\xef\xbb\xbf", b"\x00", b"\xff", b"\xe2\x80\x8b", b"\xc2\xa0", b"\xed\xa0\x80"),
    *(b": ", b"- ", b"? ", b"| ", b">-\n", b"&a ", b"*a", b"<<: ", b"!!str ", b"!!timestamp ", b"!!binary ", b"%YAML 1.1\n", b"# "),
    *(b"{", b"}", b"[", b"]", b'"', b"'", b"\\u", b"\\ud800", b",", b"&amp;", b"&#0;", b"<iframe src=", b"</", b"https://a:b@", b"@"),
    *(
        b"  # newslint: ignore[NL402] x",
        b"# newslint: ignore-file[NL101]\n",
        b"newslint:",
        b"12:00",
        b"2024-13-01",
        b"1e999",
        b".nan",
        b"0x",
    ),
    *(b"+++\n", b"a = ", b"[a]\n", b"[[a.b]]\n", b"{a = 1}", b'"""', b"'''", b"title = 'x'\n", b"1_0", b"---json\n", b";;;\n", b"{\n"),
    *(b"title: ", b"webUrl: ", b"topics:\n", b"related:\n", b"images:\n", b"quality: ", b"null", b"true", b"~", b"9" * 400, b" " * 200),
]

Check = Callable[[bytes, Path], None]


def changed(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """Return some bytes with a few random changes."""
    made = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 3, 5, 9])):
        at = chance.randrange(len(made) + 1)
        end = min(len(made), at + chance.choice([0, 1, 1, 4, 20, 200]))
        match chance.randrange(6):
            case 0:
                made[at:end] = b""
            case 1:
                made[at:at] = chance.choice(PIECES)
            case 2:
                made[at:end] = chance.choice(PIECES)
            case 3:
                made[at:at] = made[at:end] * chance.choice([1, 3, 20])
            case 4:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case _:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                made[at:end] = other[start : start + chance.choice([1, 10, 100])]
    return bytes(made[: max(20_000, len(data))])


class FailedError(Exception):
    """Something that must hold does not."""


def article_check(suffix: str) -> Check:
    """Return what checks an article: lint it twice, fix it twice, add ignore comments."""
    linter = Linter(Settings(select=("ALL",)), now=NOW)
    policies = [FixPolicy(unsafe, frozenset(rule.code for rule in ALL_RULES)) for unsafe in (False, True)]

    def seen(result: Result) -> object:
        return result.diagnostics, result.failures

    def check(data: bytes, folder: Path) -> None:
        source = Source.from_bytes(f"a{suffix}", data)
        result = linter.lint(source)
        if result.failures:
            raise FailedError(result.failures[0])
        if seen(linter.lint(source)) != seen(result):
            raise FailedError("looking twice does not give the same")
        if any(diagnostic.span.end > len(source.text) for diagnostic in result.diagnostics):
            raise FailedError("a span past the end")
        for policy in policies:
            fixed = fix_source(linter, source, policy)
            if fixed.failures:
                raise FailedError(fixed.failures[0])
            again = fix_source(linter, fixed.source, policy)
            if again.source.text != fixed.source.text and not fixed.dropped:  # what was dropped beside others may hold alone
                raise FailedError("fixing twice is not fixing once")
            old, new = result.document.front_matter, fixed.result.document.front_matter
            read = old is not None and new is not None and result.document.root is not None
            if read and source.text[old.body.start :] != fixed.source.text[new.body.start :]:
                raise FailedError("the text below the front matter changed")
            if not policy.unsafe and (lost := seen_in(result.document, numbers=False) - seen_in(fixed.result.document, numbers=True)):
                raise FailedError(f"a safe fix lost {sorted(lost)[0]}")
        add_ignores(linter, source, "why")

    return check


def file_check(name: str, read: Callable[[Path], object]) -> Check:
    """Return what checks a file that is read from the disk, and may be refused by ConfigError."""

    def check(data: bytes, folder: Path) -> None:
        path = folder / name
        path.write_bytes(data)
        with suppress(ConfigError):
            read(path)

    return check


def read_configuration(path: Path) -> object:
    """Read a configuration as a run does."""
    return Linter(load_config(path).settings(), now=NOW)


def read_schema(path: Path) -> object:
    """Read a schema as a run does."""
    return load_schema(str(path), Ranges(), Vocabulary())


def read_topics(path: Path) -> object:
    """Read a topics file as a run does."""
    return load_topics(Settings().topics._replace(files=(str(path),)))


KINDS: dict[str, tuple[Check, list[bytes]]] = {}


def make_kinds(scratch: Path) -> None:
    """Collect the kinds of input with their seeds; good caches are made in a folder."""
    examples = [example.text for rule in ALL_RULES for example in rule.examples]
    whole = [text if text.startswith("---") else f"---\n{text}\n---\nBody.\n" for text in examples]
    texts = [text.encode("utf-8", "surrogatepass") for text in whole]
    texts += [
        file.read_bytes()
        for folder in ("seeds", "tests/data/yaml", "examples/recipes/hugo-toml/content", "examples/recipes/zola/content")
        for file in (ROOT / folder).rglob("*.*")
        if file.is_file()
    ]
    configuration = b'select = ["NL1"]\n[ranges]\nquality = [0, 1]\n[[overrides]]\nfiles = ["*.md"]\n[links]\naccept = {a = [1]}\n'
    json = [b'{"title": "Trams", "quality": 65, "topics": ["a", {"b": null}], "webUrl": "https://www.example.com/"}']
    schema = (ROOT / "schemas" / "article.schema.json").read_bytes()
    baseline = b'{"version": 1, "entries": [{"path": "a.md", "code": "NL103", "field": "/quality", "value": "1", "count": 2}]}'
    KINDS["article"] = article_check(".md"), texts
    KINDS["yaml"] = article_check(".yaml"), [text.strip(b"-\n") for text in texts]
    KINDS["json"] = article_check(".json"), json
    KINDS["configuration"] = file_check("newslint.toml", read_configuration), [configuration]
    KINDS["schema"] = file_check("schema.json", read_schema), [schema[:4000], b'{"pattern": "a+"}']
    KINDS["baseline"] = file_check("baseline.json", read_baseline), [baseline]
    KINDS["topics"] = (
        file_check("topics.yaml", read_topics),
        [b"- name: a\n- b\n"],
    )
    ignores = [b"---\ntitle: a  # newslint: ignore[NL402, NL403] why\n# newslint: ignore-file[NL101]\nquality: 900\n---\n"]
    KINDS["ignore comments"] = article_check(".md"), ignores
    KINDS["run"] = run_check("a.md"), texts
    KINDS["configured run"] = run_check("newslint.toml"), [configuration, b'schema = "x"\nextend = "y"\n[topics]\nallowed = ["a"]\n']
    KINDS.update(store_kinds(scratch))


def main() -> int:
    """Try inputs until there were enough; print those for which something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=1 << 62)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    started, tried, slowest = time.monotonic(), 0, 0.0
    failures: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as scratch:
        make_kinds(Path(scratch))
        weights = [12 if kind in ("article", "yaml", "json") else 1 for kind in KINDS]
        while tried < options.inputs and time.monotonic() - started < options.seconds:
            kind = chance.choices(list(KINDS), weights)[0]
            check, seeds = KINDS[kind]
            data = changed(chance.choice(seeds), seeds, chance)
            tried += 1
            before = time.process_time()  # of this process alone, however busy the machine is
            try:
                check(data, Path(scratch))
                took = time.process_time() - before
                slowest = max(slowest, took)
                if took > LONGEST:
                    raise FailedError(f"it took {took:.1f} seconds")
            except (FailedError, WrongError) as failed:
                failures.setdefault(f"{kind}: {str(failed)[:150]}", data)
            except Exception:  # noqa: BLE001 (whatever comes is what is looked for)
                last = traceback.format_exc().strip().splitlines()
                failures.setdefault(f"{kind}: {last[-1][:150]} {last[-3].strip()}", data)
    for words, data in failures.items():
        print(f"{words}\n  {data[:600]!r}")
    print(f"{tried} inputs, {len(failures)} failures, the slowest took {slowest:.2f} s (seed {options.seed})")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())

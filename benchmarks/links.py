"""Link checking, side by side with lychee and linkchecker: `python -m benchmarks.links [--peers FOLDER]`.

2 000 URLs on 40 loopback hosts with 100 ms latency: 5 % broken, 10 % redirects, 5 % answered with 429 once. Everybody has the same
politeness: two requests at once to a host (linkchecker has no such limit), 250 ms between two; the peers also run with their own, and
newslint with lychee's (50 ms, 10 to a host, 128 in all). FOLDER holds the peers' programs. `--local` measures files of the repository
instead: 10 000 bodies with five links and fragments each, one of a hundred with a missing image, beside `lychee --offline`.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.link_server import HOSTS

URLS = 2_000
PER_ARTICLE = 10
BODIES = 10_000
MOST_MEMORY = 150.0  # MB
MOST_SECONDS_AGAIN = 2.0


class Outcome(NamedTuple):
    """One program's run: seconds, peak memory in MB, requests, and what it called broken."""

    seconds: float
    memory: float
    requests: int
    broken: set[str]


def urls(port: int) -> list[str]:
    """Return the URLs: of twenty, one broken, two moved, one busy."""
    kinds = ["broken", "moved", "moved", "busy", *["ok"] * 16]
    return [f"http://{HOSTS[n % 40]}:{port}/{kinds[(n // 40 + n % 40) % 20]}/{n}" for n in range(URLS)]


def write_articles(folder: Path, name: str, links: Sequence[str]) -> None:
    """Write articles with ten links each in their bodies."""
    articles = folder / name
    articles.mkdir()
    for start in range(0, len(links), PER_ARTICLE):
        body = "".join(f"- [link]({url})\n" for url in links[start : start + PER_ARTICLE])
        (articles / f"{start:05}.md").write_text(f"---\ntitle: Links {start}\n---\n\n{body}")


def measure(command: Sequence[str], folder: Path, port: int, broken: "re.Pattern[str] | None") -> Outcome:
    """Run a program against fresh servers; `broken` finds what it calls broken in its output, None reads newslint's report."""
    server = subprocess.Popen([sys.executable, "-m", "benchmarks.link_server", str(port)], stdout=subprocess.PIPE)
    try:
        assert server.stdout is not None
        server.stdout.readline()
        began = time.monotonic()
        with (folder / "out").open("wb") as out:
            process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.DEVNULL)
            _, _, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        with urllib.request.urlopen(f"http://{HOSTS[0]}:{port}/count") as answer:
            requests = int(answer.read())
    finally:
        server.kill()
        server.wait()
    text = (folder / "out").read_text(errors="replace")
    found = set(re.findall(broken, text)) if broken else _reported(folder / "report.jsonl")
    return Outcome(seconds, usage.ru_maxrss / 1024, requests, found)


def _reported(report: Path) -> set[str]:
    records = map(json.loads, report.read_text().splitlines())
    return {record["url"] for record in records if record["state"] == "broken"}


def commands(peers: Path, port: int) -> dict[str, tuple[list[str], "re.Pattern[str] | None"]]:
    """Return each program's command line, and how to read what it found broken."""
    newslint = [sys.executable, "-m", "linter", "links", "--allow-host", ",".join(HOSTS), "--links-report", "report.jsonl"]
    lychee = [str(peers / "lychee"), "--no-progress", "--format", "json", "articles"]
    polite = ["--max-concurrency", "32", "--host-concurrency", "2", "--host-request-interval", "250ms"]
    linkchecker = [str(peers / "linkchecker"), "--threads", "100", "--check-extern", "--no-robots", "--recursion-level", "1"]
    linkchecker += ["--no-status", "--no-warnings", "-o", "csv", "all.html"]
    in_json = re.compile(rf'"url":\s*"(http://[^"]+:{port}/[^"]+)"')
    in_csv = re.compile(rf"^(http://[^;]+:{port}/[^;]+);", re.MULTILINE)
    return {
        "newslint": ([*newslint, "articles"], None),
        "newslint again": ([*newslint, "mended"], None),  # broken links are asked for each time, so they are mended first
        "newslint, as lychee": ([*newslint, "--config", "impolite.toml", "articles"], None),
        "lychee": ([*lychee, *polite], in_json),
        "lychee, as it comes": (lychee, in_json),
        "linkchecker": ([*linkchecker, "-f", "linkchecker.ini"], in_csv),
        "linkchecker, 10/s": (linkchecker, in_csv),
    }


def main() -> int:
    """Measure and print a table; return 1 where newslint misses something or a limit."""
    parser = argparse.ArgumentParser(description="Measure link checking, side by side with peers.")
    parser.add_argument("--peers", type=Path, help="the folder of the programs lychee and linkchecker; without it, newslint alone")
    parser.add_argument("--port", type=int, default=18_080)
    parser.add_argument("--local", action="store_true", help="measure files of the repository instead of the network")
    options = parser.parse_args()
    if options.local:
        return measure_local(options.peers)
    links = urls(options.port)
    expected = {url for url in links if "/broken/" in url}
    outcomes: dict[str, Outcome] = {}
    os.environ["PYTHONPATH"] = os.getcwd()  # noqa: PTH109 (the servers are started from here)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # linkchecker gives up root
        write_articles(folder, "articles", links)
        write_articles(folder, "mended", [url for url in links if url not in expected])
        (folder / "all.html").write_text("".join(f'<p><a href="{url}">link</a></p>\n' for url in links))
        (folder / "linkchecker.ini").write_text("[checking]\nmaxrequestspersecond=4\n")
        impolite = "[links]\nhost-interval = 0.05\nper-host = 10\nconcurrency = 128\ncache = 'impolite.sqlite'\n"
        (folder / "impolite.toml").write_text(impolite)
        for program, (command, broken) in commands(options.peers or Path(), options.port).items():
            if options.peers or program.startswith("newslint"):
                outcomes[program] = measure(command, folder, options.port, broken)
                print(row(program, outcomes[program], outcomes["newslint"], expected), flush=True)
    return int(not _holds(outcomes, expected))


def measure_local(peers: Path | None) -> int:
    """Measure and print how long relative links and fragments take; return 1 where something is missed."""
    os.environ["PYTHONPATH"] = os.getcwd()  # noqa: PTH109
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "posts").mkdir()
        (folder / ".git").mkdir()
        (folder / "newslint.toml").write_text('[site]\nroot = "."\n')
        for number in range(BODIES):
            near = [(number + step) % BODIES for step in range(5)]
            links = "".join(f"Words of a paragraph with [a link](/posts/{n}.md#line-{n}) and **more** words.\n\n" for n in near)
            image = "![x](missing.png)\n" if number % 100 == 0 else ""
            (folder / "posts" / f"{number}.md").write_text(f"---\ntitle: Trams\n---\n\n## Line {number}\n\n{links}{image}")
        newslint = [sys.executable, "-m", "linter", "--select", "NL910,NL911,NL912", "--output-format", "concise", "posts"]
        commands = {"newslint": newslint, "newslint again": newslint}
        if peers is not None:
            lychee = [str(peers / "lychee"), "--offline", "--include-fragments", "--root-dir", name, "--no-progress", "posts"]
            commands["lychee --offline"] = lychee
        first = 0.0
        missed = False
        for program, command in commands.items():
            began = time.monotonic()
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            seconds = time.monotonic() - began
            first = first or seconds
            found = len(re.findall(r"missing\.png", done.stdout))
            missed |= program.startswith("newslint") and found != BODIES // 100
            print(f"{program:<20} {seconds:7.2f} s  × {seconds / first:5.2f}  {found} missing files", flush=True)
    return int(missed)


def row(program: str, outcome: Outcome, own: Outcome, expected: set[str]) -> str:
    """Return one line of the table."""
    ratio = outcome.seconds / own.seconds
    if program == "newslint again":
        expected = set()
    missed, wrong = len(expected - outcome.broken), len(outcome.broken - expected)
    return (
        f"{program:<20} {outcome.seconds:7.1f} s  × {ratio:5.2f}  {outcome.memory:6.0f} MB  {outcome.requests:5} requests"
        f"  missed {missed}  wrong {wrong}"
    )


def _holds(outcomes: dict[str, Outcome], expected: set[str]) -> bool:
    own, again = outcomes["newslint"], outcomes["newslint again"]
    fastest = min(outcome.seconds for program, outcome in outcomes.items() if program in ("newslint", "lychee", "linkchecker"))
    return (
        own.broken == expected
        and own.memory < MOST_MEMORY
        and own.seconds <= fastest
        and again.requests == 0
        and again.seconds < MOST_SECONDS_AGAIN
    )


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    raise SystemExit(main())

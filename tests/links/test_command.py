"""`newslint links` and `--check-links`, from files to report and exit code."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from linter.cli.main import run
from tests.links.conftest import Serve
from tests.links.test_content import png
from tests.support.server import Behaviour, Server, always, reply

NEWSLINT = [sys.executable, "-m", "linter"]
CONFIG = "[links]\nhost-interval = 0\nretries = 0\ntimeout = 5\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "newslint.toml").write_text(CONFIG)
    return tmp_path


def article(folder: Path, front_matter: str, body: str = "", name: str = "a.md") -> Path:
    path = folder / name
    path.write_text(f"---\n{front_matter.strip()}\n---\n{body}")
    return path


def links(*arguments: str) -> int:
    return run(["links", "--allow-host", "127.0.0.2", "--output-format", "concise", *arguments])


def lines(out: str) -> list[str]:
    return [re.sub(r":\d+/", ":PORT/", line) for line in out.splitlines() if line.startswith("a.md")]


def test_each_kind_of_link_is_reported_at_its_place(serve: Serve, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server = serve({"/moved": always(reply(301, location="/new")), "/new": always(reply(200)), "/wall": always(reply(403))})
    server.routes |= {
        "/gone-home": always(reply(302, location="/")),
        "/": always(reply(200)),
        "/text": always(reply(200, "hello", content_type="text/plain")),
    }
    article(
        folder,
        f"""
webUrl: {server.url("/moved")}
originalUrl: {server.url("/gone-home")}
images:
- url: {server.url("/text")}
related:
- webUrl: {server.url("/wall")}
""",
        f"\nSee [this]({server.url('/dead')}) and [that](http://169.254.169.254/).\n",
    )

    code = links(".")

    assert code == 1
    assert lines(capsys.readouterr().out) == [
        "a.md:2:9: warning[NL903] `webUrl`: `http://127.0.0.2:PORT/moved` has moved to `http://127.0.0.2:PORT/new`",
        "a.md:3:14: warning[NL909] `originalUrl`: this article's page is gone: `http://127.0.0.2:PORT/gone-home` leads to the front page (`http://127.0.0.2:PORT/`)",
        "a.md:5:8: error[NL907] `images[0].url`: no image is at this address: the server sends text",
        "a.md:7:11: note[NL902] `related[0].webUrl`: could not check `http://127.0.0.2:PORT/wall` (403 Forbidden): open it in a browser",
        "a.md:10:12: error[NL901] broken link (404 Not Found): `http://127.0.0.2:PORT/dead`",
        f"a.md:10:{12 + len(server.url('/dead')) + 13}: warning[NL904] did not check `http://169.254.169.254/`: its address is not public",
    ]


def test_a_url_in_many_places_is_asked_for_once(serve: Serve, folder: Path) -> None:
    server = serve({"/a": always(reply(200))})
    article(folder, f"webUrl: {server.url('/a')}", f"[x]({server.url('/a#x')}) [y]({server.url('/a#y')})\n")
    article(folder, f"webUrl: {server.url('/a#z')}", name="b.md")

    assert links(".") == 0
    assert server.paths() == ["/a"]


def test_walls_alone_leave_the_exit_code_zero(serve: Serve, folder: Path) -> None:
    article(folder, f"webUrl: {serve({'/': always(reply(429))}).url('/')}")

    assert links(".") == 0


def test_moved_links_and_image_sizes_are_fixed_when_asked_for(serve: Serve, folder: Path) -> None:
    server = serve({"/moved": always(reply(308, location="/new")), "/new": always(reply(200)), "/i": always(reply(200, png(1200, 630)))})
    path = article(folder, f"webUrl: {server.url('/moved#part')}\nimages:\n- url: {server.url('/i')}\n  width: 1\n  height: 2")
    before = path.read_text()

    links("--fix", ".")
    assert path.read_text() == before, "unsafe fixes need a yes"
    links("--fix", "--unsafe-fixes", ".")

    assert (
        path.read_text()
        == f"---\nwebUrl: {server.url('/new#part')}\nimages:\n- url: {server.url('/i')}\n  width: 1200\n  height: 630\n---\n"
    )


def test_amp_pairs_right_and_wrong(serve: Serve, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def page(links: str) -> Behaviour:
        return always(reply(200, f"<!doctype html><html><head>{links}</head>", content_type="text/html"))

    server = serve({})
    server.routes |= {
        "/right": page("<link rel=amphtml href=/amp/right>"),
        "/amp/right": page("<link rel=canonical href=/right>"),
        "/wrong": page("<link rel=amphtml href=/amp/other>"),
        "/amp/wrong": page("<link rel=canonical href=/right>"),
    }
    article(
        folder,
        f"""
webUrl: {server.url("/right")}
ampWebUrl: {server.url("/amp/right")}
related:
- webUrl: {server.url("/wrong")}
  ampWebUrl: {server.url("/amp/wrong")}
""",
    )

    links(".")

    assert lines(capsys.readouterr().out) == [
        (
            "a.md:6:14: error[NL905] `related[0].ampWebUrl` is the AMP page of another page than `related[0].webUrl`: "
            "it names `http://127.0.0.2:PORT/right` as its web page"
        ),
        (
            "a.md:6:14: warning[NL906] `related[0].ampWebUrl` should be `http://127.0.0.2:PORT/amp/other`, "
            "which the page at `related[0].webUrl` names as its AMP page"
        ),
    ]


def test_suppressed_links_are_silent_and_their_comments_are_not_unused_offline(serve: Serve, folder: Path) -> None:
    path = article(folder, f"webUrl: {serve({}).url('/dead')}  # newslint: ignore[NL901] known")

    assert links(str(path)) == 0
    assert run(["--select", "NL011,NL901", str(path)]) == 0


def test_check_links_runs_beside_the_other_rules(serve: Serve, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article(folder, f"title: ''\nwebUrl: {serve({}).url('/dead')}")

    run(["--check-links", "--allow-host", "127.0.0.2", "--output-format", "concise", "."])

    codes = set(re.findall(r"NL\d+", capsys.readouterr().out))
    assert {"NL401", "NL901"} <= codes


def test_failing_since_is_told_from_the_second_day_on(serve: Serve, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article(folder, f"webUrl: {serve({}).url('/dead')}")

    run(["links", "--allow-host", "127.0.0.2", "--now", "2024-06-01", "."])
    assert "failing since" not in capsys.readouterr().out
    run(["links", "--allow-host", "127.0.0.2", "--now", "2024-06-05", "."])

    assert "failing since 2024-06-01" in capsys.readouterr().out


def test_the_links_report_tells_everything_of_every_url(serve: Serve, folder: Path) -> None:
    server = serve({"/a": always(reply(301, location="/b")), "/b": always(reply(200))})
    article(folder, f"webUrl: {server.url('/a')}\noriginalUrl: {server.url('/b')}\nampWebUrl: {server.url('/dead')}")

    links("--links-report", "report.jsonl", ".")

    records = {record["url"]: record for record in map(json.loads, (folder / "report.jsonl").read_text().splitlines())}
    assert {url: record["state"] for url, record in records.items()} == {
        server.url("/a"): "moved",
        server.url("/b"): "ok",
        server.url("/dead"): "broken",
    }
    assert records[server.url("/a")]["chain"] == [{"url": server.url("/a"), "status": 301}]
    assert records[server.url("/a")]["final"] == server.url("/b")
    assert records[server.url("/dead")]["status"] == 404
    assert all(record["seconds"] >= 0 and record["checked_at"] for record in records.values())


def test_the_time_budget_is_told(serve: Serve, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server: Server = serve({})
    server.routes["/"] = lambda seen: server.hang()
    article(folder, f"webUrl: {server.url('/')}")

    assert links("--link-time-budget", "0.3", ".") == 0

    assert "1 of 1 link was not checked: the time budget was spent" in capsys.readouterr().err


def test_a_proxy_switches_the_guard_off_and_that_is_told(serve: Serve, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proxy = serve({"http://www.example.com/": always(reply(200))})
    (folder / "newslint.toml").write_text(f"{CONFIG}proxy = '{proxy.url('')}'\n")
    article(folder, "webUrl: http://www.example.com/")

    assert links(".") == 0
    assert "the address guard was off" in capsys.readouterr().err


def test_no_cache_keeps_nothing_and_asks_again(serve: Serve, folder: Path) -> None:
    server = serve({"/": always(reply(200))})
    article(folder, f"webUrl: {server.url('/')}")

    links("--no-cache", ".")
    links("--no-cache", ".")

    assert server.paths() == ["/", "/"]
    assert not (folder / ".newslint_cache" / "links.sqlite").exists()


def test_standard_input(serve: Serve, folder: Path) -> None:
    server = serve({})
    text = f"---\nwebUrl: {server.url('/dead')}\n---\n"

    done = subprocess.run([*NEWSLINT, "links", "--allow-host", "127.0.0.2", "-"], input=text, capture_output=True, text=True, timeout=30)

    assert done.returncode == 1
    assert "404 Not Found" in done.stdout


def test_ctrl_c_ends_in_a_second_keeps_results_and_reports_what_is_known(serve: Serve, folder: Path) -> None:
    server: Server = serve({"/fine": always(reply(200))})
    server.routes["/hang"] = lambda seen: server.hang()
    article(folder, f"webUrl: {server.url('/dead')}\noriginalUrl: {server.url('/hang')}\nampWebUrl: {server.url('/fine')}")
    command = [*NEWSLINT, "links", "--allow-host", "127.0.0.2", "."]

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while len([path for path in server.paths("GET") if path != "/fine"]) < 2 or "/hang" not in server.paths():
            assert process.poll() is None
        server.stopping.wait(0.5)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
        took = time.monotonic() - began

    assert took < 2  # a second, and the end of an interpreter on a busy machine
    assert process.returncode == 130
    assert "404 Not Found" in out
    assert "1 of 3 links was not checked: interrupted" in err
    server.seen.clear()
    subprocess.run([*command, "--offline"], capture_output=True, timeout=30)
    assert server.seen == []
    assert (folder / ".newslint_cache" / "links.sqlite").stat().st_size > 0


def test_progress_is_one_line_on_a_terminal_and_nothing_elsewhere() -> None:
    from io import StringIO

    from linter.cli.progress import Progress
    from linter.links.results import State

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    for stream, text in ((Terminal(), "\r\x1b[Klinks 3/9  ok 2  broken 1\r\x1b[K"), (StringIO(), "")):
        progress = Progress(stream)
        progress.show(3, 9, {State.BROKEN: 1, State.OK: 2, State.MOVED: 0})
        progress.show(3, 9, {State.BROKEN: 1, State.OK: 2})
        progress.clear()
        assert stream.getvalue() == text

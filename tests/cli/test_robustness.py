"""Any bytes in, diagnostics out: no traceback, no hang, bounded memory, and the other files are still checked."""

import ctypes
import os
import resource
import socket
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from linter.files.reading import _read, read_file
from tests.support import ROOT
from tests.support.article import CLEAN, WRONG
from tests.support.newslint import COMMAND, environment, newslint, write

SEEDS = [path.read_bytes() for path in sorted((ROOT / "seeds").iterdir())]
MEMORY = 1_500_000_000  # bytes of address space that a run may take
TIME = 60  # seconds that a run may take, on a slow machine


def damaged(random: Random) -> bytes:
    """Damage an article in one of many ways, or make bytes up."""
    data = bytearray(random.choice([CLEAN.encode(), WRONG.replace("\n", "\r\n").encode(), *SEEDS]))
    way = random.randrange(12)
    if way == 0:
        return bytes(data[: random.randrange(len(data))])
    if way == 1:
        return random.randbytes(random.randrange(2_000))
    if way == 2:
        return bytes(data).decode().encode(random.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp037"]), "replace")
    if way == 3:
        return bytes(data).replace(b"\r\n", b"\n").replace(b"\n", random.choice([b"\r", b"\n\r", b"\x85", b"\x0b", b"\0"]))
    if way == 4:
        return b"---\n" + bytes(random.choice(b"-:[]{}\"'|>&*!#%@`, \n\t?ab1~<=\\") for _ in range(random.randrange(300))) + b"\n---\n"
    if way == 5:
        start = random.randrange(len(data))
        return bytes(data[:start] + data[start : start + random.randrange(200)] * random.randrange(2, 50) + data[start:])
    if way == 6:
        lines = bytes(data).split(b"\n")
        random.shuffle(lines)
        return b"\n".join(lines)
    for _ in range(random.randrange(1, 8)):
        at = random.randrange(len(data))
        if way < 9:
            data[at] = random.randrange(256)
        else:
            data[at:at] = random.choice(
                [
                    b"\0",
                    b"\xff",
                    b"\xef\xbb\xbf",
                    b"\xed\xa0\x80",
                    b"\xe2\x80\xae",
                    b"\t",
                    b'"',
                    b"'",
                    b": ",
                    b" #",
                    b"\n---\n",
                    b"&a ",
                    b"*a",
                ]
            )
    return bytes(data)


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run newslint with bounded memory and time."""
    done = subprocess.run(
        [*COMMAND, "--isolated", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        timeout=TIME,
        preexec_fn=limited,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert "internal error" not in done.stderr, done.stderr
    return done


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("fix", [False, True], ids=["check", "fix"])
def test_two_thousand_damaged_files(part: int, fix: bool, tmp_path: Path) -> None:
    random = Random(part)
    names = [f"{index:03}.{'json' if index % 20 == 0 else 'yaml' if index % 20 == 1 else 'md'}" for index in range(500)]
    for name in names:
        (tmp_path / name).write_bytes(damaged(random))
    write(tmp_path, zzz_md=WRONG)

    done = run(tmp_path, "--output-format", "concise", *(["--fix", "--unsafe-fixes"] if fix else []), *names, "zzz.md")

    assert done.returncode == 1
    assert "zzz.md:8:10: error[NL103]" in done.stdout
    assert "501 files checked" in done.stdout


def bomb() -> str:
    layers = "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(10))
    return f"a: &a [x, x, x, x, x, x, x, x, x]\n{layers}"


def block(yaml: str) -> str:
    return f"---\n{yaml}\n---\n"


MANY = 100_000
HOSTILE = {
    "deep lists, open": (block("a: " + "[" * MANY), "NL010"),
    "deep lists": (block("a: " + "[" * MANY + "]" * MANY), "NL010"),
    "deep mappings": (block("{a: " * MANY), "NL010"),
    "deep dashes": (block("- " * MANY), "NL010"),
    "deep indents": (block("".join(" " * i + "a:\n" for i in range(500))), "NL010"),
    "complex keys": (block("? " * MANY), "NL010"),
    "alias bomb": (block(bomb()), "NL010"),
    "alias of itself": (block("a: &a [*a]"), "NL010"),
    "NUL": (block("title: a\0b"), "NL006"),
    "carriage returns alone": (WRONG.replace("\n", "\r"), "NL103"),
    "a huge line": (block("title: " + "x" * 5_000_000), "NL101"),
    "a huge gap": (block("title: a" + " " * 2_000_000 + "b"), "NL403"),
    "many keys": (block("\n".join(f"k{i}: v" for i in range(MANY))), "NL106"),
    "one key many times": (block("k: v\n" * 50_000), "NL004"),
    "many equal topics": (block("topics:\n" + "".join(f"  - t{i % 500}\n" for i in range(20_000))), "NL108"),
    "many broken lines": (block("".join(f"k{i}: part {i}: x\n" for i in range(20_000))), "NL003"),
    "many colons": (block("title: " + "a: " * 200_000), "NL003"),
    "many comments": (block("title: a" + " #" * 500_000), "NL101"),
    "many anchors": (block("".join(f"k{i}: &a{i} x\n" for i in range(20_000))), "NL009"),
    "many ignore comments": (block("".join(f"k{i}: v # newslint: ignore[NL305]\n" for i in range(10_000))), "NL011"),
    "many invisible characters": (block("title: " + "a\u200b" * 20_000), "NL008"),
    "many entities": (block("title: a &" + "amp;" * 200_000), "NL404"),
    "many templates": (block(f"title: '{'{{' * 200_000}'"), "NL101"),
    "many dot segments": (block("webUrl: https://example.com/" + "../" * 200_000), "NL306"),
    "many parameters": (block("webUrl: https://example.com/?" + "utm_a&" * 200_000), "NL305"),
    "a long number": (block("quality: " + "9" * 1_000_000), "NL102"),
    "a long sexagesimal number": (block("quality: 1" + ":01" * 300_000), "NL102"),
    "a long binary number": (block("quality: 0b" + "1" * 1_000_000), "NL102"),
    "a long quoted gap in a date": (block(f"publishedDateTime: '2020-01-01{' ' * 500_000}x'"), "NL201"),
    "an endless quote": (block('title: "' + "x\n\n" * 200_000), "NL003"),
    "unclosed": ("---\n" + "a: b\n" * 500_000, "NL002"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_reported(name: str, tmp_path: Path) -> None:
    text, code = HOSTILE[name]
    write(tmp_path, zzz_md=WRONG)
    (tmp_path / "a.md").write_bytes(text.encode())

    done = run(tmp_path, "--output-format", "concise", "a.md", "zzz.md")

    assert f"[{code}]" in done.stdout
    assert "zzz.md:8:10: error[NL103]" in done.stdout


@pytest.mark.parametrize(
    "name", ["many equal topics", "many invisible characters", "many dot segments", "many entities", "many broken lines"]
)
def test_hostile_files_can_be_fixed(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(HOSTILE[name][0].encode())

    assert run(tmp_path, "--fix", "-q", "a.md").returncode in (0, 1)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, zzz_md=WRONG)
    (tmp_path / "a.md").write_bytes(b"---\ntitle: x\n---\n" + b"x" * 50_000_000)

    done = run(tmp_path, ".", "--output-format", "concise")

    assert done.returncode == 2
    assert done.stderr == "newslint: error: a.md: larger than 10000000 bytes (`[limits] bytes`)\n"
    assert "zzz.md:8:10: error[NL103]" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="FIFOs and symbolic links as on POSIX")
@pytest.mark.parametrize("walk", [False, True], ids=["named", "walked"])
def test_what_is_no_regular_file_is_a_failure_only_when_it_is_named(walk: bool, tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "folder.md" / "inner.md").write_text(WRONG)
    (tmp_path / "dangling.md").symlink_to("nowhere.md")
    (tmp_path / "loop.md").symlink_to("loop.md")
    os.mkfifo(tmp_path / "fifo.md")
    write(tmp_path, zzz_md=WRONG)
    names = ["folder.md", "dangling.md", "loop.md", "fifo.md", "zzz.md"]

    done = run(tmp_path, "--output-format", "concise", *(["."] if walk else names))

    failures = ["dangling.md: no such file", "fifo.md: not a regular file", "loop.md: a link that leads to itself"]
    assert done.stderr.splitlines() == ([] if walk else [f"newslint: error: {failure}" for failure in failures])
    assert done.returncode == (1 if walk else 2)
    assert "folder.md/inner.md:8:10: error[NL103]" in done.stdout, "a folder is walked, whatever its name"
    assert "zzz.md:8:10: error[NL103]" in done.stdout


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="sockets in the file system as on POSIX")
def test_a_socket_is_no_regular_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("a.md")
        assert read_file("a.md", 10) == "not a regular file"


@pytest.mark.parametrize("expected", [0, 3, 4, 5, 10])
def test_a_file_that_grew_or_shrank_since_its_size_was_asked_is_read_whole(expected: int, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"abcd")
    descriptor = os.open(tmp_path / "a.md", os.O_RDONLY)
    assert _read(descriptor, expected, 100) == b"abcd"
    os.close(descriptor)


def give_up_reading_everything() -> None:
    """Take from a process that is root what lets it read any file (capabilities(7): CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH)."""
    drop_from_bounding_set = 24  # PR_CAPBSET_DROP, see prctl(2)
    libc = ctypes.CDLL(None)
    for capability in (1, 2):
        libc.prctl(drop_from_bounding_set, capability, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="modes as on POSIX, and capabilities as on Linux where the tests run as root")
def test_a_file_without_permission(tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG, zzz_md=WRONG)
    (tmp_path / "a.md").chmod(0)
    preexec = give_up_reading_everything if os.geteuid() == 0 else None

    command = [*COMMAND, "--isolated", ".", "--output-format", "concise"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, text=True, preexec_fn=preexec)

    assert done.returncode == 2
    assert "newslint: error: a.md: no permission\n" in done.stderr
    assert "zzz.md" in done.stdout


@pytest.mark.parametrize("name", ["empty.md", "x.json", "x.yaml", "x.txt", "x.html"])
def test_empty_files(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")

    done = newslint(tmp_path, "--isolated", name, "--output-format", "concise")

    assert done.code == 1
    assert "NL00" in done.out

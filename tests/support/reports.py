"""The inputs that every format is tried on, and a run over them as the command line makes it."""

import io
import os
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from linter.cli.main import run
from tests.support.article import article

CLEAN = article(
    title='"Ten new tram lines"',
    excerpt='"The city’s council voted for them."',
    url='"https://www.example.com/trams"',
    quality=41,
    heat=10,
    published="true",
    topics=("Trams",),
    body="Text.\n",
)
TITLE = 'title: "Ten new tram lines"'
QUALITY = "quality: 41"
SELECT = "NL001,NL003,NL006,NL007,NL103,NL105,NL305,NL402,NL403"
HOSTILE = [
    r"\x1b[31mred\x1b]0;owned\x07",
    "::set-output name=x::y",
    "::error file=a.md::owned",
    "%0A::stop-commands::x",
    "]]> <!-- --> &amp;",
    "<script>window.owned=1</script><img src=x onerror=window.owned=1>",
    r"\u202egnp.exe \u2028 next",
    "| table | [link](https://evil.example) | `code`",
]


def with_title(title: str, text: str = CLEAN) -> str:
    return text.replace(TITLE, f"title: {title}")


def _broken(count: int) -> dict[str, bytes]:
    return {f"many/{number:02}.md": with_title(f'"{number}  trams "').encode() for number in range(count)}


def _hostile(value: str) -> bytes:
    """Put a value where it is quoted in a message and where it is marked."""
    return with_title(f'"{value} "', CLEAN.replace("category: news", f'category: "{value}"')).encode()


# Each case: the files of a repository, by path.
CASES: dict[str, dict[str, bytes]] = {
    "clean": {"clean.md": CLEAN.encode()},
    "several-files": {"a.md": with_title('"Trams "').encode(), "b/c.md": CLEAN.replace(QUALITY, "quality: 999").encode()},
    "file-level": {"none.md": b"Just text.\n", "binary.md": b"---\ntitle: \xff\n---\n"},
    "broken-yaml": {"broken.md": with_title("Trams: how they work").encode(), "tab.md": b"---\ntopics:\n\t- Trams\n---\n"},
    "emoji": {"emoji.md": with_title('"It’s 😀👩‍👩‍👧  here "').encode()},
    "crlf": {"crlf.md": with_title('"Trams  run "').replace("\n", "\r\n").encode()},
    "bom": {"bom.md": b"\xef\xbb\xbf" + with_title('"Trams  run "').encode()},
    "odd-path": {"städte/a b#c%20?.md": with_title('"Trams "').encode()},
    "more-than-ten": _broken(12),
    "lone-surrogates": {"a.json": rb'{"category": "\ud800", "title": "a\udfff  b ", "\udc80": 1, "quality": 999}'},
    "hostile": {f"hostile{number}.md": _hostile(value) for number, value in enumerate(HOSTILE)},
}


class Outcome(NamedTuple):
    """What a run of the command line gave."""

    code: int
    out: str
    err: str


def write_repository(folder: Path, files: dict[str, bytes]) -> list[str]:
    """Write files below a folder that git knows; return their paths."""
    (folder / ".git").mkdir()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return list(files)


class _Captured(io.TextIOWrapper):
    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="", write_through=True)

    def text(self) -> str:
        self.flush()
        data = self.buffer
        assert isinstance(data, io.BytesIO)
        return data.getvalue().decode("utf-8")


def newslint(folder: Path, *arguments: str) -> Outcome:
    """Run the command line in `folder`, in this process."""
    out, err = _Captured(), _Captured()
    before = Path.cwd()
    os.chdir(folder)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = run(["check", "--now", "2024-06-01", *arguments])
    finally:
        os.chdir(before)
    return Outcome(code, out.text(), err.text())


def report(folder: Path, name: str, *arguments: str) -> str:
    """Return the report on all files below `folder` in the format `name`."""
    return newslint(folder, "--output-format", name, *arguments).out

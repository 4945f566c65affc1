"""A git repository that is being filled, and two kinds of articles."""

import re
import tomllib
from pathlib import Path

import pytest

from linter.cli.main import run
from tests.support import repository
from tests.support.article import article

NOW = ("--now", "2026-06-01")

ARTICLE = article(
    title="Tram number {n}",
    excerpt="Ten cities build new lines, this is number {n}.",
    url="https://news.example.org/trams/{n}",
    quality="{quality}",
    heat=7,
    published="true",
    domain="example.org",
    topics=("{topic}",),
    body="",
).replace("2024-05-01", "2024-05-{day:02}")
POST = """\
---
layout: post
title: Tram number {n}
date: 2020-01-{day:02} 07:30 +0000
canonical_url: https://www.example.com/trams/{n}
tags: [trams, number-{n}]
---
"""


class Repo(repository.Repo):
    """A git repository that is being adopted."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.git("init", "--quiet")

    def files(self) -> set[str]:
        return {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file() and ".git/" not in str(path)}

    @property
    def config(self) -> dict[str, object]:
        return tomllib.loads(self.read("newslint.toml"))


def adopt(repo: Repo, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run `init --write` and newslint; see to it that the second says what the first foretold, and return what it said."""
    assert run(["init", "--write", *arguments, *NOW]) == 0
    foretold = re.search(r"newslint reports (.*) in (\d+) articles?\.", capsys.readouterr().out)
    assert foretold is not None
    run(["--no-cache", "--output-format", "concise", *NOW])
    out = capsys.readouterr().out
    said = re.search(r"Found (.*) \((\d+) files? checked[,)]|No problems found \((\d+) files? checked[,)]", out)
    assert said is not None
    assert foretold.groups() == (said[1] or "nothing", said[2] or said[3])
    return out

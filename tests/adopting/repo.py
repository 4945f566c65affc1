"""A content repo in a temporary folder, and the real command run in it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ARTICLE = """\
---
category: news
title: "Trams are back"
excerpt: "Ten cities build new lines."
publishedDateTime: 2024-05-01T06:00:00Z
webUrl: "https://news.example.org/{slug}"
type: article
quality: 65
heat: -1
published: false
provider:
  name: Example
  domain: example.org
topics:
  - Transport
---
Body.
"""


class Done(NamedTuple):
    code: int
    out: str
    err: str


class Repo:
    """A folder with articles; `git` makes it a repository."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        return path

    def article(self, name: str, *replacements: tuple[str, str], slug: str | None = None) -> Path:
        """Write the clean article, with some of its text replaced."""
        text = ARTICLE.format(slug=slug or Path(name).stem)
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new)
        return self.write(name, text)

    def read(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode("utf-8")

    def git(self, *arguments: str) -> str:
        identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false"]
        done = subprocess.run(["git", *identity, *arguments], cwd=self.folder, capture_output=True, text=True, check=True)
        return done.stdout

    def commit(self, message: str = "change") -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def newslint(self, *arguments: str, folder: str = ".", stdin: str = "") -> Done:
        environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS")}
        done = subprocess.run(
            [sys.executable, "-m", "linter", *arguments],
            cwd=self.folder / folder,
            input=stdin.encode(),
            capture_output=True,
            check=False,
            env=environment,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def codes(self, *arguments: str, folder: str = ".") -> list[str]:
        """Run the command and return `path:line code` of each diagnostic."""
        done = self.newslint("--output-format", "concise", *arguments, folder=folder)
        found = []
        for row in done.out.splitlines():
            place, bracket, rest = row.partition("[NL")
            if bracket:
                path, line = place.split(":")[:2]
                found.append(f"{path}:{line} NL{rest[:3]}")
        return found

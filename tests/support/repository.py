"""A content repo in a temporary folder, and the real command run in it."""

import subprocess
from pathlib import Path

from tests.support.article import article
from tests.support.newslint import Done, newslint

ARTICLE = article(
    title='"Trams are back"', excerpt='"Ten cities build new lines."', url='"https://news.example.org/{slug}"', domain="example.org"
)


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
        return newslint(self.folder / folder, *arguments, stdin=stdin)

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

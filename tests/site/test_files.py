"""Files that bodies and front matter point at exist, to the letter; fragments name what is there."""

import re
import time
from pathlib import Path

import pytest

from linter.cli.main import run
from linter.links.body import Heading, read_markdown
from linter.site.slugs import heading_ids
from tests.links.test_content import png

CONFIG = "[site]\nroot = '.'\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "newslint.toml").write_text(CONFIG)
    write("posts/other.md", "---\ntitle: Other\n---\n\n## The first line\n")
    write("posts/Tram.PNG", png(30, 20))
    write("static/logo.png", png(30, 20))
    write("content/news/depot.md", "## The depot\n")
    write("about/index.md", "# About\n")
    return tmp_path


def write(name: str, content: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def found(capsys: pytest.CaptureFixture[str], body: str, front_matter: str = "title: Trams", *, name: str = "posts/a.md") -> list[str]:
    write(name, f"---\n{front_matter}\n---\n\n{body}\n")
    run(["--select", "NL910,NL911,NL912", "--output-format", "concise", name])
    return re.findall(r"NL\d+", capsys.readouterr().out.partition("Found")[0])


@pytest.mark.parametrize(
    "address",
    [
        "other.md",
        "./other.md",
        "other",
        "other.html",
        "/posts/other.md",
        "/posts/other/",
        "../posts/other.md",
        "other.md?x=1",
        "Tram.PNG",
        "Tram%2EPNG",
        "/about/",
        "/about",
        "../about/",
        "#",
        "",
        "?x",
        "../../elsewhere.md",
        "https://www.example.com/missing.md",
        "//www.example.com/missing.md",
        "mailto:a@example.com",
        "{{ site.url }}/missing.md",
        "{% link missing.md %}",
    ],
)
def test_what_is_there(capsys: pytest.CaptureFixture[str], address: str) -> None:
    assert found(capsys, f'[x](<{address}>) <a href="{address}">x</a>') == []


@pytest.mark.parametrize(
    "address",
    ["missing.md", "./missing", "/other.md", "../other.md", "tram.png", "TRAM.PNG", "/logo.png", "/about/us/", "/posts/other.pdf"],
)
@pytest.mark.parametrize("written", ["[x](%s)", "![x](%s)", '<img src="%s">', "[x][r]\n\n[r]: %s"])
def test_what_is_missing(capsys: pytest.CaptureFixture[str], address: str, written: str) -> None:
    assert found(capsys, written % address) == ["NL910"]


def test_a_name_in_another_case_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    write("posts/a.md", "---\ntitle: Trams\n---\n\n![x](tram.png)\n")

    run(["--select", "NL910", "posts/a.md"])

    assert "there is `posts/Tram.PNG`: upper and lower case count" in capsys.readouterr().out


@pytest.mark.parametrize(
    "body", ["`[x](missing.md)`", "```\n[x](missing.md)\n```", "<!-- [x](missing.md) -->", "{% comment %}[x](missing.md){% endcomment %}"]
)
def test_code_and_comments_hold_no_links(capsys: pytest.CaptureFixture[str], body: str) -> None:
    assert found(capsys, body) == []


def test_static_folders_and_folders_of_pages(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    body = "![x](/logo.png) [x](/news/depot/) [x](/news/depot#the-depot)"
    assert found(capsys, body) == ["NL910", "NL910", "NL910"]

    (folder / "newslint.toml").write_text(f"{CONFIG}static = ['static']\npages = ['content']\n")

    assert found(capsys, body) == []


def test_addresses_that_the_generator_makes_up_are_not_checked_but_files_are(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "newslint.toml").write_text(f"{CONFIG}permalinks = ['/*', '*/']\n")

    assert found(capsys, "[x](/2024/05/trams/) [x](/tags/trams) [x](/2024/trams.html) [x](../trams/)") == []
    assert found(capsys, "![x](/images/none.png) [x](/report.pdf)") == ["NL910", "NL910"]


def test_nothing_is_checked_without_configuration(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "newslint.toml").write_text("")

    assert found(capsys, "[x](missing.md) [y](#none)") == []


@pytest.mark.parametrize(
    ("front_matter", "codes"),
    [
        ("image: /static/logo.png", []),
        ("image: /static/none.png", ["NL910"]),
        ("cover: {image: ../static/none.png}", ["NL910"]),
        ("images: [/static/none.png, /static/logo.png]", ["NL910"]),
        ("image: none.png", []),
        ("image: www.example.com/none.png", []),
        ("title: /static/none.png", []),
        ("images:\n- url: /static/logo.png\n  width: 30\n  height: 20", []),
        ("images:\n- url: /static/logo.png\n  width: 31\n  height: 20", ["NL912"]),
    ],
)
def test_images_in_the_front_matter(capsys: pytest.CaptureFixture[str], front_matter: str, codes: list[str]) -> None:
    assert found(capsys, "", front_matter) == codes


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("other.md#the-first-line", []),
        ("other.md#The-first-line", ["NL911"]),
        ("other.md#no-line", ["NL911"]),
        ("#trams", []),
        ("#trams-1", []),
        ("#trams-2", ["NL911"]),
        ("#own", []),
        ("#part", []),
        ("#stra%C3%9Fe", []),
        ("#top", []),
        ("#:~:text=trams", []),
        ("Tram.PNG#x", []),
    ],
)
def test_fragments(capsys: pytest.CaptureFixture[str], address: str, codes: list[str]) -> None:
    body = f'[x]({address})\n\n## Trams\n\n## *Trams*\n\n## Name {{#own}}\n\nStraße\n======\n\n<a name="part"></a>'
    assert found(capsys, body) == codes


def test_pages_whose_ids_a_template_makes_are_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "[x](#any)\n\n{% include sections.html %}") == []


@pytest.mark.parametrize(
    ("style", "text", "slug"),
    [
        ("github", "What's new, 2024?", "whats-new-2024"),
        ("github", "A -- B", "a----b"),
        ("github", "Größe & Maß", "größe--maß"),
        ("github", "snake_case", "snake_case"),
        ("jekyll", "1. The first", "the-first"),
        ("jekyll", "1. The first", "1-the-first"),
        ("jekyll", "2024", "section"),
        ("hugo", "Größe", "größe"),
        ("hugo", "Grosse Häuser", "grosse-hauser"),
    ],
)
def test_slugs(style: str, text: str, slug: str) -> None:
    assert slug in heading_ids([Heading(text, "")], style)


def test_the_text_of_a_heading_is_what_readers_see() -> None:
    body = read_markdown("## The `code` of [a *link*](x) and ![image](y)\n")

    assert body.headings == [Heading("The code of a link and image", "")]


def test_a_file_that_is_taken_away_is_missed_at_once(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / ".git").mkdir()
    assert found(capsys, "[x](other.md)") == []

    (folder / "posts/other.md").unlink()

    assert found(capsys, "[x](other.md)") == ["NL910"]


def test_symbolic_links_to_folders_are_not_listed(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "linked").symlink_to(folder / "content")

    assert found(capsys, "[x](/linked/anything.md)") == []


def test_thousands_of_bodies_are_quick(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(1_000):
        write(
            f"posts/{number}.md",
            f"---\ntitle: Trams\n---\n\n## Line\n\n[a](other.md) [b]({number}.md#line) ![c](/static/logo.png)\n" + "Text. " * 100,
        )

    began = time.monotonic()
    run(["--select", "NL910,NL911", "posts"])

    assert time.monotonic() - began < 5  # a tenth of this on a machine that does nothing else
    assert "Found" not in capsys.readouterr().out


def test_unknown_slugs_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "newslint.toml").write_text(f"{CONFIG}slugs = 'gitlab'\n")

    assert run(["posts"]) == 2
    assert "`site.slugs`: expected `github` or `jekyll` or `hugo`" in capsys.readouterr().err

"""The first run in a repository of another format: a few diagnostics and what to do, instead of thousands of lines."""

import json
from pathlib import Path

import pytest

from tests.support.article import CLEAN
from tests.support.newslint import NOW, newslint, write

POST = "---\ntitle: Trams {}\ndate: 2024-05-01\nlayout: post\n---\nText.\n"
SAYS = "these articles are not in newslint's own format: `newslint init` proposes a configuration for this repository"


def posts(folder: Path, count: int = 12) -> None:
    (folder / "_posts").mkdir()
    for index in range(count):
        (folder / "_posts" / f"{index:02}.md").write_text(POST.format(index))


@pytest.mark.parametrize("name", ["full", "concise", "grouped"])
def test_people_are_shown_ten(name: str, tmp_path: Path) -> None:
    posts(tmp_path)
    every = json.loads(newslint(tmp_path, "--output-format", "json").out)["diagnostics"]

    done = newslint(tmp_path, "--output-format", name)

    assert len(every) > 20
    assert SAYS in done.err
    assert f"10 of {len(every):,} diagnostics" in done.err
    assert sum(done.out.count(f"[{code}]") + done.out.count(f" {code} ") for code in {d["code"] for d in every}) == 10
    assert done.code == 1


def test_machines_and_counts_are_complete(tmp_path: Path) -> None:
    posts(tmp_path)

    lines = newslint(tmp_path, "--output-format", "jsonl").out.splitlines()
    assert len({json.loads(line)["path"] for line in lines}) == 12
    assert "12" in newslint(tmp_path, "--statistics").out


def test_with_a_configuration_everything_is_shown(tmp_path: Path) -> None:
    posts(tmp_path)
    write(tmp_path, newslint_toml="")

    done = newslint(tmp_path, "--output-format", "concise")

    assert SAYS not in done.err
    assert done.out.count("/11.md:") > 0


def test_one_unfinished_article_is_no_other_format(tmp_path: Path) -> None:
    posts(tmp_path, 2)

    assert SAYS not in newslint(tmp_path).err


def test_a_few_foreign_files_among_articles_are_defects(tmp_path: Path) -> None:
    posts(tmp_path, 4)
    for index in range(5):
        (tmp_path / f"{index}.md").write_text(CLEAN.replace("/trams", f"/{index}").replace("Trams", f"Trams {index}"))

    done = newslint(tmp_path, "--now", NOW)

    assert SAYS not in done.err
    assert "03.md" in done.out

"""How tables are cut into parts: every row is read once, wherever the cuts are."""

import json
from pathlib import Path

import pytest

from linter.cluster import inputs
from linter.cluster.inputs import LinesPart, find_inputs
from linter.cluster.tasks import Linted, find_shared, pick, split_entries
from linter.corpus.entry import Corpus, CorpusEntry, sharing


@pytest.mark.parametrize("size", [1, 7, 40, 41, 1000])
def test_each_line_belongs_to_one_part(tmp_path: Path, size: int) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps({"path": f"{number}.md", "text": "x" * number}) + "\n" for number in range(30)))
    end = path.stat().st_size
    parts = [LinesPart(str(path), start, min(start + size, end)) for start in range(0, end, size)]
    assert [target.path for part in parts for target, _ in part.read(10**6)] == [f"{number}.md" for number in range(30)]


def test_large_files_of_lines_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "_BLOCK", 10)
    (tmp_path / "news.jsonl").write_text("x" * 25)
    _, parts = find_inputs(f"file://{tmp_path}")
    assert [(part.start, part.end) for part in parts if isinstance(part, LinesPart)] == [(0, 10), (10, 20), (20, 25)]


def entry(path: str, *keys: str, title: str = "", related: tuple[str, ...] = ()) -> CorpusEntry:
    return CorpusEntry(path, keys, 1, 1, title, (), related)


@pytest.mark.parametrize("buckets", [1, 2, 13])
def test_the_reduce_finds_what_has_company_and_nothing_else(buckets: int) -> None:
    parts = [
        [entry("a.md", "one"), entry("b.md", "two", title="trams")],
        [entry("c.md", "one"), entry("d.md", "three", title="trams"), entry("e.md", "four")],
        [entry("f.md", related=("four",)), entry("g.md", "five", related=("nowhere",))],
    ]
    splits = [split_entries(Linted([], entries), buckets) for entries in parts]
    shared = {found.path for bucket in range(buckets) for found in find_shared([pick(split, bucket) for split in splits]).entries}
    assert shared == {"a.md", "b.md", "c.md", "d.md", "e.md", "f.md"}
    assert shared == sharing([found for part in parts for found in part]), "a local run sees the same"


def test_files_share_pages_and_titles_with_others() -> None:
    alone = [entry("a.md", "one", "uno", title="trams"), entry("b.md", "two", title="buses"), entry("c.md"), entry("d.md")]
    assert sharing(alone) == set()
    assert sharing([*alone, entry("e.md", "two")]) == {"b.md", "e.md"}
    assert sharing([*alone, entry("e.md", title="trams")]) == {"a.md", "e.md"}
    assert sharing([*alone, entry("e.md", related=("nowhere", "uno"))]) == {"a.md", "e.md"}
    assert sharing([*alone, entry("e.md", related=("nowhere",))]) == set()


def test_images_and_names_are_counted_over_all_parts() -> None:
    logo = {"images": ("logo",), "domain": "example.com", "provider": "Harbour"}
    parts = [
        [entry(f"{number}.md", title=f"story {number}")._replace(**logo) for number in range(4)],
        [entry("odd.md", title="odd")._replace(domain="example.com", provider="Bank"), entry("alone.md")._replace(images=("own",))],
    ]
    splits = [split_entries(Linted([], entries), 3) for entries in parts]
    found = [find_shared([pick(split, bucket) for split in splits]) for bucket in range(3)]
    tallies = {word: dict(counts) for bucket in found for word, counts in bucket.tallies.items()}
    assert tallies["name example.com"] == {"Harbour": 4, "Bank": 1}
    assert set(tallies) == {"name example.com", "image logo"}
    shared = [one for bucket in found for one in bucket.entries]
    assert {one.path for one in shared} == {"0.md", "1.md", "2.md", "3.md", "odd.md"}
    assert Corpus((), shared, tallies).stories_with("logo") == 4

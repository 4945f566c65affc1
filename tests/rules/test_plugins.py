"""Rules from other packages: the example plugin installed for real, and plugins that fail."""

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path
from typing import NamedTuple

import pytest

from linter import ConfigError, Settings, authoring, lint_text
from linter.rules.plugins import API_VERSION, GROUP
from linter.run.batch import FEWEST_FOR_CACHE
from tests.support import ROOT

EXAMPLE = ROOT / "examples" / "plugin"

ARTICLE = """\
---
category: news
title: TRAM LINE OPENS.
excerpt: Ten cities build new lines.
publishedDateTime: 2024-05-01T06:00:00Z
webUrl: http://news.example.org/trams
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
"""

MINE = """\
import sys
from linter.authoring import ArticleRule, Finding, Plugin, Span

class Mine(ArticleRule):
    code, name = "{code}", "{name}"

    def check(self, article, context):
        {body}

PLUGIN = Plugin(api=1, rules=(Mine,))
"""


class Run(NamedTuple):
    code: int
    out: str
    err: str


class Installation:
    """A virtual environment with newslint in it, and whatever plugins a test installs."""

    def __init__(self, folder: Path) -> None:
        venv.create(folder, with_pip=False, symlinks=True)
        self.python = folder / "bin" / "python"
        self.packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
        here = sysconfig.get_path("purelib")
        (self.packages / "newslint-under-test.pth").write_text(f"import site; site.addsitedir({here!r})\n", encoding="utf-8")

    def install(self, project: Path) -> None:
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(self.python), "install", "--quiet"]
        subprocess.run([*pip, "--no-deps", "--no-index", "--no-build-isolation", str(project)], check=True)

    def add_plugin(self, name: str, code: str) -> None:
        """Install a package of one module, as an installer would leave it."""
        module = name.replace("-", "_")
        (self.packages / f"{module}.py").write_text(code, encoding="utf-8")
        info = self.packages / f"{module}-1.0.dist-info"
        info.mkdir(exist_ok=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[newslint.rules]\n{name} = {module}:PLUGIN\n", encoding="utf-8")

    def run(self, repo: Path, *arguments: str) -> Run:
        command = [str(self.python), "-m", "linter", *arguments]
        done = subprocess.run(command, cwd=repo, capture_output=True, text=True, encoding="utf-8", check=False)
        return Run(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    installation = Installation(tmp_path_factory.mktemp("venv"))
    installation.install(EXAMPLE)
    return installation


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    (tmp_path / "newslint.toml").write_text('plugins = ["house-style"]\n', encoding="utf-8")
    (tmp_path / "trams.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def configure(repo: Path, config: str) -> None:
    (repo / "newslint.toml").write_text(config, encoding="utf-8")


def test_rules_of_an_installed_plugin_run_beside_newslints_own(installed: Installation, repo: Path) -> None:
    run = installed.run(repo, "--output-format", "concise")

    assert "trams.md:3:8: warning[HS001] `title`: expected a title in sentence case, found `TRAM LINE OPENS.`" in run.out
    assert "HS002" in run.out
    assert "NL302" in run.out
    assert (run.code, run.err) == (0, "")


def test_a_plugin_that_the_configuration_does_not_name_is_not_loaded(installed: Installation, repo: Path) -> None:
    configure(repo, "")

    run = installed.run(repo, "--output-format", "concise")

    assert "HS0" not in run.out
    assert "NL302" in run.out


def test_its_rules_can_be_selected_graded_and_fixed_like_any_other(installed: Installation, repo: Path) -> None:
    configure(repo, 'plugins = ["house-style"]\n[severity]\nshouting-title = "error"\n')

    run = installed.run(repo, "--select", "HS", "--fix", "--output-format", "concise")

    assert (repo / "trams.md").read_text(encoding="utf-8") == ARTICLE.replace("OPENS.", "OPENS")
    assert "error[HS001]" in run.out
    assert "HS002" not in run.out
    assert run.code == 1


def test_its_diagnostics_can_be_suppressed(installed: Installation, repo: Path) -> None:
    text = ARTICLE.replace("OPENS.\n", "OPENS. # newslint: ignore[HS001, title-with-full-stop] a quotation\n")
    (repo / "trams.md").write_text(text, encoding="utf-8")

    run = installed.run(repo, "--select", "HS,NL011,NL012", "--output-format", "concise")

    assert "HS0" not in run.out
    assert "NL01" not in run.out


def test_its_rules_are_explained_and_listed(installed: Installation, repo: Path) -> None:
    assert installed.run(repo, "rule", "HS001").out.startswith("# shouting-title (HS001)")
    assert "HS002 warning  title-with-full-stop [*]: A title ends with a full stop." in installed.run(repo, "rule", "--all").out


def test_the_examples_own_tests_pass(installed: Installation) -> None:
    command = [str(installed.python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(EXAMPLE), str(EXAMPLE / "tests")]

    done = subprocess.run(command, cwd=EXAMPLE, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
    assert "6 passed" in done.stdout


@pytest.mark.parametrize(
    ("name", "code", "reason"),
    [
        ("imports-nothing", "import a_module_that_is_not_there", "ModuleNotFoundError: No module named 'a_module_that_is_not_there'"),
        ("exits", "raise SystemExit('bye')", "SystemExit: bye"),
        ("has-no-plugin", "", "AttributeError: module 'has_no_plugin' has no attribute 'PLUGIN'"),
        ("another-kind", "PLUGIN = 1", "expected a `linter.rules.plugins.Plugin`, found int"),
        (
            "from-the-future",
            "from linter.authoring import Plugin\nPLUGIN = Plugin(api=99, rules=())",
            "written for plugin API 99, this newslint has 1",
        ),
        (
            "takes-a-name",
            MINE.format(code="MY001", name="insecure-url", body="pass"),
            "its rule `Mine` takes `insecure-url`, which NL302 has",
        ),
        (
            "takes-a-code",
            MINE.format(code="NL901", name="mine", body="pass"),
            "its rule `Mine` needs a code like `HS001` (`NL` is newslint's own), found `NL901`",
        ),
    ],
)
def test_a_plugin_that_cannot_be_used_is_named_and_the_run_goes_on(
    installed: Installation, repo: Path, name: str, code: str, reason: str
) -> None:
    installed.add_plugin(name, code)
    configure(repo, f'plugins = ["{name}", "house-style"]\nignore = ["MY001"]\n')

    run = installed.run(repo, "--output-format", "concise")

    assert run.err == f"newslint: error: plugin `{name}` was not used: {reason}\n"
    assert "HS001" in run.out
    assert "NL302" in run.out
    assert run.code == 2


def test_a_plugin_that_is_not_installed_is_named(installed: Installation, repo: Path) -> None:
    configure(repo, 'plugins = ["house-stile"]\n')

    run = installed.run(repo)

    assert run.err == (
        "newslint: error: plugin `house-stile` was not used: "
        "not installed: no package has the entry point `house-stile` in the group `newslint.rules`\n"
    )
    assert run.code == 2


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("raises", "raise RuntimeError('no idea')", "RuntimeError: no idea"),
        ("leaves", "sys.exit('enough')", "RuntimeError: tried to end the program: enough"),
        ("yields-text", "return ['a title']", "TypeError: yielded something else than findings: 'a title'"),
        (
            "marks-nothing",
            "return [Finding(article.mapping, 'here', span=Span(9, 99999))]",
            "ValueError: marked a span outside of the file: (9, 99999)",
        ),
    ],
)
def test_a_rule_that_raises_is_named_with_its_plugin_and_file(
    installed: Installation, repo: Path, name: str, body: str, reason: str
) -> None:
    installed.add_plugin(name, MINE.format(code="MY001", name="mine", body=body))
    configure(repo, f'plugins = ["{name}", "house-style"]\n')

    run = installed.run(repo, "--output-format", "concise")

    assert run.err == f"newslint: error: trams.md: internal error in MY001 (plugin {name}): {reason}\n"
    assert "HS001" in run.out
    assert run.code == 2


def test_a_plugin_that_is_being_written_is_never_answered_for_by_the_cache(installed: Installation, repo: Path) -> None:
    body = "return [Finding(article.mapping, {message!r})]"
    installed.add_plugin("in-work", MINE.format(code="MY001", name="mine", body=body.format(message="the first words")))
    configure(repo, 'plugins = ["in-work"]\n')
    (repo / ".git").mkdir()
    for number in range(FEWEST_FOR_CACHE):
        (repo / f"{number}.md").write_text(ARTICLE, encoding="utf-8")
        os.utime(repo / f"{number}.md", (1_700_000_000, 1_700_000_000))  # files that were just written are never kept

    assert "the first words" in installed.run(repo, "--select", "MY", "--output-format", "concise").out
    installed.add_plugin("in-work", MINE.format(code="MY001", name="mine", body=body.format(message="the second words, other ones")))
    assert "the first words" not in installed.run(repo, "--select", "MY", "--output-format", "concise").out


def test_a_run_without_plugins_does_not_search_the_installed_packages(installed: Installation, repo: Path) -> None:
    configure(repo, "")
    program = "import sys; from linter.cli.main import run; run(['trams.md']); sys.exit('importlib.metadata' in sys.modules)"

    done = subprocess.run([str(installed.python), "-c", program], cwd=repo, capture_output=True, check=False)

    assert done.returncode == 0


@pytest.mark.parametrize("form", ["sarif", "json", "github", "gitlab", "junit", "html", "markdown", "rdjson", "full"])
def test_a_plugin_of_one_folder_only_is_reported_in_every_format(installed: Installation, repo: Path, form: str) -> None:
    (repo / "trams").mkdir()
    (repo / "newslint.toml").rename(repo / "trams" / "newslint.toml")
    (repo / "trams.md").rename(repo / "trams" / "trams.md")

    run = installed.run(repo, "--output-format", form)

    assert "HS001" in run.out
    assert (run.code, run.err) == (0, "")


def test_a_program_is_told_of_a_plugin_that_cannot_be_used() -> None:
    with pytest.raises(ConfigError, match="plugin `house-stile` cannot be used: not installed"):
        lint_text(ARTICLE, settings=Settings(plugins=("house-stile",)))


def documented_names() -> set[str]:
    """The names in the table of docs/plugins.md."""
    page = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
    table = page.partition("| what | names |")[2].partition("\n\n")[0]
    return set(re.findall(r"`(\w+)`", table))


def test_the_documentation_names_all_that_plugins_may_import_and_nothing_else() -> None:
    offered = {name: getattr(authoring, name) for name in authoring.__all__}
    members = {name for thing in offered.values() if isinstance(thing, type) for name in (*dir(thing), *getattr(thing, "__slots__", ()))}

    assert offered.keys() <= documented_names()
    assert documented_names() <= offered.keys() | members


def test_the_documentation_shows_the_examples_own_entry_point() -> None:
    page = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    ((name, target),) = project["entry-points"][GROUP].items()
    assert f'{name} = "{target}"' in page
    assert f"Plugin(api={API_VERSION}, " in page

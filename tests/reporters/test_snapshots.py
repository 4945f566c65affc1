"""Every format on every case, as last looked at. `pytest --snapshot-update tests/reporters` writes new ones: read them."""

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from linter.reporters import FORMATS
from tests.support.page import data_of
from tests.support.reports import CASES, SELECT, newslint, write_repository


class TextFile(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.mark.parametrize("name", FORMATS)
def test_every_case(name: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    shown = []
    for case, files in CASES.items():
        folder = tmp_path / case
        folder.mkdir()
        outcome = newslint(folder, "--select", SELECT, "--output-format", name, *write_repository(folder, files))
        shown.append(f"=== {case}: exit code {outcome.code}\n{_stable(name, outcome.out)}{outcome.err}")

    assert snapshot(extension_class=TextFile) == "\n".join(shown)


def _stable(name: str, text: str) -> str:
    """Leave out what the rules' documentation and the page's code decide."""
    if name == "sarif":
        log = json.loads(text)
        driver = log["runs"][0]["tool"]["driver"]
        driver["rules"] = [rule["id"] for rule in driver["rules"]]
        return json.dumps(log, indent=1) + "\n"
    if name == "html":
        return json.dumps(data_of(text), indent=1) + "\n"
    return text

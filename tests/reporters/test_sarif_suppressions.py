"""On request, SARIF also holds what is not reported, marked as such; without the request it does not."""

import json
from typing import Any

from tests.support.repository import Repo


def results(repo: Repo, *arguments: str) -> list[dict[str, Any]]:
    log = json.loads(repo.newslint("--output-format", "sarif", *arguments).out)
    found: list[dict[str, Any]] = log["runs"][0]["results"]
    return found


def test_suppressed_and_accepted_results_are_marked(repo: Repo) -> None:
    repo.article("a.md", ('"Trams are back"', '"Trams are back "  # newslint: ignore[NL402] their logo'), ("heat: -1", "heat: -9"))
    repo.newslint("baseline", "create")
    repo.article("b.md", ("heat: -1", "heat: -9"))
    assert [result["ruleId"] for result in results(repo, "--baseline", "newslint-baseline.json")] == ["NL103"]

    found = results(repo, "--baseline", "newslint-baseline.json", "--show-suppressed")

    assert [(result["ruleId"], result["baselineState"], [s["kind"] for s in result["suppressions"]]) for result in found] == [
        ("NL103", "new", []),
        ("NL402", "new", ["inSource"]),
        ("NL103", "unchanged", ["external"]),
    ]
    assert found[1]["suppressions"][0]["justification"] == "their logo"


def test_without_a_baseline_there_is_no_baseline_state(repo: Repo) -> None:
    repo.article("a.md", ("heat: -1", "heat: -9"))
    (result,) = results(repo, "--show-suppressed")
    assert result["suppressions"] == []
    assert "baselineState" not in result

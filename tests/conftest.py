"""Hypothesis: no deadlines, which depend on the machine; in CI the same examples in each run. And a git repository."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.repository import Repo

settings.register_profile(
    "newslint",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("newslint")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """An empty git repository."""
    repo = Repo(tmp_path)
    repo.git("init", "--quiet", "--initial-branch", "main")
    return repo

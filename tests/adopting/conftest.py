"""Fixtures: a plain folder, and a git repository."""

from pathlib import Path

import pytest

from tests.adopting.repo import Repo


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """An empty git repository."""
    repo = Repo(tmp_path)
    repo.git("init", "--quiet", "--initial-branch", "main")
    return repo

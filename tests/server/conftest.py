from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.editor import Editor, server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a repository of its own."""
    (tmp_path / ".git").mkdir()
    return tmp_path


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """Return an editor whose server runs for all tests of a module: starting one takes longer than most of them."""
    folder = tmp_path_factory.mktemp("other")
    with server(folder) as (editor, _):
        yield editor.start(folder)


@pytest.fixture
def editor(folder: Path, running: Editor) -> Iterator[Editor]:
    """Return an editor that has the repository open."""
    named = [{"uri": folder.as_uri(), "name": folder.name}]
    running.tell("workspace/didChangeWorkspaceFolders", event={"added": named, "removed": []})
    yield running
    running.close_all()
    running.tell("workspace/didChangeWorkspaceFolders", event={"added": [], "removed": named})

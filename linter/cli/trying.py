"""The very run that `newslint` would do with a proposed configuration, before its files are there."""

import json
import os
import tempfile
import tomllib
from collections.abc import Mapping
from contextlib import chdir
from pathlib import Path
from typing import Any

from linter.cli.options import parse_now
from linter.files.writing import write_text
from linter.init.trial import CONFIG, Trial
from linter.run.choices import Choices
from linter.run.linters import Linters
from linter.run.options import RunOptions
from linter.run.pipeline import run
from linter.settings.config_file import Config, config_from, load_config


def try_out(root: Path, config: str, schemas: Mapping[str, Any], now: str | None) -> Trial:
    """Run newslint in the folder `root` with a configuration file's text and schemas by their names."""
    with chdir(root), tempfile.TemporaryDirectory() as scratch:
        for name, schema in schemas.items():
            write_text(Path(scratch) / name, json.dumps(schema))
        proposed = config_from(_with_paths(tomllib.loads(config), Path(scratch)), Path.cwd() / CONFIG)
        linters = _ProposedLinters(Choices(), parse_now(now), proposed)
        return Trial(run(linters, [], RunOptions(cached=False)).files)


class _ProposedLinters(Linters):
    """Linters as if the configuration `proposed` were there; what lies deeper in the repository counts as it is."""

    def __init__(self, choices: Choices, now: Any, proposed: Config) -> None:
        super().__init__(choices, now)
        self.proposed = proposed

    def config_path(self, folder: str) -> Path | None:
        """Return the configuration file that counts in a folder."""
        found = super().config_path(folder)
        return found if found is not None and self.proposed.path.parent in found.parent.parents else self.proposed.path

    def _config_for(self, folder: str) -> Config | None:
        path = self.config_path(folder)
        return load_config(path) if path is not None and path != self.proposed.path else self.proposed


def _with_paths(table: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return a configuration whose schemas lie in `folder`."""
    changed = dict(table)
    if "schema" in changed:
        changed["schema"] = os.fspath(folder / changed["schema"])
    if "overrides" in changed:
        changed["overrides"] = [_with_paths(override, folder) for override in changed["overrides"]]
    return changed

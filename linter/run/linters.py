"""Which settings each path has, and the linter made of them."""

import os
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from linter.engine.linter import Linter
from linter.errors import ConfigError
from linter.files.stamps import FileStamp, stamp_of
from linter.rules.base import Rule
from linter.rules.plugins import PluginFailure
from linter.run.choices import Cases, Choices, by_content, cases_of
from linter.settings.options import Settings

if TYPE_CHECKING:
    from linter.links.results import LinkResults
    from linter.settings.config_file import Config, Override


class MakeLinter(Protocol):
    """Makes a linter of settings: `Linter`, or one that also takes the time."""

    def __call__(self, settings: Settings, *, now: datetime) -> Linter:
        """Return a linter; raise ConfigError where the settings cannot be used."""


class Linters:
    """Each path's settings and linter: the closest configuration file, its overrides, and the caller's choices on top.

    Linters are made once for equal settings and kept; `forget` drops them all, so that changed files are read again. `folder` decides
    about a run as a whole.
    """

    def __init__(self, choices: Choices, now: datetime, make: MakeLinter = Linter, folder: str = ".") -> None:
        self.choices = choices
        self.now = now
        self.folder = folder
        self._make = make
        self.links: LinkResults | None = None
        self.plugin_failures: dict[PluginFailure, None] = {}  # each once, in the order in which they came up
        self.rules: dict[type[Rule], None] = {}  # those that are enabled somewhere
        self.forget()

    def forget(self) -> None:
        """Drop what was read and made; the next question reads the files again."""
        self._sources: dict[Path, FileStamp] = {}
        self._made: list[Linter] = []
        self.settings: Callable[[Config | None, tuple[Override, ...]], Settings] = cache(self._settings)
        self.config_for: Callable[[str], Config | None] = cache(self._config_for)
        self._cases: Callable[[Config, tuple[Override, ...]], Cases] = cache(self._cases_of)
        self._linter_of: Callable[[Settings], Linter] = cache(self._new_linter)
        self._linter_by_content: Callable[[Cases], Linter] = cache(self._new_linter_by_content)
        self._by_folder: dict[str, Linter] = {}  # where all files of a folder have the same

    @property
    def in_processes(self) -> bool:
        """Whether other processes can make the same linters; those that take the time cannot add it up elsewhere."""
        return self._make is Linter

    def here(self) -> Linter:
        """Return the linter that decides about a run as a whole."""
        return self._linter_with(self.config_for(self.folder), ())

    def linter_for(self, path: str) -> Linter:
        """Return the linter for a file."""
        folder = path.rpartition("/")[0] or os.path.dirname(path)  # noqa: PTH120 (once per file, where `dirname` alone takes half the time)
        linter = self._by_folder.get(folder)
        if linter is not None:
            return linter
        config = self.config_for(folder)
        if config is not None and config.overrides:
            return self._linter_with(config, config.overrides_for(path))
        return self._by_folder.setdefault(folder, self._linter_with(config, ()))

    def config_path(self, folder: str) -> Path | None:
        """Return the configuration file that counts in a folder."""
        if self.choices.config is not None:
            return self.choices.config
        if self.choices.isolated:
            return None
        from linter.settings.config_file import candidates, find_config

        start = Path(os.path.abspath(folder))  # one file has one name, however a path leads to it
        found = find_config(start)
        self._note(candidates(start, found))
        return found

    @property
    def are_stale(self) -> bool:
        """Whether a file that settings, schemas or topics came from has changed, or one has come that would count instead."""
        return any(stamp_of(path) != stamp for path, stamp in self._sources.items())

    def use_now(self, now: datetime) -> None:
        """Let another time count as now."""
        self.now = now
        for linter in self._made:
            linter.knowledge = linter.knowledge._replace(now=now)

    def use_links(self, results: "LinkResults") -> None:
        """Let the linters from now on also report on links."""
        self.links = results
        self._linter_of = cache(self._new_linter)
        self._linter_by_content = cache(self._new_linter_by_content)
        self._by_folder = {}

    def _config_for(self, folder: str) -> "Config | None":
        path = self.config_path(folder)
        if path is None:
            return None
        from linter.settings.config_file import load_config

        config = load_config(path)
        self._note(config.sources)
        return config

    def _note(self, paths: Iterable[Path]) -> None:
        for path in paths:
            self._sources.setdefault(path, stamp_of(path))

    def _settings(self, config: "Config | None", overrides: "tuple[Override, ...]") -> Settings:
        return self.choices.on_top_of(config.settings(overrides) if config is not None else Settings())

    def _cases_of(self, config: "Config", overrides: "tuple[Override, ...]") -> Cases:
        return cases_of(config, overrides, self.choices)

    def _linter_with(self, config: "Config | None", overrides: "tuple[Override, ...]") -> Linter:
        try:
            if config is not None and any(override.when is not None for override in overrides):
                return self._linter_by_content(self._cases(config, overrides))
            return self._linter_of(self.settings(config, overrides))
        except ConfigError as error:
            where = config.where_said(error.about, overrides) if config is not None and error.about else ""
            if not where:
                raise
            from linter.settings.config_file import placed

            raise placed(where, error) from None

    def _new_linter_by_content(self, cases: Cases) -> Linter:
        linter = by_content(cases, self._linter_of)
        self._made.append(linter)
        return linter

    def _new_linter(self, settings: Settings) -> Linter:
        linter = self._make(settings, now=self.now)
        self.plugin_failures.update(dict.fromkeys(linter.plugins.failures))
        self.rules.update(dict.fromkeys(type(rule) for rule in linter.rules))
        self._made.append(linter)
        self._note(linter.sources)
        return linter if self.links is None else linter.with_links(self.links)

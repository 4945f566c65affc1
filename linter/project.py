"""A repository of articles with its configuration: what programs, editors and bots call, as the command line does."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from linter.engine.fixing import FixPolicy
from linter.run.checking import FileReport, FixMode
from linter.run.linters import Choices, Linters
from linter.run.options import RunOptions, Watch
from linter.run.pipeline import Run, run
from linter.settings.options import Settings

_NOT_COMPARED = RunOptions(cached=False, compared=False, jobs=1)


class Project:
    """A repository of articles. Lives as long as its caller: a command, a bot, an editor's server.

    Settings and linters are made once for each folder and kept. Before each call the files that they came from are looked at, and
    when one of them has changed, all are read anew. Not for use by several threads at once.
    """

    def __init__(self, folder: str | Path = ".", choices: Choices | None = None, *, now: datetime | None = None) -> None:
        """Take a folder of the repository, and what the caller says on top of its configuration files.

        The folder's settings decide about a run as a whole: which files are articles, and the baseline. Paths in calls and reports are
        absolute, or relative to the working directory. `now` is what counts as now (None: the clock, at each call).
        """
        self._fixed_now = now
        self._linters = Linters(choices or Choices(), now or datetime.now(UTC), folder=str(folder))

    def settings_for(self, path: str) -> Settings:
        """Return the settings of a file, whether it is there or not. Raises ConfigError where they cannot be used."""
        return self._fresh().linter_for(path).settings

    def check(
        self,
        paths: Iterable[str] = (".",),
        options: RunOptions | None = None,
        *,
        texts: Mapping[str, str] | None = None,
        watch: Watch | None = None,
    ) -> Run:
        """Lint files and folders, and texts by the paths that they are said to have (an editor's unsaved buffers).

        A text counts instead of the file at its path. Raises ConfigError where settings, options or a baseline cannot be used; what is
        wrong with one file is in its report.
        """
        encoded = {path: text.encode("utf-8", "surrogatepass") for path, text in (texts or {}).items()}
        return run(self._fresh(), [path for path in paths if path not in encoded], options or RunOptions(), texts=encoded, watch=watch)

    def check_text(self, text: str, path: str = "article.md", *, compared: bool = False) -> FileReport:
        """Lint one text as the file at `path` would be linted, by its own settings, overrides, ignore comments and the baseline.

        `compared`: also with the repository's other articles, which are read for it.
        """
        return self.check([], _NOT_COMPARED._replace(compared=compared), texts={path: text}).files[0]

    def fix_text(self, text: str, path: str = "article.md", *, unsafe: bool = False) -> FileReport:
        """Fix one text; `changed` of the report holds it before and after, None where nothing was fixed. Nothing is written.

        What the settings call unfixable and what the baseline accepts is left alone.
        """
        policy = FixPolicy(unsafe, self._fresh().linter_for(path).fixable_codes)
        return self.check([], _NOT_COMPARED._replace(fix=FixMode(policy, write=False)), texts={path: text}).files[0]

    def forget(self) -> None:
        """Read all settings, schemas and lists of topics anew at the next call."""
        self._linters.forget()

    def _fresh(self) -> Linters:
        """Return the linters as the files say now."""
        linters = self._linters
        if linters.are_stale:
            linters.forget()
        if self._fixed_now is None:
            linters.use_now(datetime.now(UTC))
        return linters

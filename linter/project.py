"""A repository of articles with its configuration: what programs, editors and bots call, as the command line does."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from linter.document import begins_as_article
from linter.engine.fixing import FixPolicy
from linter.engine.linter import Linter
from linter.files.discovery import chosen
from linter.run.checking import FileReport, FixMode
from linter.run.choices import Choices
from linter.run.linters import Linters
from linter.run.options import RunOptions, Watch
from linter.run.pipeline import Run, run, scope_of
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
        self.folder = str(folder)
        self._fixed_now = now
        self._linters = Linters(choices or Choices(), now or datetime.now(UTC), folder=self.folder)

    def settings_for(self, path: str) -> Settings:
        """Return the settings of a file, whether it is there or not. Raises ConfigError where they cannot be used."""
        return self.linter_for(path).settings

    def linter_for(self, path: str) -> Linter:
        """Return the linter of a file, with the schema, topics and rules that count for it. Raises ConfigError as `settings_for` does."""
        return self._fresh().linter_for(path)

    def is_article(self, path: str, text: str) -> bool:
        """Whether a walk through the repository takes a file with this text for an article: by its name, or by how it begins."""
        scope = scope_of(self._fresh())
        target = chosen(path, scope.filters, scope.root)
        return target is not None and (target.named or begins_as_article(path, text))

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

    def fix_text(
        self, text: str, path: str = "article.md", *, unsafe: bool = False, code: str | None = None, field: str | None = None
    ) -> FileReport:
        """Fix one text; `changed` of the report holds it before and after, None where nothing was fixed. Nothing is written.

        What the settings call unfixable and what the baseline accepts is left alone. With `code` only what that rule reports is fixed,
        with `field` as well only what it reports of that field.
        """
        codes = self.linter_for(path).fixable_codes
        only = frozenset([(code, field)]) if code is not None and field is not None else None
        policy = FixPolicy(unsafe, codes if code is None else codes & {code}, only)
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

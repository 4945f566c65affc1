"""What a run does, besides what its settings say."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from linter.files.discovery import Filters, Missing
from linter.run.checking import FileReport, FixMode, LinterFor

if TYPE_CHECKING:
    from linter.files.sharding import Shard
    from linter.links.results import State


class LinkOptions(NamedTuple):
    """How links are checked, on top of `[links]`. `time_budget` is in seconds, None: as configured."""

    offline: bool = False
    time_budget: float | None = None
    allow_hosts: tuple[str, ...] = ()


class LintElsewhere(Protocol):
    """Finds, lints and compares files on other machines."""

    def __call__(
        self, paths: Sequence[str], filters: Filters, linter_for: LinterFor, *, force_exclude: bool
    ) -> tuple[list[FileReport], list[Missing]]:
        """Return the reports in the order of their paths, and what was named and is not there. Raises ConfigError."""


class RunOptions(NamedTuple):
    """What a run does.

    `fix`: how to fix (None: not at all). `force_exclude`: named files are left out like found ones. `follow_links`: also what symbolic
    links lead to outside the repository is read. `shard`: which part of the files.
    `staged`, `changed_since` (a git revision): report only what is on changed lines; with `whole_files`, all in the changed files.
    `baseline`: the file of accepted diagnostics; `""`: the configured one; None: none. `links`: how to check links (None: not at all).
    `jobs`: how many processes at most (0: one for each core). `cached`: answer from the cache where nothing changed, and fill it.
    `compared`: also compare with the repository's other articles. `elsewhere`: what lints the files instead of this
    machine (a cluster).
    """

    fix: FixMode | None = None
    force_exclude: bool = False
    follow_links: bool = False
    shard: "Shard | None" = None
    staged: bool = False
    changed_since: str = ""
    whole_files: bool = False
    baseline: str | None = ""
    links: LinkOptions | None = None
    jobs: int = 0
    cached: bool = True
    compared: bool = True
    elsewhere: "LintElsewhere | None" = None


class Watch:
    """Is told how far a run is. This one tells nobody."""

    def files(self, reports: Iterable[FileReport], total: int) -> Iterable[FileReport]:
        """Pass the reports of `total` files on, as they come."""
        return reports

    def links(self, done: int, total: int, states: "Mapping[State, int]") -> None:
        """Take note that `done` of `total` links are checked."""

    def links_end(self) -> None:
        """Take note that no more links are checked."""

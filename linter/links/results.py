"""What is known about a link after it was checked. Plain values: they are stored, reported, and handed to rules."""

from collections.abc import Mapping
from enum import IntFlag, StrEnum
from typing import Any, NamedTuple

from linter.text.urls import Url


class State(StrEnum):
    """How a link is. Only `broken` is an error; `blocked` and `unavailable` say nothing about the link."""

    OK = "ok"
    MOVED = "moved"  # 301 or 308 all the way to a page that answers
    REDIRECTED = "redirected"  # the same with a 302, 303 or 307 among them
    BROKEN = "broken"
    BLOCKED = "blocked"
    UNAVAILABLE = "unavailable"
    REFUSED = "refused"
    SKIPPED = "skipped"


ALIVE = frozenset([State.OK, State.MOVED, State.REDIRECTED])
FAILING = frozenset([State.BROKEN, State.UNAVAILABLE])


class Need(IntFlag):
    """What has to be read of a link besides whether it answers."""

    NOTHING = 0
    PAGE = 1
    IMAGE = 2


class Hop(NamedTuple):
    """A redirect: the URL that sent on, and its status."""

    url: str
    status: int


class Page(NamedTuple):
    """Absolute URLs of a page's `rel=canonical` and `rel=amphtml`, None where it has none."""

    canonical: str | None = None
    amphtml: str | None = None


class Image(NamedTuple):
    """What an image URL answered with; `width` and `height` in pixels, None where they are not in the first bytes."""

    is_image: bool
    media_type: str = ""
    width: int | None = None
    height: int | None = None


class LinkResult(NamedTuple):
    """The state of one URL.

    `reason` says why, in words that can follow a colon. `chain` holds the redirects before `final`, the URL that answered.
    `seconds` is the time from the first request to the last answer. `checked_at` and `first_failed_at` are RFC 3339 times.
    """

    url: str
    state: State
    reason: str = ""
    status: int | None = None
    chain: tuple[Hop, ...] = ()
    final: str = ""
    seconds: float = 0.0
    checked_at: str = ""
    first_failed_at: str | None = None
    page: Page | None = None
    image: Image | None = None
    cached: bool = False

    @property
    def is_alive(self) -> bool:
        """Whether a page or file answered in the end."""
        return self.state in ALIVE

    def has(self, need: Need) -> bool:
        """Whether everything in `need` has been read; what is not alive has nothing to read."""
        if not self.is_alive:
            return True
        return (not need & Need.PAGE or self.page is not None) and (not need & Need.IMAGE or self.image is not None)

    def as_dict(self) -> dict[str, Any]:
        """Return the result as JSON values."""
        record = self._asdict()
        record["chain"] = [hop._asdict() for hop in self.chain]
        record["page"] = self.page._asdict() if self.page else None
        record["image"] = self.image._asdict() if self.image else None
        return record

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> "LinkResult":
        """Read what `as_dict` wrote. Raises KeyError, TypeError or ValueError for anything else."""
        values = dict(record)
        values["state"] = State(values["state"])
        values["chain"] = tuple(Hop(**hop) for hop in values["chain"])
        values["page"] = Page(**values["page"]) if values["page"] else None
        values["image"] = Image(**values["image"]) if values["image"] else None
        return cls(**values)


class LinkResults:
    """The results of a run by URL."""

    def __init__(self, results: Mapping[str, LinkResult]) -> None:
        self._results = results

    def all(self) -> list[LinkResult]:
        """Return the results in the order of their URLs."""
        return sorted(self._results.values())

    def get(self, url: Url) -> LinkResult | None:
        """Return what is known about `url` (its fragment does not matter), None where it was not checked."""
        return self._results.get(url.normalized)

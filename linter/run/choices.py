"""What a caller says on top of the configuration files, and the settings of files that are told apart by what they say."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.document import Document
from linter.engine.linter import Linter
from linter.settings.options import Settings

if TYPE_CHECKING:
    from linter.settings.conditions import Conditions
    from linter.settings.config_file import Config, Override


class Choices(NamedTuple):
    """What a caller says on top of the configuration files; what is empty says nothing.

    `config` is a file to use instead of the closest one, `isolated`: use none.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    schema: str = ""
    fail_on: str = ""
    related: str = ""
    config: Path | None = None
    isolated: bool = False

    def on_top_of(self, settings: Settings) -> Settings:
        """Lay the choices over settings; what is selected here, no file ignores."""
        return settings._replace(
            select=self.select or settings.select,
            ignore=self.ignore if self.select else (*settings.ignore, *self.ignore),
            severity=(*settings.severity, *self.severity),
            schema=self.schema or settings.schema,
            fail_on=self.fail_on or settings.fail_on,
            related=settings.related._replace(report=self.related) if self.related else settings.related,
        )


class Cases(NamedTuple):
    """The settings of files for which some `[[overrides]]` have a `when`: plain data, so that other processes can be told.

    `base` and the table of each override are TOML tables written as JSON; an override without conditions always counts.
    """

    where: str
    base: str
    overrides: tuple[tuple["Conditions | None", str], ...]
    choices: Choices

    def settings_for(self, fields: Mapping[str, Any] | None) -> Settings:
        """Return the settings of a file with this front matter (None: it could not be read). Raises ConfigError."""
        return _settings(self, tuple(when is None or when.matches(fields) for when, _ in self.overrides))

    @property
    def without_conditions(self) -> Settings:
        """The settings where no condition holds."""
        return self.settings_for(None)

    @property
    def one_by_one(self) -> list[Settings]:
        """The settings where just one condition holds: whatever settings can name is in one of them."""
        always = [when is None for when, _ in self.overrides]
        conditional = [index for index, is_fixed in enumerate(always) if not is_fixed]
        return [_settings(self, tuple(fixed or index == one for index, fixed in enumerate(always))) for one in conditional]


@lru_cache(maxsize=256)
def _settings(cases: Cases, counting: tuple[bool, ...]) -> Settings:
    from linter.settings.config_file import overridden
    from linter.settings.loading import parse_settings

    table = json.loads(cases.base)
    for counts, (_, override) in zip(counting, cases.overrides, strict=True):
        table = overridden(table, json.loads(override)) if counts else table
    return cases.choices.on_top_of(parse_settings(table, cases.where))


def cases_of(config: "Config", overrides: "Sequence[Override]", choices: Choices) -> Cases:
    """Return the settings that a configuration has for a file that `overrides` speak of."""
    written = tuple((override.when, json.dumps(override.table)) for override in overrides)
    return Cases(str(config.path), json.dumps(config.table), written, choices)


def by_content(cases: Cases, linter_of: Callable[[Settings], Linter]) -> Linter:
    """Return a linter that takes for each document the settings that what it says asks for; `linter_of` makes the linters of them."""

    def choose(document: Document) -> Linter:
        return linter_of(cases.settings_for(document.root.value if document.root is not None else None))

    return linter_of(cases.without_conditions).by_content(choose, [linter_of(settings) for settings in cases.one_by_one], cases)


def decided_by(linter: Linter) -> "Settings | Cases":
    """Return what other processes make the same linter of."""
    return linter.cases if isinstance(linter.cases, Cases) else linter.settings

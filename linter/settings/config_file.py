"""Configuration files: `newslint.toml`, or `[tool.newslint]` in `pyproject.toml`; finding, extending and overriding them."""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter.errors import ConfigError
from linter.files.border import home_of
from linter.files.reading import UnreadableError, read_bytes
from linter.settings.conditions import Conditions, parse_conditions
from linter.settings.loading import check_globs, option_name, parse_settings, shown_value, unknown_option
from linter.settings.options import FOR_THE_WHOLE_RUN, REFERENCE_KINDS, Settings
from linter.settings.toml_file import place_of, place_of_word, read_toml

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

FILE_NAMES = ("newslint.toml", ".newslint.toml", "pyproject.toml")
_LISTS_OF_RULES = ("select", "ignore", "fixable", "unfixable")
_MOST_EXTENDED = 20
_PATHS = ("schema", "baseline", "topics.files", "links.cache", "links.ca-bundle", "site.root", "locales.pattern")


_EVERY_FILE = ("**",)


class Override:
    """What differs for some files: `[[overrides]]`. `where` names it in messages.

    `when`: only for those of them that say so (None: for all).
    """

    def __init__(self, where: str, files: tuple[str, ...], table: dict[str, Any], when: Conditions | None = None) -> None:
        self.where = where
        self.files = files
        self.table = table
        self.when = when


class Config:
    """A configuration file with all it extends.

    `table` holds its options, paths in it absolute; `origins` tells for each option (`ranges.quality`) which file it comes from.
    `sources` are the files that were read.
    """

    def __init__(
        self, path: Path, table: dict[str, Any], origins: dict[str, str], overrides: tuple[Override, ...], sources: tuple[Path, ...]
    ) -> None:
        self.path = path
        self.sources = sources
        self.table = table
        self.origins = origins
        self.overrides = overrides

    def overrides_for(self, path: str) -> tuple[Override, ...]:
        """Return the overrides that speak of a file, in the order in which they count; those with `when` may not fit what it says."""
        if not self.overrides:
            return ()
        try:
            name = Path(path).absolute().relative_to(self.path.absolute().parent).as_posix()
        except ValueError:
            return ()
        return tuple(override for override, files in zip(self.overrides, self._override_files, strict=True) if files.match_file(name))

    @cached_property
    def _override_files(self) -> "list[GitIgnoreSpec]":
        from linter.text.globs import compile_globs

        return [compile_globs(override.files) for override in self.overrides]

    def settings(self, overrides: tuple[Override, ...] = ()) -> Settings:
        """Return the settings, those of `overrides` on top; what they ignore comes on top of what is ignored anyway."""
        table = self.table
        for override in overrides:
            table = overridden(table, override.table)
        return parse_settings(table, str(self.path))

    def where_said(self, about: str, overrides: tuple[Override, ...] = ()) -> str:
        """Return which file, or which override in it, sets an option or names a rule; `""` where neither does."""
        for override in reversed(overrides):
            if any(_concerns(override.table, option, about) for option in option_names(override.table)):
                return override.where
        return next((origin for option, origin in self.origins.items() if _concerns(self.table, option, about)), "")


def _concerns(table: Mapping[str, Any], option: str, about: str) -> bool:
    """Whether an option of a table is the one meant, or names the rule meant."""
    return about in (option, option.removeprefix("severity.")) or (option in _LISTS_OF_RULES and about in table[option])


def find_config(start: Path) -> Path | None:
    """Return the closest configuration file in `start` or above it; a pyproject.toml counts when it has `[tool.newslint]`."""
    for candidate in candidates(start):
        if candidate.exists() and not candidate.is_dir() and (candidate.name != "pyproject.toml" or _speaks_of_newslint(candidate)):
            return candidate
    return None


def candidates(start: Path, last: Path | None = None) -> Iterator[Path]:
    """Yield the places where a configuration file for `start` may be, the closest first, up to `last` (inclusive)."""
    for folder in (start, *start.parents):
        for name in FILE_NAMES:
            yield folder / name
            if last is not None and folder / name == last:
                return


def _speaks_of_newslint(pyproject: Path) -> bool:
    """Whether a pyproject.toml has `[tool.newslint]`; most need not be parsed to tell."""
    with suppress(UnreadableError):
        if b"newslint" not in read_bytes(pyproject):
            return False
    return _newslint_in(read_toml(pyproject)) is not None


def load_config(path: Path) -> Config:
    """Read a configuration file and what it extends.

    Raises ConfigError with file, key, what was expected and what was found.
    """
    try:
        config = _load(path, ())
    except ConfigError as error:
        raise _in_override(error) from None
    try:
        config.settings()  # so that mistakes are told even when no file is checked
    except ConfigError as error:
        raise _located(config, error) from None
    for override in config.overrides:
        try:
            config.settings((override,))
        except ConfigError as error:
            raise _in_override(ConfigError(f"{override.where}: {str(error).partition(': ')[2]}", about=error.about)) from None
    return config


def placed(where: str, error: ConfigError) -> ConfigError:
    """Say where in the file or the override `where` the rule or option stands that an error is about, as far as that is clear."""
    path, _, number = where.partition(", override ")
    place = place_of_word(Path(path), error.about, int(number or 0)) or place_of(Path(path), error.about)
    if place is None:
        return ConfigError(f"{where}: {error}", about=error.about)
    return ConfigError(f"{path}{place[0]}: {error}{place[1]}", about=error.about)


def _in_override(error: ConfigError) -> ConfigError:
    """Say where the option stands in its override."""
    head, _, words = str(error).partition(": ")
    path, _, number = head.partition(", override ")
    option = words.partition("`")[2].partition("`")[0]
    place = place_of(Path(path), f"overrides.{option}", int(number)) if number else None
    return ConfigError(f"{path}{place[0]}: {words}{place[1]}", about=error.about) if place is not None else error


def config_from(table: Mapping[str, Any], path: Path) -> Config:
    """Return the configuration that a file at `path` with these options would be; it extends no other."""
    own = dict(table)
    overrides = _split_overrides(own.pop("overrides", []), path)
    own = anchored(own, path.parent)
    return Config(path, own, dict.fromkeys(option_names(own), str(path)), overrides, (path,))


def _located(config: Config, error: ConfigError) -> ConfigError:
    """Say where in which file the option stands that an error is about: the first one that it names."""
    head, _, words = str(error).partition(": ")
    option = words.partition("`")[2].partition("`")[0].strip("[]")
    table, _, rest = option.partition("[")
    number, _, rest = rest.partition("]")
    item = int(number) if number.isdecimal() else 1
    origin = next((file for name, file in config.origins.items() if f"{name}.".startswith(f"{table}.")), "")
    place = None
    if origin and head == str(config.path):
        place = place_of(Path(origin), f"{table}{rest}", item) or place_of(Path(origin), table, item)
    if place is None:
        return error
    return ConfigError(f"{origin}{place[0]}: {words}{place[1] if origin == head else ''}", about=error.about)


def _load(path: Path, above: tuple[Path, ...]) -> Config:
    if len(above) == _MOST_EXTENDED:
        raise ConfigError(f"{above[0]}: `extend` leads through more than {_MOST_EXTENDED} files")
    if path in above:
        raise ConfigError(f"{path}: `extend` leads back to this file: {' -> '.join(str(p) for p in (*above, path))}")
    table = dict(_own_table(path))
    extended = table.pop("extend", None)
    own = config_from(table, path)
    if extended is None:
        return own
    if not isinstance(extended, str):
        raise ConfigError(f"{path}: `extend`: expected the path of a configuration file, found {shown_value(extended)}")
    base = _load(path.parent / extended, (*above, path))
    return Config(
        path, merge(base.table, own.table), {**base.origins, **own.origins}, (*base.overrides, *own.overrides), (path, *base.sources)
    )


def _own_table(path: Path) -> Mapping[str, Any]:
    table = read_toml(path)
    if path.name == "pyproject.toml":
        table = _newslint_in(table) or {}
        if not isinstance(table, Mapping):
            raise ConfigError(f"{path}: expected a table `[tool.newslint]`, found {shown_value(table)}")
    elif isinstance(table.get("tool"), Mapping) and "newslint" in table["tool"]:
        raise ConfigError(
            f"{path}: `[tool.newslint]` is for pyproject.toml: in this file leave the table out, and `tool.newslint.` before names"
        )
    return table


def _newslint_in(pyproject: Mapping[str, Any]) -> Any:
    """Return what a pyproject.toml has as `[tool.newslint]`, None for nothing."""
    tool = pyproject.get("tool")
    return tool.get("newslint") if isinstance(tool, Mapping) else None


def _split_overrides(overrides: Any, path: Path) -> tuple[Override, ...]:
    if not isinstance(overrides, list):
        raise ConfigError(f"{path}: `overrides`: expected tables `[[overrides]]`, found {shown_value(overrides)}")
    for number, table in enumerate(overrides, 1):
        if not isinstance(table, Mapping):
            raise ConfigError(f"{path}, override {number}: expected a table `[[overrides]]`, found {shown_value(table)}")
    return tuple(_override(dict(table), number, path) for number, table in enumerate(overrides, 1))


def _override(table: dict[str, Any], number: int, path: Path) -> Override:
    where = f"{path}, override {number}"
    known = {"files", "when", *map(option_name, Settings._fields)}
    for option in table:
        if option in FOR_THE_WHOLE_RUN:
            raise ConfigError(f"{where}: `{option}` is for the whole run and cannot differ by file")
        if option not in known:
            raise unknown_option(where, option, known - {*FOR_THE_WHOLE_RUN})
    when = _conditions(table.pop("when"), number, path) if "when" in table else None
    files = table.pop("files", None)
    if when is None or files is not None:
        check_globs(where, "files", files)
    return Override(where, tuple(files or _EVERY_FILE), anchored(table, path.parent), when)


def _conditions(table: Any, number: int, path: Path) -> Conditions:
    """Read `when`; mistakes are told with their line."""
    try:
        return parse_conditions(table, f"{path}, override {number}")
    except ConfigError as error:
        place = place_of(path, f"overrides.{error.about}", item=number) or place_of(path, "overrides.when", item=number)
        if place is None:
            raise
        raise ConfigError(f"{path}{place[0]}: {str(error).partition(': ')[2]}{place[1]}", about=error.about) from None


def merge(base: Mapping[str, Any], table: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one table over another: tables are merged, everything else is replaced."""
    merged = dict(base)
    for key, value in table.items():
        under = merged.get(key)
        merged[key] = merge(under, value) if isinstance(under, Mapping) and isinstance(value, Mapping) else value
    return merged


def overridden(table: Mapping[str, Any], override: Mapping[str, Any]) -> dict[str, Any]:
    """Lay an override over a table; what it ignores is ignored besides."""
    merged = merge(table, override)
    always, here = table.get("ignore"), override.get("ignore")
    if isinstance(always, list) and isinstance(here, list):
        merged["ignore"] = [*always, *here]
    return merged


def option_names(table: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Yield the dotted names of the options in a table."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from option_names(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"


def anchored(table: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Make the paths in a table independent of the working directory."""
    anchored = dict(table)
    for option in _PATHS:
        first, _, rest = option.partition(".")
        value = anchored.get(first)
        if rest and isinstance(value, Mapping) and rest in value:
            anchored[first] = {**value, rest: _absolute(value[rest], folder)}
        elif not rest and value is not None:
            anchored[first] = _absolute(value, folder)
    if isinstance(anchored.get("references"), list):
        anchored["references"] = [_anchored_reference(item, folder) for item in anchored["references"]]
    return anchored


def _anchored_reference(item: Any, folder: Path) -> Any:
    """Make the paths of a reference absolute; a stranger's configuration shows nothing that lies outside of its repository."""
    if not isinstance(item, Mapping):
        return item
    made = {key: _absolute(value, folder) if key in REFERENCE_KINDS else value for key, value in item.items()}
    home = os.path.abspath(home_of(str(folder.absolute())))
    for kind in REFERENCE_KINDS:
        for path in made[kind] if isinstance(made.get(kind), list) else [made.get(kind)]:
            if isinstance(path, str) and os.path.relpath(path, home).replace(os.sep, "/").split("/")[0] == "..":
                raise ConfigError(f"`references`: {shown_value(item[kind])} leads out of the repository", about="references")
    return made


def _absolute(value: Any, folder: Path) -> Any:
    if isinstance(value, str):
        return str(folder / value) if value else value
    return [_absolute(item, folder) for item in value] if isinstance(value, list) else value

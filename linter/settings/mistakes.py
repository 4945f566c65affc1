"""How mistakes in a configuration are told."""

from collections.abc import Iterable, Mapping
from typing import Any

from linter.errors import ConfigError
from linter.settings.toml import to_toml
from linter.text.wording import did_you_mean, show

_KNOWN_MISTAKES = {
    "rules": "severities are in `[severity]`, and `select` and `ignore` choose rules",
    "disable": "rules to leave out are in `ignore`",
    "enable": "rules to run are in `select`",
}


def unknown_option(where: str, option: str, known: Iterable[str]) -> ConfigError:
    """Say that a dotted option is none of the `known` ones, which stand in the same table."""
    table, dot, key = option.rpartition(".")
    if option in _KNOWN_MISTAKES:
        return ConfigError(f"{where}: unknown option `{option}`: {_KNOWN_MISTAKES[option]}")
    help_ = did_you_mean(key.replace("_", "-"), known, f"; known here: {', '.join(sorted(known))}", before=f"{table}{dot}")
    return ConfigError(f"{where}: unknown option `{option}`{help_}")


def shown_value(value: Any) -> str:
    """Say what was found in the place of something else."""
    if value is None:
        return "nothing"
    return "a table" if isinstance(value, Mapping) else show(to_toml(value))

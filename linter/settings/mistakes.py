"""How mistakes in a configuration are told."""

from collections.abc import Iterable, Mapping
from typing import Any

from linter.errors import ConfigError
from linter.settings.toml import to_toml
from linter.text.wording import show

_KNOWN_MISTAKES = {
    "rules": "severities are in `[severity]`, and `select` and `ignore` choose rules",
    "disable": "rules to leave out are in `ignore`",
    "enable": "rules to run are in `select`",
}


def unknown_option(where: str, option: str, known: Iterable[str]) -> ConfigError:
    """Say that a dotted option is none of the `known` ones, which stand in the same table."""
    from difflib import get_close_matches

    table, dot, key = option.rpartition(".")
    if option in _KNOWN_MISTAKES:
        return ConfigError(f"{where}: unknown option `{option}`: {_KNOWN_MISTAKES[option]}")
    close = get_close_matches(key.replace("_", "-"), list(known), n=1)
    help_ = f": did you mean `{table}{dot}{close[0]}`?" if close else f"; known here: {', '.join(sorted(known))}"
    return ConfigError(f"{where}: unknown option `{option}`{help_}")


def shown_value(value: Any) -> str:
    """Say what was found in the place of something else."""
    if value is None:
        return "nothing"
    return "a table" if isinstance(value, Mapping) else show(to_toml(value))

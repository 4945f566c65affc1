"""`newslint config [FILE]`: the effective settings for a file, and where each comes from; `newslint config test` tries your own rules."""

import argparse
from collections.abc import Iterator
from functools import reduce
from typing import Any

from linter.cli.options import add_rule_options, linters_of
from linter.run.linters import Linters
from linter.settings.config_file import option_names
from linter.settings.options import Settings
from linter.settings.reference import option_as_toml
from linter.settings.reference import options as all_options
from linter.text.wording import escape

_COMMAND_LINE = ("select", "ignore", "severity", "schema")


def main(arguments: list[str]) -> int:
    """Print each setting as TOML with a comment that tells its origin; with `test` run the examples of your own rules instead."""
    if arguments[:1] == ["test"]:
        from linter.cli.commands.config_test import main as test

        return test(arguments[1:])
    parser = argparse.ArgumentParser(prog="newslint config", description="Show a file's effective settings, and where each one comes from.")
    parser.add_argument("file", nargs="?", default="article.md", help="default: an article in this folder")
    parser.add_argument("--changed", action="store_true", help="show only what differs from the defaults")
    add_rule_options(parser)
    options = parser.parse_args(arguments)
    linters = linters_of(options)
    settings, origins = effective_settings(linters, options.file)
    config = linters.config_path(_folder(options.file))
    print(f"# {escape(options.file)}: {escape(str(config)) if config else 'no configuration file'}")
    for option in all_options():
        origin = origins.get(option.name) or next((text for name, text in origins.items() if name.startswith(f"{option.name}.")), "default")
        value = option_as_toml(option, _value(settings, option.name))
        if value and not (options.changed and origin == "default"):
            print(f"{option.name} = {value}  # {escape(origin)}")
    return 0


def effective_settings(linters: Linters, file: str) -> tuple[Settings, dict[str, str]]:
    """Return a file's settings, and for each option that is set where: a file, an override, the command line."""
    config = linters.config_for(_folder(file))
    overrides = config.overrides_for(file) if config is not None else ()
    origins = dict(config.origins) if config is not None else {}
    for override in overrides:
        origins.update(dict.fromkeys(option_names(override.table), override.where))
    origins.update(_from_command_line(linters))
    return linters.settings(config, overrides), origins


def _from_command_line(linters: Linters) -> Iterator[tuple[str, str]]:
    for option in _COMMAND_LINE:
        if getattr(linters.choices, option, None):
            yield option, f"--{option}"


def _folder(file: str) -> str:
    return file.rpartition("/")[0]


def _value(settings: Settings, name: str) -> Any:
    return reduce(getattr, name.replace("-", "_").split("."), settings)

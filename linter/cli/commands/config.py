"""`newslint config [FILE]`: the effective settings for a file, and where each comes from."""

from collections.abc import Iterator, Mapping
from functools import reduce
from typing import Any

from linter.cli.options import add_rule_options, linters_of
from linter.cli.parsing import Parser
from linter.files.reading import read_file
from linter.run.linters import Linters
from linter.settings.conditions import in_words
from linter.settings.config_file import option_names
from linter.settings.options import Settings
from linter.settings.reference import LIST_OF_TABLES, Option, option_as_toml
from linter.settings.reference import options as all_options
from linter.source import Source
from linter.text.wording import escape

_COMMAND_LINE = ("select", "ignore", "severity", "schema")


def main(arguments: list[str]) -> int:
    """Print each setting as TOML with a comment that tells its origin."""
    options = command_parser().parse_args(arguments)
    linters = linters_of(options)
    settings, origins = effective_settings(linters, options.file)
    config = linters.config_path(_folder(options.file))
    print(f"# {escape(options.file)}: {escape(str(config)) if config else 'no configuration file'}")
    for line in _about_overrides(linters, options.file):
        print(f"# {escape(line)}")
    for option in _settings_options():
        origin = origins.get(option.name) or next((text for name, text in origins.items() if name.startswith(f"{option.name}.")), "default")
        value = option_as_toml(option, _value(settings, option.name))
        if value and not (options.changed and origin == "default"):
            print(f"{option.name} = {value}  # {escape(origin)}")
    return 0


def _settings_options() -> Iterator[Option]:
    """Yield the options that settings have a value for: a list of tables is one."""
    within = " "
    for option in all_options():
        if not option.name.startswith(within):
            within = f"{option.name}." if option.kind == LIST_OF_TABLES else " "
            yield option


def effective_settings(linters: Linters, file: str) -> tuple[Settings, dict[str, str]]:
    """Return a file's settings, and for each option that is set where: a file, an override, the command line."""
    config = linters.config_for(_folder(file))
    said = _front_matter(linters, file)
    overrides = tuple(
        override
        for override in (config.overrides_for(file) if config is not None else ())
        if override.when is None or override.when.matches(said)
    )
    origins = dict(config.origins) if config is not None else {}
    for override in overrides:
        origins.update(dict.fromkeys(option_names(override.table), override.where))
    origins.update(_from_command_line(linters))
    return linters.settings(config, overrides), origins


def _about_overrides(linters: Linters, file: str) -> Iterator[str]:
    """Say which overrides count for a file, and why those with conditions do or do not."""
    config = linters.config_for(_folder(file))
    said = _front_matter(linters, file)
    for override in config.overrides_for(file) if config is not None else ():
        if override.when is None:
            yield f"{override.where} counts: it is for this path"
        elif said is None:
            yield f"{override.where} counts where `{in_words(override.when)}`; there is no front matter here to tell"
        else:
            verdict = "counts, as" if override.when.matches(said) else "does not count: it is for"
            yield f"{override.where} {verdict} `{in_words(override.when)}`"


def _front_matter(linters: Linters, file: str) -> Mapping[str, Any] | None:
    """Return what a file says, None where it is not there or cannot be read."""
    linter = linters.linter_for(file)
    data = read_file(file, linter.limits.bytes)
    root = linter.parse(Source.from_bytes(file, data)).root if isinstance(data, bytes) else None
    return root.value if root is not None else None


def _from_command_line(linters: Linters) -> Iterator[tuple[str, str]]:
    for option in _COMMAND_LINE:
        if getattr(linters.choices, option, None):
            yield option, f"--{option}"


def _folder(file: str) -> str:
    return file.rpartition("/")[0]


def _value(settings: Settings, name: str) -> Any:
    return reduce(getattr, name.replace("-", "_").split("."), settings)


def command_parser() -> Parser:
    """Return the parser of `newslint config`."""
    parser = Parser(prog="newslint config", description="Show a file's effective settings, and where each one comes from.")
    parser.add_argument("file", nargs="?", default="article.md", help="default: an article in this folder")
    parser.add_argument("--changed", action="store_true", help="show only what differs from the defaults")
    add_rule_options(parser)
    return parser

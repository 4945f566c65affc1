"""`newslint completion SHELL`: a script that lets a shell complete newslint's commands, options and values."""

import argparse
from importlib import import_module

from linter.cli.arguments import check_parser
from linter.cli.main import COMMANDS
from linter.cli.output import print_text
from linter.cli.parsing import Parser
from linter.errors import ConfigError

_SHELLS = ("bash", "zsh", "fish", "powershell")


def main(arguments: list[str]) -> int:
    """Print the script. Raises ConfigError where the package is missing that writes it."""
    options = command_parser().parse_args(arguments)
    try:
        import shtab
    except ModuleNotFoundError:
        raise ConfigError("`newslint completion` needs the package shtab: `pip install 'newslint[completion]'`") from None
    print_text(shtab.complete(_whole_parser(), options.shell) + "\n")
    return 0


def command_parser() -> Parser:
    """Return the parser of `newslint completion`."""
    parser = Parser(
        prog="newslint completion",
        description="Print a script that lets a shell complete newslint's commands and options; bash reads it with "
        '`eval "$(newslint completion bash)"` in ~/.bashrc.',
    )
    parser.add_argument("shell", choices=_SHELLS)
    return parser


def _whole_parser() -> argparse.ArgumentParser:
    """Return one parser with all commands, and the options of `check` for where none is named."""
    whole = argparse.ArgumentParser(prog="newslint", parents=[check_parser("check")], add_help=False, conflict_handler="resolve")
    whole._actions[:] = [action for action in whole._actions if action.option_strings]  # a path is no command
    commands = whole.add_subparsers(dest="command")
    for name, text in COMMANDS.items():
        _add(commands, name, _parser_of(name), text)
    return whole


def _parser_of(command: str) -> argparse.ArgumentParser:
    if command in ("check", "links"):
        return check_parser(command)
    if command == "schema":
        from linter.cli.commands.schema import action_parsers

        parser = argparse.ArgumentParser()
        actions = parser.add_subparsers(dest="action")
        for name, action in action_parsers().items():
            _add(actions, name, action, action.description or "")
        return parser
    found: Parser = import_module(f"linter.cli.commands.{command}").command_parser()
    return found


def _add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, parser: argparse.ArgumentParser, text: str) -> None:
    commands.add_parser(name, parents=[parser], add_help=False, help=text, conflict_handler="resolve")

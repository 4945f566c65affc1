"""The command line: one module per command, and this one, which finds the command and keeps its failures readable."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

from linter.cli.errors import print_error
from linter.cli.signals import Terminated, terminating
from linter.errors import ConfigError
from linter.text.documentation import SITE_URL
from linter.text.wording import closest

COMMANDS = {
    "check": "check articles (the default command)",
    "links": "check links, and report only on them",
    "init": "look at a repo and propose a configuration for it",
    "new": "write an article that passes, from the schema in force",
    "rule": "explain a rule",
    "field": "explain a field: what the schema in force says of it",
    "config": "show the effective settings for a file and where each one comes from",
    "schema": "print and test schemas; see what another one would change",
    "baseline": "accept what is there now, and report only what is new",
    "server": "check articles in an editor, while they are written (Language Server Protocol)",
    "merge": "join the reports of shards",
    "clean": "delete the cache",
    "completion": "print what lets a shell complete commands and options",
}
_ELSEWHERE = {"lint": "check", "explain": "rule", "version": "--version"}  # what others call it
EXIT_CLEAN, EXIT_DIAGNOSTICS, EXIT_FAILURE = 0, 1, 2

_HELP = """\
newslint checks news articles kept as files with front matter.

usage: newslint [check] [OPTIONS] [PATHS]
       newslint COMMAND [OPTIONS]

commands:
{commands}

examples:
  newslint articles/                  check the articles in a folder
  newslint --diff                     show what would be fixed
  newslint --fix                      fix it
  newslint rule NL305                 explain a rule

`newslint COMMAND --help` shows a command's options. Documentation: {site}
"""


def run(arguments: Sequence[str]) -> int:
    """Run `newslint` with `arguments` (without the program's name) and return the exit code."""
    _print_anything()
    try:
        with terminating():
            code = _run_command(list(arguments))
        sys.stdout.flush()
    except ConfigError as error:
        print_error(error)
        return EXIT_FAILURE
    except (KeyboardInterrupt, Terminated) as end:
        print("newslint: interrupted", file=sys.stderr)
        return 143 if isinstance(end, Terminated) else 130
    except BrokenPipeError:  # `| head` has seen enough
        _print_no_more()
        return EXIT_DIAGNOSTICS
    except OSError as error:  # what concerns one file was told with its name: this is what everything needs, such as standard output
        _print_no_more()
        print(
            f"newslint: error: {f'{error.filename}: ' if error.filename else 'the output could not be written: '}{error.strerror}",
            file=sys.stderr,
        )
        return EXIT_FAILURE
    return code


def _run_command(arguments: list[str]) -> int:
    arguments = _own_words(arguments)
    if arguments[:1] in (["-V"], ["--version"]):
        from linter import __version__

        print(f"newslint {__version__}")
        return EXIT_CLEAN
    if arguments[:1] in (["-h"], ["--help"]):
        print(_HELP.format(site=SITE_URL, commands="\n".join(f"  {name:<12}{text}" for name, text in COMMANDS.items())), end="")
        return EXIT_CLEAN
    command = arguments.pop(0) if arguments and arguments[0] in COMMANDS else "check"
    if command == "check" and arguments:
        _refuse_misspelt_command(arguments[0])
    try:
        Path.cwd()
    except FileNotFoundError:
        raise ConfigError("the working directory does not exist any more") from None
    main: Callable[[list[str]], int] = import_module(f"linter.cli.commands.{command}").main
    return main(arguments)


def _print_anything() -> None:
    """Let names that the locale cannot write be printed with escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _own_words(arguments: list[str]) -> list[str]:
    """Return a command line in newslint's own words, where it begins with what other programs call a command."""
    word, *rest = arguments or [""]
    if word not in (*_ELSEWHERE, "help", "fix") or os.path.lexists(word):
        return arguments
    if word == "help":
        return [*rest[:1], "--help"]
    if word == "fix":
        raise ConfigError("fix: no such file or folder, and no command: `newslint --fix` fixes, `newslint --diff` shows what it would do")
    return [_ELSEWHERE[word], *rest]


def _refuse_misspelt_command(word: str) -> None:
    if not word.isalpha() or os.path.lexists(word):
        return
    close = closest(word, COMMANDS, cutoff=0.75)
    if close is not None:
        raise ConfigError(f"{word}: no such file or folder, and no command: did you mean `newslint {close}`?")


def _print_no_more() -> None:
    """Let what is still to be printed go nowhere, so that the end of the process does not fail over it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

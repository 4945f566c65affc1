"""The command line: one module per command, and this one, which finds the command and keeps its failures readable."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

from linter.cli.signals import Terminated, terminating
from linter.errors import ConfigError
from linter.text.wording import closest, did_you_mean, escape

COMMANDS = {
    "check": "check articles (the default command)",
    "links": "check links, and report only on them",
    "init": "look at a repo and propose a configuration for it",
    "new": "write an article that passes, from the schema in force",
    "rule": "explain a rule",
    "config": "show the effective settings for a file and where each one comes from",
    "schema": "print and test schemas; see what another one would change",
    "baseline": "accept what is there now, and report only what is new",
    "server": "check articles in an editor, while they are written (Language Server Protocol)",
    "merge": "join the reports of shards",
    "clean": "delete the cache",
}
EXIT_CLEAN, EXIT_DIAGNOSTICS, EXIT_FAILURE = 0, 1, 2

_HELP = """\
newslint checks news articles kept as files with YAML front matter.

usage: newslint [check] [OPTIONS] [PATHS]
       newslint COMMAND [OPTIONS]

commands:
{commands}

`newslint COMMAND --help` shows a command's options.
"""


def run(arguments: Sequence[str]) -> int:
    """Run `newslint` with `arguments` (without the program's name) and return the exit code."""
    _print_anything()
    try:
        with terminating():
            code = _run_command(list(arguments))
        sys.stdout.flush()
    except ConfigError as error:
        print("newslint: error: " + "\n".join(escape(line) for line in str(error).split("\n")), file=sys.stderr)
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
    if arguments[:1] in (["-V"], ["--version"]):
        from linter import __version__

        print(f"newslint {__version__}")
        return EXIT_CLEAN
    if arguments[:1] in (["-h"], ["--help"], ["help"]):
        print(_HELP.format(commands="\n".join(f"  {name:<10}{text}" for name, text in COMMANDS.items())), end="")
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


def _refuse_misspelt_command(word: str) -> None:
    if not word.isalpha() or os.path.lexists(word):
        return
    close = closest(word, COMMANDS, cutoff=0.75)
    if close is not None:
        raise ConfigError(f"{word}: no such file or folder, and no command{did_you_mean(f'newslint {close}')}")


def _print_no_more() -> None:
    """Let what is still to be printed go nowhere, so that the end of the process does not fail over it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

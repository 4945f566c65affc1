"""The command line: one module per command, and this one, which finds the command and keeps its failures readable."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from linter.settings import ConfigError

COMMANDS = {
    "check": "check articles (the default command)",
    "links": "check links, and report only on them",
    "init": "look at a repo and propose a configuration for it",
    "rule": "explain a rule",
    "config": "show the settings that count for a file, and where each comes from",
    "schema": "print and test schemas; see what another one would change",
    "baseline": "accept what is there now, and report only what is new",
    "merge": "join the reports of shards",
    "clean": "forget what was kept in .newslint_cache",
}
EXIT_CLEAN, EXIT_DIAGNOSTICS, EXIT_FAILURE = 0, 1, 2

_HELP = """\
newslint checks news articles kept as files with YAML front matter.

usage: newslint [check] [OPTIONS] [PATHS]
       newslint COMMAND [OPTIONS]

commands:
{commands}

`newslint COMMAND --help` tells the options of a command.
"""


def run(arguments: Sequence[str]) -> int:
    """Run `newslint` with `arguments` (without the program's name) and return the exit code."""
    arguments = list(arguments)
    if arguments[:1] in (["-V"], ["--version"]):
        from linter import __version__

        print(f"newslint {__version__}")
        return EXIT_CLEAN
    if arguments[:1] in (["-h"], ["--help"], ["help"]):
        print(_HELP.format(commands="\n".join(f"  {name:<10}{text}" for name, text in COMMANDS.items())), end="")
        return EXIT_CLEAN
    command = arguments.pop(0) if arguments and arguments[0] in COMMANDS else "check"
    main: Callable[[list[str]], int] = import_module(f"linter.cli.{command}").main
    try:
        code = main(arguments)
        sys.stdout.flush()
    except ConfigError as error:
        print(f"newslint: error: {error}", file=sys.stderr)
        return EXIT_FAILURE
    except KeyboardInterrupt:
        print("newslint: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_DIAGNOSTICS
    return code

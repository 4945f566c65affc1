"""`newslint server`: the language server, for editors."""

import gc
import os
import sys
from typing import BinaryIO

from linter.cli.parsing import Parser
from linter.errors import ConfigError

_DEBOUNCE = 100  # milliseconds


def main(arguments: list[str]) -> int:
    """Serve one editor until it says goodbye; return 0 when it did, 1 when it went without a word."""
    options = command_parser().parse_args(arguments)
    address = _address(options.tcp) if options.tcp is not None else None
    try:
        from linter.server.server import Server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol", "cattrs", "attrs"):
            raise
        raise ConfigError("`newslint server` needs the package pygls: `pip install 'newslint[lsp]'`") from None
    _collect_as_it_lives_long()
    server = Server(max(options.debounce, 0) / 1000)
    if address is not None:
        try:
            server.start_tcp(*address)
        except OSError as error:
            raise ConfigError(f"`--tcp`: cannot listen at `{options.tcp}`: {error.strerror or error}") from None
    else:
        server.start_io(sys.stdin.buffer, _output())
    return 0 if server.was_shut_down else 1


def _collect_as_it_lives_long() -> None:
    """Let the garbage collector look for cycles more often than in a run that ends: what tasks and messages leave would add up."""
    gc.freeze()  # what is imported stays
    gc.set_threshold(10_000, 10, 10)


def _output() -> BinaryIO:
    """Return standard output for the protocol alone: what a plugin prints goes to standard error from now on."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return output


def _address(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    if not colon or not host or not port.isdecimal() or int(port) > 65535:
        raise ConfigError(f"`--tcp`: expected a host and a port like 127.0.0.1:4389, found `{text}`")
    return host.strip("[]"), int(port)


def command_parser() -> Parser:
    """Return the parser of `newslint server`."""
    parser = Parser(prog="newslint server", description="Check articles in an editor, while they are written (Language Server Protocol).")
    parser.add_argument("--stdio", action="store_true", help="talk over standard input and output (the default)")
    parser.add_argument("--tcp", metavar="HOST:PORT", help="listen there for one editor instead, as 127.0.0.1:4389")
    parser.add_argument(
        "--debounce",
        metavar="MS",
        type=int,
        default=_DEBOUNCE,
        help=f"check when nothing was typed for so many milliseconds; default: {_DEBOUNCE}",
    )
    return parser

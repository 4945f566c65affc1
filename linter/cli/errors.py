"""How a command says that it cannot do what it was asked to."""

import sys

from linter.errors import ConfigError
from linter.text.wording import escape


def print_error(error: ConfigError) -> None:
    """Print a mistake on standard error, made harmless."""
    print("newslint: error: " + "\n".join(escape(line) for line in str(error).split("\n")), file=sys.stderr)

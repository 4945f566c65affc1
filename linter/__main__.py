"""The command `newslint`, also `python -m linter`."""

import atexit
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and end the process with its exit code.

    The interpreter is not taken down piece by piece, which takes as long as checking forty articles: whoever asked to be called at the
    end is called, and that is all.
    """
    from linter.cli import run

    code = run(sys.argv[1:])
    atexit._run_exitfuncs()
    sys.stderr.flush()
    sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    main()

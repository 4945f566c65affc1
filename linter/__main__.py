"""The command `newslint`, also `python -m linter`."""

import atexit
import os
import sys
from pathlib import Path
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and end the process with its exit code.

    The interpreter is not taken down piece by piece, which takes as long as checking forty articles: whoever asked to be called at the
    end is called, and that is all.
    """
    if sys.stderr is None:  # closed, as by `2>&-`
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (until the process ends)
    if sys.stdout is None:
        sys.stderr.write("newslint: error: standard output is closed\n")
        os._exit(2)
    from linter.cli import run

    code = run(sys.argv[1:])
    atexit._run_exitfuncs()
    sys.stderr.flush()
    sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    main()

"""The command `newslint`, also `python -m linter`."""

import sys


def main() -> int:
    """Run the command line and return its exit code."""
    from linter.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())

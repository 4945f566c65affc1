"""`newslint links`: the rules on links alone."""

from linter.rules.registry import selector_of


def main(arguments: list[str]) -> int:
    """Check links and report only on them; options and exit codes are those of `newslint check`."""
    from linter.cli.commands.check import main as check

    return check(["--check-links", "--select", selector_of("links"), *arguments], "links")

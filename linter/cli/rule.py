"""`newslint rule CODE|NAME|--all`: what a rule reports, and why."""

import argparse

from linter.rules import ALL_RULES, matching_rules
from linter.rules.pages import rule_page


def main(arguments: list[str]) -> int:
    """Print the documentation of rules."""
    parser = argparse.ArgumentParser(prog="newslint rule", description="Print a rule's documentation.")
    parser.add_argument("rules", nargs="*", metavar="RULE", help="a code, a prefix of codes, or a name")
    parser.add_argument("--all", action="store_true", help="list all rules, one a line")
    options = parser.parse_args(arguments)
    if options.all:
        for rule in ALL_RULES:
            fix = "" if rule.fix_availability == "none" else " [*]"
            print(f"{rule.code} {rule.severity:<8} {rule.name}{fix}: {rule.summary()}")
        return 0
    if not options.rules:
        parser.error("name a rule, or give --all")
    pages = [rule_page(rule) for selector in options.rules for rule in matching_rules(selector)]
    print("\n".join(pages), end="")
    return 0

"""`newslint rule CODE|NAME|--all`: what a rule reports, and why."""

import argparse
import sys
from pathlib import Path

from linter.rules.base import Rule
from linter.rules.pages import rule_page
from linter.rules.plugins import load_plugins
from linter.rules.registry import ALL_RULES, matching_rules
from linter.rules.selection import own_rules
from linter.settings.config_file import find_config, load_config


def main(arguments: list[str]) -> int:
    """Print the documentation of rules, those of the configured plugins among them; 2 where a plugin cannot be used."""
    parser = argparse.ArgumentParser(prog="newslint rule", description="Print a rule's documentation.")
    parser.add_argument("rules", nargs="*", metavar="RULE", help="a code, a prefix of codes, or a name")
    parser.add_argument("--all", action="store_true", help="list all rules, one per line")
    parser.add_argument("--config", metavar="FILE", type=Path, help="the configuration file that names plugins; default: the closest one")
    options = parser.parse_args(arguments)
    if not options.all and not options.rules:
        parser.error("name a rule, or give --all")
    rules, code = _known_rules(options.config or find_config(Path.cwd()))
    if options.all:
        for rule in rules:
            fix = "" if rule.fix_availability == "none" else " [*]"
            print(f"{rule.code} {rule.severity:<8} {rule.name}{fix}: {rule.summary()}")
        return code
    pages = [rule_page(rule) for selector in options.rules for rule in matching_rules(selector, rules)]
    print("\n".join(pages), end="")
    return code


def _known_rules(config: Path | None) -> tuple[tuple[type[Rule], ...], int]:
    if config is None:
        return ALL_RULES, 0
    settings = load_config(config).settings()
    plugins = load_plugins(settings.plugins)
    for plugin, error in plugins.failures:
        print(f"newslint: error: plugin `{plugin}` was not used: {error}", file=sys.stderr)
    rules = (*ALL_RULES, *plugins.rules)
    return (*rules, *own_rules(settings.rules, rules)), 2 if plugins.failures else 0

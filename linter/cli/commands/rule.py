"""`newslint rule CODE|NAME|--all`: what a rule reports, and why."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from linter.cli.options import wants_color
from linter.cli.output import print_text
from linter.cli.parsing import Parser
from linter.diagnostics.diagnostic import Severity
from linter.reporters.terminal import paint
from linter.rules.base import Rule
from linter.rules.pages import rule_page
from linter.rules.registry import matching_rules
from linter.run.choices import Choices
from linter.run.linters import Linters
from linter.text.wording import escape


def main(arguments: list[str]) -> int:
    """Print the documentation of rules, those of the configured plugins among them; 2 where a plugin cannot be used."""
    parser = command_parser()
    options = parser.parse_args(arguments)
    if not options.all and not options.rules:
        parser.error("name a rule, or give --all")
    linters = Linters(Choices(config=options.config), datetime.now(UTC))
    here = linters.here()
    for plugin, error in here.plugins.failures:
        print(f"newslint: error: plugin `{plugin}` was not used: {error}", file=sys.stderr)
    wanted = dict.fromkeys(rule for selector in ["ALL"] if options.all for rule in matching_rules(selector, here.known_rules))
    wanted |= dict.fromkeys(rule for selector in options.rules for rule in matching_rules(selector, here.known_rules))
    if options.output_format == "json":
        print_text(json.dumps([_as_dict(rule, here.severities) for rule in wanted], indent=2, ensure_ascii=False) + "\n")
    elif options.all:
        print_text("".join(_line(rule, here.severities) for rule in wanted))
    else:
        for_people = sys.stdout.isatty() or options.color == "always"
        pages = [_page(rule, color=wants_color(options.color)) if for_people else rule_page(rule) for rule in wanted]
        print_text("\n".join(pages))
    return 2 if here.plugins.failures else 0


def _line(rule: type[Rule], severities: Mapping[str, Severity]) -> str:
    fix = "" if rule.fix_availability == "none" else " [*]"
    return f"{rule.code} {severities.get(rule.code, 'off'):<8} {rule.name}{fix}: {rule.summary()}\n"


def _as_dict(rule: type[Rule], severities: Mapping[str, Severity]) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "summary": rule.summary(),
        "severity": severities.get(rule.code, "off"),
        "default_severity": rule.severity if rule.on_by_default else "off",
        "fix": rule.fix_availability,
        "url": rule.url(),
        "documentation": rule.documentation(),
    }


def _page(rule: type[Rule], *, color: bool) -> str:
    """Return a rule's page for a terminal, with how to do without it."""
    without = (
        f"## Switch it off\n\nHere: `# newslint: ignore[{rule.code}] why` at the end of the line.\n"
        f'Everywhere: `ignore = ["{rule.code}"]` in newslint.toml, or `--ignore {rule.code}`.\nRead on at {rule.url()}\n'
    )
    return "".join(_rows(f"{rule_page(rule)}\n{without}", color=color))


def _rows(markdown: str, *, color: bool) -> Iterator[str]:
    """Write Markdown for a terminal: headings in bold, code in a column of its own."""
    in_code = False
    for row in markdown.split("\n"):
        if row.startswith("```"):
            in_code = not in_code
        elif in_code:
            yield f"    {escape(row)}\n"
        elif row.startswith("#"):
            yield paint(escape(row.lstrip("# ")), "bold", color) + "\n"
        else:
            yield escape(row) + "\n"


def command_parser() -> Parser:
    """Return the parser of `newslint rule`."""
    parser = Parser(prog="newslint rule", description="Print a rule's documentation.")
    parser.add_argument("rules", nargs="*", metavar="RULE", help="a code, a prefix of codes, or a name")
    parser.add_argument("--all", action="store_true", help="list all rules, one per line")
    parser.add_argument("--config", metavar="FILE", type=Path, help="the configuration file that names plugins; default: the closest one")
    parser.add_argument("--output-format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    return parser

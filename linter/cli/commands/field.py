"""`newslint field [FIELD …]`: what the schema in force says of a field, as an editor shows it under the pointer."""

import json
import textwrap

from linter.article.fields import Vocabulary
from linter.cli.options import add_rule_options, linters_of
from linter.cli.output import print_text
from linter.cli.parsing import Parser
from linter.errors import ConfigError
from linter.schema.fields import FieldFacts, Fields, shortened
from linter.text.wording import did_you_mean, escape

_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "array": "list",
    "object": "fields of its own",
    "null": "nothing",
}
_WIDTH = 100


def main(arguments: list[str]) -> int:
    """Print what is known of the fields that are named, or list all; raise ConfigError for a field that the schema does not know."""
    options = command_parser().parse_args(arguments)
    linter = linters_of(options).linter_for(options.article)
    fields = Fields(linter.knowledge.schema)
    names = [_known(name, fields, linter.names) for name in options.fields] or fields.all_names()
    known = [(name, facts) for name in names if (facts := fields.facts(fields.steps_of(name))) is not None]
    if options.output_format == "json":
        listed = [{**facts._asdict(), "name": name} for name, facts in known]
        print_text(json.dumps(listed, indent=2, ensure_ascii=False) + "\n")
    elif options.fields:
        print_text("\n".join(_page(name, facts) for name, facts in known))
    else:
        width = max((len(name) for name, _ in known), default=0)
        print_text("".join(_row(name, facts, width) for name, facts in known) + "\n`newslint field FIELD` says more of one.\n")
    return 0


def command_parser() -> Parser:
    """Return the parser of `newslint field`."""
    parser = Parser(prog="newslint field", description="Print what the schema in force says of a field; without one, list all.")
    parser.add_argument("fields", nargs="*", metavar="FIELD", help="a field, such as heat or related.webUrl")
    parser.add_argument(
        "--for",
        dest="article",
        metavar="PATH",
        default="article.md",
        help="the article whose schema is meant; default: what counts in this folder",
    )
    parser.add_argument("--output-format", choices=("text", "json"), default="text", help="default: text")
    add_rule_options(parser)
    return parser


def _known(name: str, fields: Fields, own: Vocabulary) -> str:
    """Return the field that is meant: the schema's, or the one that `[fields]` maps it to."""
    for candidate in (name, own.written(name)):
        if fields.facts(fields.steps_of(candidate)) is not None:
            return candidate
    hint = did_you_mean(name, fields.all_names(), "; `newslint field` lists all")
    raise ConfigError(f"`{name}`: the schema in force knows no such field{hint}")


def _page(name: str, facts: FieldFacts) -> str:
    lines = [f"{name} ({'required' if facts.required else 'optional'}{f', {_type(facts)}' if facts.types else ''})"]
    lines += textwrap.wrap(facts.description, _WIDTH, break_long_words=False, break_on_hyphens=False)
    lines += textwrap.wrap(f"One of {', '.join(facts.choices)}.", _WIDTH, break_on_hyphens=False) if facts.choices else []
    lines += [f"Allowed: {facts.limits}."] if facts.limits else []
    lines += [f"Example: {shortened(facts.examples[0])}"] if facts.examples else []
    return "".join(f"{escape(line)}\n" for line in lines)


def _row(name: str, facts: FieldFacts, width: int) -> str:
    described = textwrap.shorten(facts.description, _WIDTH - 40, placeholder=" …") if facts.description else ""
    return f"{escape(name):<{width}}  {'required' if facts.required else '':<9}{escape(described)}".rstrip() + "\n"


def _type(facts: FieldFacts) -> str:
    return " or ".join(_TYPES.get(name, name) for name in facts.types)

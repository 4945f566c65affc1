"""The catalogue of messages: what each rule says, taken from its examples, so that all of it can be read in one go."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from linter.rules.base import Bad, Rule
from linter.rules.registry import FAMILIES, family
from linter.text.wording import escape

FixTitles = Callable[[type[Rule], Bad], Mapping[str, str]]
_SAID = re.compile(r" *\^+ (?P<message>\S.*)\Z")


def messages_of(rule: type[Rule]) -> Iterator[tuple[str, str, Bad]]:
    """Yield the messages in a rule's examples, each with the line that it is about and the example."""
    for example in rule.examples:
        if not isinstance(example, Bad):
            continue
        line = ""
        for text in example.text.split("\n"):
            said = _SAID.match(text)
            if said is not None:
                yield said["message"], line, example
            elif text.strip(" ^"):
                line = text


def messages_page(rules: Sequence[type[Rule]], fix_titles: FixTitles) -> str:
    """Return the catalogue in Markdown, one table for each family. `fix_titles` tells for an example's messages what fixes are called."""
    head = "What newslint says, by family: each message as the rules' examples have it, with the line that it is about and its fix."
    parts = [f"# Messages\n\n{head}\n"]
    for name in FAMILIES.values():
        rows = [_row(rule, *found, fix_titles) for rule in rules if family(rule) == name for found in messages_of(rule)]
        if rows:
            parts.append("\n".join([f"## {name.capitalize()}\n", "| rule | for | message | fix |", "|---|---|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def _row(rule: type[Rule], message: str, line: str, example: Bad, fix_titles: FixTitles) -> str:
    shown, fix = message.replace("{folder}/", ""), fix_titles(rule, example).get(message, "")
    return f"| [{rule.code}](rules/{rule.code}.md) {rule.name} | {_code(line)} | {_cell(shown)} | {_cell(fix)} |"


def _cell(text: str) -> str:
    return escape(text).replace("|", "\\|").replace("<", "&lt;") if "`" not in text else escape(text).replace("|", "\\|")


def _code(line: str) -> str:
    """Return a line as code in a table's cell."""
    text = escape(line.strip()).replace("|", "\\|")
    return f"`` {text} ``" if "`" in text else f"`{text}`"

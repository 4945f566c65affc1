"""A rule's documentation page, made from its class."""

import re
from typing import TYPE_CHECKING

from linter.rules.base import Bad, FixAvailability, Good, Rule

if TYPE_CHECKING:
    from linter.links.results import LinkResult

_FIXES = {
    FixAvailability.NONE: "no fix",
    FixAvailability.SOMETIMES: "sometimes fixable",
    FixAvailability.ALWAYS: "always fixable",
}


def rule_page(rule: type[Rule]) -> str:
    """Return a rule's page in Markdown."""
    off = "" if rule.on_by_default else ", off by default"
    head = f"# {rule.name} ({rule.code})\n\n{rule.severity}{off}, {_FIXES[rule.fix_availability]}\n\n"
    good = [example for example in rule.examples if isinstance(example, Good)][:1]
    bad = [example for example in rule.examples if isinstance(example, Bad)]
    examples = "## Examples\n\nReported, with carets under what is marked:\n\n"
    examples += "\n".join(_block(example) for example in bad)
    if any(example.fixed is not None for example in bad):
        fixed = next(example for example in bad if example.fixed is not None)
        examples += f"\nThe first one that can be fixed becomes:\n\n{_fence(fixed.fixed or '')}"
    examples += "\nNot reported:\n\n" + "\n".join(_block(example) for example in good)
    return f"{head}{rule.documentation()}\n\n{examples}"


def _block(example: Good | Bad) -> str:
    config = f"With this configuration:\n\n{_fence(example.config, 'toml')}\n" if example.config else ""
    return config + _fence(example.text.replace("{folder}/", "")) + _answers(example)


def _answers(example: Good | Bad) -> str:
    """Tell what checking the links of an example gave."""
    lines = [f"- {result.url}: {result.state}{f', {result.reason}' if result.reason else ''}" for result in example.links]
    lines = [line + _found(result) for line, result in zip(lines, example.links, strict=True)]
    return "\nwhere the links are:\n\n" + "\n".join(lines) + "\n" if lines else ""


def _found(result: "LinkResult") -> str:
    """Tell what stands behind a link: where it leads, its `rel` links, its size."""
    parts = [f" to {result.final}"] if result.chain else []
    if result.page is not None:
        parts += [f", `rel={name}` {url}" for name, url in result.page._asdict().items() if url]
    if result.image is not None:
        size = f", {result.image.width} × {result.image.height} pixels" if result.image.width else ""
        parts.append(f", {result.image.media_type}{size}")
    return "".join(parts)


def _fence(text: str, language: str = "yaml") -> str:
    shown = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", lambda m: f"⟨U+{ord(m[0]):04X}⟩", text)
    return f"```{language}\n{shown.rstrip(chr(10))}\n```\n"

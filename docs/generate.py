"""Write what is generated: rule pages and their index, the configuration reference and its schema. `--check` names what is stale."""

import json
import sys
from functools import partial
from pathlib import Path

from linter.article.fields import Vocabulary
from linter.rules.catalogue import messages_page
from linter.rules.pages import rule_page
from linter.rules.registry import ALL_RULES
from linter.schema.fields import Fields, shortened
from linter.schema.schema import load_schema
from linter.settings.options import Ranges
from linter.settings.own_rules import vocabulary
from linter.settings.reference import config_schema, reference_page
from linter.testing import fix_titles

DOCS = Path(__file__).parent
_FIELDS_HEAD = """\
The fields of an article, as newslint's own schema has them. Your repository may have a schema of its own:
`newslint field` lists the fields that count there, and `newslint field heat` says what this page says of one.
An item of `related` has the same fields as an article."""


def pages() -> dict[Path, str]:
    """Return each generated file with its text."""
    made = {DOCS / "rules" / f"{rule.code}.md": rule_page(rule) for rule in ALL_RULES}
    made[DOCS / "rules" / "README.md"] = index()
    made[DOCS / "messages.md"] = messages_page(ALL_RULES, partial(fix_titles, folder=(DOCS.parent / "tests/data").as_posix()))
    made[DOCS / "configuration-reference.md"] = reference_page()
    made[DOCS / "own-rules.md"] = own_rules_page()
    made[DOCS / "fields.md"] = fields_page()
    made[DOCS.parent / "schemas" / "newslint.schema.json"] = json.dumps(config_schema(), indent=2) + "\n"
    return made


def own_rules_page() -> str:
    """Return the page on rules of one's own, its table of the vocabulary made anew."""
    text = (DOCS / "own-rules.md").read_text(encoding="utf-8")
    rows = "".join(f"| `{key}` | {kind} | {meaning} |\n" for key, kind, meaning in vocabulary())
    before, start, rest = text.partition("<!-- vocabulary -->\n")
    _, end, after = rest.partition("<!-- end of vocabulary -->\n")
    return f"{before}{start}\n| key | takes | meaning |\n|---|---|---|\n{rows}\n{end}{after}"


def fields_page() -> str:
    """Return what newslint's own schema says of each field."""
    fields = Fields(load_schema("", Ranges(), Vocabulary()))
    lines = ["# Fields", "", _FIELDS_HEAD, ""]
    for name in fields.all_names():
        facts = fields.facts(fields.steps_of(name))
        if facts is None or name.startswith("related[]"):
            continue
        lines += [f"## `{name}`", "", f"{'Required' if facts.required else 'Optional'}. {facts.description}", ""]
        lines += ["One of " + ", ".join(f"`{choice}`" for choice in facts.choices) + ".", ""] if facts.choices else []
        lines += [f"Allowed: {facts.limits}.", ""] if facts.limits else []
        lines += [f"Example: `{shortened(facts.examples[0])}`", ""] if facts.examples else []
    return "\n".join(lines)


def index() -> str:
    """Return the table of all rules."""
    rows = [
        f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity if rule.on_by_default else 'off'} "
        f"| {'' if rule.fix_availability == 'none' else rule.fix_availability} | {rule.summary()} |"
        for rule in ALL_RULES
    ]
    head = "# Rules\n\n| code | name | severity | fix | reports |\n|---|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def main() -> int:
    """Write what is stale, or with `--check` name it and return 1."""
    made = pages()
    known = set((DOCS / "rules").glob("*.md"))
    stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    orphaned = sorted(known - made.keys())
    if "--check" in sys.argv:
        for path in [*stale, *orphaned]:
            print(f"{path.relative_to(DOCS.parent)} is stale: run `make docs`")
        return int(bool(stale or orphaned))
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made[path], encoding="utf-8")
    for path in orphaned:
        path.unlink()
    print(f"{len(stale)} written, {len(orphaned)} removed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

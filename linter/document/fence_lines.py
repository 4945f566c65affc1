"""One line by itself: whether it is a fence, or almost one, or a field."""

import re

EXACT = re.compile(r"(?:---|\.\.\.)[ \t]*\Z")
_FIELD = re.compile(r"""(?:"[^"]*"|'[^']*'|[^\W\d][\w.-]*)[ \t]*:(?:[ \t]|\Z)""")
UNSEEN = "\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u202f\u2060\u3000\ufeff"
INVISIBLE = dict.fromkeys(map(ord, UNSEEN))
AROUND = f" \t{UNSEEN}"
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_NUMBERS = {2: "two", 4: "four", 5: "five", 6: "six"}


def what_is_wrong(line: str) -> str | None:
    """Say what keeps a line from being a fence; None where it is one, or was hardly meant to be."""
    written = line.strip(" \t")
    visible = written.translate(INVISIBLE).strip(" \t")
    dashes = visible.rstrip("-") == ""
    if not visible or EXACT.match(line):
        return None
    if visible == "---":
        return "there are spaces before it" if written == visible else "there is an invisible character in it"
    if dashes and len(visible) > 1:
        return f"it has {_NUMBERS.get(len(visible), str(len(visible)))} dashes"
    if visible.strip(DASHES) == "" and not dashes:
        return "its dashes are not the plain `-`"
    if visible == "+++":
        return "it is `+++`, as TOML has it"
    if visible.startswith("---") and not dashes and "|" not in visible:
        return "there is text behind it"
    return None


def what_is_wrong_in_toml(line: str) -> str | None:
    """Say what keeps a line from being the `+++` that it was meant to be; None where it is one, or was hardly meant to be."""
    written = line.strip(" \t")
    visible = written.translate(INVISIBLE).strip(" \t")
    signs = visible.rstrip("+") == ""
    if visible == "+++":
        if line.startswith("+++"):
            return None if written == visible else "there is an invisible character in it"
        return "there are spaces before it" if written == visible else "there is an invisible character in it"
    if signs and len(visible) > 1:
        return f"it has {_NUMBERS.get(len(visible), str(len(visible)))} plus signs"
    if visible == "---":
        return "it is `---`, as YAML has it"
    return "there is text behind it" if visible.startswith("+++") and not signs else None


def is_field(line: str) -> bool:
    """Whether a line looks like `key: value`."""
    return _FIELD.match(line) is not None

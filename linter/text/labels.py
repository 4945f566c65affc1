"""What fields are called in messages: `related[2].webUrl`."""

import re

from linter.text.wording import show


def label(pointer: str) -> str:
    """Return how people write the field at a JSON Pointer: dots before names, brackets around the numbers of items, from 0 on."""
    parts = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    words = [f"[{part}]" if re.fullmatch("[0-9]+", part) else f".{part}" for part in parts]
    return "".join(words).removeprefix(".")


def labelled(pointer: str) -> str:
    """Return a field's label in backticks, as messages begin with it; "the front matter" for the whole."""
    return show(label(pointer)) if pointer else "the front matter"

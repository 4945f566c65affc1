"""What fields are called in messages: `related[2].webUrl`."""

import re

from linter.text.wording import show


def label(pointer: str) -> str:
    """Return how people write the field at a JSON Pointer: dots before names, brackets around the numbers of items, from 0 on."""
    parts = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    words = [f"[{part}]" if part.isascii() and part.isdecimal() else f".{part}" for part in parts]
    return "".join(words).removeprefix(".")


def naming_field(message: str, pointer: str) -> str:
    """Return a message that names the field it is about: as it is where it does so, else with the field in front.

    The item of a list is named where its list is; a field of a related article is not where only its last name is given.
    """
    field = label(pointer)
    name = field.rpartition(".")[2]
    whole_list = re.sub(r"\[[0-9]+\]$", "", field)
    if not field or f"`{field}" in message or f"`{whole_list}`" in message:
        return message
    if message.startswith(f"`{name}` "):
        return f"{labelled(pointer)}{message.removeprefix(f'`{name}`')}"
    return f"{labelled(pointer)}: {message}"


def labelled(pointer: str) -> str:
    """Return a field's label in backticks, as messages begin with it; "the front matter" for the whole."""
    return show(label(pointer)) if pointer else "the front matter"

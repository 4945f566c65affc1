"""What plain and tagged scalars mean in YAML 1.1, the YAML of Jekyll's Psych and of PyYAML's `SafeLoader`; timestamps stay text."""

import re
from typing import Any

TAG = "tag:yaml.org,2002:"
WORDS: dict[str, bool | None] = {"~": None, "null": None, "Null": None, "NULL": None}
WORDS |= {form: True for word in ("yes", "true", "on") for form in (word, word.capitalize(), word.upper())}
WORDS |= {form: False for word in ("no", "false", "off") for form in (word, word.capitalize(), word.upper())}
UNLOADABLE = frozenset(["=", "<<"])  # signs of YAML 1.1 that are values nowhere: its loaders raise
NUMBER_STARTS = frozenset("-+.0123456789")
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_NUMBER_TAGS = (f"{TAG}int", f"{TAG}float")
_ORDINARY_WORDS = frozenset(["true", "false", "null"])
_WHOLE_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")  # what every reader of YAML takes for the same number
_LONGEST_NUMBER = 1_000  # Python refuses to write integers of more than 4300 digits


def plain_value(text: str) -> tuple[Any, bool]:
    """Return what a plain scalar of at least one character means, and whether readers of YAML 1.1 and 1.2 agree about its type."""
    if text[0] not in NUMBER_STARTS and text not in WORDS and text not in UNLOADABLE:
        return text, True
    if (text.isdecimal() and text.isascii() and text[0] != "0" and len(text) < 18) or _WHOLE_NUMBER.match(text):
        return int(text), True
    if text[4:5] == "-" and text[:4].isdecimal():  # a date, which stays text; nothing that begins so is a number
        return text, text[10:11] == "T"  # a whole timestamp stands where one is wanted
    return resolve_plain(text), text in _ORDINARY_WORDS or (text[0] != "0" and text.isdecimal())


def resolve_plain(text: str) -> Any:
    """Return what a plain scalar means in YAML 1.1, timestamps as text."""
    if text in WORDS:
        return WORDS[text]
    if not text:
        return None
    if text[0] not in NUMBER_STARTS:
        return text
    from yaml.resolver import Resolver

    for tag, pattern in Resolver.yaml_implicit_resolvers.get(text[0], ()):
        if tag in _NUMBER_TAGS and pattern.match(text):
            return _construct(tag, text)
    return text


def _construct(tag: str, text: str) -> Any:
    if len(text) > _LONGEST_NUMBER:
        return text
    from yaml.constructor import SafeConstructor
    from yaml.nodes import ScalarNode

    constructor = SafeConstructor()
    node = ScalarNode(tag, text)
    try:
        return constructor.construct_yaml_int(node) if tag.endswith("int") else constructor.construct_yaml_float(node)
    except (ValueError, IndexError):  # `0b_`
        return text


def construct_tagged(tag: str, text: str) -> Any:
    """Return what a scalar with an explicit standard tag means; with other tags it stays text."""
    if tag in _NUMBER_TAGS:
        return _construct(tag, text)
    if tag in (f"{TAG}bool", f"{TAG}null"):
        return WORDS.get(text, text if tag.endswith("bool") else None)
    return text

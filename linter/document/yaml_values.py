"""What plain and tagged scalars mean in YAML 1.1, the YAML of Jekyll's Psych and of PyYAML's `SafeLoader`; timestamps stay text."""

from typing import Any

from yaml.constructor import SafeConstructor
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

TAG = "tag:yaml.org,2002:"
WORDS: dict[str, bool | None] = {"~": None, "null": None, "Null": None, "NULL": None}
WORDS |= {form: True for word in ("yes", "true", "on") for form in (word, word.capitalize(), word.upper())}
WORDS |= {form: False for word in ("no", "false", "off") for form in (word, word.capitalize(), word.upper())}
UNLOADABLE = frozenset(["=", "<<"])  # signs of YAML 1.1 that are values nowhere: its loaders raise
NUMBER_STARTS = frozenset("-+.0123456789")
_NUMBER_TAGS = {
    f"{TAG}int": SafeConstructor.construct_yaml_int,
    f"{TAG}float": SafeConstructor.construct_yaml_float,
}
_RESOLVERS = Resolver.yaml_implicit_resolvers
_CONSTRUCTOR = SafeConstructor()
_LONGEST_NUMBER = 1_000  # Python refuses to write integers of more than 4300 digits


def resolve_plain(text: str) -> Any:
    """Return what a plain scalar means in YAML 1.1, timestamps as text."""
    if text in WORDS:
        return WORDS[text]
    if not text:
        return None
    if text[0] not in NUMBER_STARTS:
        return text
    for tag, pattern in _RESOLVERS.get(text[0], ()):
        if tag in _NUMBER_TAGS and pattern.match(text):
            return _construct(tag, text)
    return text


def _construct(tag: str, text: str) -> Any:
    if len(text) > _LONGEST_NUMBER:
        return text
    try:
        return _NUMBER_TAGS[tag](_CONSTRUCTOR, ScalarNode(tag, text))
    except (ValueError, IndexError):  # `0b_`
        return text


def construct_tagged(tag: str, text: str) -> Any:
    """Return what a scalar with an explicit standard tag means; with other tags it stays text."""
    if tag in _NUMBER_TAGS:
        return _construct(tag, text)
    if tag in (f"{TAG}bool", f"{TAG}null"):
        return WORDS.get(text, text if tag.endswith("bool") else None)
    return text

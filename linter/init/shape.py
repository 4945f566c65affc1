"""The shape that the front matter of many articles has in common, and the JSON Schema that says it."""

import re
from collections import Counter
from collections.abc import Callable, Collection
from itertools import combinations
from typing import Any

from linter.schema.formats import FORMATS
from linter.text.misspellings import is_slip
from linter.text.wording import counted, show

_SLIPS, _ENOUGH = 0.02, 20
_FEW, _FEWEST = 10, 5  # articles that can tell what is always there; few of them tell it only of what every article has
_OBVIOUS = frozenset(["title", "name"])
_MOST_IN_ENUM = 8
_WORD = re.compile(r"[A-Za-z][\w-]*")
_LONGEST_NAME = 40
_NO_NAME = re.compile(r"[\s<>]")
# Fields whose few values are a choice; authors, places and the like may always get a new one.
_CHOICES = frozenset(["layout", "type", "kind", "status", "state", "format", "template", "visibility"])
_CHOICES |= {"level", "audience", "priority", "section"}
_JEKYLL = r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)? [+-][0-9]{2}:?[0-9]{2}$"
_JEKYLL_MESSAGE = "write date, time and UTC offset as Jekyll does: `2020-01-31 07:30 +0000`"
_PLACE_IN_SITE = ("/", ".", "#", "{", "mailto:")
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object", type(None): "null"}
_TYPE_WORDS = {
    "string": "Text",
    "boolean": "True or false",
    "integer": "A whole number",
    "number": "A number",
    "array": "A list",
    "object": "Further fields",
    "null": "Empty",
}
_SHOWN = 3


def slips(total: int) -> int:
    """Return how many of `total` values may differ from the rest and still be slips, not what is meant."""
    return max(int(total * _SLIPS), 1) if total >= _ENOUGH else 0


class Shape:
    """What the values of one field look like: their types, texts, fields and items, each with its count."""

    def __init__(self) -> None:
        self.count = 0
        self.types: Counter[str] = Counter()
        self.texts: Counter[str] = Counter()
        self.fields: dict[str, Shape] = {}
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.items: Shape | None = None

    def add(self, value: Any) -> None:
        """Count a value, and everything in it."""
        self.count += 1
        kind = _TYPES[type(value)]
        self.types[kind] += 1
        if kind == "string":
            self.texts[value] += 1
        elif kind == "object":
            for name, inner in value.items():
                self._field(name).add(inner)
            self.pairs.update((name, plural) for name in value for plural in _plurals(name) if plural in value)
        elif kind == "array":
            self.items = self.items or Shape()
            for item in value:
                self.items.add(item)

    def add_outline(self, value: dict[str, Any]) -> None:
        """Count the fields of an article, and not what is in them: that takes a tenth of the time."""
        self.count += 1
        self.types["object"] += 1
        for name, inner in value.items():
            field = self._field(name)
            field.count += 1
            field.types["null"] += inner is None
            field.texts[""] += inner == ""

    def _field(self, name: str) -> "Shape":
        field = self.fields.get(name)
        if field is None:
            field = self.fields[name] = Shape()
        return field

    @property
    def kinds(self) -> list[str]:
        """The types that are meant, the commonest first."""
        meant = [kind for kind, count in self.types.most_common() if count > slips(self.count)]
        return [kind for kind in meant if not (kind == "integer" and "number" in meant)]

    @property
    def required(self) -> list[str]:
        """The fields that nearly all articles fill in, in the order in which they hold them."""
        least = self.types["object"] - int(self.types["object"] * _SLIPS)
        misspelt: Counter[str] = Counter()
        for name, field in self.fields.items():
            meant = self._meant_by(name, field)
            if meant is not None:
                misspelt[meant] += field.filled
        return [name for name, field in self.fields.items() if field.filled + misspelt[name] >= least]

    @property
    def filled(self) -> int:
        """How many values are more than an empty field."""
        return self.count - self.types["null"] - self.texts[""]

    @property
    def known(self) -> dict[str, "Shape"]:
        """The fields that are meant: names, and not those that are rare and slips of a much commoner one's name."""
        return {name: field for name, field in self.fields.items() if _is_name(name) and self._meant_by(name, field) is None}

    def _meant_by(self, name: str, field: "Shape") -> str | None:
        """Return the common field whose name is misspelt here, None for a name of its own."""
        others = ((other, more) for other, more in self.fields.items() if other != name)
        return next((other for other, more in others if _is_misspelling(name, field, other, more)), None)

    @property
    def alternatives(self) -> list[tuple[str, str]]:
        """Fields of which nearly every article has just one: `author` or `authors`."""
        objects = self.types["object"]
        few = int(objects * _SLIPS)
        found = []
        for one, other in combinations(self.fields, 2):
            if not _is_plural(one, other):
                continue
            counts = (self.fields[one].count, self.fields[other].count)
            both = self.pairs[one, other] + self.pairs[other, one]
            if min(counts) > few and sum(counts) - both >= objects - few and both <= few:
                found.append((one, other))
        return found

    def _holds(self, test: Callable[[str], object]) -> bool:
        total = self.texts.total()
        return total > 0 and sum(count for text, count in self.texts.items() if test(text)) >= total - slips(total)

    def schema(self, dates: Collection[str] = ()) -> dict[str, Any]:
        """Return a JSON Schema that nearly all of the values satisfy. Of the fields `dates` other rules judge the form."""
        return self._schema(dates, "", is_required=True)

    def _schema(self, dates: Collection[str], name: str, *, is_required: bool) -> dict[str, Any]:
        kinds = self.kinds
        if kinds and not is_required and self.types["null"] and "null" not in kinds:
            kinds = [*kinds, "null"]
        schema: dict[str, Any] = {"type": kinds[0] if len(kinds) == 1 else kinds} if kinds else {}
        if [kind for kind in kinds if kind != "null"] == ["string"] and name not in dates:
            schema |= self._text_schema(name, has_null="null" in kinds)
        if "array" in kinds and self.items is not None and self.items.count:
            schema["items"] = self.items._schema((), "", is_required=False)
        if "object" in kinds:
            schema |= self._object_schema(dates)
        return schema

    def _object_schema(self, dates: Collection[str]) -> dict[str, Any]:
        known = self.known
        required = [name for name in self.required if name in known] if self.types["object"] >= _FEWEST else []
        if self.types["object"] < _FEW:
            required = [name for name in required if name in _OBVIOUS or name in dates]
        schema: dict[str, Any] = {"required": required, "additionalProperties": False, "properties": {}}
        groups = [{"anyOf": [{"required": [name]} for name in pair]} for pair in self.alternatives]
        schema |= groups[0] if len(groups) == 1 else {"allOf": groups} if groups else {}
        for name, field in known.items():
            inner = field._schema(dates, name, is_required=name in required)
            schema["properties"][name] = {"description": field._description(self.types["object"]), **inner}
        return schema

    def _description(self, of: int) -> str:
        words = _TYPE_WORDS.get(self.kinds[0] if self.kinds else "", "Anything")
        texts = self.texts or (self.items.texts if self.items is not None else Counter())
        usual = [text for text, count in texts.most_common(_SHOWN) if count > 1 and len(text) <= _LONGEST_NAME and text.strip()]
        examples = f", such as {', '.join(map(show, usual))}" if usual else ""
        return f"{words} in {self.count} of {counted(of, 'article')}{examples}."

    def _text_schema(self, name: str, *, has_null: bool) -> dict[str, Any]:
        odd = [text for text in self.texts if not text.startswith(("http://", "https://"))]
        if not any(not text.strip() or text.startswith(_PLACE_IN_SITE) for text in odd):
            if self._holds(lambda text: text.startswith(("http://", "https://")) and FORMATS["uri"](text)):
                return {"format": "uri"}
            if self._holds(lambda text: re.match(_JEKYLL, text) is not None):
                return {"pattern": _JEKYLL, "errorMessage": {"pattern": _JEKYLL_MESSAGE}}
            for form in ("date-time", "date"):
                if self._holds(FORMATS[form]):
                    return {"format": form}
        values = self._choice(name)
        return {"enum": [*values, None] if has_null else values} if values else {}

    def _choice(self, name: str) -> list[str]:
        """Return the values of a field that is a choice between a few; what is rare has to be a slip of one of them."""
        least = max(slips(self.count) + 1, 3)
        meant = sorted(text for text, count in self.texts.items() if count >= least)
        if name.lower() not in _CHOICES or self.count < _ENOUGH or not 2 <= len(meant) <= _MOST_IN_ENUM:
            return []
        if not all(_WORD.fullmatch(text) for text in meant):
            return []
        rare = [text for text in self.texts if text not in meant]
        return meant if all(any(is_slip(text, value) for value in meant) for text in rare) else []


def _is_name(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_NAME and _NO_NAME.search(text) is None


def _is_misspelling(name: str, field: Shape, other: str, more: Shape) -> bool:
    if field.count > slips(more.count) and field.count > 1:
        return False
    return more.count >= max(4 * field.count, 5) and not _is_plural(name, other) and is_slip(name, other)


def _plurals(name: str) -> tuple[str, ...]:
    return (f"{name}s", f"{name[:-1]}ies") if name.endswith("y") else (f"{name}s",)


def _is_plural(one: str, other: str) -> bool:
    return one in _plurals(other) or other in _plurals(one)

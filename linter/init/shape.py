"""The shape that the front matter of many articles has in common, and the JSON Schema that says it."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from linter.schema.formats import FORMATS
from linter.text.misspellings import edit_distance

_SLIPS, _ENOUGH = 0.02, 20
_MOST_IN_ENUM = 8
_WORD = re.compile(r"[A-Za-z][\w-]*")
_JEKYLL = r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(:[0-9]{2})? [+-][0-9]{4}$"
_JEKYLL_MESSAGE = "write date, time and UTC offset as Jekyll does: `2020-01-31 07:30 +0000`"
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object", type(None): "null"}


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
        self.items: Shape | None = None
        self.fewest_items: int | None = None

    def add(self, value: Any) -> None:
        """Count a value, and everything in it."""
        self.count += 1
        kind = _TYPES[type(value)]
        self.types[kind] += 1
        if kind == "string":
            self.texts[value] += 1
        elif kind == "object":
            for name, inner in value.items():
                self.fields.setdefault(name, Shape()).add(inner)
        elif kind == "array":
            self.items = self.items or Shape()
            self.fewest_items = min(len(value), self.fewest_items if self.fewest_items is not None else len(value))
            for item in value:
                self.items.add(item)

    @property
    def kinds(self) -> list[str]:
        """The types that are meant, the commonest first."""
        meant = [kind for kind, count in self.types.most_common() if count > slips(self.count)]
        return [kind for kind in meant if not (kind == "integer" and "number" in meant)]

    @property
    def required(self) -> list[str]:
        """The fields that are always there, but for slips, in the order in which articles hold them."""
        objects = self.types["object"]
        return [name for name, field in self.fields.items() if field.count >= objects - slips(objects)]

    @property
    def known(self) -> dict[str, "Shape"]:
        """The fields that are meant: not those that occur once and are nearly called like a commoner one."""
        common = [name for name, field in self.fields.items() if field.count > 1]
        return {
            name: field
            for name, field in self.fields.items()
            if field.count > 1 or not any(edit_distance(name, other) <= 2 for other in common)
        }

    @property
    def is_jekyll_date(self) -> bool:
        """Whether the field holds dates as Jekyll writes them: `2020-01-31 07:30 +0000`."""
        return self._holds(lambda text: re.match(_JEKYLL, text) is not None)

    def _holds(self, test: Callable[[str], object]) -> bool:
        total = self.texts.total()
        return total > 0 and sum(count for text, count in self.texts.items() if test(text)) >= total - slips(total)

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema that nearly all of the values satisfy."""
        return self._schema(may_list=True)

    def _schema(self, *, may_list: bool) -> dict[str, Any]:
        kinds = self.kinds
        schema: dict[str, Any] = {"type": kinds[0] if len(kinds) == 1 else kinds} if kinds else {}
        if kinds == ["string"]:
            schema |= self._text_schema(may_list=may_list)
        if "array" in kinds and self.items is not None:
            schema |= {"minItems": 1} if self.fewest_items else {}
            schema |= {"items": self.items._schema(may_list=False)} if self.items.count else {}
        if "object" in kinds:
            known = self.known
            schema["required"] = [name for name in self.required if name in known]
            schema["additionalProperties"] = False
            schema["properties"] = {name: field.schema() for name, field in known.items()}
        return schema

    def _text_schema(self, *, may_list: bool) -> dict[str, Any]:
        if self.is_jekyll_date:
            return {"pattern": _JEKYLL, "errorMessage": {"pattern": _JEKYLL_MESSAGE}}
        if self._holds(lambda text: text.startswith(("http://", "https://")) and FORMATS["uri"](text)):
            return {"format": "uri"}
        if self._holds(FORMATS["date-time"]):
            return {"format": "date-time"}
        meant = sorted(text for text, count in self.texts.items() if count > slips(self.count))
        covered = sum(self.texts[text] for text in meant)
        is_list = self.count >= _ENOUGH and len(meant) <= _MOST_IN_ENUM and covered >= self.count - slips(self.count)
        return {"enum": meant} if may_list and is_list and all(_WORD.fullmatch(text) for text in meant) else {}

"""What the words of a configured rule's vocabulary check: each looks at one place, and yields what is wrong there in plain words."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePath
from typing import Any, NamedTuple

from linter.diagnostics.fix import Fix, replace_scalar
from linter.diagnostics.ordering import misplaced, reorder
from linter.document.nodes import Mapping, Node, Scalar, Sequence
from linter.rules.base import Context, safe, unsafe
from linter.rules.own_places import Place, node_at
from linter.settings.conditions import Conditions, is_number, same_value, within
from linter.text.globs import regex_found
from linter.text.patterns import lazy_pattern
from linter.text.timestamps import read_timestamp
from linter.text.urls import clean_domain, parse_url, same_site
from linter.text.wording import counted, show


class Problem(NamedTuple):
    """What is wrong: words that follow the field's name, another value than the place's own that they are about, and a fix."""

    words: str
    node: Node | None = None
    fix: Fix | None = None


Found = Iterator[Problem]
_LONGEST = 60


def _scalars(place: Place) -> list[Scalar]:
    """Return the values that a check on single values looks at: the field's own, or each item where it holds a list."""
    node = place.node
    return [item for item in (node.items if isinstance(node, Sequence) else [node]) if isinstance(item, Scalar) and item.value is not None]


def _texts(place: Place) -> list[Scalar]:
    return [scalar for scalar in _scalars(place) if isinstance(scalar.value, str)]


def _is_missing(place: Place) -> bool:
    node = place.node
    return node is None or (isinstance(node, Scalar) and (node.value is None or (isinstance(node.value, str) and not node.text.strip())))


def _required(place: Place, told: bool, context: Context) -> Found:
    if _is_missing(place):
        yield Problem("is missing: add it" if place.node is None else "is empty: give it a value")


def _required_when(place: Place, told: Conditions, context: Context) -> Found:
    if told.matches(place.root.value):
        yield from _required(place, True, context)


def _forbidden(place: Place, told: bool, context: Context) -> Found:
    if place.node is not None:
        yield Problem("must not be here: delete it")


_TYPE_NAMES = {
    "text": "text",
    "number": "a number",
    "whole-number": "a whole number",
    "true-or-false": "`true` or `false`",
    "list": "a list",
    "mapping": "a group of fields",
}


def _type(place: Place, told: str, context: Context) -> Found:
    node = place.node
    if node is None:
        return
    value = node.value if isinstance(node, Scalar) else None
    fits = {
        "text": isinstance(value, str),
        "number": is_number(value),
        "whole-number": is_number(value) and isinstance(value, int),
        "true-or-false": isinstance(value, bool),
        "list": isinstance(node, Sequence),
        "mapping": isinstance(node, Mapping),
    }
    if not fits[told]:
        found = f", found {show(node.text)}" if isinstance(node, Scalar) and node.text else ""
        yield Problem(f"must be {_TYPE_NAMES[told]}{found}")


def _length(place: Place, told: tuple[int, int], context: Context) -> Found:
    node = place.node
    if isinstance(node, Sequence):
        length, unit = len(node.items), "item"
    elif isinstance(node, Scalar) and isinstance(node.value, str):
        length, unit = len(node.text), "character"
    else:
        return
    if length < told[0]:
        yield Problem(f"has {counted(length, unit)}; the fewest allowed are {told[0]:,}: make it longer")
    elif length > told[1]:
        yield Problem(f"has {counted(length, unit)}; the most allowed are {told[1]:,}: shorten it")


def _pattern(place: Place, told: str, context: Context) -> Found:
    for scalar in _texts(place):
        if not regex_found(told, scalar.text):
            yield Problem(f"does not have the form that is asked for ({show(told, _LONGEST)}): {show(scalar.text, _LONGEST)}", scalar)


def _not_pattern(place: Place, told: str, context: Context) -> Found:
    for scalar in _texts(place):
        if regex_found(told, scalar.text):
            yield Problem(f"has what is not allowed ({show(told, _LONGEST)}): {show(scalar.text, _LONGEST)}", scalar)


def _one_of(place: Place, told: tuple[Any, ...], context: Context) -> Found:
    for scalar in _scalars(place):
        if not any(same_value(scalar.value, value) for value in told):
            yield Problem(f"must be {' or '.join(map(show, told))}, found {show(scalar.text, _LONGEST)}", scalar)


def _equals(place: Place, told: Any, context: Context) -> Found:
    yield from _one_of(place, (told,), context)


_FIELD = lazy_pattern(r"\{([^{}]+)\}")


def _equals_template(place: Place, told: str, context: Context) -> Found:
    parts = []
    for name in _FIELD.findall(told):
        node = place.other(name)
        if name == "file-name":
            parts.append(PurePath(context.document.source.path.replace("\\", "/")).stem)
        elif isinstance(node, Scalar) and node.value is not None:
            parts.append(node.text)
        else:
            return
    values = iter(parts)
    wanted = _FIELD.sub(lambda match: next(values), told)
    for scalar in _texts(place):
        if scalar.text != wanted:
            fix = unsafe(f"Write {show(wanted)}", replace_scalar(context.document, scalar, wanted), fields=(scalar.pointer,))
            yield Problem(f"should be {show(wanted)}, found {show(scalar.text, _LONGEST)}", scalar, fix)


_BOUNDS = {"at-least": "must be at least", "above": "must be more than", "at-most": "must be at most", "below": "must be less than"}


def _bound(bound: str, place: Place, told: float | str, context: Context) -> Found:
    node = place.other(told) if isinstance(told, str) else None
    limit = node.value if isinstance(node, Scalar) else told
    if not is_number(limit):
        return
    name = f" (`{told}`)" if isinstance(told, str) else ""
    for scalar in _scalars(place):
        if is_number(scalar.value) and not within(scalar.value, bound, float(limit)):
            yield Problem(f"{_BOUNDS[bound]} {show(limit)}{name}, found {show(scalar.value)}", scalar)


_ORDERS = {
    "before": "must be earlier than",
    "not-before": "must not be earlier than",
    "after": "must be later than",
    "not-after": "must not be later than",
}


def _dates(order: str, place: Place, told: str, context: Context) -> Found:
    other = place.other(told)
    if not isinstance(other, Scalar) or not isinstance(other.value, str):
        return
    theirs = read_timestamp(other.text)
    for scalar in _texts(place):
        own = read_timestamp(scalar.text)
        if own.written is None or theirs.written is None:
            continue
        is_right = {
            "before": own.is_before(theirs),
            "not-before": not own.is_before(theirs),
            "after": theirs.is_before(own),
            "not-after": not theirs.is_before(own),
        }[order]
        if not is_right:
            yield Problem(f"({show(scalar.text, _LONGEST)}) {_ORDERS[order]} `{told}` ({show(other.text, _LONGEST)})", scalar)


def _same_site(place: Place, told: str, context: Context) -> Found:
    other = place.other(told)
    host = _host(other.text) if isinstance(other, Scalar) and isinstance(other.value, str) else None
    for scalar in _texts(place):
        own = _host(scalar.text)
        if host is not None and own is not None and not same_site(own, host):
            yield Problem(f"is on {show(own)}, but `{told}` is on {show(host)}: they must be on one site", scalar)


def _host(text: str) -> str | None:
    url = parse_url(text.strip())
    return url.host if url is not None else clean_domain(text)


def _file_exists(place: Place, told: str, context: Context) -> Found:
    files = context.knowledge.files
    folder = files.place_of(context.document.source.path) if files is not None else None
    for scalar in _texts(place):
        path = told.replace("{}", scalar.text)
        if files is not None and (folder is not None or path.startswith("/")) and files.find(path, folder or ".") is None:
            yield Problem(f"names a file that is not in the repository: {show(path, _LONGEST)}", scalar)


def _sorted_by(place: Place, told: str, context: Context) -> Found:
    falls, field = told.startswith("-"), told.removeprefix("-")
    last: Scalar | None = None
    for item in place.node.items if isinstance(place.node, Sequence) else ():
        found = node_at(item, field) if isinstance(item, Mapping) else None
        if not isinstance(found, Scalar) or not (is_number(found.value) or isinstance(found.value, str)):
            continue
        if last is not None and is_number(last.value) == is_number(found.value) and _is_misplaced(last, found, falls=falls):
            order = "from the highest to the lowest" if falls else "from the lowest to the highest"
            yield Problem(f"({show(found.text, _LONGEST)}) is out of order: the list is sorted {order} `{field}`", found)
            return
        last = found


def _is_misplaced(one: Scalar, next_: Scalar, *, falls: bool) -> bool:
    first, second = (next_.value, one.value) if falls else (one.value, next_.value)
    return bool(second < first)


def _order(place: Place, told: tuple[str, ...], context: Context) -> Found:
    if isinstance(place.node, Mapping):
        entry = misplaced(place.node, told)
        if entry is not None:
            field, after = entry
            edits = reorder(context.document, place.node, told)
            fix = safe("Put the fields in order", *edits, fields=()) if edits else None
            yield Problem(f"should come before `{after}`", place.node.fields[field].value, fix)


CHECKS: dict[str, Callable[[Place, Any, Context], Found]] = {
    "required": _required,
    "required-when": _required_when,
    "forbidden": _forbidden,
    "type": _type,
    "length": _length,
    "pattern": _pattern,
    "not-pattern": _not_pattern,
    "one-of": _one_of,
    "equals": _equals,
    "equals-template": _equals_template,
    **{bound: partial(_bound, bound) for bound in _BOUNDS},
    **{order: partial(_dates, order) for order in _ORDERS},
    "same-site-as": _same_site,
    "file-exists": _file_exists,
    "sorted-by": _sorted_by,
    "order": _order,
}

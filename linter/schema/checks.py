"""What is wrong with a JSON Schema itself: its form, what newslint would not understand, and the examples that are its tests."""

import re
import warnings
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from linter.document.nodes import escape_pointer
from linter.errors import ConfigError
from linter.schema.annotations import INVALID, MESSAGE, SEVERITIES, SEVERITY
from linter.schema.formats import FORMATS
from linter.schema.messages import VALUE_KEYWORDS, plain_words, violation
from linter.schema.schema import Schema
from linter.schema.violations import Violation
from linter.schema.words import FieldWords
from linter.text.misspellings import edit_distance
from linter.text.wording import did_you_mean, show

_ONE_SCHEMA = (
    "additionalItems",
    "additionalProperties",
    "contains",
    "contentSchema",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
)
_SCHEMAS_BY_NAME = ("$defs", "definitions", "dependentSchemas", "patternProperties", "properties")
_SCHEMAS_IN_LIST = ("allOf", "anyOf", "items", "oneOf", "prefixItems")
# Keywords that assert nothing by themselves: JSON Schema core and validation, section "annotations" (2020-12), and older names.
_SILENT = frozenset(
    (
        "$anchor",
        "$comment",
        "$defs",
        "$dynamicAnchor",
        "$id",
        "$recursiveAnchor",
        "$schema",
        "$vocabulary",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
        "default",
        "definitions",
        "deprecated",
        "description",
        "else",
        "examples",
        "id",
        "maxContains",
        "minContains",
        "readOnly",
        "then",
        "title",
        "writeOnly",
    )
)


class SchemaFault(NamedTuple):
    """One fault: where in the schema (a JSON Pointer), and what."""

    pointer: str
    message: str


class SchemaCheck(NamedTuple):
    """What checking a schema gave; `examples` and `counter_examples` tell how many were tried."""

    faults: tuple[SchemaFault, ...]
    examples: int = 0
    counter_examples: int = 0


def check_schema(document: Any, uri: str, where: str) -> SchemaCheck:
    """Check a schema against its metaschema, for what newslint knows, and by its examples.

    `uri` is where its references start from, `where` its name in messages. Examples stand in `examples` of any subschema and must
    satisfy it; those in `x-newslint-invalid` must not.
    """
    validator, faults = _against_metaschema(document)
    unsound = _holders(document, faults)
    known = frozenset(validator.VALIDATORS) | _SILENT | {MESSAGE, SEVERITY, INVALID}
    unusable = bool(faults)
    for pointer, part in subschemas(document):
        faults += _misunderstood(pointer, part, known)
        if pointer not in unsound:
            worse = list(_unusable(pointer, part))
            unusable |= bool(worse)
            faults += [*worse, *_annotations(pointer, part), *_impossible(pointer, part)]
    if unusable:
        return SchemaCheck(tuple(faults))
    try:
        schema = Schema(document, uri, where)
    except ConfigError as error:
        return SchemaCheck((*faults, SchemaFault("", str(error).removeprefix(f"{where}: "))))
    return _with_examples(document, schema, faults)


def _holders(document: Any, faults: Iterable[SchemaFault]) -> frozenset[str]:
    """Return the innermost subschemas that the faults are in."""
    pointers = [pointer for pointer, _ in subschemas(document)]
    holding = ([pointer for pointer in pointers if f"{fault.pointer}/".startswith(f"{pointer}/")] for fault in faults)
    return frozenset(max(holders, key=len) for holders in holding if holders)


def _with_examples(document: Any, schema: Schema, faults: list[SchemaFault]) -> SchemaCheck:
    """Try the examples of a schema that can be used."""
    tried = [0, 0]
    for pointer, part in subschemas(document):
        for number, keyword in enumerate(("examples", INVALID)):
            values = part.get(keyword, [])
            if isinstance(values, list):
                tried[number] += len(values)
                faults += _try_examples(schema, pointer, keyword, values)
            else:
                faults.append(SchemaFault(f"{pointer}/{keyword}", f"expected a list, found {show(values)}"))
    return SchemaCheck(tuple(faults), *tried)


def subschemas(schema: Any, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each subschema that is an object, with its JSON Pointer, from the outside in."""
    if not isinstance(schema, dict):
        return
    yield pointer, schema
    for keyword, value in schema.items():
        at = f"{pointer}/{escape_pointer(keyword)}"
        if keyword in _SCHEMAS_BY_NAME and isinstance(value, dict):
            for name, part in value.items():
                yield from subschemas(part, f"{at}/{escape_pointer(name)}")
        elif keyword in _SCHEMAS_IN_LIST and isinstance(value, list):
            for index, part in enumerate(value):
                yield from subschemas(part, f"{at}/{index}")
        elif keyword in _ONE_SCHEMA:
            yield from subschemas(value, at)


def _against_metaschema(document: Any) -> tuple[Any, list[SchemaFault]]:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match
    from jsonschema.validators import validator_for

    if not isinstance(document, dict | bool):
        return Draft202012Validator, [SchemaFault("", f"expected an object or a boolean as schema, found {show(document)}")]
    named = document.get("$schema") if isinstance(document, dict) else None
    if named is not None and not isinstance(named, str):
        return Draft202012Validator, [SchemaFault("/$schema", f"expected text, found {show(named)}")]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it only says what is said below
        validator = validator_for(document, default=Draft202012Validator)
    if named is not None and named.rstrip("#") != str(validator.META_SCHEMA["$schema"]).rstrip("#"):
        return validator, [SchemaFault("/$schema", f"unknown dialect {show(named)}")]
    found = {}
    for outer in validator(validator.META_SCHEMA).iter_errors(document):
        error = best_match([outer])
        error = next((inner for inner in error.context if inner.validator == "enum"), error)
        pointer = "".join(f"/{escape_pointer(str(step))}" for step in error.absolute_path)
        found[pointer] = SchemaFault(pointer, _explain(error))
    return validator, [found[pointer] for pointer in sorted(found)]


def _unusable(pointer: str, schema: dict[str, Any]) -> Iterator[SchemaFault]:
    """Yield what keeps a schema from being compiled."""
    if isinstance(word := schema.get("format"), str) and word not in FORMATS:
        yield SchemaFault(f"{pointer}/format", f"unknown format {show(word)}{did_you_mean(word, FORMATS)}")
    if isinstance(pattern := schema.get("pattern"), str) and (reason := _bad_pattern(pattern)):
        yield SchemaFault(f"{pointer}/pattern", reason)
    for pattern in schema.get("patternProperties", ()):
        if reason := _bad_pattern(pattern):
            yield SchemaFault(f"{pointer}/patternProperties/{escape_pointer(pattern)}", reason)


def _bad_pattern(pattern: str) -> str | None:
    try:
        re.compile(pattern)
    except re.error as error:
        return f"not a pattern that can be used: {show(pattern)}: {error}"
    return None


def _misunderstood(pointer: str, schema: dict[str, Any], known: frozenset[str]) -> Iterator[SchemaFault]:
    """Yield keywords that would silently do nothing: misspelt ones. JSON Schema allows any others, and editors use some."""
    for keyword in sorted(schema.keys() - known):
        near = min(2, max(1, len(keyword) // 5))
        close = sorted((distance, word) for word in known if (distance := edit_distance(keyword, word)) <= near)
        if close or keyword.startswith("x-newslint-"):
            advice = f": did you mean {show(close[0][1])}?" if close else ""
            yield SchemaFault(f"{pointer}/{escape_pointer(keyword)}", f"unknown keyword {show(keyword)}{advice}")


def _annotations(pointer: str, schema: dict[str, Any]) -> Iterator[SchemaFault]:
    """Yield messages and severities that cannot reach a diagnostic."""
    for annotation in (MESSAGE, SEVERITY):
        if annotation not in schema:
            continue
        said, at = schema[annotation], f"{pointer}/{annotation}"
        by_keyword = said.items() if isinstance(said, dict) else [("", said)]
        asserting = schema.keys() - _SILENT - {MESSAGE, SEVERITY, INVALID, "$ref", *_SCHEMAS_BY_NAME}
        if not asserting:
            yield SchemaFault(at, "speaks of the keywords beside it, and there are none that demand anything")
        for keyword, words in by_keyword:
            if keyword and keyword not in schema:
                yield SchemaFault(f"{at}/{escape_pointer(keyword)}", f"there is no {show(keyword)} beside it")
            elif annotation == SEVERITY and words not in SEVERITIES:
                expected = ", ".join(show(word) for word in SEVERITIES)
                yield SchemaFault(at, f"expected one of {expected}, found {show(words)}")
            elif annotation == MESSAGE and not _is_message(keyword, words):
                yield SchemaFault(at, f"expected text, found {show(words)}")


def _is_message(keyword: str, words: Any) -> bool:
    if keyword == "required" and isinstance(words, dict):
        return all(isinstance(text, str) for text in words.values())
    return isinstance(words, str)


def _impossible(pointer: str, schema: dict[str, Any]) -> Iterator[SchemaFault]:
    """Yield required fields that no article can have."""
    if schema.get("additionalProperties") is not False or "patternProperties" in schema:
        return
    for index, name in enumerate(schema.get("required", ())):
        if name not in schema.get("properties", {}):
            message = f"requires {show(name)}, which `additionalProperties` forbids"
            yield SchemaFault(f"{pointer}/required/{index}", message)


def _try_examples(schema: Schema, pointer: str, keyword: str, values: list[Any]) -> Iterator[SchemaFault]:
    if not values:
        return
    from jsonschema.exceptions import best_match

    from linter.schema.reference import reference_validator

    validator = reference_validator(schema, pointer)
    for index, value in enumerate(values):
        at = f"{pointer}/{keyword}/{index}"
        try:
            error = best_match(validator.iter_errors(value))
        except RecursionError:
            yield SchemaFault(at, "cannot be tried: a `$ref` leads back to itself without end")
            return
        if keyword == INVALID and error is None:
            yield SchemaFault(at, f"expected a value that the schema refuses, but it accepts {show(value)}")
        elif keyword != INVALID and error is not None:
            field = "".join(f"/{step}" for step in error.absolute_path)
            yield SchemaFault(at, f"the example does not satisfy the schema{f' at {show(field)}' if field else ''}: {_explain(error)}")


def _explain(error: Any) -> str:
    """Return what one of jsonschema's errors says, in newslint's words where it has any."""
    if error.validator in VALUE_KEYWORDS:
        wrong = Violation(error.validator, error.validator_value, error.schema, (), error.instance, error.message)
        return violation(wrong, "the value", FieldWords())
    return plain_words(str(error.message))

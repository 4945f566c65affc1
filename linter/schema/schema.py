"""The JSON Schema engine: jsonschema-rs, which needs 4 µs for an article."""

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema_rs

from linter.article.fields import FIELDS, JUDGED_BY_FORM, PAGE_URLS, TIMESTAMPS, Vocabulary
from linter.document import Document
from linter.document.copies import CopiedMapping
from linter.document.nodes import Mapping as MappingNode
from linter.document.nodes import Sequence
from linter.errors import ConfigError
from linter.files.reading import UnreadableError, read_json
from linter.schema.items import items_schema
from linter.schema.patterns import OPTIONS
from linter.schema.renaming import renamed
from linter.schema.violations import Places, Violation, violations
from linter.schema.words import SchemaWords
from linter.settings.options import Ranges
from linter.text.path_dates import file_date
from linter.text.wording import did_you_mean

_JUDGED_ELSEWHERE = tuple(field.name for field in FIELDS if field.form in JUDGED_BY_FORM)


class Schema:
    """A compiled schema.

    `document` is the JSON Schema as a Python value, `uri` where relative references start from, `where` its name in messages.
    """

    def __init__(self, document: Any, uri: str, where: str) -> None:
        self.document = document
        self.uri = uri
        self.where = where
        self.files: list[Path] = []  # those that it was read from, but for newslint's own
        self.retrieved: dict[str, Any] = {}  # what `$ref`s led to, by URI
        self.dated_by_name: Schema | None = None  # the same for files whose name says when the article was published
        self._item_validators: dict[str, Any] = {}
        try:
            self._validator = self._compiled(document)
        except (ValueError, jsonschema_rs.ValidationError) as error:
            advice = f"`newslint schema check {where}` tells the places"
            raise ConfigError(f"{where}: not a usable JSON Schema: {_reason(str(error))}; {advice}") from None

    def _compiled(self, document: Any) -> Any:
        return jsonschema_rs.validator_for(
            document,
            formats=_formats() if _may_use_formats(document) else {},
            validate_formats=True,
            ignore_unknown_formats=False,
            retriever=self.retrieve,
            base_uri=self.uri,
            pattern_options=OPTIONS,
        )

    def is_valid(self, data: Any) -> bool:
        """Whether a front matter's data satisfies the schema."""
        return _is_valid(self._validator, data)

    def for_file(self, path: str) -> "Schema":
        """Return the schema that counts for a file: a date in its name may be all there is (`[dates] from-filename`)."""
        return self.dated_by_name if self.dated_by_name is not None and file_date(path) is not None else self

    def accepts(self, document: Document) -> bool:
        """Whether a document's front matter satisfies the schema; one that could not be read is not judged."""
        if document.root is None:
            return True
        copies = document.copies
        return (copies is not None and self._accepts_copies(document.root, copies)) or self.is_valid(document.root.value)

    def _accepts_copies(self, root: MappingNode, copies: Sequence) -> bool:
        """Whether each item of a list is fine by itself, and the rest without them: equal items are judged once."""
        field = str(copies.key)
        if field not in self._item_validators:
            schema = items_schema(self.document, field)
            self._item_validators[field] = self._compiled(schema) if schema is not None else None
        validator = self._item_validators[field]
        if validator is None:
            return False
        others = []
        for item in copies.items:
            known = item.known if isinstance(item, CopiedMapping) else None
            if known is None:
                others.append(item.value)
                continue
            if known.is_valid is None:
                known.is_valid = _is_valid(validator, known.value)
            if not known.is_valid:
                return False
        return self.is_valid({**root.value, field: others})

    def violations(self, data: Any) -> list[Violation]:
        """Return what is wrong with a front matter's data; ValueError or TypeError for what JSON does not know."""
        return list(violations(self._validator.iter_errors(data), data, self._places))

    @cached_property
    def words(self) -> SchemaWords:
        """What the schema tells people about its fields."""
        return SchemaWords(self.document)

    @cached_property
    def _places(self) -> Places:
        return Places(self.uri, self.document, self.retrieved)

    def retrieve(self, uri: str) -> Any:
        """Return the schema that a `$ref` leads to; ValueError for one that is not in a file beside this one."""
        parts = urlsplit(uri)
        if parts.scheme != "file":
            raise ValueError(f"a `$ref` to `{uri}` would need the network: copy the schema beside {self.where}")
        from urllib.request import url2pathname  # 20 ms

        try:
            file = Path(url2pathname(parts.path))
            self.files.append(file)
            self.retrieved[uri] = read_json(file)
        except UnreadableError as error:
            raise ValueError(f"`{uri}`: {error}") from None
        return self.retrieved[uri]


def _is_valid(validator: Any, data: Any) -> bool:
    try:
        return bool(validator.is_valid(data))
    except (ValueError, TypeError):  # what JSON does not know
        return False


def identity_of(value: Any) -> Any:
    """Return something hashable that is equal where JSON values are: 1 is 1.0, and not true."""
    if isinstance(value, dict):
        return frozenset((key, identity_of(item)) for key, item in value.items())
    if isinstance(value, list):
        return tuple(identity_of(item) for item in value)
    return (isinstance(value, bool), value)


def load_schema(path: str, ranges: Ranges, fields: Vocabulary, *, dates_from_names: bool = False) -> Schema:
    """Read a schema file (`""`: the built-in one) and make it ready for linting; ConfigError where that fails.

    `fields` knows the repo's names; `dates_from_names` tells that a date in a file's name stands for a missing field. URL and time fields
    lose their `format`: the rules of NL2 and NL3 judge them.
    """
    document = read_schema(path, ranges, fields)
    judged = _JUDGED_ELSEWHERE if not path else (*PAGE_URLS, *TIMESTAMPS)
    _drop_formats(document, {fields.last_name(field) for field in judged})
    uri, where = schema_file(path).absolute().as_uri(), path or "the built-in schema"
    schema = Schema(document, uri, where)
    if path:
        schema.files.append(Path(path))
    if dates_from_names:
        steps = fields.written("publishedDateTime").split(".")
        schema.dated_by_name = Schema(_without_required(document, steps), uri, where)
    return schema


def _without_required(document: Any, steps: list[str]) -> Any:
    """Return a schema that does not require the field at `steps`, nor a group for its sake alone."""
    if not isinstance(document, dict):
        return document
    first, *inner = steps
    required, parts, properties = document.get("required"), document.get("allOf"), document.get("properties")
    changed = dict(document)
    if inner and isinstance(properties, dict):
        group = _without_required(properties.get(first), inner)
        changed["properties"] = {**properties, first: group} if first in properties else properties
        inner = inner if isinstance(group, dict) and group.get("required") else []
    if not inner and isinstance(required, list):
        changed["required"] = [name for name in required if name != first]
    if isinstance(parts, list):
        changed["allOf"] = [_without_required(part, steps) for part in parts]
    return changed


def read_schema(path: str, ranges: Ranges, fields: Vocabulary) -> Any:
    """Return a schema file's content (`""`: the built-in one) with its score ranges set; ConfigError where that fails.

    `fields` knows the repo's names, which the built-in schema then asks for; a schema of the repo's own has them already.
    """
    file = schema_file(path)
    try:
        document = read_json(file)
    except UnreadableError as error:
        raise ConfigError(f"{file}: {error}") from None
    if not path and fields:
        document = renamed(document, fields)
    for field, limits in ranges._asdict().items():
        if limits is not None:
            _set_range(document, fields.last_name(field), limits)
    return document


def schema_file(path: str) -> Path:
    """Return where a schema lies, `""` standing for the built-in one."""
    return Path(path) if path else builtin_path("article.schema.json")


def builtin_path(name: str) -> Path:
    """Return where a schema of newslint's own lies: inside the installed package, or beside it in a checkout."""
    packaged = Path(__file__).parents[1] / "schemas" / name
    return packaged if packaged.exists() else Path(__file__).parents[2] / "schemas" / name


def _may_use_formats(document: Any) -> bool:
    """Whether a schema, or one that it refers to, may ask for a `format`: the built-in one, as it is used, does not."""
    return any("format" in schema or not str(schema.get("$ref", "#")).startswith("#") for schema in _subschemas(document))


def _subschemas(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from _subschemas(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from _subschemas(item)


def _set_range(document: Any, field: str, limits: tuple[float, float]) -> None:
    for schema in _subschemas(document):
        properties = schema.get("properties")
        if isinstance(properties, dict) and isinstance(properties.get(field), dict) and "$ref" not in properties[field]:
            properties[field]["minimum"], properties[field]["maximum"] = limits


def _drop_formats(document: Any, fields: AbstractSet[str]) -> None:
    for schema in _subschemas(document):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            for field in fields & properties.keys():
                if isinstance(properties[field], dict):
                    properties[field].pop("format", None)


def _reason(error: str) -> str:
    """Return the part of jsonschema-rs's words that helps."""
    error = error.splitlines()[0].rpartition("ValueError: ")[2]
    unknown = re.match(r"Unknown format: '(.*)'\.", error)
    if unknown is None:
        return error
    return f"unknown format `{unknown[1]}`" + did_you_mean(unknown[1], _formats())


def _formats() -> dict[str, Callable[[str], bool]]:
    from linter.schema.formats import FORMATS

    return FORMATS


def is_schema_valid_for(schema: Any, value: Any) -> bool:
    """Whether one subschema without references accepts a value."""
    try:
        return bool(jsonschema_rs.is_valid(schema, value, pattern_options=OPTIONS))
    except (ValueError, TypeError, jsonschema_rs.ValidationError):
        return False

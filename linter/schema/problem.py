"""One violated demand of a schema, on its way from jsonschema's errors to a rule."""

from typing import Any, NamedTuple

from linter.diagnostics.diagnostic import Severity
from linter.document.nodes import Node


class SchemaProblem(NamedTuple):
    """One violated demand of the schema.

    `rule` is the name of the rule that reports it, `node` the value concerned, `key` the offending or missing key in it, `schema` the
    violated subschema, `candidates` what could have been meant, `severity` what the schema's author calls it (`x-newslint-severity`).
    `is_authors` tells that the message is the author's own (`errorMessage`), `hint` says more.

    Of missing fields `missing` holds all the names, `beside` the field that asks for them (`dependentRequired`), and `misspelt` the key
    that is probably one of them. An unknown field is `told` where a missing one names it already.
    """

    rule: str
    message: str
    node: Node
    key: str | None = None
    schema: Any = None
    candidates: tuple[Any, ...] = ()
    severity: Severity | None = None
    hint: str = ""
    is_authors: bool = False
    missing: tuple[str, ...] = ()
    beside: str | None = None
    misspelt: str | None = None
    told: bool = False

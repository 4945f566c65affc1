"""What rules are written with, those of plugins and newslint's own: this module and no other is the plugin API.

It changes only with `API_VERSION`.
"""

from linter.article.article import Article
from linter.diagnostics.diagnostic import Diagnostic, Finding, Related, Severity
from linter.diagnostics.fix import Edit, insert_entry, remove_item, rename_key, replace_literal, replace_scalar
from linter.document import Document
from linter.document.nodes import Mapping, Scalar, Sequence, find, walk
from linter.rules.base import ArticleRule, Bad, Context, DocumentRule, FixAvailability, Good, Rule, safe, unsafe
from linter.rules.plugins import API_VERSION, Plugin
from linter.rules.triggers import Triggers
from linter.source import Span
from linter.testing import check_example
from linter.text.wording import show

__all__ = [
    "API_VERSION",
    "Article",
    "ArticleRule",
    "Bad",
    "Context",
    "Diagnostic",
    "Document",
    "DocumentRule",
    "Edit",
    "Finding",
    "FixAvailability",
    "Good",
    "Mapping",
    "Plugin",
    "Related",
    "Rule",
    "Scalar",
    "Sequence",
    "Severity",
    "Span",
    "Triggers",
    "check_example",
    "find",
    "insert_entry",
    "remove_item",
    "rename_key",
    "replace_literal",
    "replace_scalar",
    "safe",
    "show",
    "unsafe",
    "walk",
]

"""NL509: content fields."""

import base64
import binascii
from collections.abc import Iterator

from linter.article import Article
from linter.diagnostic import Diagnostic
from linter.rule import ArticleRule, Bad, Context, Good

_BLOCK = 16  # bytes of an AES block


class MalformedSecured(ArticleRule):
    """`secured` is not `base64(ciphertext);base64(iv)` with an iv of 16 bytes and a ciphertext of whole 16-byte blocks.

    ## Why
    The publishing system cannot decrypt it any more. It was cut or edited; only the system can write it anew, and no fix ever touches
    it.
    """

    code = "NL509"
    name = "malformed-secured"
    examples = (
        Good("secured: AAAAAAAAAAAAAAAAAAAAAA==;AAAAAAAAAAAAAAAAAAAAAA=="),
        Bad("secured: AAAAAAAAAAAAAAAAAAAAAA==\n         ^^^^^^^^^^^^^^^^^^^^^^^^\n"),
        Bad("secured: AAAA;AAAAAAAAAAAAAAAAAAAAAA==\n         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        scalar = article.text("secured")
        problem = _secured_problem(scalar.text) if scalar is not None else None
        if scalar is not None and problem is not None:
            yield self.diagnostic(article.document, scalar, f"expected `base64(ciphertext);base64(iv)`, found {problem}")


def _secured_problem(text: str) -> str | None:
    parts = text.split(";")
    if len(parts) != 2:
        return f"{len(parts)} part{'s' * (len(parts) != 1)} instead of 2"
    try:
        ciphertext, iv = (base64.b64decode(part, validate=True) for part in parts)
    except (binascii.Error, ValueError):
        return "a part that is not base64"
    if len(iv) != _BLOCK:
        return f"an iv of {len(iv)} bytes instead of {_BLOCK}"
    if not ciphertext or len(ciphertext) % _BLOCK:
        return f"a ciphertext of {len(ciphertext)} bytes, not whole blocks of {_BLOCK}"
    return None


RULES = (MalformedSecured,)

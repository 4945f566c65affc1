"""NL501, NL508, NL509, NL511: topics, embeds, encrypted data, names."""

import binascii
from collections.abc import Iterator
from urllib.parse import unquote

from linter.article.article import Article
from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import replace_scalar
from linter.document.nodes import Scalar
from linter.rules.base import ArticleRule, Bad, Context, FixAvailability, Good, unsafe
from linter.rules.text import single_spaced
from linter.rules.triggers import Triggers
from linter.text.garbled import PERCENT_ENCODED
from linter.text.labels import labelled
from linter.text.misspellings import edit_distance
from linter.text.wording import show

_BLOCK = 16  # bytes of an AES block
_NEAR = 2
_SHOWN = 3


class UnknownTopic(ArticleRule):
    """A topic is not in the repo's list of topics (`[topics]`).

    ## Why
    The article shows on no topic page. Without a list, any topic is allowed and this rule is silent.

    ## Fix
    Unsafe: the nearest listed topic, where one is near.
    """

    code = "NL501"
    name = "unknown-topic"
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("topics:\n  - Trams\n", config='[topics]\nallowed = ["Trams", "Buses"]\n'),
        Bad(
            "topics:\n  - trams\n    ^^^^^ `topics[0]`: `trams` is not on the list of topics\n",
            fixed="topics:\n  - Trams\n",
            config='[topics]\nallowed = ["Trams", "Buses"]\n',
        ),
        Bad("topics: [Ferries]\n         ^^^^^^^\n", config='[topics]\nallowed = ["Trams", "Buses"]\n'),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        if context.topics is None:
            return
        for item in article.items("topics"):
            if not isinstance(item, Scalar) or item.value is None or not item.text.strip():
                continue
            topic = single_spaced(item.text)
            if topic not in context.topics:
                yield self._report(article, item, topic, context.topics)

    def _report(self, article: Article, item: Scalar, topic: str, allowed: frozenset[str]) -> Finding:
        near = sorted((edit_distance(topic, known), known) for known in allowed)
        message = f"{show(topic)} is not on the list of topics"
        nearest = ", ".join(show(known) for _, known in near[:_SHOWN])
        if not near or near[0][0] > _NEAR:
            return Finding(item, message, hint=f"the nearest are {nearest}; the list is `[topics]` in newslint.toml")
        edit = replace_scalar(article.document, item, near[0][1]) if isinstance(item.value, str) else None
        fix = unsafe(f"Write {show(near[0][1])}", edit, fields=(item.pointer,))
        return Finding(item, message, hint=f"did you mean {show(near[0][1])}?", fix=fix)


class UnsafeEmbed(ArticleRule):
    """`featuredContent` embeds something that can act on the page: a script, an event handler, a frame from anywhere.

    ## Why
    It runs in every reader's browser. Only frames over `https`, from the hosts that `[embeds] hosts` names, are allowed.
    """

    code = "NL508"
    name = "unsafe-embed"
    security = True
    examples = (
        Good("featuredContent: '<iframe src=\"https://www.youtube.com/embed/abc\" allowfullscreen></iframe>'"),
        Bad(
            "featuredContent: <script>steal()</script>\n                 ^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`featuredContent`: unsafe embed: a `<script>` element\n"
        ),
        Bad(
            "featuredContent: <img src=x onerror=steal()>\n                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`featuredContent`: unsafe embed: the event handler `onerror`\n"
        ),
        Bad(
            "featuredContent: <iframe src=http://www.youtube.com/a></iframe>\n"
            + " " * 17
            + "^" * 46
            + " `featuredContent`: unsafe embed: a frame that is not `https`: `http://www.youtube.com/a`\n"
        ),
        Bad(
            "featuredContent: <iframe src=https://evil.example/></iframe>\n"
            + " " * 17
            + "^" * 43
            + " `featuredContent`: unsafe embed: a frame from `evil.example`, which `[embeds] hosts` does not allow\n"
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        scalar = article.text("featuredContent")
        if scalar is None or "<" not in scalar.text:
            return
        from linter.text.embeds import embed_problems

        for problem in dict.fromkeys(embed_problems(scalar.text, context.settings.embeds.hosts)):
            yield Finding(scalar, f"unsafe embed: {problem}")


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
        Bad(
            "secured: AAAAAAAAAAAAAAAAAAAAAA==\n         ^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`secured` is damaged: have the publishing system write it again, do not edit it\n"
        ),
        Bad("secured: AAAA;AAAAAAAAAAAAAAAAAAAAAA==\n         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        scalar = article.text("secured")
        problem = _secured_problem(scalar.text) if scalar is not None else None
        if scalar is not None and problem is not None:
            yield Finding(
                scalar,
                f"{labelled(scalar.pointer)} is damaged: have the publishing system write it again, do not edit it",
                hint=f"it has {problem}",
            )


def _secured_problem(text: str) -> str | None:
    parts = text.split(";")
    if len(parts) != 2:
        return f"{len(parts)} part{'s' * (len(parts) != 1)} instead of 2"
    try:
        ciphertext, iv = (binascii.a2b_base64(part, strict_mode=True) for part in parts)
    except (binascii.Error, ValueError):
        return "a part that is not base64"
    if len(iv) != _BLOCK:
        return f"an iv of {len(iv)} bytes instead of {_BLOCK}"
    if not ciphertext or len(ciphertext) % _BLOCK:
        return f"a ciphertext of {len(ciphertext)} bytes, not whole blocks of {_BLOCK}"
    return None


class PercentEncodedName(ArticleRule):
    """The provider's name is percent-encoded, as texts are inside URLs: `Morningstar%2c Inc.`.

    ## Why
    It was cut out of an address, and readers see the code instead of the character.

    ## Fix
    Unsafe: the characters that the codes stand for.
    """

    triggers = Triggers(parts=("%",))
    code = "NL511"
    name = "percent-encoded-name"
    severity = Severity.WARNING
    fix_availability = FixAvailability.ALWAYS
    examples = (
        Good("provider:\n  name: Fifty% Off\n"),
        Good("provider:\n  name: 100%ff\n"),
        Bad(
            "provider:\n  name: Harbour%2c Inc.\n        ^^^^^^^^^^^^^^^ "
            "`provider.name` holds the code `%2c`, as URLs have it: write the character itself\n",
            fixed="provider:\n  name: Harbour, Inc.\n",
        ),
        Bad("provider:\n  name: Caf%c3%a9%20News\n        ^^^^^^^^^^^^^^^^\n", fixed="provider:\n  name: Café News\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        name = article.text("provider.name")
        code = PERCENT_ENCODED.search(name.text) if name is not None else None
        if name is None or code is None:
            return
        decoded = unquote(name.text)
        if decoded.isprintable() and "\ufffd" not in decoded:
            message = f"{labelled(name.pointer)} holds the code {show(code.group())}, as URLs have it: write the character itself"
            fix = unsafe(f"Write {show(decoded)}", replace_scalar(article.document, name, decoded), fields=(name.pointer,))
            yield Finding(name, message, fix=fix)


RULES = (UnknownTopic, UnsafeEmbed, MalformedSecured, PercentEncodedName)

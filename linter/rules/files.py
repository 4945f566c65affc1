"""NL910-NL912: what articles point at in their own repository. They run where `[site] root` says how the site resolves addresses."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from linter.article.article import Article
from linter.article.fields import Vocabulary
from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import replace_literal
from linter.document import Document
from linter.document.nodes import Mapping, Node, Scalar, Sequence
from linter.links.templates import STAND_IN
from linter.rules.base import ArticleRule, Bad, Context, DocumentRule, FixAvailability, Good, unsafe
from linter.source import Span
from linter.text.patterns import lazy_pattern
from linter.text.wording import show

if TYPE_CHECKING:
    from linter.site.repository import RepositoryFiles

_CONFIG = '[site]\nroot = "{folder}"\n'
_ELSEWHERE = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_IMAGE = lazy_pattern(r"[^\s{}]+\.(?:jpe?g|png|gif|webp|avif|svg)\Z", re.IGNORECASE)
_IMAGE_FIELDS = frozenset(
    ["image", "images", "thumbnail", "cover", "hero", "teaser", "header", "banner", "feature"]
)  # and what stands in them, whatever it is called
_OWN_IMAGE_FIELDS = ("images", "provider", "featuredContent")


class _Pointer(NamedTuple):
    """An address of the repository's own, and where it is written."""

    address: str
    where: Scalar | Span


def _has_files(subject: object, context: Context) -> object:
    return context.knowledge.files


class MissingFile(DocumentRule):
    """A relative link or image in the body, or an image's path in the front matter, leads to no file in the repository.

    ## Why
    The site is built all the same, and readers find a broken picture or a dead link. Upper and lower case count, as they do on most
    servers.

    The rule runs where the configuration says how the site resolves addresses: `root`, and where needed `static`, `pages` and `permalinks`
    in the table `[site]`. `newslint init` proposes them.
    """

    code = "NL910"
    name = "missing-file"
    concerns = _has_files
    needs_site = True
    examples = (
        Good(
            "---\ntitle: Trams\n---\n\n[Elsewhere](https://www.example.com/a) and [{{ page.next }}]({{ page.next }})\n",
            raw=True,
            config=_CONFIG,
        ),
        Good("---\ntitle: Trams\n---\n\n![Not checked without a configuration](no-such-tram.jpg)\n", raw=True),
        Bad(
            "---\ntitle: Trams\n---\n\n![A tram](/no-such-tram.jpg)\n          ^^^^^^^^^^^^^^^^^ "
            "no such file in the repository: `/no-such-tram.jpg`\n",
            raw=True,
            config=_CONFIG,
        ),
        Bad(
            "title: Trams\nimages:\n- url: /no-such-tram.jpg\n       ^^^^^^^^^^^^^^^^^ "
            "`images[0].url`: no such file in the repository: `/no-such-tram.jpg`\n",
            config=_CONFIG,
        ),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        files = context.knowledge.files
        assert files is not None  # `concerns` has asked
        folder = files.place_of(document.source.path)
        for address, where in (*_in_front_matter(document, context.fields), *_in_body(document)):
            path = address.partition("#")[0].partition("?")[0]
            if not path or (folder is None and not path.startswith("/")) or not files.is_checked(address):
                continue
            place = folder if folder is not None else "."
            if files.find(address, place) is None:
                other = files.written_otherwise(address, place)
                hint = f"there is {show(other)}: upper and lower case count" if other else ""
                yield Finding(where, f"no such file in the repository: {show(unquote(path), 160)}", hint=hint)


class MissingAnchor(DocumentRule):
    """The fragment of a link (`#prices`) names no heading and no id of the page, which is one of the repository.

    ## Why
    Readers start at the top instead of at the part that was meant. Generators make ids of headings in different ways: `slugs` in the table
    `[site]` tells which.
    """

    code = "NL911"
    name = "missing-anchor"
    severity = Severity.WARNING
    concerns = _has_files
    needs_site = True
    examples = (
        Good('---\ntitle: Trams\n---\n\n[Prices](#new-prices) [Map](#map)\n\n## New prices!\n\n<p id="map">\n', raw=True, config=_CONFIG),
        Bad(
            "---\ntitle: Trams\n---\n\n[Prices](#prices)\n         ^^^^^^^ this page has no heading or id `#prices`\n\n## New prices\n",
            raw=True,
            config=_CONFIG,
        ),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        files = context.knowledge.files
        assert files is not None  # `concerns` has asked
        folder = files.place_of(document.source.path)
        for address, where in _in_body(document):
            path, mark, fragment = address.partition("#")
            fragment = fragment.partition(":~:")[0]
            if not mark or fragment.lower() in ("", "top") or fragment.startswith(("!", "/", "fn")):
                continue
            found = _anchors(document, files, path.partition("?")[0], folder)
            if found is not None and not {fragment, unquote(fragment)} & found:
                place = f"{show(path)} has" if path else "this page has"
                yield Finding(where, f"{place} no heading or id {show('#' + unquote(fragment))}")


def _anchors(document: Document, files: "RepositoryFiles", path: str, folder: str | None) -> frozenset[str] | None:
    """Return what a fragment can name in the page at `path` (`""`: in the document itself), None where that is not known."""
    if not path:
        assert document.front_matter is not None  # there is a body
        span = document.front_matter.body
        is_html = document.source.path.lower().endswith((".html", ".htm"))
        return files.own_anchors(document.source.text[span.start : span.end], is_html=is_html)
    if (folder is None and not path.startswith("/")) or not files.is_checked(path):
        return None
    found = files.find(path, folder if folder is not None else ".")
    return files.anchors(found) if found else None


class LocalImageSizeMismatch(ArticleRule):
    """`width` or `height` differ from the own size of an image that is in the repository.

    ## Why
    Pages are laid out by them: the picture is distorted, or the text jumps when it arrives.

    ## Fix
    Unsafe: the image's own width and height, in pixels.
    """

    code = "NL912"
    name = "local-image-size-mismatch"
    severity = Severity.WARNING
    looks_around = True
    fix_availability = FixAvailability.SOMETIMES
    concerns = _has_files
    needs_site = True
    examples = (
        Good("images:\n- url: /tram.gif\n  width: 3\n  height: 2", config=_CONFIG),
        Bad(
            "images:\n- url: /tram.gif\n  width: 30\n         ^^ "
            "`images[0].width` `30` must be the image's own size: 3 × 2 pixels\n"
            "  height: 2\n",
            fixed="images:\n- url: /tram.gif\n  width: 3\n  height: 2\n",
            config=_CONFIG,
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        files = context.knowledge.files
        assert files is not None  # `concerns` has asked
        folder = files.place_of(article.document.source.path)
        for scalar in article.image_urls:
            mapping = scalar.parent
            if _ELSEWHERE.match(scalar.text) or not isinstance(mapping, Mapping) or (folder is None and not scalar.text.startswith("/")):
                continue
            path = files.find(scalar.text, folder if folder is not None else ".")
            size = files.image_size(path) if path else None
            written = [(mapping.get(name), own) for name, own in zip(("width", "height"), size or (), strict=False)]
            wrong = [(node, own) for node, own in written if isinstance(node, Scalar) and type(node.value) is int and node.value != own]
            if size is None or not wrong:
                continue
            found = " and ".join(f"`{node.key}` {show(node.value)}" for node, _ in wrong)
            message = f"{found} must be the image's own size: {size[0]} × {size[1]} pixels"
            edits = [replace_literal(node, str(own)) for node, own in wrong]
            fix = unsafe("Write the image's own size", *edits, fields=tuple(node.pointer for node, _ in wrong))
            yield Finding(wrong[0][0], message, fix=fix)


def _in_body(document: Document) -> Iterator[_Pointer]:
    from linter.links.places import body_of

    for link in body_of(document).links:
        if link.url and STAND_IN not in link.url and not _ELSEWHERE.match(link.url):
            yield _Pointer(link.url, Span(link.start, link.end))


def _in_front_matter(document: Document, fields: Vocabulary) -> Iterator[_Pointer]:
    """Yield the paths of images: texts that end like one, in fields that hold images."""
    root = document.root
    own = {fields.written(name).partition(".")[0] for name in _OWN_IMAGE_FIELDS}
    waiting: list[Node] = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, Sequence):
            waiting += node.items
        elif isinstance(node, Mapping):
            is_root = node is root
            waiting += [entry.value for name, entry in node.fields.items() if not is_root or name in own or _holds_images(name)]
        elif isinstance(node, Scalar) and isinstance(node.value, str):
            text = node.text.strip()
            # A bare name is left alone: the theme knows the folder.
            if "/" in text and _IMAGE.match(text) and not _ELSEWHERE.match(text) and "." not in text.partition("/")[0].lstrip("."):
                yield _Pointer(text, node)


def _holds_images(name: str) -> bool:
    return name in _IMAGE_FIELDS or name.lower().replace("_", "").endswith(("image", "images", "thumbnail"))


RULES = (MissingFile, MissingAnchor, LocalImageSizeMismatch)

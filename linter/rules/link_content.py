"""NL905-NL908: what the linked pages and images say about themselves must agree with the article."""

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import Fix, replace_literal
from linter.document.nodes import Mapping, Scalar
from linter.links.places import Link, has_fragment
from linter.links.results import Hop, Image, LinkResult, LinkResults, Page, State
from linter.links.wire import equivalent, without_credentials
from linter.rules.base import Bad, Context, FixAvailability, Good, LinkRule, unsafe
from linter.text.labels import labelled
from linter.text.tracking import without_tracking
from linter.text.urls import is_front_page, parse_url
from linter.text.wording import show

_WEB = "https://www.example.com/trams"
_AMP = "https://www.example.com/amp/trams"
_PAIR = f"webUrl: {_WEB}\nampWebUrl: {_AMP}\n"
_PICTURE = "https://www.example.com/tram.jpg"


def _saying(message: str) -> str:
    """Return the pair of addresses with a mark on the second and the message."""
    return f"{_PAIR}           {'^' * len(_AMP)} {message}\n"


class AmpCanonicalMismatch(LinkRule):
    """The AMP page's `rel=canonical` is not `webUrl`.

    ## Why
    The AMP page itself says which page it is a variant of. Another one means that one of the two addresses belongs to another article.
    """

    code = "NL905"
    name = "amp-canonical-mismatch"
    examples = (
        Good(_PAIR, links=(LinkResult(_AMP, State.OK, page=Page(canonical=f"{_WEB}?utm_source=amp")),)),
        Good(_PAIR, links=(LinkResult(_AMP, State.OK, page=Page(canonical="http://www.example.com/trams/")),)),
        Good(
            _PAIR,
            links=(
                LinkResult(
                    _AMP,
                    State.REDIRECTED,
                    chain=(Hop(_AMP, 302),),
                    final="https://www.example.com/",
                    page=Page(canonical="https://www.example.com/"),
                ),
            ),
        ),
        Bad(
            _saying("`ampWebUrl` is the AMP page of another page than `webUrl`: it names `https://www.example.com/buses` as its web page"),
            links=(LinkResult(_AMP, State.OK, page=Page(canonical="https://www.example.com/buses")),),
        ),
    )

    def check(self, links: Sequence[Link], results: LinkResults, context: Context) -> Iterator[Finding]:
        for web, amp in _pairs(context):
            canonical = _page(amp, results).canonical
            if canonical is not None and not _is_one_of(canonical, web, results):
                other = show(canonical, 160)
                page = f"{labelled(amp.pointer)} is the AMP page of another page than {labelled(web.pointer)}"
                message = f"{page}: it names {other} as its web page"
                yield Finding(amp, message)


class AmphtmlMismatch(LinkRule):
    """The web page's `rel=amphtml` is not `ampWebUrl`.

    ## Why
    The web page itself says where its AMP variant is. Pages that name none are not reported.
    """

    code = "NL906"
    name = "amphtml-mismatch"
    severity = Severity.WARNING
    examples = (
        Good(_PAIR, links=(LinkResult(_WEB, State.OK, page=Page(amphtml=_AMP)),)),
        Bad(
            _saying("`ampWebUrl` should be `https://www.example.com/amp/buses`, which the page at `webUrl` names as its AMP page"),
            links=(LinkResult(_WEB, State.OK, page=Page(amphtml="https://www.example.com/amp/buses")),),
        ),
    )

    def check(self, links: Sequence[Link], results: LinkResults, context: Context) -> Iterator[Finding]:
        for web, amp in _pairs(context):
            amphtml = _page(web, results).amphtml
            if amphtml is not None and not _is_one_of(amphtml, amp, results):
                named = show(amphtml, 160)
                message = f"{labelled(amp.pointer)} should be {named}, which the page at {labelled(web.pointer)} names as its AMP page"
                yield Finding(amp, message)


class NotAnImage(LinkRule):
    """The URL of an image answers with something else.

    ## Why
    Readers see a broken picture. Mostly it is a page that says that the image is gone.
    """

    code = "NL907"
    name = "not-an-image"
    examples = (
        Good(f"images:\n- url: {_PICTURE}", links=(LinkResult(_PICTURE, State.OK, image=Image(True, "image/jpeg", 1200, 630)),)),
        Bad(
            f"images:\n- url: {_PICTURE}\n       {'^' * len(_PICTURE)} "
            "`images[0].url`: no image is at this address: the server sends `text/html`\n",
            links=(LinkResult(_PICTURE, State.OK, image=Image(False, "text/html")),),
        ),
    )

    def check(self, links: Sequence[Link], results: LinkResults, context: Context) -> Iterator[Finding]:
        for link in links:
            result = results.get(link.url)
            if link.is_image and result is not None and result.image is not None and not result.image.is_image:
                found = result.image.found or (show(result.image.media_type) if result.image.media_type else "something else")
                yield Finding(link.scalar or link.span, f"no image is at this address: the server sends {found}")


class ImageSizeMismatch(LinkRule):
    """`width` or `height` differ from the image's own.

    ## Why
    Pages are laid out by them: the picture is distorted, or the text jumps when it arrives.

    ## Fix
    Unsafe: the image's own width and height, in pixels.
    """

    code = "NL908"
    name = "image-size-mismatch"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good(
            f"images:\n- url: {_PICTURE}\n  width: 1200\n  height: 630",
            links=(LinkResult(_PICTURE, State.OK, image=Image(True, "image/jpeg", 1200, 630)),),
        ),
        Bad(
            f"images:\n- url: {_PICTURE}\n  width: 1279\n         ^^^^ "
            "`images[0].width` `1279` and `height` `640` must be the image's own size: 1200 × 630 pixels\n  height: 640\n",
            fixed=f"images:\n- url: {_PICTURE}\n  width: 1200\n  height: 630\n",
            links=(LinkResult(_PICTURE, State.OK, image=Image(True, "image/jpeg", 1200, 630)),),
        ),
    )

    def check(self, links: Sequence[Link], results: LinkResults, context: Context) -> Iterator[Finding]:
        for link in links:
            result = results.get(link.url)
            mapping = link.scalar.parent if link.is_image and link.scalar is not None else None
            if result is None or result.image is None or not isinstance(mapping, Mapping):
                continue
            wrong = _wrong_sizes(mapping, result.image)
            if wrong:
                expected = f"{result.image.width} × {result.image.height}"
                written = " and ".join(f"`{scalar.key}` {show(scalar.value)}" for scalar, _ in wrong)
                message = f"{written} must be the image's own size: {expected} pixels"
                yield Finding(wrong[0][0], message, fix=_fix_sizes(wrong))


class MissingPageAnchor(LinkRule):
    """A link names a place in a page (`#prices`), and the page has nothing of that name.

    ## Why
    Readers start at the top instead of at the part that was meant. Only what is in the page's HTML counts, so pages that scripts build are
    reported as well: it is a note.
    """

    code = "NL913"
    name = "missing-page-anchor"
    severity = Severity.NOTE
    examples = (
        Good(f"webUrl: {_WEB}#lines", links=(LinkResult(_WEB, State.OK, page=Page(anchors=("lines",), is_whole=True)),)),
        Good(f"webUrl: {_WEB}#:~:text=new%20lines", links=(LinkResult(_WEB, State.OK, page=Page(anchors=("x",), is_whole=True)),)),
        Bad(
            f"webUrl: {_WEB}#lines\n        {'^' * len(_WEB)}^^^^^^ `webUrl`: the page has no part named `#lines`: `{_WEB}#lines`\n",
            links=(LinkResult(_WEB, State.OK, page=Page(anchors=("line", "top"), is_whole=True)),),
        ),
    )

    def check(self, links: Sequence[Link], results: LinkResults, context: Context) -> Iterator[Finding]:
        for link in links:
            result = results.get(link.url)
            page = result.page if result is not None and not result.fragment else None
            if page is None or not page.is_whole or not page.anchors or not has_fragment(link.url):
                continue
            written = str(link.url.parsed.hash)[1:].partition(":~:")[0]
            if not {written, unquote(written), f"user-content-{unquote(written)}"} & set(page.anchors):
                message = f"the page has no part named {show('#' + written)}: {show(without_credentials(link.url.text), 160)}"
                yield Finding(link.scalar or link.span, message)


def _wrong_sizes(mapping: Mapping, image: Image) -> list[tuple[Scalar, int]]:
    """Return the sizes that differ, each with what it should be."""
    wrong = []
    for name, own in (("width", image.width), ("height", image.height)):
        scalar = mapping.get(name)
        if isinstance(scalar, Scalar) and type(scalar.value) is int and own is not None and scalar.value != own:
            wrong.append((scalar, own))
    return wrong


def _fix_sizes(wrong: Sequence[tuple[Scalar, int]]) -> Fix | None:
    edits = [replace_literal(scalar, str(own)) for scalar, own in wrong]
    return unsafe("Write the image's own size", *edits, fields=tuple(scalar.pointer for scalar, _ in wrong))


def _pairs(context: Context) -> Iterator[tuple[Scalar, Scalar]]:
    for article in context.articles:
        web, amp = article.text("webUrl"), article.text("ampWebUrl")
        if web is not None and amp is not None:
            yield web, amp


def _result(scalar: Scalar, results: LinkResults) -> LinkResult | None:
    url = parse_url(scalar.text.strip())
    return results.get(url) if url is not None else None


def _page(scalar: Scalar, results: LinkResults) -> Page:
    result = _result(scalar, results)
    if result is None or result.page is None or (result.chain and is_front_page(result.final)):
        return Page()  # of an article that ends on the front page, NL909 has told enough
    return result.page


def _is_one_of(address: str, scalar: Scalar, results: LinkResults) -> bool:
    """Whether `address` is the URL in `scalar` or where that leads; a redirect is NL903's to report."""
    result = _result(scalar, results)
    known = {_comparable(scalar.text.strip()), _comparable(result.final) if result is not None and result.final else ""}
    return _comparable(address) in known


def _comparable(url: str) -> str:
    """Return what tells pages apart: not the scheme, a last slash, or parameters that only count clicks."""
    parsed = parse_url(url)
    return without_tracking(equivalent(parsed.normalized)).partition("://")[2].rstrip("/") if parsed is not None else url


RULES: tuple[type[LinkRule], ...] = (AmpCanonicalMismatch, AmphtmlMismatch, NotAnImage, ImageSizeMismatch, MissingPageAnchor)

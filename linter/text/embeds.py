"""What an HTML embed could do to a page, as a browser's parser sees it."""

from collections.abc import Iterator, Sequence

from linter.text.html_tree import MOST_ELEMENTS, html_tree
from linter.text.urls import parse_url
from linter.text.wording import show

_ACTIVE = frozenset(["script", "object", "embed", "applet", "base", "meta", "link", "form", "style", "svg", "math", "template"])
_URL_ATTRIBUTES = frozenset(["src", "href", "action", "formaction", "data", "poster", "xlink:href", "background"])
_SAFE_SCHEMES = ("https:", "http:", "mailto:", "/", "#", "?")


def embed_problems(html: str, hosts: Sequence[str]) -> Iterator[str]:
    """Yield what is unsafe about an embed whose frames may come from `hosts` and from below them."""
    tree = html_tree(html, is_fragment=True)
    if tree is None:
        yield f"more than {MOST_ELEMENTS} elements"
        return
    root = tree.root
    for element in root.traverse() if root is not None else ():
        tag = element.tag or ""
        if tag in _ACTIVE:
            yield f"a {show(f'<{tag}>')} element"
            continue
        attributes = {str(name): str(value or "") for name, value in element.attributes.items()}
        yield from _attribute_problems(attributes)
        if tag in ("iframe", "frame"):
            yield from _frame_problems(attributes, hosts)


def _attribute_problems(attributes: dict[str, str]) -> Iterator[str]:
    handlers = [name for name in attributes if name.startswith("on")]
    if handlers:  # one problem, however many there are
        yield f"the event handler{'s' * (len(handlers) > 1)} {', '.join(map(show, handlers[:3]))}{' …' * (len(handlers) > 3)}"
    for name, value in attributes.items():
        if name == "srcdoc":
            yield "a frame with its own `srcdoc`"
        elif name in _URL_ATTRIBUTES:
            scheme = "".join(value.split()).lower()
            if ":" in scheme.partition("/")[0] and not scheme.startswith(_SAFE_SCHEMES):
                yield f"a {show(scheme.partition(':')[0] + ':')} address in {show(name)}"


def _frame_problems(attributes: dict[str, str], hosts: Sequence[str]) -> Iterator[str]:
    source = attributes.get("src", "").strip()
    if source.startswith("//"):
        source = f"https:{source}"
    url = parse_url(source)
    if url is None:
        if "srcdoc" not in attributes and "javascript:" not in source.lower():
            yield f"a frame that is not `https`: {show(source)}"
    elif url.scheme != "https":
        yield f"a frame that is not `https`: {show(source)}"
    elif not any(url.host == host or url.host.endswith(f".{host}") for host in hosts):
        yield f"a frame from {show(url.host)}, which `[embeds] hosts` does not allow"

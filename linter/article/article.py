"""One view on an article's fields: the front matter's own, or those of an item of its `related` list."""

from collections.abc import Mapping as MappingType
from enum import StrEnum

from linter.document import Document
from linter.document.copies import CopiedMapping
from linter.document.nodes import Entry, Mapping, Node, Scalar, Sequence
from linter.text.patterns import lazy_pattern
from linter.text.timestamps import Timestamp, read_timestamp
from linter.text.urls import Url, clean_domain, parse_url

PAGE_URLS = ("originalUrl", "webUrl", "ampWebUrl", "cdnAmpWebUrl")
TIMESTAMPS = ("publishedDateTime", "updatedDateTime")
# What rules ask for, and so what a repo may have other names for.
FIELDS = (
    *PAGE_URLS,
    *TIMESTAMPS,
    "title",
    "excerpt",
    "topics",
    "tags",
    "images",
    "related",
    "provider",
    "provider.name",
    "provider.domain",
    "provider.images",
    "featuredContent",
    "secured",
    "published",
    "heat",
)


class Article:
    """An article as rules see it.

    Fields are asked for by newslint's names; `names` maps them to those of the repo at hand. What takes time is found once and
    kept: some forty rules look at the same few fields. `page_urls` holds the page URLs that are well-formed, but for blanks around
    them; `has_odd_page_urls` tells that one is not, or is not ordinary.
    """

    __slots__ = (
        "_images",
        "_names",
        "_page_keys",
        "_parsed_urls",
        "_texts",
        "_timestamps",
        "_urls",
        "document",
        "has_odd_page_urls",
        "is_related",
        "mapping",
        "page_urls",
    )

    def __init__(self, document: Document, mapping: Mapping, names: MappingType[str, str], *, is_related: bool) -> None:
        self.document = document
        self.mapping = mapping
        self.is_related = is_related
        self._names = names
        self._images: list[Mapping] | None = None
        self._texts: list[Scalar] | None = None
        self._urls: list[Scalar] | None = None
        self._parsed_urls: list[tuple[Scalar, Url]] | None = None
        self._timestamps: list[tuple[Scalar, Timestamp]] | None = None
        self._page_keys: tuple[str, ...] | None = None
        self.page_urls: dict[str, Url] = {}
        self.has_odd_page_urls = False
        known = mapping.known if isinstance(mapping, CopiedMapping) else None
        if known is not None and known.page_urls is not None:
            self.page_urls, self.has_odd_page_urls, self._page_keys = known.page_urls, known.has_odd_page_urls, known.page_keys
            return
        for name in PAGE_URLS:
            scalar = self.text(name)
            if scalar is not None:
                url = parse_url(scalar.text.strip())
                if url is not None:
                    self.page_urls[name] = url
                if url is None or not url.is_ordinary or url.text != scalar.text:
                    self.has_odd_page_urls = True
        if known is not None:
            known.page_urls, known.has_odd_page_urls, known.page_keys = self.page_urls, self.has_odd_page_urls, self.page_keys

    def name(self, field: str) -> str:
        """Return what the repo at hand calls `field`."""
        return written_name(field, self._names)

    def get(self, field: str) -> Node | None:
        """Return a field's value, None where it is missing. `a.b` asks for the field `b` of the mapping `a`."""
        entry = self.entry(field)
        return entry.value if entry is not None else None

    def entry(self, field: str) -> Entry | None:
        """Return a field's key and value, None where it is missing."""
        if self._names:
            field = self.name(field)
        entry = self.mapping.fields.get(field)
        if entry is not None or "." not in field:
            return entry
        mapping = self.mapping
        while True:
            step, _, field = field.partition(".")
            outer = mapping.fields.get(step)
            if outer is None or outer.value.__class__ is not Mapping:
                return None
            mapping = outer.value
            if "." not in field:
                return mapping.fields.get(field)

    def may_have(self, field: str) -> bool:
        """Whether a field can be there: told without reading the nodes of a copy."""
        name, value = self.name(field), self.mapping.value
        return name in value or name.partition(".")[0] in value

    def text(self, field: str) -> Scalar | None:
        """Return a field's value where it is a string."""
        entry = self.entry(field)
        node = entry.value if entry is not None else None
        return node if node.__class__ is Scalar and node.value.__class__ is str else None

    def url(self, field: str) -> Url | None:
        """Return one of the page URLs where it is well-formed, but for blanks around it."""
        return self.page_urls.get(field)

    @property
    def page_keys(self) -> tuple[str, ...]:
        """What identifies the article's page: the keys of `webUrl` and `originalUrl`, sorted, each once."""
        if self._page_keys is None:
            keys = {url.key for name in ("originalUrl", "webUrl") if (url := self.page_urls.get(name)) is not None}
            self._page_keys = tuple(sorted(keys))
        return self._page_keys

    @property
    def domain(self) -> str | None:
        """The provider's domain as it should be written, None where there is none to be had from the field."""
        scalar = self.text("provider.domain")
        return clean_domain(scalar.text) if scalar is not None else None

    def timestamp(self, field: str) -> tuple[Scalar, Timestamp] | None:
        """Return a timestamp with its scalar, None where the field is missing or no string."""
        scalar = self.text(field)
        return (scalar, read_timestamp(scalar.text)) if scalar is not None else None

    @property
    def timestamps(self) -> list[tuple[Scalar, Timestamp]]:
        """Both timestamps, where they are strings, with what they say."""
        if self._timestamps is None:
            self._timestamps = [found for name in TIMESTAMPS if (found := self.timestamp(name)) is not None]
        return self._timestamps

    @property
    def has_odd_timestamps(self) -> bool:
        """Whether a timestamp is not an RFC 3339 date-time that names a moment."""
        return any(time.instant is None or time.problem is not None for _, time in self.timestamps)

    @property
    def has_odd_urls(self) -> bool:
        """Whether a URL is not as most are: its own normal form on a public host, without anything that URLs are abused with."""
        if self.has_odd_page_urls:
            return True
        for scalar in self.image_urls:
            url = parse_url(scalar.text)
            if url is None or not url.is_ordinary:
                return True
        return False

    @property
    def parsed_urls(self) -> list[tuple[Scalar, Url]]:
        """The URLs that are well-formed, but for blanks around them."""
        if self._parsed_urls is None:
            self._parsed_urls = [(scalar, url) for scalar in self.urls if (url := parse_url(scalar.text.strip())) is not None]
        return self._parsed_urls

    @property
    def urls(self) -> list[Scalar]:
        """Every string in a URL field, well-formed or not: pages, images, the provider's images."""
        if self._urls is None:
            pages = (self.text(name) for name in PAGE_URLS)
            self._urls = [scalar for scalar in pages if scalar is not None] + self.image_urls
        return self._urls

    @property
    def image_urls(self) -> list[Scalar]:
        """The strings in `url` of the article's images and the provider's."""
        return _texts_of(self.images, "url")

    @property
    def images(self) -> list[Mapping]:
        """The items of `images` and `provider.images` that are mappings."""
        if self._images is None:
            self._images = [*self._mappings("images"), *self._mappings("provider.images")]
        return self._images

    @property
    def texts(self) -> list[Scalar]:
        """The strings that people read: title, excerpt, the provider's name, topics, tags, image titles."""
        if self._texts is None:
            self._texts = found = []
            for name in ("title", "excerpt", "provider.name"):
                scalar = self.text(name)
                if scalar is not None:
                    found.append(scalar)
            for name in ("topics", "tags"):
                found += [item for item in self.items(name) if isinstance(item, Scalar) and isinstance(item.value, str)]
            if self.images:
                found += _texts_of(self.images, "title") + _texts_of(self.images, "attribution")
        return self._texts

    def items(self, field: str) -> list[Node]:
        """Return the items of a list, none where the field is missing or no list."""
        node = self.get(field)
        return node.items if isinstance(node, Sequence) else []

    def _mappings(self, field: str) -> list[Mapping]:
        return [item for item in self.items(field) if isinstance(item, Mapping)]


def articles(document: Document, names: MappingType[str, str]) -> list[Article]:
    """Return the articles of a document: the front matter, then each item of `related` that is a mapping."""
    root = document.root
    if root is None:
        return []
    main = Article(document, root, names, is_related=False)
    return [main, *(Article(document, item, names, is_related=True) for item in main._mappings("related"))]


def _texts_of(mappings: list[Mapping], key: str) -> list[Scalar]:
    nodes = [mapping.fields[key].value for mapping in mappings if key in mapping.fields]
    return [node for node in nodes if isinstance(node, Scalar) and isinstance(node.value, str)]


_RELATED = lazy_pattern(r"/([^/]+)/[0-9]+(?=/)")
_IMAGE = lazy_pattern(r"/[0-9]+/url\Z")


class Form(StrEnum):
    """What kind of text a field holds, where rules of NL2 or NL3 judge it."""

    URL = "url"
    DOMAIN = "domain"
    TIMESTAMP = "timestamp"


def form_of(pointer: str, names: MappingType[str, str]) -> Form | None:
    """Return what the field at a JSON Pointer holds, None where neither NL2 nor NL3 looks at it."""
    related = _RELATED.match(pointer)
    if related is not None and related[1] == names.get("related", "related"):
        pointer = pointer[related.end() :]
    own = {f"/{written_name(field, names).replace('.', '/')}": form for field, form in _FORMS.items()}
    if pointer in own:
        return own[pointer]
    lists = {f"/{written_name(field, names).replace('.', '/')}" for field in ("images", "provider.images")}
    return Form.URL if _IMAGE.search(pointer) and _IMAGE.sub("", pointer) in lists else None


_FORMS = {
    **dict.fromkeys(PAGE_URLS, Form.URL),
    **dict.fromkeys(TIMESTAMPS, Form.TIMESTAMP),
    "provider.domain": Form.DOMAIN,
}


def written_name(field: str, names: MappingType[str, str]) -> str:
    """Return what a repo calls newslint's `field`."""
    if field in names:
        return names[field]
    first, dot, rest = field.partition(".")
    return f"{names.get(first, first)}{dot}{rest}"


_TEXT_FIELD = lazy_pattern(r"(?:/related/\d+)?/(?:title|excerpt|provider/name|(?:topics|tags)/\d+|images/\d+/(?:title|attribution))\Z")


def is_text_field(pointer: str) -> bool:
    """Whether the field at a JSON Pointer holds words that people read."""
    return _TEXT_FIELD.match(pointer) is not None

"""One view on an article's fields: the front matter's own, or those of an item of its `related` list."""

from linter.article.fields import FIELDS, PAGE_URLS, TIMESTAMPS, Form, Vocabulary, entry_of
from linter.document import Document
from linter.document.copies import CopiedMapping
from linter.document.nodes import Entry, Mapping, Node, Scalar, Sequence
from linter.text.timestamps import Timestamp, read_timestamp
from linter.text.urls import Url, clean_domain, parse_url

IDENTIFYING_URLS = tuple(field.name for field in FIELDS if field.is_page and field.names_item)
_TEXTS = tuple(field.name for field in FIELDS if field.form is Form.TEXT and field.may_be_renamed)
TEXT_LISTS = tuple(field.name for field in FIELDS if field.form is Form.TEXTS)
_IMAGE_TEXTS = tuple(
    field.name.removeprefix("images[].") for field in FIELDS if field.form is Form.TEXT and field.name.startswith("images[].")
)


class Article:
    """An article as rules see it.

    Fields are asked for by newslint's names; `names` knows those of the repo at hand. What takes time is found once and
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

    def __init__(self, document: Document, mapping: Mapping, names: Vocabulary, *, is_related: bool) -> None:
        self.document = document
        self.mapping = mapping
        self.is_related = is_related
        self._names = names.by_field
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
        return self._names[field] if self._names else field

    def get(self, field: str) -> Node | None:
        """Return a field's value, None where it is missing. `a.b` asks for the field `b` of the mapping `a`."""
        entry = self.entry(field)
        return entry.value if entry is not None else None

    def entry(self, field: str) -> Entry | None:
        """Return a field's key and value, None where it is missing."""
        return entry_of(self.mapping, self._names[field] if self._names else field)

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
            keys = {url.key for name in IDENTIFYING_URLS if (url := self.page_urls.get(name)) is not None}
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
            for name in _TEXTS:
                scalar = self.text(name)
                if scalar is not None:
                    found.append(scalar)
            for name in TEXT_LISTS:
                found += [item for item in self.items(name) if isinstance(item, Scalar) and isinstance(item.value, str)]
            if self.images:
                for key in _IMAGE_TEXTS:
                    found += _texts_of(self.images, key)
        return self._texts

    def items(self, field: str) -> list[Node]:
        """Return the items of a list, none where the field is missing or no list."""
        node = self.get(field)
        return node.items if isinstance(node, Sequence) else []

    def _mappings(self, field: str) -> list[Mapping]:
        return [item for item in self.items(field) if isinstance(item, Mapping)]


def articles(document: Document, names: Vocabulary) -> list[Article]:
    """Return the articles of a document: the front matter, then each item of `related` that is a mapping."""
    root = document.root
    if root is None:
        return []
    main = Article(document, root, names, is_related=False)
    return [main, *(Article(document, item, names, is_related=True) for item in main._mappings("related"))]


def _texts_of(mappings: list[Mapping], key: str) -> list[Scalar]:
    nodes = [mapping.fields[key].value for mapping in mappings if key in mapping.fields]
    return [node for node in nodes if isinstance(node, Scalar) and isinstance(node.value, str)]

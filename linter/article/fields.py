"""The fields of an article: one row for each, with all that newslint knows of it. A repository may call them otherwise (`[fields]`)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from linter.document.field_names import FieldNames, with_own
from linter.document.nodes import Entry
from linter.document.nodes import Mapping as MappingNode


class Form(StrEnum):
    """What a field holds."""

    TEXT = "text"  # words that people read
    WORD = "word"  # one for programs
    URL = "url"
    DOMAIN = "domain"
    TIMESTAMP = "timestamp"
    NUMBER = "number"
    FLAG = "yes or no"
    TEXTS = "list of texts"
    GROUPS = "list of groups of fields"
    GROUP = "group of fields"
    CODE = "code"  # HTML, encrypted data


JUDGED_BY_FORM = frozenset([Form.URL, Form.DOMAIN, Form.TIMESTAMP])  # the rules of NL2 and NL3 look at these


class Field(NamedTuple):
    """One field. `a.b` is the field `b` of the group `a`, `a[].b` that of each item of the list `a`.

    `is_page`: it is an address of the article's page. `names_item`: an item of a list is known by it, where
    no field with a smaller number is there; 0 for never. `is_copied`: a related item copies
    it from the article that it stands for. `is_untouchable`: no fix may change it. `aliases` are names that generators and formats give
    it (Jekyll, Hugo, Eleventy, Schema.org, RSS), the likeliest first: `newslint init` maps them. `hints` are names that may stand for it;
    a person is asked.
    """

    name: str
    form: Form
    is_page: bool = False
    names_item: int = 0
    is_copied: bool = False
    is_untouchable: bool = False
    aliases: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()

    @property
    def may_be_renamed(self) -> bool:
        """Whether a repository may have another name for it; those of a list's items are always called the same."""
        return "[]" not in self.name


def _image(images: str) -> tuple[Field, ...]:
    return (
        Field(f"{images}[].url", Form.URL, names_item=3),
        Field(f"{images}[].width", Form.NUMBER),
        Field(f"{images}[].height", Form.NUMBER),
        Field(f"{images}[].title", Form.TEXT, names_item=5),
        Field(f"{images}[].attribution", Form.TEXT),
        Field(f"{images}[].isCached", Form.FLAG),
    )


FIELDS = (
    Field("category", Form.WORD),
    Field("title", Form.TEXT, names_item=4, is_copied=True, aliases=("headline", "name"), hints=("heading",)),
    Field(
        "excerpt",
        Form.TEXT,
        aliases=("description", "summary", "subtitle", "abstract"),
        hints=("teaser", "lead", "intro", "dek"),
    ),
    Field(
        "publishedDateTime",
        Form.TIMESTAMP,
        is_copied=True,
        aliases=(
            "date",
            "published_at",
            "publishedAt",
            "publishDate",
            "pubDate",
            "datePublished",
            "published_date",
            "published",
            "created_at",
        ),
        hints=("created",),
    ),
    Field(
        "updatedDateTime",
        Form.TIMESTAMP,
        aliases=("last_modified_at", "lastmod", "updated", "updated_at", "updatedDate", "modified", "dateModified"),
        hints=("last_modified",),
    ),
    Field("originalUrl", Form.URL, is_page=True, names_item=2, is_copied=True),
    Field(
        "webUrl",
        Form.URL,
        is_page=True,
        names_item=1,
        is_copied=True,
        aliases=("canonical_url", "canonical", "canonicalUrl", "canonicalURL", "external_url", "source_url", "link", "url"),
        hints=("permalink", "href"),
    ),
    Field("ampWebUrl", Form.URL, is_page=True, is_copied=True, aliases=("amp_url", "ampUrl")),
    Field("cdnAmpWebUrl", Form.URL, is_page=True, is_copied=True, aliases=("amp_cache_url", "ampCacheUrl")),
    Field("type", Form.WORD),
    Field("quality", Form.NUMBER),
    Field("heat", Form.NUMBER),
    Field("published", Form.FLAG),
    Field("removed", Form.FLAG),
    Field("provider", Form.GROUP, hints=("author", "authors", "byline", "publisher", "source")),
    Field("provider.name", Form.TEXT),
    Field("provider.domain", Form.DOMAIN),
    Field("provider.images", Form.GROUPS),
    *_image("provider.images"),
    Field("topics", Form.TEXTS, hints=("categories", "subjects", "sections")),
    Field("topics[]", Form.TEXT),
    Field("tags", Form.TEXTS, hints=("keywords", "labels")),
    Field("tags[]", Form.TEXT),
    Field("images", Form.GROUPS, hints=("image", "cover", "coverimage", "thumbnail", "picture")),
    *_image("images"),
    Field("featuredContent", Form.CODE),
    Field("locale", Form.WORD, hints=("lang", "language")),
    Field("related", Form.GROUPS),
    Field("secured", Form.CODE, is_untouchable=True),
)
NAMES = tuple(field.name for field in FIELDS if field.may_be_renamed)
PAGE_URLS = tuple(field.name for field in FIELDS if field.is_page)
TIMESTAMPS = tuple(field.name for field in FIELDS if field.form is Form.TIMESTAMP)
# What a related item copies from the article that it stands for, the words first.
COPIED = tuple(sorted((field.name for field in FIELDS if field.is_copied), key=PAGE_URLS.__contains__))
_ITEM_NAMES = sorted((field for field in FIELDS if field.names_item), key=lambda field: field.names_item)


class Vocabulary:
    """newslint's fields under the names that a repository gives them.

    `renamed` maps newslint's names to those that differ; without any it is falsy. `item_urls` and `item_titles` are the names by which an
    item of a list is known, the best first.
    """

    def __init__(self, renamed: Iterable[tuple[str, str]] = ()) -> None:
        self.renamed = dict(renamed)
        self._written = _Written(self.renamed)
        self._fields = {self.written(field.name): field for field in FIELDS}
        self._related = f"/{self.written('related').replace('.', '/')}/"
        self._untouchable = frozenset(self.last_name(field.name) for field in FIELDS if field.is_untouchable)
        self.item_urls = self._item_names(Form.URL)
        self.item_titles = self._item_names(Form.TEXT)

    def _item_names(self, form: Form) -> tuple[str, ...]:
        names = (self.written(field.name).rpartition("[].")[2] for field in _ITEM_NAMES if field.form is form)
        return tuple(dict.fromkeys(names))

    @property
    def field_names(self) -> FieldNames:
        """The names by which fields are told from text that went astray."""
        texts = [field for field in FIELDS if field.form is Form.TEXT and not field.name.endswith("[]")]
        known, words = ([self.last_name(field.name).removesuffix("[]") for field in some] for some in (FIELDS, texts))
        return with_own(known, words)

    def __bool__(self) -> bool:
        return bool(self.renamed)

    @property
    def by_field(self) -> Mapping[str, str]:
        """The repository's names by newslint's, for any field; empty where none differs."""
        return self._written if self.renamed else {}

    def written(self, field: str) -> str:
        """Return what the repository calls newslint's `field`."""
        return self._written[field] if self.renamed else field

    def last_name(self, field: str) -> str:
        """Return the name of `field` in the group that it is in."""
        return self.written(field).rpartition(".")[2]

    def pointer(self, field: str) -> str:
        """Return the JSON Pointer of an article's `field`."""
        return f"/{self.written(field).replace('.', '/')}"

    def field_at(self, pointer: str) -> Field | None:
        """Return the field at a JSON Pointer, in the article itself or in a related item; None for one that newslint does not know."""
        own = pointer
        if pointer.startswith(self._related):
            number, slash, rest = pointer.removeprefix(self._related).partition("/")
            own = f"/{rest}" if slash and number.isdecimal() else pointer
        steps: list[str] = []
        for step in own.split("/")[1:]:
            if step.isdecimal() and steps:
                steps[-1] += "[]"
            else:
                steps.append(step.replace("~1", "/").replace("~0", "~"))
        return self._fields.get(".".join(steps))

    def judged_form(self, pointer: str) -> Form | None:
        """Return what the field at a JSON Pointer holds, None where neither NL2 nor NL3 looks at it."""
        field = self.field_at(pointer)
        return field.form if field is not None and field.form in JUDGED_BY_FORM else None

    def is_text(self, pointer: str) -> bool:
        """Whether the field at a JSON Pointer holds words that people read."""
        field = self.field_at(pointer)
        return field is not None and field.form is Form.TEXT

    def is_untouchable(self, pointer: str) -> bool:
        """Whether no fix may change the field at a JSON Pointer, or one that it is in."""
        return not self._untouchable.isdisjoint(pointer.split("/"))


class _Written(dict[str, str]):
    """The repository's name for each field; those of groups and of plugins' own fields are found when they are asked for."""

    def __missing__(self, field: str) -> str:
        group, sign, rest = next((parts for sign in ("[]", ".") if (parts := field.rpartition(sign))[1]), ("", "", field))
        written = f"{self[group]}{sign}{rest}" if group else field
        self[field] = written
        return written


@lru_cache(maxsize=64)
def vocabulary_of(renamed: tuple[tuple[str, str], ...]) -> Vocabulary:
    """Return the vocabulary for `[fields]`, made once for each."""
    return Vocabulary(renamed)


def entry_of(mapping: MappingNode, written: str) -> Entry | None:
    """Return the entry of a field in `mapping`, None where it is missing. `a.b` is the field `b` of the group `a`, or a field called so."""
    entry = mapping.fields.get(written)
    if entry is not None or "." not in written:
        return entry
    while True:
        step, _, written = written.partition(".")
        outer = mapping.fields.get(step)
        if outer is None or outer.value.__class__ is not MappingNode:
            return None
        mapping = outer.value
        if "." not in written:
            return mapping.fields.get(written)

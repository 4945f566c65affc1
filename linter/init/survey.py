"""Looking at a repo: which files are articles, where they live, what they call newslint's fields, and what they hold."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from linter.article.article import Article, articles
from linter.article.fields import Vocabulary
from linter.document import Document
from linter.document.nodes import Scalar
from linter.files.discovery import Filters, Target, discover
from linter.files.reading import read_file
from linter.init.fields import looks_like_article, names_in
from linter.init.folders import Place, common_place, globs_for, holds, narrow_globs_for, places_of, shown, without_dates
from linter.init.shape import Shape, slips
from linter.source import Source

_LARGEST = 2_000_000
_FEWEST = 3  # articles that make a folder one of articles, where there is one with so many
_FEWEST_OF_KIND = 5
_NO_FILE_NAME = re.compile(r"[^\w-]+")
_FIELDS_OF_KINDS = ("layout", "type", "kind", "content_type", "contentType")
_FEW = 0.1
_ALIKE = 0.6
_BROKEN = frozenset(["broken-syntax", "invalid-encoding", "unclosed-front-matter", "not-a-mapping", "too-complex", "duplicate-key"])

Watch = Callable[[Sequence[Target]], Iterable[Target]]


class Folder(NamedTuple):
    """What stands in one place, and why it was taken for a place of articles or left."""

    place: Place
    articles: int
    pages: int
    indexes: int
    broken: int
    is_taken: bool
    why: str


class Section(NamedTuple):
    """Articles of one kind: where they are, what they call newslint's fields, and which fields they have (`outline`).

    `documents` holds those that teach something: not those that are broken. Where one folder holds several kinds, `when` tells by which
    field and value this one is known, and `family` holds all that are there; with `is_rest` it is for what is of no kind.
    """

    name: str
    globs: tuple[str, ...]
    documents: tuple[Document, ...]
    names: Vocabulary
    outline: Shape
    when: tuple[str, str] | None = None
    family: tuple[Document, ...] = ()
    is_rest: bool = False

    @property
    def shape(self) -> Shape:
        """What the front matter of the articles has in common."""
        shape = Shape()
        for document in self.family if self.is_rest else self.documents:
            if document.root is not None:
                shape.add(document.root.value)
        return shape

    @property
    def articles(self) -> list[Article]:
        """The articles and their related ones."""
        return [article for document in self.documents for article in articles(document, self.names)]


class Survey(NamedTuple):
    """What a look at a repo gave: sections, the largest first; what to leave out of them; and every place with front matter."""

    sections: tuple[Section, ...]
    globs: tuple[str, ...]
    exclude: tuple[str, ...]
    folders: tuple[Folder, ...]

    @property
    def size(self) -> int:
        """How many articles teach something."""
        return sum(len(section.documents) for section in self.sections)


class _File(NamedTuple):
    document: Document
    place: Place
    kind: str

    @property
    def path(self) -> str:
        return self.document.source.path

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.path).suffix


def survey(root: Path, start: Path, globs: Sequence[str] = (), watch: Watch = lambda targets: targets) -> Survey:
    """Look at all files with front matter below `start`, but those that git ignores; paths are relative to `root`.

    With `globs` the files that they match are the articles, whatever is in them. `watch` is told of each file.
    """
    documents = [document for document in _read(root, start, globs, watch) if document.has_front_matter]
    places = places_of(document.source.path for document in documents)
    files = [_File(document, places[document.source.path], _kind(document, by_hand=bool(globs))) for document in documents]
    by_place: dict[Place, list[_File]] = defaultdict(list)
    for file in files:
        by_place[without_dates(file.place)].append(file)
    folders = _judged(by_place)
    taken = _lifted([folder.place for folder in folders if folder.is_taken], by_place)
    homes = {folder.place: _home(folder, taken) for folder in folders}
    sections = []
    exclude: set[str] = set()
    for group in _alike(taken, by_place):
        here = [file for file in files if homes[without_dates(file.place)] in group and file.kind != "index"]
        found = _globs(group, files, homes, exclude)
        sections += kinds_of(_section(group, here, found))
    exclude |= _indexes(files, taken)
    own = tuple(dict.fromkeys(glob for section in sections for glob in section.globs))
    return Survey(tuple(sections), tuple(globs) or own, () if globs else tuple(sorted(exclude)), tuple(folders))


def kinds_of(section: Section) -> list[Section]:
    """Split a section whose articles are of several kinds, each with fields of its own, as a field such as `layout` tells.

    The first of them, for the articles of no kind or of the commonest one, is for all files of the section; the others count more.
    """
    for field in _FIELDS_OF_KINDS:
        by_value: dict[str, list[Document]] = defaultdict(list)
        for document in section.documents:
            node = document.root.get(field) if document.root is not None else None
            by_value[node.text if isinstance(node, Scalar) and isinstance(node.value, str) else ""].append(document)
        kinds = {value: some for value, some in by_value.items() if value and len(some) >= _FEWEST_OF_KIND}
        shapes = {value: _outline_of(some) for value, some in kinds.items()}
        largest = max(kinds, key=lambda value: len(kinds[value]), default="")
        others = [value for value in kinds if value != largest and not _are_alike(shapes[value], shapes[largest])]
        if others:
            rest = [document for value, some in by_value.items() if value not in (*others, largest) for document in some]
            has_rest = len(rest) > slips(len(section.documents))
            return _split(section, field, [*([largest] if has_rest else []), *others], kinds, has_rest=has_rest)
    return [section]


def _split(section: Section, field: str, own: Sequence[str], kinds: dict[str, list[Document]], *, has_rest: bool) -> list[Section]:
    taken = {id(document) for value in own for document in kinds[value]}
    left = tuple(document for document in section.documents if id(document) not in taken)
    whole = section._replace(documents=left, outline=_outline_of(left), family=section.documents, is_rest=has_rest)
    parts = [
        section._replace(
            name=_NO_FILE_NAME.sub("-", PurePosixPath(value).stem).strip("-") or field,
            documents=tuple(kinds[value]),
            outline=_outline_of(kinds[value]),
            when=(field, value),
            family=section.documents,
        )
        for value in own
    ]
    return [whole, *parts]


def _outline_of(documents: Iterable[Document]) -> Shape:
    shape = Shape()
    for document in documents:
        if document.root is not None:
            shape.add_outline(document.root.value)
    return shape


def _are_alike(one: Shape, other: Shape) -> bool:
    """Whether two kinds of articles need no schemas of their own: they have the same fields, and always the same ones."""
    return _likeness(one, other) >= _ALIKE and set(one.required) == set(other.required)


def _read(root: Path, start: Path, globs: Sequence[str], watch: Watch) -> Iterable[Document]:
    targets, _ = discover([str(start)], Filters(str(root), tuple(globs)))
    for target in watch(targets):
        data = read_file(target.path, _LARGEST)
        if isinstance(data, bytes):
            yield Document.parse(Source.from_bytes(Path(target.path).relative_to(root).as_posix(), data))


def _kind(document: Document, *, by_hand: bool) -> str:
    if document.root is None or any(problem.rule in _BROKEN for problem in document.problems):
        return "broken"
    stem = PurePosixPath(document.source.path).stem.lower()
    if stem == "_index":
        return "article" if by_hand else "index"
    if by_hand or looks_like_article(document):
        return "article"
    return "index" if stem in ("index", "readme") else "page"


def _judged(by_place: dict[Place, list[_File]]) -> list[Folder]:
    counts = {place: Counter(file.kind for file in files) for place, files in by_place.items()}
    largest = max((count["article"] for count in counts.values()), default=0)
    folders = []
    for place, count in sorted(counts.items()):
        has, others = count["article"], count["page"]
        is_taken = has > 0 and has >= others and has >= min(_FEWEST, largest)
        if is_taken:
            why = "most have a title and a date" if others else "all have a title and a date"
        elif has >= others and has:
            why = f"fewer than {_FEWEST} articles"
        elif has:
            why = "most have no title and date"
        else:
            why = "none has a title and a date"
        folders.append(Folder(place, has, others, count["index"], count["broken"], is_taken, why))
    return folders


def _outline(files: Iterable[_File]) -> Shape:
    shape = Shape()
    for file in files:
        if file.kind in ("article", "page") and file.document.root is not None:
            shape.add_outline(file.document.root.value)
    return shape


def _likeness(one: Shape, other: Shape) -> float:
    """Return how much two shapes have the same fields, each by how often it is there: from 0 to 1."""
    both = more = 0.0
    for name in one.fields.keys() | other.fields.keys():
        shares = [shape.fields[name].count / shape.count if name in shape.fields else 0.0 for shape in (one, other)]
        both, more = both + min(shares), more + max(shares)
    return both / more if more else 1.0


def _is_like(shape: Shape, larger: Shape) -> bool:
    """Whether articles have the fields of others, and all that those always have."""
    return _likeness(shape, larger) >= _ALIKE and set(larger.required) <= set(shape.required)


def _lifted(taken: Sequence[Place], by_place: dict[Place, list[_File]]) -> list[Place]:
    """Return the places of articles; several side by side that are alike, and nearly alone, become the folder above them."""
    places = set(taken)
    for above in sorted({place[:depth] for place in taken for depth in range(1, len(place))}, key=len, reverse=True):
        inside = [place for place in places if holds(above, place)]
        if len(inside) < 2 or not without_dates(above) or set(above) <= {"*", "**"}:
            continue
        below = [file for place, files in by_place.items() if holds(above, place) for file in files]
        kinds = Counter(file.kind for file in below)
        if kinds["page"] > kinds["article"] * _FEW:
            continue
        shapes = [_outline(file for file in below if holds(place, file.place)) for place in inside]
        whole = _outline(below)
        if all(_is_like(shape, whole) for shape in shapes):
            places = {place for place in places if not holds(above, place)} | {above}
    return sorted(places)


def _home(folder: Folder, taken: Sequence[Place]) -> Place | None:
    """Return the place of articles that a folder's files belong to; those of a folder of pages belong to none."""
    return None if folder.pages > folder.articles else _innermost(folder.place, taken)


def _innermost(place: Place, taken: Sequence[Place]) -> Place | None:
    """Return the innermost place of articles that holds a place."""
    return max((other for other in taken if holds(other, place)), key=len, default=None)


def _alike(taken: Sequence[Place], by_place: dict[Place, list[_File]]) -> list[list[Place]]:
    """Put places together whose articles have the same kind of front matter, the largest first."""
    shapes = {place: _outline(file for inner, files in by_place.items() if holds(place, inner) for file in files) for place in taken}
    groups: list[list[Place]] = []
    for place in sorted(taken, key=lambda place: (-shapes[place].count, place)):
        group = next((group for group in groups if _is_like(shapes[place], shapes[group[0]])), None)
        if group is None:
            groups.append([place])
        else:
            group.append(place)
    return groups


def _globs(group: Sequence[Place], files: Sequence[_File], homes: dict[Place, Place | None], exclude: set[str]) -> tuple[str, ...]:
    """Return the globs of a section; add what they would match beside articles to `exclude`."""
    found: list[str] = []
    for place in group:
        below = [file for file in files if file.kind != "index" and holds(place, file.place)]
        here = {home: [file for file in below if homes[without_dates(file.place)] == home] for home in {place, None, *homes.values()}}
        inside, strangers = here[place], {file.place for file in here[None]}
        suffixes = {file.suffix for file in inside}
        others = any(some for home, some in here.items() if home not in (place, None))
        if others or not place:
            found += narrow_globs_for(place, [file.path for file in inside])
        else:
            is_deep = any(file.place != place for file in inside) or not strangers
            found += globs_for(place, suffixes, with_folders=is_deep)
            exclude.update(f"/{shown(stranger)}" for stranger in strangers if is_deep)
    return tuple(dict.fromkeys(found))


def _indexes(files: Sequence[_File], taken: Sequence[Place]) -> set[str]:
    """Return globs of the pages that list the articles of a folder."""
    names = set()
    for file in files:
        if file.kind == "index" and _innermost(file.place, taken) is not None:
            name = PurePosixPath(file.path).name
            is_everywhere = name.startswith("_") or not any(
                PurePosixPath(other.path).name == name for other in files if other.kind == "article"
            )
            names.add(name if is_everywhere else f"/{file.path}")
    return names


def _section(group: Sequence[Place], here: Sequence[_File], globs: tuple[str, ...]) -> Section:
    documents = tuple(file.document for file in here if file.kind != "broken")
    place = group[0] if len(group) == 1 else common_place(group) or group[0]
    steps = [step.strip("_") for step in place if step.strip("_*")]
    name = steps[-1] if steps else "article"
    return Section(name, globs, documents, Vocabulary(names_in(documents).items()), _outline(here))

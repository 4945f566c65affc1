"""A file read: its front matter as a tree of nodes, and what reading found wrong."""

from linter.document.copies import KnownItems
from linter.document.front_matter import FrontMatter, find_front_matter, whole_file
from linter.document.nodes import Mapping, Node, Scalar, Sequence
from linter.document.problem import Change, Problem, Repair
from linter.document.result import Limits, Reading
from linter.document.syntaxes import DEFAULT, Syntax, syntax_of_file
from linter.source import Source, Span
from linter.text.patterns import lazy_pattern

_BLANK_LINE = lazy_pattern(r"(?:\n|\r(?!\n))[ \t]*+[\r\n]")
_CURLY_OPENING = lazy_pattern(": [“”„‟«»‘’‚‹]")


class Document:
    """One parsed file.

    `root` is the front matter's mapping, None where there is none to look into; `problems` says why. `odd` holds the plain scalars
    that YAML versions disagree about, in TOML the dates. `front_matter` tells the places of the fences, None without them; `syntax` is
    that of the block. `copies` is the list of related items where they were read as copies of one another.
    """

    __slots__ = ("copies", "front_matter", "is_plain", "odd", "problems", "root", "source", "syntax")

    def __init__(
        self,
        source: Source,
        front_matter: FrontMatter | None,
        root: Mapping | None,
        problems: list[Problem],
        odd: list[Scalar],
    ) -> None:
        self.source = source
        self.front_matter = front_matter
        self.syntax: Syntax = front_matter.syntax if front_matter is not None else DEFAULT
        self.root = root
        self.problems = problems
        self.odd = odd
        self.is_plain = False
        self.copies: Sequence | None = None

    @classmethod
    def parse(cls, source: Source, limits: Limits = Limits(), known: KnownItems | None = None) -> "Document":  # noqa: B008 (immutable)
        """Read `source`; whatever is in it, a document comes out. `known` are the related items that were read before."""
        if source.encoding_problem is not None:
            message, span = source.encoding_problem
            return cls(source, None, None, [Problem("invalid-encoding", message, span)], [])
        whole = syntax_of_file(source.path)
        located = whole_file(source.text, whole) if whole is not None else find_front_matter(source.text)
        if isinstance(located, Problem):
            meant = _meant(source, len(source.text), limits) if located.rule == "unclosed-front-matter" else None
            if meant is None:
                return cls(source, None, None, [located], [])
            located, result = meant
            if not isinstance(result.root, Mapping):
                return cls(source, None, None, result.problems[:1], [])
            return cls._made(source, located, result)
        if located.block.end - located.block.start > limits.bytes:
            problem = Problem("too-complex", f"front matter of more than {limits.bytes} characters", located.opening)
            return cls(source, located, None, [problem], [])
        result = _known(source.text, located, limits, known) or located.syntax.read(source.text, located.block, limits)
        if not result.is_plain and whole is None and located.syntax is DEFAULT:
            meant = _meant(source, located.closing.start, limits)
            if meant is not None and _is_readable(meant[1]):
                located, result = meant
        return cls._made(source, located, result)

    @classmethod
    def _made(cls, source: Source, located: FrontMatter, result: Reading) -> "Document":
        """Make a document of what was read."""
        if result.root is None and not any(p.rule in ("broken-syntax", "too-complex") for p in result.problems):
            result.problems.append(_not_a_mapping(source, located, None))
        elif result.root is not None and not isinstance(result.root, Mapping):
            result.problems.append(_not_a_mapping(source, located, result.root))
        root = result.root if isinstance(result.root, Mapping) else None
        if root is not None and located.syntax is DEFAULT and _has_curly_quotes(source.text, located.block):
            from linter.document.repair.curly_quotes import read_without_quotes

            result.problems.extend(read_without_quotes(source.text, root))
        problems = [_inside(problem, len(source.text)) for problem in result.problems]
        document = cls(source, located, root, problems, result.odd)
        document.is_plain = result.is_plain
        document.copies = result.copies
        return document

    @property
    def resembles_article(self) -> bool:
        """Whether a file without front matter was probably meant to have some: a fourth dash, a blank line above the fence, TOML."""
        from linter.document.near_fences import was_meant_as_article

        return was_meant_as_article(self.source.text)

    @property
    def has_front_matter(self) -> bool:
        """Whether the file begins like an article; a walk through folders passes over the others."""
        return not any(problem.rule == "missing-front-matter" for problem in self.problems)

    @property
    def is_broken(self) -> bool:
        """Whether the front matter is not read as it is written: what the reader could not take is left out or repaired."""
        return any(problem.rule == "broken-syntax" for problem in self.problems)

    def written(self, node: Node) -> str:
        """Return the source text of a value."""
        return self.source.text[node.start : node.end]

    def span_in(self, scalar: Scalar, start: int, end: int) -> Span:
        """Turn offsets in a scalar's text into a span; where the place is hidden, the whole scalar."""
        inner = scalar.start + (0 if scalar.is_block else len(scalar.style))
        if scalar.text and not scalar.is_block and self.source.text.startswith(scalar.text, inner):
            return Span(inner + start, inner + end)
        found = self.syntax.written(self.source.text, scalar) if start < end else None
        return found.span(start, end) if found is not None else scalar.span


def _inside(problem: Problem, end: int) -> Problem:
    """Return a problem whose marks stay inside of the text: what is missing may be found behind its end."""
    start, stop = problem.span
    return problem if stop <= end else problem._replace(span=Span(min(start, max(end - 1, 0)), end))


def begins_as_article(path: str, text: str) -> bool:
    """Whether a text begins with front matter, or is all of it, as in `.yaml`, `.toml` and `.json` files."""
    if syntax_of_file(path) is not None:
        return True
    found = find_front_matter(text)
    return not isinstance(found, Problem) or found.rule != "missing-front-matter"


def _meant(source: Source, end: int, limits: Limits) -> tuple[FrontMatter, Reading] | None:
    """Read the front matter that a line before `end` was meant to close; the first problem marks that line.

    Where a proper fence follows at `end`, what stands between the two has to be body.
    """
    from linter.document.near_fences import begins_with_body, meant_front_matter

    meant = meant_front_matter(source.text, end, source.newline)
    if meant is None or (end < len(source.text) and not begins_with_body(source.text, meant[1].span.end, end)):
        return None
    located, near = meant
    result = located.syntax.read(source.text, located.block, limits)
    fence = located.syntax.fences[0].closings[0]
    is_whole_line = near.change == Change(near.span, fence)
    has_blank_line = _BLANK_LINE.search(source.text, *located.block) is not None  # what follows one may be body, underlined by dashes
    is_exact = end == len(source.text) and is_whole_line and not has_blank_line
    repair = Repair((near.change,), exact=is_exact) if _is_readable(result) else None
    message = f"this line was meant to close the front matter, but {near.wrong}: it must be exactly `{fence}`"
    problem = Problem("unclosed-front-matter", message, near.span, repair=repair)
    return located, result._replace(problems=[problem, *result.problems])


def _is_readable(result: Reading) -> bool:
    """Whether a block is a mapping as it is, with nothing mended."""
    return isinstance(result.root, Mapping) and not any(problem.rule == "broken-syntax" for problem in result.problems)


def _known(text: str, located: FrontMatter, limits: Limits, known: KnownItems | None) -> Reading | None:
    """Read front matter with the related items that were read before; None where it has to be read in full."""
    if known is None or located.syntax is not DEFAULT:
        return None
    if _has_curly_quotes(text, located.block):  # reading without those changes values, which copies share
        return None
    return known.read(text, located.block, limits)


def _has_curly_quotes(text: str, block: Span) -> bool:
    """Whether a value begins with a curly quote: few do."""
    return not text.isascii() and _CURLY_OPENING.search(text, *block) is not None


def _not_a_mapping(source: Source, located: FrontMatter, root: Node | None) -> Problem:
    expected = f"expected {located.syntax.nothing}"
    if root is None or root.value is None:
        place = located.opening if located.opening.end > located.opening.start else Span(0, min(1, len(source.text)))
        return Problem("not-a-mapping", f"{expected}, found nothing", place)
    span = source.first_line(root.span)
    if isinstance(root, Scalar):
        no_break = ":\u00a0" in root.text
        hint = "a no-break space follows the colon: replace it by an ordinary space" if no_break else ""
        return Problem("not-a-mapping", f"{expected}, found {located.syntax.only_value}", span, hint)
    return Problem("not-a-mapping", f"{expected}, found a list", span)

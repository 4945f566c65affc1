"""A file read: its front matter as a tree of nodes, and what reading found wrong."""

from linter.document.front_matter import FrontMatter, find_front_matter, whole_file
from linter.document.masks import unmask, without_template_tags
from linter.document.nodes import Mapping, Node, Scalar
from linter.document.places import written
from linter.document.problem import Change, Problem, Repair
from linter.document.result import Limits, YamlResult
from linter.document.yaml_lines import read_lines
from linter.source import Source, Span
from linter.text.patterns import lazy_pattern

# `-Transport`, `• Transport` or `name:City` on a line of its own, and `{name:City}`; beginning with one character these are found fast.
_MISREAD = lazy_pattern(r"\n *+(?:-(?=[^\s-])|[•·‣◦∙●▪–—]|[A-Za-z_][\w-]*+:(?=[^\s/:]))")
_GLUED_IN_BRACES = lazy_pattern(r"[{,] *+[A-Za-z_][\w-]*+:(?=[^\s/:,}])")
_BLANK_LINE = lazy_pattern(r"(?:\n|\r(?!\n))[ \t]*+[\r\n]")
_CURLY_OPENING = lazy_pattern(": [“”„‟«»‘’‚‹]")

WHOLE_FILE_SUFFIXES = frozenset([".yaml", ".yml", ".json"])


class Document:
    """One parsed file.

    `root` is the front matter's mapping, None where there is none to look into; `problems` says why. `odd` holds the plain scalars
    that YAML versions disagree about. `front_matter` tells the places of the fences, None without them.
    """

    __slots__ = ("front_matter", "is_plain", "odd", "problems", "root", "source")

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
        self.root = root
        self.problems = problems
        self.odd = odd
        self.is_plain = False

    @classmethod
    def parse(cls, source: Source, limits: Limits = Limits()) -> "Document":  # noqa: B008 (immutable)
        """Read `source`; whatever is in it, a document comes out."""
        if source.encoding_problem is not None:
            message, span = source.encoding_problem
            return cls(source, None, None, [Problem("invalid-encoding", message, span)], [])
        suffix = source.path[source.path.rfind(".") :].lower()
        located = whole_file(source.text) if suffix in WHOLE_FILE_SUFFIXES else find_front_matter(source.text)
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
        result = _read(source.text, located.block, limits, json=suffix == ".json")
        if not result.is_plain and suffix not in WHOLE_FILE_SUFFIXES:
            meant = _meant(source, located.closing.start, limits)
            if meant is not None and _is_readable(meant[1]):
                located, result = meant
        return cls._made(source, located, result)

    @classmethod
    def _made(cls, source: Source, located: FrontMatter, result: YamlResult) -> "Document":
        """Make a document of what was read."""
        if result.root is None and not any(p.rule in ("yaml-syntax", "too-complex") for p in result.problems):
            result.problems.append(_not_a_mapping(source, located, None))
        elif result.root is not None and not isinstance(result.root, Mapping):
            result.problems.append(_not_a_mapping(source, located, result.root))
        root = result.root if isinstance(result.root, Mapping) else None
        if root is not None and _has_curly_quotes(source.text, located.block):
            from linter.document.repair.curly_quotes import read_without_quotes

            result.problems.extend(read_without_quotes(source.text, root))
        problems = [_inside(problem, len(source.text)) for problem in result.problems]
        document = cls(source, located, root, problems, result.odd)
        document.is_plain = result.is_plain
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
        """Whether the YAML or JSON is not read as it is written: what the reader could not take is left out or repaired."""
        return any(problem.rule == "yaml-syntax" for problem in self.problems)

    def written(self, node: Node) -> str:
        """Return the source text of a value."""
        return self.source.text[node.start : node.end]

    def span_in(self, scalar: Scalar, start: int, end: int) -> Span:
        """Turn offsets in a scalar's text into a span; where the place is hidden, the whole scalar."""
        inner = scalar.start + (1 if scalar.style in ("'", '"') else 0)
        if scalar.text and not scalar.is_block and self.source.text.startswith(scalar.text, inner):
            return Span(inner + start, inner + end)
        found = written(self.source.text, scalar) if start < end else None
        return found.span(start, end) if found is not None else scalar.span


def _inside(problem: Problem, end: int) -> Problem:
    """Return a problem whose marks stay inside of the text: what is missing may be found behind its end."""
    start, stop = problem.span
    return problem if stop <= end else problem._replace(span=Span(min(start, max(end - 1, 0)), end))


def begins_as_article(path: str, text: str) -> bool:
    """Whether a text begins with front matter, or is all of it, as in `.yaml` and `.json` files."""
    if path[path.rfind(".") :].lower() in WHOLE_FILE_SUFFIXES:
        return True
    found = find_front_matter(text)
    return not isinstance(found, Problem) or found.rule != "missing-front-matter"


def _meant(source: Source, end: int, limits: Limits) -> tuple[FrontMatter, YamlResult] | None:
    """Read the front matter that a line before `end` was meant to close; the first problem marks that line.

    Where a proper fence follows at `end`, what stands between the two has to be body.
    """
    from linter.document.near_fences import begins_with_body, meant_front_matter

    meant = meant_front_matter(source.text, end, source.newline)
    if meant is None or (end < len(source.text) and not begins_with_body(source.text, meant[1].span.end, end)):
        return None
    located, near = meant
    result = _read(source.text, located.block, limits, json=False)
    is_whole_line = near.change == Change(near.span, "---")
    has_blank_line = _BLANK_LINE.search(source.text, *located.block) is not None  # what follows one may be body, underlined by dashes
    is_exact = end == len(source.text) and is_whole_line and not has_blank_line
    repair = Repair((near.change,), exact=is_exact) if _is_readable(result) else None
    message = f"this line was meant to close the front matter, but {near.wrong}: it must be exactly `---`"
    problem = Problem("unclosed-front-matter", message, near.span, repair=repair)
    return located, result._replace(problems=[problem, *result.problems])


def _is_readable(result: YamlResult) -> bool:
    """Whether a block is a mapping as it is, with nothing mended."""
    return isinstance(result.root, Mapping) and not any(problem.rule == "yaml-syntax" for problem in result.problems)


def _read(text: str, block: Span, limits: Limits, *, json: bool) -> YamlResult:
    if json:
        from linter.document.json_reader import read_json

        return read_json(text, block, limits)
    plain = read_lines(text, block, limits)
    if plain is not None:
        return plain
    from linter.document.yaml_reader import read_yaml

    masked, tags = without_template_tags(text, block) if text.find("{", *block) >= 0 else (text, [])
    result = read_yaml(masked, block, limits)
    if result.syntax is not None or _may_be_misread(masked, block, result.root):
        from linter.document.repair.repair import read_repaired

        result = read_repaired(masked, block, limits, result)
    if result.has_controls or masked != text:
        unmask(text, result.root)
    result.problems.extend(tags)
    return result


def _has_curly_quotes(text: str, block: Span) -> bool:
    """Whether a value begins with a curly quote: few do."""
    return not text.isascii() and _CURLY_OPENING.search(text, *block) is not None


def _may_be_misread(text: str, block: Span, root: Node | None) -> bool:
    """Whether YAML may have read lines otherwise than they look: `title:Trams` and `-Transport` are plain text to it."""
    if isinstance(root, Scalar):
        return root.style == ""
    start, end = block
    if _MISREAD.search(text, max(start - 1, 0), end) is not None:
        return True
    return text.find("{", start, end) >= 0 and _GLUED_IN_BRACES.search(text, start, end) is not None


def _not_a_mapping(source: Source, located: FrontMatter, root: Node | None) -> Problem:
    is_json = source.path.lower().endswith(".json")
    expected = "expected a JSON object" if is_json else "expected `key: value` lines"
    if root is None or root.value is None:
        place = located.opening if located.opening.end > located.opening.start else Span(0, min(1, len(source.text)))
        return Problem("not-a-mapping", f"{expected}, found nothing", place)
    span = source.first_line(root.span)
    if isinstance(root, Scalar):
        no_break = ":\u00a0" in root.text
        hint = "a no-break space follows the colon: replace it by an ordinary space" if no_break else ""
        found = "a single value" if is_json else "text"
        return Problem("not-a-mapping", f"{expected}, found {found}", span, hint)
    return Problem("not-a-mapping", f"{expected}, found a list", span)

"""Patterns from a configuration that cannot try twice: a stranger's pattern and a long name must not keep a run for ever.

What a glob means is what `pathspec` makes of it, as git does. Its regular expression is then written so that each `*` but a segment's last,
and each `**` but the last, takes the first place that fits and never another one: where parts follow one another in order, the first place
leaves the most room for what comes after it, so that nothing is missed.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import jsonschema_rs
from pathspec import GitIgnoreSpec
from pathspec.pattern import RegexPattern
from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

_STAR = "[^/]*"
_FOLDERS = ("(?:.+/)?", "(?:/.+)?")  # `**/` at the beginning, `/**` further on
_END = ("(?:(?P<ps_d>/)|$)", "(?P<ps_d>/)")
_TOKEN = re.compile(
    "|".join(
        [*map(re.escape, (*_FOLDERS, *_END, _STAR)), r"\[\^?\]?(?:\\.|[^\]\\])*\][+]?", r"\\.", "."],
    ),
    re.DOTALL,
)


def compile_globs(globs: Iterable[str]) -> GitIgnoreSpec:
    """Return what matches paths with globs as in .gitignore. Raises ValueError for one that is none."""
    return GitIgnoreSpec.from_lines(globs, _pattern, backend="simple")


def _pattern(line: str) -> RegexPattern:
    regex, include = GitIgnoreSpecPattern.pattern_to_regex(line)
    return RegexPattern(re.compile(_once(regex)) if regex is not None else None, include)


def _once(regex: str) -> str:
    """Write the regular expression of a glob so that it cannot try twice."""
    parts: list[list[str]] = [[]]
    for token in _TOKEN.findall(regex):
        if token in _FOLDERS:
            parts.append([])
        parts[-1].append(token)
    written = [_segments(part) for part in parts]
    for index, part in enumerate(written[:-1]):
        if part.startswith(_FOLDERS):
            folders = next(folders for folders in _FOLDERS if part.startswith(folders))
            lazy = folders.replace(".+", ".+?").replace(")?", ")??")
            written[index] = f"(?>{lazy}{part[len(folders) :]}(?=/))"
    return "".join(written)


def _segments(tokens: list[str]) -> str:
    """Write the segments between two `**`: each `*` that another one follows in its segment takes the first place that fits."""
    segments: list[list[str]] = [[]]
    for token in tokens:
        if token in ("/", *_END):
            segments += [[token], []]
        else:
            segments[-1].append(token)
    return "".join(map(_segment, segments))


def _segment(tokens: list[str]) -> str:
    stars = [index for index, token in enumerate(tokens) if token == _STAR]
    if len(stars) < 2:
        return "".join(tokens)
    chunks = [tokens[star + 1 : after] for star, after in pairwise(stars)]
    first = "".join(f"(?>[^/]*?{''.join(chunk)})" for chunk in chunks)
    return f"{''.join(tokens[: stars[0]])}{first}{''.join(tokens[stars[-1] :])}"


@lru_cache(maxsize=256)
def _searcher(pattern: str) -> jsonschema_rs.Validator:
    try:
        return jsonschema_rs.validator_for({"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions())
    except (ValueError, jsonschema_rs.ValidationError):
        raise ValueError("no regular expression, or one that looks around or back") from None


def check_regex(pattern: str) -> None:
    """Raise ValueError for what is no regular expression, or one that linear time is not enough for."""
    _searcher(pattern)


def regex_found(pattern: str, text: str) -> bool:
    """Whether a regular expression is found anywhere in a text, in linear time."""
    return bool(_searcher(pattern).is_valid(text))

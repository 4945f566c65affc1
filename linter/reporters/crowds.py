"""Where one rule speaks very often in a file, a hundred times and a count are enough.

The cut is made when all else is done, so that ignore comments, baselines, changed lines, fixes, numbers and exit codes know of every one.
"""

from collections import Counter
from collections.abc import Sequence

from linter.diagnostics.located import Located
from linter.run.checking import FileReport

MOST_OF_ONE_RULE = 100  # in a file


def without_crowds(files: Sequence[FileReport]) -> list[FileReport]:
    """Return the files with at most a hundred diagnostics of one rule each, and one that counts the others."""
    return [file._replace(diagnostics=_cut(file.diagnostics)) if len(file.diagnostics) > MOST_OF_ONE_RULE else file for file in files]


def _cut(diagnostics: Sequence[Located]) -> tuple[Located, ...]:
    seen: Counter[str] = Counter()
    kept: list[Located] = []
    others: dict[str, Located] = {}
    for diagnostic in diagnostics:
        code = diagnostic.code
        seen[code] += 1
        if seen[code] <= MOST_OF_ONE_RULE:
            kept.append(diagnostic)
        elif code not in others or diagnostic.severity.rank < others[code].severity.rank:
            others[code] = diagnostic
    kept += [_count(diagnostic, seen[code] - MOST_OF_ONE_RULE) for code, diagnostic in others.items()]
    return tuple(sorted(kept, key=lambda diagnostic: diagnostic.sort_key)) if others else tuple(kept)


def _count(first: Located, number: int) -> Located:
    message = f"and {number} more of this rule in this file"
    return first._replace(message=message, hint="", field="", stable_field="", fix=None, related=())

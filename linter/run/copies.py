"""Copies of articles in `related`: what is reported of them, and each defect once where it stands in many.

A generator writes such copies again and again from its own store, so that one slip stands in dozens of files; a person needs it once.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from linter.article.fields import Vocabulary
from linter.diagnostics.located import Located
from linter.run.checking import FileReport


class Copies(NamedTuple):
    """What a run reports of related items: `all`, `distinct` or `own`, as in `[related] report`; they are fields below `prefix`."""

    report: str
    prefix: str

    def hold(self, diagnostic: Located) -> bool:
        """Whether a diagnostic is in a related item."""
        return diagnostic.field.startswith(self.prefix)

    def share(self, diagnostic: Located) -> bool:
        """Whether a diagnostic is in a related item, and is one with those of the item's other copies."""
        return self.report == "distinct" and self.hold(diagnostic)

    def placeless(self, message: str) -> str:
        """Return a message as it is said of the article's own field: without the related item's place in its list."""
        name = re.escape(self.prefix.strip("/").replace("/", "."))
        return re.sub(rf"\b{name}\[[0-9]+\]\.", "", message)


class _Defect(NamedTuple):
    """What two diagnostics have in common that are one defect: `field` begins with the article's URL, `number` tells equal ones apart."""

    code: str
    field: str
    value: str
    message: str
    number: int


def copies_of(report: str, names: Vocabulary) -> Copies:
    """Return what a run reports of related items, where `names` are the repository's names of newslint's fields."""
    return Copies(report, f"{names.pointer('related')}/")


def only_own(files: Iterable[FileReport], copies: Copies) -> list[FileReport]:
    """Drop what is in related items."""
    return [file._replace(diagnostics=tuple(d for d in file.diagnostics if not copies.hold(d))) for file in files]


def only_distinct(files: Iterable[FileReport], copies: Copies) -> list[FileReport]:
    """Keep one diagnostic of each defect in related items, and say in how many files it stands.

    The article's own file is the one that says it; where none does, the first related item in the order of the paths.
    """
    in_order = sorted(files, key=lambda file: file.path)
    defects = [_defects(file.diagnostics, copies) for file in in_order]
    standing: Counter[_Defect] = Counter()
    said: set[_Defect] = set()
    for file, named in zip(in_order, defects, strict=True):
        standing.update({defect for defect in named if defect is not None})
        said.update(defect for d, defect in zip(file.diagnostics, named, strict=True) if defect is not None and not copies.hold(d))
    kept = []
    for file, named in zip(in_order, defects, strict=True):
        shown = []
        for diagnostic, defect in zip(file.diagnostics, named, strict=True):
            if defect is not None and copies.hold(diagnostic):
                if defect in said:
                    continue
                said.add(defect)
            shown.append(diagnostic if defect is None else standing_in(diagnostic, standing[defect]))
        kept.append(file._replace(diagnostics=tuple(shown)))
    return kept


def distinct(diagnostics: Iterable[Located], copies: Copies) -> list[Located]:
    """Keep one diagnostic of each defect in related items, as `only_distinct` does, in the order of reports."""
    files: dict[str, list[Located]] = {}
    for diagnostic in diagnostics:
        files.setdefault(diagnostic.path, []).append(diagnostic)
    reports = only_distinct([FileReport(path, tuple(found)) for path, found in files.items()], copies)
    return [diagnostic for report in reports for diagnostic in report.diagnostics]


def standing_in(diagnostic: Located, files: int) -> Located:
    """Say in how many files a defect stands."""
    if files == 1:
        return diagnostic
    return diagnostic._replace(message=f"{diagnostic.message} (in {files} files)", files=files)


def _defects(diagnostics: Iterable[Located], copies: Copies) -> list[_Defect | None]:
    """Return each diagnostic's defect, None where the article or related item that it is in has neither URL nor title."""
    seen: Counter[tuple[str, ...]] = Counter()
    defects: list[_Defect | None] = []
    for diagnostic in diagnostics:
        place = _place(diagnostic, copies)
        if place is None:
            defects.append(None)
            continue
        value = diagnostic.value if "]/" in place else ""  # of a whole article it is only where it begins
        defect = _Defect(diagnostic.code, place, value, copies.placeless(diagnostic.message), 0)
        here = (diagnostic.field, *defect[:4])
        defects.append(defect._replace(number=seen[here]))
        seen[here] += 1
    return defects


def _place(diagnostic: Located, copies: Copies) -> str | None:
    """Return a field under its article's URL (or title): the same for an article's own field and that of a copy."""
    if not copies.hold(diagnostic):
        return f"[{diagnostic.page}]{diagnostic.stable_field}" if diagnostic.page else None
    place = diagnostic.stable_field.removeprefix(copies.prefix)
    return place if place.startswith("[") else None

"""The folders of a repo, years and locales aside, and the globs that stand for those that hold articles."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from pathlib import PurePosixPath

Place = tuple[str, ...]  # a folder with its steps; `ANY_DATE` and `ANY_LOCALE` stand for many
ANY_DATE, ANY_LOCALE = "**", "*"

_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:-?(?:0[1-9]|1[0-2]))?|0?[1-9]|[12][0-9]|3[01]")
_YEAR = "[0-9][0-9][0-9][0-9]"
_LOCALE = re.compile(r"([a-z]{2})(?:[-_][A-Za-z]{2,4})?")
# ISO 639-1, without those that are rather called something else in a repo (`id`, `to`, `is`, `so`, `no`, `my` and the like).
_LANGUAGES = """
ab af ak am ar as ay az ba be bg bn bo br bs ca ce co cs cv cy da de dv dz ee el en eo es et eu fa fi fj fo fr fy ga gd gl gn gu gv ha he hi
hr ht hu hy ia ie ig ik iu ja ka kk kl km kn ko ks ku kw ky la lb lg ln lt lu lv mg mi mk ml mn mr ms mt nb nd ne nl nn nr nv ny oc om os pa
pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn sq sr ss st su sv sw ta te tg th ti tk tl tn tr ts tt tw ty ug uk ur uz ve vi vo
wa wo xh yi yo za zh zu
"""


def places_of(paths: Iterable[str]) -> dict[str, Place]:
    """Return for each file the place that it is in.

    Years, months and days become `**`, and languages `*` where two of them stand side by side. A folder that holds one article and its
    files (`slug/index.md`) counts as a file.
    """
    below: dict[Place, set[str]] = defaultdict(set)
    names: dict[Place, list[str]] = defaultdict(list)
    steps = {path: PurePosixPath(path).parent.parts for path in paths}
    for path, parts in steps.items():
        names[parts].append(PurePosixPath(path).stem)
        for depth, part in enumerate(parts):
            below[parts[:depth]].add(part)
    places = {}
    for path, parts in steps.items():
        is_bundle = len(parts) > 1 and names[parts] == ["index"] and parts not in below and len(below[parts[:-1]]) > 1
        places[path] = _general(parts[:-1] if is_bundle else parts, below)
    return places


def _general(parts: Place, below: dict[Place, set[str]]) -> Place:
    general: list[str] = []
    for depth, part in enumerate(parts):
        if _DATE.fullmatch(part) and (len(part) > 2 or (general and general[-1] == ANY_DATE)):
            if not general or general[-1] != ANY_DATE:
                general.append(ANY_DATE)
        elif _is_locale(part) and sum(map(_is_locale, below[parts[:depth]])) > 1:
            general.append(ANY_LOCALE)
        else:
            general.append(part)
    return tuple(general)


def _is_locale(name: str) -> bool:
    match = _LOCALE.fullmatch(name)
    return match is not None and match[1] in _LANGUAGES.split()


def without_dates(place: Place) -> Place:
    """Return a place without the years at its end, which all have the same articles."""
    return place[:-1] if len(place) > 1 and place[-1] == ANY_DATE else place


def shown(place: Place) -> str:
    """Name a place for people."""
    return "/".join(place) + "/" if place else "./"


def globs_for(place: Place, suffixes: Collection[str], *, with_folders: bool) -> list[str]:
    """Return the globs of the files in a place, and with `with_folders` of those in folders below it."""
    steps = [_escaped(step) for step in place]
    if steps and steps[0] == ANY_DATE:
        steps.insert(0, _YEAR)
    folder = "".join(f"/{step}" for step in steps)
    if with_folders and place:
        folder += "" if place[-1] == ANY_DATE else "/**"
    return [f"{folder}/*{suffix}" for suffix in sorted(suffixes)]


def narrow_globs_for(place: Place, paths: Iterable[str]) -> list[str]:
    """Return globs of the files in a place, with those in folders of years and in one folder for each, and of nothing else below it."""
    folder = "".join(f"/{_escaped(step)}" for step in place)
    found = set()
    for path in paths:
        file = PurePosixPath(path)
        inner = file.parent.parts[len(place) :]
        if not inner:
            found.add(f"{folder}/*{file.suffix}")
        elif _DATE.fullmatch(inner[0]):
            found.add(f"{folder}/{_YEAR}/**/*{file.suffix}")
        else:
            found.add(f"{folder}/*/{_escaped(file.name)}")
    return sorted(found)


def _escaped(step: str) -> str:
    return step if step in (ANY_DATE, ANY_LOCALE) else re.sub(r"([*?\[\]\\!# ])", r"\\\1", step)


def holds(place: Place, other: Place) -> bool:
    """Whether a place is another one, or a folder above it."""
    return other[: len(place)] == place


def common_place(places: Sequence[Place]) -> Place:
    """Return the innermost place that holds some others."""
    first = places[0]
    depth = 0
    while all(depth < len(place) and place[depth] == first[depth] for place in places):
        depth += 1
    return first[:depth]

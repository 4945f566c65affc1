"""The baseline: diagnostics of an old repo that are accepted, in a committed file; only new ones are reported.

A diagnostic is known again by rule, path, field (list items by their URL, not their index), and the marked text: lines may move, lists be
reordered and other fields be edited. Equal ones are counted, so that one more of them is reported. Where each defect of related items is
reported once (`[related] report = "distinct"`), such a one is accepted in whatever file it stands: the path does not count then.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from linter.diagnostics.located import Located
from linter.errors import ConfigError
from linter.files.reading import UnreadableError, read_json
from linter.rules.registry import codes_where
from linter.run.checking import FileReport
from linter.run.copies import Copies

VERSION = 1
DEFAULT_FILE = "newslint-baseline.json"
# Values that must not be spread any further than they are: known again by their hash.
_SECRET = codes_where(lambda rule: rule.confidential)
ANY_FILE = ""  # the path in the key of what is accepted in every file


class Key(NamedTuple):
    """What a diagnostic is known again by."""

    path: str
    code: str
    field: str
    value: str


class Baselined(NamedTuple):
    """A run seen through a baseline: the files with only new diagnostics, the accepted ones, and entries that nothing fits any more.

    `used` counts how often each entry is needed.
    """

    files: list[FileReport]
    accepted: list[Located]
    stale: list[Key]
    used: Counter[Key]


def key_of(diagnostic: Located, root: Path) -> Key:
    """Return a diagnostic's key, its path relative to `root`."""
    from linter.files.paths import relative_path

    value = diagnostic.value
    if diagnostic.code in _SECRET:
        value = f"sha256:{hashlib.sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    return Key(relative_path(diagnostic.path, root) or diagnostic.path, diagnostic.code, diagnostic.stable_field, value)


def keys_of(diagnostic: Located, root: Path, copies: Copies) -> tuple[Key, ...]:
    """Return what accepts a diagnostic: its own key, and in a related item also the one for any file."""
    key = key_of(diagnostic, root)
    return (key, key._replace(path=ANY_FILE)) if copies.hold(diagnostic) else (key,)


def apply_baseline(files: Iterable[FileReport], baseline: Counter[Key], root: Path, copies: Copies, *, is_whole: bool = False) -> Baselined:
    """Take the accepted diagnostics out of a run.

    Entries of files that were not checked in this run are not stale; those for any file are where the whole repo was checked.
    """
    used: Counter[Key] = Counter()
    accepted: list[Located] = []
    filtered: list[FileReport] = []
    for file in files:
        new: list[Located] = []
        here: Counter[Key] = Counter()
        for diagnostic in file.diagnostics:
            keys = keys_of(diagnostic, root, copies)
            key = next((key for key in keys if here[key] < baseline[key]), None)
            if key is not None:
                here[key] += 1
                accepted.append(diagnostic)
            else:
                new.append(diagnostic)
        for key, count in here.items():
            used[key] = max(used[key], count)
        filtered.append(file._replace(diagnostics=tuple(new)))
    checked = checked_paths(filtered, root, is_whole=is_whole)
    left = (key for key, count in baseline.items() if count > used[key])
    stale = sorted(key for key in left if key.path in checked or not (root / key.path).exists())
    return Baselined(filtered, accepted, stale, used)


def collect(files: Iterable[FileReport], root: Path, copies: Copies) -> Counter[Key]:
    """Return the baseline that accepts all of a run's diagnostics."""
    accepted: Counter[Key] = Counter()
    for file in files:
        here = Counter(keys_of(diagnostic, root, copies)[-1 if copies.share(diagnostic) else 0] for diagnostic in file.diagnostics)
        for key, count in here.items():
            accepted[key] = max(accepted[key], count)
    return accepted


def checked_paths(files: Iterable[FileReport], root: Path, *, is_whole: bool) -> set[str]:
    """Return the paths of a run's files relative to `root`, and that of any file where the whole repo was checked."""
    return {_relative(file.path, root) for file in files} | ({ANY_FILE} if is_whole else set())


def _relative(path: str, root: Path) -> str:
    from linter.files.paths import relative_path

    return relative_path(path, root) or path


def read_baseline(file: Path) -> Counter[Key]:
    """Read a baseline file; ConfigError where it is none."""
    try:
        document = read_json(file)
    except UnreadableError as error:
        advice = "" if file.exists() else "; `newslint baseline create` makes one"
        raise ConfigError(f"{file}: {error}{advice}") from None
    if not isinstance(document, dict) or document.get("version") != VERSION or not isinstance(document.get("entries"), list):
        raise ConfigError(f"{file}: expected a newslint baseline of version {VERSION}")
    baseline: Counter[Key] = Counter()
    for entry in document["entries"]:
        try:
            baseline[Key(entry["path"], entry["code"], entry["field"], entry["value"])] += int(entry.get("count", 1))
        except (KeyError, TypeError, ValueError):
            raise ConfigError(f"{file}: expected path, code, field and value in each entry, found {entry}") from None
    return baseline


def render_baseline(baseline: Counter[Key]) -> str:
    """Return a baseline file's text: sorted, one entry a line, so that diffs stay small."""
    lines = [_line(key, count) for key, count in sorted(baseline.items()) if count > 0]
    return f'{{\n"version": {VERSION},\n"entries": [\n' + ",\n".join(lines) + ("\n" if lines else "") + "]\n}\n"


def _line(key: Key, count: int) -> str:
    return json.dumps({**key._asdict(), **({"count": count} if count > 1 else {})})


def updated(old: Counter[Key], now: Counter[Key], checked: set[str], *, prune_only: bool, root: Path) -> Counter[Key]:
    """Return a baseline for what is there now; files that were not checked keep their entries while they exist.

    With `prune_only` nothing is added: entries are dropped, and counts lowered.
    """
    kept = Counter({key: count for key, count in old.items() if key.path not in checked and (root / key.path).exists()})
    for key, count in now.items():
        kept[key] = max(kept[key], min(count, old[key]) if prune_only else count)
    return +kept


def stale_lines(stale: Sequence[Key], file: Path) -> list[str]:
    """Say which entries of a baseline fit nothing any more."""
    if not stale:
        return []
    first = f"{stale[0].path}: {stale[0].code}"
    more = f" and {len(stale) - 1} more" if len(stale) > 1 else ""
    entries, them = ("1 entry fits", "it") if len(stale) == 1 else (f"{len(stale)} entries fit", "them")
    return [f"{file}: {entries} nothing any more ({first}{more}): `newslint baseline prune` removes {them}"]

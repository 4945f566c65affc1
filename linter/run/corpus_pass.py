"""The second look: files that the rest of the repo concerns are linted again, with the corpus at hand."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from linter.corpus.entry import Corpus, CorpusEntry, Tallies, sharing
from linter.engine.linter import Linter
from linter.files.discovery import Filters, Target
from linter.run.checking import FileReport, FixMode, LinterFor, check_file

CheckFile = Callable[[Target, Linter, FixMode | None], FileReport]


def check_corpus(
    files: Sequence[FileReport],
    targets: Iterable[Target],
    linter_for: LinterFor,
    root: Path | None,
    filters: Filters,
    fix: FixMode | None,
    *,
    keep: bool = True,
    notices: list[str],
    check: CheckFile = check_file,
) -> list[FileReport]:
    """Return `files` with what the corpus rules say.

    `root` is the folder whose articles are compared, None to compare only `files` with each other. With `keep`, what is found there is
    kept for the next run. `check` lints a file as it was linted before: the one on the disk, or what is staged of it.
    kept for the next run. `notices` gets a line where that could not be.
    """
    linted = [file.entry for file in files if file.entry is not None]
    if not linted:
        return list(files)
    elsewhere: list[CorpusEntry] = []
    tallies: Tallies = {}
    if root is not None:
        from linter.run.corpus_store import EntryStore

        with EntryStore(root, filters, keep=keep) as store:
            elsewhere, tallies = store.entries_like(linted, {file.path for file in files}, linter_for)
        notices += [store.problem] if store.problem else []
    concerned = sharing([*linted, *elsewhere], tallies)
    if not concerned:
        return list(files)
    corpus = Corpus(linted, elsewhere, tallies)
    by_path = {target.path: target for target in targets if target.path in concerned}
    return [
        _check_again(file, by_path.get(file.path), linter_for, corpus, fix, check) if file.path in concerned else file for file in files
    ]


def _check_again(
    file: FileReport, target: Target | None, linter_for: LinterFor, corpus: Corpus, fix: FixMode | None, check: CheckFile
) -> FileReport:
    if file.entry is None or target is None:
        return file
    linter = linter_for(file.path)
    if not linter.concerned_by(corpus, file.entry):
        return file
    if file.changed is not None:
        check = check_file  # what it was linted from was fixed on the disk
    again = check(target, linter.with_corpus(corpus), fix)
    if file.changed is None:
        return again
    changed = (file.changed[0], again.changed[1] if again.changed is not None else file.changed[1])
    return again._replace(applied=(*file.applied, *again.applied), changed=changed)

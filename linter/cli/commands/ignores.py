"""`newslint --add-ignore`: ignore comments for what is there now."""

import argparse
import sys
from pathlib import Path

from linter.engine.ignoring import add_ignores
from linter.errors import ConfigError
from linter.files.discovery import discover
from linter.files.reading import read_file, reason
from linter.files.writing import WriteRefusedError, replace_file
from linter.run.linters import Linters
from linter.run.pipeline import Scope
from linter.source import Source
from linter.text.wording import UNPRINTABLE, counted, escape, show


def add_ignores_to_files(options: argparse.Namespace, linters: Linters, scope: Scope) -> int:
    """Write ignore comments into the named files; return 2 where a file could not be read or written."""
    if UNPRINTABLE.search(options.add_ignore):
        raise ConfigError(f"`--add-ignore`: expected a reason of one printable line, found {show(options.add_ignore)}")
    targets, missing = discover(options.paths or ["."], scope.filters, force_exclude=options.force_exclude)
    failures = [f"{escape(item.path)}: {item.reason}" for item in missing]
    left: list[str] = []
    refused: list[str] = []
    added = files = 0
    for target in targets:
        linter = linters.linter_for(target.path)
        data = read_file(target.path, linter.limits.bytes, "[limits] bytes")
        if isinstance(data, str):
            failures.append(f"{escape(target.path)}: {data}")
            continue
        source = Source.from_bytes(target.path, data)
        ignored = add_ignores(linter, source, options.add_ignore)
        if ignored.refused:
            refused.append(f"{escape(target.path)}: no comment was added: {ignored.refused}")
        elif ignored.source.text != source.text:
            try:
                replace_file(Path(target.path), data, ignored.source.to_bytes())
            except OSError as error:
                failures.append(f"{escape(target.path)}: {error if isinstance(error, WriteRefusedError) else reason(error)}")
                continue
            files += 1
        added += ignored.added
        if (target.named or ignored.added) and not ignored.refused:
            places = ((ignored.source.position(diagnostic.span.start).line, diagnostic.code) for diagnostic in ignored.left)
            left += [f"{escape(target.path)}:{line} {code}" for line, code in places]
    for line in failures:
        print(f"newslint: error: {line}", file=sys.stderr)
    for line in refused:
        print(f"newslint: {line}", file=sys.stderr)
    for line in left:
        print(f"newslint: {line} could not be ignored by a comment", file=sys.stderr)
    rest = f"; {len(left)} could not be ignored by a comment" if left else ""
    print(f"Ignored {counted(added, 'diagnostic')} in {counted(files, 'file')}{rest}.")
    return 2 if failures else 0

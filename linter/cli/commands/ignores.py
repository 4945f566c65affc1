"""`newslint --add-ignore`: ignore comments for what is there now."""

import argparse
import sys
from pathlib import Path

from linter.engine.ignoring import add_ignores
from linter.files.discovery import discover
from linter.files.writing import replace_file
from linter.run.linters import Linters
from linter.run.pipeline import Scope
from linter.source import Source
from linter.text.wording import counted, escape


def add_ignores_to_files(options: argparse.Namespace, linters: Linters, scope: Scope) -> int:
    """Write ignore comments into the named files; return 2 where a file could not be read or written."""
    targets, missing = discover(options.paths or ["."], scope.filters, force_exclude=options.force_exclude)
    failures = [f"{escape(item.path)}: {item.reason}" for item in missing]
    left: list[str] = []
    added = files = 0
    for target in targets:
        path = Path(target.path)
        try:
            data = path.read_bytes()
            source = Source.from_bytes(target.path, data)
            ignored = add_ignores(linters.linter_for(target.path), source, options.add_ignore)
            if ignored.source is not source and ignored.source.text != source.text:
                replace_file(path, data, ignored.source.to_bytes())
                files += 1
        except OSError as error:
            failures.append(f"{escape(target.path)}: {error.strerror or error}")
            continue
        added += ignored.added
        if target.named or ignored.added:
            places = ((ignored.source.position(diagnostic.span.start).line, diagnostic.code) for diagnostic in ignored.left)
            left += [f"{escape(target.path)}:{line} {code}" for line, code in places]
    for line in failures:
        print(f"newslint: error: {line}", file=sys.stderr)
    for line in left:
        print(f"newslint: {line} could not be ignored by a comment", file=sys.stderr)
    rest = f"; {len(left)} could not be ignored by a comment" if left else ""
    print(f"Ignored {counted(added, 'diagnostic')} in {counted(files, 'file')}{rest}.")
    return 2 if failures else 0

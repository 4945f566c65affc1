"""`newslint --watch`: run again when an article, the configuration, the schema or a list of topics changes."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from linter.cli.errors import print_error
from linter.cli.options import linters_of
from linter.errors import ConfigError
from linter.files.stores import CACHE_FOLDER
from linter.settings.config_file import find_config

_DEBOUNCE = 50  # milliseconds; what an editor writes at once is one change
_CLEAR = "\x1b[H\x1b[2J\x1b[3J"


def run_on_changes(run: Callable[[], int], options: argparse.Namespace, written: Iterable[str | None]) -> int:
    """Run, and run again on each change, until Ctrl-C ends it; what is `written` by the run itself is no change.

    Raises ConfigError where the package is missing that this needs.
    """
    changes = _changes(options, frozenset(os.path.realpath(file) for file in written if file is not None))
    next(changes)  # what changes from now on is noticed
    while True:
        if sys.stdout.isatty():
            print(_CLEAR, end="", flush=True)
        try:
            run()
        except ConfigError as error:
            print_error(error)
        if not options.quiet:
            print("newslint: watching for changes; Ctrl-C ends it", file=sys.stderr, flush=True)
        next(change for change in changes if change)


def _changes(options: argparse.Namespace, written: frozenset[str]) -> Iterator[object]:
    """Yield what changed, and nothing from time to time."""
    try:
        from watchfiles import DefaultFilter, watch
    except ModuleNotFoundError:
        raise ConfigError("`--watch` needs the package watchfiles: `pip install 'newslint[watch]'`") from None
    usual = DefaultFilter(ignore_dirs=(*DefaultFilter.ignore_dirs, CACHE_FOLDER))
    return watch(
        *_folders(options),
        watch_filter=lambda change, path: os.path.realpath(path) not in written and not path.endswith(".newslint") and usual(change, path),
        debounce=_DEBOUNCE,
        step=_DEBOUNCE,
        rust_timeout=_DEBOUNCE,
        yield_on_timeout=True,
    )


def _folders(options: argparse.Namespace) -> list[str]:
    """Return the folders whose files decide about a report: those of the articles and those of what the settings name."""
    files = [path for path in map(Path, options.paths or ["."]) if path.exists()] or [Path()]
    config = Path(options.config) if options.config else find_config(Path.cwd())
    files += [config] if config is not None else []
    with suppress(ConfigError):  # the run tells it
        files += linters_of(options).here().sources
    folders = {os.path.realpath(path if path.is_dir() else path.parent) for path in files}
    return sorted(folder for folder in folders if not any(folder != other and _is_below(folder, other) for other in folders))


def _is_below(folder: str, other: str) -> bool:
    return os.path.commonpath([folder, other]) == other

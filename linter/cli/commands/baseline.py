"""`newslint baseline create|update|prune`: accept what is there now, so that only new diagnostics are reported."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from linter.cli.arguments import check_parser, is_given
from linter.cli.options import linters_of, run_options
from linter.cli.parsing import Parser
from linter.cli.progress import TerminalWatch
from linter.errors import ConfigError
from linter.files.writing import why_not_written, write_text
from linter.run.baseline import DEFAULT_FILE, Key, apply_baseline, checked_paths, collect, read_baseline, render_baseline, updated
from linter.run.copies import copies_of
from linter.run.pipeline import run as run_pipeline
from linter.run.pipeline import scope_of
from linter.text.wording import counted

_ACTIONS = {
    "create": "accept every diagnostic there is now",
    "update": "accept what is there now in the checked files; keep the rest",
    "prune": "only remove what fits nothing any more",
}
_FIXING = "which changes no article: fix first, then accept what is left"
_REPORTING = "which reports nothing: it writes the file of accepted diagnostics"
_NOT_HERE = {
    **dict.fromkeys(("fix", "fix_only", "unsafe_fixes", "diff", "show_fixes", "exit_non_zero_on_fix", "add_ignore"), _FIXING),
    **dict.fromkeys(("output_format", "output_file", "statistics", "fail_on", "max_warnings", "max_diagnostics"), _REPORTING),
    **dict.fromkeys(("exit_zero", "show_suppressed", "watch"), _REPORTING),
}


def main(arguments: list[str]) -> int:
    """Write a baseline file. Raises ConfigError, and writes nothing, when files could not be checked."""
    options, rest = command_parser().parse_known_args(arguments)
    check = check_parser("baseline").parse_args([*options.paths, *rest])
    _refuse_what_has_no_effect(check)
    linters = linters_of(check)
    scope = scope_of(linters)
    file = Path(options.file or linters.here().settings.baseline or DEFAULT_FILE)
    if options.action == "create" and file.exists() and not options.force:
        raise ConfigError(f"{file} exists: `newslint baseline update` changes it, `--force` replaces it")
    old = read_baseline(file) if options.action != "create" else Counter[Key]()
    wanted = run_options(check, linters)._replace(baseline=None)
    run = run_pipeline(linters, check.paths, wanted, watch=TerminalWatch(sys.stderr, quiet=check.quiet))
    for line in run.failures:
        print(f"newslint: error: {line}", file=sys.stderr)
    if run.failures:
        raise ConfigError(f"{file} was not written, for not everything could be checked")
    here = linters.here()
    is_prune = options.action == "prune"
    copies = copies_of(here.settings.related.report, here.names)
    now = apply_baseline(run.files, old, scope.root, copies).used if is_prune else collect(run.files, scope.root, copies)
    checked = checked_paths(run.files, scope.root, is_whole=run.is_whole)
    new = updated(old, now, checked, prune_only=is_prune, root=scope.root)
    try:
        write_text(file, render_baseline(new))
    except OSError as error:
        raise ConfigError(f"{file} could not be written: {why_not_written(error)}") from None
    print(f"{file}: {counted(new.total(), 'diagnostic')} accepted ({new.total() - old.total():+d}).")
    return 0


def _refuse_what_has_no_effect(check: argparse.Namespace) -> None:
    for option, why in _NOT_HERE.items():
        if is_given(check, option):
            raise ConfigError(f"`--{option.replace('_', '-')}` does not go together with `newslint baseline`, {why}")


def command_parser() -> Parser:
    """Return the parser of `newslint baseline`."""
    actions = "; ".join(f"{name}: {text}" for name, text in _ACTIONS.items())
    parser = Parser(
        prog="newslint baseline",
        description=f"Keep the accepted diagnostics of a repo in a file. {actions}. Rule options are those of `newslint check`.",
    )
    parser.add_argument("action", choices=list(_ACTIONS))
    parser.add_argument("paths", nargs="*", default=[], metavar="PATH", help="default: this folder")
    parser.add_argument("--file", metavar="FILE", help=f"default: the configured `baseline`, else {DEFAULT_FILE}")
    parser.add_argument("--force", action="store_true", help="replace a file that exists")
    return parser

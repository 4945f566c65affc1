"""`newslint init`: look at a repo and propose a configuration, a hook and a CI workflow for it."""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from linter.cli.options import parse_now
from linter.cli.output import print_text
from linter.cli.parsing import Parser
from linter.cli.progress import with_progress
from linter.cli.trying import try_out
from linter.diagnostics.diagnostic import Severity
from linter.errors import ConfigError
from linter.files.discovery import Target
from linter.files.reading import LARGEST, read_file
from linter.files.writing import write_text
from linter.init.files import HOOK, HOOK_ENTRY
from linter.init.folders import shown
from linter.init.proposal import Proposal, propose
from linter.init.survey import Survey, survey
from linter.settings.config_file import find_config
from linter.text.wording import counted, escape


def main(arguments: list[str]) -> int:
    """Print the proposal, or write it; 2 where there is nothing to propose, or a configuration is there already."""
    options = command_parser().parse_args(arguments)
    folder = Path(options.folder)
    if not folder.is_dir():
        raise ConfigError(f"{options.folder}: no such folder")
    start = folder.resolve()
    root = next((above for above in (start, *start.parents) if (above / ".git").exists()), start)
    if options.write and not options.explain:
        _refuse_to_replace(root)
    seen = survey(root, start, options.articles or (), _watched)
    if options.explain:
        print_text(_explanation(seen))
        return 0
    if not seen.size:
        raise ConfigError(
            f"{options.folder}: no articles here: {_about_toml(seen)}in no folder do most files have front matter with a title and a date"
            " (git-ignored files aside); `newslint init --explain` shows what was found, and `--articles GLOB` says which files are meant"
        )
    proposal = propose(seen, root, parse_now(options.now), lambda config, schemas: try_out(root, config, schemas, options.now))
    if options.write:
        _write(root, proposal)
        print_text(_summary(proposal))
        return 0
    for name, text in proposal.files.items():
        print_text(_hint(root, name) if name == HOOK and (root / name).exists() else f"==> {name}\n{text}\n")
    print_text(_summary(proposal) + "Nothing was written; `newslint init --write` does it.\n")
    return 0


def command_parser() -> Parser:
    """Return the parser of `newslint init`."""
    parser = Parser(
        prog="newslint init", description="Look at the articles of a repo and propose a configuration, a pre-commit hook and a CI workflow."
    )
    parser.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help="where to look; default: this folder")
    parser.add_argument("--write", action="store_true", help="write the files that are not there yet, at the root of the git repository")
    parser.add_argument("--explain", action="store_true", help="show the folders with front matter, and why each was taken or left")
    parser.add_argument("--articles", metavar="GLOB", action="append", help="the articles are the files that this glob matches; repeatable")
    parser.add_argument("--now", metavar="TIME", help="what counts as now, as 2024-05-01 or 2024-05-01T06:00:00Z")
    return parser


def _about_toml(seen: Survey) -> str:
    has = "file has" if seen.toml == 1 else "files have"
    return f"{seen.toml} {has} front matter in TOML (`+++`), and newslint reads YAML; " if seen.toml else ""


def _watched(targets: Sequence[Target]) -> Iterable[Target]:
    return with_progress(targets, len(targets), sys.stderr)


def _explanation(seen: Survey) -> str:
    rows: list[tuple[str, ...]] = [("folder", "articles", "pages", "indexes", "broken", "")]
    for folder in seen.folders:
        counts = (folder.articles, folder.pages, folder.indexes, folder.broken)
        verdict = f"{'taken' if folder.is_taken else 'left'}: {folder.why}"
        rows.append((escape(shown(folder.place)), *map(str, counts), verdict))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = []
    for row in rows:
        numbers = "  ".join(cell.rjust(width) for cell, width in zip(row[1:5], widths[1:], strict=True))
        lines.append(f"{row[0].ljust(widths[0])}  {numbers}  {row[5]}".rstrip())
    lines += [f"Files with front matter; `{star}` stands for {what}." for star, what in (("*", "languages"),) if _has_step(seen, star)]
    lines += [_about_toml(seen).rstrip("; ") + "."] if seen.toml else []
    lines += [f"articles = {', '.join(map(escape, seen.globs))}"] if seen.globs else ["No folder was taken; `--articles GLOB` says which."]
    return "\n".join(lines) + "\n"


def _has_step(seen: Survey, step: str) -> bool:
    return any(step in folder.place for folder in seen.folders)


def _summary(proposal: Proposal) -> str:
    trial = proposal.trial
    counts = trial.severities
    found = ", ".join(f"{counts[s]} {s}{'s' if counts[s] != 1 else ''}" for s in Severity if counts[s]) or "nothing"
    lines = [f"With this configuration, newslint reports {found} in {counted(len(trial.files), 'article')}."]
    if trial.errors:
        rules = ", ".join(f"{name} ({count})" for name, count in trial.errors.most_common())
        lines.append(f"Errors by rule: {rules}. Fix them, or accept them for now: `newslint baseline create`.")
    return "\n".join(lines) + "\n"


def _refuse_to_replace(root: Path) -> None:
    config = find_config(root)
    if config is not None and config.parent == root:
        raise ConfigError(f"{root / config.name} is there already: nothing was written; without `--write`, the proposal is shown")


def _write(root: Path, proposal: Proposal) -> None:
    """Write the files that are not there yet; show what belongs into those that are."""
    for name, text in proposal.files.items():
        file = root / name
        if os.path.lexists(file):
            print_text(
                _hint(root, name) if name == HOOK else f"{name} is there already and stays as it is; this belongs in it:\n\n{text}\n"
            )
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        write_text(file, text)
        print_text(f"wrote {name}\n")


def _hint(root: Path, name: str) -> str:
    """Say what belongs into a file of hooks that is there already."""
    content = read_file(root / name, LARGEST)
    if isinstance(content, bytes) and b"newslint" in content:
        return f"{name} speaks of newslint already and stays as it is.\n"
    return f"{name} is there already and stays as it is; add this below `repos:`\n\n{HOOK_ENTRY}\n"

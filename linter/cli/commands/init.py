"""`newslint init`: look at a repo and propose a configuration, a hook and a CI workflow for it."""

import argparse
import os
import sys
from pathlib import Path

from linter.cli.options import parse_now
from linter.cli.output import print_text
from linter.diagnostics.diagnostic import Severity
from linter.errors import ConfigError
from linter.files.writing import write_text
from linter.init.proposal import Proposal, propose
from linter.init.survey import survey
from linter.settings.config_file import find_config
from linter.text.wording import counted


def main(arguments: list[str]) -> int:
    """Print the proposal, or write it; 2 where files are in the way."""
    options = _parser().parse_args(arguments)
    folder = Path(options.folder)
    if not folder.is_dir():
        raise ConfigError(f"{options.folder}: no such folder")
    seen = survey(folder)
    if not seen.documents:
        raise ConfigError(f"{options.folder}: no articles here: no file has front matter with a title and a date (git-ignored files aside)")
    proposal = propose(seen, folder, parse_now(options.now))
    if options.write:
        return _write(folder, proposal)
    for name, text in proposal.files.items():
        print_text(f"==> {name}\n{text}\n")
    print_text(_summary(proposal, len(seen.documents)) + "Nothing was written; `newslint init --write` does it.\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="newslint init", description="Look at the articles of a repo and propose a configuration, a pre-commit hook and a CI workflow."
    )
    parser.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help="the repo; default: this folder")
    parser.add_argument("--write", action="store_true", help="write the files that are not there yet")
    parser.add_argument("--now", metavar="TIME", help="what counts as now, as 2024-05-01 or 2024-05-01T06:00:00Z")
    return parser


def _summary(proposal: Proposal, articles: int) -> str:
    counts, errors = proposal.trial
    found = ", ".join(f"{counts[s]} {s}{'s' if counts[s] != 1 else ''}" for s in Severity if counts[s]) or "nothing"
    lines = [f"With this configuration, newslint reports {found} in {counted(articles, 'article')}."]
    if errors:
        rules = ", ".join(f"{name} ({count})" for name, count in errors.most_common())
        lines.append(f"Articles with errors, by rule: {rules}. Mend them, or accept them for now: `newslint baseline create`.")
    return "\n".join(lines) + "\n"


def _write(folder: Path, proposal: Proposal) -> int:
    """Write the files that are not there yet; show what belongs into those that are."""
    config = find_config(folder.absolute())
    if config is not None and config.parent == folder.absolute():
        raise ConfigError(f"{folder / config.name} is there already: nothing was written; without `--write`, the proposal is shown")
    in_the_way = []
    for name, text in proposal.files.items():
        file = folder / name
        if os.path.lexists(file):
            in_the_way.append(name)
            print(f"newslint: {file} is there already: this belongs into it\n\n{text}", file=sys.stderr)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        write_text(file, text)
        print_text(f"wrote {file}\n")
    return 2 if in_the_way else 0

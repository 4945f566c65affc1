"""`newslint clean`: forget what was kept between runs."""

import shutil
from pathlib import Path

from linter.cli.parsing import Parser
from linter.errors import ConfigError
from linter.files.stores import CACHE_FOLDER


def main(arguments: list[str]) -> int:
    """Remove the cache folders of the working directory and of every folder above it, up to the repo's root."""
    command_parser().parse_args(arguments)
    for folder in _folders_up_to_the_root(Path.cwd()):
        cache = folder / CACHE_FOLDER
        if cache.is_dir() and not cache.is_symlink():
            try:
                shutil.rmtree(cache)
            except OSError as error:
                raise ConfigError(f"{cache} could not be removed: {error.strerror}") from None
            print(f"removed {cache}")
    return 0


def _folders_up_to_the_root(start: Path) -> list[Path]:
    folders = [start, *start.parents]
    root = next((index for index, folder in enumerate(folders) if (folder / ".git").exists()), 0)
    return folders[: root + 1]


def command_parser() -> Parser:
    """Return the parser of `newslint clean`."""
    return Parser(
        prog="newslint clean",
        description=f"Remove `{CACHE_FOLDER}` from this folder and from those above it, up to the root of the git repository.",
    )

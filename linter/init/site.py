"""How the site resolves addresses of its own, told by the generator that made it."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from linter.init.toml import Setting
from linter.init.trial import Trial
from linter.rules.registry import codes_where


class _Generator(NamedTuple):
    """A site generator: the files that it is known by, its folders of files and of pages, and how it makes the ids of headings."""

    name: str
    files: tuple[str, ...]
    static: tuple[str, ...]
    pages: tuple[str, ...]
    slugs: str


_GENERATORS = (
    _Generator("Jekyll", ("_config.yml", "_config.yaml", "_config.toml"), (), (), "jekyll"),
    _Generator("Hugo", ("hugo.toml", "hugo.yaml", "hugo.json"), ("static", "assets"), ("content",), "hugo"),
    _Generator(
        "Docusaurus",
        ("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"),
        ("static",),
        ("docs", "blog", "src/pages"),
        "github",
    ),
    _Generator("Astro", ("astro.config.mjs", "astro.config.ts"), ("public",), ("src/pages", "src/content"), "github"),
    _Generator("MkDocs", ("mkdocs.yml",), (), ("docs",), "github"),
)
_RULES = codes_where(lambda rule: rule.needs_site)


def propose_site(root: Path) -> Iterator[Setting]:
    """Propose how addresses of the site itself are resolved, where the generator is known by its configuration file."""
    known = ((generator, file) for generator in _GENERATORS for file in generator.files if (root / file).is_file())
    generator, file = next(known, (None, ""))
    if generator is None:
        return
    yield Setting("site", "root", ".", f"`{file}` is that of {generator.name}: files that bodies point at must exist (NL910 to NL912).")
    for option, places in (("static", generator.static), ("pages", generator.pages)):
        there = [place for place in places if (root / place).is_dir()]
        if there:
            yield Setting("site", option, there, f"{generator.name} serves what is in {'it' if len(there) == 1 else 'them'} from `/`, too.")
    yield Setting(
        "site", "permalinks", ["/*", "*/"], f"{generator.name} makes up the addresses of pages; images and other files are checked."
    )
    yield Setting("site", "slugs", generator.slugs, f"{generator.name} makes the ids of headings in this way.")


def files_with_dead_addresses(trial: Trial) -> int:
    """Return how many articles point at files that are not there: where they are many, the site resolves addresses otherwise."""
    return sum(any(diagnostic.code in _RULES for diagnostic in file.diagnostics) for file in trial.files.values())

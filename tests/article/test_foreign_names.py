"""Every example of every rule where all fields have other names: the same is found, said and fixed, in the repository's words."""

import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from linter.corpus.entry import Corpus
from linter.diagnostics.diagnostic import Diagnostic
from linter.diagnostics.fix import apply_edits
from linter.diagnostics.located import locate
from linter.engine.linter import Linter
from linter.links.results import LinkResults
from linter.rules.base import Bad, Good, Rule
from linter.rules.registry import ALL_RULES
from linter.settings.loading import parse_settings
from linter.source import Source
from linter.testing import NOW, as_file, unmark
from tests.article.foreign import FIELDS, foreign, foreign_pointer, foreign_text, foreign_words, is_meant

DATA = Path(__file__).parents[1] / "data"
_NAMED = re.compile(r'(?<=field = ")[^"]+')  # a field that newslint may not know: the configuration names it as the repository does
CASES = [pytest.param(rule, example, id=f"{rule.code}-{index}") for rule in ALL_RULES for index, example in enumerate(rule.examples)]


def linter_for(rule: type[Rule], example: Good | Bad, folder: Path, fields: tuple[tuple[str, str], ...]) -> Linter:
    config = example.config.replace("{folder}", folder.as_posix())
    if fields:
        config = _NAMED.sub(lambda found: re.sub(r"\w+", lambda m: foreign(m[0]) if is_meant(m[0]) else m[0], found[0]), config)
    settings = parse_settings(tomllib.loads(config), "example")
    linter = Linter(settings._replace(fields=fields, select=(rule.code, "NL1", "NL4", *example.select)), now=NOW)
    return linter.with_links(LinkResults({result.url: result for result in example.links})) if example.links else linter


def found_in(linter: Linter, source: Source, others: list[Source]) -> list[dict[str, object]]:
    if linter.looks_at_corpus:
        entries = [linter.entry_of(file) for file in (*others, source)]
        linter = linter.with_corpus(Corpus(entry for entry in entries if entry is not None))
    result = linter.lint(source)
    assert not result.failures
    located = locate(result.document, result.diagnostics, linter.names)
    return [
        told(d, source) | {"stable": one.stable_field, "shown": one.message} for d, one in zip(result.diagnostics, located, strict=True)
    ]


def sources(files: list[tuple[str, str]]) -> list[Source]:
    return [Source.from_text(path, text) for path, text in files]


def told(diagnostic: Diagnostic, source: Source) -> dict[str, object]:
    fix = diagnostic.fix
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "span": diagnostic.span,
        "message": diagnostic.message,
        "field": diagnostic.field,
        "hint": diagnostic.hint,
        "related": tuple((item.message, item.span, item.path) for item in diagnostic.related),
        "fix": (fix.title, fix.applicability, fix.fields, apply_edits(source.text, fix.edits)) if fix is not None else None,
    }


def in_foreign_words(found: dict[str, object], path: str) -> dict[str, object]:
    turned = dict(found)
    inside = str(found["field"]).partition("/provider")[1]
    for key in ("message", "hint", "shown"):
        turned[key] = foreign_words(str(found[key]), inside=inside)
    for key in ("field", "stable"):
        turned[key] = foreign_pointer(str(found[key]))
    fix = found["fix"]
    if isinstance(fix, tuple):
        title, applicability, fields, text = fix
        turned["fix"] = (foreign_words(title, inside=inside), applicability, tuple(map(foreign_pointer, fields)), foreign_text(path, text))
    return turned


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that examples refer to, whose schema speaks of fields under either name."""
    made = tmp_path_factory.mktemp("foreign") / "data"
    shutil.copytree(DATA, made)
    for file in made.glob("*.schema.json"):
        schema = json.loads(file.read_text(encoding="utf-8"))
        schema["properties"] |= {foreign(name): inner for name, inner in schema["properties"].items()}
        file.write_text(json.dumps(schema), encoding="utf-8")
    return made


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_an_example_in_foreign_words(rule: type[Rule], example: Good | Bad, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    text = as_file(example, unmark(example.text)[0])
    others = [(path, f"---\n{other}---\n") for path, other in example.others]
    own = found_in(linter_for(rule, example, folder, ()), Source.from_text(example.path, text), sources(others))
    text, others = foreign_text(example.path, text), [(path, foreign_text(path, other)) for path, other in others]
    theirs = found_in(linter_for(rule, example, folder, FIELDS), Source.from_text(example.path, text), sources(others))

    assert theirs == [in_foreign_words(found, example.path) for found in own]

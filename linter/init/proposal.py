"""The files that `newslint init` proposes, tried out on the repo before they are shown."""

import json
import tomllib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from linter.engine.linter import Linter
from linter.init.files import GITLAB, GITLAB_TEXT, HOOK, HOOK_TEXT, WORKFLOW, WORKFLOW_TEXT
from linter.init.locales import propose_locales
from linter.init.references import Places, places_in, propose_references
from linter.init.settings import (
    propose_for_section,
    propose_places,
    propose_ranges,
    propose_related,
    propose_spellings,
    propose_topics,
    schema_of,
    split,
)
from linter.init.shape import slips
from linter.init.site import files_with_dead_addresses, propose_site
from linter.init.survey import Section, Survey
from linter.init.toml import Override, Setting, write_toml
from linter.init.trial import CONFIG, Trial, TryOut, own_errors
from linter.rules.registry import family, matching_rules
from linter.rules.timestamps import NotIso8601
from linter.settings.config_file import anchored
from linter.settings.loading import parse_settings
from linter.text.wording import counted

_HABIT = 0.1  # what is wrong in more articles than this is how the repo does it, not a slip
_EVERYWHERE = 0.5
_FEWEST = 3
_FITTING = 0.8  # of the fields that newslint's own schema requires


class Proposal(NamedTuple):
    """The proposed files by name, and what newslint reports with them."""

    files: dict[str, str]
    trial: Trial


def propose(survey: Survey, root: Path, now: datetime, try_out: TryOut) -> Proposal:
    """Propose files for the repo in `root`. `now` is what counts as now, `try_out` runs newslint with a proposed configuration."""
    general = [*propose_places(survey), *propose_ranges(survey), *propose_topics(survey, root), *propose_related(survey)]
    has_topics = any(setting.table == "topics" for setting in general)
    general += [setting for setting in propose_spellings(survey) if not (has_topics and setting.key == "topics")]
    general += propose_locales(survey)
    names = _schema_names(survey.sections, root)
    places = places_in(root)
    own = [[*propose_for_section(section), *_references(section, root, places)] for section in survey.sections]
    schemas: dict[str, Any] = {}
    satisfied = 0
    for section, settings, name in zip(survey.sections, own, names, strict=True):
        fitting = _fitting(section, general + settings, root, now)
        if fitting < len(section.documents) / 2:
            schemas[name] = schema_of(section)
            settings.insert(0, Setting("", "schema", name, _why_own_schema(section, fitting)))
        satisfied += fitting
    head = _head(survey, schemas, satisfied)
    general += _holding_site(root, lambda site: try_out(_config(head, [*general, *site], own, survey), schemas))
    config = _config(head, general, own, survey)
    trial = try_out(config, schemas)
    habits = [_habits(trial, section, has_own_schema=name in schemas) for section, name in zip(survey.sections, names, strict=True)]
    if any(habits):
        own = [settings + more for settings, more in zip(own, habits, strict=True)]
        config = _config(head, general, own, survey)
        trial = try_out(config, schemas)
    files = {CONFIG: config}
    files |= {name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in schemas.items()}
    files[HOOK] = HOOK_TEXT
    files |= {GITLAB: GITLAB_TEXT} if (root / GITLAB).exists() else {WORKFLOW: WORKFLOW_TEXT}
    return Proposal(files, trial)


def _references(section: Section, root: Path, places: Places) -> Iterator[Setting]:
    rows = propose_references(section, root, places)
    if rows:
        yield Setting("", "references", (), "", tuple(rows))


def _holding_site(root: Path, try_site: Callable[[Sequence[Setting]], Trial]) -> list[Setting]:
    """Return how the site resolves its addresses, where nearly all articles' addresses then lead somewhere."""
    site = list(propose_site(root))
    if site:
        trial = try_site(site)
        if files_with_dead_addresses(trial) > slips(len(trial.files)):
            return []
    return site


def _config(head: str, general: Sequence[Setting], own: Sequence[Sequence[Setting]], survey: Survey) -> str:
    shared, rest = split(own)
    overrides = [
        Override(section.globs, settings, f"{counted(len(section.documents), 'article')} of a kind: {section.name}.", section.when)
        for section, settings in zip(survey.sections, rest, strict=True)
        if settings
    ]
    first = [setting for setting in shared if not setting.table]
    return write_toml(head, [*first, *general, *(setting for setting in shared if setting.table)], overrides)


def _schema_names(sections: Sequence[Section], root: Path) -> list[str]:
    """Return a name for each section's schema, each another one, and none that is taken."""
    names: list[str] = []
    for section in sections:
        first = name = "article" if len(sections) == 1 else section.name
        number = 1
        while f"{name}.schema.json" in names or (root / f"{name}.schema.json").exists():
            number += 1
            name = f"{first}-{number}"
        names.append(f"{name}.schema.json")
    return names


def _head(survey: Survey, schemas: dict[str, Any], satisfied: int) -> str:
    head = f"Proposed by `newslint init` from {counted(survey.size, 'article')}."
    if len(survey.sections) == 1:
        always = ", ".join(f"`{name}`" for name in survey.sections[0].outline.required)
        head += f" Always there: {always}." if always else " No field is always there."
    return head if schemas else f"{head} newslint's own schema fits ({_satisfied(survey.size, satisfied)}), so no other is named here."


def _satisfied(articles: int, fitting: int) -> str:
    return f"{fitting} of {counted(articles, 'article')} satisf{'ies' if fitting == 1 else 'y'} it"


def _why_own_schema(section: Section, fitting: int) -> str:
    return (
        f"The front matter is not that of newslint's own schema ({_satisfied(len(section.documents), fitting)}); "
        "this one says what the articles have in common."
    )


def _fitting(section: Section, settings: Sequence[Setting], root: Path, now: datetime) -> int:
    """Return how many articles satisfy newslint's own schema, or have nearly all fields that it requires."""
    table = tomllib.loads(write_toml("", settings))
    schema = Linter(parse_settings(anchored(table, root), CONFIG), now=now).knowledge.schema
    required = schema.document["required"]
    fitting = 0
    for document in section.documents:
        if document.root is not None:
            held = sum(name in document.root.fields for name in required)
            fitting += held >= len(required) * _FITTING or schema.accepts(document)
    return fitting


def _habits(trial: Trial, section: Section, *, has_own_schema: bool) -> list[Setting]:
    """Propose milder severities for rules that report so many articles that it is the repo's habit.

    Never for security, for what cannot be read, and where the configuration says already how the repo does it: dates, its own schema.
    """
    settings = []
    count = len(section.documents)
    found = own_errors(trial, [document.source.path for document in section.documents], section.names.pointer("related"))
    for name, articles in sorted(found.items()):
        texts = set().union(*articles.values())
        is_copied = len(texts) < _FEWEST and len(articles) < count * _EVERYWHERE
        rule = matching_rules(name)[0]
        is_adapted = rule is NotIso8601 or (has_own_schema and family(rule) == "schema")
        if is_adapted or rule.security or family(rule) == "document":
            continue
        if len(articles) < max(_FEWEST, count * _HABIT) or is_copied:
            continue
        why = (
            f"{len(articles)} of {count} articles have an error of this kind, so it is how things are done here and no slip. "
            "Take this out once they are fixed."
        )
        settings.append(Setting("severity", name, "warning", why))
    return settings

"""The files that `newslint init` proposes, tried out on the repo's articles before they are shown."""

import json
import tempfile
import tomllib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from linter import __version__
from linter.diagnostics.diagnostic import Severity
from linter.engine.linter import Linter
from linter.files.writing import write_text
from linter.init.settings import propose_names, propose_places, propose_ranges, propose_related, propose_topics, schema_of
from linter.init.survey import Survey
from linter.init.toml import Setting, write_toml
from linter.rules.registry import matching_rules
from linter.settings.config_file import anchored
from linter.settings.loading import parse_settings
from linter.text.wording import counted

CONFIG, SCHEMA, HOOK = "newslint.toml", "article.schema.json", ".pre-commit-config.yaml"
WORKFLOW, GITLAB = ".github/workflows/newslint.yml", ".gitlab-ci.yml"
_HABIT = 0.1  # what is wrong in more articles than this is how the repo does it, not a slip
_FEWEST = 3

_HOOK_TEXT = f"""\
# newslint: each commit is checked before it is made, in the files that it changes; mistakes are cheapest then.
repos:
  - repo: https://github.com/newslint/newslint
    rev: v{__version__}
    hooks:
      - id: newslint
"""
_WORKFLOW_TEXT = f"""\
# newslint: what got past the hook, or came in through the web editor, is shown in the pull request, at its line.
name: newslint
on:
  pull_request:
  push:
    branches: [main, master]
permissions: {{}}
jobs:
  newslint:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      security-events: write          # the report goes to code scanning
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          fetch-depth: 0              # git has to know the base of a pull request
          persist-credentials: false  # nothing is pushed
      - uses: newslint/newslint@v{__version__}
        with:
          # A pull request answers for the lines that it changes; a push shows everything. Without it: all of it, always.
          changed-since: ${{{{ github.event.pull_request.base.sha }}}}
"""
_GITLAB_TEXT = f"""\
# newslint: what got past the hook, or came in through the web editor, is shown in the merge request, at its line.
newslint:
  image: python:3.12-slim
  script:
    - pip install newslint=={__version__}
    - newslint --output-format full --output-format gitlab=newslint.json
  artifacts:
    when: always
    reports:
      codequality: newslint.json
"""


class Trial(NamedTuple):
    """What a configuration reports: diagnostics by severity, and by rule the number of articles with an error."""

    severities: Counter[Severity]
    errors: Counter[str]


class Proposal(NamedTuple):
    """The proposed files by name, and what newslint reports with them."""

    files: dict[str, str]
    trial: Trial


def propose(survey: Survey, folder: Path, now: datetime) -> Proposal:
    """Propose files for the repo in `folder`. `now` is what counts as now when they are tried out."""
    settings = [*propose_places(survey), *propose_names(survey), *propose_ranges(survey), *propose_topics(survey, folder)]
    settings += propose_related(survey)
    fitting = _fitting(survey, folder, settings, now)
    schema = None
    if fitting < len(survey.documents) / 2:
        schema = schema_of(survey)
        settings.insert(0, Setting("", "schema", SCHEMA, _why_own_schema(survey, fitting)))
    trial = _try(survey, folder, settings, schema, now)
    habits = _habits(trial, len(survey.documents), has_jekyll_dates=_has_jekyll_dates(survey))
    if habits:
        settings += habits
        trial = _try(survey, folder, settings, schema, now)
    files = {CONFIG: write_toml(_head(survey, fitting, schema), settings), HOOK: _HOOK_TEXT}
    files |= {GITLAB: _GITLAB_TEXT} if (folder / GITLAB).exists() else {WORKFLOW: _WORKFLOW_TEXT}
    if schema is not None:
        files[SCHEMA] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return Proposal(files, trial)


def _head(survey: Survey, fitting: int, schema: Any) -> str:
    count = len(survey.documents)
    always = ", ".join(f"`{name}`" for name in survey.shape.required)
    head = f"Proposed by `newslint init` from {counted(count, 'article')}. Always there: {always}."
    if schema is not None:
        return head
    return f"{head} newslint's own schema fits ({_satisfied(survey, fitting)}), so no other is named here."


def _satisfied(survey: Survey, fitting: int) -> str:
    return f"{fitting} of {counted(len(survey.documents), 'article')} satisf{'ies' if fitting == 1 else 'y'} it"


def _why_own_schema(survey: Survey, fitting: int) -> str:
    return (
        f"The front matter is not that of newslint's own schema ({_satisfied(survey, fitting)}); "
        "this one says what the articles have in common."
    )


def _fitting(survey: Survey, folder: Path, settings: Sequence[Setting], now: datetime) -> int:
    """Return how many articles satisfy newslint's own schema."""
    table = tomllib.loads(write_toml("", settings))
    linter = Linter(parse_settings(anchored(table, folder), CONFIG), now=now)
    return sum(document.root is not None and linter.knowledge.schema.accepts(document) for document in survey.documents)


def _try(survey: Survey, folder: Path, settings: Sequence[Setting], schema: Any, now: datetime) -> Trial:
    """Lint the articles with proposed settings."""
    table = tomllib.loads(write_toml("", settings))
    with tempfile.TemporaryDirectory() as scratch:
        if schema is not None:
            file = Path(scratch) / SCHEMA
            write_text(file, json.dumps(schema))
            table["schema"] = str(file)
        linter = Linter(parse_settings(anchored(table, folder), CONFIG), now=now)
    severities: Counter[Severity] = Counter()
    errors: Counter[str] = Counter()
    for document in survey.documents:
        found = linter.check(document).diagnostics
        severities.update(diagnostic.severity for diagnostic in found)
        errors.update({diagnostic.name for diagnostic in found if diagnostic.severity is Severity.ERROR})
    return Trial(severities, errors)


def _habits(trial: Trial, articles: int, *, has_jekyll_dates: bool) -> list[Setting]:
    """Propose milder severities for rules that report so many articles that it is the repo's habit; never for security."""
    settings = []
    for name, count in sorted(trial.errors.items()):
        if name == "not-iso-8601" and has_jekyll_dates:
            why = "Dates are written as Jekyll writes them, which names a moment exactly; the schema's pattern keeps this form instead."
            settings.append(Setting("severity", name, "off", why))
        elif count >= max(_FEWEST, articles * _HABIT) and not matching_rules(name)[0].security:
            why = (
                f"{count} of {articles} articles have an error of this kind, so it is how things are done here and no slip. "
                "Take this out once they are mended."
            )
            settings.append(Setting("severity", name, "warning", why))
    return settings


def _has_jekyll_dates(survey: Survey) -> bool:
    field = survey.shape.fields.get(survey.names.get("publishedDateTime", "publishedDateTime"))
    return field is not None and field.is_jekyll_date

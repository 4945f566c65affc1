"""`newslint new`: write an article that passes, from the schema in force."""

import os
import sys
from datetime import datetime
from pathlib import Path

from linter.article.fields import vocabulary_of
from linter.cli.options import add_rule_options, linters_of
from linter.cli.output import print_text
from linter.cli.parsing import Parser
from linter.diagnostics.diagnostic import Severity
from linter.errors import ConfigError
from linter.init.new_article import NewArticle, file_name, make_article
from linter.settings.options import Settings
from linter.text.wording import escape, show


def main(arguments: list[str]) -> int:
    """Write a new article. Raises ConfigError, and writes nothing, where it would not pass or its file exists."""
    options = command_parser().parse_args(arguments)
    linters = linters_of(options)
    folder = Path(options.folder)
    if not folder.is_dir():
        raise ConfigError(f"{escape(options.folder)}: no such folder")
    settings = linters.linter_for(str(folder / "new.md")).settings
    given = dict(_pair(text) for text in options.set)
    article = _asked(settings, given, linters.now) if _can_ask() else make_article(settings, given, linters.now)
    _refuse_what_fails(article, settings)
    path = folder / file_name(article, settings, linters.now)
    try:
        with path.open("xb") as file:
            file.write(article.source.to_bytes())
    except FileExistsError:
        raise ConfigError(f"{escape(str(path))} exists: give another title, or another folder") from None
    print_text(f"Wrote {escape(str(path))}.\n")
    if article.from_examples:
        fields = ", ".join(show(name) for name in article.from_examples)
        print_text(f"The schema's examples stand in for {fields}: write your own.\n")
    return 0


def command_parser() -> Parser:
    """Return the parser of `newslint new`."""
    parser = Parser(
        prog="newslint new",
        description="Write an article that passes: with the fields you give, and the schema's examples for those it needs besides."
        " On a terminal, it asks for these. The file is named by date and title.",
    )
    parser.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help="where to write it; default: this folder")
    parser.add_argument(
        "--set",
        metavar="FIELD=VALUE",
        action="append",
        default=[],
        help="give a field, as title='Trams are back', topics=Transport,Energy or provider.name=Example; may be repeated",
    )
    add_rule_options(parser)
    return parser


def _pair(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not field or not equals:
        raise ConfigError(f"`--set`: expected FIELD=VALUE, such as title='Trams are back', found {show(text)}")
    return field, value


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty() and not os.environ.get("CI")


def _asked(settings: Settings, given: dict[str, str], now: datetime) -> NewArticle:
    """Ask for what is missing, one after the other; an empty answer takes the example."""
    title = vocabulary_of(settings.fields).written("title")
    answers = dict(given)
    if title not in given:
        answers |= _answer(title, "")
    asked = {title}
    article = make_article(settings, answers, now)
    while field := next((name for name in article.from_examples if name not in asked), None):
        asked.add(field)
        answers |= _answer(field, article.from_examples[field])
        article = make_article(settings, answers, now)
    return article


def _answer(field: str, example: str) -> dict[str, str]:
    """Ask for one field; return it with its value, nothing where the answer is empty."""
    print(f"{escape(field)}{f' [{escape(example)}]' if example else ''}: ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline().strip()
    return {field: answer} if answer else {}


def _refuse_what_fails(article: NewArticle, settings: Settings) -> None:
    worst = Severity(settings.fail_on).rank
    wrong = [diagnostic.message for diagnostic in article.wrong if diagnostic.severity.rank <= worst]
    if wrong:
        listed = "".join(f"\n  {message}" for message in wrong)
        raise ConfigError(f"nothing was written, for the article would not pass; give these fields with `--set`:{listed}")

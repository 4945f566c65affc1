"""`newslint config test`: whether the rules of one's own do on their examples what these say."""

from collections.abc import Iterator

from linter.cli.options import add_rule_options, linters_of
from linter.cli.parsing import Parser
from linter.document import Document
from linter.engine.linter import Linter
from linter.settings.own_rules import OwnRule
from linter.source import Source
from linter.text.wording import counted, escape


def main(arguments: list[str]) -> int:
    """Run the `good` and `bad` examples of each table `[[rules]]`; return 1 where one does not hold."""
    parser = Parser(prog="newslint config test", description="Check the examples (`good` and `bad`) of the rules in the configuration.")
    add_rule_options(parser)
    linter = linters_of(parser.parse_args(arguments)).here()
    wrong = [line for rule in linter.settings.rules for line in failed_examples(rule, linter)]
    for line in wrong:
        print(escape(line).replace("\\n", "\n"))
    rules = linter.settings.rules
    examples = sum(len(rule.good) + len(rule.bad) for rule in rules)
    without = [rule.code for rule in rules if not rule.good or not rule.bad]
    if without:
        print(f"without a good and a bad example: {', '.join(without)}")
    print(f"{counted(examples, 'example')} of {counted(len(rules), 'rule')}: {f'{len(wrong)} wrong' if wrong else 'all as they say'}")
    return 1 if wrong else 0


def failed_examples(rule: OwnRule, linter: Linter) -> Iterator[str]:
    """Yield a line for each example of a rule that does not hold."""
    alone = Linter(linter.settings._replace(select=(rule.code,), ignore=(), severity=()), now=linter.knowledge.now)
    for kind, texts in (("good", rule.good), ("bad", rule.bad)):
        for number, text in enumerate(texts, 1):
            document: Document = alone.parse(Source.from_text("article.md", f"---\n{text.strip(chr(10))}\n---\n"))
            result = alone.check(document)
            if document.root is None:
                yield f"{rule.code}: {kind} example {number} is no front matter that can be read"
            elif result.failures:
                yield f"{rule.code}: {kind} example {number}: {result.failures[0].error}"
            elif kind == "good" and result.diagnostics:
                yield f"{rule.code}: good example {number} is reported: {result.diagnostics[0].message}"
            elif kind == "bad" and not result.diagnostics:
                yield f"{rule.code}: bad example {number} is not reported"

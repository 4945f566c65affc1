"""What stands in a value's place until it is filled in: the tags of templates, and marks such as `%title%`, `N/A`, `TBD`."""

import re

from linter.text.patterns import lazy_pattern

_TAG = lazy_pattern(r"\{\{|\{%|<%|\$\{")
_MARK = lazy_pattern(
    r"%\w+%|\[\[[^\[\]]*\]\]|<[\w -]+>|\{[\w -]+\}|__\w+__|n\.?/?a\.?|t\.?b\.?[adc]\.?|todo|xxx+|none|null|undefined|-+|\?+", re.IGNORECASE
)


def unfilled(text: str) -> str:
    """Return what a text is that no one has filled in, as the end of a sentence; `""` for any other."""
    if _TAG.search(text) is not None:
        return "a tag that the template should have replaced"
    return "a placeholder" if _MARK.fullmatch(text.strip()) is not None else ""

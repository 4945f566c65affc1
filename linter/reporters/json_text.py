"""JSON that every reader takes and that no terminal obeys."""

import json
import re
from typing import Any

_ESCAPES = re.compile(r"\\ud[89ab]..\\ud[c-f]..|\\ud[89a-f]..|\\.")
_LONE_SURROGATE_LENGTH = len(r"\ud800")


def dump_json(value: Any, *, indent: int | None = None) -> str:
    """Return `value` as ASCII-only JSON; lone surrogates, which strict readers refuse, become U+FFFD.

    `##[` is written so that a CI log takes it for no command.
    """
    text = json.dumps(value, indent=indent, separators=None if indent else (",", ":"))
    text = text.replace("\x7f", "\\u007f").replace("##[", "#\\u0023[")
    return _ESCAPES.sub(_without_lone_surrogate, text) if "\\ud" in text else text


def _without_lone_surrogate(match: re.Match[str]) -> str:
    escape = match.group()
    return "\\ufffd" if escape.startswith("\\ud") and len(escape) == _LONE_SURROGATE_LENGTH else escape

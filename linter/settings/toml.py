"""Values written as TOML; the standard library only reads it."""

import re
from typing import Any

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def to_toml(value: Any, *, tables: int = 0, width: float = float("inf")) -> str:
    """Write a value as TOML, nothing for None. So many `tables` are one inside the other, as tuples of keys and values.

    A list that is longer than `width` stands on several lines.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if tables:
        return "{" + ", ".join(f"{_string(key)} = {to_toml(item, tables=tables - 1)}" for key, item in value) + "}"
    if isinstance(value, list | tuple):
        items = [to_toml(item) for item in value]
        line = f"[{', '.join(items)}]"
        return line if len(line) <= width else "[\n" + "".join(f"    {item},\n" for item in items) + "]"
    return str(value)


def toml_key(key: str) -> str:
    """Write a key, in quotes where it needs them."""
    return key if _BARE_KEY.fullmatch(key) else _string(key)


def _string(text: str) -> str:
    """Write a basic string; JSON escapes what TOML wants escaped, but for DEL."""
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

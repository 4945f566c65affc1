"""Values written as TOML."""

from typing import Any


def to_toml(value: Any, *, tables: int = 0) -> str:
    """Write a value as TOML, nothing for None. So many `tables` are one inside the other, as tuples of keys and values."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        import json

        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if tables:
        return "{" + ", ".join(f"{to_toml(key)} = {to_toml(item, tables=tables - 1)}" for key, item in value) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(to_toml(item) for item in value) + "]"
    return str(value)

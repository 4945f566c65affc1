"""How readers of YAML differ about plain values: YAML 1.1 (PyYAML, Ruby's Psych) and the core schema of YAML 1.2."""

from linter.document.yaml_values import UNLOADABLE
from linter.text.patterns import lazy_pattern

_CORE_WORDS: dict[str, object] = {"~": None, "null": None, "Null": None, "NULL": None}
_CORE_WORDS |= {form: word == "true" for word in ("true", "false") for form in (word, word.capitalize(), word.upper())}
_CORE = lazy_pattern(
    r"(?P<int>[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)|(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
# What PyYAML's `timestamp` and Psych's dates match.
_DATE = lazy_pattern(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    r"(?:(?:[Tt]|[ \t]++)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*+(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)?\Z"
)
# Psych's INTEGER and FLOAT, as far as they allow commas (psych/scalar_scanner.rb); a leading zero makes an octal number.
_PSYCH_INTEGER = lazy_pattern(r"[-+]?(?:0[0-7_,]+|[1-9](?:[,_]?[0-9])*)\Z")
_PSYCH_FLOAT = lazy_pattern(r"[-+]?[0-9][0-9_,]*\.[0-9]*\Z")


def core_schema(text: str) -> object:
    """Return what YAML 1.2's core schema (section 10.3.2) makes of a plain scalar."""
    if text in _CORE_WORDS:
        return _CORE_WORDS[text]
    match = _CORE.fullmatch(text)
    if match is None:
        return text
    if match["int"] and len(text) < 300:
        return int(text, 8 if text.startswith("0o") else 16 if text.startswith("0x") else 10)
    return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))


def differ(text: str, value: object) -> bool:
    """Whether the core schema reads a plain scalar otherwise than YAML 1.1, which makes `value` of it."""
    if text in UNLOADABLE:
        return True
    new = core_schema(text)
    if isinstance(value, float) and isinstance(new, float):
        return value != new and not (value != value and new != new)  # `.nan` equals nothing, not even itself
    return type(value) is not type(new) or value != new


def is_date(text: str) -> bool:
    """Whether readers of YAML 1.1 make a date or a time of a plain scalar."""
    return _DATE.match(text) is not None


def number_with_commas(text: str) -> int | float | None:
    """Return the number that Psych, and Jekyll with it, makes of `1,000`; None where it makes none, or other readers make it, too."""
    if "," not in text or len(text) > 100:
        return None
    digits = text.replace(",", "").replace("_", "")
    if _PSYCH_INTEGER.match(text):
        is_octal = digits.lstrip("+-").startswith("0")
        return int(digits, 8 if is_octal else 10)
    return float(digits) if _PSYCH_FLOAT.match(text) else None

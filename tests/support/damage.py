"""Ways in which people and programs damage one line of a valid article.

Each takes the line and a source of chance, and returns the damaged line, or None where it has nothing to damage there.
"""

import re
from collections.abc import Callable
from random import Random

Damage = Callable[[str, Random], str | None]

ARTICLE = [
    "category: news",
    'title: "Harbour ferries return"',
    'excerpt: "Two boats sail again after the winter pause."',
    "publishedDateTime: 2024-05-01T06:00:00Z",
    'webUrl: "https://www.example.com/ferries"',
    "type: article",
    "quality: 61",
    "heat: 5",
    "published: true",
    "provider:",
    '  name: "Example News"',
    '  domain: "example.com"',
    "topics:",
    '  - "Transport"',
    "  - Shipping lanes",
]


def _quoted(line: str) -> str | None:
    found = re.search(r'"([^"]*)"', line)
    return found[1] if found else None


def _instead(line: str, written: str) -> str | None:
    words = _quoted(line)
    return line.replace(f'"{words}"', written.replace("WORDS", words)) if words is not None else None


def _pattern(*patterns: str) -> Damage:
    return lambda line, chance: _instead(line, chance.choice(patterns))


def _no_space(line: str, chance: Random) -> str | None:
    if line.endswith(":") or "- " in line:
        return None
    return line.replace(": ", chance.choice([":", "：", ":\u00a0", ":\u3000", " ："]), 1)


def _equals(line: str, chance: Random) -> str | None:
    return None if line.endswith(":") or "- " in line else line.replace(": ", chance.choice([" = ", "="]), 1)


def _foreign_line(line: str, chance: Random) -> str | None:
    return f"{chance.choice(['// checked', '<!-- checked -->', '/* checked */', 'again after the winter.', '[draft]', '?!'])}\n{line}"


def _indented(line: str, chance: Random) -> str | None:
    return None if line.startswith(" ") else f" {line}"


def _tab(line: str, chance: Random) -> str | None:
    return line.replace("  ", "\t", 1) if line.startswith("  ") else None


def _dash(line: str, chance: Random) -> str | None:
    return line.replace("- ", chance.choice(["-", "• ", "* ", "-\t", "– "]), 1) if "- " in line else None


DAMAGES: dict[str, Damage] = {
    "separator": _pattern('"WORDS",', '"WORDS";', '"WORDS", # checked', '"WORDS", // checked', '"WORDS" // checked', "'WORDS',"),
    "block sign": _pattern(">- WORDS", "| WORDS", "|- WORDS", ">WORDS", ">2 WORDS", "> WORDS: again"),
    "colon": _pattern("Update: WORDS", "WORDS:", "WORDS: pier #2", "WORDS: so # checked", "WORDS: so\n    and on"),
    "first character": _pattern("@WORDS", "%WORDS", "`WORDS`", "*WORDS*", "[WORDS] more", "{WORDS} more", "& WORDS", ", WORDS"),
    "quote": _pattern('"WORDS', "'WORDS", '"WORDS” ', "'It's WORDS'", '"The "WORDS" x"', '"WORDS" more', '"A", "WORDS"', "'90s WORDS"),
    "escape": _pattern(r'"WORDS \d"', r'"WORDS \ud83d\udea2"', r'"WORDS \ud83d"', r'"WORDS\'s"', r'"\u20 WORDS"', r'"C:\docs\WORDS"'),
    "list": _pattern("[WORDS", "[WORDS, more", "[a, WORDS #2]", "[#a, WORDS]", "[a,, WORDS]", "[a, @WORDS]", "{a:WORDS, b:c}", "[a]]"),
    "break": _pattern("WORDS\x85x", "WORDS\u2028x", "WORDS\rx"),
    "no space": _no_space,
    "equals": _equals,
    "foreign line": _foreign_line,
    "indented": _indented,
    "tab": _tab,
    "dash": _dash,
}

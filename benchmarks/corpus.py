"""Articles to measure on: made up, the same for the same number, in size and fields like real ones (1.5 KB, 22 fields)."""

import random
import re
from collections.abc import Iterable
from pathlib import Path

_WORDS = re.findall(
    r"\w+",
    "city trams council budget solar harbour library school river bridge market garden station museum theatre "
    "hospital forest bakery opens plans votes builds closes repairs measures welcomes studies funds moves paints "
    "counts saves tests new old small first quiet northern shared public local early late busy green yearly open ",
)
_TOPICS = ("Transport", "Energy", "Health", "Culture", "Schools", "Nature", "Economy", "Sport")
_BODY = "The council met on Tuesday evening. It was a long meeting, and everybody went home on foot.\n\n" * 4
_FILES_A_FOLDER = 1_000

# What can be wrong with an article, each with the line it replaces and what stands there instead.
_DEFECTS = (
    ("quality: ", "quality: 900"),
    ("type: article", "type: Article"),
    ("category: news", "category: Top News"),
    ("heat: ", "heat: warm"),
    ("published: true", 'published: "yes"'),
    ("excerpt: ", "excerpt: 5"),
    ("topics:", "topic:"),
    ("  name: ", "  nom: Example"),
)

# What a grown repo has on four articles in nine: each a warning, and most with a fix.
_HABITS = (
    ("  - url: ", '  - url: "http://images.example.com/a.jpg"'),
    ("title: ", 'title: "Old  trams and new   ones"'),
    ("category: ", "category: news\nauthor: Somebody"),
    ("excerpt: ", 'excerpt: "The city &amp; its trams."'),
)


def write_corpus(folder: Path, count: int, *, defects: bool, warnings: bool = False) -> None:
    """Write `count` articles below `folder`, each as `articles/….md` and its front matter alone as `yaml/….yaml`.

    With `defects` every tenth breaks the schema in one place, with `warnings` four in nine have something to warn of.
    """
    for number in range(count):
        wrong = []
        if defects and number % 10 == 0:
            wrong.append(_DEFECTS[number // 10 % len(_DEFECTS)])
        if warnings and number % 9 < 4:
            wrong.append(_HABITS[number % 9])
        front_matter = _front_matter(number, wrong)
        name = f"{number // _FILES_A_FOLDER:03d}/{number:06d}"
        _write(folder / "articles" / f"{name}.md", f"---\n{front_matter}---\n\n{_BODY}")
        _write(folder / "yaml" / f"{name}.yaml", front_matter)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _front_matter(number: int, wrong: Iterable[tuple[str, str]]) -> str:
    chance = random.Random(number)
    host = f"{chance.choice(_WORDS)}-{chance.choice(_WORDS)}.com"
    slug = f"{'-'.join(chance.choices(_WORDS, k=4))}-{number}"
    dashed = f"www-{host.replace('-', '--').replace('.', '-')}"
    lines = [
        "category: news",
        f'title: "{sentence(chance, 8)}"',
        f'excerpt: "{sentence(chance, 28)}"',
        f'publishedDateTime: "20{chance.randrange(10, 24)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}T06:00:00Z"',
        f'originalUrl: "https://www.{host}/{slug}"',
        f'webUrl: "https://www.{host}/{slug}"',
        f'ampWebUrl: "https://www.{host}/amp/{slug}"',
        f'cdnAmpWebUrl: "https://{dashed}.cdn.ampproject.org/c/s/www.{host}/amp/{slug}"',
        "type: article",
        f"quality: {chance.randrange(201)}",
        f"heat: {chance.randrange(1_001)}",
        "published: true",
        "",
        "provider:",
        f'  name: "{sentence(chance, 2)}"',
        f'  domain: "{host}"',
        "",
        "topics:",
        *(f"  - {topic}" for topic in chance.sample(_TOPICS, 3)),
        "",
        "images:",
        f'  - url: "https://images.{host}/{slug}.jpg"',
        f"    width: {chance.randrange(400, 2_000)}",
        f"    height: {chance.randrange(300, 1_200)}",
        f'    title: "{sentence(chance, 5)}"',
    ]
    for start, instead in wrong:
        lines = [instead if line.startswith(start) else line for line in lines]
    return "\n".join(lines) + "\n"


def sentence(chance: random.Random, words: int) -> str:
    """Return some words as a sentence, which holds a character that is not ASCII."""
    text = " ".join(chance.choices(_WORDS, k=words)).capitalize()
    return f"{text[:-1]}’{text[-1]}"

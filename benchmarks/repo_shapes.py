"""Articles of the shape that real repos have: each holds copies of up to 179 others in `related`, and few items are distinct."""

import random
from pathlib import Path

from benchmarks.corpus import sentence

_ITEMS_AN_ARTICLE = 1.43  # distinct related items for an article, as counted in a repo of 4,958 articles
_MOST_RELATED = 179
_MEAN_RELATED = 35


def write_related_copies(folder: Path, count: int) -> None:
    """Write `count` articles below `folder/articles`, and their front matter alone below `folder/yaml`: 28 KB each on average."""
    distinct = [_item(number) for number in range(int(count * _ITEMS_AN_ARTICLE) or 1)]
    for number in range(count):
        chance = random.Random(-number - 1)
        many = min(int(chance.expovariate(1 / _MEAN_RELATED)), _MOST_RELATED, len(distinct))
        related = "".join(_listed(item) for item in chance.sample(distinct, many))
        front_matter = _own(number) + (f"\nrelated:\n{related}" if related else "")
        for kind, text in (("articles", f"---\n{front_matter}---\n\nThe council met on Tuesday evening.\n"), ("yaml", front_matter)):
            path = folder / kind / f"{number // 1_000:03d}" / f"{number:06d}.{'md' if kind == 'articles' else 'yaml'}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")


def _own(number: int) -> str:
    first, *rest = _item(-number - 1)
    lines = [first, *rest, "heat: -1", "published: false", "topics:", "  - Transport"]
    return "category: news\n" + "".join(f"{line}\n" for line in lines)


def _item(number: int) -> list[str]:
    chance = random.Random(number)
    host = f"{sentence(chance, 1).lower().replace('’', '')}-{number % 97}.com".replace("--", "-")
    slug = f"story-{number % 1_000_003}-{'-'.join(sentence(chance, 6).lower().replace('’', '').split())}"
    return [
        f'title: "{sentence(chance, 9)}"',
        f'excerpt: "{sentence(chance, 38)}."',
        f"publishedDateTime: 2020-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}T{chance.randrange(24):02}:17:00Z",
        f'webUrl: "https://www.{host}/{slug}"',
        "type: article",
        "provider:",
        f"  name: The {host.partition('-')[0].capitalize()}",
        f"  domain: {host}",
        f"quality: {chance.randrange(190)}",
        "images:",
        f'  - url: "https://images.{host}/{slug}/{chance.getrandbits(128):032x}.jpg"',
        "    width: 1200",
        "    height: 675",
        "    isCached: true",
    ]


def _listed(lines: list[str]) -> str:
    first, *rest = lines
    return "".join([f"  - {first}\n", *(f"    {line}\n" for line in rest)])

"""Articles that hold copies of one another in `related`, as a generator writes them: the same for the same numbers."""

import random
from pathlib import Path

_FIELDS = """\
title: "Story {number} of the harbour"
excerpt: "The council met on day {number} and went home on foot."
publishedDateTime: 2024-05-01T06:00:00Z
webUrl: "{url}"
type: article
provider:
  name: Harbour News
  domain: harbour.example.com
quality: {quality}
"""


def write_copies(folder: Path, count: int, *, most_related: int, slips: int = 0) -> None:
    """Write `count` articles into `folder`, each with up to `most_related` copies of others.

    The first `slips` have a URL without a host, wherever they stand.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fields = [_fields(number, has_slip=number < slips) for number in range(count)]
    for number in range(count):
        chance = random.Random(number)
        others = chance.sample(range(count), min(chance.randrange(most_related + 1), count - 1))
        items = "".join(_item(fields[other]) for other in others if other != number)
        related = f"related:\n{items}" if items else ""
        own = f"category: news\n{fields[number]}heat: -1\npublished: false\ntopics:\n  - Transport\n"
        (folder / f"{number:05d}.md").write_text(f"---\n{own}{related}---\n\nBody.\n", encoding="utf-8", newline="\n")


def _fields(number: int, *, has_slip: bool) -> str:
    url = f"https://www.harbour.example.com/story-{number}"
    fields = _FIELDS.format(number=number, url=url, quality=number % 190)
    return fields.replace("excerpt: ", f'ampWebUrl: "http:///story-{number}"\nexcerpt: ') if has_slip else fields


def _item(fields: str) -> str:
    first, *rest = fields.splitlines()
    return "".join([f"  - {first}\n", *(f"    {line}\n" for line in rest)])

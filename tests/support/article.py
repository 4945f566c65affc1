"""The one clean article: newslint has nothing to say about it, and each test changes what it is about."""


def article(
    *,
    title: str = "Trams",
    excerpt: str = "Ten cities build new lines.",
    url: str = "https://www.example.com/trams",
    quality: object = 65,
    heat: object = -1,
    published: str = "false",
    domain: str = "example.com",
    topics: tuple[str, ...] = ("Transport",),
    body: str = "Body.\n",
) -> str:
    """Return the article with some of its values written otherwise, each as YAML has it."""
    listed = "".join(f"  - {topic}\n" for topic in topics)
    return f"""\
---
category: news
title: {title}
excerpt: {excerpt}
publishedDateTime: 2024-05-01T06:00:00Z
webUrl: {url}
type: article
quality: {quality}
heat: {heat}
published: {published}
provider:
  name: Example
  domain: {domain}
topics:
{listed}---
{body}"""


CLEAN = article()
FIXABLE = article(title="Trams  and buses")  # NL403, a warning with a safe fix
FIXED = article(title="Trams and buses")
WRONG = article(quality=650)  # NL103, an error without a fix

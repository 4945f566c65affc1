"""When two addresses are probably those of one page, though they differ: `www.`, `/index.php/`, a country's edition, a query."""

# Countries that sites keep editions for, as the first step of a path. Codes that also mean a language are left out, but for those of
# big English editions: the same slug below `/fr/` and `/de/` is a translation, and that is another article.
_EDITIONS = frozenset(["ae", "au", "ca", "gb", "global", "hk", "ie", "in", "ng", "nz", "ph", "sg", "uk", "us", "za"])
_PREFIXES = ("www.", "m.", "mobile.")
_FEWEST_HYPHENS = 3  # of a last step that names an article


def near_key(key: str) -> str:
    """Return what a page's key (`Url.key`) has in common with those of nearly the same address.

    A query counts unless the path names the article by itself: `?id=5` does, `/ferries-return-to-harbour?ref=home` does not.
    """
    address, _, query = key.partition("?")
    host, _, path = address.partition("/")
    if host.startswith(_PREFIXES) and host.count(".") > 1:
        host = host.partition(".")[2]
    if path.startswith("index.php/"):
        path = path[len("index.php/") :]
    first, _, rest = path.partition("/")
    if first in _EDITIONS and _names_an_article(rest):
        path = rest
    return f"{host}/{path}?{query}" if query and not _names_an_article(path) else f"{host}/{path}"


def are_near(one: str, other: str, *, same_title: bool) -> bool:
    """Whether two keys of one `near_key` are those of one page: what tells them apart may be meant, and then the title has to agree."""
    if same_title:
        return True
    queries = one.partition("?")[2], other.partition("?")[2]
    if all(queries) and queries[0] != queries[1]:
        return False
    return (_edition(one) == "") == (_edition(other) == "")


def _edition(key: str) -> str:
    first = key.partition("?")[0].partition("/")[2].removeprefix("index.php/").partition("/")[0]
    return first if first in _EDITIONS else ""


def _names_an_article(path: str) -> bool:
    return path.rpartition("/")[2].count("-") >= _FEWEST_HYPHENS

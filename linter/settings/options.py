"""What can be configured. Each option's type, default and description stand here and nowhere else.

The configuration reference, `schemas/newslint.schema.json` and the checks of a configuration file are made from these classes.
"""

from enum import Enum
from math import inf
from typing import Annotated, NamedTuple


class Between(NamedTuple):
    """The smallest and the largest number that an option takes, both inclusive."""

    least: float
    most: float = inf


class Pattern(Enum):
    """What the strings of a list have to be; the value names it in messages."""

    GLOB = "a glob as in .gitignore"
    REGEX = "a regular expression"


class OneOf(NamedTuple):
    """The words that a list may hold; it has to hold one."""

    words: tuple[str, ...]


_MOST_HOURS = 1_000_000


class Ranges(NamedTuple):
    """The lowest and highest allowed scores, both inclusive."""

    quality: Annotated[tuple[float, float] | None, "Lowest and highest `quality`. Default: what the schema says."] = None
    heat: Annotated[tuple[float, float] | None, "Lowest and highest `heat`. Default: what the schema says."] = None


class Dates(NamedTuple):
    """How dates are written, and what counts as a plausible one."""

    forms: Annotated[
        tuple[str, ...],
        "How timestamps may be written (NL201): `rfc3339` (`2024-05-01T06:00:00Z`), `jekyll` (`2024-05-01 10:10:00 -0400`), `day`"
        " (`2024-05-01`), `slashes` (`2024/05/01`), `local` (`2024-05-01T10:10:00`, also with a space or without seconds).",
        OneOf(("rfc3339", "jekyll", "day", "slashes", "local")),
    ] = ("rfc3339",)
    from_filename: Annotated[
        bool, "Whether the date in a file's name (`2024-05-01-slug.md`) counts where `publishedDateTime` is missing, as in Jekyll."
    ] = False

    earliest_year: Annotated[int, "Timestamps before this year are reported (NL208).", Between(1, 9999)] = 1990
    future_tolerance_hours: Annotated[float, "How far ahead of now a timestamp may be (NL205).", Between(0, _MOST_HOURS)] = 24.0


class Topics(NamedTuple):
    """The allowed topics; without a list and files, any topic is."""

    allowed: Annotated[tuple[str, ...], "The allowed topics."] = ()
    files: Annotated[tuple[str, ...], "Globs of YAML or JSON files that hold more of them, relative to the configuration file."] = ()
    key: Annotated[str, "The key in those files that holds a topic's name."] = "name"


class Reference(NamedTuple):
    """One field whose values have to be there: `[[references]]`. Just one of `data`, `folder`, `layouts` and `files` says where."""

    field: Annotated[str, "The field: `author`, `author.name`, `authors`, `related[].author`. Of a list each item counts."] = ""
    data: Annotated[
        tuple[str, ...],
        "Data files (YAML, JSON, TOML, CSV): their keys or items are the names. With a glob, for many files: the names of the files.",
    ] = ()
    key: Annotated[str, "The field that holds the name, in the items of data files, or in the front matter of pages: `name`."] = ""
    folder: Annotated[tuple[str, ...], "A folder or a glob of pages: the names of the files, or of their folders, are the names."] = ()
    layouts: Annotated[tuple[str, ...], "Folders of layouts: their files, without suffix or with it, are the names."] = ()
    files: Annotated[tuple[str, ...], "The values are paths of files: beside the article, or below one of these folders."] = ()

    @property
    def patterns(self) -> tuple[str, ...]:
        """Where names are looked for."""
        return self.data or self.folder or self.layouts


REFERENCE_KINDS = ("data", "folder", "layouts", "files")


class Amp(NamedTuple):
    """AMP pages."""

    hosts: Annotated[tuple[str, ...], "Hosts that serve the AMP pages of publishers on other sites, each with everything below it."] = (
        "m.economictimes.com",
        "m.timesofindia.com",
    )


class RelatedItems(NamedTuple):
    """What is reported of the articles that are copied into `related`."""

    report: Annotated[
        str,
        "What to report of related items: `all`; `distinct`: each defect once, with the number of files that it stands in; `own`: nothing.",
    ] = "all"


class Images(NamedTuple):
    """What counts as an article's own image."""

    most_stories: Annotated[int, "An image that more stories than this show is a placeholder or a logo (NL604).", Between(1)] = 3


class Locales(NamedTuple):
    """Articles in several languages; their originals and translations are compared where `pattern` is set (NL608)."""

    pattern: Annotated[
        str, "Where the languages lie, relative to the configuration file: `content/{locale}/**`, or `posts/**/*.{locale}.md`."
    ] = ""
    default: Annotated[str, "The language of the originals; files without a language in their path are in it."] = "en"
    fields: Annotated[tuple[str, ...], "The fields that a translation has in common with its original."] = (
        "publishedDateTime",
        "author",
        "authors",
        "id",
    )


class Embeds(NamedTuple):
    """What `featuredContent` may embed."""

    hosts: Annotated[tuple[str, ...], "Hosts whose frames are allowed, each with everything below it."] = (
        "youtube.com",
        "youtube-nocookie.com",
        "vimeo.com",
        "dailymotion.com",
        "ted.com",
        "twitter.com",
        "x.com",
        "facebook.com",
        "instagram.com",
        "linkedin.com",
        "tiktok.com",
        "soundcloud.com",
        "spotify.com",
        "microsoft.com",
    )


class Links(NamedTuple):
    """How links are checked (`--check-links`)."""

    concurrency: Annotated[int, "How many requests may be under way at once.", Between(1)] = 32
    per_host: Annotated[int, "How many of them to one host.", Between(1)] = 2
    host_interval: Annotated[float, "Seconds between the starts of two requests to one host.", Between(0)] = 0.25
    timeout: Annotated[float, "Seconds that one request may take, from connecting to the last byte read.", Between(0.1, _MOST_HOURS)] = 15.0
    retries: Annotated[
        int, "How often a request that failed to connect, or was answered with 429, 502, 503 or 504, is sent again.", Between(0)
    ] = 2
    time_budget: Annotated[
        float, "Seconds that the whole check may take; links that are left are not reported. 0: no limit.", Between(0)
    ] = 900.0
    cache: Annotated[str, "The file that keeps results, relative to the configuration file."] = ".newslint_cache/links.sqlite"
    keep_ok_hours: Annotated[float, "How long a living link is not asked for again. 0: always ask.", Between(0, _MOST_HOURS)] = 168.0
    keep_unverified_hours: Annotated[
        float, "The same for links that could not be verified. Broken ones are always asked for again.", Between(0, _MOST_HOURS)
    ] = 24.0
    exclude: Annotated[tuple[str, ...], "Globs of URLs that are not checked: `https://example.com/private/*`."] = ()
    exclude_regex: Annotated[
        tuple[str, ...], "Regular expressions of URLs that are not checked; found anywhere in the URL.", Pattern.REGEX
    ] = ()
    accept: Annotated[
        tuple[tuple[str, tuple[int, ...]], ...], 'Statuses that count as alive, by host: `"example.com" = [403]`. A host may be a glob.'
    ] = ()
    headers: Annotated[
        tuple[tuple[str, tuple[tuple[str, str], ...]], ...], "Headers to send, a table for each host, which may be a glob."
    ] = ()
    user_agent: Annotated[str, "The user agent to send. Default: newslint's own."] = ""
    proxy: Annotated[str, "The proxy to go through. It resolves names itself, so the address guard is off."] = ""
    ca_bundle: Annotated[str, "A file of certificates to trust instead of certifi's, relative to the configuration file."] = ""
    allow_hosts: Annotated[tuple[str, ...], "Hosts that the address guard lets through, whatever their address and port."] = ()
    offline: Annotated[bool, "Answer from kept results only."] = False

    def accepted_for(self, host: str) -> frozenset[int]:
        """Return the statuses that count as alive at a host."""
        return frozenset(status for pattern, statuses in self.accept if _matches(host, pattern) for status in statuses)

    def headers_for(self, host: str) -> tuple[tuple[str, str], ...]:
        """Return the headers that a host gets."""
        return tuple(header for pattern, headers in self.headers if _matches(host, pattern) for header in headers)


class Site(NamedTuple):
    """How the site resolves addresses of its own; they are checked where `root` is set (NL910 to NL912)."""

    root: Annotated[
        str, "The folder that `/` means, relative to the configuration file. Empty: addresses of the site itself are not checked."
    ] = ""
    static: Annotated[tuple[str, ...], "Folders in it whose files are served from `/`, too: `static`, `public`."] = ()
    pages: Annotated[tuple[str, ...], "Folders in it whose pages are served from `/`, too: `content`, `docs`."] = ()
    permalinks: Annotated[
        tuple[str, ...],
        "Globs of addresses that the generator makes up and no file has: `/tags/*`. Files with a suffix are checked all the same.",
    ] = ()
    slugs: Annotated[str, "How the generator makes ids of headings: `github` (Docusaurus, too), `jekyll` or `hugo`."] = "github"


def _matches(host: str, pattern: str) -> bool:
    """Whether a pattern means a host (as URLs have it, in ASCII); it may be written in Unicode."""
    from fnmatch import fnmatchcase

    from linter.text.urls import decode_host

    return fnmatchcase(host, pattern.lower()) or fnmatchcase(decode_host(host), pattern.lower())


class LimitSettings(NamedTuple):
    """How much a file may hold before it is reported (NL010) rather than read, and how much of the files read before is remembered."""

    bytes: Annotated[int, "The size of the largest file that is read.", Between(1)] = 10_000_000
    depth: Annotated[int, "How deep lists and mappings may be nested.", Between(1, 200)] = 100
    aliases: Annotated[int, "How many YAML aliases a file may use.", Between(0)] = 100
    remembered: Annotated[
        int, "How many characters of `related` items are remembered, so that copies of one are judged once; 0: none.", Between(0)
    ] = 10_000_000


class Settings(NamedTuple):
    """Everything that decides what is reported. Immutable; `_replace` makes a variant."""

    select: Annotated[tuple[str, ...], "Rules to run: codes, prefixes or names. Empty: the default set. `ALL`: every rule."] = ()
    ignore: Annotated[tuple[str, ...], "Rules to leave out: codes, prefixes or names."] = ()
    severity: Annotated[
        tuple[tuple[str, str], ...],
        "Severities that differ from a rule's own: `error`, `warning`, `note`, or `off`. An `off` rule can be switched on here, too.",
    ] = ()
    fail_on: Annotated[str, "The lowest severity that makes the run fail: `error`, `warning` or `note`."] = "error"
    fixable: Annotated[tuple[str, ...], "Rules whose fixes `--fix` may apply. Empty: all."] = ()
    unfixable: Annotated[tuple[str, ...], "Rules whose fixes `--fix` never applies."] = ()
    plugins: Annotated[tuple[str, ...], "Packages with more rules, by the names of their entry points in the group `newslint.rules`."] = ()
    articles: Annotated[
        tuple[str, ...], "Globs (as in .gitignore) of the files that are articles. Empty: every file with front matter.", Pattern.GLOB
    ] = ()
    exclude: Annotated[tuple[str, ...], "Globs (as in .gitignore) of files and folders to leave out.", Pattern.GLOB] = ()
    schema: Annotated[str, "A JSON Schema file to use instead of the built-in one, relative to the configuration file."] = ""
    baseline: Annotated[str, "The file of accepted diagnostics, relative to the configuration file; see `newslint baseline`."] = ""
    ranges: Annotated[Ranges, "The allowed scores."] = Ranges()
    dates: Annotated[Dates, "How dates are written, and which are plausible."] = Dates()
    references: Annotated[
        tuple[Reference, ...], "Fields that name authors, topics, layouts or files: what they name has to be there (NL701, NL702)."
    ] = ()
    topics: Annotated[Topics, "The allowed topics."] = Topics()
    amp: Annotated[Amp, "AMP pages."] = Amp()
    related: Annotated[RelatedItems, "Copies of articles in `related`."] = RelatedItems()
    locales: Annotated[Locales, "Articles in several languages; see `pattern`."] = Locales()
    images: Annotated[Images, "Images."] = Images()
    embeds: Annotated[Embeds, "Embedded content."] = Embeds()
    limits: Annotated[LimitSettings, "Size limits."] = LimitSettings()
    links: Annotated[Links, "Checking links."] = Links()
    site: Annotated[Site, "How the site resolves addresses of its own; see `root`."] = Site()
    spellings: Annotated[
        tuple[tuple[str, tuple[str, ...]], ...],
        "How values of a field are spelt; others that differ in case, spaces, hyphens, accents or a plural `s` are reported (NL512).",
    ] = ()
    fields: Annotated[
        tuple[tuple[str, str], ...],
        'What this repo calls newslint\'s fields: `webUrl = "canonical_url"`. `a.b` reaches into a mapping.',
    ] = ()


# Options that cannot differ from file to file.
FOR_THE_WHOLE_RUN = ("articles", "baseline", "exclude", "extend", "fail-on", "limits", "links", "overrides", "plugins", "related")

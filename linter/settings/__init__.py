"""What can be configured. Each option's type, default and description stand here and nowhere else.

The configuration reference, `schemas/newslint.schema.json` and the checks of a configuration file are made from these classes.
"""

from typing import Annotated, NamedTuple


class Ranges(NamedTuple):
    """The lowest and highest allowed scores, both inclusive."""

    quality: Annotated[tuple[float, float] | None, "Lowest and highest `quality`. Default: what the schema says."] = None
    heat: Annotated[tuple[float, float] | None, "Lowest and highest `heat`. Default: what the schema says."] = None


class Dates(NamedTuple):
    """What counts as a plausible date."""

    earliest_year: Annotated[int, "Timestamps before this year are reported (NL208)."] = 1990
    future_tolerance_hours: Annotated[float, "How far ahead of now a timestamp may be (NL205)."] = 24.0


class Topics(NamedTuple):
    """The allowed topics; without a list and files, any topic is."""

    allowed: Annotated[tuple[str, ...], "The allowed topics."] = ()
    files: Annotated[tuple[str, ...], "Globs of YAML or JSON files that hold more of them, relative to the configuration file."] = ()
    key: Annotated[str, "The key in those files that holds a topic's name."] = "name"


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


class LimitSettings(NamedTuple):
    """How much a file may hold before it is reported (NL010) rather than read."""

    bytes: Annotated[int, "The size of the largest file that is read."] = 10_000_000
    depth: Annotated[int, "How deep lists and mappings may be nested."] = 100
    aliases: Annotated[int, "How many YAML aliases a file may use."] = 100


class Settings(NamedTuple):
    """Everything that decides what is reported. Immutable; `_replace` makes a variant."""

    select: Annotated[tuple[str, ...], "Rules to run: codes, prefixes or names. Empty: the default set. `ALL`: every rule."] = ()
    ignore: Annotated[tuple[str, ...], "Rules to leave out: codes, prefixes or names."] = ()
    severity: Annotated[
        tuple[tuple[str, str], ...],
        "Severities that differ from a rule's own: `error`, `warning`, `note`, or `off`. An `off` rule can be switched on here, too.",
    ] = ()
    fail_on: Annotated[str, "The mildest severity that makes the exit code 1: `error`, `warning` or `note`."] = "error"
    fixable: Annotated[tuple[str, ...], "Rules whose fixes `--fix` may apply. Empty: all."] = ()
    unfixable: Annotated[tuple[str, ...], "Rules whose fixes `--fix` never applies."] = ()
    plugins: Annotated[tuple[str, ...], "Packages with more rules, by the names of their entry points in the group `newslint.rules`."] = ()
    articles: Annotated[
        tuple[str, ...], "Globs (as in .gitignore) of the files that are articles. Empty: every file with front matter."
    ] = ()
    exclude: Annotated[tuple[str, ...], "Globs (as in .gitignore) of files and folders to leave out."] = ()
    schema: Annotated[str, "A JSON Schema file to use instead of the built-in one, relative to the configuration file."] = ""
    ranges: Annotated[Ranges, "The allowed scores."] = Ranges()
    dates: Annotated[Dates, "Plausible dates."] = Dates()
    topics: Annotated[Topics, "The allowed topics."] = Topics()
    embeds: Annotated[Embeds, "Embedded content."] = Embeds()
    limits: Annotated[LimitSettings, "Size limits."] = LimitSettings()
    fields: Annotated[
        tuple[tuple[str, str], ...],
        'What this repo calls newslint\'s fields: `webUrl = "canonical_url"`. `a.b` reaches into a mapping.',
    ] = ()


class ConfigError(Exception):
    """The configuration, a schema or a command line cannot be used as it is; the message says why and what to do."""

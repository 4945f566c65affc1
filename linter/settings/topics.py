"""The topics a repo allows: a list in the configuration, or files of the repo."""

from pathlib import Path
from typing import Any

from linter.errors import ConfigError
from linter.settings.options import Topics


def load_topics(settings: Topics) -> frozenset[str] | None:
    """Return the allowed topics, None where the repo names none.

    Raises ConfigError where a file cannot be read, or the patterns match no topic at all.
    """
    if not settings.allowed and not settings.files:
        return None
    topics = set(settings.allowed)
    for pattern in settings.files:
        paths = topic_files(pattern)
        if not paths:
            raise ConfigError(f"`topics.files`: no file matches `{pattern}`", about="topics.files")
        for path in paths:
            topics.update(_topics_in(path, settings.key))
    return frozenset(topics)


def topic_files(pattern: str) -> list[Path]:
    """Return the files that a glob of `[topics] files` matches, sorted."""
    from glob import glob  # most repositories name no files

    return [Path(path) for path in sorted(glob(pattern, recursive=True))]  # noqa: PTH207 (the pattern is absolute)


def _topics_in(path: Path, key: str) -> list[str]:
    import yaml

    try:
        data: Any = yaml.load(path.read_text(encoding="utf-8-sig"), yaml.CSafeLoader)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ConfigError(f"`topics.files`: {path} cannot be read: {str(error).splitlines()[0]}", about="topics.files") from None
    records = data if isinstance(data, list) else [data]
    names = [record[key] if isinstance(record, dict) and key in record else record for record in records]
    found = [name for name in names if isinstance(name, str)]
    if not found:
        raise ConfigError(f"`topics.files`: {path} has no `{key}` that is text", about="topics.files")
    return found

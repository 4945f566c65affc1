"""The topics a repo allows: a list in the configuration, or files of the repo."""

from pathlib import Path
from typing import Any

from linter.errors import ConfigError
from linter.files.reading import UnreadableError, read_text
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
        data: Any = yaml.load(read_text(path), yaml.CSafeLoader)
    except UnreadableError as error:
        raise ConfigError(f"`topics.files`: {path} {error}", about="topics.files") from None
    except Exception as error:  # noqa: BLE001 (PyYAML raises what it stumbles over: `!!timestamp x`, lists nested a thousand deep)
        words = str(error).splitlines()[:1] if isinstance(error, ValueError | yaml.YAMLError) else []
        why = (words or ["it holds what is no YAML"])[0]
        raise ConfigError(f"`topics.files`: {path} cannot be read: {why}", about="topics.files") from None
    records = data if isinstance(data, list) else [data]
    names = [record[key] if isinstance(record, dict) and key in record else record for record in records]
    found = [name for name in names if isinstance(name, str)]
    if not found:
        raise ConfigError(f"`topics.files`: {path} has no `{key}` that is text", about="topics.files")
    return found

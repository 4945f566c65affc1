"""One part of a run's files, for machines that share the work."""

import zlib
from typing import NamedTuple

from linter.errors import ConfigError


class Shard(NamedTuple):
    """Part number `part` of `parts`, from 1 on."""

    part: int
    parts: int

    def holds(self, path: str) -> bool:
        """Whether a file belongs to this part: decided by its path from the repo's root, the same everywhere."""
        return zlib.crc32(path.encode("utf-8", "surrogatepass")) % self.parts == self.part - 1


def parse_shard(text: str) -> Shard:
    """Read `3/10`; ConfigError where it is no such thing."""
    part, slash, parts = text.partition("/")
    if not (slash and part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts)):
        raise ConfigError(f"`--shard`: expected a part and the number of parts like 3/10, found `{text}`")
    return Shard(int(part), int(parts))

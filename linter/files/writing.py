"""Writing a file so that it is at any moment either as it was or wholly new."""

import os
import stat
from contextlib import suppress
from pathlib import Path


class WriteRefusedError(OSError):
    """The file was not written; the message says why. It is as it was."""


def replace_file(path: Path, expected: bytes, content: bytes) -> None:
    """Replace a file that still holds `expected` by `content`: a temporary file beside it, synced, then renamed over it.

    The mode is kept; a symbolic link is followed, and stays. Raises WriteRefusedError where the file is read-only or was changed
    meanwhile, OSError where the disk fails; in both cases the file is as it was.
    """
    import tempfile

    target = path.resolve(strict=True)
    mode = stat.S_IMODE(target.stat().st_mode)
    if not mode & stat.S_IWUSR or not os.access(target, os.W_OK):
        raise WriteRefusedError("it is read-only")
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".newslint", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        if target.read_bytes() != expected:
            raise WriteRefusedError("it was changed while newslint ran")
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise

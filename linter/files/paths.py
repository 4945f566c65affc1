"""Paths as reports and baselines write them."""

from pathlib import Path


def relative_path(path: str, root: Path) -> str | None:
    """Return `path` relative to `root` with forward slashes, symbolic links resolved; None when it is outside, or a URL."""
    if "://" in path:
        return None
    try:
        return Path(path).resolve().relative_to(root.resolve()).as_posix()
    except (ValueError, OSError, RuntimeError):
        return None

"""What tests share: the clean article, the command, repositories, servers, an editor."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"

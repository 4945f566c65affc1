"""A real editor: Neovim opens a broken article, shows what is wrong, mends it and saves it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.server.test_actions import BROKEN, fixed_by_command
from tests.support.newslint import environment
from tests.support.tools import tool

SCRIPT = Path(__file__).with_name("neovim.lua")


def test_neovim_shows_mends_and_saves_an_article(tmp_path: Path) -> None:
    neovim = tool(shutil.which("nvim"), "neovim")
    article = tmp_path / "article.md"
    article.write_text(BROKEN, encoding="utf-8")
    home = {name: str(tmp_path / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    env = environment(**home, SERVER=json.dumps([sys.executable, "-m", "linter", "server"]), SEEN=str(tmp_path / "seen.json"))
    command = [neovim, "--headless", "-u", "NONE", "-i", "NONE", "-n", str(article), "-c", f"luafile {SCRIPT}"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, timeout=120, check=False)

    assert done.returncode == 0, done.stderr.decode()
    seen = json.loads((tmp_path / "seen.json").read_text(encoding="utf-8"))
    broken = next(item for item in seen if item["code"] == "NL003")
    line = BROKEN.splitlines()[broken["lnum"]]
    assert line.encode()[broken["col"] :].decode() == "Trams 🚋: the first  line opens"  # Neovim counts bytes itself
    assert len(seen) > 5
    assert article.read_text(encoding="utf-8") == fixed_by_command(tmp_path, BROKEN)

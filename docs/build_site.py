"""Lay out the sources of the site in build/site-sources: docs/, and the pages at the root that belong into it, with links between them."""

import json
import re
import shutil
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "build" / "site-sources"
_CODE = "https://github.com/newslint/newslint/blob/main"
_MOVED = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "docs/rules/README.md": "rules/index.md",
}
_LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#)([^)#\s]+)")


def pages() -> dict[str, str]:
    """Return each page of the site by its path in the site's sources."""
    files = [*(ROOT / "docs").rglob("*.md"), *(ROOT / name for name in _MOVED)]
    return {_place(_name(file)): _linked(file) for file in dict.fromkeys(files)}


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _place(name: str) -> str:
    return _MOVED.get(name, name.removeprefix("docs/"))


def _linked(file: Path) -> str:
    """Return a page whose links lead to pages of the site, or to the repository for what is no page of it."""
    page = PurePosixPath(_place(_name(file)))

    def lead(match: re.Match[str]) -> str:
        target = (file.parent / match[1]).resolve()
        if not target.is_relative_to(ROOT):
            return match[1]
        name = _name(target)
        if target.suffix == ".md" and (name in _MOVED or name.startswith("docs/")):
            return _relative(_place(name), page.parent)
        return f"{_CODE}/{name}"

    return _LINK.sub(lead, file.read_text(encoding="utf-8"))


def _relative(place: str, folder: PurePosixPath) -> str:
    return f"{'../' * (len(folder.parts))}{place}"


def main(sources: Path = SOURCES) -> None:
    """Write the sources, and the schemas at the addresses that their `$id` names."""
    shutil.rmtree(sources, ignore_errors=True)
    for place, text in pages().items():
        file = sources / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for schema in (ROOT / "schemas").glob("*.json"):
        target = sources / "schemas" / PurePosixPath(json.loads(schema.read_text(encoding="utf-8"))["$id"]).name
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(schema, target)


if __name__ == "__main__":
    main()

"""Imports point one way, in the order of this listing, those for the type checker among them; and no module leads back to itself."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.support import ROOT

PACKAGE = ROOT / "linter"
# From the bottom to the top: a module imports from its own package, and from what stands before it.
ORDER = (
    "errors",
    "text",
    "source",
    "document",
    "files",
    "article",
    "settings",
    "diagnostics",
    "schema",
    "corpus",
    "links",
    "site",
    "rules",
    "engine",
    "run",
    "project",
    "api",
    "testing",
    "authoring",
    "reporters",
    "init",
    "cluster",
    "server",
    "cli",
    "__main__",
)
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


NAMES = frozenset(map(module_name, MODULES))


def imports(path: Path) -> set[str]:
    """Return what a module imports from the package, wherever in its text."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module is not None and node.module.startswith("linter."):
            module = node.module.removeprefix("linter.")
            inner = {f"{module}.{alias.name}" for alias in node.names}
            found |= {name for name in inner if name in NAMES} or {module}
        elif isinstance(node, ast.Import):
            found |= {alias.name.removeprefix("linter.") for alias in node.names if alias.name.startswith("linter.")}
    return found


def rank(name: str) -> int:
    return ORDER.index(name.partition(".")[0])


def test_the_listing_names_each_package_and_module_at_the_top() -> None:
    assert sorted(ORDER) == sorted({name.partition(".")[0] for name in NAMES})


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_follow_the_listing(path: Path) -> None:
    own = rank(module_name(path))

    assert {name for name in imports(path) if rank(name) > own} == set()


def test_no_module_leads_back_to_itself() -> None:
    TopologicalSorter({module_name(path): imports(path) for path in MODULES}).prepare()

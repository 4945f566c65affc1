"""Imports point one way: source <- document <- diagnostic, fix <- rule <- rules <- engine <- runner <- reporters <- cli."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "linter"
# From the bottom to the top; a module imports from its own layer and from those below. The longest name that fits decides.
LAYERS = (
    ("patterns", "html_tree"),
    ("source", "timestamps", "texts", "addresses", "urls", "settings", "writing", "sharding", "border", "links.results"),
    ("document", "amp", "formats", "topics"),
    ("fix", "article", "discovery"),
    (
        "diagnostic",
        "embeds",
        "links.body",
        "links.places",
        "links.content",
        "schema",
        "facts",
        "suppressions",
        "schema_annotations",
        "schema_problems",
        "schema_shapes",
        "schema_checks",
        "corpus",
        "located",
        "settings.loading",
        "settings.config_file",
        "settings.reference",
    ),
    ("rule",),
    ("rules",),
    ("plugins",),
    ("engine", "profiling"),
    ("fixing", "ignoring", "links"),
    ("runner", "api", "init"),
    ("workers", "cache", "batch", "corpus.checking", "corpus.store", "changes", "schema_impact", "cluster"),
    ("reporters", "testing"),
    ("baseline", "merging"),
    ("cli",),
    ("__main__",),
)
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def layer(name: str) -> int:
    ranked = [(len(known), rank) for rank, names in enumerate(LAYERS) for known in names if name == known or name.startswith(f"{known}.")]
    assert ranked, f"`{name}` stands in no layer of this test: where does it belong?"
    return max(ranked)[1]


def imports(path: Path) -> set[str]:
    """Return what a module imports from the package, wherever in its text; what only the type checker sees does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body = []
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module is not None and node.module.startswith("linter."):
            module = node.module.removeprefix("linter.")
            inner = {f"{module}.{alias.name}" for alias in node.names}
            found |= {name for name in inner if name in NAMES} or {module}
        elif isinstance(node, ast.Import):
            found |= {alias.name.removeprefix("linter.") for alias in node.names if alias.name.startswith("linter.")}
    return found


NAMES = frozenset(map(module_name, MODULES))


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_point_downwards(path: Path) -> None:
    own = layer(module_name(path))

    assert {name for name in imports(path) if layer(name) > own} == set()

"""The syntaxes of front matter: one row each. The first is what a file is taken for that shows none."""

from linter.document.syntaxes.json_syntax import Json
from linter.document.syntaxes.syntax import Fence, Layout, Syntax
from linter.document.syntaxes.toml_syntax import Toml
from linter.document.syntaxes.yaml_syntax import Yaml

SYNTAXES: tuple[Syntax, ...] = (Yaml(), Toml(), Json())
DEFAULT = SYNTAXES[0]


def syntax_of_file(path: str) -> Syntax | None:
    """Return the syntax of a file that is front matter as a whole, None for any other file."""
    suffix = path[path.rfind(".") :].lower()
    return next((syntax for syntax in SYNTAXES if suffix in syntax.suffixes), None)


__all__ = ["DEFAULT", "SYNTAXES", "Fence", "Layout", "Syntax", "syntax_of_file"]

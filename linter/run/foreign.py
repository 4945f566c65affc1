"""Whether a repository's articles are of another format than the one that the built-in schema describes."""

from collections.abc import Sequence

from linter.document import Document
from linter.document.nodes import Mapping
from linter.files.reading import read_file
from linter.rules.schema_missing import MissingField
from linter.run.checking import FileReport
from linter.run.linters import Linters
from linter.source import Source

_FEWEST = 3  # articles: one or two may be unfinished
_MOST_READ = 50
_MISSING = MissingField.code


def is_foreign(files: Sequence[FileReport], linters: Linters) -> bool:
    """Whether most articles lack most of the required fields, where no configuration says what the fields are.

    Some of the files are read again, however many there are.
    """
    articles = [file for file in files if not file.skipped and file.error is None]
    lacking = [file.path for file in articles if any(diagnostic.code == _MISSING for diagnostic in file.diagnostics)]
    if len(articles) < _FEWEST or 2 * len(lacking) <= len(articles):
        return False
    if linters.choices.isolated or linters.choices.schema or linters.config_path(linters.folder) is not None:
        return False
    sample = lacking[:: -(-len(lacking) // _MOST_READ)]
    lacking_most = sum(_lacks_most(path, linters) for path in sample)
    return 2 * lacking_most * len(lacking) > len(sample) * len(articles)


def _lacks_most(path: str, linters: Linters) -> bool:
    linter = linters.linter_for(path)
    required = linter.knowledge.schema.document.get("required", [])
    data = read_file(path, linter.limits.bytes)
    root = Document.parse(Source.from_bytes(path, data), linter.limits).root if isinstance(data, bytes) else None
    return isinstance(root, Mapping) and 2 * sum(name not in root.fields for name in required) > len(required)

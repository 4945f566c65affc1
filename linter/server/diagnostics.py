"""From newslint's diagnostics to the editor's."""

from pathlib import Path

from lsprotocol import types

from linter.diagnostics.diagnostic import Severity
from linter.diagnostics.located import Located, LocatedRelated
from linter.run.checking import FileReport
from linter.server.opened import Opened
from linter.server.places import Text
from linter.source import Span

SOURCE = "newslint"
FIX_ALL = "source.fixAll.newslint"  # the code action for all of them
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}


def diagnostics_of(opened: Opened, report: FileReport) -> list[types.Diagnostic]:
    """Return what the editor shows of an article's report."""
    urls = {rule.code: rule.url() for rule in opened.linter.known_rules} if report.diagnostics else {}
    return [as_diagnostic(opened, located, urls.get(located.code)) for located in report.diagnostics]


def span_of(text: Text, located: Located) -> Span:
    """Return what a diagnostic marks, as offsets."""
    return Span(text.offset_at(located.start), text.offset_at(located.end))


def as_diagnostic(opened: Opened, located: Located, url: str | None) -> types.Diagnostic:
    """Turn one diagnostic of an article into the editor's; `url` is where its rule is documented."""
    return types.Diagnostic(
        range=opened.text.range(span_of(opened.text, located)),
        message=located.message + (f"\n{located.hint}" if located.hint else ""),
        severity=_SEVERITIES[located.severity],
        code=located.code,
        code_description=types.CodeDescription(url) if url else None,
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if _is_only_removed(opened.text, located) else None,
        related_information=[_related(opened, place) for place in located.related] or None,
    )


def cannot_check(message: str) -> types.Diagnostic:
    """Say at the top of an article that it is not checked: a file without diagnostics would count as fine."""
    top = types.Range(types.Position(0, 0), types.Position(0, 3))
    return types.Diagnostic(top, f"not checked: {message}", severity=types.DiagnosticSeverity.Error, code="configuration", source=SOURCE)


def _is_only_removed(text: Text, located: Located) -> bool:
    """Whether all that the fix does is to take away what is marked: editors show that faded."""
    if located.fix is None or any(edit.content for edit in located.fix.edits):
        return False
    marked = span_of(text, located)
    return any(edit.offset <= marked.start and marked.end <= edit.offset + edit.length for edit in located.fix.edits)


def _related(opened: Opened, place: LocatedRelated) -> types.DiagnosticRelatedInformation:
    """Point at another place: counted in the editor's units where it is in the same file, in code points where the other is not read."""
    if place.path == opened.path:
        text = opened.text
        where = text.range(Span(text.offset_at(place.start), text.offset_at(place.end)))
    else:
        start = types.Position(place.start.line - 1, place.start.column - 1)
        where = types.Range(start, start)
    return types.DiagnosticRelatedInformation(types.Location(Path(place.path).absolute().as_uri(), where), place.message)

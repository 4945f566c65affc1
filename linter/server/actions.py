"""Code actions: fixes, ignore comments, and all safe fixes at once. What they edit is what `newslint --fix` writes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from lsprotocol import types

from linter.diagnostics.diagnostic import Diagnostic
from linter.diagnostics.fix import Applicability
from linter.diagnostics.located import Located
from linter.engine.ignoring import add_ignores
from linter.run.checking import FileReport
from linter.server.diagnostics import FIX_ALL, as_diagnostic, span_of
from linter.server.edits import edits_between
from linter.server.opened import Opened
from linter.source import Source

REASON = "say why"  # what stands for the reason of an ignore comment until somebody writes it


class Outcome(NamedTuple):
    """What an action makes of an article: the new text (None: it changes nothing), and why not all of it could be done."""

    text: str | None
    failures: tuple[str, ...] = ()


def actions_for(
    opened: Opened, report: FileReport, where: types.Range, only: Sequence[types.CodeActionKind | str] | None
) -> list[types.CodeAction]:
    """Return the actions for the lines of a range, their edits still to be made. `only`: of these kinds (None: of all)."""
    actions: list[types.CodeAction] = []
    if _wants(only, types.CodeActionKind.QuickFix):
        here = [
            located for located in report.diagnostics if where.start.line < located.end.line and located.start.line <= where.end.line + 1
        ]
        actions += [*_fixes(opened, report, here), *_ignores(opened, here)]
    if _wants(only, FIX_ALL) and any(_is_safe(located) for located in _fixable(opened, report.diagnostics)):
        actions.append(_action(opened, "Fix all that is safe to fix (newslint)", FIX_ALL, {"do": "fix"}))
    return actions


def carry_out(opened: Opened, data: dict[str, Any]) -> Outcome:
    """Do what an action's data say to the text of an article."""
    if data["do"] == "ignore":
        wanted = data["code"], data["start"]
        reason = str(data.get("reason", REASON))

        def is_meant(diagnostic: Diagnostic) -> bool:
            return (diagnostic.code, diagnostic.span.start) == wanted

        ignored = add_ignores(opened.linter, Source.from_text(opened.path, opened.content), reason, is_meant)
        return Outcome(ignored.source.text) if ignored.added else Outcome(None, ("an ignore comment cannot stand there",))
    report = opened.project.fix_text(
        opened.content, opened.path, unsafe=data.get("unsafe", False), code=data.get("code"), field=data.get("field")
    )
    return Outcome(report.changed[1] if report.changed else None, tuple(f"{failure.rule}: {failure.error}" for failure in report.failures))


def edit_of(opened: Opened, text: str, *, versioned: bool) -> types.WorkspaceEdit:
    """Return the edit that makes an article's text `text`; `versioned`: the editor refuses it where the article has changed since."""
    edits = edits_between(opened.text, text)
    if not versioned:
        return types.WorkspaceEdit(changes={opened.uri: edits})
    name = types.OptionalVersionedTextDocumentIdentifier(opened.uri, opened.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(name, list(edits))])


def _wants(only: Sequence[types.CodeActionKind | str] | None, kind: types.CodeActionKind | str) -> bool:
    """Whether a kind is asked for; a kind stands for all below it (`source` for `source.fixAll`)."""
    return only is None or any(not str(asked) or f"{_text(kind)}.".startswith(f"{_text(asked)}.") for asked in only)


def _text(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind


def _is_safe(located: Located) -> bool:
    return located.fix is not None and located.fix.applicability == Applicability.SAFE


def _fixable(opened: Opened, diagnostics: Iterable[Located]) -> list[Located]:
    codes = opened.linter.fixable_codes
    return [located for located in diagnostics if located.fix is not None and located.code in codes]


def _fixes(opened: Opened, report: FileReport, here: Sequence[Located]) -> Iterator[types.CodeAction]:
    """Yield the fix of each diagnostic, then, where a rule has more of them in the file, all of that rule."""
    fixable = _fixable(opened, here)
    for located in fixable:
        assert located.fix is not None
        safe = _is_safe(located)
        title = f"{located.fix.title} ({located.code}{'' if safe else ', unsafe'})"
        data = {"do": "fix", "code": located.code, "field": located.field, "unsafe": not safe}
        yield _action(opened, title, types.CodeActionKind.QuickFix, data, located, preferred=safe)
    everywhere = _fixable(opened, report.diagnostics)
    counts = Counter(located.code for located in everywhere)
    for code, name in dict.fromkeys((located.code, located.name) for located in fixable):
        if counts[code] > 1:
            safe = all(_is_safe(located) for located in everywhere if located.code == code)
            title = f"Fix all {counts[code]} of {name} ({code}{'' if safe else ', unsafe'})"
            yield _action(opened, title, types.CodeActionKind.QuickFix, {"do": "fix", "code": code, "unsafe": not safe})


def _ignores(opened: Opened, here: Sequence[Located]) -> Iterator[types.CodeAction]:
    if opened.document.syntax.comment is None or opened.document.front_matter is None:
        return
    for located in here:
        data = {"do": "ignore", "code": located.code, "start": span_of(opened.text, located).start}
        yield _action(opened, f"Ignore {located.name} here, with a reason ({located.code})", types.CodeActionKind.QuickFix, data, located)


def _action(
    opened: Opened,
    title: str,
    kind: types.CodeActionKind | str,
    data: dict[str, Any],
    located: Located | None = None,
    *,
    preferred: bool = False,
) -> types.CodeAction:
    return types.CodeAction(
        title=title,
        kind=kind,
        diagnostics=[as_diagnostic(opened, located, None)] if located is not None else None,
        is_preferred=preferred or None,
        data={**data, "uri": opened.uri, "version": opened.version},
    )

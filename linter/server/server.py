"""The server: what the editor asks and tells, handed to the modules that know the answer."""

import asyncio
import hashlib
from collections.abc import Sequence
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol

from linter import __version__
from linter.errors import ConfigError
from linter.run.checking import FileReport
from linter.server.diagnostics import FIX_ALL, cannot_check, diagnostics_of
from linter.server.opened import Folders, Opened, utf

WATCHED = "**/*.{toml,json,yaml,yml}"  # configuration, schemas and lists of topics, whatever they are called


class _Protocol(LanguageServerProtocol):
    """pygls keeps what came of each notification for ever (2.1: three kilobytes for each key that is pressed). This one does not."""

    def _execute_handler(self, msg_id: Any, *arguments: Any, **named: Any) -> None:
        super()._execute_handler(msg_id, *arguments, **named)
        future = self._request_futures.get(msg_id)
        if future is not None and future.done():
            del self._request_futures[msg_id]


class Server(LanguageServer):
    """One editor's server. `debounce`: how many seconds without a change it waits before it checks."""

    def __init__(self, debounce: float) -> None:
        # Whole texts, not changes to them: nothing can be applied wrongly, and they cost little beside checking.
        super().__init__("newslint", __version__, types.TextDocumentSyncKind.Full, protocol_cls=_Protocol)
        self.debounce = debounce
        self.open_folders = Folders()
        self._open: dict[str, None] = {}  # as the editor writes them: the workspace's own keys are decoded
        self._opened: dict[str, Opened] = {}
        self._reports: dict[str, tuple[Opened, FileReport]] = {}  # the last of each file
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._told: set[str] = set()
        _register(self)

    @property
    def was_shut_down(self) -> bool:
        """Whether the editor asked for the end before it went."""
        return bool(self.protocol._shutdown)

    @property
    def pulls(self) -> bool:
        """Whether the editor asks for diagnostics itself; then it is sent none."""
        text_document = self.client_capabilities.text_document
        return text_document is not None and text_document.diagnostic is not None

    def opened(self, uri: str) -> Opened | None:
        """Return a file as it is in the editor now; None for what is not open, or no file on this machine."""
        if uri not in self._open:
            return None
        buffer = self.workspace.get_text_document(uri)
        known = self._opened.get(uri)
        if known is None or known.version != buffer.version or known.content != buffer.source:
            known = self.open_folders.open(uri, buffer.version, buffer.source, utf(self.workspace.position_encoding))
            if known is None:
                return None
            self._opened[uri] = known
        return known

    def use_folders(self, uris: Sequence[str]) -> None:
        """Let these folders be open; what is known of files is found anew."""
        self.open_folders.open_only(uris)
        self._opened.clear()

    def remember(self, uri: str) -> None:
        """Take note that a file is open, and check it."""
        self._open[uri] = None
        self.publish_soon(uri, 0)

    def forget(self, uri: str) -> None:
        """Drop what is known of a file that is closed."""
        self._open.pop(uri, None)
        self._opened.pop(uri, None)
        self._reports.pop(uri, None)
        task = self._waiting.pop(uri, None)
        if task is not None:
            task.cancel()

    def diagnostics(self, opened: Opened) -> list[types.Diagnostic]:
        """Check a file and return what there is to show."""
        try:
            report, failures = opened.check()
            found = diagnostics_of(opened, report)
        except ConfigError as error:
            report, failures = FileReport(opened.path), [str(error)]
            found = [cannot_check(str(error))]
        self._reports[opened.uri] = opened, report
        self._tell(failures)
        return found

    def report(self, opened: Opened) -> FileReport:
        """Return the report of a file as it is now: the one behind what the editor shows, where there is one."""
        if opened.uri not in self._reports or self._reports[opened.uri][0] is not opened:
            self.diagnostics(opened)
        return self._reports[opened.uri][1]

    def refresh(self) -> None:
        """Check all open files again: something that they are judged by has changed."""
        if not self.pulls:
            for uri in self._open:
                self.publish_soon(uri, 0)
            return
        workspace = self.client_capabilities.workspace
        if workspace is not None and workspace.diagnostics is not None and workspace.diagnostics.refresh_support:
            self.workspace_diagnostic_refresh(None)

    def publish_soon(self, uri: str, delay: float | None = None) -> None:
        """Check a file and send its diagnostics, after `delay` seconds (None: the debounce) in which nothing else is asked of it."""
        if self.pulls:
            return
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        self._waiting[uri] = asyncio.get_running_loop().create_task(self._publish(uri, self.debounce if delay is None else delay))

    async def _publish(self, uri: str, delay: float) -> None:
        await asyncio.sleep(delay)
        opened = self.opened(uri)
        if opened is None:
            return
        found = self.diagnostics(opened)
        await asyncio.sleep(0)  # changes that came meanwhile cancel this
        self._waiting.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, opened.version))

    def _tell(self, failures: Sequence[str]) -> None:
        """Show what went wrong with a run, each once."""
        for failure in failures:
            if failure not in self._told:
                self._told.add(failure)
                self.show(failure)

    def show(self, message: str) -> None:
        """Show a message that needs no answer."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"newslint: {message}"))


def _register(server: Server) -> None:
    """Say which messages are answered, and how. What the first diagnostics do not need is imported when it is asked for."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        folders = [folder.uri for folder in params.workspace_folders or ()]
        server.use_folders(folders or ([params.root_uri] if params.root_uri else []))

    @server.feature(types.INITIALIZED)
    def initialized(params: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watched = workspace.did_change_watched_files if workspace is not None else None
        if watched is not None and watched.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(WATCHED)])
            registration = types.Registration("newslint-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(types.RegistrationParams([registration]))

    @server.feature(types.EXIT)
    def leave(params: None) -> None:
        # pygls ends by SystemExit, which asyncio would report with a traceback where it comes up in a TCP connection.
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(params: types.DidChangeWorkspaceFoldersParams) -> None:
        server.use_folders([folder.uri for folder in server.workspace.folders.values()])
        server.refresh()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        server.refresh()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        server.remember(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        server.publish_soon(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        server.refresh()  # the saved file may be a configuration, a schema or a list of topics

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)
        if not server.pulls:
            server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(params.text_document.uri, []))

    @server.feature(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False, identifier="newslint"),
    )
    def pull(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        opened = server.opened(params.text_document.uri)
        found = server.diagnostics(opened) if opened is not None else []
        result = hashlib.blake2b(repr(found).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        if result == params.previous_result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(result)
        return types.RelatedFullDocumentDiagnosticReport(found, result_id=result)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True),
    )
    def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        opened = server.opened(params.text_document.uri)
        if opened is None:
            return []
        report = server.report(opened)
        if report.skipped or not report.diagnostics:
            return []
        from linter.server.actions import actions_for

        actions = actions_for(opened, report, params.range, params.context.only)
        return actions if _resolves(server) else [action for action in map(resolve_action, actions) if action.edit is not None]

    @server.feature(types.CODE_ACTION_RESOLVE)
    def resolve_action(action: types.CodeAction) -> types.CodeAction:
        data: Any = action.data
        opened = server.opened(data["uri"])
        if opened is None or opened.version != data["version"]:
            return action  # it was for another text
        from linter.server.actions import carry_out, edit_of

        outcome = carry_out(opened, data)
        if outcome.text is None:
            server.show(f"{action.title}: {'; '.join(outcome.failures) or 'there is nothing to change any more'}")
        else:
            action.edit = edit_of(opened, outcome.text, versioned=_versioned(server))
        return action

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[":", " ", "-", "[", ","], resolve_provider=False)
    )
    def completion(params: types.CompletionParams) -> list[types.CompletionItem]:
        from linter.server.completion import complete

        opened = _article(server, params.text_document.uri)
        return complete(opened, params.position, snippets=_takes_snippets(server)) if opened is not None else []

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        from linter.server.hover import hover_at

        opened = _article(server, params.text_document.uri)
        return hover_at(opened, params.position) if opened is not None else None

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        from linter.server.outline import symbols_of

        opened = _article(server, params.text_document.uri)
        return symbols_of(opened) if opened is not None else []

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    def folds(params: types.FoldingRangeParams) -> list[types.FoldingRange]:
        from linter.server.outline import folds_of

        opened = _article(server, params.text_document.uri)
        return folds_of(opened) if opened is not None else []

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    def links(params: types.DocumentLinkParams) -> list[types.DocumentLink]:
        from linter.server.outline import links_of

        opened = _article(server, params.text_document.uri)
        return links_of(opened) if opened is not None else []

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> list[types.Location]:
        from linter.server.outline import definition_at

        opened = _article(server, params.text_document.uri)
        try:
            return definition_at(opened, params.position) if opened is not None else []
        except ConfigError:  # of another folder of the repository
            return []


def _article(server: Server, uri: str) -> Opened | None:
    """Return an open file where it is an article that can be judged."""
    opened = server.opened(uri)
    try:
        return opened if opened is not None and opened.is_article else None
    except ConfigError:
        return None


def _resolves(server: Server) -> bool:
    """Whether the editor asks for an action's edit when it is chosen."""
    text_document = server.client_capabilities.text_document
    action = text_document.code_action if text_document is not None else None
    support = action.resolve_support if action is not None else None
    return support is not None and "edit" in support.properties and bool(action and action.data_support)


def _versioned(server: Server) -> bool:
    """Whether the editor takes edits that say for which version of a text they are."""
    workspace = server.client_capabilities.workspace
    edit = workspace.workspace_edit if workspace is not None else None
    return edit is not None and bool(edit.document_changes)


def _takes_snippets(server: Server) -> bool:
    """Whether the editor takes text with holes to fill in."""
    text_document = server.client_capabilities.text_document
    completion = text_document.completion if text_document is not None else None
    item = completion.completion_item if completion is not None else None
    return item is not None and bool(item.snippet_support)

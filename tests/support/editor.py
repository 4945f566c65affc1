"""An editor, as far as a language server can tell: JSON-RPC over the standard streams of the real command."""

import json
import queue
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from tests.support.newslint import COMMAND, environment

Json = dict[str, Any]
PATIENCE = 30  # seconds: an answer that has not come by then never comes

MODERN: Json = {
    "workspace": {"workspaceEdit": {"documentChanges": True}, "didChangeWatchedFiles": {"dynamicRegistration": True}},
    "textDocument": {
        "codeAction": {"dataSupport": True, "resolveSupport": {"properties": ["edit"]}},
        "completion": {"completionItem": {"snippetSupport": True}},
    },
}
PULLING: Json = {**MODERN, "textDocument": {**MODERN["textDocument"], "diagnostic": {}}}


class Editor:
    """Speaks to one server. `send` and what the server sends go by plain JSON, so that nothing is hidden by a library."""

    def __init__(self, reading: BinaryIO, writing: BinaryIO) -> None:
        self._writing = writing
        self._replies: queue.Queue[Json] = queue.Queue()
        self._news: queue.Queue[Json] = queue.Queue()
        self._id = 0
        self._versions: dict[str, int] = {}
        self.capabilities: Json = {}
        threading.Thread(target=self._listen, args=(reading,), daemon=True).start()

    def start(self, *folders: Path, capabilities: Json = MODERN, encodings: list[str] | None = None) -> "Editor":
        general = {"general": {"positionEncodings": encodings}} if encodings else {}
        named = [{"uri": folder.as_uri(), "name": folder.name} for folder in folders]
        answer = self.ask("initialize", processId=None, rootUri=None, capabilities={**capabilities, **general}, workspaceFolders=named)
        self.capabilities = answer["capabilities"]
        self.tell("initialized")
        return self

    def ask(self, method: str, **params: Any) -> Any:
        self._id += 1
        self._send({"id": self._id, "method": method, "params": params} if params else {"id": self._id, "method": method})
        reply = self._replies.get(timeout=PATIENCE)
        assert reply["id"] == self._id
        assert "error" not in reply, reply["error"]
        return reply["result"]

    def tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def open(self, path: Path, text: str) -> list[Json]:
        """Open a buffer and return its diagnostics."""
        self._versions[path.as_uri()] = 1
        document = {"uri": path.as_uri(), "languageId": "markdown", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        return self.diagnostics(path)

    def close_all(self) -> None:
        """Close every buffer; what was said of them is dropped."""
        for uri in self._versions:
            self.tell("textDocument/didClose", textDocument={"uri": uri})
        self.ask("textDocument/documentSymbol", textDocument={"uri": "file:///none.md"})  # by its answer all else has come
        self._versions.clear()
        while not self._news.empty():
            self._news.get()

    def type(self, path: Path, text: str) -> int:
        """Make `text` the buffer's content; return the version."""
        uri = path.as_uri()
        self._versions[uri] += 1
        self.tell("textDocument/didChange", textDocument={"uri": uri, "version": self._versions[uri]}, contentChanges=[{"text": text}])
        return self._versions[uri]

    def save(self, path: Path) -> None:
        self.tell("textDocument/didSave", textDocument={"uri": path.as_uri()})

    def diagnostics(self, path: Path) -> list[Json]:
        """Wait for the diagnostics of the buffer's present version."""
        return self.published(path)["diagnostics"]  # type: ignore[no-any-return]

    def published(self, path: Path) -> Json:
        uri = path.as_uri()
        while True:
            news = self.news("textDocument/publishDiagnostics")
            if news["uri"] == uri and news.get("version") == self._versions[uri]:
                return news

    def news(self, method: str) -> Json:
        """Wait for a notification, or a request of the server; what else comes before it is dropped."""
        while True:
            message = self._news.get(timeout=PATIENCE)
            if message["method"] == method:
                return message.get("params") or {}

    @property
    def silent(self) -> bool:
        """Whether nothing has come that nobody waited for."""
        return self._news.empty()

    def actions(self, path: Path, line: int, column: int = 0, **context: Any) -> list[Json]:
        return self.ask(  # type: ignore[no-any-return]
            "textDocument/codeAction",
            textDocument={"uri": path.as_uri()},
            range={"start": {"line": line, "character": column}, "end": {"line": line, "character": column}},
            context={"diagnostics": [], **context},
        )

    def at(self, method: str, path: Path, line: int, column: int) -> Any:
        return self.ask(f"textDocument/{method}", textDocument={"uri": path.as_uri()}, position={"line": line, "character": column})

    def about(self, method: str, path: Path) -> Any:
        return self.ask(f"textDocument/{method}", textDocument={"uri": path.as_uri()})

    def leave(self) -> None:
        self.ask("shutdown")
        self.tell("exit")

    def _send(self, message: Json) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._writing.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._writing.flush()

    def _listen(self, reading: BinaryIO) -> None:
        while header := reading.readline():
            length = 0
            while header.strip():
                if header.lower().startswith(b"content-length:"):
                    length = int(header.partition(b":")[2])
                header = reading.readline()
            message = json.loads(reading.read(length))
            if "method" not in message:
                self._replies.put(message)
                continue
            if "id" in message:
                self._send({"id": message["id"], "result": None})
            self._news.put(message)


@contextmanager
def server(folder: Path, *arguments: str) -> "Iterator[tuple[Editor, subprocess.Popen[bytes]]]":
    """Run the server in a folder, and end it."""
    command = [*COMMAND, "server", "--debounce", "0", *arguments]
    with subprocess.Popen(
        command, cwd=folder, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        errors: list[bytes] = []
        drain = threading.Thread(target=lambda: errors.append(process.stderr.read()), daemon=True)  # type: ignore[union-attr]
        drain.start()
        try:
            yield Editor(process.stdout, process.stdin), process
        finally:
            process.kill()
            drain.join(PATIENCE)
        assert b"Traceback" not in b"".join(errors), b"".join(errors).decode()


def apply(text: str, edit: Json) -> str:
    """Do what a workspace edit of one document says, its places counted in UTF-16 as most editors do."""
    (edits,) = [change["edits"] for change in edit["documentChanges"]] if "documentChanges" in edit else edit["changes"].values()
    starts = [0]
    for at, character in enumerate(text):
        if character == "\n" or (character == "\r" and text[at + 1 : at + 2] != "\n"):
            starts.append(at + 1)

    def offset(place: Json) -> int:
        line = text[starts[place["line"]] :]
        return starts[place["line"]] + len(line.encode("utf-16-le")[: 2 * place["character"]].decode("utf-16-le"))

    for change in sorted(edits, key=lambda change: offset(change["range"]["start"]), reverse=True):
        text = text[: offset(change["range"]["start"])] + change["newText"] + text[offset(change["range"]["end"]) :]
    return text

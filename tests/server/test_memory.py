"""A server lives as long as an editor: what a key leaves behind adds up."""

import asyncio
import gc
import json
from pathlib import Path
from typing import Any

import pytest

from linter.server.server import Server
from tests.support.article import CLEAN, WRONG


class Nobody:
    """Takes what the server sends."""

    def write(self, data: bytes) -> None:
        assert data

    def close(self) -> None:
        """Have nothing to close."""


@pytest.mark.enable_socket
def test_what_is_typed_is_forgotten(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()

    async def grown() -> int:
        server = Server(0)
        server.protocol.set_writer(Nobody())  # type: ignore[arg-type]
        version = 1

        def receive(**message: Any) -> None:
            text = json.dumps({"jsonrpc": "2.0", **message})
            server.protocol.handle_message(json.loads(text, object_hook=server.protocol.structure_message))

        async def type_much(times: int) -> None:
            nonlocal version
            for _ in range(times):
                version += 1
                changes = [{"text": (CLEAN, WRONG)[version % 2]}]
                receive(
                    method="textDocument/didChange",
                    params={"textDocument": {"uri": uri, "version": version}, "contentChanges": changes},
                )
                for _ in range(6):
                    await asyncio.sleep(0)

        def kept() -> int:
            gc.collect()
            return len(gc.get_objects())

        receive(id=1, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}})
        document = {"uri": uri, "languageId": "markdown", "version": 1, "text": CLEAN}
        receive(method="textDocument/didOpen", params={"textDocument": document})
        await type_much(50)
        before = kept()
        await type_much(100)
        return kept() - before

    assert asyncio.run(grown()) < 50  # objects, after a hundred changes

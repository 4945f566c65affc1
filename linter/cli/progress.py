"""One line on a terminal that tells how far the links are."""

from collections.abc import Mapping
from typing import TextIO

from linter.links.results import State


class Progress:
    """Writes the line over and over; nothing where the stream is no terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = ""
        self._is_terminal = stream.isatty()

    def show(self, done: int, total: int, states: Mapping[State, int]) -> None:
        """Tell how many links are done, and how many are in each state."""
        counts = "".join(f"  {state} {states[state]}" for state in State if states.get(state))
        self._write(f"links {done}/{total}{counts}")

    def clear(self) -> None:
        """Take the line away."""
        self._write("")

    def _write(self, text: str) -> None:
        if self._is_terminal and text != self._shown:
            self._shown = text
            self._stream.write(f"\r\x1b[K{text}")
            self._stream.flush()

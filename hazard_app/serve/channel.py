"""One connection of the server, as waitress has it, with a few things to add."""

from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.utilities import RequestEntityTooLarge

# Bytes of a refused body we still read, so that its sender gets to hear the refusal.
PATIENCE = 1_000_000_000


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads a body over the limit to its end, keeps none of it, and lets the app answer.

    Closing at once would reset the connection under a phone that is still sending: it would see a broken
    network, not a 413, and try for ever. The app refuses by the announced length before it reads a byte.
    """

    error: Any = None
    unread = 0

    def received(self, data: bytes) -> int:
        if self.unread:
            return self.discard(data)
        taken: int = super().received(data)
        if isinstance(self.error, RequestEntityTooLarge) and 0 < self.content_length <= PATIENCE:
            self.error, self.completed, self.unread = None, False, self.content_length
        return taken

    def discard(self, data: bytes) -> int:
        taken = min(len(data), self.unread)
        self.unread -= taken
        self.completed = self.unread == 0
        return taken


class Channel(HTTPChannel):  # type: ignore[misc]
    parser_class = Parser

    @property
    def busy(self) -> bool:
        return bool(self.requests or self.request or self.total_outbufs_len)

"""A mail server of a few lines: it takes letters, remembers them and can be unfriendly."""

from __future__ import annotations

import email
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message


@dataclass
class Letterbox:
    """Where it listens, what it has taken; whom it refuses, on whom it hangs up, how slow it is."""

    port: int
    letters: list[Message] = field(default_factory=list)
    visits: int = 0
    refused: set[str] = field(default_factory=set)
    hangs_up_on: set[str] = field(default_factory=set)
    pause: float = 0.0  # seconds between a letter's last line and the word that it is taken

    @property
    def settings(self) -> dict[str, str]:
        """Return the settings that lead the product here."""
        return {"NASTAVNIK_MAIL_HOST": "127.0.0.1", "NASTAVNIK_MAIL_PORT": str(self.port)}

    @property
    def recipients(self) -> list[str]:
        """Return for whom letters were taken, in their order."""
        return [str(letter["To"]) for letter in self.letters]

    def count_by_id(self) -> dict[str, int]:
        """Return how often each letter came, by its Message-ID."""
        ids = [str(letter["Message-ID"]) for letter in self.letters]
        return {name: ids.count(name) for name in ids}


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 50
    box: Letterbox


class _Session(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        box = self.server.box
        box.visits += 1
        recipient = ""
        self.wfile.write(b"220 letterbox\r\n")
        while line := self.rfile.readline():
            words = line.strip().upper()
            answer = b"250 fine\r\n"
            if words == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            if words.startswith(b"RCPT TO:"):
                recipient = line.decode().split("<")[1].split(">")[0]
                if recipient in box.refused:
                    answer = b"550 nobody of that name\r\n"
            if words == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                letter = self._letter()
                if letter is None:
                    return
                time.sleep(box.pause)
                box.letters.append(letter)
                if recipient in box.hangs_up_on:
                    return
                answer = b"250 taken\r\n"
            self.wfile.write(answer)

    def _letter(self) -> Message | None:
        """Read up to the lonely point; None when the sender went away before it."""
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return None
            lines.append(line)
        return email.message_from_bytes(b"".join(lines))


@contextmanager
def letterbox() -> Iterator[Letterbox]:
    """Listen on a free port of this machine."""
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.box = Letterbox(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.box
        finally:
            server.shutdown()
            thread.join()

"""A mail server of a few lines: it takes every letter and remembers for whom."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Letterbox:
    """Where it listens, and whose letters it has taken."""

    port: int
    recipients: list[str] = field(default_factory=list)

    @property
    def settings(self) -> dict[str, str]:
        """Return the settings that lead the product here."""
        return {"NASTAVNIK_MAIL_HOST": "127.0.0.1", "NASTAVNIK_MAIL_PORT": str(self.port)}


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    box: Letterbox


class _Session(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self.wfile.write(b"220 letterbox\r\n")
        in_letter = False
        while line := self.rfile.readline():
            words = line.strip().upper()
            if in_letter:
                in_letter = words != b"."
                answer = b"" if in_letter else b"250 taken\r\n"
            elif words == b"DATA":
                in_letter, answer = True, b"354 go on\r\n"
            elif words == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                if words.startswith(b"RCPT TO:"):
                    self.server.box.recipients.append(line.decode().split("<")[1].split(">")[0])
                answer = b"250 fine\r\n"
            self.wfile.write(answer)


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

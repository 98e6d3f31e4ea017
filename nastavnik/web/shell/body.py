"""A request's body is taken in whole before anything else happens.

Whoever sends slowly then holds a thread, and no connection to the database; and nobody fills the
disk with a body that no form of ours takes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO, cast

from django.core.exceptions import RequestDataTooBig

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

PIECE = 256 * 1024
IN_MEMORY = 1024 * 1024
DRAINED = 8  # times the limit: a browser shows an answer only after it has sent everything


class TooLarge:
    """What is left of a body that was not kept: reading it is refused with 413."""

    def read(self, size: int = -1) -> bytes:
        """Raise RequestDataTooBig."""
        raise RequestDataTooBig("the body is larger than any form")

    readline = read


def whole_body(application: Application, limit: int) -> Application:
    """Return `application` behind a buffer of at most `limit` bytes, on the disk when large."""

    def buffered(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        expected = int(environ.get("CONTENT_LENGTH") or 0)
        if not expected:
            return application(environ, start_response)
        given = cast(BinaryIO, environ["wsgi.input"])
        if expected > limit:
            _drain(given, min(expected, limit * DRAINED))
            return application(environ | {"wsgi.input": TooLarge()}, start_response)
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
            size = _copy(given, expected, body)
            body.seek(0)
            changed = {"wsgi.input": body, "CONTENT_LENGTH": str(size)}
            return application(environ | changed, start_response)

    return buffered


def _copy(given: BinaryIO, expected: int, body: Any) -> int:
    """Write what comes of the `expected` bytes; fewer come when the sender goes away."""
    size = 0
    while size < expected and (piece := given.read(min(PIECE, expected - size))):
        body.write(piece)
        size += len(piece)
    return size


def _drain(given: BinaryIO, length: int) -> None:
    while length > 0 and (piece := given.read(min(PIECE, length))):
        length -= len(piece)

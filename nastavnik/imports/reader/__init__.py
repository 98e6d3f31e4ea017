"""Reading of files that people bring: bytes of unknown origin become a `Source` or a refusal.

No Django here: the command line reads plans without a database.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from nastavnik.imports.reader import gate
from nastavnik.imports.reader.charset import NAMES as ENCODINGS
from nastavnik.imports.reader.limits import MEGABYTE, Limits
from nastavnik.imports.reader.pasted import read_pasted
from nastavnik.imports.reader.refusals import Unreadable, refusal
from nastavnik.pure.source import Source

__all__ = ["ENCODINGS", "Limits", "Unreadable", "read_bytes", "read_file", "read_pasted"]

DEFAULT = Limits()


def read_file(
    path: Path, name: str | None = None, *, encoding: str = "", limits: Limits = DEFAULT
) -> Source:
    """Read the file at `path` in a killable process.

    `name` is what its owner called it (by default the path's own name), `encoding` forces the
    encoding of a text. Raises Unreadable, and nothing else for anything that is in the file.
    """
    with _opened(path, limits) as file:
        return _source(gate.ask(file, _suffix(name or path.name), encoding, limits))


def read_bytes(data: bytes, name: str, *, encoding: str = "", limits: Limits = DEFAULT) -> Source:
    """Read the bytes of a file called `name` as `read_file` does."""
    if len(data) > limits.upload:
        raise refusal("too_large", limit=limits.upload // MEGABYTE)
    return _source(gate.ask(data, _suffix(name), encoding, limits))


def _opened(path: Path, limits: Limits) -> BinaryIO:
    """Open a plain file that is not too large. Raises Unreadable."""
    try:
        if not path.exists() or path.is_dir():
            raise refusal("missing")
        if not path.is_file():
            raise refusal("unknown")  # a device or a pipe has no end
        if path.stat().st_size > limits.upload:
            raise refusal("too_large", limit=limits.upload // MEGABYTE)
        return path.open("rb")
    except PermissionError as error:
        raise refusal("no_access") from error
    except (OSError, ValueError) as error:  # a name that the system does not take
        raise refusal("missing") from error


def _suffix(name: str) -> str:
    """Return the extension without its point; a longer one is no extension."""
    return Path(name).suffix.lstrip(".")[:8]


def _source(answer: gate.Answer) -> Source:
    if answer.refusal is not None:
        raise answer.refusal
    assert answer.source is not None
    return answer.source

"""Reading of files that people bring: bytes of unknown origin become a `Source` or a refusal.

No Django here: the command line reads plans without a database.
"""

from __future__ import annotations

from pathlib import Path

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
    suffix = Path(name or path.name).suffix
    try:
        if path.is_dir() or not path.exists():
            raise refusal("missing")
        if not path.is_file():
            raise refusal("unknown")  # a device or a pipe has no end
        if path.stat().st_size > limits.upload:
            raise refusal("too_large", limit=limits.upload // MEGABYTE)
        with path.open("rb") as file:
            return _source(gate.ask(file, suffix.lstrip("."), encoding, limits))
    except (OSError, ValueError) as error:  # no right to read, a name the system refuses
        raise refusal("missing") from error


def read_bytes(data: bytes, name: str, *, encoding: str = "", limits: Limits = DEFAULT) -> Source:
    """Read the bytes of a file called `name` as `read_file` does."""
    if len(data) > limits.upload:
        raise refusal("too_large", limit=limits.upload // MEGABYTE)
    return _source(gate.ask(data, Path(name).suffix.lstrip("."), encoding, limits))


def _source(answer: gate.Answer) -> Source:
    if answer.refusal is not None:
        raise answer.refusal
    assert answer.source is not None
    return answer.source

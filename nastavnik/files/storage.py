"""Stored files: under their SHA-256 in the data folder, on the disk whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from nastavnik.kernel import clock
from nastavnik.kernel.errors import RuleBroken

PIECE = 1024 * 1024
FORGOTTEN = 24 * 60 * 60  # seconds after which an upload that was cut off is cleared away


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that has arrived and is not yet kept."""

    path: Path
    sha256: str
    size: int

    def head(self, length: int) -> bytes:
        """Return the first `length` bytes, fewer where there are no more."""
        with self.path.open("rb") as file:
            return file.read(length)

    def keep(self) -> None:
        """Put the file in its place for good; the same bytes kept before are left as they are."""
        place = path_of(self.sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(self.path, place)
        _sync(place.parent)


@contextmanager
def incoming(content: BinaryIO) -> Iterator[Incoming]:
    """Write `content` beside the kept files; whatever is not kept is gone afterwards.

    Raises RuleBroken when it is larger than the limit of uploads.
    """
    folder = _folder() / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    _clear_forgotten(folder)
    descriptor, name = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            sha256, size = _copy(content, file)
            os.fsync(file.fileno())
        yield Incoming(Path(name), sha256, size)
    finally:
        Path(name).unlink(missing_ok=True)


def path_of(sha256: str) -> Path:
    """Return where the bytes with this SHA-256 (hex) lie, or would lie."""
    return _folder() / sha256[:2] / sha256


def _folder() -> Path:
    return Path(settings.DATA) / "files"


def _copy(content: BinaryIO, file: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while piece := content.read(PIECE):
        size += len(piece)
        if size > settings.MAX_UPLOAD_MB * PIECE:
            raise RuleBroken(
                f"Файл занимает больше {settings.MAX_UPLOAD_MB} МБ, такие файлы не принимаются. "
                "Уберите из документа рисунки или разделите его на части.",
                field="file",
            )
        digest.update(piece)
        file.write(piece)
    return digest.hexdigest(), size


def _clear_forgotten(folder: Path) -> None:
    oldest = clock.now().timestamp() - FORGOTTEN
    for file in folder.iterdir():
        with suppress(FileNotFoundError):  # another upload has just been kept or refused
            if file.stat().st_mtime < oldest:
                file.unlink()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

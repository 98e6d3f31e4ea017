"""Giving stored files back. Whoever holds the row got it from a scoped selector of its owner."""

from __future__ import annotations

from typing import BinaryIO

from nastavnik.files import rules, storage
from nastavnik.files.models import StoredFile


def open_file(stored: StoredFile) -> BinaryIO:
    """Open the bytes for reading. Raises FileNotFoundError when they are lost: a fault of ours."""
    return storage.path_of(stored.sha256).open("rb")


def content_type_of(stored: StoredFile) -> str:
    """Return the type a browser is told, by the name; unknown ones are plain bytes."""
    return rules.media_type_of(stored.name)

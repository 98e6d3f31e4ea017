"""Bytes are stored under their SHA-256, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import time
from io import BytesIO
from pathlib import Path

import pytest

from nastavnik.files import storage
from nastavnik.kernel.errors import RuleBroken

DATA = "План мероприятий".encode()
SHA = hashlib.sha256(DATA).hexdigest()


def kept_files(files: Path) -> list[Path]:
    return [path for path in files.rglob("*") if path.is_file()]


def test_kept_file_lies_under_its_hash(files: Path) -> None:
    with storage.incoming(BytesIO(DATA)) as arrived:
        arrived.keep()
    assert (arrived.sha256, arrived.size) == (SHA, len(DATA))
    assert kept_files(files) == [files / SHA[:2] / SHA]
    assert storage.path_of(SHA).read_bytes() == DATA


def test_file_that_is_not_kept_leaves_nothing(files: Path) -> None:
    with pytest.raises(ValueError, match="nonsense"), storage.incoming(BytesIO(DATA)):
        raise ValueError("nonsense")
    assert kept_files(files) == []


def test_same_bytes_are_kept_once(files: Path) -> None:
    for _ in range(2):
        with storage.incoming(BytesIO(DATA)) as arrived:
            arrived.keep()
    assert len(kept_files(files)) == 1


def test_too_large_file_is_refused_and_not_kept(files: Path, settings: object) -> None:
    settings.MAX_UPLOAD_MB = 1  # type: ignore[attr-defined]
    with pytest.raises(RuleBroken, match="больше 1 МБ"), storage.incoming(BytesIO(b"x" * 1048577)):
        raise AssertionError("a file over the limit was let in")
    assert kept_files(files) == []


def test_upload_cut_off_by_a_crash_is_cleared_after_a_day(files: Path) -> None:
    folder = files / "incoming"
    folder.mkdir(parents=True)
    (folder / "old").write_bytes(b"x")
    (folder / "fresh").write_bytes(b"x")
    long_ago = time.time() - 2 * storage.FORGOTTEN
    os.utime(folder / "old", (long_ago, long_ago))
    with storage.incoming(BytesIO(DATA)) as arrived:
        arrived.keep()
    assert [path.name for path in folder.iterdir()] == ["fresh"]

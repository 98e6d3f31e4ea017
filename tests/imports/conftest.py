"""Files received by a test lie in the test's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> Path:
    """Return the folder of stored files."""
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    return tmp_path / "files"

"""Files kept by a test lie in the test's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_folder(files: Path) -> None:
    """Keep every test here off the data folder."""

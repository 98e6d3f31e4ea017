"""The command line as others use it: real processes, their bytes and exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ended:
    """How a command ended; both streams are UTF-8 or the test fails."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Console:
    """Runs `nastavnik` on one data folder, as in a fresh installation."""

    data: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment without anything of ours but the data folder and `settings`."""
        ours = ("NASTAVNIK_", "DATABASE_URL", "DJANGO_", "PYTHONIOENCODING", "LC_", "LANG")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return {
            **kept,
            "NASTAVNIK_DATA": str(self.data),
            "PYTHONPATH": str(ROOT),
            **self.settings,
            **more,
        }

    def command(self, *words: str | Path) -> list[str]:
        """Return the words of the process."""
        return [sys.executable, "-m", "nastavnik", *map(str, words)]

    def run(self, *words: str | Path, given: bytes = b"", **environment: str) -> Ended:
        """Run a command to its end. A traceback fails the test, whatever the exit code."""
        ended = subprocess.run(
            self.command(*words),
            input=given,
            capture_output=True,
            env=self.environment(**environment),
            cwd="/",
            timeout=120,
            check=False,
        )
        outcome = Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())
        assert "Traceback" not in outcome.err, outcome.err
        return outcome

    def with_settings(self, **settings: str) -> Console:
        """Return the same installation with other settings."""
        return Console(self.data, {**self.settings, **settings})


@pytest.fixture
def console(tmp_path: Path) -> Console:
    """Return a console whose data folder does not exist yet."""
    return Console(tmp_path / "data")

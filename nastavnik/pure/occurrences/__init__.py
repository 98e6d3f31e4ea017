"""From a term to the days on which it falls: windows for pages, occurrences for tasks."""

from __future__ import annotations

from nastavnik.pure.occurrences.dating import occurrences_of
from nastavnik.pure.occurrences.model import Occurrence, WaitsFor, Window
from nastavnik.pure.occurrences.windows import windows_of
from nastavnik.pure.occurrences.wording import speaks_of_schedule

__all__ = [
    "Occurrence",
    "WaitsFor",
    "Window",
    "occurrences_of",
    "speaks_of_schedule",
    "windows_of",
]

"""From a term to the days on which it falls."""

from __future__ import annotations

from nastavnik.pure.occurrences.windows import Window, windows_of

__all__ = ["Window", "windows_of"]

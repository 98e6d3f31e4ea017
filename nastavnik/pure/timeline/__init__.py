"""A timeline drawn as SVG: months, a bar for each row, today; states by colour, shape and words."""

from __future__ import annotations

from nastavnik.pure.timeline.drawing import draw
from nastavnik.pure.timeline.model import LABELS, Bar, Look
from nastavnik.pure.timeline.scale import Scale, Tick, span_of

__all__ = ["LABELS", "Bar", "Look", "Scale", "Tick", "draw", "span_of"]

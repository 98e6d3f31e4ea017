"""What a plan said when it was approved, and what one edition says otherwise than another (R16)."""

from nastavnik.pure.editions.applying import apply
from nastavnik.pure.editions.comparing import (
    PLACES,
    Changes,
    FieldChange,
    RowChange,
    compare,
)
from nastavnik.pure.editions.content import Content, ItemText, Part
from nastavnik.pure.editions.summary import summary
from nastavnik.pure.editions.words import Piece, compare_words

__all__ = [
    "PLACES",
    "Changes",
    "Content",
    "FieldChange",
    "ItemText",
    "Part",
    "Piece",
    "RowChange",
    "apply",
    "compare",
    "compare_words",
    "summary",
]

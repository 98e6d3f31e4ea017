"""From a document to rows of cells: finding tables in any layout, telling columns by headers.

Knows nothing of plans: what the columns of a kind of table may be called comes as a
`Vocabulary`, so registers use the same reader.
"""

from nastavnik.pure.tabular.cleaning import clean, join, one_line
from nastavnik.pure.tabular.find import find_tables
from nastavnik.pure.tabular.grid import Cell, Grid, Layout, Row
from nastavnik.pure.tabular.heads import Head, HeadColumn, Vocabulary

__all__ = [
    "Cell",
    "Grid",
    "Head",
    "HeadColumn",
    "Layout",
    "Row",
    "Vocabulary",
    "clean",
    "find_tables",
    "join",
    "one_line",
]

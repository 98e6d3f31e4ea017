"""Reading an order with a plan: act, period, sections, items, indicators, doubts, findings."""

from nastavnik.pure.plans.corrections import Corrections, Edit, EditKind, second_key
from nastavnik.pure.plans.export import to_json
from nastavnik.pure.plans.read import list_grids, read_plan
from nastavnik.pure.plans.reading import (
    Column,
    Doubt,
    Field,
    Finding,
    Indicator,
    Item,
    Plan,
    RowCount,
    Section,
    Severity,
)
from nastavnik.pure.plans.rows import RowKind

__all__ = [
    "Column",
    "Corrections",
    "Doubt",
    "Edit",
    "EditKind",
    "Field",
    "Finding",
    "Indicator",
    "Item",
    "Plan",
    "RowCount",
    "RowKind",
    "Section",
    "Severity",
    "list_grids",
    "read_plan",
    "second_key",
    "to_json",
]

"""The report of control as a sheet for the exports: the figures of the page in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nastavnik.pure.plans import Field
from nastavnik.roadmaps.exports import Column, Row, Sheet
from nastavnik.web.control.periods import Period
from nastavnik.web.control.presenters.board import Line

HEADERS = (
    ("Организация", 16),
    ("Срок в ближайшие 30 дней", 6),
    ("Срок прошёл", 5),
    ("Без документов", 6),
    ("Под угрозой срыва", 6),
    ("Ждут приёмки", 5),
    ("Срок наступил в периоде", 6),
    ("Закрыто в срок", 5),
    ("Дисциплина", 6),
    ("Срок продлён", 5),
)


def sheet_of(unit: str, period: Period, lines: Sequence[Line], total: Line, on: date) -> Sheet:
    """Return the report «Контроль исполнения на 20.11.2026» of the unit's branch."""
    return Sheet(
        heading=(unit, f"Дисциплина за период: {period.label}"),
        title=f"Контроль исполнения на {on:%d.%m.%Y}",
        columns=tuple(
            Column(header, Field.OTHER, weight, str(at))
            for at, (header, weight) in enumerate(HEADERS)
        ),
        rows=tuple(Row("item", _cells(line)) for line in (*lines, total)),
        indicators=(),
    )


def _cells(line: Line) -> tuple[str, ...]:
    name = f"{line.name} ({line.note.lower()})" if line.note and not line.url else line.name
    figures = (
        line.soon, line.overdue, line.bare, line.risk, line.waiting, line.fell, line.in_time
    )  # fmt: skip
    numbers = [str(figure.value) for figure in figures]
    return (name, *numbers, line.percent or "нет данных", str(line.prolonged.value))

"""What a deadline phrase was understood to mean."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

Kind = Literal[
    "once",
    "yearly",
    "monthly",
    "quarterly",
    "periodic",
    "continuous",
    "as_needed",
    "relative",
    "unparsable",
]
Unit = Literal["day", "working_day", "week", "month", "quarter", "year", "school_term"]
Edge = date | str | None


@dataclass(frozen=True, slots=True)
class Offset:
    """How far from the event: `n` units before or after it."""

    n: int
    unit: Unit
    dir: Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Per:
    """The span within which something happens so many times: `n` units."""

    n: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class TermReading:
    """One reading of a deadline phrase; dates are inclusive, month-days are "MM-DD".

    once: `start`..`end`, `start` None for a mere due date; without a year only month-days.
    yearly: the month-day window from `from_year` to `until_year`; `start`..`end` is the first
    occurrence when the phrase states it. monthly, quarterly: days of the month (-1 = last),
    `offset_months` 1 = the month after the period. periodic: `times` `per` span.
    relative: `offset` from `anchor`. `parts` are the separate windows inside `start`..`end`
    (dates, or month-days where the year is unknown; first of a part None = due date).
    `weekday` is ISO (1 = Monday), several as a tuple; `nth` its number in the month (-1 = last).
    `ambiguous`: a person must be asked, `alt` is the other reading, `note` says why (Russian).
    `warn`: impossible or slipped; `note` says what.
    """

    kind: Kind = "unparsable"
    start: date | None = None
    end: date | None = None
    month_day_from: str | None = None
    month_day_to: str | None = None
    from_year: int | None = None
    conditional: bool = False
    note: str = ""
    until_year: int | None = None
    offset: Offset | None = None
    anchor: str | None = None
    parts: tuple[tuple[Edge, Edge], ...] = ()
    then: Kind | None = None
    min_times: int | None = None
    max_times: int | None = None
    times: int | None = None
    per: Per | None = None
    weekday: int | tuple[int, ...] | None = None
    nth: int | None = None
    day_of_month_from: int | None = None
    day_of_month_to: int | None = None
    working_day_of_month_to: int | None = None
    offset_months: int | None = None
    month_of_quarter: int | None = None
    ambiguous: bool = False
    alt: TermReading | None = None
    warn: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return plain values: eight keys always, the others where they apply."""
        return {
            name: _plain(value)
            for name, value in ((field.name, getattr(self, field.name)) for field in fields(self))
            if name in ALWAYS or not (value is None or value is False or value == ())
        } | ({"offset": None} if self.kind == "relative" and self.offset is None else {})

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> TermReading:
        """Rebuild what `to_json` gave. Raises TypeError on unknown keys, ValueError on no dates."""
        values = dict(data)
        for name in ("start", "end"):
            values[name] = _edge(values.get(name))
        if values.get("parts"):
            values["parts"] = tuple((_edge(a), _edge(b)) for a, b in values["parts"])
        if values.get("offset"):
            values["offset"] = Offset(**values["offset"])
        if values.get("per"):
            values["per"] = Per(**values["per"])
        if isinstance(values.get("weekday"), list):
            values["weekday"] = tuple(values["weekday"])
        if values.get("alt"):
            values["alt"] = cls.from_json(values["alt"])
        return cls(**values)


ALWAYS = frozenset(field.name for field in fields(TermReading)[:8])


def _plain(value: object) -> object:
    """Turn one value into what JSON holds."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Offset):
        return {"n": value.n, "unit": value.unit, "dir": value.dir}
    if isinstance(value, Per):
        return {"n": value.n, "unit": value.unit}
    if isinstance(value, TermReading):
        return value.to_json()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _edge(value: str | None) -> Any:
    """Read a date or a month-day back."""
    return date.fromisoformat(value) if value and len(value) == len("2020-09-01") else value

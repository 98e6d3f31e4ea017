"""How the truth tables of terms are written and compared."""

from __future__ import annotations

from typing import Any

from nastavnik.pure.terms import TermReading

DEFAULTS: dict[str, Any] = {
    "start": None,
    "end": None,
    "month_day_from": None,
    "month_day_to": None,
    "from_year": None,
    "conditional": False,
}
NOT_COMPARED = {"note", "alt"}

Row = tuple[str, str | None, dict[str, Any]]


def once(start: str | None = None, end: str | None = None, **more: Any) -> dict[str, Any]:
    return {"kind": "once", "start": start, "end": end} | more


def window(start: str | None, end: str | None, **more: Any) -> dict[str, Any]:
    """A window of month-days without a year."""
    return {"kind": "once", "month_day_from": start, "month_day_to": end} | more


def yearly(lo: str | None = None, hi: str | None = None, /, **more: Any) -> dict[str, Any]:
    return {"kind": "yearly", "month_day_from": lo, "month_day_to": hi} | more


def going(start: str | None = None, end: str | None = None, **more: Any) -> dict[str, Any]:
    return {"kind": "continuous", "start": start, "end": end} | more


def after(
    n: int | None, unit: str = "day", anchor: str | None = None, **more: Any
) -> dict[str, Any]:
    offset = None if n is None else {"n": n, "unit": unit, "dir": "after"}
    return {"kind": "relative", "offset": offset, "anchor": anchor} | more


def before(
    n: int | None, unit: str = "day", anchor: str | None = None, **more: Any
) -> dict[str, Any]:
    offset = None if n is None else {"n": n, "unit": unit, "dir": "before"}
    return {"kind": "relative", "offset": offset, "anchor": anchor} | more


def each(n: int, unit: str, times: int | None = 1, **more: Any) -> dict[str, Any]:
    """`times` per `n` units."""
    counted = {} if times is None else {"times": times}
    return {"kind": "periodic", "per": {"n": n, "unit": unit}} | counted | more


def compared(reading: TermReading) -> dict[str, Any]:
    """Return the fields that a row states."""
    return {key: value for key, value in reading.to_json().items() if key not in NOT_COMPARED}


def expected(gold: dict[str, Any]) -> dict[str, Any]:
    """Fill a row up with the keys that are always there."""
    return DEFAULTS | {key: value for key, value in gold.items() if key not in NOT_COMPARED}

"""What a term becomes: windows of days, and occurrences that wait for a day or have one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

Window = tuple[date, date]
"""First and last day, both inclusive; a mere due date is a window of one day."""

Days = tuple[date | None, date]
"""First and last day, both inclusive; first None = a mere due date."""


class Slot(NamedTuple):
    """One turn of what recurs: its label (the year, month, week) and its days."""

    label: str
    first: date | None
    last: date


class WaitsFor(StrEnum):
    """What an occurrence needs before its days are known."""

    NOTHING = ""
    EVENT = "event"
    SCHEDULE = "schedule"
    CONDITION = "condition"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time at which an item is to be done: a task of each of its actors.

    `key` is unique inside an item and says which year, month, part or event this is, so that it
    survives a correction of the dates. `first` is None for a mere due date, `last` (inclusive)
    is None where there is no due date, or none yet. `conditional`: «при необходимости», may be
    closed as not needed.
    """

    key: str
    first: date | None
    last: date | None
    waits_for: WaitsFor = WaitsFor.NOTHING
    conditional: bool = False

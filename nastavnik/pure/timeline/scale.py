"""The axis of a timeline: days to points, marks of months or quarters, names of years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from nastavnik.pure.schoolyear import month_length
from nastavnik.pure.timeline.model import Bar

MONTHS = "янв фев мар апр май июн июл авг сен окт ноя дек".split()
QUARTERS = ("I кв.", "II кв.", "III кв.", "IV кв.")
MONTH_ROOM, QUARTER_ROOM, YEAR_ROOM = 28, 40, 44  # points that a name needs


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis with its name."""

    x: float
    name: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole months from `first` to `last` over `width` points that begin at `left`."""

    first: date
    last: date
    left: float
    width: float

    def x_of(self, day: date) -> float:
        """Return where the day begins; days outside stand at the edge."""
        days = (self.last - self.first).days + 1
        passed = min(max((day - self.first).days, 0), days)
        return round(self.left + self.width * passed / days, 1)

    def has(self, day: date) -> bool:
        """Tell whether the day is on the axis."""
        return self.first <= day <= self.last

    def ticks(self) -> Iterator[Tick]:
        """Give the months; the quarters where months have no room, nothing where they have none."""
        room = self._room
        for year, month in self._months():
            x = self.x_of(date(year, month, 1))
            if room >= MONTH_ROOM:
                yield Tick(x, MONTHS[month - 1])
            elif room * 3 >= QUARTER_ROOM and month % 3 == 1:
                yield Tick(x, QUARTERS[month // 3])

    def years(self) -> Iterator[Tick]:
        """Give the years, so many of them as have room; the first where the axis begins."""
        free = self.left
        for at, (year, month) in enumerate(self._months()):
            x = self.x_of(date(year, month, 1))
            left = (13 - month) * self._room  # until the next year
            if x >= free and (month == 1 or (at == 0 and left >= YEAR_ROOM)):
                yield Tick(x, str(year))
                free = x + YEAR_ROOM

    @property
    def _room(self) -> float:
        """Points of a month."""
        return self.width / sum(1 for _ in self._months())

    def _months(self) -> Iterator[tuple[int, int]]:
        year, month = self.first.year, self.first.month
        while (year, month) <= (self.last.year, self.last.month):
            yield year, month
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def span_of(bars: Iterable[Bar], on: date) -> tuple[date, date]:
    """Return the first day of the first month and the last of the last; those of `on` for none."""
    days = [day for bar in bars for day in (bar.first, bar.due) if day is not None] or [on]
    first, last = min(days), max(days)
    return first.replace(day=1), last.replace(day=month_length(last.year, last.month))

"""Third level of the grammar: windows with their years, ranges and the word before them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from nastavnik.pure.schoolyear import LAST, SCHOOL_HALVES, MonthDay
from nastavnik.pure.terms.cascade import Level
from nastavnik.pure.terms.lexicon import CLASSES, Token, Value
from nastavnik.pure.terms.windows import MOST_DAYS, MonthDays, Window
from nastavnik.pure.terms.years import Years

ITEM = CLASSES["item"]
YEARS, WINDOWS = CLASSES["years"], CLASSES["window"]
EDGES = {CLASSES["begin"]: "begin", CLASSES["middle"]: "middle", CLASSES["end"]: "end"}
MANY_YEARS = 30
EDGE_DOUBT = "границы начала, середины и конца срока не названы"


class Item(NamedTuple):
    """One piece of time. `role`: in, range, until, to, by (inclusive), from, during, skip.

    `years` are those said without a window, or those that a window could not take in.
    """

    role: str
    windows: list[Window]
    years: Years | None = None
    edge: str = ""


@dataclass(slots=True)
class Point:
    """A window list with its years and edge, as it stands in the phrase."""

    windows: list[Window]
    years: Years | None
    edge: str

    @property
    def named(self) -> tuple[Years | None, str]:
        """The years and the edge."""
        return self.years, self.edge


def points(shape: str, values: list[Value]) -> list[Point]:
    """Split an item's tokens into points."""
    found: list[Point] = []
    edge = ""
    for letter, value in zip(shape, values, strict=True):
        if letter in EDGES:
            edge = EDGES[letter]
        elif isinstance(value, Years):
            if found and found[-1].windows and found[-1].years is None and not edge:
                found[-1].years = value
            else:
                found.append(Point([], value, edge))
                edge = ""
        elif letter == WINDOWS:
            found.append(Point(list(value), None, edge))
            edge = ""
    for point in found:
        if point.windows and (point.years or point.edge):
            _settle(point)
    return found


def _settle(point: Point) -> None:
    """Give the windows of a point its years and its edge."""
    years = point.years
    if years is None:
        pass
    elif years.kind == "calendar" and years.first == years.last:
        for window in point.windows:
            window.y1 = window.y1 or years.first
            window.y2 = window.y2 or years.first
        point.years = None
    elif years.kind in ("school", "school_span", "span", "school_year"):
        point.windows = [_school(window, years.first) for window in point.windows]
        point.years = None
    elif years.kind in ("calendar", "list"):
        point.windows = [
            replace(window, y1=year, y2=year)
            for year in range(years.first, min(years.last, years.first + MANY_YEARS) + 1)
            for window in point.windows
        ]
    if point.edge:
        point.windows = [cut_edge(window, point.edge) for window in point.windows]


def _school(window: Window, first: int) -> Window:
    """Put a window into a school year; half-years change their months."""
    if window.halves:
        a, b = window.halves
        doubt = "второе полугодие учебного года понято как январь – май" if b == 2 else ""
        return replace(
            window, lo=SCHOOL_HALVES[a][0], hi=SCHOOL_HALVES[b][1], school=first, doubt=doubt
        )
    return replace(window, school=first)


def cut_edge(window: Window, edge: str) -> Window:
    """Cut the beginning, the middle or the end out of a window."""
    base = (window.lo, window.hi)
    lo, hi = _edge_of(base, edge)
    return replace(window, lo=lo, hi=hi, base=base, edge=edge, doubt=window.doubt or EDGE_DOUBT)


def _edge_of(base: tuple[MonthDay, MonthDay], edge: str) -> tuple[MonthDay, MonthDay]:
    """Return ten days of a month, a month of anything longer."""
    (first, first_day), (last, last_day) = base
    if first == last and (first_day, last_day) == (1, LAST):
        return {
            "begin": ((first, 1), (first, 10)),
            "middle": ((first, 11), (first, 20)),
            "end": ((first, 21), (first, LAST)),
        }[edge]
    if first == last:
        return base
    middle = (first + ((last - first) % 12) // 2 - 1) % 12 + 1
    month = {"begin": first, "middle": middle, "end": last}[edge]
    return (month, 1), (month, LAST)


def ranged(shape: str, values: list[Value], _at: int) -> Token | list[Token] | None:
    """Read «сентябрь – май», «с 1 октября 2021 по 15 мая 2022»."""
    found = points(shape, values)
    if len(found) != 2:
        return None
    lo, hi = found
    if not lo.windows and not hi.windows:
        return ITEM, Item("range", [], _joined_years(lo, hi))
    if lo.windows and not hi.windows and hi.edge:
        role = "until" if hi.edge == "begin" else "by"
        return [(ITEM, Item("from", lo.windows, lo.years)), (ITEM, Item(role, [], *hi.named))]
    if lo.years and not lo.windows and lo.years.kind == "calendar":
        year = lo.years.first
        lo = Point([Window((1, 1), (12, LAST), year, year)], None, lo.edge)
    if not lo.windows or not hi.windows:
        return None
    exclusive = CLASSES["until"] in shape and not hi.edge and not hi.windows[0].single_day
    role = "during" if CLASSES["during"] in shape else "range"
    return ITEM, Item(role, [*lo.windows[:-1], join(lo.windows[-1], hi.windows[0], exclusive),
                                *hi.windows[1:]], lo.years or hi.years)  # fmt: skip


def _joined_years(lo: Point, hi: Point) -> Years | None:
    """Join two years into a span."""
    if lo.years and hi.years and lo.years.kind == hi.years.kind == "calendar":
        return Years("calendar", lo.years.first, hi.years.last)
    return hi.years


def join(lo: Window, hi: Window, exclusive: bool) -> Window:
    """Make one window of two; `exclusive`: up to, but without, the second."""
    doubts = [doubt for doubt in (lo.doubt, hi.doubt) if doubt]
    if exclusive:
        doubts.append("не сказано, входит ли последний месяц")
    end = day_before(hi.lo) if exclusive else hi.hi
    wraps = exclusive and end[0] == 12 and hi.lo[0] == 1
    return Window(
        lo.lo,
        end,
        lo.y1,
        hi.y2 - 1 if hi.y2 and wraps else hi.y2,
        school=lo.school or hi.school,
        doubt="; ".join(dict.fromkeys(doubts)),
    )


def day_before(day: MonthDay) -> MonthDay:
    """Return the day before a day; before the first of a month, the last of the one before."""
    number, first = day
    if first > 1:
        return number, first - 1
    return (number - 2) % 12 + 1, LAST


def days_ranged(shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «с 1 по 15 октября 2021 года»."""
    first = next(value for value in values if isinstance(value, int))
    point = points(shape, values)[0]
    if not point.windows or not 0 < first <= MOST_DAYS:
        return None
    head = point.windows[0]
    if not head.single_day:
        return None
    return ITEM, Item("range", [replace(head, lo=(head.lo[0], first)), *point.windows[1:]])


ROLES = {
    CLASSES["until"]: "until",
    CLASSES["to"]: "to",
    CLASSES["by"]: "by",
    CLASSES["notlater"]: "by",
    CLASSES["from"]: "from",
    CLASSES["after"]: "from",
    CLASSES["notearlier"]: "from",
    CLASSES["during"]: "during",
    CLASSES["whole"]: "during",
    CLASSES["for"]: "skip",
}


def led(shape: str, values: list[Value], _at: int) -> list[Token] | None:
    """Read one or more points after «до», «с», «в течение» and the like, or after nothing."""
    role = next((ROLES[letter] for letter in shape if letter in ROLES), "in")
    if role == "until" and CLASSES["inclusive"] in shape:
        role = "by"
    if role == "from" and _inside_month(values):
        role = "in"  # «с 20-25 мая»
    if role == "during" and CLASSES["for"] in shape:
        role = "skip"
    return [
        (ITEM, Item(role, point.windows, point.years, point.edge))
        for point in points(shape, values)
    ] or None


def _inside_month(values: list[Value]) -> bool:
    """Whether the window is several days of one month."""
    found = next((value for value in values if isinstance(value, list)), [])
    return any(
        w.lo[0] == w.hi[0] and w.lo < w.hi and (w.lo[1], w.hi[1]) != (1, LAST) for w in found
    )


def due_days(_shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «до 5 числа»."""
    days = values[-1]
    if not isinstance(days, MonthDays):
        return None
    return CLASSES["monthday"], days._replace(lo=None, doubt="" if days.hi == -1 else days.doubt)


def from_day(_shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «с 25 числа»."""
    days = values[-1]
    if not isinstance(days, MonthDays):
        return None
    return CLASSES["monthday"], days._replace(hi=-1)


def both_edges(shape: str, values: list[Value], at: int) -> list[Token] | None:
    """Read «в начале и конце учебного года»: two terms."""
    cut = next(n for n in range(1, len(shape)) if shape[n] in EDGES)
    first = led(shape[0] + shape[cut + 1 :], [values[0], *copy.deepcopy(values[cut + 1 :])], at)
    second = led(shape[cut:], values[cut:], at)
    return first + second if first and second else None


def year_then_due(shape: str, values: list[Value], at: int) -> list[Token] | None:
    """Read «2021 год – до 1 октября»."""
    return led(shape[2:] + shape[0], [*values[2:], values[0]], at)


def excepted(_shape: str, _values: list[Value], _at: int) -> Token:
    """Drop «кроме июля и августа»; the word that stays makes it a question to a person."""
    return CLASSES["except"], None


def heading(_shape: str, _values: list[Value], _at: int) -> Token:
    """Drop what a due date is set for: «1 полугодие – до 30 декабря»."""
    return CLASSES["label"], None


def year_first(shape: str, values: list[Value], at: int) -> Token | None:
    """Read a window that stands after its year: «2021 г., сентябрь»."""
    year, windows = values[0], values[-1]
    if not isinstance(year, Years) or year.kind not in ("calendar", "school", "school_year"):
        return None
    if year.first != year.last:
        return None
    [point] = points("71", [windows, year])
    return ITEM, Item("in", point.windows, point.years)


Handler = Callable[[str, list[Value], int], "Token | list[Token] | None"]

EDGE = "[begin middle end]"
POINT = f"(?:{EDGE}? window (?:[comma dash]? years)? | {EDGE} years)"
HOUR = "(?:clock hour? | num hour (?:num hour)?)"
TO = "(?:dash | by | until)"

LEVEL = Level(
    [
        (f"[during whole]+ {POINT} dash {POINT}", ranged),
        (f"from {POINT} {TO} in? {POINT} inclusive?", ranged),
        (f"{POINT} (?:dash | by) in? {POINT} inclusive?", ranged),
        ("years dash window years", ranged),
        (f"from num {TO} window comma? years? inclusive?", days_ranged),
        (f"from years (?:by|until|dash) {EDGE}? years inclusive?", ranged),
        (f"{EDGE} and in? {EDGE} (?:window? years | window)", both_edges),
        ("years dash [until to notlater] window", year_then_due),
        ("window years? dash (?=[until notlater] (?:window | date))", heading),
        (f"[until to notlater] {HOUR} in? {POINT}", led),
        (f"[until to notlater by notearlier] in? (?:{POINT} | years) inclusive?", led),
        (f"[from after] (?:{POINT} | years)", led),
        (f"[during whole for]+ in? (?:{POINT} | years)", led),
        ("years comma? window", year_first),
        (f"except in? {POINT} (?:[comma and]+ in? {POINT})*", excepted),
        (f"{POINT}", led),
        ("[until to notlater by] monthday", due_days),
        ("from monthday", from_day),
    ]
)

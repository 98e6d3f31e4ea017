"""What the first level of the grammar makes: rhythms, events, conditions, references."""

from __future__ import annotations

import re
from typing import NamedTuple

from nastavnik.pure.terms.lexicon import CLASSES, Rhythm, Token, Value
from nastavnik.pure.terms.reading import Offset, Unit
from nastavnik.pure.terms.windows import MonthDays, Weekdays
from nastavnik.pure.terms.years import years_token

UNITS: dict[str, tuple[int, Unit]] = {
    CLASSES["day"]: (1, "day"),
    CLASSES["week"]: (1, "week"),
    CLASSES["months"]: (1, "month"),
    CLASSES["quarter"]: (1, "quarter"),
    CLASSES["half"]: (6, "month"),
    CLASSES["term"]: (1, "school_term"),
    CLASSES["year"]: (1, "year"),
    CLASSES["yr"]: (1, "year"),
}
NUM, YEAR4, DASH = CLASSES["num"], CLASSES["year4"], CLASSES["dash"]
RHYTHM, MONTHDAY, WEEKDAYS = CLASSES["rhythm"], CLASSES["monthday"], CLASSES["weekdays"]
REFERENCE: Token = (CLASSES["reference"], None)
MANY = 9999
SEASON_NAMES = {3: "весенние", 6: "летние", 9: "осенние", 12: "зимние"}


class Relation(NamedTuple):
    """An event: tokens `start`..`end` of the phrase name it after its `own` noun."""

    offset: Offset | None
    start: int = 0
    end: int = 0
    own: str = ""


def unit_of(shape: str) -> tuple[int, Unit]:
    """Return the last unit word of a pattern; a working day counts."""
    for letter in reversed(shape):
        if letter in UNITS:
            n, unit = UNITS[letter]
            return n, "working_day" if unit == "day" and CLASSES["working"] in shape else unit
    return 1, "day"


def amount(shape: str, values: list[Value]) -> tuple[int, Unit]:
    """Return how long «3 рабочих дня», «месяц», «десятидневный срок», «следующий день» are."""
    for letter, value in zip(shape, values, strict=True):
        if letter == CLASSES["termlength"] and isinstance(value, tuple):
            return value
    n, unit = unit_of(shape)
    said = next((value for value in values if isinstance(value, int)), 1)
    return min(n * said, MANY), unit


def _cut(shape: str, letters: str) -> int:
    """Return the index of the last of `letters` that begins the event's name."""
    return next(place for place, letter in enumerate(shape) if letter in letters)


def after_event(shape: str, values: list[Value], at: int) -> Token:
    """Read «в течение 3 рабочих дней после подписания»."""
    cut = _cut(shape, CLASSES["after"] + CLASSES["from"])
    n, unit = amount(shape[:cut], values[:cut])
    return CLASSES["relation"], Relation(Offset(n, unit, "after"), at + cut + 1, at + len(shape))


def upon_event(shape: str, values: list[Value], at: int) -> Token:
    """Read «в течение недели по окончании смены», «по завершении программы»."""
    cut = _cut(shape, CLASSES["upon"])
    offset = None
    if cut and any(letter in UNITS or letter == CLASSES["termlength"] for letter in shape[:cut]):
        n, unit = amount(shape[:cut], values[:cut])
        offset = Offset(n, unit, "after")
    return CLASSES["relation"], Relation(offset, at + cut + 1, at + len(shape), str(values[cut]))


def before_event(shape: str, values: list[Value], at: int) -> Token:
    """Read «за 10 дней до начала»."""
    cut = _cut(shape, CLASSES["until"])
    n, unit = amount(shape[:cut], values[:cut])
    return CLASSES["relation"], Relation(Offset(n, unit, "before"), at + cut + 1, at + len(shape))


def at_event(shape: str, _values: list[Value], at: int) -> Token:
    """Read «после издания приказа», «до вступления в программу»: no length is said."""
    return CLASSES["relation"], Relation(None, at + 1, at + len(shape))


def on_day(shape: str, _values: list[Value], at: int) -> Token:
    """Read «в день подписания»."""
    return CLASSES["relation"], Relation(Offset(0, "day", "after"), at + 1, at + len(shape))


def unanchored(shape: str, values: list[Value], _at: int) -> Token:
    """Read «в течение 10 дней»: nobody says from when."""
    n, unit = amount(shape, values)
    return CLASSES["relation"], Relation(Offset(n, unit, "after"))


def holidays(shape: str, values: list[Value], _at: int) -> Token:
    """Read «в период осенних каникул»: their days are set by the school."""
    if CLASSES["except"] in shape:
        return CLASSES["except"], None
    season = next((SEASON_NAMES[v] for v in values if isinstance(v, int) and v in SEASON_NAMES), "")
    return CLASSES["relation"], Relation(None, own=f"{season} каникулы".strip())


def each_upon(shape: str, _values: list[Value], _at: int) -> Token:
    """Read «по итогам каждого квартала», «по итогам квартала»."""
    n, unit = unit_of(shape)
    doubt = "" if CLASSES["each"] in shape else "«по итогам» понято как повторение"
    return RHYTHM, Rhythm(n, unit, 1, doubt=doubt)


def needed(_shape: str, _values: list[Value], _at: int) -> Token:
    """Read «по мере необходимости», «по запросу организаций», «при наличии заявок»."""
    return CLASSES["condition"], None


def as_far_as(shape: str, _values: list[Value], at: int) -> Token:
    """Read «по мере комплектования пар»."""
    return CLASSES["condition"], Relation(None, at + 1, at + len(shape))


def reference(_shape: str, _values: list[Value], _at: int) -> Token:
    """Read what points elsewhere: «по графику», «п. 5», «приказ от 01.09.2021»."""
    return REFERENCE


def label(_shape: str, _values: list[Value], _at: int) -> Token:
    """Take numbers that count no time: «10-11 классы», «от 3 месяцев до 1 года»."""
    return CLASSES["label"], None


def counted(shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «не реже 2 раз в год», «1-2 раза в месяц», «раз в две недели»."""
    cut = next(place for place, letter in enumerate(shape) if letter in "xX")
    head = [value for value in values[: cut + 1] if isinstance(value, int)]
    tail = [value for value in values[cut + 1 :] if isinstance(value, int)]
    n, unit = unit_of(shape[cut:])
    return RHYTHM, _rhythm(head, n * min(tail[0] if tail else 1, MANY), unit, values)


def counted_before(shape: str, values: list[Value], _at: int) -> Token:
    """Read «в год – 2 раза»."""
    n, unit = unit_of(shape)
    return RHYTHM, _rhythm([v for v in values if isinstance(v, int)], n, unit, values)


def rhythm_counted(_shape: str, values: list[Value], _at: int) -> Token:
    """Read «ежегодно, не менее 2 раз», «2 раза ежегодно»."""
    rhythm = next(value for value in values if isinstance(value, Rhythm))
    numbers = [v for v in values if isinstance(v, int)]
    return RHYTHM, _rhythm(numbers, rhythm.n, rhythm.unit, values)


def _rhythm(numbers: list[int], n: int, unit: Unit, values: list[Value]) -> Rhythm:
    """Put the count of a rhythm into times, least or most."""
    times = min(numbers[0], MANY) if numbers else 1
    if "least" in values:
        return Rhythm(n, unit, least=times)
    if "most" in values:
        return Rhythm(n, unit, most=times)
    if len(numbers) > 1:
        return Rhythm(n, unit, least=times, most=min(numbers[1], MANY))
    return Rhythm(n, unit, times)


def each(shape: str, values: list[Value], _at: int) -> Token:
    """Read «каждые две недели», «каждый год»."""
    n, unit = unit_of(shape)
    said = [value for value in values if isinstance(value, int)]
    return RHYTHM, Rhythm(n * min(said[0] if said else 1, MANY), unit, 1)


def each_month(_shape: str, _values: list[Value], _at: int) -> Token:
    """Read «каждый» before a month or a day of a month."""
    return RHYTHM, Rhythm(1, "year", 1)


def then_yearly(_shape: str, _values: list[Value], _at: int) -> list[Token]:
    """Read «в последующие годы»."""
    return [(CLASSES["then"], None), (RHYTHM, Rhythm(1, "year"))]


def each_day_number(_shape: str, _values: list[Value], _at: int) -> Token:
    """Read «каждое» before «20 число»."""
    return RHYTHM, Rhythm(1, "month", 1)


def edge_of_each(shape: str, _values: list[Value], _at: int) -> list[Token]:
    """Read «в конце каждого месяца», «в конце каждой четверти»."""
    n, unit = unit_of(shape)
    rhythm: Token = (RHYTHM, Rhythm(n, unit, 1))
    if unit == "month" and n == 1:
        lo, hi = {"B": (1, 10), "S": (11, 20), "E": (21, -1)}[shape[0]]
        doubt = "границы начала, середины и конца месяца не названы"
        return [rhythm, (MONTHDAY, MonthDays(lo, hi, doubt=doubt))]
    if unit == "quarter":
        return [rhythm, (CLASSES["quartermonth"], {"B": 1, "S": 2, "E": 3}[shape[0]])]
    if unit == "year":
        kind = "school_year" if CLASSES["school"] in shape else "year"
        return [rhythm, (shape[0], None), years_token(kind)]
    return [rhythm]


def weekly(shape: str, values: list[Value], _at: int) -> list[Token]:
    """Read «по вторникам и четвергам», «каждую среду»."""
    named = [
        int(value)
        for letter, value in zip(shape, values, strict=True)
        if letter == CLASSES["weekday"]
    ]
    return [
        (RHYTHM, Rhythm(1, "week", len(named), named=True)),
        (WEEKDAYS, Weekdays(tuple(named))),
    ]


def weekday_span(_shape: str, values: list[Value], _at: int) -> list[Token] | None:
    """Read «с понедельника по пятницу»."""
    days = tuple(range(values[1], values[3] + 1))
    if not days:
        return None
    return [(RHYTHM, Rhythm(1, "week", len(days), named=True)), (WEEKDAYS, Weekdays(days))]


def each_nth_weekday(_shape: str, values: list[Value], _at: int) -> list[Token]:
    """Read «каждый второй четверг месяца»."""
    nth = next((value for value in values[:-2] if isinstance(value, int)), -1)
    day = int(values[-2])
    return [(RHYTHM, Rhythm(1, "month", 1)), (WEEKDAYS, Weekdays((day,), nth))]


def spaced_date(_shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «15 10 2021»."""
    day, month, year = values[:3]
    return (CLASSES["fulldate"], (year, month, day)) if day <= 31 and 1 <= month <= 12 else None


def every_other_day(_shape: str, _values: list[Value], _at: int) -> Token:
    """Read «через день»."""
    return RHYTHM, Rhythm(2, "day", 1)


def several_weekdays(shape: str, values: list[Value], _at: int) -> list[Token]:
    """Read «2-й и 4-й четверг месяца»: which of them is lost, how many is kept."""
    times = shape.count(NUM)
    day = next(v for letter, v in zip(shape, values, strict=True) if letter == CLASSES["weekday"])
    return [(RHYTHM, Rhythm(1, "month", times)), (WEEKDAYS, Weekdays((day,)))]


def day_of_quarter(shape: str, values: list[Value], _at: int) -> list[Token]:
    """Read «последний рабочий день квартала», «до конца квартала»."""
    first = shape[0] == NUM
    working = CLASSES["working"] in shape
    hi = min(values[0], 31) if first else -1
    lo = None if working or shape[0] not in (NUM, CLASSES["last"]) else hi
    return [
        (CLASSES["quartermonth"], 1 if first else 3),
        (MONTHDAY, MonthDays(lo, hi, working)),
    ]


def edge_of_quarter(shape: str, _values: list[Value], _at: int) -> Token:
    """Read «в конце квартала»."""
    return CLASSES["quartermonth"], {"B": 1, "S": 2, "E": 3}[shape[0]]


def next_quarter(_shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «первого месяца следующего квартала»."""
    return (CLASSES["nextmonth"], "quarter") if values[0] == 1 else None


def next_month(_shape: str, values: list[Value], _at: int) -> Token:
    """Read «месяца, следующего за отчётным (кварталом)», «следующего месяца»."""
    after = str(values[-1] or "")
    return CLASSES["nextmonth"], "quarter" if "кварт" in after else ""


def month_of_quarter(shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «последнего месяца квартала»."""
    number = 3 if shape[0] == CLASSES["last"] else int(values[0])
    return (CLASSES["quartermonth"], number) if 1 <= number <= 3 else None


def number_list_marks(folded: str) -> str:
    """Blank «1)» and «1.» before words: they count lines, not days."""
    return LIST_MARK.sub(lambda mark: " " * len(mark[0]), folded)


LIST_MARK = re.compile(r"(?:^|(?<=;))\s*\d\d?(?:\)|\.(?=\s))(?=\s*[^\s\d])")

"""Windows inside a year: days, months, quarters, half-years, school terms, decades, weeks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from nastavnik.pure.schoolyear import (
    HALVES,
    LAST,
    QUARTERS,
    SCHOOL_TERMS,
    MonthDay,
)
from nastavnik.pure.terms.cascade import Level
from nastavnik.pure.terms.lexicon import CLASSES, Token, Value

WINDOW, MONTHDAY, WEEKDAYS = CLASSES["window"], CLASSES["monthday"], CLASSES["weekdays"]
NUM, DASH, LASTONE, MONTH = CLASSES["num"], CLASSES["dash"], CLASSES["last"], CLASSES["month"]


WEEK_DOUBT = "неделя месяца понята как семь дней подряд; возможна календарная неделя"
# Parts of an unnamed month: days in one, how many there are.
PARTS = {CLASSES["week"]: (7, 4), CLASSES["decade"]: (10, 3), CLASSES["halfpart"]: (15, 2)}


# «32 сентября» is a slip to be shown, «250 сентябрь» is no date.
MOST_DAYS = 39


@dataclass(slots=True)
class Window:
    """From `lo` to `hi`, (month, day); a year only where the phrase says it.

    `school` is the first year of a school year said with it (0: «учебного года» without
    number); `halves` the numbers of half-years, whose months depend on the kind of year;
    `edge` («начало», «середина», «конец») with the `base` it is a part of.
    """

    lo: MonthDay
    hi: MonthDay
    y1: int | None = None
    y2: int | None = None
    school: int | None = None
    halves: tuple[int, int] | None = None
    doubt: str = ""
    edge: str = ""
    base: tuple[MonthDay, MonthDay] | None = None
    weekday: tuple[int, int] | None = None
    winter: bool = False

    @property
    def single_day(self) -> bool:
        """Whether it is one day."""
        return self.lo == self.hi and self.y1 == self.y2


class MonthDays(NamedTuple):
    """Days of any month: `lo`..`hi`, -1 = last; `working` counts working days."""

    lo: int | None
    hi: int
    working: bool = False
    doubt: str = ""


class Weekdays(NamedTuple):
    """Days of the week (1 = Monday), `nth` of the month when said."""

    days: tuple[int, ...]
    nth: int | None = None


def groups(shape: str, values: list[Value]) -> list[tuple[int, int]]:
    """Split «1, 3-5 и 7» into pairs of first and last number."""
    found: list[tuple[int, int]] = []
    joined = False
    for letter, value in zip(shape, values, strict=True):
        if letter == NUM and isinstance(value, int):
            if joined and found:
                found[-1] = (found[-1][0], value)
            else:
                found.append((value, value))
            joined = False
        elif letter == DASH:
            joined = True
    return found


def days(shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «1, 3-5 и 7 октября»."""
    month = int(values[-1])
    pairs = groups(shape[:-1], values[:-1])
    if pairs == [(0, 0)]:  # «0ктябрь»: a digit for the first letter
        return WINDOW, [Window((month, 1), (month, LAST))]
    if not all(0 < a <= MOST_DAYS and 0 < b <= MOST_DAYS for a, b in pairs):
        return None
    return WINDOW, [Window((month, a), (month, b)) for a, b in pairs]


def spelled_days(shape: str, values: list[Value], at: int) -> Token | None:
    """Read «двадцать пятого мая»."""
    tens, ones = values[0], values[1]
    if tens not in (20, 30) or not isinstance(ones, int) or not 0 < ones < 10:
        return None
    return days(shape[1:], [int(tens) + ones, *values[2:]], at)


def month(_shape: str, values: list[Value], _at: int) -> Token:
    """Read a bare month."""
    number = int(values[0])
    return WINDOW, [Window((number, 1), (number, LAST))]


def full_date(_shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «15.09.2021»."""
    return _dates(values[0], None)


def short_date(_shape: str, values: list[Value], _at: int) -> Token:
    """Read «15.09»."""
    return WINDOW, [Window(values[0], values[0])]


def days_of_date(_shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «1-15.10.2021»."""
    return _dates(values[-1], int(values[0]))


def days_of_short(_shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «1-15.10»."""
    first, last = int(values[0]), values[-1]
    if not 0 < first <= 31:
        return None
    return WINDOW, [Window((last[0], first), last)]


def _dates(value: Value, first: int | None) -> Token | None:
    """Build the window of a full date, from day `first` of its month when given."""
    year, number, day = value
    lo = (number, day if first is None else first)
    return WINDOW, [Window(lo, (number, day), year, year)]


def numbered(
    table: dict[int, tuple[MonthDay, MonthDay]], doubt: str = ""
) -> Callable[[str, list[Value], int], Token | None]:
    """Make the reader of «I-II кварталы», «1 и 3 четверти»."""

    def read(shape: str, values: list[Value], _at: int) -> Token | None:
        pairs = groups(shape, values)
        if not pairs or not all(a in table and b in table for a, b in pairs):
            return None
        found = [Window(table[a][0], table[b][1], doubt=doubt) for a, b in pairs]
        if table is HALVES:
            found = [
                replace(window, halves=pair) for window, pair in zip(found, pairs, strict=True)
            ]
        return WINDOW, found

    return read


def quarter_first(shape: str, values: list[Value], at: int) -> Token | None:
    """Read «квартал IV»."""
    return numbered(QUARTERS)(shape[::-1], values[::-1], at)


def school_terms(shape: str, values: list[Value], at: int) -> Token | None:
    """Read «II четверть», «1 триместр», «2 семестр»."""
    return numbered(SCHOOL_TERMS[values[-1]], SCHOOL_DOUBT)(shape, values, at)


def months_of_year(_shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «9 месяцев» before a year."""
    count = values[0]
    return (WINDOW, [Window((1, 1), (count, LAST))]) if 1 < count <= 12 else None


def decades(shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «2-я декада сентября», «1-2 декады мая»."""
    number = int(values[-1])
    pairs = [(3, 3)] if shape[0] == LASTONE else groups(shape, [*values[:-1], None])
    if not all(1 <= a <= b <= 3 for a, b in pairs):
        return None
    return WINDOW, [
        Window((number, 10 * a - 9), (number, LAST if b == 3 else 10 * b)) for a, b in pairs
    ]


def half_month(_shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «первая половина октября»."""
    number = int(values[-1])
    if values[0] not in (1, 2):
        return None
    return WINDOW, [
        Window((number, 1), (number, 15))
        if values[0] == 1
        else Window((number, 16), (number, LAST))
    ]


def half_year(shape: str, values: list[Value], at: int) -> Token | None:
    """Read «первая половина» before a year: the same as a half-year."""
    return numbered(HALVES)(shape, values, at)


def weeks(shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «первая неделя сентября» as days 1-7; whose week it is must be asked."""
    number = int(values[-1])
    doubt = WEEK_DOUBT
    if shape[0] == LASTONE:
        return WINDOW, [Window((number, -7), (number, LAST), doubt=doubt)]
    pairs = groups(shape, [*values[:-1], None])
    if not all(1 <= a <= b <= 5 for a, b in pairs):
        return None
    return WINDOW, [
        Window((number, 7 * a - 6), (number, LAST if b > 4 else 7 * b), doubt=doubt)
        for a, b in pairs
    ]


def weeks_together(shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «первые две недели сентября», «последние две недели мая»."""
    count, number = values[1], values[-1]
    if not 1 <= count <= 4 or values[0] not in (1, None):
        return None
    if shape[0] == LASTONE:
        return WINDOW, [Window((number, -7 * count), (number, LAST), doubt=WEEK_DOUBT)]
    return WINDOW, [Window((number, 1), (number, 7 * count), doubt=WEEK_DOUBT)]


def first_days(shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «в первых числах сентября», «в последних числах мая»."""
    number = values[-1]
    doubt = "«первые» и «последние числа» поняты как десять дней"
    if shape[0] == LASTONE:
        return WINDOW, [Window((number, 21), (number, LAST), doubt=doubt)]
    if values[0] != 1:
        return None
    return WINDOW, [Window((number, 1), (number, 10), doubt=doubt)]


def season(_shape: str, values: list[Value], _at: int) -> Token:
    """Read «осень», «в весенний период»."""
    first = int(values[0])
    return WINDOW, [Window((first, 1), ((first + 1) % 12 + 1, LAST), winter=first == 12)]


def last_day_of_month(shape: str, values: list[Value], _at: int) -> Token:
    """Read «последний (рабочий) день мая»."""
    number = int(values[-1])
    working = CLASSES["working"] in shape
    doubt = "последний рабочий день зависит от производственного календаря" if working else ""
    return WINDOW, [Window((number, LAST), (number, LAST), doubt=doubt)]


def weekday_of_month(_shape: str, values: list[Value], _at: int) -> Token:
    """Read «первая пятница октября»."""
    nth = -1 if values[0] is None else int(values[0])
    number, weekday = int(values[-1]), int(values[1])
    return WINDOW, [Window((number, 1), (number, LAST), weekday=(weekday, nth))]


def month_days(shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «10 числа», «с 1 по 5 число»."""
    numbers = [value for letter, value in zip(shape, values, strict=True) if letter == NUM]
    lo, hi = numbers[0], numbers[-1]
    if not isinstance(lo, int) or not isinstance(hi, int) or not 0 < lo <= hi <= 31:
        return None
    return MONTHDAY, MonthDays(lo, hi)


def several_days(_shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «5 и 20 числа»: only the first can be kept, so a person is asked."""
    if not 0 < values[0] <= 31:
        return None
    return MONTHDAY, MonthDays(values[0], values[0], doubt="названо несколько чисел месяца")


def working_day(_shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «3 рабочего дня», «последний рабочий день месяца»."""
    number = -1 if values[0] is None else int(values[0])
    return MONTHDAY, MonthDays(None, number, working=True)


def last_day(_shape: str, _values: list[Value], _at: int) -> Token:
    """Read «последний день месяца»."""
    return MONTHDAY, MonthDays(-1, -1)


def edge_of_month(shape: str, _values: list[Value], _at: int) -> Token:
    """Read «в конце месяца»."""
    lo, hi = {"B": (1, 10), "S": (11, 20), "E": (21, -1)}[shape[0]]
    return MONTHDAY, MonthDays(lo, hi, doubt="границы начала, середины и конца месяца не названы")


def part_of_month(shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «третья неделя каждого месяца», «1-я декада месяца», «вторая половина месяца»."""
    letter = next(letter for letter in shape if letter in PARTS)
    size, count = PARTS[letter]
    number = count if shape[0] == LASTONE else int(values[0])
    if not 1 <= number <= count:
        return None
    last = -1 if number == count and letter != CLASSES["week"] else size * number
    doubt = WEEK_DOUBT if letter == CLASSES["week"] else ""
    return MONTHDAY, MonthDays(size * (number - 1) + 1, last, doubt=doubt)


def nth_weekday(_shape: str, values: list[Value], _at: int) -> Token:
    """Read «последняя пятница (месяца)»."""
    nth = -1 if values[0] is None else int(values[0])
    return WEEKDAYS, Weekdays((int(values[1]),), nth)


def weekdays(shape: str, values: list[Value], _at: int) -> Token:
    """Read «вторник и четверг»."""
    return WEEKDAYS, Weekdays(
        tuple(
            int(value)
            for letter, value in zip(shape, values, strict=True)
            if letter == CLASSES["weekday"]
        )
    )


LIST = "num (?:[dash comma and slash]+ num)*"
SCHOOL_DOUBT = "границы четвертей устанавливает школа; указаны обычные"

AFTER_RHYTHM = (
    "(?:(?<=rhythm) | (?<=rhythm comma) | (?<=rhythm in) | (?<=rhythm comma in) | (?<=rhythm open))"
)

LEVEL = Level(
    [
        ("num num dayno? month", spelled_days),
        (f"{LIST} dayno? month", days),
        ("num dash fulldate", days_of_date),
        ("num dash date", days_of_short),
        (f"(?:{LIST} (?:dash and)?|last) decade month", decades),
        ("[firsts num last] num week month", weeks_together),
        (f"(?:{LIST}|last) week month", weeks),
        ("[firsts num last] daysof month", first_days),
        ("firsts dayno month", first_days),
        ("num halfpart month", half_month),
        ("num halfpart (?=years)", half_year),
        ("last working? day month", last_day_of_month),
        ("[num last] weekday month", weekday_of_month),
        ("month", month),
        ("fulldate", full_date),
        ("date", short_date),
        (
            "(?:(?<=until) | (?<=to) | (?<=from) | (?<=notlater) | (?<=by) | (?<=dash)) loosedate",
            short_date,
        ),
        ("loosedate (?= dash [date fulldate loosedate])", short_date),
        ("num dash loosedate", days_of_short),
        (f"{LIST} quarter", numbered(QUARTERS)),
        ("quarter num (?! quarter | month)", quarter_first),
        ("num months (?= years)", months_of_year),
        (f"{LIST} half", numbered(HALVES)),
        (f"{LIST} school? term", school_terms),
        ("season (?:period)?", season),
        ("from num dayno? [by dash until] num dayno", month_days),
        ("num (?:[comma and]+ num)+ dayno", several_days),
        ("num (?:dash num)? dayno", month_days),
        ("last dayno months?", last_day),
        ("[num last] working day months?", working_day),
        ("last day months?", last_day),
        ("num day months", month_days),
        ("[num last] [week decade halfpart] (?: months | (?=rhythm))", part_of_month),
        (f"{AFTER_RHYTHM} [num last] [week decade halfpart]", part_of_month),
        ("[begin middle end] current? months", edge_of_month),
        ("[num last] weekday months?", nth_weekday),
        ("weekday (?:[comma and]+ weekday)*", weekdays),
    ]
)


def clean_clock(shape: str) -> str:
    """Take «12.10» for a time of day when other times or «в» stand beside it."""
    if CLOCK in shape:
        return shape.replace(DATE, CLOCK).replace(CLASSES["loosedate"], CLOCK)
    if DATE not in shape:
        return shape
    return TIMED.sub(CLOCK, shape)


DATE, CLOCK = CLASSES["date"], CLASSES["clock"]
TIMED = re.compile("(?<={in})d|^d(?={word})".format_map(CLASSES))

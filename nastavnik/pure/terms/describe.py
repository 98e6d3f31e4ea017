"""A reading in plain Russian: what was understood, and what a person must look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from nastavnik.pure.schoolyear import month_length
from nastavnik.pure.terms.reading import Edge, Per, TermReading

MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
OF_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
WEEKDAYS = (
    "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье",
)  # fmt: skip
ON_WEEKDAYS = (
    "понедельникам", "вторникам", "средам", "четвергам", "пятницам", "субботам", "воскресеньям",
)  # fmt: skip
FEMININE = {3, 5, 6}
# Unit -> forms after 1, 2, 5 and the accusative after «раз в».
UNITS = {
    "day": ("дня", "дней", "день"),
    "working_day": ("рабочего дня", "рабочих дней", "рабочий день"),
    "week": ("недели", "недель", "неделю"),
    "month": ("месяца", "месяцев", "месяц"),
    "quarter": ("квартала", "кварталов", "квартал"),
    "year": ("года", "лет", "год"),
    "school_term": ("четверти", "четвертей", "учебную четверть"),
}
SEVERAL = {"day": "дня", "working_day": "рабочих дня", "week": "недели", "school_term": "четверти"}
NO_YEAR = "год не назван"


def describe(reading: TermReading) -> str:
    """Say in plain Russian what was understood: «ежегодно, до 1 октября, 2020–2024»."""
    words = [*WRITERS[reading.kind](reading)]
    if reading.kind not in ("relative", "as_needed") and reading.anchor:
        words.append(_event(reading))
    if reading.conditional and reading.kind not in ("relative", "as_needed") and not reading.then:
        words.append("при необходимости")
    if reading.then:
        words.append("далее " + describe(TermReading(kind=reading.then)))
    return ", ".join(word for word in words if word)


def problem(reading: TermReading) -> str:
    """Say in one or two Russian sentences what a person must look at; "" when nothing."""
    if not (reading.ambiguous or reading.warn):
        return ""
    note = reading.note or "Проверьте срок"
    said = note[0].upper() + note[1:] + "."
    return f"{said} Возможно и другое: {describe(reading.alt)}." if reading.alt else said


def day(value: date) -> str:
    """Write «1 октября 2021 года»."""
    return f"{value.day} {OF_MONTHS[value.month - 1]} {value.year} года"


def month_day(value: str) -> str:
    """Write "10-01" as «1 октября»; what is no day stays a number."""
    month, number = map(int, value.split("-"))
    return f"{number} {OF_MONTHS[month - 1]}" if 1 <= month <= 12 else f"{number:02}.{month:02}"


def window(start: Edge, end: Edge) -> str:
    """Write a window of dates or of month-days."""
    if isinstance(start, str) or isinstance(end, str):
        return _month_days(_text(start), _text(end))
    if start is None or end is None:
        return _open(start, end)
    if start == end:
        return day(start)
    if start > end:
        return f"с {day(start)} по {day(end)}"
    return _whole(start, end) or _days(start, end)


def _text(edge: Edge) -> str | None:
    """Return a month-day of either kind of edge."""
    return edge.strftime("%m-%d") if isinstance(edge, date) else edge


def _open(start: date | None, end: date | None) -> str:
    """Write a window with one end."""
    if end is not None:
        return f"до {day(end)}"
    return f"с {day(start)}" if start is not None else ""


def _whole(start: date, end: date) -> str:
    """Write whole months and years, "" where the window is no such thing."""
    if start.day != 1 or end.day != month_length(end.year, end.month):
        return ""
    if (start.month, end.month) == (1, 12):
        one = start.year == end.year
        return f"{start.year} год" if one else f"{start.year}–{end.year} годы"
    if (start.month, end.month) == (9, 8):
        return f"{start.year}/{end.year} учебный год"
    first, last = MONTHS[start.month - 1], MONTHS[end.month - 1]
    if start.year != end.year:
        return f"{first} {start.year} года – {last} {end.year} года"
    months = first if first == last else f"{first} – {last}"
    return f"{months} {start.year} года"


def _days(start: date, end: date) -> str:
    """Write days with the month and the year said once."""
    if start.year != end.year:
        return f"с {day(start)} по {day(end)}"
    if start.month != end.month:
        return f"с {start.day} {OF_MONTHS[start.month - 1]} по {day(end)}"
    return f"с {start.day} по {day(end)}"


def _month_days(start: str | None, end: str | None) -> str:
    """Write a window of month-days."""
    if start is None or end is None:
        return f"до {month_day(end)}" if end else f"с {month_day(start)}" if start else ""
    if start == end:
        return month_day(start)
    (a, first), (b, last) = (map(int, value.split("-")) for value in (start, end))
    if not (1 <= a <= 12 and 1 <= b <= 12):
        return f"с {month_day(start)} по {month_day(end)}"
    if first == 1 and last in (month_length(2023, b), month_length(2024, b)):
        return MONTHS[a - 1] if a == b else f"{MONTHS[a - 1]} – {MONTHS[b - 1]}"
    return f"с {first if a == b else month_day(start)} по {month_day(end)}"


def _dates(reading: TermReading) -> str:
    """Write start and end, or the separate windows."""
    if reading.parts and not isinstance(reading.parts[0][1], str):
        return "; ".join(window(start, end) for start, end in reading.parts)
    return window(reading.start, reading.end)


def _windows(reading: TermReading) -> str:
    """Write the month-days."""
    if reading.parts and isinstance(reading.parts[0][1], str):
        return "; ".join(window(start, end) for start, end in reading.parts)
    return _month_days(reading.month_day_from, reading.month_day_to)


def _once(reading: TermReading) -> list[str]:
    """Write one window or several."""
    dates = _dates(reading)
    if dates:
        return [dates]
    window_only = _windows(reading)
    said = NO_YEAR if not reading.warn else "такого дня нет"
    return [window_only, said] if window_only else ["один раз", NO_YEAR]


def _yearly(reading: TermReading) -> list[str]:
    """Write what happens every year."""
    words = [_first(reading), "ежегодно", _counts(reading, "в год"), _windows(reading)]
    if reading.weekday is not None:
        words.append(_weekday(reading))
    first, last = reading.from_year, reading.until_year
    if first and last:
        words.append(f"{first}–{last}" if first != last else f"{first}")
    elif first:
        words.append(f"с {first} года")
    return words


def _first(reading: TermReading) -> str:
    """Write the first occurrence."""
    dates = _dates(reading)
    return f"впервые – {dates}" if dates else ""


def _counts(reading: TermReading, per: str) -> str:
    """Write «не реже 2 раз в год»."""
    least, most = reading.min_times, reading.max_times
    if least and most:
        return f"{least}–{most} раза {per}"
    if least:
        return f"не реже {least} {_times(least, of=True)} {per}"
    return f"не более {most} {_times(most, of=True)} {per}" if most else ""


def _times(n: int, *, of: bool = False) -> str:
    """Return «раз» in the right form; `of`: genitive."""
    if of:
        return "раза" if n % 10 == 1 and n % 100 != 11 else "раз"
    return "раза" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "раз"


def _recurring(word: str, per: str) -> Callable[[TermReading], list[str]]:
    """Make the writer of months and quarters."""

    def write(reading: TermReading) -> list[str]:
        bounds = _dates(reading) or _windows(reading)
        return [word, _counts(reading, per), _month_day_of(reading), bounds]

    return write


def _month_day_of(reading: TermReading) -> str:
    """Write the day of the month."""
    words = []
    if reading.weekday is not None:
        words.append(_weekday(reading))
    if reading.working_day_of_month_to is not None:
        n = reading.working_day_of_month_to
        words.append("последний рабочий день" if n == -1 else f"до {n}-го рабочего дня")
    lo, hi = reading.day_of_month_from, reading.day_of_month_to
    if lo is None and hi is not None:
        words.append("до последнего дня" if hi == -1 else f"до {hi} числа")
    elif lo is not None and lo == hi:
        words.append("последний день" if lo == -1 else f"{lo} числа")
    elif lo is not None:
        words.append(f"с {lo} числа до конца" if hi == -1 else f"с {lo} по {hi} число")
    if reading.month_of_quarter:
        place = "го" if words else "й"
        month = "месяца" if words else "месяц"
        words.append(f"{reading.month_of_quarter}-{place} {month} квартала")
    if reading.offset_months and words:
        words.append("следующего месяца")
    return " ".join(words)


def _weekday(reading: TermReading) -> str:
    """Write «последняя пятница», «по вторникам и четвергам»."""
    said = reading.weekday
    days = said if isinstance(said, tuple) else (said or 1,)
    days = tuple(n for n in days if 1 <= n <= 7) or (1,)
    if reading.nth is None:
        return "по " + " и ".join(ON_WEEKDAYS[n - 1] for n in days)
    ending = "яя" if days[0] in FEMININE else "ее" if days[0] == 7 else "ий"
    short = "я" if days[0] in FEMININE else "е" if days[0] == 7 else "й"
    nth = f"последн{ending}" if reading.nth == -1 else f"{reading.nth}-{short}"
    return f"{nth} {WEEKDAYS[days[0] - 1]}"


def _periodic(reading: TermReading) -> list[str]:
    """Write any other rhythm."""
    per = _per(reading.per or Per(1, "year"))
    times = reading.times or 1
    often = _counts(reading, per)
    if not often:
        often = f"раз {per}" if times == 1 else f"{times} {_times(times)} {per}"
    on = _month_day_of(reading) if reading.weekday is not None else ""
    return [often, on, _dates(reading) or _windows(reading)]


def _per(per: Per) -> str:
    """Write «в 2 недели»."""
    if per == Per(6, "month"):
        return "в полгода"
    return f"в {UNITS[per.unit][2]}" if per.n == 1 else f"в {per.n} {_many(per.n, per.unit)}"


def _many(n: int, unit: str) -> str:
    """Return the form of a unit after a number, accusative."""
    if n % 10 == 1 and n % 100 != 11:
        return UNITS[unit][2]
    if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14):
        return SEVERAL.get(unit, UNITS[unit][0])
    return UNITS[unit][1]


def _continuous(reading: TermReading) -> list[str]:
    """Write what goes on all the time."""
    start, end = reading.start, reading.end
    if start is None or end is None or start > end:
        return [f"постоянно {_dates(reading) or _windows(reading)}".strip()]
    dates = _whole(start, end)
    if dates.endswith(" год"):
        return [f"в течение {dates[: -len('год')].replace('учебный', 'учебного')}года"]
    if dates.endswith(" годы"):
        return [f"в течение {dates[: -len('годы')]}годов"]
    return ["всё время", dates or _days(start, end)]


def _relative(reading: TermReading) -> list[str]:
    """Write what is counted from an event."""
    return [_event(reading)]


def _event(reading: TermReading) -> str:
    """Write the event and how far from it."""
    anchor = reading.anchor or "не названо"
    offset = reading.offset
    if offset is None:
        return f"по событию: {anchor}"
    if offset.n == 0:
        return f"в день события: {anchor}"
    if offset.dir == "before":
        return f"за {offset.n} {_many(offset.n, offset.unit)} до события: {anchor}"
    unit = UNITS[offset.unit][0 if offset.n % 10 == 1 and offset.n % 100 != 11 else 1]
    return f"не позднее {offset.n} {unit} после события: {anchor}"


WRITERS: dict[str, Callable[[TermReading], list[str]]] = {
    "once": _once,
    "yearly": _yearly,
    "monthly": _recurring("ежемесячно", "в месяц"),
    "quarterly": _recurring("ежеквартально", "в квартал"),
    "periodic": _periodic,
    "continuous": _continuous,
    "as_needed": lambda _reading: ["по мере необходимости"],
    "relative": _relative,
    "unparsable": lambda _reading: ["срок не определён"],
}

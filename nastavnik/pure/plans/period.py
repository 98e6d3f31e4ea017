"""The title of a plan and the period it covers: calendar years, school years or dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from nastavnik.pure.plans.tables import Tables
from nastavnik.pure.source import Paragraph, Place, Source
from nastavnik.pure.tabular import clean

Period = tuple[date, date]

MAX_TITLE_LINES = 8
_TITLE = re.compile(
    r"[«\"*#\s]*(?:(?:типов|комплексн|сводн|муниципальн|региональн|рабоч|календарн|примерн|перспективн)\w+\s+)*"
    r"(?:план\b|план-график|«?дорожная\s+карта|программа\b|перечень\s+мероприятий|комплекс\s+мер|мероприятия\s+по)",
    re.I,
)
_SCHOOL = re.compile(
    r"(20\d\d)\s*(?:[-–—−/]|и|по)\s*(20\d\d|\d\d)\s*(?:-?\w{1,2}\s+)?"
    r"(?:учеб\w*|уч\.?)\s*\.?\s*(?:год|г\b|гг)",
    re.I,
)
_YEARS = re.compile(r"(20\d\d)\s*(?:г\w*\.?)?\s*(?:[-–—−]|по|до)\s*(20\d\d)", re.I)
_YEAR = re.compile(r"(?:на|в|за)\s+(20\d\d)\s*(?:-?\w{1,2}\s+)?(календарн\w+\s+)?(?:год|г\b)", re.I)
_DATE = r"(\d{1,2})\.(\d{1,2})\.\s?(20\d\d)"
_DATES = re.compile(rf"с\s+{_DATE}\s*(?:г\w*\.?)?\s*(?:[-–—]|по|до)\s*{_DATE}", re.I)


def read_period(text: str) -> Period | None:
    """The period a title names: dates, school years (1 Sep – 31 Aug), calendar years."""
    if found := _DATES.search(text):
        return _dates(*(int(part) for part in found.groups()))
    if found := _SCHOOL.search(text):
        last = found[2] if len(found[2]) == 4 else found[1][:2] + found[2]
        return _ordered(date(int(found[1]), 9, 1), date(int(last), 8, 31))
    if found := _YEARS.search(text):
        return _ordered(date(int(found[1]), 1, 1), date(int(found[2]), 12, 31))
    if found := _YEAR.search(text):
        return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
    return None


def _dates(d1: int, m1: int, y1: int, d2: int, m2: int, y2: int) -> Period | None:
    try:
        return _ordered(date(y1, m1, d1), date(y2, m2, d2))
    except ValueError:
        return None


def _ordered(first: date, last: date) -> Period | None:
    return (first, last) if first <= last else None


def context_of(period: Period | None) -> str | None:
    """The context year of a period, as terms want it: "2020/2021", "2021", "2020-2024"."""
    if period is None:
        return None
    first, last = period
    if first.year == last.year:
        return str(first.year)
    if last.year == first.year + 1 and first.month >= 8 and last.month <= 8:
        return f"{first.year}/{last.year}"
    return f"{first.year}-{last.year}"


def find_title(source: Source, tables: Tables) -> str:
    """The heading of the plan: the last lines before its table that begin like one."""
    if not tables.plans:
        return ""
    lines = _lines_before(source, tables.plans[0].place)
    starts = [at for at, text in enumerate(lines) if _TITLE.match(text)]
    if not starts:
        return ""
    start = starts[-1]
    while start - 1 in starts and not lines[start].isupper():
        start -= 1
    return " ".join(lines[start : start + MAX_TITLE_LINES]).strip("*# ")


def _lines_before(source: Source, place: Place) -> list[str]:
    """Clean lines above a table, outside other tables; rows above its head in the same table."""
    lines = [
        clean(text)
        for at, text in source.paragraphs()
        if at.block < place.block and not text.startswith("\t") and text.strip()
    ]
    if place.row:
        block = source.blocks[place.block]
        assert not isinstance(block, Paragraph)
        lines += [" ".join(clean(cell) for cell in row if cell) for row in block.rows[: place.row]]
    return lines


def find_period(
    title: str, act_title: str, passport: Iterable[Sequence[str]], head_lines: Iterable[str]
) -> Period | None:
    """The period by the plan's title, else the act's, the passport's, the order's clauses."""
    for text in (title, act_title):
        if text and (period := read_period(text)):
            return period
    for name, text in passport:
        if re.match(r"\s*(?:срок|период|этап)", name, re.I) and (period := read_period(text)):
            return period
    for text in head_lines:
        if re.search(r"план|дорожн|утвердить", text, re.I) and (period := read_period(text)):
            return period
    return None

"""Calendar dates as acts write them: «26» июня 2020 года, 28.10.2020 г."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = (
    "январ", "феврал", "март", "апрел", "ма", "июн",
    "июл", "август", "сентябр", "октябр", "ноябр", "декабр",
)  # fmt: skip
_QUOTE = r"[«»\"“”„'_]*\s*"
_YEAR = r"(?:\s*(?:г(?:ода|од)?(?![А-Яа-яё])\.?))?"
_TEXT = rf"{_QUOTE}(?P<d1>\d{{1,2}})\s*{_QUOTE}(?P<m1>[а-яё]{{3,9}})\s+(?P<y1>\d{{4}}){_YEAR}"
_DOTS = (
    rf"{_QUOTE}(?P<d2>\d{{1,2}})\s*{_QUOTE}[./]?\s?(?P<m2>\d{{1,2}})[./]\s?"
    rf"(?P<y2>\d{{4}}|\d\d(?!\d)){_YEAR}"
)
_ISO = r"(?P<y3>\d{4})-(?P<m3>\d\d)-(?P<d3>\d\d)"
_DATE = re.compile(rf"(?<![\d./-])(?:{_ISO}|{_TEXT}|{_DOTS})(?![\d/-])", re.IGNORECASE)
BLANK_DATE = re.compile(
    r"[«\"“]?\s*_{2,}\s*[»\"”]?\s*(?:_{2,}|[а-яё]{3,9})?\s*(?:20\s*_{1,3}|20\d\d|_{2,})?\s*г?(?:ода)?\.?"
)
"""A place left for a date: «___» ________ 2021 г."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at `text[start:end]`."""

    start: int
    end: int
    day: datetime.date


def find_dates(text: str) -> Iterator[FoundDate]:
    """Yield the full dates of `text` in order; impossible ones (31.02.2021) are passed over."""
    for match in _DATE.finditer(text):
        day = _to_date(match)
        if day is not None:
            yield FoundDate(match.start(), match.end(), day)


def _to_date(match: re.Match[str]) -> datetime.date | None:
    if match["m1"] is not None:
        month = _month(match["m1"].lower())
        day, year = int(match["d1"]), int(match["y1"])
    elif match["m2"] is not None:
        day, month, year = int(match["d2"]), int(match["m2"]), int(match["y2"])
    else:
        day, month, year = int(match["d3"]), int(match["m3"]), int(match["y3"])
    if year < 100:
        year += 2000
    try:
        return datetime.date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def _month(word: str) -> int:
    """Number of the month in genitive («июня»), 0 for another word."""
    for number, stem in enumerate(_MONTHS, 1):
        if word in (stem + "я", stem + "а"):
            return number
    return 0

"""Years as they are said: «2020–2024 гг.», «2021/22 уч. год», «следующего года»."""

from __future__ import annotations

from typing import NamedTuple

from nastavnik.pure.terms.cascade import Build
from nastavnik.pure.terms.lexicon import CLASSES, Token, Value


class Years(NamedTuple):
    """Years as said. `kind`: calendar, school, span (two bare years), list, current, next,
    following («следующего за отчётным»), year and school_year (no number), period."""

    kind: str
    first: int = 0
    last: int = 0


def years_token(kind: str, first: int = 0, last: int = 0) -> Token:
    """Wrap years."""
    return CLASSES["years"], Years(kind, first, last)


def year_span(shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «2020-2024 гг.», «с 2021 по 2024 год», «2020/2021 учебный год»."""
    first, last = (value for value in values if isinstance(value, int))
    if CLASSES["school"] in shape and first < last:
        return years_token("school", first, last - 1)
    if last < first:
        return years_token("backwards", first, last)
    if last == first:
        return years_token("calendar", first, first)
    if last == first + 1 and CLASSES["slash"] in shape:
        # «2022/2023 гг.» may still mean two calendar years
        return years_token("school_span" if "Г" in shape else "school", first, first)
    if last == first + 1 and CLASSES["from"] not in shape:
        return years_token("span", first, last)
    return years_token("calendar", first, last)


def short_span(shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «2021/22 уч. год», «2021-22 уч.г.»."""
    first, tail = (value for value in values if isinstance(value, int))
    if 10 <= first < 100 and tail == first + 1:
        return years_token("school", 2000 + first, 2000 + first)
    if first >= 1990 and tail == (first + 1) % 100:
        school = CLASSES["school"] in shape or CLASSES["slash"] in shape
        return years_token("school" if school else "span", first, first + (not school))
    return None


def year_list(_shape: str, values: list[Value], _at: int) -> Token | list[Token]:
    """Read «2021, 2022, 2023 гг.»; years that do not follow one another stay apart."""
    said = [value for value in values if isinstance(value, int)]
    if said == list(range(said[0], said[-1] + 1)):
        return years_token("list", said[0], said[-1])
    return [years_token("calendar", year, year) for year in said]


def one_year(shape: str, values: list[Value], _at: int) -> Token:
    """Read «2021 года», «2021 учебный год»."""
    year = int(values[0])
    return years_token("school" if CLASSES["school"] in shape else "calendar", year, year)


def short_year(_shape: str, values: list[Value], _at: int) -> Token | None:
    """Read «22 г.» after a month."""
    year = int(values[0])
    return years_token("calendar", 2000 + year, 2000 + year) if 10 <= year <= 60 else None


def said_year(kind: str, school_kind: str) -> Build:
    """Make the reader of a year without number."""

    def read(shape: str, _values: list[Value], _at: int) -> Token:
        return years_token(school_kind if CLASSES["school"] in shape else kind)

    return read

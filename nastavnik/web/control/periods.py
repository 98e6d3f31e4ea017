"""The periods for which discipline is counted: school years, calendar years, plans of the unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from nastavnik.pure.occurrences import Window
from nastavnik.pure.schoolyear import school_year, school_year_of
from nastavnik.roadmaps import rules


@dataclass(frozen=True, slots=True)
class Period:
    """A period to choose: `code` stands in the address, `label` says it in a sentence's middle."""

    code: str
    label: str
    days: Window


def periods_of(on: date, plans: Iterable[Any]) -> list[Period]:
    """Return the periods to choose from; the present school year, the usual one, comes first.

    `plans` are those of the unit with a term of their own.
    """
    school, year = school_year_of(on), on.year
    found = [_school(school), _school(school - 1), _calendar(year), _calendar(year - 1)]
    for plan in plans:
        days = rules.days_of(plan.period)
        if days is not None:
            label = f"срок плана: {plan.title[:70]} ({days[0]:%d.%m.%Y} – {days[1]:%d.%m.%Y})"
            found.append(Period(f"plan-{plan.pk}", label, days))
    return found


def _school(first: int) -> Period:
    return Period(f"school-{first}", f"{first}/{first + 1} учебный год", school_year(first))


def _calendar(year: int) -> Period:
    return Period(f"year-{year}", f"{year} год", (date(year, 1, 1), date(year, 12, 31)))

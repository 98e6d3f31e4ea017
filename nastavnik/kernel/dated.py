"""Dated rows: facts that hold from one day until the day before another.

Ranges are half-open as PostgreSQL keeps them: [first day, day after the last).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

from nastavnik.kernel.errors import RuleBroken


def since(first: date, until: date | None = None) -> DateRange:
    """Return the period from `first` up to the day before `until` (None: no end)."""
    return DateRange(first, until, "[)")


def within(first: date, last: date | None) -> DateRange:
    """Return the period with both days inclusive (`last` None: no end)."""
    return DateRange(first, last, "[]" if last else "[)")


def last_day(during: DateRange) -> date | None:
    """Return the last day of the period, None when it has no end."""
    return None if during.upper is None else during.upper - timedelta(days=1)


class DatedQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Rows that can be read as of a day."""

    def on(self, day: date) -> Self:
        """Keep the rows that hold on `day`."""
        return self.filter(during__contains=day)

    def lasting(self, day: date) -> Self:
        """Keep the rows that hold on `day` or will hold later."""
        return self.filter(models.Q(during__upper_inf=True) | models.Q(during__endswith__gt=day))


class DatedRow(models.Model):
    """A fact with a period. Ending it keeps the row: nothing is overwritten."""

    during = DateRangeField("действует")

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def end(self, on: date) -> None:
        """Let the fact hold up to the day before `on`, and save.

        Raises RuleBroken when it began on that day or later, or has ended already.
        """
        if on <= self.during.lower:
            raise RuleBroken("Дата окончания должна быть позже даты начала.")
        if self.during.upper is not None and self.during.upper <= on:
            raise RuleBroken("Срок действия этой записи уже истёк.")
        self.during = DateRange(self.during.lower, on, "[)")
        self.save(update_fields=["during"])


def never_twice(name: str, *fields: str) -> ExclusionConstraint:
    """Return the constraint: no two rows with equal `fields` hold on the same day."""
    same = [(field, RangeOperators.EQUAL) for field in fields]
    return ExclusionConstraint(name=name, expressions=[*same, ("during", RangeOperators.OVERLAPS)])

"""Field types PostgreSQL has and Django has not: a path in the tree, several spans of days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.lookups import PostgresOperatorLookup
from psycopg.types.multirange import Multirange


class PathField(models.Field):  # type: ignore[type-arg]
    """A path of unit keys from the top of the tree, such as "1.4.17" (PostgreSQL `ltree`)."""

    def db_type(self, connection: Any) -> str:
        """Return the column's type."""
        return "ltree"

    def get_internal_type(self) -> str:
        """Keep Django from treating the column as text."""
        return "PathField"


@PathField.register_lookup
class Within(PostgresOperatorLookup):
    """`path__within="1.4"`: the unit itself and all below it (`<@`)."""

    lookup_name = "within"
    postgres_operator = "<@"


@PathField.register_lookup
class Above(PostgresOperatorLookup):
    """`path__above="1.4.17"`: the unit itself and all above it (`@>`)."""

    lookup_name = "above"
    postgres_operator = "@>"


class SpansField(models.Field):  # type: ignore[type-arg]
    """Spans of days that may lie apart (PostgreSQL `datemultirange`).

    In Python a tuple of (first day, last day), both inclusive, earliest first; spans that touch
    become one.
    """

    def db_type(self, connection: Any) -> str:
        """Return the column's type."""
        return "datemultirange"

    def get_internal_type(self) -> str:
        """Keep Django from treating the column as text."""
        return "SpansField"

    def get_prep_value(self, value: Iterable[tuple[date, date]] | None) -> Any:
        """Give the driver half-open ranges."""
        if value is None:
            return None
        return Multirange([DateRange(first, last, "[]") for first, last in value])

    def from_db_value(self, value: Any, *_: Any) -> tuple[tuple[date, date], ...] | None:
        """Read the ranges back with both days inclusive."""
        if value is None:
            return None
        return tuple((span.lower, span.upper - timedelta(days=1)) for span in value)


class _SpanLookup(PostgresOperatorLookup):
    """Compare with one span of days (first, last), both inclusive."""

    def get_prep_lookup(self) -> Any:
        """Give the driver one range, not several."""
        first, last = self.rhs
        return DateRange(first, last, "[]")


@SpansField.register_lookup
class Touches(_SpanLookup):
    """`windows__touches=(first, last)`: some day of one is a day of the other (`&&`)."""

    lookup_name = "touches"
    postgres_operator = "&&"


@SpansField.register_lookup
class EndsBefore(_SpanLookup):
    """`windows__ends_before=(first, last)`: all is over before the first day (`<<`)."""

    lookup_name = "ends_before"
    postgres_operator = "<<"

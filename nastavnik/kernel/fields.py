"""Field types PostgreSQL has and Django has not: a path in the tree (`ltree`)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.lookups import PostgresOperatorLookup


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

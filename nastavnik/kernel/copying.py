"""Writing many new rows of a table at once, in one COPY: for work on tens of thousands of rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models

PLAIN = {int, str, bool, date, datetime}
Row = TypeVar("Row", bound=models.Model)


def copy_new(rows: Sequence[Row]) -> Sequence[Row]:
    """Write new rows of one model, giving each its key; returns them.

    As `bulk_create` of Django it knows no `save` and no signals; defaults come from the model.
    Constraints are checked by the database as always.
    """
    if not rows:
        return rows
    connection = connections[DEFAULT_DB_ALIAS]  # not the proxy: it is asked for every value
    meta = type(rows[0])._meta
    quote = connection.ops.quote_name
    fields = [field for field in meta.concrete_fields if not field.generated]
    columns = ", ".join(quote(str(field.column)) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [meta.db_table, meta.pk.column, len(rows)],
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key
        with (
            connection.wrap_database_errors,  # the driver's own errors become Django's
            cursor.copy(f"COPY {quote(meta.db_table)} ({columns}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row([_prepared(field, row, connection) for field in fields])
                row._state.adding, row._state.db = False, connection.alias
    return rows


def _prepared(field: Any, row: models.Model, connection: Any) -> Any:
    """Return the value of the field as the driver takes it; most it takes as they are."""
    value = field.pre_save(row, True)
    if value is None or type(value) in PLAIN:
        return value
    return field.get_db_prep_save(value, connection)

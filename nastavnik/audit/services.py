"""Writing the journal: `record` is called by services, inside their transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction

from nastavnik.audit.models import Entry
from nastavnik.kernel import clock
from nastavnik.kernel.scope import Scope

CHAIN_LOCK = 7_021_001  # one writer at a time: each row covers the digest before it
FIRST = "0" * 64
Deed = tuple[str, models.Model, str, Mapping[str, Any]]  # verb, target, branch, details
_COLUMNS = "at actor verb target_kind target_key branch previous digest".split()


def record(
    scope: Scope, verb: str, target: models.Model, *, branch: str = "", **details: Any
) -> Entry:
    """Write that `scope`'s actor did `verb` to `target` at the unit with path `branch`.

    `details` are JSON values without personal data. Raises TransactionManagementError outside
    a transaction: the deed and its record stand or fall together.
    """
    entry = _follow(_end_of_chain(), clock.now(), scope, verb, target, branch, details)
    entry.save(force_insert=True)
    return entry


def record_many(scope: Scope, entries: Iterable[Deed]) -> int:
    """Write many deeds at once, in their order; returns how many.

    For bulk work: the same rows as so many calls of `record`, in one COPY.
    """
    deeds = list(entries)  # making them may itself write to the journal
    previous, at, rows = _end_of_chain(), clock.now(), []
    for deed in deeds:
        entry = _follow(previous, at, scope, *deed)
        rows.append([getattr(entry, column) for column in _COLUMNS] + [_text(entry.details)])
        previous = entry.digest
    columns = ", ".join([*_COLUMNS, "details"])
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY audit_entry ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
    return len(rows)


def lock_chain() -> None:
    """Let nobody else write to the journal until the transaction ends.

    For what must see the deeds of all others: whoever has changed anything has committed by then.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the journal is written with the change")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


def _end_of_chain() -> str:
    """Let nobody else write until the transaction ends; returns the newest digest."""
    lock_chain()
    last = Entry.objects.order_by("-id").values_list("digest", flat=True).first()
    return last or FIRST


def _follow(
    previous: str,
    at: datetime,
    scope: Scope,
    verb: str,
    target: models.Model,
    branch: str,
    details: Mapping[str, Any],
) -> Entry:
    entry = Entry(
        at=at,
        actor=scope.user_id,
        verb=verb,
        target_kind=target._meta.label_lower,
        target_key=str(target.pk),
        branch=branch,
        details=dict(details),
        previous=previous,
    )
    entry.digest = digest_of(entry)
    return entry


def digest_of(entry: Entry) -> str:
    """Return the SHA-256 (hex) of the entry's facts and the digest before it."""
    facts = [
        entry.previous,
        _moment(entry.at),
        entry.actor,
        entry.verb,
        entry.target_kind,
        entry.target_key,
        entry.branch,
        entry.details,
    ]
    return hashlib.sha256(_text(facts).encode()).hexdigest()


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _moment(at: datetime) -> str:
    return str(round(at.timestamp() * 1_000_000))

"""Writing the journal: `record` is called by services, inside their transaction."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction

from nastavnik.audit.models import Entry
from nastavnik.kernel import clock
from nastavnik.kernel.scope import Scope

CHAIN_LOCK = 7_021_001  # one writer at a time: each row covers the digest before it
FIRST = "0" * 64


def record(
    scope: Scope, verb: str, target: models.Model, *, branch: str = "", **details: Any
) -> Entry:
    """Write that `scope`'s actor did `verb` to `target` at the unit with path `branch`.

    `details` are JSON values without personal data. Raises TransactionManagementError outside
    a transaction: the deed and its record stand or fall together.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the journal is written with the change")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = Entry.objects.order_by("-id").values_list("digest", flat=True).first()
    entry = Entry(
        at=clock.now(),
        actor=scope.user_id,
        verb=verb,
        target_kind=target._meta.label_lower,
        target_key=str(target.pk),
        branch=branch,
        details=details,
        previous=last or FIRST,
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
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
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _moment(at: datetime) -> str:
    return str(round(at.timestamp() * 1_000_000))

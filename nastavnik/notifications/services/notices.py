"""Telling people in the product, and what they do with it: read, choose what to be told of."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.db import connection, transaction

from nastavnik.audit.services import record
from nastavnik.kernel import clock
from nastavnik.kernel.scope import Scope
from nastavnik.notifications import rules
from nastavnik.notifications.models import Notice, Preference


@dataclass(frozen=True, slots=True)
class NewNotice:
    """Something to tell the owner of the login `user_id`: one sentence, no names of persons.

    `kind` is a code of the room that tells. `target_view` is the name of a page that takes the key
    `target_pk`, or of one without a key, then perhaps with the query of its address after «?».
    Two of one `unique_key` for one login are one notice.
    """

    user_id: int
    kind: str
    text: str
    unique_key: str
    target_view: str = ""
    target_pk: int | None = None


def notify_many(notices: Iterable[NewNotice]) -> int:
    """Tell many people in one INSERT; returns how many notices are new.

    Part of another room's service, in its transaction. A repeated run adds nothing, nor does it
    make a notice unread again.
    """
    given = list(notices)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notifications_notice (user_id, kind, text, unique_key, target_view,"
            " target_pk, created)"
            " SELECT *, %s FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[],"
            " %s::text[], %s::bigint[]) ON CONFLICT DO NOTHING",
            [
                clock.now(),
                [notice.user_id for notice in given],
                [notice.kind for notice in given],
                [notice.text for notice in given],
                [notice.unique_key for notice in given],
                [notice.target_view for notice in given],
                [notice.target_pk for notice in given],
            ],
        )
        written: int = cursor.rowcount
    return written


def read_notices(scope: Scope, *, up_to: int, now: datetime) -> int:
    """Mark the person's own notices up to the one with the key `up_to` as read.

    What came after the page was drawn stays unread. Returns how many were marked.
    """
    unread = Notice.objects.filter(user_id=rules.owner_of(scope), read=None, pk__lte=up_to)
    return unread.update(read=now)


@transaction.atomic
def set_preferences(
    scope: Scope,
    *,
    rhythm: str,
    stages: Collection[str],
    quiet_from: time,
    quiet_until: time,
) -> Preference:
    """Keep what the person wants to be told of, how often by mail, and when not."""
    preference, _ = Preference.objects.update_or_create(
        user_id=rules.owner_of(scope),
        defaults={
            "rhythm": rhythm,
            "stages": list(stages),
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
        },
    )
    record(scope, "set_preferences", preference, rhythm=rhythm, stages=sorted(stages))
    return preference

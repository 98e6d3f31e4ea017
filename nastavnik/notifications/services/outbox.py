"""Writing letters into the outbox, in the transaction of the change that causes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from nastavnik.kernel import clock
from nastavnik.notifications.models import Letter
from nastavnik.notifications.services import sending

LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter to be written; it waits until `not_before`. Two of one key are one letter."""

    to: str
    subject: str
    text: str
    unique_key: str
    not_before: datetime | None = None


def write_letter(
    *,
    to: str,
    subject: str,
    text: str,
    unique_key: str | None = None,
    not_before: datetime | None = None,
) -> Letter:
    """Put a letter into the outbox and try to send it once the change is committed.

    With `not_before` it waits until then. With `unique_key` a second letter of the same key is
    not written: the first is returned.
    """
    facts = {"to": to, "subject": _line(subject), "text": text, "next_attempt": not_before}
    if unique_key is None:
        letter, is_new = Letter.objects.create(**facts), True
    else:
        letter, is_new = Letter.objects.get_or_create(unique_key=unique_key, defaults=facts)
    if is_new and not_before is None:
        transaction.on_commit(lambda: sending.send_letter(letter.pk))
    return letter


def write_letters(letters: Iterable[NewLetter]) -> int:
    """Put many letters into the outbox in one INSERT; returns how many are new.

    They are sent by the next `send_waiting`, not by this process. A letter whose key is there
    already is left out, so a repeated run adds nothing.
    """
    given = list(letters)
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO notifications_letter ("to", subject, text, unique_key, next_attempt,'
            " created, attempts)"
            " SELECT *, %s, 0 FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[],"
            " %s::timestamptz[]) ON CONFLICT DO NOTHING",
            [
                clock.now(),
                [letter.to for letter in given],
                [_line(letter.subject) for letter in given],
                [letter.text for letter in given],
                [letter.unique_key for letter in given],
                [letter.not_before for letter in given],
            ],
        )
        written: int = cursor.rowcount
    return written


def _line(subject: str) -> str:
    """Return the subject as the one line that a header is."""
    return " ".join(subject.split())[:LONGEST_SUBJECT]

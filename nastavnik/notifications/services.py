"""The outbox: letters are written with the change and sent after it has been committed."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction

from nastavnik.kernel import clock
from nastavnik.notifications.models import Letter

log = logging.getLogger(__name__)
PAUSES = (1, 5, 30, 120, 720)  # minutes before another attempt


def write_letter(*, to: str, subject: str, text: str, unique_key: str | None = None) -> Letter:
    """Put a letter into the outbox and try to send it once the change is committed.

    With `unique_key` a second letter of the same key is not written: the first is returned.
    """
    if unique_key is not None:
        letter, is_new = Letter.objects.get_or_create(
            unique_key=unique_key, defaults={"to": to, "subject": subject, "text": text}
        )
        if not is_new:
            return letter
    else:
        letter = Letter.objects.create(to=to, subject=subject, text=text)
    transaction.on_commit(lambda: send_letter(letter.pk))
    return letter


def send_letter(pk: int) -> bool:
    """Send one waiting letter; False when the mail server refused it or somebody else has it.

    A failure is no loss: the letter waits for the next attempt.
    """
    with transaction.atomic():
        letter = Letter.objects.select_for_update(skip_locked=True).filter(pk=pk, sent=None).first()
        if letter is None:
            return False
        letter.attempts += 1
        try:
            EmailMessage(letter.subject, letter.text, to=[letter.to]).send()
        except OSError as failure:  # away or refusing: smtplib's errors are OSErrors too
            log.warning("letter %s not sent: %s", letter.pk, type(failure).__name__)
            pause = PAUSES[min(letter.attempts, len(PAUSES)) - 1]
            letter.next_attempt = clock.now() + timedelta(minutes=pause)
            letter.save(update_fields=["attempts", "next_attempt"])
            return False
        letter.sent = clock.now()
        letter.text = ""  # links in it are secrets
        letter.save(update_fields=["attempts", "sent", "text"])
        return True


def send_waiting() -> tuple[int, int]:
    """Try every letter whose time has come. Returns (sent, still waiting)."""
    due = Letter.objects.filter(sent=None).exclude(next_attempt__gt=clock.now())
    sent = sum(send_letter(pk) for pk in due.values_list("pk", flat=True))
    return sent, Letter.objects.filter(sent=None).count()

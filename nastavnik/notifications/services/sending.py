"""Sending what the outbox holds: a letter by one worker at a time, many over one connection."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.crypto import salted_hmac

from nastavnik.kernel import clock
from nastavnik.notifications.models import Letter

log = logging.getLogger(__name__)
PAUSES = (1, 5, 30, 120, 720)  # minutes before another attempt
LAST_ATTEMPT = 14  # about five days, as mail servers among themselves


def _tell_nobody(done: int, total: int) -> None:
    """Nobody asks how far it is."""


def send_letter(pk: int) -> bool:
    """Send one waiting letter; False when it was refused, is not due, or somebody else has it.

    The row is locked while the letter is handed over, so no two workers send it, and nothing but
    the commit follows the mail server's «accepted». What remains: a process killed, or a
    connection broken, between the letter's last line and that commit (the time the server takes
    to answer). Nobody can tell then whether it was accepted, so it goes again, with the same
    Message-ID: many receivers keep one of the two, none can be made to. To mark letters before
    they are sent would lose them instead.

    A failure is no loss: the letter waits for the next attempt.
    """
    server = _MailServer()
    try:
        return server.is_reached() and _send(pk, server)
    finally:
        server.leave()


def send_waiting(tell: Callable[[int, int], None] = _tell_nobody) -> tuple[int, int]:
    """Try every letter whose time has come, over one connection. Returns (sent, still waiting).

    Many may do so at once: they share the letters. While the mail server is away no attempt is
    counted and nothing is lost. `tell` hears (done, total) before each letter; it may raise.
    """
    keys = list(
        _due().order_by(F("next_attempt").asc(nulls_first=True), "pk").values_list("pk", flat=True)
    )
    server, sent = _MailServer(), 0
    try:
        for done, pk in enumerate(keys):
            tell(done, len(keys))
            if not server.is_reached():
                break
            sent += _send(pk, server)
    finally:
        server.leave()
    return sent, Letter.objects.filter(sent=None, attempts__lt=LAST_ATTEMPT).count()


def message_id_of(letter: Letter) -> str:
    """Return the Message-ID of a letter: the same however often it is sent, unlike any other's.

    It stands on the letter's key, else on its row, and on the installation's secret.
    """
    name = letter.unique_key or f"{letter.pk} {letter.created.isoformat()}"
    digest = salted_hmac("nastavnik.notifications.letter", name, algorithm="sha256").hexdigest()
    host = urlsplit(settings.PUBLIC_ADDRESS).hostname or "localhost"
    return f"<{digest[:40]}@{host.encode('idna').decode()}>"


def _due() -> QuerySet[Letter]:
    waiting = Letter.objects.filter(sent=None, attempts__lt=LAST_ATTEMPT)
    return waiting.exclude(next_attempt__gt=clock.now())


@transaction.atomic(durable=True)  # a larger transaction undone would send its letters again
def _send(pk: int, server: _MailServer) -> bool:
    """Hand one letter over under its lock. What follows the server's word is the commit alone."""
    letter = _due().select_for_update(skip_locked=True).filter(pk=pk).first()
    if letter is None:
        return False
    text, message = letter.text, _message_of(letter)
    letter.attempts += 1
    letter.sent, letter.text = clock.now(), ""  # links in the text are secrets
    letter.save(update_fields=["attempts", "sent", "text"])
    try:
        server.hand_over(message)
    except (OSError, ValueError) as failure:  # smtplib's are OSErrors; an address may be no address
        _postpone(letter, text, failure)
        return False
    return True


def _postpone(letter: Letter, text: str, failure: Exception) -> None:
    pause = PAUSES[min(letter.attempts, len(PAUSES)) - 1]
    letter.sent, letter.text = None, text
    letter.next_attempt = clock.now() + timedelta(minutes=pause)
    letter.save(update_fields=["sent", "text", "next_attempt"])
    if letter.attempts < LAST_ATTEMPT:
        log.warning("letter %s not sent: %s", letter.pk, type(failure).__name__)
    else:
        log.error("letter %s given up: %s", letter.pk, type(failure).__name__)


def _message_of(letter: Letter) -> EmailMessage:
    headers = {"Message-ID": message_id_of(letter), "Auto-Submitted": "auto-generated"}
    return EmailMessage(letter.subject, letter.text, to=[letter.to], headers=headers)


class _MailServer:
    """A connection to the mail server, opened when needed and kept while it lasts."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def is_reached(self) -> bool:
        """Open the connection unless it is open; False when the server is away or bars us."""
        try:
            self._connection.open()
        except OSError as failure:
            log.warning("mail server not reached: %s", type(failure).__name__)
            return False
        return True

    def hand_over(self, message: EmailMessage) -> None:
        """Return when the server has accepted it. Raises OSError or ValueError otherwise."""
        try:
            self._connection.send_messages([message])
        except OSError as failure:
            if not _is_refusal(failure):
                self.leave()  # whatever state it is in: the next letter gets a new one
            raise

    def leave(self) -> None:
        """Close the connection."""
        self._connection.close()


def _is_refusal(failure: OSError) -> bool:
    """Tell whether the server answered about this letter and goes on listening."""
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return True
    return isinstance(failure, smtplib.SMTPResponseException) and failure.smtp_code != 421

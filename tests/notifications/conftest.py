"""A mail server of the test's own, and letters that wait."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nastavnik.notifications.services import NewLetter, write_letters
from tests.letterbox import Letterbox, letterbox


@pytest.fixture
def box(settings) -> Iterator[Letterbox]:
    """Lead the product to a mail server that runs."""
    with letterbox() as opened:
        lead_to(opened, settings)
        yield opened


def lead_to(box: Letterbox, settings) -> None:
    """Let Django send through this mail server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port


def write_many(count: int) -> None:
    """Write letters to person-0, person-1 and so on."""
    write_letters(
        NewLetter(f"person-{number}@kray.example", "Сводка сроков", "Текст", f"digest-{number}")
        for number in range(count)
    )

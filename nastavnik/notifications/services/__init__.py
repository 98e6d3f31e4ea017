"""What is done with letters and notices: written by other rooms, sent by the system, read."""

from nastavnik.notifications.services.notices import (
    NewNotice,
    notify_many,
    read_notices,
    set_preferences,
)
from nastavnik.notifications.services.outbox import NewLetter, write_letter, write_letters
from nastavnik.notifications.services.sending import send_letter, send_waiting

__all__ = [
    "NewLetter",
    "NewNotice",
    "notify_many",
    "read_notices",
    "send_letter",
    "send_waiting",
    "set_preferences",
    "write_letter",
    "write_letters",
]

"""Letters that could not be sent at once."""

from __future__ import annotations

from typing import Any

from nastavnik.jobs.registry import periodic
from nastavnik.jobs.running import Run
from nastavnik.kernel.scope import Scope
from nastavnik.notifications import services


@periodic("letters", title="Отправка писем", cron="*/5 * * * *")
def send_letters(scope: Scope, run: Run) -> dict[str, Any]:
    """Try every letter whose time has come."""
    sent, waiting = services.send_waiting(run.progress)
    return {
        "sent": sent,
        "waiting": waiting,
        "message": f"Отправлено писем: {sent}. Ожидают: {waiting}.",
    }

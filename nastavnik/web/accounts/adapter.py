"""How the sign-in library behaves with us: nobody signs up, letters go through the outbox."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from nastavnik.notifications.services import write_letter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Logins are made by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: a login comes with an appointment."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter into the outbox."""
        letter = self.render_mail(template_prefix, email, context)
        write_letter(to=email, subject=letter.subject, text=str(letter.body))

"""The request as views get it: a signed-in person, what they may do, whether HTMX asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from nastavnik.accounts.models import User
    from nastavnik.kernel.scope import Scope
    from nastavnik.web.shell.context import Acting


class Request(HttpRequest):
    """An HttpRequest behind a door."""

    if TYPE_CHECKING:
        scope: Scope
        user: User
        htmx: HtmxDetails
        acting: Acting | None

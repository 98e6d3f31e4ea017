"""The request as views get it: a signed-in person, what they may do, whether HTMX asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from nastavnik.accounts.models import Grant, User
    from nastavnik.kernel.scope import Scope


@dataclass(frozen=True, slots=True)
class Acting:
    """In whose name the signed-in person acts: the first grant they hold."""

    person_name: str
    role: str
    role_name: str
    unit_id: int | None
    unit_name: str


class Request(HttpRequest):
    """An HttpRequest behind a door."""

    if TYPE_CHECKING:
        scope: Scope
        user: User
        htmx: HtmxDetails
        grant: Grant | None  # the first that holds
        acting: Acting | None

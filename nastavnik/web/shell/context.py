"""What every template may use."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils import timezone

from nastavnik.kernel import clock
from nastavnik.notifications import selectors as notifications
from nastavnik.organisations import selectors as organisations
from nastavnik.web.shell.navigation import menu
from nastavnik.web.shell.request import Acting, Request


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the variables of the layout."""
    acting = getattr(request, "acting", None) or acting_of(request)
    return {
        "product": SimpleNamespace(
            name=settings.PRODUCT_NAME,
            version=settings.PRODUCT_VERSION,
            model_name=settings.MODEL_NAME,
        ),
        "messages": get_messages(request),
        "today": clock.today(timezone.get_current_timezone_name()),
        "acting": acting,
        "unread_notices": notifications.count_unread(cast(Request, request).scope) if acting else 0,
        "navigation": menu(cast(Request, request)) if acting else [],
    }


def acting_of(request: HttpRequest) -> Acting | None:
    """Return who acts, None for a signed-out visitor; kept on the request for its length."""
    if not hasattr(request, "scope"):
        return None
    known = cast(Request, request)
    grant, name = known.grant, known.user.name
    if grant is None:
        acting = Acting(name, "", "Нет действующих полномочий", None, "")
    else:
        unit = organisations.get_unit(known.scope, grant.unit_id)
        acting = Acting(name, grant.role, grant.get_role_display(), unit.pk, unit.short_name)
    known.acting = acting
    return acting

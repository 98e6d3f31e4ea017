"""Around every request: the content security policy, and the scope of who asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from nastavnik.accounts import selectors as accounts
from nastavnik.kernel import clock
from nastavnik.web.shell.request import Request

Handler = Callable[[HttpRequest], HttpResponse]

MINUTE = timedelta(minutes=1)
MOST_NOTED = 10_000  # sessions remembered by one process

# no script, style, font or picture but our own; nothing inline
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'"
)


def content_security_policy(get_response: Handler) -> Handler:
    """Forbid foreign and inline code in every page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        return response

    return middleware


def activity(get_response: Handler) -> Handler:
    """Note from where a login was last seen, once a minute for a session: not in every request."""
    note = UserSessionsMiddleware(lambda request: None)
    noted: dict[str, datetime] = {}

    def middleware(request: HttpRequest) -> HttpResponse:
        key, now = request.session.session_key or "", clock.now()
        if key not in noted or now - noted[key] >= MINUTE:
            if len(noted) > MOST_NOTED:
                noted.clear()
            noted[key] = now
            note(request)
        return get_response(request)

    return middleware


def scope(get_response: Handler) -> Handler:
    """Put `request.scope` on the request of a signed-in person, on their unit's calendar day."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        known = cast(Request, request)
        grants = accounts.list_all_grants_of(known.user)
        zone = accounts.zone_of(known.user, grants) or settings.TIME_ZONE
        known.scope = accounts.get_scope(known.user, clock.today(zone), grants)
        known.grant = next((one for one in grants if known.scope.on in one.during), None)
        with timezone.override(zone):
            return get_response(request)

    return middleware

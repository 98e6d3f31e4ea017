"""Around every request: the content security policy, and the scope of who asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from nastavnik.accounts import selectors as accounts
from nastavnik.kernel import clock
from nastavnik.web.shell.request import Request

Handler = Callable[[HttpRequest], HttpResponse]

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


def scope(get_response: Handler) -> Handler:
    """Put `request.scope` on the request of a signed-in person, on their unit's calendar day."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        known = cast(Request, request)
        zone = accounts.zone_of(known.user) or settings.TIME_ZONE
        known.scope = accounts.get_scope(known.user, clock.today(zone))
        with timezone.override(zone):
            return get_response(request)

    return middleware

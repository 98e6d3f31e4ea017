"""Pages of refusal: what happened, what to do; a neighbour's page is a missing page."""

from __future__ import annotations

import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import engines

from nastavnik.kernel.errors import RuleBroken
from nastavnik.web.shell.pages import page


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; 413 when what came is larger than a form may be."""
    if isinstance(exception, RequestDataTooBig):
        return page(request, "shell/413.html", {}, status=413)
    return page(request, "shell/400.html", {}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the thing may be seen, this may not be done with it."""
    return page(request, "shell/403.html", {}, status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is too old or did not come from our page."""
    return page(request, "shell/403_form.html", {}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such thing, or not for this person; the page does not tell which."""
    return page(request, "shell/404.html", {}, status=404)


def conflict(request: HttpRequest, refusal: RuleBroken) -> HttpResponse:
    """409: somebody was faster."""
    return page(request, "shell/409.html", {"refusal": refusal.message}, status=409)


def unprocessable(request: HttpRequest, refusal: RuleBroken) -> HttpResponse:
    """422: a rule says no."""
    return page(request, "shell/422.html", {"refusal": refusal.message}, status=422)


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    """500: nothing is known about the state, so the page uses nothing; 503 without a database."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return unavailable(request)
    return _bare("shell/500.html", 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database is away."""
    response = _bare("shell/503.html", 503)
    response["Retry-After"] = "30"
    return response


def _bare(template: str, status: int) -> HttpResponse:
    html = engines["jinja2"].env.get_template(template).render()  # type: ignore[attr-defined]
    return HttpResponse(html, status=status)

"""The doors every view stands behind: `@screen` shows, `@search` finds, `@action` changes.

`@public` shows to who is not signed in and holds a secret address instead.

A screen runs in a read-only transaction: a write in it raises; a search is a screen whose
question comes by POST. An action takes POST only and is one transaction. All turn refusals of
the services into the right page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from nastavnik.kernel.errors import Conflict, NotAllowed, RuleBroken
from nastavnik.web.shell import errors

View = Callable[..., HttpResponse]


def screen(view: View) -> View:
    """Let `view` answer GET to a signed-in person, without being able to write."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        return _read_only(view, request, *args, **kwargs)

    door.door = "screen"  # type: ignore[attr-defined]
    return door


def search(view: View) -> View:
    """Let `view` answer POST of a signed-in person without being able to write.

    For a search by personal data: a name never stands in an address, where logs keep it.
    """

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.is_authenticated:
            return redirect_to_login(settings.LOGIN_REDIRECT_URL, settings.LOGIN_URL)
        return _read_only(view, request, *args, **kwargs)

    door.door = "search"  # type: ignore[attr-defined]
    return door


def action(view: View) -> View:
    """Let `view` answer POST of a signed-in person in one transaction, undone by any refusal."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.is_authenticated:
            return redirect_to_login(settings.LOGIN_REDIRECT_URL, settings.LOGIN_URL)
        return _answer(transaction.atomic(view), request, *args, **kwargs)

    door.door = "action"  # type: ignore[attr-defined]
    return door


def public(view: View) -> View:
    """Let `view` answer GET to anybody who knows the address, without being able to write.

    The address is the secret: it is not kept by those on the way and not told to other sites.
    """

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = _read_only(view, request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    door.door = "public"  # type: ignore[attr-defined]
    return door


def _read_only(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        return _answer(view, request, *args, **kwargs)


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except NotAllowed:
        return errors.forbidden(request)
    except ObjectDoesNotExist:
        return errors.not_found(request)
    except Conflict as refusal:
        return errors.conflict(request, refusal)
    except RuleBroken as refusal:
        return errors.unprocessable(request, refusal)

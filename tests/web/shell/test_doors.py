"""The two doors and the pages of refusal."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from nastavnik.kernel.errors import Conflict, Missing, NotAllowed, RuleBroken
from nastavnik.web.shell import errors
from nastavnik.web.shell.doors import action, screen
from tests.region import Region


@pytest.fixture
def request_of(region: Region):
    """Return a function that makes a request of the curator."""

    def make(method: str):
        request = RequestFactory().generic(method, "/")
        request.user = region.users["curator"]
        request.scope = region.scope("curator")
        request.grant = None
        request.session = {}
        request._messages = []
        return request

    return make


def test_screen_cannot_write(request_of) -> None:
    def writes(request):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_user SET name = 'взлом'")

    with pytest.raises(DatabaseError, match="read-only"):
        screen(writes)(request_of("GET"))


@pytest.mark.parametrize(
    ("door", "method", "status"),
    [(screen, "POST", 405), (screen, "GET", 200), (action, "GET", 405), (action, "POST", 200)],
)
def test_door_answers_its_own_method_only(request_of, door, method: str, status: int) -> None:
    answer = door(lambda request: HttpResponse("да"))(request_of(method))
    assert answer.status_code == status


@pytest.mark.parametrize("door", [screen, action])
@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (NotAllowed("right"), 403),
        (Missing("thing"), 404),
        (Conflict("Кто-то успел раньше."), 409),
        (RuleBroken("Так нельзя."), 422),
    ],
)
def test_refusal_becomes_its_page(request_of, door, refusal: Exception, status: int) -> None:
    def refuses(request):
        raise refusal

    method = "GET" if door is screen else "POST"
    assert door(refuses)(request_of(method)).status_code == status


def test_refused_action_leaves_nothing_behind(request_of, region: Region) -> None:
    def half_done(request):
        region.users["head"].name = "Наполовину"
        region.users["head"].save(update_fields=["name"])
        raise RuleBroken("Так нельзя.")

    action(half_done)(request_of("POST"))
    region.users["head"].refresh_from_db()
    assert region.users["head"].name != "Наполовину"


@pytest.mark.parametrize(
    ("trouble", "status"),
    [(OperationalError("gone"), 503), (InterfaceError("gone"), 503), (ValueError("bug"), 500)],
)
def test_database_that_is_away_is_said_to_be_away(trouble: Exception, status: int) -> None:
    try:
        raise trouble
    except Exception:  # the handler looks at the living exception
        answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == status
    assert answer.has_header("Retry-After") == (status == 503)


def test_missing_page_is_russian_and_calm(sign_in) -> None:
    answer = sign_in("curator").get("/nothing/here/")
    assert answer.status_code == 404
    assert 'lang="ru"' in answer.text


def test_no_page_allows_foreign_or_inline_code(client: Client, db: None) -> None:
    policy = client.get("/login/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "default-src 'none'" in policy

"""The pages of the desk: filters kept and applied, the calendar link shown once, the feed."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from lxml import html

from nastavnik.accounts.models import Grant
from nastavnik.kernel.logs import HideSecrets
from nastavnik.roadmaps import services
from nastavnik.roadmaps.models import CalendarFeed, Roadmap, SavedFilter
from tests.region import Region
from tests.web.calendar.test_calendar import text
from tests.web.laws import check_neighbour_is_missing, errors_of

SignIn = Callable[[str], Client]
QUERY = "whose=all&state=open"


@pytest.fixture
def saved(region: Region) -> SavedFilter:
    """Return a filter of the curator."""
    return services.save_filter(
        region.scope("curator"), name="Открытые", view="timeline", query=QUERY
    )


def test_filter_of_the_page_is_saved_and_applied(sign_in: SignIn, roadmap: Roadmap) -> None:
    client = sign_in("curator")
    shown = client.get(reverse("show_timeline") + f"?{QUERY}&page=2")
    (link,) = html.fromstring(shown.content.decode()).xpath("//a[text()='Сохранить этот отбор']")
    forms = html.fromstring(client.get(link.get("href")).content.decode()).forms
    (form,) = (form for form in forms if form.action == reverse("save_filter"))
    given = {**dict(form.form_values()), "name": "Открытые"}
    answer = client.post(form.action, given)
    assert (answer.status_code, answer["Location"]) == (302, f"{reverse('show_timeline')}?{QUERY}")
    page = html.fromstring(client.get(answer["Location"]).content.decode())
    (chip,) = page.xpath("//nav[@aria-label='Сохранённые отборы']/a[@class='chip']")
    assert (text(chip), chip.get("href")) == ("Открытые", answer["Location"])


def test_words_naming_a_person_are_not_saved(sign_in: SignIn) -> None:
    given = {"name": "Зимин", "view": "calendar", "query": "q=%D0%97%D0%B8%D0%BC%D0%B8%D0%BD"}
    answer = sign_in("curator").post(reverse("save_filter"), given)
    assert answer.status_code == 422
    assert "фамилию" in errors_of(answer.content.decode())


def test_filter_is_renamed(sign_in: SignIn, saved: SavedFilter) -> None:
    client = sign_in("curator")
    assert "Открытые" in client.get(reverse("edit_filter", args=[saved.pk])).content.decode()
    answer = client.post(reverse("rename_filter", args=[saved.pk]), {"name": "Новые"})
    assert answer["Location"] == reverse("list_filters")
    saved.refresh_from_db()
    assert saved.name == "Новые"


def test_filter_is_deleted(sign_in: SignIn, saved: SavedFilter) -> None:
    answer = sign_in("curator").post(reverse("delete_filter", args=[saved.pk]))
    assert answer["Location"] == reverse("list_filters")
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("name", ["rename_filter", "delete_filter"])
def test_filter_of_another_is_missing(sign_in: SignIn, saved: SavedFilter, name: str) -> None:
    addresses = (reverse(name, args=[pk]) for pk in (saved.pk, 999_999))
    check_neighbour_is_missing(sign_in("head"), *addresses, {"name": "Чужое"})


@pytest.mark.parametrize("name", ["save_filter", "open_feed", "close_feed"])
def test_action_is_no_link(sign_in: SignIn, name: str) -> None:
    assert sign_in("curator").get(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", ["save_filter", "open_feed", "close_feed"])
def test_who_sees_no_plans_may_not(sign_in: SignIn, name: str) -> None:
    given = {"name": "Отбор", "view": "calendar", "query": ""}
    assert sign_in("mentee").post(reverse(name), given).status_code == 403


def secret_of(client: Client) -> str:
    """Make a link; returns its path."""
    page = html.fromstring(client.post(reverse("open_feed")).content.decode())
    (link,) = page.xpath("//textarea/text()")
    match = re.search(r"/calendar/[\w-]+\.ics$", link.strip())
    assert match
    return match[0]


def events(answer: Any) -> list[str]:
    assert answer.status_code == 200
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_link_gives_the_deadlines_to_who_is_not_signed_in(
    sign_in: SignIn, roadmap: Roadmap
) -> None:
    path = secret_of(sign_in("curator"))
    answer = Client().get(path)
    assert events(answer) == ["1.1. Собрать согласия", "1.3. Подвести итоги <года>"]
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"].startswith("private")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer
    assert Client().post(path).status_code == 405


def test_link_is_not_shown_again(sign_in: SignIn, roadmap: Roadmap) -> None:
    client = sign_in("curator")
    path = secret_of(client)
    page = client.get(reverse("show_feed")).content.decode()
    assert "Ссылка действует" in page
    assert path not in page


def test_false_and_revoked_links_are_missing(sign_in: SignIn, roadmap: Roadmap) -> None:
    client = sign_in("curator")
    path = secret_of(client)
    assert Client().get(path.replace(".ics", "x.ics")).status_code == 404
    client.post(reverse("close_feed"))
    assert Client().get(path).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_link_gives_nothing_when_the_grant_has_ended(
    sign_in: SignIn, roadmap: Roadmap, region: Region
) -> None:
    path = secret_of(sign_in("curator"))
    Grant.objects.filter(user=region.users["curator"]).delete()
    assert events(Client().get(path)) == []


def test_log_does_not_hold_the_secret(caplog: pytest.LogCaptureFixture, db: None) -> None:
    caplog.handler.addFilter(HideSecrets())
    with caplog.at_level(logging.WARNING):
        Client().get("/calendar/very-secret-words.ics")
    assert "/calendar/…" in caplog.text
    assert "very-secret-words" not in caplog.text


def test_feed_takes_the_same_queries_for_any_owner(
    sign_in: SignIn, roadmap: Roadmap, django_assert_max_num_queries: Any
) -> None:
    path = secret_of(sign_in("curator"))
    with django_assert_max_num_queries(14):
        Client().get(path)

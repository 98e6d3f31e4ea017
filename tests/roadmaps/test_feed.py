"""The calendar feed, read back by a real parser: whose deadlines, on which days, naming nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar, Event

from nastavnik.accounts.models import Grant
from nastavnik.kernel.scope import Scope
from nastavnik.pure.actors import ActorKind
from nastavnik.roadmaps import exports, selectors, services
from nastavnik.roadmaps.models import Roadmap, Task
from nastavnik.roadmaps.selectors import desk
from tests.region import Region
from tests.roadmaps.plans import actor, due, measure, plan_of

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
CURATOR = actor("куратор", ActorKind.CURATOR)
HEAD = actor("Директор", ActorKind.HEAD)


@pytest.fixture
def roadmap(region: Region) -> Roadmap:
    """A plan of school one: two measures of its curator, one that names him, one of its head."""
    november = due(date(2026, 11, 1), date(2026, 11, 30))
    items = [
        measure(2, "1.1", "Собрать согласия", term=november, actors=[CURATOR]),
        measure(3, "1.2.", "Подвести итоги; план, отчёт", actors=[CURATOR],
                term=due(None, date(2026, 12, 31))),
        measure(4, "1.3", "Отчёт Зимина о встречах", term=november, actors=[CURATOR]),
        measure(5, "1.4", "Утвердить состав", term=november, actors=[HEAD]),
    ]  # fmt: skip
    return services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), plan_of(items)
    )


def task_of(roadmap: Roadmap, number: str) -> Task:
    return Task.objects.get(roadmap=roadmap, item__number=number)


def read(scope: Scope) -> dict[int, Event]:
    """Return the events of the feed by the key of their task."""
    body = exports.make_feed(
        scope, now=NOW, address=lambda task: f"https://example.org/tasks/{task.pk}/"
    )
    calendar: Any = Calendar.from_ical(body)
    return {
        int(str(event["UID"]).removeprefix("task-").removesuffix("@nastavnik")): event
        for event in calendar.walk("VEVENT")
    }


def test_feed_holds_the_deadlines_of_its_owner(region: Region, roadmap: Roadmap) -> None:
    mine = read(region.scope("curator"))
    assert set(mine) == {task_of(roadmap, number).pk for number in ("1.1", "1.2.", "1.3")}
    assert task_of(roadmap, "1.4").pk in read(region.scope("head"))
    assert read(region.scope("neighbour")) == {}


def test_event_is_the_whole_due_day_in_any_zone(region: Region, roadmap: Roadmap) -> None:
    event: Any = read(region.scope("curator"))[task_of(roadmap, "1.2.").pk]
    assert event["DTSTART"].dt == date(2026, 12, 31)
    assert type(event["DTSTART"].dt) is date  # no moment: no zone can move it
    assert event["DTEND"].dt == date(2027, 1, 1)
    assert str(event["SUMMARY"]) == "1.2. Подвести итоги; план, отчёт"
    assert "Состояние: В работе" in str(event["DESCRIPTION"])
    assert str(event["URL"]) == f"https://example.org/tasks/{task_of(roadmap, '1.2.').pk}/"
    assert (str(event["STATUS"]), str(event["TRANSP"])) == ("CONFIRMED", "TRANSPARENT")


def test_reminder_rings_in_the_morning_of_the_day_before(region: Region, roadmap: Roadmap) -> None:
    event = read(region.scope("curator"))[task_of(roadmap, "1.1").pk]
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(hours=-15)


def test_event_follows_its_task(region: Region, roadmap: Roadmap) -> None:
    task = task_of(roadmap, "1.1")
    before: Any = read(region.scope("curator"))[task.pk]
    services.prolong_task(
        region.scope("head"), task.pk, until=date(2026, 12, 20), reason="Болезнь куратора"
    )
    after: Any = read(region.scope("curator"))[task.pk]
    assert after["UID"] == before["UID"]
    assert after["DTSTART"].dt == date(2026, 12, 20)
    assert after["SEQUENCE"] > before["SEQUENCE"]


@pytest.mark.parametrize(
    ("state", "status", "prefix", "alarms"),
    [
        ("open", "CONFIRMED", "1.1.", 1),
        ("submitted", "CONFIRMED", "На проверке: 1.1.", 1),
        ("done", "CONFIRMED", "Выполнено: 1.1.", 0),
        ("not_done", "CONFIRMED", "Не выполнено: 1.1.", 0),
        ("not_needed", "CANCELLED", "1.1.", 0),
        ("withdrawn", "CANCELLED", "1.1.", 0),
    ],
)
def test_state_is_told(
    region: Region, roadmap: Roadmap, state: str, status: str, prefix: str, alarms: int
) -> None:
    task = task_of(roadmap, "1.1")
    Task.objects.filter(pk=task.pk).update(state=state)
    event = read(region.scope("curator"))[task.pk]
    assert str(event["STATUS"]) == status
    assert str(event["SUMMARY"]).startswith(prefix)
    assert len(event.walk("VALARM")) == alarms


def test_feed_names_no_person(region: Region, roadmap: Roadmap) -> None:
    Roadmap.objects.update(title="План Рощиной Аллы Викторовны")
    body = exports.make_feed(region.scope("curator"), now=NOW, address=str).decode()
    unfolded = body.replace("\r\n ", "")
    assert "Собрать согласия" in unfolded
    for name in ("Зимин", "Рощин", "Алл"):
        assert name not in unfolded
    event = read(region.scope("curator"))[task_of(roadmap, "1.3").pk]
    assert str(event["SUMMARY"]) == "1.3. срок мероприятия плана"


def test_feed_is_empty_when_the_grant_has_ended(region: Region, roadmap: Roadmap) -> None:
    Task.objects.update(person=region.people["curator"])
    assert read(region.scope("curator"))
    Grant.objects.filter(user=region.users["curator"]).delete()
    assert read(region.scope("curator")) == {}


def test_feed_looks_a_year_ahead_and_a_season_back(region: Region, roadmap: Roadmap) -> None:
    today = region.scope("curator").on
    task = task_of(roadmap, "1.1")
    for day, is_there in (
        (today - desk.FEED_BACK, True),
        (today - desk.FEED_BACK - timedelta(days=1), False),
        (today + desk.FEED_AHEAD, True),
        (today + desk.FEED_AHEAD + timedelta(days=1), False),
    ):
        Task.objects.filter(pk=task.pk).update(due=day)
        assert (task.pk in read(region.scope("curator"))) is is_there


def test_feed_takes_the_same_queries_for_any_number(
    region: Region, roadmap: Roadmap, django_assert_num_queries: Any
) -> None:
    scope = region.scope("curator")
    with django_assert_num_queries(6):
        read(scope)
    assert len(selectors.list_feed_tasks(scope)) == 3
    Task.objects.filter(item__number__in=["1.1", "1.3"]).update(state="withdrawn", due=None)
    with django_assert_num_queries(6):
        read(scope)

"""Days of tasks: an event, a schedule, a prolongation; what is recorded gives dates (R15, R83)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nastavnik.audit.models import Entry
from nastavnik.kernel.errors import Conflict, Missing, NotAllowed, RuleBroken
from nastavnik.roadmaps import services
from nastavnik.roadmaps.models import Item, Prolongation, Roadmap, Task
from tests.region import TODAY, Region
from tests.roadmaps.duties import hand_in, kept_file, plan_of_duties, prove

TENTH = date(2026, 11, 10)


@pytest.fixture
def roadmap(region: Region, files: Path) -> Roadmap:
    return services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), plan_of_duties()
    )


def item_of(roadmap: Roadmap, number: str) -> Item:
    return roadmap.items.get(number=number)


def tasks_of(item: Item) -> list[tuple[str, date | None, date | None, str, str]]:
    """What of each standing task a term decides, in the order of days."""
    standing = item.tasks.exclude(state="withdrawn").order_by("due", "pk")
    return list(standing.values_list("key", "first", "due", "waits_for", "state"))


def test_event_gives_the_day_the_term_counts(region: Region, roadmap: Roadmap) -> None:
    item = item_of(roadmap, "3")
    waiting = item.tasks.get()
    services.record_event(region.scope("curator"), item.pk, day=TENTH, text="Смотр окончен")
    assert tasks_of(item) == [("event:1", TENTH, date(2026, 11, 20), "", "open")]
    assert item.tasks.get().pk == waiting.pk  # the same task, not another one
    assert Entry.objects.get(verb="record_event").details["day"] == "2026-11-10"


def test_every_further_event_is_a_task_of_its_own(region: Region, roadmap: Roadmap) -> None:
    item = item_of(roadmap, "3")
    for day in (TENTH, date(2026, 11, 15)):
        services.record_event(region.scope("curator"), item.pk, day=day)
    assert [(key, due) for key, _, due, _, _ in tasks_of(item)] == [
        ("event:1", date(2026, 11, 20)),
        ("event:2", date(2026, 11, 25)),
    ]


def test_need_that_arose_gets_the_day_a_person_gives(region: Region, roadmap: Roadmap) -> None:
    item = item_of(roadmap, "4")
    services.record_event(region.scope("curator"), item.pk, day=TENTH, due=date(2026, 12, 1))
    assert tasks_of(item) == [("event:1", TENTH, date(2026, 12, 1), "", "open")]
    assert item.tasks.get().conditional


def test_need_may_have_no_day_at_all(region: Region, roadmap: Roadmap) -> None:
    item = item_of(roadmap, "4")
    services.record_event(region.scope("curator"), item.pk, day=TENTH)
    assert tasks_of(item) == [("event:1", TENTH, None, "", "open")]


def test_closed_task_keeps_its_end_when_the_next_event_comes(
    region: Region, roadmap: Roadmap
) -> None:
    item = item_of(roadmap, "4")
    services.waive_task(region.scope("curator"), item.tasks.get().pk, reason="Не было нужды")
    services.record_event(region.scope("curator"), item.pk, day=TENTH)
    assert {(key, state) for key, _, _, _, state in tasks_of(item)} == {
        ("event:0", "not_needed"),
        ("event:1", "open"),
    }


@pytest.mark.parametrize(("day", "count"), [(TENTH, 1), (TODAY, 2)])
def test_work_done_before_a_need_is_no_answer_to_it(
    region: Region, roadmap: Roadmap, day: date, count: int
) -> None:
    item = item_of(roadmap, "4")
    hand_in(region, item.tasks.get(), on=date(2026, 11, 15))
    services.accept_task(region.scope("head"), item.tasks.get().pk)
    services.record_event(region.scope("curator"), item.pk, day=day)
    assert len(tasks_of(item)) == count


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"day": None}, "day"),
        ({"day": date(2026, 11, 21)}, "day"),
        ({"day": TENTH, "due": date(2026, 11, 9)}, "due"),
    ],
)
def test_impossible_event_is_refused(
    region: Region, roadmap: Roadmap, facts: dict[str, date | None], field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        services.record_event(region.scope("curator"), item_of(roadmap, "3").pk, **facts)  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.parametrize("number", ["1", "6", "7", "5"])
def test_term_with_days_of_its_own_takes_no_event(
    region: Region, roadmap: Roadmap, number: str
) -> None:
    with pytest.raises(RuleBroken, match="не зависит от события"):
        services.record_event(region.scope("curator"), item_of(roadmap, number).pk, day=TENTH)


@pytest.mark.parametrize("who", ["neighbour", "curator_two", "stranger"])
def test_neighbour_dates_nothing(region: Region, roadmap: Roadmap, who: str) -> None:
    scope = region.scope(who)
    with pytest.raises(Missing):
        services.record_event(scope, item_of(roadmap, "3").pk, day=TENTH)
    with pytest.raises(Missing):
        services.attach_schedule(scope, item_of(roadmap, "5").pk, title="График", dates=[TODAY])


@pytest.mark.parametrize("who", ["mentor", "council", "auditor"])
def test_reader_dates_nothing(region: Region, roadmap: Roadmap, who: str) -> None:
    scope = region.scope(who)
    with pytest.raises(NotAllowed):
        services.record_event(scope, item_of(roadmap, "3").pk, day=TENTH)
    with pytest.raises(NotAllowed):
        services.attach_schedule(scope, item_of(roadmap, "5").pk, title="График", dates=[TODAY])


def test_every_date_of_a_schedule_is_a_task(region: Region, roadmap: Roadmap) -> None:
    item = item_of(roadmap, "5")
    assert tasks_of(item) == [("schedule", None, None, "schedule", "open")]
    dates = [date(2026, 12, 10), date(2026, 12, 3), date(2026, 12, 10)]
    schedule = services.attach_schedule(
        region.scope("curator"),
        item.pk,
        title=" Консультации ",
        dates=dates,
        file=kept_file(region, name="график.pdf"),
    )
    assert schedule.title == "Консультации"
    assert schedule.file is not None
    assert schedule.file.name == "график.pdf"
    assert [(key, due) for key, _, due, _, _ in tasks_of(item)] == [
        ("on:2026-12-03", date(2026, 12, 3)),
        ("on:2026-12-10", date(2026, 12, 10)),
    ]


def test_schedule_attached_anew_keeps_what_was_worked_on(region: Region, roadmap: Roadmap) -> None:
    item, scope = item_of(roadmap, "5"), region.scope("curator")
    services.attach_schedule(
        scope, item.pk, title="График", dates=[date(2026, 12, 3), date(2026, 12, 10)],
        file=kept_file(region),
    )  # fmt: skip
    prove(region, item.tasks.get(due=date(2026, 12, 3)), kind="photo")
    services.attach_schedule(scope, item.pk, title="График", dates=[date(2026, 12, 17)])
    assert [due for _, _, due, _, _ in tasks_of(item)] == [date(2026, 12, 3), date(2026, 12, 17)]
    assert item.tasks.filter(state="withdrawn", due=date(2026, 12, 10)).exists()
    item.schedule.refresh_from_db()
    assert item.schedule.file is not None  # a new list of dates does not lose the paper


@pytest.mark.parametrize(
    ("title", "dates", "field"), [(" ", [TODAY], "title"), ("График", [], "dates")]
)
def test_schedule_has_a_name_and_dates(
    region: Region, roadmap: Roadmap, title: str, dates: list[date], field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        services.attach_schedule(
            region.scope("curator"), item_of(roadmap, "5").pk, title=title, dates=dates
        )
    assert refused.value.field == field


@pytest.mark.parametrize("state", ["revising", "closed"])
def test_plan_that_does_not_move_takes_no_days(
    region: Region, roadmap: Roadmap, state: str
) -> None:
    Roadmap.objects.filter(pk=roadmap.pk).update(state=state)
    scope = region.scope("curator")
    with pytest.raises(RuleBroken, match="пересматривается или закрыта"):
        services.record_event(scope, item_of(roadmap, "3").pk, day=TENTH)
    with pytest.raises(RuleBroken, match="пересматривается или закрыта"):
        services.attach_schedule(scope, item_of(roadmap, "5").pk, title="График", dates=[TODAY])


@pytest.fixture
def task(roadmap: Roadmap) -> Task:
    """Return the head's task whose day is over."""
    return roadmap.plan_tasks.get(item__number="2")


def test_prolongation_keeps_the_old_day_and_the_reason(region: Region, task: Task) -> None:
    services.prolong_task(
        region.scope("head"), task.pk, until=date(2026, 12, 1), reason=" Карантин ", version=0
    )
    services.prolong_task(
        region.scope("coordinator"), task.pk, until=date(2026, 12, 20), reason="Ещё раз"
    )
    task.refresh_from_db()
    assert (task.due, task.planned_due) == (date(2026, 12, 20), TENTH)
    history = Prolongation.objects.filter(task=task).order_by("pk")
    assert list(history.values_list("was", "until", "reason", "by", "on")) == [
        (TENTH, date(2026, 12, 1), "Карантин", region.users["head"].pk, TODAY),
        (date(2026, 12, 1), date(2026, 12, 20), "Ещё раз", region.users["coordinator"].pk, TODAY),
    ]
    assert Entry.objects.filter(verb="prolong_task").count() == 2


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (None, "Укажите новый срок"),
        (date(2026, 11, 19), "уже прошёл"),
    ],
)
def test_new_day_is_later_and_ahead(
    region: Region, task: Task, until: date | None, words: str
) -> None:
    with pytest.raises(RuleBroken, match=words):
        services.prolong_task(region.scope("head"), task.pk, until=until, reason="Карантин")


def test_day_is_not_brought_forward(region: Region, roadmap: Roadmap) -> None:
    ahead = roadmap.plan_tasks.get(item__number="1")
    with pytest.raises(RuleBroken, match="позже нынешнего"):
        services.prolong_task(
            region.scope("head"), ahead.pk, until=date(2026, 12, 15), reason="Карантин"
        )


def test_prolonging_what_has_changed_is_a_conflict(region: Region, task: Task) -> None:
    services.prolong_task(
        region.scope("head"), task.pk, until=date(2026, 12, 1), reason="Карантин", version=0
    )
    with pytest.raises(Conflict):
        services.prolong_task(
            region.scope("officer"), task.pk, until=date(2026, 12, 5), reason="Да", version=0
        )


def test_waiting_task_may_be_given_a_day(region: Region, roadmap: Roadmap) -> None:
    waiting = roadmap.plan_tasks.get(item__number="5")
    services.prolong_task(
        region.scope("head"), waiting.pk, until=date(2026, 12, 1), reason="До этого дня"
    )
    waiting.refresh_from_db()
    assert (waiting.due, waiting.waits_for) == (date(2026, 12, 1), "")
    services.sync_roadmap(region.scope("curator"), roadmap.pk)
    waiting.refresh_from_db()
    assert (waiting.due, waiting.waits_for, waiting.state) == (date(2026, 12, 1), "", "open")


def test_day_given_to_a_waiting_task_stays_when_its_event_comes(
    region: Region, roadmap: Roadmap
) -> None:
    item = item_of(roadmap, "3")
    services.prolong_task(
        region.scope("head"), item.tasks.get().pk, until=date(2026, 12, 30), reason="Ждём смотра"
    )
    services.record_event(region.scope("curator"), item.pk, day=TENTH)
    assert tasks_of(item) == [("event:1", TENTH, date(2026, 12, 30), "", "open")]

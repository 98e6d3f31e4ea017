"""One verb for several tasks: what fails is listed, what was done can be undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nastavnik.audit.models import Entry
from nastavnik.audit.selectors import find_break
from nastavnik.kernel.errors import Missing, RuleBroken
from nastavnik.roadmaps import selectors, services
from nastavnik.roadmaps.models import Deed, Roadmap, Task
from tests.region import TODAY, Region
from tests.roadmaps.duties import hand_in, plan_of_duties, prove

LATER = date(2027, 2, 1)


@pytest.fixture
def roadmap(region: Region, files: Path) -> Roadmap:
    return services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), plan_of_duties()
    )


def tasks_of(roadmap: Roadmap, *numbers: str) -> list[Task]:
    return [roadmap.plan_tasks.get(item__number=number) for number in numbers]


def state_of(task: Task) -> str:
    task.refresh_from_db()
    return str(task.state)


def test_what_fails_is_listed_and_the_rest_is_done(region: Region, roadmap: Roadmap) -> None:
    one, two, six = tasks_of(roadmap, "1", "2", "6")
    hand_in(region, one)
    hand_in(region, six, who="head")
    deed, refusals = services.do_with_tasks(
        region.scope("head"), "accept", [two.pk, one.pk, six.pk, one.pk, 999_999]
    )
    assert [state_of(task) for task in (one, two, six)] == ["done", "open", "submitted"]
    assert [(one.task_pk, one.message[:22]) for one in refusals] == [
        (two.pk, "Принять можно только з"),
        (six.pk, "Свою работу принимает "),
        (999_999, "Задача не найдена."),
    ]
    assert [change["task"] for change in deed.changes] == [one.pk]
    assert len(deed.refusals) == 3
    assert Entry.objects.get(verb="do_with_tasks").details == {
        "what": "accept", "done": 1, "refused": 3,
    }  # fmt: skip


def test_no_right_and_no_sight_are_refusals_too(region: Region, roadmap: Roadmap) -> None:
    (one,) = tasks_of(roadmap, "1")
    _, refusals = services.do_with_tasks(region.scope("mentor"), "recall", [one.pk])
    assert [one.message for one in refusals] == ["На это действие у Вас нет права."]
    _, refusals = services.do_with_tasks(region.scope("neighbour"), "recall", [one.pk])
    assert [one.message for one in refusals] == ["Задача не найдена."]


def test_something_must_be_chosen(region: Region) -> None:
    with pytest.raises(RuleBroken, match="Отметьте хотя бы одну"):
        services.do_with_tasks(region.scope("head"), "accept", [])
    assert not Deed.objects.exists()


def test_undoing_puts_everything_back(region: Region, roadmap: Roadmap) -> None:
    one, six = tasks_of(roadmap, "1", "6")
    hand_in(region, one)
    prove(region, six)
    services.submit_task(region.scope("curator"), six.pk, completed_on=TODAY)
    head = region.scope("head")
    deed, _ = services.do_with_tasks(head, "accept", [one.pk, six.pk])
    one.item.refresh_from_db()
    assert one.item.outcome == "done"
    assert services.undo_deed(head, deed.pk) == (2, [])
    assert [state_of(task) for task in (one, six)] == ["submitted", "submitted"]
    assert (one.closed_on, one.completed_on, one.submitted_on) == (None, TODAY, TODAY)
    assert one.submitted_by == region.users["curator"].pk
    one.item.refresh_from_db()
    assert one.item.outcome == "open"
    deed.refresh_from_db()
    assert deed.undone is not None
    with pytest.raises(RuleBroken, match="уже отменено"):
        services.undo_deed(head, deed.pk)
    assert Entry.objects.filter(verb="undo_accept_task").count() == 2
    assert find_break() is None


def test_undone_prolongation_gives_the_old_day_and_keeps_its_history(
    region: Region, roadmap: Roadmap
) -> None:
    one, five = tasks_of(roadmap, "1", "5")
    head = region.scope("head")
    deed, _ = services.do_with_tasks(
        head, "prolong", [one.pk, five.pk], until=LATER, reason="Карантин"
    )
    assert {state_of(task) and task.due for task in (one, five)} == {LATER}
    services.undo_deed(head, deed.pk)
    one.refresh_from_db()
    five.refresh_from_db()
    assert one.due == date(2026, 12, 15)
    assert (five.due, five.waits_for) == (None, "schedule")
    assert one.prolongations.count() == 1


def test_task_changed_since_stays_and_is_listed(region: Region, roadmap: Roadmap) -> None:
    one, six = tasks_of(roadmap, "1", "6")
    head = region.scope("head")
    deed, _ = services.do_with_tasks(
        head, "prolong", [one.pk, six.pk], until=LATER, reason="Карантин"
    )
    prove(region, six)
    restored, refusals = services.undo_deed(head, deed.pk)
    assert restored == 1
    assert [(refusal.task_pk, refusal.message[:20]) for refusal in refusals] == [
        (six.pk, "После Вашего действи")
    ]
    six.refresh_from_db()
    assert six.due == LATER
    deed.refresh_from_db()
    assert deed.refusals[-1]["task"] == six.pk


def test_only_ones_own_deed_is_undone(region: Region, roadmap: Roadmap) -> None:
    (one,) = tasks_of(roadmap, "1")
    deed, _ = services.do_with_tasks(
        region.scope("head"), "prolong", [one.pk], until=LATER, reason="Карантин"
    )
    for who in ("officer", "curator", "neighbour", "stranger"):
        with pytest.raises(Missing):
            services.undo_deed(region.scope(who), deed.pk)
        with pytest.raises(Missing):
            selectors.get_deed(region.scope(who), deed.pk)


def test_undoing_asks_the_right_of_the_verb(region: Region, roadmap: Roadmap) -> None:
    """Who no longer controls cannot open what was accepted by undoing it."""
    (one,) = tasks_of(roadmap, "1")
    hand_in(region, one, who="head")
    deed, _ = services.do_with_tasks(region.scope("coordinator"), "accept", [one.pk])
    Deed.objects.filter(pk=deed.pk).update(user=region.users["curator"].pk)
    restored, refusals = services.undo_deed(region.scope("curator"), deed.pk)
    assert restored == 0
    assert [one.message for one in refusals] == ["На это действие у Вас нет права."]
    assert state_of(one) == "done"


def test_task_out_of_sight_does_not_stop_the_others(region: Region, roadmap: Roadmap) -> None:
    one, six = tasks_of(roadmap, "1", "6")
    deed, _ = services.do_with_tasks(
        region.scope("head"), "prolong", [one.pk, six.pk], until=LATER, reason="Карантин"
    )
    far = region.units["school_far"].pk
    Task.objects.filter(pk=one.pk).update(unit=far)
    Roadmap.objects.filter(pk=roadmap.pk).update(unit=far)
    Task.objects.filter(pk=six.pk).update(unit=region.units["school_one"].pk)
    restored, refusals = services.undo_deed(region.scope("head"), deed.pk)
    assert restored == 1
    assert [one.message for one in refusals] == ["Задача не найдена."]


@pytest.mark.parametrize("verb", services.VERBS)
def test_every_verb_can_be_done_and_undone(region: Region, roadmap: Roadmap, verb: str) -> None:
    one, maybe = tasks_of(roadmap, "1", "4")
    task = maybe if verb == "waive" else one
    values: dict[str, dict[str, object]] = {
        "submit": {"completed_on": TODAY},
        "return": {"remark": "Нет подписи"},
        "prolong": {"until": LATER, "reason": "Карантин"},
    }
    if verb in ("waive", "give_up", "reopen"):
        values[verb] = {"reason": "Так решили"}
    head = region.scope("head")
    if verb in ("recall", "accept", "return", "reopen"):
        hand_in(region, task)
    elif verb == "submit":
        prove(region, task)
    if verb == "reopen":
        services.accept_task(head, task.pk)
    task.refresh_from_db()
    before = {name: getattr(task, name) for name in ("state", "due", "remark", "completed_on")}
    deed, refusals = services.do_with_tasks(head, verb, [task.pk], **values.get(verb, {}))
    assert refusals == []
    assert services.undo_deed(head, deed.pk) == (1, [])
    task.refresh_from_db()
    assert {name: getattr(task, name) for name in before} == before

"""An item on control: the card, its history, and a term prolonged down the tree (R79)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nastavnik.audit.models import Entry
from nastavnik.kernel.errors import Conflict, Missing, NotAllowed, RuleBroken
from nastavnik.roadmaps import selectors, services
from nastavnik.roadmaps.choices import CardNoteKind, CardState, RoadmapState, TaskState
from nastavnik.roadmaps.models import ControlCard, Item, Prolongation, Task
from tests.region import TODAY, Region
from tests.roadmaps.plans import due, measure, plan_of

UNTIL = TODAY + timedelta(days=40)
TERM = due(None, date(2026, 12, 1))


def plan_at(region: Region, unit: str, *, title: str = "Собрать согласия") -> Item:
    """Return the one item of a new plan of the unit; it has one task."""
    items = [measure(2, "1", title, term=TERM, term_text="до 1 декабря", result="Справка")]
    roadmap = services.create_roadmap_from_plan(
        region.operator, region.unit(unit), plan_of(items)
    )  # fmt: skip
    return roadmap.items.get()


@pytest.fixture
def item(region: Region) -> Item:
    return plan_at(region, "school_one")


@pytest.fixture
def card(region: Region, item: Item) -> ControlCard:
    return put(region, item)


def put(region: Region, item: Item, **changes: object) -> ControlCard:
    given: dict[str, object] = {
        "unit": region.unit("town"),
        "controller": region.people["coordinator"],
        "due": UNTIL,
        "text": "По поручению коллегии",
    }
    return services.put_on_control(
        region.scope("coordinator"), item.pk, **(given | changes)  # type: ignore[arg-type]
    )  # fmt: skip


def verbs_of(card: ControlCard) -> list[str]:
    entries = Entry.objects.filter(
        target_kind="roadmaps.controlcard", target_key=str(card.pk)
    ).order_by("pk")
    return [entry.verb for entry in entries]


def test_history_keeps_every_step_with_was_now_and_who(region: Region, card: ControlCard) -> None:
    scope = region.scope("coordinator")
    later, head = UNTIL + timedelta(days=10), region.people["head"]
    services.prolong_control(scope, card.pk, until=later, reason="Болеет исполнитель", version=0)
    services.reassign_control(scope, card.pk, controller=head, reason="Отпуск", version=1)
    services.note_finding(scope, card.pk, text="Нет трёх согласий", version=2)
    services.remove_from_control(scope, card.pk, reason="Исполнено", version=3)
    card.refresh_from_db()
    assert (card.state, card.removed_on, card.due) == (CardState.REMOVED, TODAY, later)
    assert card.controller == head
    rows = [(note.kind, note.was, note.now, note.text) for note in card.notes.order_by("pk")]
    assert rows == [
        (CardNoteKind.OPENED, "", UNTIL.isoformat(), "По поручению коллегии"),
        (CardNoteKind.PROLONGED, UNTIL.isoformat(), later.isoformat(), "Болеет исполнитель"),
        (CardNoteKind.REASSIGNED, str(region.people["coordinator"].pk), str(head.pk), "Отпуск"),
        (CardNoteKind.FINDING, "", "", "Нет трёх согласий"),
        (CardNoteKind.REMOVED, "", "", "Исполнено"),
    ]
    assert {note.by for note in card.notes.all()} == {region.users["coordinator"].pk}
    assert verbs_of(card) == [
        "put_on_control",
        "prolong_control",
        "reassign_control",
        "note_finding",
        "remove_from_control",
    ]


def test_unit_controls_an_item_once_at_a_time(region: Region, card: ControlCard) -> None:
    with pytest.raises(RuleBroken, match="уже держит"):
        put(region, card.item)
    scope = region.scope("coordinator")
    services.remove_from_control(scope, card.pk, reason="Исполнено")
    assert put(region, card.item).pk != card.pk
    ministry = services.put_on_control(
        region.scope("officer"),
        card.item_id,
        unit=region.unit("ministry"),
        controller=region.people["officer"],
        due=UNTIL,
    )
    assert set(selectors.list_cards_of(card.item).filter(state="on")) >= {ministry}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due": None}, "due"),
        ({"due": TODAY - timedelta(days=1)}, "due"),
        ({"who": "officer"}, "controller"),  # works above, not in the town's branch
        ({"who": "mentee"}, "controller"),
        ({"who": "partner"}, "controller"),
        ({"at": "school_two"}, "unit"),  # beside the plan's unit
    ],
)
def test_refusal_stands_at_its_field(
    region: Region, item: Item, changes: dict[str, object], field: str
) -> None:
    given = dict(changes)
    if "who" in given:
        given["controller"] = region.people[str(given.pop("who"))]
    if "at" in given:
        given["unit"] = region.unit(str(given.pop("at")))
    with pytest.raises(RuleBroken) as refusal:
        put(region, item, **given)
    assert refusal.value.field == field
    assert not ControlCard.objects.exists()


@pytest.mark.parametrize("change", ["draft", "withdrawn"])
def test_only_what_is_carried_out_is_controlled(region: Region, item: Item, change: str) -> None:
    if change == "draft":
        item.roadmap.in_force, item.roadmap.state = None, RoadmapState.DRAFT
        item.roadmap.save(update_fields=["in_force", "state"])
    else:
        item.withdrawn_on = TODAY
        item.save(update_fields=["withdrawn_on"])
    with pytest.raises(RuleBroken):
        put(region, item)


def test_neighbour_finds_no_item_and_no_card(region: Region, card: ControlCard) -> None:
    scope = region.scope("neighbour")
    with pytest.raises(Missing):
        services.put_on_control(
            scope, card.item_id, unit=region.unit("district"), due=UNTIL,
            controller=region.people["neighbour"],
        )  # fmt: skip
    with pytest.raises(Missing):
        services.prolong_control(scope, card.pk, until=UNTIL, reason="Так")
    with pytest.raises(Missing):
        services.note_finding(scope, card.pk, text="Так")
    with pytest.raises(Missing):
        selectors.get_card(scope, card.pk)
    with pytest.raises(Missing):
        services.prolong_item(scope, card.item_id, until=UNTIL, reason="Так")
    assert list(selectors.list_cards(scope)) == []


@pytest.mark.parametrize("who", ["head", "curator", "auditor"])
def test_card_from_above_is_seen_below_and_not_touched(
    region: Region, card: ControlCard, who: str
) -> None:
    scope = region.scope(who)
    assert selectors.get_card(scope, card.pk) == card
    for verb, values in {
        services.prolong_control: {"until": UNTIL + timedelta(days=9), "reason": "Так"},
        services.reassign_control: {"controller": region.people["head"], "reason": "Так"},
        services.note_finding: {"text": "Так"},
        services.remove_from_control: {"reason": "Так"},
    }.items():
        with pytest.raises(NotAllowed):
            verb(scope, card.pk, **values)  # type: ignore[operator]


def test_controller_without_the_right_writes_findings_only(region: Region, item: Item) -> None:
    card = put(region, item, controller=region.people["curator"])
    scope = region.scope("curator")
    assert list(selectors.list_own_cards(scope)) == [card]
    assert services.note_finding(scope, card.pk, text="Проверено").by == scope.user_id
    with pytest.raises(NotAllowed):
        services.remove_from_control(scope, card.pk, reason="Сам проверил")


def test_nothing_is_done_with_a_closed_card(region: Region, card: ControlCard) -> None:
    scope = region.scope("coordinator")
    services.remove_from_control(scope, card.pk, reason="Исполнено")
    with pytest.raises(RuleBroken, match="снято с контроля"):
        services.remove_from_control(scope, card.pk, reason="Ещё раз")
    with pytest.raises(RuleBroken, match="снято с контроля"):
        services.note_finding(scope, card.pk, text="Поздно")


def test_second_person_with_an_old_page_is_told_so(region: Region, card: ControlCard) -> None:
    scope = region.scope("coordinator")
    services.note_finding(scope, card.pk, text="Проверено", version=card.version)
    with pytest.raises(Conflict):
        services.remove_from_control(scope, card.pk, reason="Исполнено", version=card.version)


@pytest.mark.parametrize("days", [0, -1])
def test_control_is_prolonged_to_a_later_day_only(
    region: Region, card: ControlCard, days: int
) -> None:
    with pytest.raises(RuleBroken, match="позже"):
        services.prolong_control(
            region.scope("coordinator"), card.pk, until=card.due + timedelta(days=days), reason="!"
        )


def cascade(region: Region) -> tuple[Item, list[Task]]:
    """Return a town's item carried out by two schools' items, and the three tasks."""
    top = plan_at(region, "town")
    below = [plan_at(region, school) for school in ("school_one", "school_two")]
    Item.objects.filter(pk__in=[one.pk for one in below]).update(origin=top)
    items = [top, *below]
    return top, [item.tasks.get() for item in items]


def test_term_is_prolonged_with_everything_below_and_back(region: Region) -> None:
    top, tasks = cascade(region)
    Task.objects.filter(pk=tasks[2].pk).update(due=UNTIL + timedelta(days=1))
    was = tasks[0].due
    scope = region.scope("coordinator")
    deed, refusals = services.prolong_item(scope, top.pk, until=UNTIL, reason="Карантин")
    assert [one.task_pk for one in refusals] == [tasks[2].pk]
    assert "позже" in refusals[0].message
    assert set(Task.objects.filter(due=UNTIL)) == set(tasks[:2])
    history = Prolongation.objects.values_list("task", "was", "until", "reason")
    assert set(history) == {(task.pk, was, UNTIL, "Карантин") for task in tasks[:2]}
    assert Entry.objects.filter(verb="prolong_task").count() == 2
    assert services.undo_deed(scope, deed.pk) == (2, [])
    assert Task.objects.filter(due=was).count() == 2


def test_closed_tasks_keep_their_term(region: Region) -> None:
    top, tasks = cascade(region)
    Task.objects.filter(pk=tasks[1].pk).update(state=TaskState.DONE)
    _, refusals = services.prolong_item(
        region.scope("coordinator"), top.pk, until=UNTIL, reason="Карантин"
    )
    assert refusals == []
    assert Task.objects.get(pk=tasks[1].pk).due != UNTIL


def test_curator_may_not_prolong_and_reason_and_day_are_asked(region: Region, item: Item) -> None:
    with pytest.raises(NotAllowed):
        services.prolong_item(region.scope("curator"), item.pk, until=UNTIL, reason="Так")
    head = region.scope("head")
    with pytest.raises(RuleBroken, match="причину"):
        services.prolong_item(head, item.pk, until=UNTIL, reason=" ")
    with pytest.raises(RuleBroken, match="прошёл"):
        services.prolong_item(head, item.pk, until=TODAY - timedelta(days=1), reason="Так")
    with pytest.raises(RuleBroken, match="новый срок"):
        services.prolong_item(head, item.pk, until=None, reason="Так")


def test_prolonging_asks_the_database_the_same_for_many(
    region: Region, django_assert_max_num_queries
) -> None:
    top, _ = cascade(region)
    with django_assert_max_num_queries(32):
        services.prolong_item(region.scope("coordinator"), top.pk, until=UNTIL, reason="Карантин")

"""Tasks follow their plan: made, re-dated, withdrawn, restored; never lost, never doubled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from nastavnik.audit.models import Entry
from nastavnik.kernel.errors import Missing, NotAllowed, RuleBroken
from nastavnik.pure.actors import ActorKind
from nastavnik.roadmaps import selectors, services
from nastavnik.roadmaps.choices import Outcome, RoadmapState
from nastavnik.roadmaps.meanings import Meaning
from nastavnik.roadmaps.models import Item, Roadmap, Task
from nastavnik.roadmaps.selectors import TaskFilter
from tests.region import TODAY, Region
from tests.roadmaps.duties import hand_in, plan_of_duties, prove, said
from tests.roadmaps.plans import actor, measure, plan_of


@pytest.fixture
def roadmap(region: Region, files: Path) -> Roadmap:
    return services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), plan_of_duties()
    )


def standing(item: Item) -> list[tuple[str, str, date | None, str]]:
    tasks = item.tasks.exclude(state="withdrawn").order_by("due", "pk")
    return list(tasks.values_list("who", "key", "due", "state"))


def one_item(region: Region, term: str, *, who: str = "Директор", **texts: object) -> Item:
    """Take in a plan of one item with that term."""
    plan = plan_of(
        [
            measure(2, "1", "Мера", term=said(term), term_text=term,
                    actors=[actor(who, ActorKind.HEAD)], **texts)
        ]
    )  # fmt: skip
    roadmap = services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), plan
    )
    return roadmap.items.get()


@pytest.mark.parametrize(
    ("term", "dues"),
    [
        ("до 15 декабря 2026 года", [date(2026, 12, 15)]),
        ("декабрь 2026 года", [date(2026, 12, 31)]),
        (
            "ежеквартально",
            [date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30), date(2027, 8, 31)],
        ),
        (
            "ежемесячно до 5 числа, январь-март 2027 года",
            [date(2027, 1, 5), date(2027, 2, 5), date(2027, 3, 5)],
        ),
        ("в течение года", [date(2027, 8, 31)]),
    ],
)
def test_every_occurrence_is_a_task(region: Region, term: str, dues: list[date]) -> None:
    item = one_item(region, term)
    found = [due for _, _, due, _ in standing(item)]
    if term == "ежеквартально":
        found, dues = found[:3], dues[:3]
    assert found == dues


def test_every_executor_has_a_task_of_their_own(region: Region, roadmap: Roadmap) -> None:
    item = roadmap.items.get(number="1")
    services.correct_responsible(
        region.scope("curator"), item.pk, version=item.version, text="Директор; куратор"
    )
    assert {who for who, *_ in standing(item)} == {"Директор", "куратор"}
    assert item.tasks.count() == 2


def test_taking_a_plan_in_raises_no_flood_of_alarms(region: Region) -> None:
    """Of a rhythm that began long ago only what is ahead, or the last turn, is a task."""
    item = one_item(region, "ежемесячно")
    late = [due for _, _, due, _ in standing(item) if due and due < TODAY]
    assert late == []
    old = one_item(region, "октябрь 2026 года")
    assert [due for _, _, due, _ in standing(old)] == [date(2026, 10, 31)]


def test_item_settled_while_it_was_taken_in_has_no_tasks(region: Region) -> None:
    plan = plan_of_duties()
    roadmap = services.create_roadmap_from_plan(
        region.scope("curator"),
        region.unit("school_one"),
        plan,
        outcomes={plan.items[1].key: Outcome.DONE},
    )
    item = roadmap.items.get(number="2")
    assert not item.tasks.exists()
    services.sync_roadmap(region.scope("curator"), roadmap.pk)
    item.refresh_from_db()
    assert (item.tasks.count(), item.outcome) == (0, "done")


def test_draft_asks_for_nothing_until_it_is_in_force(region: Region) -> None:
    roadmap = services.create_roadmap_from_plan(
        region.scope("curator"),
        region.unit("school_one"),
        plan_of_duties(),
        state=RoadmapState.DRAFT,
    )
    assert not roadmap.plan_tasks.exists()


def test_repeating_changes_nothing(region: Region, roadmap: Roadmap) -> None:
    before = list(Task.objects.order_by("pk").values())
    entries = Entry.objects.count()
    assert not services.sync_roadmap(region.scope("curator"), roadmap.pk)
    assert list(Task.objects.order_by("pk").values()) == before
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("who", "refusal"), [("neighbour", Missing), ("curator_two", Missing), ("mentor", NotAllowed)]
)
def test_who_may_not_sync(
    region: Region, roadmap: Roadmap, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        services.sync_roadmap(region.scope(who), roadmap.pk)


def test_corrected_term_moves_the_day(region: Region, roadmap: Roadmap) -> None:
    item = roadmap.items.get(number="1")
    task = item.tasks.get()
    services.correct_term(
        region.scope("curator"), item.pk, version=item.version, text="до 20 января 2027 года"
    )
    task.refresh_from_db()
    assert (task.due, task.planned_due, task.version) == (date(2027, 1, 20), date(2027, 1, 20), 1)


def test_prolongation_is_kept_over_a_later_sync(region: Region, roadmap: Roadmap) -> None:
    item = roadmap.items.get(number="1")
    task, later = item.tasks.get(), date(2027, 2, 1)
    services.prolong_task(region.scope("head"), task.pk, until=later, reason="Карантин")
    services.sync_roadmap(region.scope("curator"), roadmap.pk)
    task.refresh_from_db()
    assert task.due == later
    for text, due in (
        ("до 20 января 2027 года", later),
        ("до 1 марта 2027 года", date(2027, 3, 1)),
    ):
        item.refresh_from_db()
        services.correct_term(region.scope("curator"), item.pk, version=item.version, text=text)
        task.refresh_from_db()
        assert task.due == due


def test_closed_and_submitted_tasks_keep_their_day(region: Region, roadmap: Roadmap) -> None:
    item = roadmap.items.get(number="1")
    task = hand_in(region, item.tasks.get())
    services.correct_term(
        region.scope("curator"), item.pk, version=item.version, text="до 20 января 2027 года"
    )
    task.refresh_from_db()
    assert (task.state, task.due) == ("submitted", date(2026, 12, 15))


def test_executor_taken_out_leaves_and_comes_back(region: Region, roadmap: Roadmap) -> None:
    item, scope = roadmap.items.get(number="1"), region.scope("curator")
    task = item.tasks.get()
    services.correct_responsible(scope, item.pk, version=item.version, text="Директор")
    task.refresh_from_db()
    assert task.state == "withdrawn"
    assert [who for who, *_ in standing(item)] == ["Директор"]
    item.refresh_from_db()
    services.correct_responsible(scope, item.pk, version=item.version, text="куратор")
    task.refresh_from_db()
    assert task.state == "open"
    assert [who for who, *_ in standing(item)] == ["куратор"]
    assert item.tasks.count() == 2  # nobody's row is doubled


def test_work_of_an_executor_taken_out_stays(region: Region, roadmap: Roadmap) -> None:
    item = roadmap.items.get(number="1")
    task = item.tasks.get()
    prove(region, task)
    services.correct_responsible(
        region.scope("curator"), item.pk, version=item.version, text="Директор"
    )
    assert {who for who, *_ in standing(item)} == {"куратор", "Директор"}
    task.refresh_from_db()
    assert task.evidence.count() == 1


def test_same_executor_in_other_words_keeps_the_work(region: Region, roadmap: Roadmap) -> None:
    item = roadmap.items.get(number="1")
    task = item.tasks.get()
    prove(region, task)
    services.correct_responsible(
        region.scope("curator"), item.pk, version=item.version, text="Куратор"
    )
    assert standing(item) == [("Куратор", "once", date(2026, 12, 15), "open")]
    task.refresh_from_db()
    assert task.who == "Куратор"


def test_person_appointed_for_an_actor_gets_the_task(region: Region, roadmap: Roadmap) -> None:
    item = roadmap.items.get(number="1")
    person = region.people["mentor"]
    services.assign_actor(
        region.scope("curator"), item.actors.get().pk, Meaning("person", person_id=person.pk)
    )
    assert item.tasks.get().person_id == person.pk
    mine = selectors.find_tasks(region.scope("mentor"), TaskFilter(mine=True))
    assert [task.item_id for task in mine] == [item.pk]


def test_foreign_item_takes_its_tasks_away_and_back(region: Region, roadmap: Roadmap) -> None:
    item, scope = roadmap.items.get(number="1"), region.scope("curator")
    services.settle_item(scope, item.pk, Outcome.NOT_OURS)
    assert standing(item) == []
    services.settle_item(scope, item.pk, Outcome.OPEN)
    assert [state for *_, state in standing(item)] == ["open"]
    assert item.tasks.count() == 1


@pytest.mark.parametrize("outcome", [Outcome.DONE, Outcome.NOT_DONE])
def test_outcome_is_not_marked_past_the_tasks(
    region: Region, roadmap: Roadmap, outcome: str
) -> None:
    item = roadmap.items.get(number="1")
    with pytest.raises(RuleBroken, match="незакрытые задачи"):
        services.settle_item(region.scope("curator"), item.pk, outcome)


def test_rhythm_of_weeks_is_unfolded_as_far_as_one_can_see(region: Region) -> None:
    item = one_item(region, "еженедельно по понедельникам")
    dues = [due for _, _, due, _ in standing(item) if due]
    if len(dues) > 1:  # read as a rhythm of its own, not as all the time
        assert max(dues) <= TODAY + timedelta(days=67)
    assert dues


def test_heading_row_leaves_the_work_to_its_sub_rows(region: Region) -> None:
    head = actor("Директор", ActorKind.HEAD)
    term = "до 15 декабря 2026 года"
    over = replace(measure(2, "1", "Подготовка:"), responsible_text="")
    sub = measure(3, None, "первая часть", parent=over.key, term=said(term), term_text=term,
                  actors=[head])  # fmt: skip
    roadmap = services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), plan_of([over, sub])
    )
    assert [task.item.title for task in roadmap.plan_tasks.all()] == ["первая часть"]

"""Two schools become one: nothing unfinished is lost, nothing is doubled, the past stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nastavnik.audit import selectors as audit
from nastavnik.audit.models import Entry
from nastavnik.kernel.errors import Missing, NotAllowed, RuleBroken
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import services
from nastavnik.roadmaps.choices import UNFINISHED, Outcome, RoadmapState, TaskState
from nastavnik.roadmaps.models import Evidence, Item, ItemEvent, Roadmap, Task
from nastavnik.roadmaps.services import cascade_roadmap, create_roadmap_from_plan, merge_units
from tests.region import TODAY, Region
from tests.roadmaps.cascades import approve_list, below, item_of, upper_plan
from tests.roadmaps.plans import due, measure, plan_of


@pytest.fixture
def upper(region: Region) -> Roadmap:
    approve_list(region)
    upper = upper_plan(region)
    cascade_roadmap(region.operator, upper.pk)
    return upper


def merge(region: Region, unit: str = "school_two", into: str = "school_one") -> object:
    return merge_units(region.operator, region.unit(unit), region.unit(into), on=TODAY)


def prove(task: Task) -> Evidence:
    return Evidence.objects.create(task=task, kind="order", number="5", date=TODAY)


def task_of(item: Item) -> Task:
    return Task.objects.get(item=item)


def test_unit_is_closed_with_its_plan_and_the_successor_has_each_task_once(
    region: Region, upper: Roadmap
) -> None:
    theirs = Roadmap.objects.get(parent=upper, unit=region.units["school_two"])
    merged = merge(region)
    assert organisations.paths_of({region.units["school_two"].pk}, TODAY) == {}
    theirs.refresh_from_db()
    assert theirs.state == RoadmapState.CLOSED
    for number in ("1.1", "1.2"):
        open_tasks = Task.objects.filter(item__origin=item_of(upper, number), state__in=UNFINISHED)
        assert open_tasks.filter(unit=region.units["school_one"]).count() == 1
        assert not open_tasks.filter(unit=region.units["school_two"]).exists()
    assert (merged.plans, merged.doubled, merged.stayed) == (1, 2, 0)


def test_work_begun_on_what_the_successor_has_too_is_finished_by_it(
    region: Region, upper: Roadmap
) -> None:
    begun = task_of(below(item_of(upper, "1.1"), "school_two", region))
    proof = prove(begun)
    merge(region)
    begun.refresh_from_db()
    proof.refresh_from_db()
    assert (begun.state, begun.unit, proof.task) == (
        TaskState.OPEN, region.units["school_one"], begun,
    )  # fmt: skip
    head = region.scope("head")
    services.submit_task(head, begun.pk, completed_on=TODAY)
    services.accept_task(region.scope("coordinator"), begun.pk)
    assert item_of(upper, "1.1").outcome == Outcome.OPEN  # the successor's own still is


def test_task_the_successor_lacks_goes_over_whole(region: Region, upper: Roadmap) -> None:
    first = item_of(upper, "1.1")
    below(first, "school_one", region).delete()
    task = task_of(below(first, "school_two", region))
    proof = prove(task)
    ItemEvent.objects.create(item=task.item, day=TODAY, text="Событие")
    count = Task.objects.count()
    merge(region)
    task.refresh_from_db()
    heir = Roadmap.objects.get(parent=upper, unit=region.units["school_one"])
    assert (task.roadmap, task.unit) == (heir, region.units["school_one"])
    assert task.item == below(first, "school_one", region)
    assert (task.item.origin, task.item.section.title) == (first, "Подготовка")
    assert task.item.events.get().text == "Событие"
    assert task.item.actors.get().unit == region.units["school_one"]
    assert list(task.evidence.all()) == [proof]
    assert Task.objects.count() == count
    assert sorted(heir.items.values_list("position", flat=True)) == [0, 1]
    entry = Entry.objects.get(verb="hand_over_task", target_key=str(task.pk))
    assert entry.details["was"] != task.item_id
    assert audit.find_break() is None


def test_closed_tasks_stay_where_they_were(region: Region, upper: Roadmap) -> None:
    task = task_of(below(item_of(upper, "1.1"), "school_two", region))
    prove(task)
    services.submit_task(region.operator, task.pk, completed_on=TODAY)
    services.accept_task(region.operator, task.pk)
    task.refresh_from_db()
    before = (task.item_id, task.roadmap_id, task.unit_id, task.state, task.version)
    merge(region)
    task.refresh_from_db()
    assert (task.item_id, task.roadmap_id, task.unit_id, task.state, task.version) == before
    assert task.item.outcome == Outcome.DONE
    assert task.item.withdrawn_on is None


def test_own_plan_in_force_goes_on_at_the_successor(region: Region) -> None:
    plan = plan_of([
        measure(2, "1", "Своя мера", term=due(None, date(2027, 2, 1)), term_text="до 1 февраля"),
        measure(3, "2", "Другая", term=due(None, date(2027, 3, 1)), term_text="до 1 марта"),
    ])  # fmt: skip
    old = create_roadmap_from_plan(region.operator, region.unit("school_two"), plan)
    merge(region)
    heir = Roadmap.objects.get(unit=region.units["school_one"])
    assert (heir.state, heir.title, heir.in_force) == ("approved", old.title, old.in_force)
    assert list(heir.items.values_list("title", flat=True)) == ["Своя мера", "Другая"]
    tasks = Task.objects.filter(state=TaskState.OPEN)
    assert set(tasks.values_list("roadmap", "unit")) == {(heir.pk, region.units["school_one"].pk)}
    assert not services.sync_roadmap(region.operator, heir.pk)  # they are what the items ask for
    assert not services.sync_roadmap(region.operator, heir.pk)


def test_plan_that_names_the_closed_unit_means_the_successor(
    region: Region, upper: Roadmap
) -> None:
    last = item_of(upper, "2.2")
    last.actors.create(
        position=0, text="Школа № 2", kind="other", state="unit", unit=region.units["school_two"]
    )
    services.sync_roadmap(region.operator, upper.pk)
    task = Task.objects.get(item=last, who="Школа № 2")
    merge(region)
    task.refresh_from_db()
    assert (task.unit, task.state) == (region.units["school_one"], TaskState.OPEN)
    assert last.actors.get(text="Школа № 2").unit == region.units["school_one"]
    assert not services.sync_roadmap(region.operator, upper.pk)


def test_upper_item_waits_no_more_for_the_closed_unit(region: Region, upper: Roadmap) -> None:
    first = item_of(upper, "1.1")
    merge(region)
    for task in Task.objects.filter(item__origin=first, state__in=UNFINISHED):
        prove(task)
        services.submit_task(region.operator, task.pk, completed_on=TODAY)
        services.accept_task(region.operator, task.pk)
    first.refresh_from_db()
    assert first.outcome == Outcome.DONE


def test_cascade_after_the_merger_changes_nothing(region: Region, upper: Roadmap) -> None:
    merge(region)
    assert cascade_roadmap(region.operator, upper.pk).units == 0


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("curator", NotAllowed),
        ("head", NotAllowed),
        ("neighbour", Missing),
        ("auditor", NotAllowed),
    ],
)
def test_only_who_manages_both_units_merges_them(
    region: Region, upper: Roadmap, who: str, refusal: type[Exception]
) -> None:
    scope = region.scope(who)
    with pytest.raises(refusal):
        merge_units(scope, region.unit("school_one"), region.unit("school_one"), on=TODAY)
    with pytest.raises(Missing):  # the other one is the neighbour's
        merge_units(
            region.scope("coordinator"), region.unit("school_two"), region.unit("school_far"),
            on=TODAY,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "into", "on"),
    [
        ("school_two", "school_two", TODAY),
        ("town", "school_one", TODAY),
        ("school_two", "school_one", None),
        ("school_two", "school_one", TODAY + timedelta(days=1)),
        ("town", "district", TODAY),  # schools stand under it
    ],
)
def test_merger_that_makes_no_sense_changes_nothing(
    region: Region, upper: Roadmap, unit: str, into: str, on: date | None
) -> None:
    before = Entry.objects.count()
    with pytest.raises(RuleBroken):
        merge_units(region.operator, region.unit(unit), region.unit(into), on=on)
    assert Entry.objects.count() == before
    assert not Roadmap.objects.filter(state=RoadmapState.CLOSED).exists()


def test_second_merger_finds_no_unit(region: Region, upper: Roadmap) -> None:
    two, one = region.unit("school_two"), region.unit("school_one")
    merge_units(region.operator, two, one, on=TODAY)
    with pytest.raises(Missing):
        merge_units(region.operator, two, one, on=TODAY)

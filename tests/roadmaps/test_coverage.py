"""The matrix of a plan: every figure counted anew by simple loops over a random region."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nastavnik.organisations import services as organisations
from nastavnik.organisations.choices import UnitKind
from nastavnik.organisations.models import Unit
from nastavnik.roadmaps.choices import Outcome, TaskState
from nastavnik.roadmaps.models import Item, Roadmap, Task
from nastavnik.roadmaps.selectors import (
    DIRECT,
    CellState,
    Coverage,
    count_tasks_below,
    cover,
    is_covered,
    list_additions,
    list_orphans,
)
from nastavnik.roadmaps.services import cascade_roadmap
from tests.region import START, TODAY, Region
from tests.roadmaps.cascades import approve_list, below, item_of, upper_plan


@pytest.fixture
def cascaded(region: Region) -> Roadmap:
    approve_list(region)
    upper = upper_plan(region)
    cascade_roadmap(region.operator, upper.pk)
    return upper


def figures(found: Coverage) -> dict[str, int]:
    return {state.value: count for state, count in found.total.counts.items()}


def test_territories_are_columns_and_a_territory_opens_to_its_units(
    region: Region, cascaded: Roadmap
) -> None:
    whole = cover(region.scope("officer"), cascaded)
    town, district = region.units["town"].pk, region.units["district"].pk
    assert [group.pk for group in whole.groups] == [town, district, DIRECT]
    assert [item.number for item in whole.items] == ["1.1", "1.2", "2.1"]
    first, second, third = whole.items
    assert whole.by_group[first.pk, town].asked == 2
    assert whole.by_group[second.pk, DIRECT].asked == 1  # the college
    assert (first.pk, DIRECT) not in whole.by_group
    assert whole.by_group[third.pk, town].of(CellState.OVERDUE) == 1
    assert figures(whole) == {"open": 7, "overdue": 2}
    inside = cover(region.scope("officer"), cascaded, under=town)
    assert [group.name for group in inside.groups] == [
        region.unit(code).short_name for code in ("town", "school_one", "school_two")
    ]
    assert inside.by_item[first.pk].asked == 2


def test_cell_says_what_became_of_the_item(region: Region, cascaded: Roadmap) -> None:
    first = item_of(cascaded, "1.1")
    Item.objects.filter(pk=below(first, "school_one", region).pk).update(outcome=Outcome.DONE)
    Item.objects.filter(pk=below(first, "school_two", region).pk).update(withdrawn_on=TODAY)
    Item.objects.filter(pk=below(first, "school_far", region).pk).update(outcome=Outcome.NOT_OURS)
    tally = cover(region.operator, cascaded).by_item[first.pk]
    assert (tally.asked, tally.brought) == (3, 2)
    assert tally.counts == {CellState.DONE: 1, CellState.GAP: 1, CellState.NOT_OURS: 1}


def test_before_the_cascade_all_are_gaps_and_without_a_list_nobody_is_known(region: Region) -> None:
    upper = upper_plan(region)
    assert is_covered(upper)
    empty = cover(region.operator, upper)
    assert (empty.participation, len(empty.items), empty.total.asked) == (None, 3, 0)
    approve_list(region)
    assert figures(cover(region.operator, upper)) == {"gap": 9}


def test_plan_of_a_school_is_carried_out_by_itself(region: Region, cascaded: Roadmap) -> None:
    assert not is_covered(Roadmap.objects.get(parent=cascaded, unit=region.units["school_one"]))
    assert is_covered(cascaded)


def test_municipal_plan_has_its_schools_as_columns(region: Region) -> None:
    approve_list(region)
    town = upper_plan(region, "town")
    found = cover(region.scope("coordinator"), town)
    assert [group.is_unit for group in found.groups] == [True, True]
    assert figures(found) == {"gap": 4}


def test_own_additions_and_orphans_are_listed_apart(region: Region, cascaded: Roadmap) -> None:
    school = Roadmap.objects.get(parent=cascaded, unit=region.units["school_one"])
    own = school.items.create(position=7, key="own", title="Своя мера", term={})
    first = item_of(cascaded, "1.1")
    Item.objects.filter(pk=first.pk).update(withdrawn_on=TODAY)
    assert list(list_additions(region.operator, cascaded)) == [own]
    orphans = set(list_orphans(region.operator, cascaded))
    assert orphans == set(Item.objects.filter(origin=first))
    assert len(orphans) == 3
    assert list(list_additions(region.scope("neighbour"), cascaded)) == []
    assert {item.roadmap.unit for item in list_orphans(region.scope("neighbour"), cascaded)} == {
        region.units["school_far"]
    }
    assert figures(cover(region.operator, cascaded)) == {"open": 4, "overdue": 2}


def test_tasks_below_sum_up_by_item(region: Region, cascaded: Roadmap) -> None:
    third = item_of(cascaded, "2.1")
    one, _ = Task.objects.filter(item__origin=third)
    Task.objects.filter(pk=one.pk).update(state=TaskState.DONE)
    whole = count_tasks_below(cover(region.operator, cascaded), TODAY)
    assert whole[third.pk] == (1, 2, 1)
    assert whole[item_of(cascaded, "1.1").pk] == (0, 3, 0)
    town = cover(region.operator, cascaded, under=region.units["town"].pk)
    assert count_tasks_below(town, TODAY)[item_of(cascaded, "1.1").pk] == (0, 2, 0)


def test_units_the_person_may_not_see_are_no_columns(region: Region, cascaded: Roadmap) -> None:
    seen = cover(region.scope("coordinator"), cascaded)
    assert {cell.member.name for cell in seen.cells} == {
        region.unit(code).short_name for code in ("town", "school_one", "school_two")
    }


@pytest.mark.parametrize("seed", range(4))
def test_every_figure_is_what_a_simple_count_gives(region: Region, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a repeatable region
    plant(region, dice, schools=14)
    approve_list(region)
    upper = upper_plan(region)
    cascade_roadmap(region.operator, upper.pk)
    for item in Item.objects.filter(origin__roadmap=upper):
        fate = dice.choice(["", "", *Outcome.values, "gone"])
        if fate == "gone":
            Item.objects.filter(pk=item.pk).update(withdrawn_on=TODAY)
        elif fate:
            Item.objects.filter(pk=item.pk).update(outcome=fate)
    found = cover(region.operator, upper)
    expected, by_item, by_territory = count_simply(upper)
    assert figures(found) == expected
    assert {item: tally.asked for item, tally in found.by_item.items()} == by_item
    for (item, group), tally in found.by_group.items():
        assert tally.counts == by_territory[item, group]
    for group in found.groups:
        inside = cover(region.operator, upper, under=group.pk)
        for item in found.items:
            mine = found.by_group.get((item.pk, group.pk))
            assert (inside.by_item.get(item.pk) or None) == mine


def count_simply(
    upper: Roadmap,
) -> tuple[dict[str, int], dict[int, int], dict[tuple[int, int], Counter[CellState]]]:
    """Count the matrix by asking the database for every single cell."""
    kinds = {"1.1": {"school"}, "1.2": {"school", "college"}, "2.1": {"municipal_authority"}}
    expected: Counter[str] = Counter()
    by_item: Counter[int] = Counter()
    by_territory: dict[tuple[int, int], Counter[CellState]] = {}
    for unit in Unit.objects.on(TODAY):
        parts = [int(key) for key in str(unit.path).split(".")]
        if len(parts) < 2:
            continue
        territory = parts[1] if Unit.objects.get(pk=parts[1]).kind == "municipal_authority" else 0
        for item in upper.items.filter(number__in=kinds):
            if unit.kind not in kinds[item.number]:
                continue
            child = Item.objects.filter(
                origin=item, roadmap__unit=unit.pk, withdrawn_on=None
            ).first()
            state = child.outcome if child else "gap"
            if child and state == "open" and child.tasks.filter(due__lt=TODAY).exists():
                state = "overdue"
            expected[state] += 1
            by_item[item.pk] += 1
            by_territory.setdefault((item.pk, territory), Counter())[CellState(state)] += 1
    return dict(expected), dict(by_item), by_territory


def plant(region: Region, dice: random.Random, *, schools: int) -> None:
    """Open schools and colleges at random places of the region."""
    for at in range(schools):
        kind = dice.choice([UnitKind.SCHOOL, UnitKind.COLLEGE])
        parent = region.units[dice.choice(["ministry", "town", "district"])]
        organisations.open_unit(
            region.operator, code=f"new-{at}", kind=kind, parent=parent, full_name=f"Новая {at}",
            short_name=f"Новая {at}", timezone="Europe/Moscow", on=START,
        )  # fmt: skip


def test_number_of_queries_does_not_depend_on_the_region(region: Region) -> None:
    def queries(work: Callable[[], object]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            work()
        return len(caught)

    upper = upper_plan(region)
    approve_list(region)
    cascade_roadmap(region.operator, upper.pk)
    few = queries(lambda: cover(region.operator, upper))
    plant(region, random.Random(5), schools=9)  # noqa: S311 - a repeatable region
    Roadmap.objects.filter(pk=upper.pk).update(context_year="2026/2027")
    assert queries(lambda: cover(region.operator, upper)) == few <= 12

"""The controller's figures against a second, plain count of the same tasks (R79)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nastavnik.kernel.scope import Scope
from nastavnik.organisations import services as organisations
from nastavnik.organisations.choices import UnitKind
from nastavnik.roadmaps import selectors
from nastavnik.roadmaps.models import Task
from nastavnik.roadmaps.selectors import Below, Figures, Standing, count_control
from tests.region import TODAY, Region
from tests.roadmaps.many_tasks import recount, scatter_tasks

YEAR = (date(2026, 9, 1), date(2027, 8, 31))
MONTH = (date(2026, 11, 1), date(2026, 11, 30))
BRANCHES = {
    "town": ("town", "school_one", "school_two"),
    "district": ("district", "school_far"),
    "college": ("college",),
}


def keys(region: Region, *names: str) -> list[int]:
    return [region.units[name].pk for name in names]


def below_of(standing: Standing, pk: int) -> Below:
    """Return the branch right under the top whose head has this key."""
    return next(one for one in standing.below if one.pk == pk)


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("window", [YEAR, MONTH])
def test_figures_equal_a_plain_count(region: Region, seed: int, window: tuple[date, date]) -> None:
    scatter_tasks(region, seed)
    standing = count_control(region.scope("officer"), region.unit("ministry"), window)
    assert standing.own == recount(keys(region, "ministry"), TODAY, window)
    assert standing.total == recount(keys(region, *region.units), TODAY, window)
    for name, units in BRANCHES.items():
        below = below_of(standing, region.units[name].pk)
        assert below.figures == recount(keys(region, *units), TODAY, window), name
        assert below.units == len(units) - 1


def test_chance_has_something_in_every_figure(region: Region) -> None:
    scatter_tasks(region, 1)
    total = count_control(region.scope("officer"), region.unit("ministry"), YEAR).total
    assert all(getattr(total, name) for name in Figures.__dataclass_fields__)


def test_tasks_stand_where_their_unit_stands_on_the_day(region: Region) -> None:
    scatter_tasks(region, 3)
    organisations.move_unit(
        region.operator, region.unit("school_two"), parent=region.unit("district"), on=TODAY
    )
    before = TODAY - timedelta(days=1)
    ministry = region.unit("ministry")
    for day, units in (
        (before, BRANCHES["town"]),
        (TODAY, ("town", "school_one")),
    ):
        scope = Scope.of_operator(day)
        counted = below_of(count_control(scope, ministry, YEAR), region.units["town"].pk)
        assert counted.figures == recount(keys(region, *units), day, YEAR), day


def test_day_of_reading_decides_what_is_late(region: Region) -> None:
    scatter_tasks(region, 5)
    units = keys(region, *region.units)
    for days in (-30, 0, 1, 45):
        day = TODAY + timedelta(days=days)
        scope = Scope.of_operator(day)
        counted = count_control(scope, region.unit("ministry"), YEAR).total
        assert counted == recount(units, day, YEAR), day


def test_authority_without_schools_shows_its_own_tasks(region: Region) -> None:
    lone = organisations.open_unit(
        region.operator, code="lone", kind=UnitKind.MUNICIPAL_AUTHORITY, on=TODAY,
        parent=region.unit("ministry"), full_name="Управление образования острова",
        short_name="Управление острова", timezone="Asia/Krasnoyarsk",
    )  # fmt: skip
    scatter_tasks(region, 7)
    late = Task.objects.filter(state="open").first()
    Task.objects.filter(pk=late.pk).update(unit=lone, due=TODAY - timedelta(days=1))
    standing = count_control(region.scope("officer"), region.unit("ministry"), YEAR)
    counted = below_of(standing, lone.pk)
    assert (counted.figures.overdue, counted.units) == (1, 0)


def test_coordinator_controls_the_own_branch_only(region: Region) -> None:
    scope = region.scope("coordinator")
    assert [unit.code for unit in selectors.list_controlled_tops(scope)] == ["town"]
    assert selectors.list_controlled_tops(region.scope("curator")) == []


def test_figures_cost_the_same_for_any_number_of_tasks(
    region: Region, django_assert_num_queries
) -> None:
    scope, ministry = region.scope("officer"), region.unit("ministry")
    for count in (10, 80):
        scatter_tasks(region, 9, count)
        with django_assert_num_queries(2):
            count_control(scope, ministry, YEAR)

"""Plans and items as they are asked for: searched, filtered, counted."""

from __future__ import annotations

from datetime import date

import pytest

from nastavnik.kernel.errors import Missing
from nastavnik.roadmaps import selectors, services
from nastavnik.roadmaps.meanings import UNRESOLVED, Meaning
from nastavnik.roadmaps.models import Roadmap
from nastavnik.roadmaps.selectors import Filter
from tests.region import TODAY, Region
from tests.roadmaps.plans import long_plan, small_plan


@pytest.fixture
def roadmap(region: Region) -> Roadmap:
    return services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), small_plan()
    )


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Filter(), ["1.1", "1.2", "2.1", ""]),
        (Filter(q="назначить"), ["1.1"]),
        (Filter(q="ВСТРЕЧУ пар"), ["2.1"]),
        (Filter(q="протокол"), ["2.1"]),
        (Filter(q="сейфе"), ["1.2"]),
        (Filter(q="1.2"), ["1.2"]),
        (Filter(q="Приозерска"), ["2.1"]),
        (Filter(q="(("), []),
        (Filter(outcome="done"), []),
        (Filter(overdue=True), ["1.1"]),
        (Filter(window=(TODAY, TODAY)), ["1.2", ""]),
        (Filter(window=(date(2026, 9, 15), date(2026, 9, 15))), ["1.1", ""]),
        (Filter(undated=True), ["2.1"]),
        (Filter(doubtful=True), ["2.1", ""]),
        (Filter(who=UNRESOLVED), [""]),
    ],
)
def test_filter(roadmap: Roadmap, wanted: Filter, numbers: list[str]) -> None:
    found = selectors.list_items(roadmap, wanted, TODAY)
    assert [item.number for item in found] == numbers


def test_filter_by_section_and_post(region: Region, roadmap: Roadmap) -> None:
    section = selectors.list_sections(roadmap)[1]
    found = selectors.list_items(roadmap, Filter(section=section.pk), TODAY)
    assert [item.number for item in found] == ["2.1", ""]
    curator = Meaning("post", region.unit("school_one").pk, post="curator")
    found = selectors.list_items(roadmap, Filter(who=curator), TODAY)
    assert [item.number for item in found] == ["1.2", "2.1"]


def test_counts(roadmap: Roadmap) -> None:
    assert selectors.count_items(roadmap, TODAY) == {
        "all": 4, "done": 0, "running": 2, "overdue": 1, "doubtful": 2,
    }  # fmt: skip


def test_list_counts_items_of_each_plan(region: Region, roadmap: Roadmap) -> None:
    services.create_roadmap_from_plan(
        region.scope("curator_two"), region.unit("school_two"), long_plan(5)
    )
    rows = selectors.list_roadmaps_counted(region.scope("coordinator"))
    assert [(row.items_count, row.doubtful_count) for row in rows] == [(5, 0), (4, 2)]


@pytest.mark.parametrize(
    ("who", "count"),
    [("officer", 1), ("coordinator", 1), ("head", 1), ("mentor", 1), ("auditor", 1),
     ("neighbour", 0), ("curator_two", 0), ("mentee", 0), ("administrator", 0), ("stranger", 0)],
)  # fmt: skip
def test_who_sees_the_plan(region: Region, roadmap: Roadmap, who: str, count: int) -> None:
    assert selectors.list_roadmaps(region.scope(who)).count() == count


def test_neighbour_cannot_read(region: Region, roadmap: Roadmap) -> None:
    item = roadmap.items.first()
    assert item is not None
    for scope in (region.scope("neighbour"), region.scope("curator_two")):
        with pytest.raises(Missing):
            selectors.get_roadmap(scope, roadmap.pk)
        with pytest.raises(Missing):
            selectors.get_item(scope, item.pk)


def test_neighbours_in_the_plan(roadmap: Roadmap) -> None:
    items = list(roadmap.items.all())
    assert selectors.find_neighbours(items[0]) == (None, items[1].pk)
    assert selectors.find_neighbours(items[2]) == (items[1].pk, items[3].pk)

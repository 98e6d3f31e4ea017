"""The filter that every view of tasks shares."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import RequestFactory

from nastavnik.kernel.errors import NotAllowed
from nastavnik.roadmaps import services
from nastavnik.roadmaps.models import Roadmap
from nastavnik.roadmaps.selectors import TaskFilter
from nastavnik.web.shell.task_filters import Asked, read_filters
from tests.region import Region
from tests.roadmaps.plans import small_plan


@pytest.fixture
def roadmap(region: Region) -> Roadmap:
    return services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), small_plan()
    )


def asked(region: Region, who: str, query: str = "") -> Asked:
    request = RequestFactory().get(f"/tasks/?{query}")
    request.scope = region.scope(who)  # type: ignore[attr-defined]
    return read_filters(request)  # type: ignore[arg-type]


def test_own_tasks_are_meant_by_default(region: Region) -> None:
    found = asked(region, "curator")
    assert found.wanted == TaskFilter(mine=True)
    assert found.query == "whose=mine"
    assert not found.is_filtered


def test_filter_and_address_say_the_same(region: Region, roadmap: Roadmap) -> None:
    services.create_roadmap_from_plan(
        region.scope("coordinator"), region.unit("school_two"), small_plan()
    )
    town = region.units["town"].pk
    query = f"q=встреча&whose=all&unit={town}&roadmap={roadmap.pk}&state=open&when=risk&bare=on"
    found = asked(region, "coordinator", query + "&page=3")
    assert found.wanted == TaskFilter(
        q="встреча", under=town, roadmap=roadmap.pk, state="open", when="risk", bare=True
    )
    assert asked(region, "coordinator", found.query).wanted == found.wanted
    assert "page" not in found.query
    assert found.is_filtered


@pytest.mark.parametrize(
    "query",
    ["state=perhaps", "when=never", "unit=abc", "roadmap=999999999999999999999", "whose=theirs"],
)
def test_nonsense_in_an_address_narrows_nothing(region: Region, query: str) -> None:
    assert asked(region, "officer", query).wanted == TaskFilter(mine=True)


def test_neighbours_plan_and_unit_are_no_choices(region: Region, roadmap: Roadmap) -> None:
    school = region.units["school_one"].pk
    found = asked(region, "neighbour", f"whose=all&roadmap={roadmap.pk}&unit={school}")
    assert found.wanted == TaskFilter()


def test_one_value_is_replaced_and_the_others_stay(region: Region) -> None:
    found = asked(region, "officer", "whose=all&state=open&when=soon")
    assert found.query_with(when="overdue", state="") == "whose=all&when=overdue"


@pytest.mark.parametrize("who", ["mentee", "guardian", "partner", "administrator", "stranger"])
def test_who_has_no_tasks_is_refused(region: Region, who: str) -> None:
    with pytest.raises(NotAllowed):
        asked(region, who)


def test_rare_filters_come_from_an_address_only(region: Region) -> None:
    school = region.units["school_one"].pk
    query = f"whose=all&unit={school}&own=1&since=2026-09-01&until=2027-08-31&prolonged=1&when=fell"
    found = asked(region, "coordinator", query)
    assert found.wanted == TaskFilter(
        unit=school, window=(date(2026, 9, 1), date(2027, 8, 31)), prolonged=True, when="fell"
    )
    assert asked(region, "coordinator", found.query).wanted == found.wanted
    assert {"own", "since", "until", "prolonged"}.isdisjoint(asked(region, "officer").form.fields)


def test_unit_of_an_address_counts_where_there_is_no_choice(region: Region) -> None:
    school = region.units["school_one"].pk
    assert asked(region, "head", f"whose=all&unit={school}").wanted == TaskFilter(under=school)
    assert "unit" not in asked(region, "head").form.fields

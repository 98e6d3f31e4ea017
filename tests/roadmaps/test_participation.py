"""Lists of organisations: drafted, changed, approved, frozen; the one a plan goes by."""

from __future__ import annotations

from datetime import date

import pytest

from nastavnik.audit.models import Entry
from nastavnik.kernel.errors import Conflict, Missing, NotAllowed, RuleBroken
from nastavnik.organisations import services as organisations
from nastavnik.pure.schoolyear import school_year
from nastavnik.roadmaps import rules, selectors
from nastavnik.roadmaps.choices import ListState
from nastavnik.roadmaps.models import ParticipationList
from nastavnik.roadmaps.services import (
    approve_participation,
    change_participation,
    draft_participation,
)
from tests.region import TODAY, Region
from tests.roadmaps.cascades import approve_list, upper_plan

ACT = {"act_text": "приказ от 1 сентября 2026 г. № 12", "approved_on": date(2026, 9, 1)}


def names_in(participation: ParticipationList, region: Region) -> set[str]:
    by_key = {unit.pk: code for code, unit in region.units.items()}
    return {by_key[key] for key in selectors.members_of(participation)}


def test_draft_holds_everybody_of_the_branch_who_can_take_part(region: Region) -> None:
    whole = draft_participation(region.operator, region.unit("ministry"), 2026)
    assert names_in(whole, region) == {
        "town", "district", "school_one", "school_two", "school_far", "college",
    }  # fmt: skip
    town = draft_participation(region.scope("coordinator"), region.unit("town"), 2026)
    assert names_in(town, region) == {"school_one", "school_two"}
    assert town.state == ListState.DRAFT
    assert Entry.objects.filter(verb="draft_participation", target_key=str(town.pk)).count() == 1


def test_year_has_one_list(region: Region) -> None:
    draft_participation(region.operator, region.unit("town"), 2026)
    with pytest.raises(RuleBroken, match="уже составлен"):
        draft_participation(region.operator, region.unit("town"), 2026)
    draft_participation(region.operator, region.unit("town"), 2027)


@pytest.mark.parametrize(("unit", "year"), [("school_one", 2026), ("town", 1999), ("town", 2040)])
def test_list_that_makes_no_sense_is_refused(region: Region, unit: str, year: int) -> None:
    with pytest.raises(RuleBroken):
        draft_participation(region.operator, region.unit(unit), year)


@pytest.mark.parametrize("who", ["neighbour", "auditor", "expert", "administrator"])
def test_nobody_without_the_right_drafts(region: Region, who: str) -> None:
    with pytest.raises(NotAllowed):
        draft_participation(region.scope(who), region.unit("town"), 2026)


def test_draft_is_changed_to_exactly_these(region: Region) -> None:
    drafted = draft_participation(region.operator, region.unit("town"), 2026)
    two = region.units["school_two"].pk
    changed = change_participation(region.scope("coordinator"), drafted.pk, [two], version=0)
    assert names_in(changed, region) == {"school_two"}
    assert changed.version == 1
    details = Entry.objects.get(verb="change_participation").details
    assert details == {"added": [], "removed": [region.units["school_one"].pk]}


def test_change_tells_of_another_change_and_refuses_strangers(region: Region) -> None:
    drafted = draft_participation(region.operator, region.unit("town"), 2026)
    one, far = region.units["school_one"].pk, region.units["school_far"].pk
    change_participation(region.operator, drafted.pk, [one], version=0)
    with pytest.raises(Conflict):
        change_participation(region.operator, drafted.pk, [], version=0)
    for stranger in (far, region.units["town"].pk, 10**9):
        with pytest.raises(RuleBroken, match="Не подходят: 1"):
            change_participation(region.operator, drafted.pk, [one, stranger], version=1)
    assert names_in(drafted, region) == {"school_one"}


def test_approved_list_is_frozen_with_the_names_of_the_day(region: Region) -> None:
    frozen = approve_list(region, "town")
    assert frozen.state == ListState.APPROVED
    assert (frozen.act_text, frozen.approved_on) == (ACT["act_text"], ACT["approved_on"])
    before = list(frozen.entries.order_by("pk").values_list("unit", "name"))
    assert dict(before)[region.units["school_one"].pk] == region.unit("school_one").short_name
    organisations.rename_unit(
        region.operator, region.unit("school_one"), full_name="Лицей", short_name="Лицей", on=TODAY
    )
    with pytest.raises(RuleBroken, match="не меняется"):
        change_participation(region.operator, frozen.pk, [], version=frozen.version)
    with pytest.raises(RuleBroken, match="не меняется"):
        approve_participation(region.operator, frozen.pk, version=frozen.version, **ACT)
    assert list(frozen.entries.order_by("pk").values_list("unit", "name")) == before


@pytest.mark.parametrize(
    "wrong",
    [{"act_text": "  "}, {"approved_on": None}, {"approved_on": date(2030, 1, 1)}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_approval_needs_its_document(region: Region, wrong: dict[str, object]) -> None:
    drafted = draft_participation(region.operator, region.unit("town"), 2026)
    with pytest.raises(RuleBroken):
        approve_participation(region.operator, drafted.pk, version=0, **{**ACT, **wrong})


def test_approval_refuses_an_empty_list_and_a_closed_school(region: Region) -> None:
    drafted = draft_participation(region.operator, region.unit("town"), 2026)
    organisations.close_unit(region.operator, region.unit("school_two"), on=TODAY)
    with pytest.raises(RuleBroken, match="Не подходят: 1"):
        approve_participation(region.operator, drafted.pk, version=0, **ACT)
    change_participation(region.operator, drafted.pk, [], version=0)
    with pytest.raises(RuleBroken, match="ни одной"):
        approve_participation(region.operator, drafted.pk, version=1, **ACT)


def test_neighbour_finds_no_list_and_others_may_not_change_it(region: Region) -> None:
    drafted = draft_participation(region.operator, region.unit("town"), 2026)
    with pytest.raises(Missing):
        change_participation(region.scope("neighbour"), drafted.pk, [], version=0)
    with pytest.raises(Missing):
        selectors.get_participation(region.scope("neighbour"), drafted.pk)
    with pytest.raises(NotAllowed):
        change_participation(region.scope("auditor"), drafted.pk, [], version=0)
    with pytest.raises(NotAllowed):  # the centre writes plans and approves none
        approve_participation(region.scope("centre"), drafted.pk, version=0, **ACT)


@pytest.mark.parametrize(
    ("period", "on", "year"),
    [
        (None, date(2026, 8, 31), 2025),
        (school_year(2026), date(2026, 8, 1), 2026),
        (school_year(2026), date(2026, 9, 1), 2026),
        (school_year(2026), date(2028, 1, 1), 2026),
        ((date(2027, 1, 1), date(2027, 12, 31)), date(2026, 11, 20), 2026),
        ((date(2027, 1, 1), date(2027, 12, 31)), date(2027, 10, 1), 2027),
        ((date(2024, 1, 1), date(2028, 12, 31)), date(2026, 11, 20), 2026),
    ],
)
def test_year_of_a_plan_follows_its_period(
    period: tuple[date, date] | None, on: date, year: int
) -> None:
    assert rules.year_of_plan(period, on) == year


def test_plan_goes_by_the_nearest_approved_list(region: Region) -> None:
    plan = upper_plan(region, "town")
    with pytest.raises(RuleBroken, match="2026/2027"):
        selectors.get_list_for(plan, TODAY)
    draft_participation(region.operator, region.unit("town"), 2026)
    assert selectors.find_list_for(plan, TODAY) is None
    whole = approve_list(region, "ministry")
    assert selectors.get_list_for(plan, TODAY) == whole
    approve_list(region, "town", 2027)
    assert selectors.get_list_for(plan, TODAY) == whole

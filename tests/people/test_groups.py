"""Working groups and councils (R8, R9): members are appointed, the whole ends in one step."""

from __future__ import annotations

from datetime import date

import pytest

from nastavnik.kernel.errors import Missing, NotAllowed, RuleBroken
from nastavnik.people import selectors, services
from nastavnik.people.choices import GroupKind, Post
from nastavnik.people.models import Appointment, Group
from tests.region import TODAY, Region

DAY = date(2026, 9, 1)
BASIS = "приказ от 01.09.2026 № 15"


def form(region: Region, name: str = "Рабочая группа", who: str = "head") -> Group:
    return services.form_group(
        region.scope(who),
        unit=region.units["school_one"],
        kind=GroupKind.WORKING,
        name=name,
        on=DAY,
    )


def join(region: Region, group: Group, name: str, post: str = Post.GROUP_MEMBER) -> Appointment:
    return services.appoint_person(
        region.scope("head"),
        region.people[name],
        post=post,
        unit=group.unit,
        group=group,
        on=DAY,
        act_text=BASIS,
    )


def test_group_has_a_chair_and_members(region: Region) -> None:
    group = form(region)
    join(region, group, "mentor")
    join(region, group, "head", Post.GROUP_CHAIR)
    members = [(m.person.surname, m.post) for m in selectors.list_members(group)]
    assert members == [("Рощина", "group_chair"), ("Травин", "group_member")]


def test_one_person_serves_in_two_groups_of_a_unit(region: Region) -> None:
    groups = form(region), form(region, "Творческая группа")
    for group in groups:
        join(region, group, "mentor")
    held = selectors.list_appointments(region.operator).filter(group__in=groups)
    assert held.count() == 2


def test_group_has_one_chair_but_two_groups_have_two(region: Region) -> None:
    group = form(region)
    join(region, group, "head", Post.GROUP_CHAIR)
    with pytest.raises(RuleBroken, match="уже занимает"):
        join(region, group, "mentor", Post.GROUP_CHAIR)
    join(region, form(region, "Совет"), "mentor", Post.GROUP_CHAIR)


def test_member_joins_once(region: Region) -> None:
    group = form(region)
    join(region, group, "mentor")
    with pytest.raises(RuleBroken, match="уже назначен"):
        join(region, group, "mentor")


def test_curator_is_no_post_of_a_group(region: Region) -> None:
    with pytest.raises(RuleBroken, match="председателем или участником"):
        join(region, form(region), "mentor", Post.CURATOR)


def test_group_ends_with_all_memberships(region: Region) -> None:
    group = form(region)
    join(region, group, "mentor")
    services.end_group(region.scope("head"), group, on=TODAY)
    assert not selectors.list_groups(region.operator).exists()
    assert [m.during.upper for m in selectors.list_members(group)] == [TODAY]
    assert selectors.get_group(region.scope("head"), group.pk) == group


@pytest.mark.parametrize("who", ["curator", "neighbour", "council"])
def test_group_needs_the_right(region: Region, who: str) -> None:
    with pytest.raises(NotAllowed):
        form(region, who=who)


@pytest.mark.parametrize("who", ["neighbour", "curator_two", "partner"])
def test_neighbours_group_is_missing(region: Region, who: str) -> None:
    group = form(region)
    with pytest.raises(Missing):
        selectors.get_group(region.scope(who), group.pk)

"""What a branch's documents call whom, and who works together across the tree."""

from __future__ import annotations

from datetime import date

import pytest

from nastavnik.kernel.errors import Missing, NotAllowed, RuleBroken
from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors, services
from nastavnik.organisations.choices import NetworkKind, UnitKind
from tests.region import TODAY, Region

DAY = date(2025, 9, 1)


def test_nearest_alias_comes_first(region: Region) -> None:
    for name, meant in (("ministry", "ministry"), ("town", "town"), ("school_one", "school_two")):
        services.give_alias(
            region.operator, region.units[name], text="Департамент", unit=region.units[meant]
        )
    aliases = selectors.list_aliases(region.operator, region.unit("school_one"))
    meanings = [alias.unit.code for alias in aliases if alias.unit]
    assert meanings == ["school-two", "town", "ministry"]


def test_alias_of_a_neighbour_is_not_used(region: Region) -> None:
    services.give_alias(
        region.operator, region.units["district"], text="ОО", kinds=[UnitKind.SCHOOL]
    )
    assert selectors.list_aliases(region.operator, region.unit("school_one")) == []


def test_alias_given_again_changes_its_meaning(region: Region) -> None:
    services.give_alias(region.operator, region.units["town"], text="ОО", kinds=["school"])
    again = services.give_alias(
        region.operator, region.units["town"], text=" ОО ", kinds=["school", "college"]
    )
    (alias,) = selectors.list_aliases(region.operator, region.unit("town"))
    assert (alias.pk, alias.kinds) == (again.pk, ["school", "college"])


@pytest.mark.parametrize("both", [True, False])
def test_alias_means_either_a_unit_or_kinds(region: Region, both: bool) -> None:
    with pytest.raises(RuleBroken, match="либо"):
        services.give_alias(
            region.operator,
            region.units["town"],
            text="ОО",
            unit=region.units["school_one"] if both else None,
            kinds=["school"] if both else (),
        )


def test_curator_gives_no_alias(region: Region) -> None:
    with pytest.raises(NotAllowed):
        services.give_alias(
            region.scope("curator"), region.units["school_one"], text="ОО", kinds=["school"]
        )


def test_neighbours_alias_is_missing(region: Region) -> None:
    alias = services.give_alias(region.operator, region.units["town"], text="ОО", kinds=["school"])
    with pytest.raises(Missing):
        selectors.get_alias(region.scope("neighbour"), alias.pk)


@pytest.fixture
def network(region: Region):
    return services.form_network(
        region.operator,
        name="Сеть «Мастерская»",
        kind=NetworkKind.PROJECT,
        lead=region.units["school_one"],
        on=DAY,
    )


def test_network_joins_units_across_the_tree(region: Region, network) -> None:
    services.join_network(region.operator, network, region.units["school_far"], on=DAY)
    for who in ("curator", "neighbour", "officer"):
        assert list(selectors.list_networks(region.scope(who))) == [network]
    names = [member.name for member in selectors.list_members(network, TODAY)]
    assert names == [
        "МБОУ «Средняя школа № 1» города Приозёрска",
        "МКОУ «Полянская основная школа»",
    ]


def test_network_without_own_unit_is_missing(region: Region, network) -> None:
    with pytest.raises(Missing):
        selectors.get_network(region.scope("neighbour"), network.pk)


def test_unit_that_left_does_not_see_the_network(region: Region, network) -> None:
    member = services.join_network(region.operator, network, region.units["school_far"], on=DAY)
    services.leave_network(region.operator, member, on=date(2026, 1, 1))
    assert not selectors.list_networks(region.scope("neighbour")).exists()
    assert selectors.list_networks(region.scope("neighbour"), on=date(2025, 12, 31)).exists()


def test_unit_may_come_back(region: Region, network) -> None:
    member = services.join_network(region.operator, network, region.units["school_far"], on=DAY)
    services.leave_network(region.operator, member, on=date(2026, 1, 1))
    services.join_network(region.operator, network, region.units["school_far"], on=TODAY)
    assert selectors.list_members(network, TODAY).count() == 2


@pytest.mark.parametrize("day", [DAY, TODAY])
def test_unit_joins_once(region: Region, network, day: date) -> None:
    with pytest.raises(RuleBroken, match="уже состоит"):
        services.join_network(region.operator, network, region.units["school_one"], on=day)


def test_nobody_joins_before_the_network_begins(region: Region, network) -> None:
    with pytest.raises(RuleBroken, match="позже"):
        services.join_network(
            region.operator, network, region.units["college"], on=date(2024, 1, 1)
        )


def test_leader_cannot_leave_or_close(region: Region, network) -> None:
    lead = selectors.list_members(network, TODAY).get(unit=region.units["school_one"])
    with pytest.raises(RuleBroken, match="возглавляет"):
        services.leave_network(region.operator, lead, on=TODAY)
    with pytest.raises(RuleBroken, match="возглавляет"):
        services.close_unit(region.operator, region.units["school_one"], on=TODAY)


def test_network_ends_with_all_memberships(region: Region, network) -> None:
    services.join_network(region.operator, network, region.units["school_far"], on=DAY)
    services.end_network(region.operator, network, on=TODAY)
    assert selectors.list_members(network, TODAY).count() == 0
    assert not selectors.list_networks(region.operator).exists()
    services.close_unit(region.operator, region.units["school_two"], on=TODAY)


def test_closing_a_unit_ends_its_memberships(region: Region, network) -> None:
    services.join_network(region.operator, network, region.units["school_far"], on=DAY)
    services.close_unit(region.operator, region.units["school_far"], on=TODAY)
    assert [member.unit_id for member in selectors.list_members(network, TODAY)] == [
        region.units["school_one"].pk
    ]


@pytest.mark.parametrize(
    ("who", "may"),
    [("officer", True), ("auditor", True), ("coordinator", False), ("stranger", False)],
)
def test_whole_tree_is_every_top(region: Region, who: str, may: bool) -> None:
    assert selectors.may_everywhere(region.scope(who), Right.SEE_UNITS) is may

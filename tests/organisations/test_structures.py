"""The structures of the five source documents fit the tree without a change of code (R41)."""

from __future__ import annotations

import pytest

from nastavnik.organisations import selectors
from nastavnik.organisations.choices import UnitKind as Kind
from tests.organisations.planting import OPERATOR, Row, plant, seen_from, standing

pytestmark = pytest.mark.usefixtures("bare_tables")

# a ministry over municipalities, with its own centre and colleges
REGION: tuple[Row, ...] = (
    ("ministry", Kind.MINISTRY, None),
    ("centre", Kind.REGIONAL_CENTRE, "ministry"),
    ("college", Kind.COLLEGE, "ministry"),
    ("north", Kind.MUNICIPAL_AUTHORITY, "ministry"),
    ("south", Kind.MUNICIPAL_AUTHORITY, "ministry"),
    ("north-school", Kind.SCHOOL, "north"),
    ("south-school", Kind.SCHOOL, "south"),
    ("south-kindergarten", Kind.PRESCHOOL, "south"),
)
# territorial authorities of the ministry and departments of two cities side by side
TWO_KINDS: tuple[Row, ...] = (
    ("ministry", Kind.MINISTRY, None),
    ("institute", Kind.TRAINING_PROVIDER, "ministry"),
    ("operator", Kind.DATA_OPERATOR, "ministry"),
    ("west", Kind.TERRITORIAL_AUTHORITY, "ministry"),
    ("west-resource", Kind.RESOURCE_CENTRE, "west"),
    ("west-district", Kind.MUNICIPAL_AUTHORITY, "west"),
    ("west-school", Kind.SCHOOL, "west-district"),
    ("capital", Kind.MUNICIPAL_AUTHORITY, "ministry"),
    ("capital-school", Kind.SCHOOL, "capital"),
    ("plant-city", Kind.MUNICIPAL_AUTHORITY, "ministry"),
    ("plant-school", Kind.SCHOOL, "plant-city"),
)
CITY: tuple[Row, ...] = (
    ("department", Kind.MUNICIPAL_AUTHORITY, None),
    ("city-centre", Kind.MUNICIPAL_CENTRE, "department"),
    ("school-one", Kind.SCHOOL, "department"),
    ("school-two", Kind.SCHOOL, "department"),
)
DISTRICT: tuple[Row, ...] = (
    ("district", Kind.MUNICIPAL_AUTHORITY, None),
    ("methods-office", Kind.MUNICIPAL_CENTRE, "district"),
    ("base-school", Kind.SCHOOL, "district"),
    ("village-branch", Kind.SCHOOL, "base-school"),
    ("art-school", Kind.EXTRACURRICULAR, "district"),
)
COLLEGE: tuple[Row, ...] = (("only-college", Kind.COLLEGE, None),)


@pytest.mark.parametrize(
    "rows",
    [REGION, TWO_KINDS, CITY, DISTRICT, COLLEGE],
    ids="region two-kinds city district one".split(),
)
def test_structure_stands_as_it_was_put(rows: tuple[Row, ...]) -> None:
    plant(rows)
    assert standing() == {code: parent for code, _, parent in rows}


@pytest.mark.parametrize(
    ("rows", "top", "sees"),
    [
        (REGION, "south", {"south", "south-school", "south-kindergarten"}),
        (REGION, "centre", {"centre"}),
        (TWO_KINDS, "west", {"west", "west-resource", "west-district", "west-school"}),
        (TWO_KINDS, "capital", {"capital", "capital-school"}),
        (TWO_KINDS, "west-district", {"west-district", "west-school"}),
        (CITY, "school-two", {"school-two"}),
        (CITY, "department", {"department", "city-centre", "school-one", "school-two"}),
        (DISTRICT, "base-school", {"base-school", "village-branch"}),
        (COLLEGE, "only-college", {"only-college"}),
    ],
)
def test_unit_sees_its_own_branch_only(rows: tuple[Row, ...], top: str, sees: set[str]) -> None:
    assert seen_from(plant(rows)[top]) == sees


@pytest.mark.parametrize(
    ("rows", "code", "above"),
    [
        (REGION, "north-school", ["ministry", "north"]),
        (TWO_KINDS, "west-school", ["ministry", "west", "west-district"]),
        (TWO_KINDS, "plant-school", ["ministry", "plant-city"]),
        (DISTRICT, "village-branch", ["district", "base-school"]),
        (COLLEGE, "only-college", []),
    ],
)
def test_unit_knows_who_is_above(rows: tuple[Row, ...], code: str, above: list[str]) -> None:
    unit = selectors.get_unit(OPERATOR, plant(rows)[code].pk)
    assert [one.code for one in selectors.list_above(OPERATOR, unit)] == above


@pytest.mark.parametrize(
    ("rows", "code", "beside"),
    [
        (REGION, "south-school", {"centre"}),
        (TWO_KINDS, "west-school", {"institute", "operator", "west-resource"}),
        (TWO_KINDS, "capital-school", {"institute", "operator"}),
        (CITY, "school-one", {"city-centre"}),
        (COLLEGE, "only-college", set()),
    ],
)
def test_centres_serve_the_branch_they_stand_in(
    rows: tuple[Row, ...], code: str, beside: set[str]
) -> None:
    unit = selectors.get_unit(OPERATOR, plant(rows)[code].pk)
    assert {one.code for one in selectors.list_beside(OPERATOR, unit)} == beside


def test_children_are_counted_for_many_units_at_once() -> None:
    units = plant(TWO_KINDS)
    keys = {units[code].pk for code in ("ministry", "west", "west-school")}
    counts = selectors.count_children(keys, OPERATOR.on)
    assert counts == {units["ministry"].pk: 5, units["west"].pk: 2}

"""The small region stands, and each member of the cast sees their own branch only."""

import pytest

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from tests.region import Region


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("officer", 7),
        ("auditor", 7),
        ("coordinator", 3),
        ("neighbour", 2),
        ("curator", 1),
        ("mentee", 1),
        ("stranger", 0),
    ],
)
def test_person_sees_own_branch_only(region: Region, who: str, sees: int) -> None:
    assert organisations.list_units(region.scope(who)).count() == sees


def test_neighbour_unit_is_missing(region: Region) -> None:
    with pytest.raises(Missing):
        organisations.get_unit(region.scope("neighbour"), region.units["school_one"].pk)


def test_role_gives_no_right_beyond_its_branch(region: Region) -> None:
    scope = region.scope("curator")
    assert scope.may(Right.IMPORT_PLANS, str(region.unit("school_one").path))
    assert not scope.may(Right.IMPORT_PLANS, str(region.unit("town").path))

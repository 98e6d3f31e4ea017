"""A reorganisation changes the tree from its day on; the past stays as it was."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from nastavnik.kernel.dated import since
from nastavnik.kernel.errors import NotAllowed, RuleBroken
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors, services
from nastavnik.organisations.choices import UnitKind as Kind
from nastavnik.organisations.models import Placement, Unit, UnitName
from tests.organisations.planting import (
    OPERATOR,
    START,
    TODAY,
    open_one,
    plant,
    seen_from,
    standing,
)

pytestmark = pytest.mark.usefixtures("bare_tables")
DAY = date(2023, 9, 1)
EVE = date(2023, 8, 31)
LATER = date(2027, 9, 1)


@pytest.fixture
def units() -> dict[str, Unit]:
    return plant(
        (
            ("ministry", Kind.MINISTRY, None),
            ("north", Kind.MUNICIPAL_AUTHORITY, "ministry"),
            ("south", Kind.MUNICIPAL_AUTHORITY, "ministry"),
            ("school", Kind.SCHOOL, "north"),
            ("school-branch", Kind.SCHOOL, "school"),
        )
    )


def test_move_takes_the_branch_along_from_its_day(units: dict[str, Unit]) -> None:
    services.move_unit(OPERATOR, units["school"], parent=units["south"], on=DAY)
    assert standing(EVE)["school"] == "north"
    assert standing(DAY)["school"] == "south"
    assert standing(DAY)["school-branch"] == "school"
    assert seen_from(units["south"]) == {"south", "school", "school-branch"}
    assert seen_from(units["north"]) == {"north"}


def test_past_is_read_through_the_branch_as_it_was(units: dict[str, Unit]) -> None:
    services.move_unit(OPERATOR, units["school"], parent=units["south"], on=DAY)
    assert seen_from(units["north"], on=EVE) == {"north", "school", "school-branch"}
    assert seen_from(units["south"], on=EVE) == {"south"}


def test_moved_unit_sees_its_own_past(units: dict[str, Unit]) -> None:
    services.move_unit(OPERATOR, units["school"], parent=units["south"], on=DAY)
    assert seen_from(units["school"], on=EVE) == {"school", "school-branch"}


def test_planned_move_changes_nothing_today(units: dict[str, Unit]) -> None:
    services.move_unit(OPERATOR, units["school"], parent=units["south"], on=LATER)
    assert standing(TODAY)["school"] == "north"
    assert standing(LATER)["school"] == "south"
    assert seen_from(units["south"], on=LATER) == {"south", "school", "school-branch"}


def test_unit_opened_before_a_planned_move_goes_with_its_parent(units: dict[str, Unit]) -> None:
    services.move_unit(OPERATOR, units["school"], parent=units["south"], on=LATER)
    open_one("new-branch", parent=units["school"], on=TODAY)
    assert seen_from(units["north"]) >= {"new-branch"}
    assert seen_from(units["south"], on=LATER) >= {"new-branch"}
    assert "new-branch" not in seen_from(units["north"], on=LATER)


def test_two_moves_in_a_row_keep_three_periods(units: dict[str, Unit]) -> None:
    services.move_unit(OPERATOR, units["school"], parent=units["south"], on=DAY)
    services.move_unit(OPERATOR, units["school"], parent=units["north"], on=date(2025, 1, 1))
    parents = [standing(day)["school"] for day in (EVE, DAY, date(2025, 1, 1))]
    assert parents == ["north", "south", "north"]


def test_merger_ends_two_schools_in_one(units: dict[str, Unit]) -> None:
    other = open_one("second-school", parent=units["north"])
    services.close_unit(OPERATOR, units["school-branch"], on=DAY)
    services.close_unit(OPERATOR, units["school"], on=DAY)
    services.rename_unit(
        OPERATOR, other, full_name="Объединённая школа", short_name="Объединённая", on=DAY
    )
    assert set(standing(EVE)) - set(standing(DAY)) == {"school", "school-branch"}
    assert selectors.get_unit(OPERATOR, other.pk, on=EVE).short_name == "Наименование second-school"
    assert selectors.get_unit(OPERATOR, other.pk, on=DAY).short_name == "Объединённая"


def test_closed_unit_is_reached_from_where_it_stood_last(units: dict[str, Unit]) -> None:
    services.close_unit(OPERATOR, units["school-branch"], on=DAY)
    reached = selectors.list_reached(branch_scope(units["north"])).values_list("code", flat=True)
    assert set(reached) == {"north", "school", "school-branch"}
    reached = selectors.list_reached(branch_scope(units["south"])).values_list("code", flat=True)
    assert set(reached) == {"south"}


def test_moved_unit_is_reached_from_its_new_place_only(units: dict[str, Unit]) -> None:
    services.move_unit(OPERATOR, units["school"], parent=units["south"], on=DAY)
    reached = selectors.list_reached(branch_scope(units["north"])).values_list("code", flat=True)
    assert set(reached) == {"north"}


def branch_scope(unit: Unit, *rights: Right) -> Scope:
    path = selectors.path_of(unit.pk, TODAY)
    return Scope(1, TODAY, dict.fromkeys(rights or Right, frozenset({path})))


def test_move_under_itself_is_refused(units: dict[str, Unit]) -> None:
    with pytest.raises(RuleBroken, match="ей самой"):
        services.move_unit(OPERATOR, units["school"], parent=units["school-branch"], on=DAY)


def test_move_to_where_it_stands_is_refused(units: dict[str, Unit]) -> None:
    with pytest.raises(RuleBroken, match="уже подчинена"):
        services.move_unit(OPERATOR, units["school"], parent=units["north"], on=DAY)


def test_move_before_a_later_change_of_the_branch_is_refused(units: dict[str, Unit]) -> None:
    open_one("late-branch", parent=units["school"], on=date(2025, 1, 1))
    with pytest.raises(RuleBroken, match="уже есть изменения"):
        services.move_unit(OPERATOR, units["school"], parent=units["south"], on=DAY)


def test_move_under_a_parent_about_to_move_is_refused(units: dict[str, Unit]) -> None:
    services.move_unit(OPERATOR, units["south"], parent=units["north"], on=LATER)
    with pytest.raises(RuleBroken, match="запланировано изменение"):
        services.move_unit(OPERATOR, units["school"], parent=units["south"], on=TODAY)


def test_move_needs_the_right_at_both_ends(units: dict[str, Unit]) -> None:
    with pytest.raises(NotAllowed):
        services.move_unit(
            branch_scope(units["north"]), units["school"], parent=units["south"], on=TODAY
        )


@pytest.mark.parametrize("day", [DAY, TODAY])
def test_unit_with_subordinates_cannot_be_closed(units: dict[str, Unit], day: date) -> None:
    with pytest.raises(RuleBroken, match="подчинённые"):
        services.close_unit(OPERATOR, units["school"], on=day)


def test_unit_that_will_have_subordinates_cannot_be_closed(units: dict[str, Unit]) -> None:
    open_one("to-come", parent=units["south"], on=LATER)
    with pytest.raises(RuleBroken, match="подчинённые"):
        services.close_unit(OPERATOR, units["south"], on=TODAY)


def test_nothing_opens_under_a_parent_that_will_close(units: dict[str, Unit]) -> None:
    services.close_unit(OPERATOR, units["south"], on=LATER)
    with pytest.raises(RuleBroken, match="закрывается"):
        open_one("too-late", parent=units["south"], on=TODAY)


def test_unit_about_to_move_cannot_be_closed_before(units: dict[str, Unit]) -> None:
    services.move_unit(OPERATOR, units["school-branch"], parent=units["south"], on=LATER)
    with pytest.raises(RuleBroken, match="запланирован перевод"):
        services.close_unit(OPERATOR, units["school-branch"], on=TODAY)


def test_names_follow_one_another(units: dict[str, Unit]) -> None:
    school = units["school"]
    services.rename_unit(OPERATOR, school, full_name="Лицей", short_name="", on=DAY)
    services.rename_unit(OPERATOR, school, full_name="Гимназия", short_name="Гимн.", on=LATER)
    names = [(name.short_name, name.during.lower) for name in selectors.list_names(school)]
    assert names == [("Гимн.", LATER), ("Лицей", DAY), ("Наименование school", START)]


def test_name_begun_on_the_same_day_is_corrected(units: dict[str, Unit]) -> None:
    services.rename_unit(OPERATOR, units["school"], full_name="Лцей", short_name="", on=DAY)
    services.rename_unit(OPERATOR, units["school"], full_name="Лицей", short_name="", on=DAY)
    assert next(n.full_name for n in selectors.list_names(units["school"])) == "Лицей"
    assert selectors.list_names(units["school"]).count() == 2


def test_name_between_two_others_ends_where_the_next_begins(units: dict[str, Unit]) -> None:
    services.rename_unit(OPERATOR, units["school"], full_name="Третье", short_name="", on=LATER)
    services.rename_unit(OPERATOR, units["school"], full_name="Второе", short_name="", on=DAY)
    periods = [(n.full_name, n.during.upper) for n in selectors.list_names(units["school"])]
    assert periods[:2] == [("Третье", None), ("Второе", LATER)]


def test_renaming_on_a_day_before_the_unit_is_refused(units: dict[str, Unit]) -> None:
    with pytest.raises(RuleBroken, match="На эту дату"):
        services.rename_unit(
            OPERATOR, units["school"], full_name="Рано", short_name="", on=date(2019, 1, 1)
        )


@pytest.mark.parametrize("code", ["ab", "Школа", "UPPER", "-dash", "a b c"])
def test_bad_code_is_refused(code: str, db: None) -> None:
    with pytest.raises(RuleBroken, match="Код состоит"):
        open_one(code)


def test_used_code_is_refused(units: dict[str, Unit]) -> None:
    with pytest.raises(RuleBroken, match="уже есть"):
        open_one("school")


def test_database_refuses_a_second_place(units: dict[str, Unit]) -> None:
    with pytest.raises(IntegrityError, match="stands_in_one_place"), transaction.atomic():
        Placement.objects.create(
            unit=units["school"], parent=units["south"], path="9.9", during=since(DAY)
        )


def test_database_refuses_a_second_name(units: dict[str, Unit]) -> None:
    with pytest.raises(IntegrityError, match="has_one_name"), transaction.atomic():
        UnitName.objects.create(
            unit=units["school"], full_name="Иное", short_name="Иное", during=since(DAY)
        )

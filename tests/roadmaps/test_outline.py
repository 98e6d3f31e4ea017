"""The order of a plan: moved, placed and numbered, and nothing is ever lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.roadmaps.outline import DOWN, UP, Outline, Row

# section 1: 11 (with 111, 112), 12; section 2: empty; section 3: 31
ROWS = (
    Row(11, 1, number="1.1"),
    Row(111, 1, 11, "1.1.1"),
    Row(112, 1, 11, "1.1.2"),
    Row(12, 1, number="1.2"),
    Row(31, 3, number="3.1"),
)


def outline() -> Outline:
    return Outline([1, 2, 3], ROWS)


def keys(plan: Outline) -> list[int]:
    return [pk for pk, _ in plan.order()]


@pytest.mark.parametrize(
    ("pk", "step", "after"),
    [
        (12, UP, [(12, 1), (11, 1), (111, 1), (112, 1), (31, 3)]),
        (11, DOWN, [(12, 1), (11, 1), (111, 1), (112, 1), (31, 3)]),
        (112, UP, [(11, 1), (112, 1), (111, 1), (12, 1), (31, 3)]),
        (12, DOWN, [(11, 1), (111, 1), (112, 1), (12, 2), (31, 3)]),
        (31, UP, [(11, 1), (111, 1), (112, 1), (12, 1), (31, 2)]),
    ],
)
def test_measure_moves_with_its_subrows(pk: int, step: int, after: list[tuple[int, int]]) -> None:
    plan = outline()
    assert plan.may_move(pk, step)
    plan.move(pk, step)
    assert list(plan.order()) == after


@pytest.mark.parametrize(("pk", "step"), [(11, UP), (31, DOWN), (111, UP), (112, DOWN)])
def test_measure_at_the_edge_stays(pk: int, step: int) -> None:
    plan = outline()
    assert not plan.may_move(pk, step)
    with pytest.raises(ValueError, match="no place"):
        plan.move(pk, step)


def test_measures_above_the_first_section_can_be_reached_while_there_are_any() -> None:
    plan = Outline([1], [Row(1), Row(2, 1)])
    plan.move(2, UP)
    assert list(plan.order()) == [(1, None), (2, None)]
    plan.move(1, DOWN)
    plan.move(1, DOWN)
    assert list(plan.order()) == [(2, None), (1, 1)]


def test_section_moves_with_its_measures() -> None:
    plan = outline()
    plan.move_section(3, UP)
    plan.move_section(3, UP)
    assert keys(plan) == [31, 11, 111, 112, 12]
    assert not plan.may_move_section(3, UP)
    with pytest.raises(ValueError, match="no section"):
        plan.move_section(3, UP)


def test_new_measure_stands_where_it_was_put() -> None:
    plan = outline()
    plan.place(Row(13, 1), after=11)
    plan.place(Row(21, 2))
    plan.place(Row(113, 1, 11))
    assert keys(plan) == [11, 111, 112, 113, 13, 12, 21, 31]
    with pytest.raises(ValueError, match="not in list"):
        plan.place(Row(14, 1), after=31)


def test_numbers_are_counted_anew() -> None:
    plan = outline()
    plan.move(12, UP)
    sections, rows = plan.numbered()
    assert sections == {1: "1", 2: "2", 3: "3"}
    assert rows == {12: "1.1", 11: "1.2", 111: "1.2.1", 112: "1.2.2", 31: "3.1"}


def test_plan_without_sections_is_numbered_plainly() -> None:
    assert Outline([], [Row(7), Row(5)]).numbered() == ({}, {7: "1", 5: "2"})


@pytest.mark.parametrize(
    ("section", "after", "number"),
    [
        (1, 12, "1.3"),
        (1, None, "1.3"),
        (1, 11, ""),  # 1.2 is taken
        (2, None, "2.1"),
        (3, None, "3.2"),
    ],
)
def test_free_number_is_offered(section: int, after: int | None, number: str) -> None:
    assert outline().next_number(section, after, f"{section}.") == number


@pytest.mark.parametrize(("parent", "number"), [(11, "1.1.3"), (12, "1.2.1"), (31, "3.1.1")])
def test_free_number_of_a_subrow_is_offered(parent: int, number: str) -> None:
    assert outline().next_sub_number(parent) == number


def test_measure_without_a_number_offers_none_to_its_subrow() -> None:
    assert Outline([], [Row(1)]).next_sub_number(1) == ""


@pytest.mark.parametrize(
    ("rows", "number"),
    [([], "1"), ([Row(1, number="7.")], "8"), ([Row(1, number="а")], ""), ([Row(1)], "")],
)
def test_number_is_offered_in_a_plan_without_sections(rows: list[Row], number: str) -> None:
    assert Outline([], rows).next_number(None, None) == number


def test_section_tells_whether_it_holds_measures() -> None:
    assert [outline().holds(section) for section in (1, 2, 3)] == [True, False, True]


@given(st.lists(st.tuples(st.sampled_from([11, 111, 112, 12, 31]), st.sampled_from([UP, DOWN]))))
def test_whatever_moves_nothing_is_lost_and_subrows_stay_together(
    moves: list[tuple[int, int]],
) -> None:
    plan = outline()
    for pk, step in moves:
        if plan.may_move(pk, step):
            before = keys(plan), dict(plan.order())
            plan.move(pk, step)
            assert (keys(plan), dict(plan.order())) != before
            plan.move(pk, -step)
            assert (keys(plan), dict(plan.order())) == before
            plan.move(pk, step)
    order = keys(plan)
    assert sorted(order) == sorted(row.pk for row in ROWS)
    at = order.index(11)
    assert set(order[at : at + 3]) == {11, 111, 112}

"""A comparison of two editions leaves nothing out and says nothing that is not so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.pure.editions import (
    Changes,
    Content,
    FieldChange,
    ItemText,
    Part,
    RowChange,
    apply,
    compare,
    compare_words,
    summary,
)

texts = st.sampled_from(["", "а", "б. 1", "а б  в"])
keys = st.sampled_from("abcde")
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
parts = st.builds(Part, key=keys, number=texts, title=texts)
items = st.builds(
    ItemText,
    key=keys,
    title=texts,
    section=st.none() | keys,
    parent=st.none() | keys,
    number=texts,
    number_restored=st.booleans(),
    term_text=texts,
    term=st.dictionaries(st.sampled_from(["kind", "start"]), texts),
    executors=st.lists(st.fixed_dictionaries({"text": texts}), max_size=2).map(tuple),
    results_more=st.lists(texts, max_size=2).map(tuple),
    extra=st.dictionaries(st.sampled_from("67"), texts),
    doubts=st.lists(st.fixed_dictionaries({"code": texts}), max_size=1).map(tuple),
)
contents = st.builds(
    Content,
    title=texts,
    kind=st.sampled_from(["plan", "roadmap"]),
    period=st.none() | st.tuples(days, days),
    context_year=texts,
    sections=st.lists(parts, unique_by=lambda one: one.key, max_size=3).map(tuple),
    items=st.lists(items, unique_by=lambda one: one.key, max_size=4).map(tuple),
)
PLAN = Content(
    "План школы",
    "plan",
    (date(2026, 9, 1), date(2027, 8, 31)),
    "2026/2027",
    (Part("p1", "1", "Подготовка"), Part("p2", "2", "Работа")),
    tuple(ItemText(key, f"Мера {key}", "p1", number=key) for key in "12345"),
)


@given(contents)
def test_the_same_content_has_no_changes(content: Content) -> None:
    assert not compare(content, content)
    assert summary(compare(content, content)) == "изменений нет"


@given(contents, contents)
def test_changes_done_to_the_old_content_give_the_new_one(old: Content, new: Content) -> None:
    assert apply(old, compare(old, new)) == new


@given(contents, contents)
def test_every_difference_is_told_of(old: Content, new: Content) -> None:
    assert bool(compare(old, new)) == (old != new)


@given(contents)
def test_json_reads_back(content: Content) -> None:
    assert Content.from_json(content.to_json()) == content


@given(st.text("абв .1", max_size=9), st.text("абв .1", max_size=9))
def test_pieces_hold_both_texts_whole(old: str, new: str) -> None:
    pieces = compare_words(old, new)
    assert "".join(one.text for one in pieces if one.kind != "new") == old
    assert "".join(one.text for one in pieces if one.kind != "old") == new
    assert all(one.text for one in pieces)


def test_only_what_has_left_its_order_is_moved() -> None:
    first, *rest = PLAN.items
    changes = compare(PLAN, replace(PLAN, items=(*rest, first)))
    assert changes.moved == ("1",)
    assert changes.order == ("2", "3", "4", "5", "1")
    assert (changes.added, changes.removed, changes.changed) == ((), (), ())


def test_removing_a_measure_moves_no_other() -> None:
    changes = compare(PLAN, replace(PLAN, items=PLAN.items[1:]))
    assert [one.key for one in changes.removed] == ["1"]
    assert changes.moved == ()


def test_measure_in_another_section_is_moved_but_not_rewritten() -> None:
    there = replace(PLAN.items[4], section="p2")
    changes = compare(PLAN, replace(PLAN, items=(*PLAN.items[:4], there)))
    assert changes.moved == ("5",)
    assert changes.rewritten == ()


def test_change_of_a_doubt_alone_is_kept_but_not_shown() -> None:
    doubtful = replace(PLAN.items[0], doubts=({"code": "term"},))
    changes = compare(PLAN, replace(PLAN, items=(doubtful, *PLAN.items[1:])))
    assert changes.changed
    assert changes.rewritten == changes.renumbered == ()


def changed(key: str, *names: str) -> RowChange:
    return RowChange(key, tuple(FieldChange(name, "а", "б") for name in names))


def added(count: int) -> tuple[ItemText, ...]:
    return tuple(ItemText(str(at), "Мера") for at in range(count))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (Changes(), "изменений нет"),
        (Changes(added=added(1)), "добавлено 1 мероприятие"),
        (Changes(added=added(2)), "добавлено 2 мероприятия"),
        (Changes(added=added(11)), "добавлено 11 мероприятий"),
        (Changes(removed=added(21)), "исключено 21 мероприятие"),
        (
            Changes(
                added=added(2),
                changed=(
                    changed("a", "title"),
                    changed("b", "number"),
                    changed("c", "term", "note"),
                ),
                removed=added(1),
                moved=("a", "b"),
            ),
            "добавлено 2 мероприятия, изменено 2, исключено 1, перемещено 2, перенумеровано 1",
        ),
        (
            Changes(head=(FieldChange("title", "а", "б"), FieldChange("period", None, None))),
            "изменено название плана; изменён срок действия",
        ),
        (Changes(section_order=("b", "a"), moved=("b",)),
         "перемещено 1 мероприятие; изменены разделы"),
    ],
)  # fmt: skip
def test_summary_reads_as_a_clerk_writes(changes: Changes, said: str) -> None:
    assert summary(changes) == said


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("до 1 мая", "до 1 мая", [("same", "до 1 мая")]),
        ("", "Приказ", [("new", "Приказ")]),
        ("Приказ", "", [("old", "Приказ")]),
        (
            "до 1 мая 2027 года",
            "до 15 июня 2027 года",
            [("same", "до "), ("old", "1 мая"), ("new", "15 июня"), ("same", " 2027 года")],
        ),
        (
            "Собрать согласия родителей",
            "Собрать письменные согласия",
            [
                ("same", "Собрать "), ("new", "письменные "), ("same", "согласия"),
                ("old", " родителей"),
            ],
        ),
    ],
)  # fmt: skip
def test_words_that_changed_are_marked(old: str, new: str, pieces: list[tuple[str, str]]) -> None:
    assert [(one.kind, one.text) for one in compare_words(old, new)] == pieces


def test_very_long_texts_are_shown_whole() -> None:
    old, new = "слово " * 3000, "дело " * 3000
    assert [one.text for one in compare_words(old, new)] == [old, new]

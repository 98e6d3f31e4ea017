"""One plan in every layout gives the same items, wherever pages break."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nastavnik.pure.plans import read_plan
from nastavnik.pure.source import Source
from tests.pure.plans.invented import (
    IN_SECTIONS,
    PLAIN,
    Cut,
    Line,
    cut_rows,
    items_of,
    one_a_line,
    paged_tables,
    paged_tabs,
    pipes,
    read_items,
    spaces,
    table,
    tabs,
    text,
)

LAYOUTS: dict[str, Callable[[Sequence[Line]], Source]] = {
    "tabs": lambda lines: text(tabs(lines)),
    "cells": lambda lines: text(one_a_line(lines)),
    "pipes": lambda lines: text(pipes(lines)),
    "table": table,
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("lines", [PLAIN, IN_SECTIONS], ids=["plain", "sections"])
def test_layout_does_not_change_the_items(layout: str, lines: Sequence[Line]) -> None:
    plan = read_plan(LAYOUTS[layout](lines))
    assert read_items(plan) == items_of(lines)
    assert [(s.number, s.title) for s in plan.sections] == [
        (line.number, line.title) for line in lines if line.heading
    ]
    assert plan.rows.read == plan.rows.accepted + plan.rows.skipped
    assert plan.rows.accepted == len(lines)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_items_know_their_section(layout: str) -> None:
    plan = read_plan(LAYOUTS[layout](IN_SECTIONS))
    assert [item.section for item in plan.items] == [0, 0, 1, 1]


def test_columns_drawn_with_spaces_are_read() -> None:
    assert read_items(read_plan(text(spaces(PLAIN)))) == items_of(PLAIN)


def test_cells_without_tabs_are_read_while_in_order() -> None:
    body = one_a_line(PLAIN).replace("\t", "").replace("\n\n", "\n")
    assert read_items(read_plan(text(body))) == items_of(PLAIN)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_field_leads_to_its_words(layout: str) -> None:
    source = LAYOUTS[layout](PLAIN)
    for item in read_plan(source).items:
        for name, words in (("title", item.title), ("result", item.result)):
            (place,) = item.places[name]  # type: ignore[index]
            assert words in source.text_at(place)


def _cuts(lines: Sequence[Line]) -> st.SearchStrategy[list[Cut]]:
    keeps = st.dictionaries(st.integers(0, 3), st.integers(1, 6), max_size=4)
    cut = st.builds(Cut, st.integers(0, len(lines) - 1), keeps)
    return st.lists(cut, max_size=4, unique_by=lambda one: one.row)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cuts=_cuts(PLAIN), repeat_head=st.booleans())
def test_page_breaks_lose_nothing_in_lines_with_tabs(cuts: list[Cut], repeat_head: bool) -> None:
    body = paged_tabs(cut_rows(PLAIN, cuts), repeat_head=repeat_head)
    assert read_items(read_plan(text(body))) == items_of(PLAIN)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cuts=_cuts(PLAIN), repeat_head=st.booleans())
def test_page_breaks_lose_nothing_in_real_tables(cuts: list[Cut], repeat_head: bool) -> None:
    source = paged_tables(cut_rows(PLAIN, cuts), repeat_head=repeat_head)
    plan = read_plan(source)
    assert read_items(plan) == items_of(PLAIN)
    assert plan.rows.rejected == 0


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cuts=_cuts(IN_SECTIONS), repeat_head=st.booleans())
def test_page_breaks_keep_sections(cuts: list[Cut], repeat_head: bool) -> None:
    cuts = [cut for cut in cuts if not IN_SECTIONS[cut.row].heading]
    body = paged_tabs(cut_rows(IN_SECTIONS, cuts), repeat_head=repeat_head)
    plan = read_plan(text(body))
    assert read_items(plan) == items_of(IN_SECTIONS)
    assert [section.number for section in plan.sections] == ["1", "2"]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="№п/ .1абв\t\n|-<>i", max_size=300))
def test_no_text_brings_the_reader_down(noise: str) -> None:
    head = "№\tМероприятие\tСрок\tОтветственный\n"
    for body in (noise, head + noise, "\t" + head.replace("\t", "\n\t") + noise):
        rows = read_plan(Source.from_text(body)).rows
        assert rows.read == rows.accepted + rows.rejected + rows.skipped

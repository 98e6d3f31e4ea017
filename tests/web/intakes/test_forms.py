"""What is typed into the forms of corrections becomes values, whatever is typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik.pure.actors import Actor, ActorKind
from nastavnik.pure.plans import Field
from nastavnik.pure.terms import TermReading
from nastavnik.web.intakes.correction_forms import Actors, Split, TermDays

WORDS = st.lists(st.text("абвёЖ1,.«»-", min_size=1, max_size=8), min_size=2, max_size=12)


@given(words=WORDS, at=st.integers(0, 11), ends=st.sampled_from(["\n\n", "\r\n\r\n", "\n \n\n"]))
def test_row_is_cut_where_the_empty_line_stands(words: list[str], at: int, ends: str) -> None:
    at %= len(words)
    text = " ".join(words)
    typed = " ".join(words[:at]) + ends + " ".join(words[at:])
    form = Split({"title": typed}, texts={Field.TITLE: text})
    assert form.is_valid(), form.errors
    offset = form.offsets()[Field.TITLE]
    assert text[:offset].split() == words[:at]
    assert text[offset:].split() == words[at:]


@given(words=WORDS)
def test_row_without_an_empty_line_is_not_cut(words: list[str]) -> None:
    text = " ".join(words)
    for typed in (text, "\n".join(words), text + "\n\n"):
        assert not Split({"title": typed}, texts={Field.TITLE: text}).is_valid()


def test_only_the_texts_with_an_empty_line_are_cut() -> None:
    texts = {Field.TITLE: "Один. Два", Field.RESULT: "Приказ"}
    form = Split({"title": "Один.\n\nДва", "result": "Приказ"}, texts=texts)
    assert form.is_valid()
    assert form.offsets() == {Field.TITLE: 6}


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        (
            {"kind": "once", "first": "2026-09-01", "last": "2026-09-30"},
            TermReading(kind="once", start=date(2026, 9, 1), end=date(2026, 9, 30)),
        ),
        (
            {"kind": "once", "last": "2026-09-30"},
            TermReading(kind="once", end=date(2026, 9, 30)),
        ),
        (
            {"kind": "yearly", "last": "2027-03-01"},
            TermReading(kind="yearly", month_day_to="03-01", from_year=2027),
        ),
        (
            {"kind": "yearly", "first": "2026-09-01", "last": "2026-10-15"},
            TermReading(
                kind="yearly", month_day_from="09-01", month_day_to="10-15", from_year=2026
            ),
        ),
        ({"kind": "continuous"}, TermReading(kind="continuous")),
        ({"kind": "as_needed"}, TermReading(kind="as_needed", conditional=True)),
        ({"kind": "unparsable"}, TermReading(kind="unparsable")),
    ],
)
def test_days_make_a_term(typed: dict[str, str], reading: TermReading) -> None:
    form = TermDays(typed)
    assert form.is_valid(), form.errors
    assert form.reading() == reading


def test_actor_whose_words_stay_keeps_what_was_read_of_them() -> None:
    known = Actor("отдел кадров", ActorKind.OTHER, person="Рощина А.В.")
    typed = {"text_0": "отдел кадров", "kind_0": "institution", "text_1": " Школы  города "}
    typed |= {"kind_1": "institution", "text_2": "", "kind_2": "other"}
    form = Actors(typed, actors=[known])
    assert form.is_valid()
    assert form.parties() == (
        Actor("отдел кадров", ActorKind.INSTITUTION, person="Рощина А.В."),
        Actor("Школы города", ActorKind.INSTITUTION),
    )


def test_emptied_actor_goes() -> None:
    known = Actor("отдел кадров", ActorKind.OTHER)
    typed = {f"{name}_{at}": "" for name in ("text",) for at in range(3)}
    typed |= {f"kind_{at}": "other" for at in range(3)}
    form = Actors(typed, actors=[known])
    assert form.is_valid()
    assert form.parties() == ()

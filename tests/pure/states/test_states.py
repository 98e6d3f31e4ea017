"""A thing moves only by the ways of its table."""

from __future__ import annotations

import pytest

from nastavnik.pure.states import Machine, WrongState

DOOR = Machine(
    "door",
    {
        ("open", "close"): "closed",
        ("closed", "open"): "open",
        ("closed", "lock"): "locked",
        ("locked", "unlock"): "closed",
    },
)


@pytest.mark.parametrize(
    ("state", "verb", "after"),
    [
        ("open", "close", "closed"),
        ("closed", "open", "open"),
        ("closed", "lock", "locked"),
        ("locked", "unlock", "closed"),
    ],
)
def test_verb_of_the_table_moves_the_state(state: str, verb: str, after: str) -> None:
    assert DOOR.may(state, verb)
    assert DOOR.go(state, verb) == after


@pytest.mark.parametrize(
    ("state", "verb"), [("open", "lock"), ("locked", "open"), ("gone", "close"), ("open", "paint")]
)
def test_any_other_verb_is_refused_by_name(state: str, verb: str) -> None:
    assert not DOOR.may(state, verb)
    with pytest.raises(WrongState) as refusal:
        DOOR.go(state, verb)
    assert (refusal.value.machine, refusal.value.state, refusal.value.verb) == ("door", state, verb)


@pytest.mark.parametrize(
    ("state", "verbs"),
    [("open", ("close",)), ("closed", ("open", "lock")), ("locked", ("unlock",)), ("gone", ())],
)
def test_what_can_be_done_is_told_in_the_tables_order(state: str, verbs: tuple[str, ...]) -> None:
    assert DOOR.verbs(state) == verbs

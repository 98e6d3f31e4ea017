"""The journal is written with the change, cannot be altered unseen, and shows the own branch."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nastavnik.audit.models import Entry
from nastavnik.audit.selectors import find_break, list_entries
from nastavnik.audit.services import record, record_many
from nastavnik.kernel import clock
from nastavnik.kernel.errors import NotAllowed
from nastavnik.kernel.scope import Scope
from nastavnik.organisations import services as organisations
from nastavnik.organisations.models import Unit
from tests.region import TODAY, Region

OPERATOR = Scope.of_operator(TODAY)
ROWS = 12


@pytest.fixture
def journal(db: None) -> list[Entry]:
    target = Unit(pk=7, code="seven")
    return [
        record(OPERATOR, "rename_unit", target, branch=f"1.{n}", on="2026-09-01", count=n)
        for n in range(ROWS)
    ]


# what somebody with access to the tables could do to a field
FORGERIES = {
    "at": lambda entry: entry.at + timedelta(microseconds=1),
    "actor": lambda entry: (entry.actor or 0) + 1,
    "verb": lambda entry: entry.verb + "x",
    "target_kind": lambda entry: entry.target_kind + "x",
    "target_key": lambda entry: entry.target_key + "0",
    "branch": lambda entry: entry.branch + ".1",
    "details": lambda entry: {**entry.details, "count": -1},
    "previous": lambda entry: "a" * 64,
    "digest": lambda entry: "b" * 64,
}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(0, ROWS - 1), field=st.sampled_from(sorted(FORGERIES)))
def test_any_changed_field_of_any_row_is_found(
    journal: list[Entry], place: int, field: str
) -> None:
    with transaction.atomic():
        entry = Entry.objects.get(pk=journal[place].pk)
        Entry.objects.filter(pk=entry.pk).update(**{field: FORGERIES[field](entry)})
        broken = find_break()
        transaction.set_rollback(True)
    assert broken is not None
    assert broken.pk >= entry.pk
    assert find_break() is None


@pytest.mark.parametrize("place", [0, 5, ROWS - 2])
def test_removed_row_is_found(journal: list[Entry], place: int) -> None:
    journal[place].delete()
    broken = find_break()
    assert broken is not None
    assert broken.pk == journal[place + 1].pk


def test_swapped_rows_are_found(journal: list[Entry]) -> None:
    Entry.objects.filter(pk=journal[3].pk).update(id=10**9)
    assert find_break() is not None


def test_inserted_row_is_found(journal: list[Entry]) -> None:
    forged = Entry.objects.get(pk=journal[4].pk)
    forged.pk, forged.digest = None, "e" * 64
    forged.save(force_insert=True)
    assert find_break() is not None


@pytest.mark.parametrize(("place", "last", "found"), [(11, 3, True), (2, 3, False), (2, 50, True)])
def test_newest_rows_alone_can_be_checked(
    journal: list[Entry], place: int, last: int, found: bool
) -> None:
    Entry.objects.filter(pk=journal[place].pk).update(verb="forged")
    assert (find_break(last) is not None) is found


def test_empty_journal_is_whole(db: None) -> None:
    assert find_break() is None
    assert find_break(5) is None


def test_no_deeds_at_all_leave_the_journal_as_it_is(journal: list[Entry]) -> None:
    assert record_many(OPERATOR, []) == 0
    assert Entry.objects.latest("id") == journal[-1]


def test_journal_takes_no_deed_without_a_transaction(transactional_db: None) -> None:
    assert not connection.in_atomic_block
    with pytest.raises(transaction.TransactionManagementError):
        record(OPERATOR, "rename_unit", Unit(pk=1))
    with pytest.raises(transaction.TransactionManagementError):
        record_many(OPERATOR, [("rename_unit", Unit(pk=1), "1", {})])


def test_many_deeds_are_written_as_one_by_one(journal: list[Entry]) -> None:
    deeds = [
        ("move_items", Unit(pk=n), f"1.{n}", {"порядок": n, "ключ": 'a\\b\t"c"\n', "нет": None})
        for n in range(300)
    ]
    assert record_many(OPERATOR, deeds) == len(deeds)
    record(OPERATOR, "rename_unit", Unit(pk=1))
    written = Entry.objects.filter(pk__gt=journal[-1].pk, verb="move_items").order_by("id")
    assert [
        (entry.verb, entry.target_kind, int(entry.target_key), entry.branch, entry.details)
        for entry in written
    ] == [(verb, "organisations.unit", unit.pk, at, details) for verb, unit, at, details in deeds]
    assert {entry.at for entry in written} == {written[0].at}
    assert find_break() is None
    Entry.objects.filter(pk=written[150].pk).update(branch="2")
    assert find_break() == written[150]


def test_refused_deed_leaves_no_entry(region: Region) -> None:
    before = Entry.objects.count()
    with pytest.raises(NotAllowed):
        organisations.rename_unit(
            region.scope("curator"),
            region.units["school_one"],
            full_name="Чужое",
            short_name="",
            on=TODAY,
        )
    assert Entry.objects.count() == before


def test_entry_says_who_did_what_when(region: Region) -> None:
    organisations.rename_unit(
        region.scope("coordinator"),
        region.units["school_one"],
        full_name="Новое",
        short_name="",
        on=TODAY,
    )
    entry = Entry.objects.latest("id")
    assert (entry.actor, entry.verb, entry.at) == (
        region.users["coordinator"].pk,
        "rename_unit",
        clock.now(),
    )
    assert (entry.target_kind, entry.target_key) == (
        "organisations.unit",
        str(region.units["school_one"].pk),
    )


@pytest.mark.parametrize(
    ("who", "sees"), [("officer", True), ("auditor", True), ("administrator", True)]
)
def test_journal_of_the_branch_is_seen(region: Region, who: str, sees: bool) -> None:
    branch = str(region.unit("school_one").path)
    assert list_entries(region.scope(who)).filter(branch=branch).exists() is sees


@pytest.mark.parametrize("who", ["curator", "head", "coordinator", "stranger"])
def test_journal_needs_the_right(region: Region, who: str) -> None:
    with pytest.raises(NotAllowed):
        list_entries(region.scope(who))


def test_neighbours_deeds_are_not_in_the_own_journal(region: Region) -> None:
    town = str(region.unit("town").path)
    scope = Scope(1, TODAY, {right: frozenset({town}) for right in OPERATOR.reach})
    branches = set(list_entries(scope).values_list("branch", flat=True))
    assert branches
    assert all(branch == town or branch.startswith(f"{town}.") for branch in branches)


def test_what_belongs_to_no_branch_is_seen_by_who_sees_the_whole(region: Region) -> None:
    record(OPERATOR, "accept_invitation", region.users["curator"])
    verbs = {
        whole: list_entries(region.scope("auditor"), whole=whole).filter(verb="accept_invitation")
        for whole in (True, False)
    }
    assert verbs[True].exists()
    assert not verbs[False].exists()

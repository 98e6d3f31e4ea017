"""Corrections of a preview: two people never overwrite each other; states move by the table."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import transaction

from nastavnik.audit.models import Entry
from nastavnik.imports import rules, services
from nastavnik.imports.choices import IntakeState
from nastavnik.imports.models import Intake
from nastavnik.imports.selectors import source_of
from nastavnik.kernel.errors import Conflict, RuleBroken
from nastavnik.kernel.scope import Scope
from tests.imports.plan_texts import plan_text
from tests.region import Region

EDIT = {"kind": "doubt", "target": "4", "name": "joined", "value": ""}


@pytest.fixture
def scope(region: Region) -> Scope:
    return region.scope("coordinator")


@pytest.fixture
def intake(region: Region, scope: Scope) -> Intake:
    return services.receive_text(scope, region.unit("town"), plan_text())[0]


def test_correction_is_kept_and_raises_the_version(scope: Scope, intake: Intake) -> None:
    services.save_corrections(scope, intake, [EDIT], version=0)
    intake.refresh_from_db()
    assert (intake.corrections, intake.version) == ([EDIT], 1)
    assert Entry.objects.filter(verb="correct_document", target_key=str(intake.pk)).exists()


def test_correction_made_on_an_old_reading_is_refused(scope: Scope, intake: Intake) -> None:
    services.save_corrections(scope, intake, [EDIT], version=0)
    with pytest.raises(Conflict, match="другой человек"):
        services.save_corrections(scope, intake, [], version=0)
    intake.refresh_from_db()
    assert intake.corrections == [EDIT]


@pytest.mark.parametrize("verb", ["discard", "confirm"])
def test_nothing_is_corrected_after_the_preview(scope: Scope, intake: Intake, verb: str) -> None:
    with transaction.atomic():
        services.settle_intake(scope, services.lock_intake(scope, intake.pk), verb)
    with pytest.raises(RuleBroken):
        services.save_corrections(scope, intake, [EDIT], version=0)
    with pytest.raises(RuleBroken):
        services.reread_file(scope, intake, encoding="cp1251", version=0)


@pytest.mark.parametrize(
    ("state", "verb", "after"),
    [
        ("preview", "confirm", "confirmed"),
        ("preview", "discard", "discarded"),
        ("preview", "undo", None),
        ("confirmed", "confirm", None),
        ("confirmed", "discard", None),
        ("confirmed", "undo", "undone"),
        ("discarded", "confirm", None),
        ("discarded", "discard", None),
        ("discarded", "undo", None),
        ("undone", "confirm", None),
        ("undone", "discard", None),
        ("undone", "undo", None),
    ],
)
def test_states_move_by_the_table(state: str, verb: str, after: str | None) -> None:
    intake = Intake(state=state)
    assert rules.may(intake, verb) is (after is not None)
    if after is None:
        with pytest.raises(RuleBroken) as refusal:
            rules.next_state(intake, verb)
        assert refusal.value.message == rules.REFUSALS[IntakeState(state)]
    else:
        assert rules.next_state(intake, verb) == after


def receive_bytes(region: Region, scope: Scope, data: bytes, encoding: str = "") -> Intake:
    unit = region.unit("town")
    return services.receive_file(scope, unit, "План.txt", BytesIO(data), encoding=encoding)[0]


def test_file_is_read_again_in_another_encoding(region: Region, scope: Scope) -> None:
    intake = receive_bytes(region, scope, plan_text().encode("cp1251"), "cp866")
    assert "Назначить" not in str(intake.source)
    services.save_corrections(scope, intake, [EDIT], version=0)
    intake.refresh_from_db()
    again = services.reread_file(scope, intake, encoding="cp1251", version=1)
    assert "Назначить" in str(again.source)
    assert (again.corrections, again.version) == ([], 2)
    assert source_of(again).encoding == "cp1251"


def test_file_read_again_into_a_document_already_taken_in_is_refused(
    region: Region, scope: Scope, intake: Intake
) -> None:
    wrong = receive_bytes(region, scope, plan_text().encode("cp1251"), "cp866")
    assert wrong.pk != intake.pk
    with pytest.raises(RuleBroken, match="уже принят"):
        services.reread_file(scope, wrong, encoding="cp1251", version=0)
    wrong.refresh_from_db()
    assert wrong.version == 0


def test_pasted_text_has_no_encoding_to_change(scope: Scope, intake: Intake) -> None:
    with pytest.raises(RuleBroken, match="не имеет кодировки"):
        services.reread_file(scope, intake, encoding="cp1251", version=0)

"""A document is received once in a unit, whoever sends it and however often."""

from __future__ import annotations

import threading
from io import BytesIO

import pytest
from django.db import connection, connections

from nastavnik.audit.models import Entry
from nastavnik.files.models import StoredFile
from nastavnik.imports import rules, services
from nastavnik.imports.models import Intake
from nastavnik.imports.selectors import get_intake, list_intakes, source_of
from nastavnik.kernel.errors import Missing, NotAllowed, RuleBroken
from nastavnik.pure.source import Paragraph, Source, Table
from tests.imports.plan_texts import plan_text
from tests.region import Region, build_region, find_region


def test_pasted_text_waits_for_a_look(region: Region) -> None:
    intake, is_new = services.receive_text(
        region.scope("coordinator"), region.unit("town"), plan_text()
    )
    assert is_new
    assert (intake.state, intake.version, intake.corrections) == ("preview", 0, [])
    assert source_of(intake).format == "paste"
    assert intake.created_by == region.users["coordinator"]
    assert Entry.objects.get(verb="receive_document").target_key == str(intake.pk)


def test_file_is_stored_with_its_name(region: Region) -> None:
    intake, _ = services.receive_file(
        region.scope("coordinator"), region.unit("town"), "План.txt", BytesIO(plan_text().encode())
    )
    assert intake.file is not None
    assert (intake.file.name, intake.file.size) == ("План.txt", len(plan_text().encode()))


@pytest.mark.parametrize(
    "again", [plan_text(), plan_text().replace("\n", "\r\n"), plan_text() + " "]
)
def test_same_document_again_changes_nothing(region: Region, again: str) -> None:
    scope, unit = region.scope("coordinator"), region.unit("town")
    first, _ = services.receive_file(scope, unit, "План.txt", BytesIO(plan_text().encode()))
    journal = Entry.objects.count()
    second, is_new = services.receive_text(region.scope("officer"), unit, again)
    assert (second.pk, is_new) == (first.pk, False)
    assert (Intake.objects.count(), StoredFile.objects.count()) == (1, 1)
    assert Entry.objects.count() == journal


def test_another_unit_takes_the_same_document_in_for_itself(region: Region) -> None:
    scope = region.scope("officer")
    first, _ = services.receive_text(scope, region.unit("town"), plan_text())
    second, is_new = services.receive_text(scope, region.unit("district"), plan_text())
    assert is_new
    assert second.pk != first.pk


def test_discarded_document_may_come_again(region: Region) -> None:
    scope, unit = region.scope("coordinator"), region.unit("town")
    first, _ = services.receive_text(scope, unit, plan_text())
    services.discard_intake(scope, first)
    second, is_new = services.receive_text(scope, unit, plan_text())
    assert is_new
    assert second.pk != first.pk


def test_unreadable_file_leaves_nothing_behind(region: Region, files: object) -> None:
    with pytest.raises(RuleBroken) as refusal:
        services.receive_file(
            region.scope("coordinator"),
            region.unit("town"),
            "Скан.pdf",
            BytesIO(b"%PDF-1.4 broken"),
        )
    assert refusal.value.field == "file"
    assert not Intake.objects.exists()
    assert [path for path in files.rglob("*") if path.is_file()] == []  # type: ignore[attr-defined]


def test_empty_text_is_refused(region: Region) -> None:
    with pytest.raises(RuleBroken) as refusal:
        services.receive_text(region.scope("coordinator"), region.unit("town"), " \n ")
    assert refusal.value.field == "text"


@pytest.mark.parametrize("who", ["auditor", "mentor", "council", "stranger", "neighbour"])
def test_document_cannot_be_sent_without_the_right(region: Region, who: str) -> None:
    unit = region.unit("school_one")
    with pytest.raises(NotAllowed):
        services.receive_text(region.scope(who), unit, plan_text())
    with pytest.raises(NotAllowed):
        services.receive_file(region.scope(who), unit, "План.txt", BytesIO(plan_text().encode()))
    assert not Intake.objects.exists()


@pytest.mark.parametrize("who", ["neighbour", "administrator", "partner", "stranger"])
def test_intake_is_hidden_from_who_may_not_see_plans(region: Region, who: str) -> None:
    intake, _ = services.receive_text(region.scope("coordinator"), region.unit("town"), plan_text())
    assert [found.pk for found in list_intakes(region.scope("coordinator"))] == [intake.pk]
    assert not list_intakes(region.scope(who)).exists()
    with pytest.raises(Missing):
        get_intake(region.scope(who), intake.pk)
    with pytest.raises(Missing):
        services.discard_intake(region.scope(who), intake)


def test_auditor_sees_an_intake_and_may_not_touch_it(region: Region) -> None:
    intake, _ = services.receive_text(region.scope("coordinator"), region.unit("town"), plan_text())
    auditor = region.scope("auditor")
    assert get_intake(auditor, intake.pk) == intake
    with pytest.raises(NotAllowed):
        services.discard_intake(auditor, intake)
    with pytest.raises(NotAllowed):
        services.save_corrections(auditor, intake, [], version=0)


def test_list_of_intakes_does_not_load_their_texts(region: Region) -> None:
    services.receive_text(region.scope("coordinator"), region.unit("town"), plan_text())
    (found,) = list_intakes(region.scope("coordinator"))
    assert {"source", "corrections"} <= found.get_deferred_fields()


def test_fingerprint_looks_at_words_only() -> None:
    table = Source((Paragraph("Приказ № 4"), Table((("1", "Назначить\nкуратора"),))), "docx")
    lines = Source(
        (Paragraph(" Приказ  № 4"), Paragraph("1\tНазначить"), Paragraph("куратора")), "paste"
    )
    other = Source((Paragraph("Приказ № 5"), Table((("1", "Назначить\nкуратора"),))), "docx")
    assert rules.fingerprint_of(table) == rules.fingerprint_of(lines)
    assert rules.fingerprint_of(table) != rules.fingerprint_of(other)


@pytest.fixture
def lasting_region(transactional_db: None) -> Region:
    """Build a region whose rows other connections see."""
    return find_region() or build_region()


def test_same_document_sent_by_ten_at_once_is_received_once(lasting_region: Region) -> None:
    scope, unit = lasting_region.scope("coordinator"), lasting_region.unit("town")
    start, found = threading.Barrier(10), []

    def send() -> None:
        start.wait()
        found.append(services.receive_text(scope, unit, plan_text()))
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert connection.vendor == "postgresql"
    assert len({intake.pk for intake, _ in found}) == 1
    assert [is_new for _, is_new in found].count(True) == 1
    assert len(found) == 10
    assert Intake.objects.count() == 1

"""A document becomes a roadmap once and whole, and goes away whole."""

from __future__ import annotations

import threading
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connections

from nastavnik.audit.models import Entry
from nastavnik.documents.models import Act
from nastavnik.imports import services as imports
from nastavnik.imports.models import Intake
from nastavnik.kernel.errors import Conflict, Missing, NotAllowed, RuleBroken
from nastavnik.pure.plans import Corrections, Field
from nastavnik.roadmaps import importers
from nastavnik.roadmaps.models import Item, Roadmap
from tests.imports.plan_texts import ROWS, long_plan_text, plan_text
from tests.region import Region, build_region, find_region


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> None:
    settings.DATA = tmp_path  # type: ignore[attr-defined]


def receive(region: Region, text: str = "", unit: str = "town") -> Intake:
    scope = region.scope("officer")
    return imports.receive_text(scope, region.unit(unit), text or plan_text())[0]


def test_confirmed_document_stands_as_a_roadmap(region: Region) -> None:
    intake = receive(region)
    roadmap = importers.confirm_intake(region.scope("coordinator"), intake, version=0)
    items = list(Item.objects.filter(roadmap=roadmap))
    assert [item.number for item in items] == ["1", "2", "3"]
    assert items[0].title == "Назначить муниципального куратора"
    assert [item.result for item in items] == ["Приказ", "Сводная заявка", "Протокол"]
    intake.refresh_from_db()
    assert (intake.state, roadmap.intake_id, roadmap.unit_id) == (
        "confirmed",
        intake.pk,
        region.units["town"].pk,
    )
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"confirm_document", "create_roadmap"} <= verbs


def test_corrections_reach_the_roadmap(region: Region) -> None:
    scope, intake = region.scope("coordinator"), receive(region)
    key = importers.read_intake(intake).items[0].key
    given = Corrections().with_field(key, Field.TITLE, "Назначить куратора города")
    intake = imports.save_corrections(scope, intake, given.to_json(), version=0)
    roadmap = importers.confirm_intake(scope, intake, version=1)
    assert Item.objects.get(roadmap=roadmap, key=key).title == "Назначить куратора города"


def test_confirming_again_gives_the_same_roadmap(region: Region) -> None:
    scope, intake = region.scope("coordinator"), receive(region)
    first = importers.confirm_intake(scope, intake, version=0)
    journal = Entry.objects.count()
    again = importers.confirm_intake(scope, receive(region), version=7)
    assert again == first
    assert (Roadmap.objects.count(), Item.objects.count()) == (1, 3)
    assert Entry.objects.count() == journal


def test_confirming_an_old_reading_is_refused(region: Region) -> None:
    scope, intake = region.scope("coordinator"), receive(region)
    imports.save_corrections(scope, intake, [], version=0)
    with pytest.raises(Conflict):
        importers.confirm_intake(scope, intake, version=0)
    assert not Roadmap.objects.exists()


def test_discarded_document_is_not_confirmed(region: Region) -> None:
    scope, intake = region.scope("coordinator"), receive(region)
    imports.discard_intake(scope, intake)
    with pytest.raises(RuleBroken, match="отклонён"):
        importers.confirm_intake(scope, intake, version=0)


def test_document_without_a_plan_is_not_confirmed(region: Region) -> None:
    intake = receive(region, "Просим сообщить о ходе работы до пятницы.")
    with pytest.raises(RuleBroken, match="ни одного мероприятия"):
        importers.confirm_intake(region.scope("coordinator"), intake, version=0)
    intake.refresh_from_db()
    assert intake.state == "preview"


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("neighbour", Missing),
        ("stranger", Missing),
        ("auditor", NotAllowed),
        ("mentor", Missing),  # of a school below: the town's plans are not theirs
    ],
)
def test_only_who_may_take_in_confirms_and_undoes(
    region: Region, who: str, refusal: type[Exception]
) -> None:
    intake = receive(region)
    with pytest.raises(refusal):
        importers.confirm_intake(region.scope(who), intake, version=0)
    importers.confirm_intake(region.scope("coordinator"), intake, version=0)
    with pytest.raises(refusal):
        importers.undo_intake(region.scope(who), intake)
    assert Roadmap.objects.count() == 1


def test_undo_takes_everything_back(region: Region) -> None:
    scope, intake = region.scope("coordinator"), receive(region)
    importers.confirm_intake(scope, intake, version=0)
    importers.undo_intake(scope, intake)
    intake.refresh_from_db()
    assert intake.state == "undone"
    assert not Roadmap.objects.exists()
    assert not Item.objects.exists()
    assert not Act.objects.exists()
    _, is_new = imports.receive_text(scope, region.unit("town"), plan_text())
    assert is_new


def test_undo_leaves_an_act_others_rest_on(region: Region) -> None:
    scope, intake = region.scope("coordinator"), receive(region)
    first = importers.confirm_intake(scope, intake, version=0)
    other = imports.receive_text(scope, region.unit("town"), plan_text(*ROWS[:2]))[0]
    second = importers.confirm_intake(scope, other, version=0)
    assert second.act == first.act
    importers.undo_intake(scope, intake)
    assert Act.objects.filter(pk=second.act_id).exists()


def test_undo_of_a_later_plan_leaves_the_act_of_the_first(region: Region) -> None:
    scope, intake = region.scope("coordinator"), receive(region)
    first = importers.confirm_intake(scope, intake, version=0)
    other = imports.receive_text(scope, region.unit("town"), plan_text(*ROWS[:2]))[0]
    importers.confirm_intake(scope, other, version=0)
    importers.undo_intake(scope, other)
    assert Act.objects.filter(pk=first.act_id).exists()


def test_undo_is_refused_once_work_is_recorded(region: Region) -> None:
    scope, intake = region.scope("coordinator"), receive(region)
    roadmap = importers.confirm_intake(scope, intake, version=0)
    Item.objects.filter(roadmap=roadmap, number="1").update(version=1)
    with pytest.raises(RuleBroken):
        importers.undo_intake(scope, intake)
    intake.refresh_from_db()
    assert intake.state == "confirmed"
    assert Roadmap.objects.exists()


def test_preview_has_nothing_to_undo(region: Region) -> None:
    with pytest.raises(RuleBroken, match="на проверке"):
        importers.undo_intake(region.scope("coordinator"), receive(region))


def test_past_items_are_those_whose_last_day_is_over(region: Region) -> None:
    rows = (
        "1\tНазначить куратора\tдо 15.10.2026\tУправление\tПриказ",
        "2\tПровести встречу\tдо 20.11.2026\tУправление\tПротокол",
        "3\tВести учёт пар\tпостоянно\tУправление\tРеестр",
        "4\tПодвести итоги\tдо 01.06.2027\tУправление\tОтчёт",
        "5\tПередать сведения\tпо мере необходимости\tУправление\tСведения",
    )
    plan = importers.read_intake(receive(region, plan_text(*rows)))
    past = importers.past_items(plan, date(2026, 11, 20))
    assert [item.number for item in past] == ["1"]
    assert [item.number for item in importers.past_items(plan, date(2026, 10, 15))] == []
    assert [item.number for item in importers.past_items(plan, date(2027, 9, 1))] == [
        "1",
        "2",
        "3",
        "4",
    ]


def test_outcomes_of_past_items_are_kept(region: Region) -> None:
    scope, intake = region.scope("coordinator"), receive(region)
    first, second, third = (item.key for item in importers.read_intake(intake).items)
    roadmap = importers.confirm_intake(
        scope, intake, version=0, outcomes={first: "done", second: "not_ours"}
    )
    outcomes = dict(Item.objects.filter(roadmap=roadmap).values_list("key", "outcome"))
    assert outcomes == {first: "done", second: "not_ours", third: "open"}


@pytest.mark.parametrize("outcomes", [{"nowhere": "done"}, {"first": "forgotten"}])
def test_outcome_of_nothing_is_refused(region: Region, outcomes: dict[str, str]) -> None:
    scope, intake = region.scope("coordinator"), receive(region)
    first = importers.read_intake(intake).items[0].key
    given = {key.replace("first", first): outcome for key, outcome in outcomes.items()}
    with pytest.raises(RuleBroken):
        importers.confirm_intake(scope, intake, version=0, outcomes=given)
    assert not Roadmap.objects.exists()


def test_plan_of_two_thousand_items_is_taken_in(region: Region) -> None:
    intake = receive(region, long_plan_text(2000))
    roadmap = importers.confirm_intake(region.scope("coordinator"), intake, version=0)
    assert Item.objects.filter(roadmap=roadmap).count() == 2000


def test_dry_import_writes_nothing(region: Region, tmp_path: Path) -> None:
    file = tmp_path / "План.txt"
    file.write_text(plan_text())
    scope, unit = region.scope("coordinator"), region.unit("town")
    looked = importers.import_plan(scope, unit, file, apply=False, on=scope.on)
    assert (len(looked.plan.items), looked.intake, looked.is_new) == (3, None, False)
    assert not Intake.objects.exists()
    done = importers.import_plan(scope, unit, file, apply=True, on=scope.on)
    again = importers.import_plan(scope, unit, file, apply=True, on=scope.on)
    assert (done.is_new, again.is_new) == (True, False)
    assert done.roadmap == again.roadmap
    assert (
        importers.import_plan(scope, unit, file, apply=False, on=scope.on).roadmap == done.roadmap
    )


def test_roadmap_of_the_same_act_is_found(region: Region) -> None:
    scope, intake = region.scope("coordinator"), receive(region)
    roadmap = importers.confirm_intake(scope, intake, version=0)
    plan = importers.read_intake(intake)
    assert importers.find_twin(region.unit("town"), plan) == roadmap
    assert importers.find_twin(region.unit("district"), plan) is None


def test_ten_confirming_at_once_make_one_roadmap(transactional_db: None) -> None:
    region = find_region() or build_region()
    intake = receive(region)
    scope = region.scope("coordinator")
    start, found = threading.Barrier(10), []

    def confirm() -> None:
        start.wait()
        found.append(importers.confirm_intake(scope, intake, version=0).pk)
        connections.close_all()

    threads = [threading.Thread(target=confirm) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found), len(set(found))) == (10, 1)
    assert (Roadmap.objects.count(), Item.objects.count()) == (1, 3)


def test_stored_file_is_imported_like_pasted_text(region: Region) -> None:
    scope, unit = region.scope("coordinator"), region.unit("town")
    first, _ = imports.receive_file(scope, unit, "План.txt", BytesIO(plan_text().encode()))
    assert receive(region) == first

"""The journal's pages: who opens them, what they show, whether a forged row is told of."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from nastavnik.audit.models import Entry
from nastavnik.organisations import services as organisations
from nastavnik.pure.states.roadmaps import PROPOSAL
from nastavnik.roadmaps import services as tasks
from nastavnik.roadmaps.choices import ApprovalStep
from nastavnik.web.shell.journal_words import KINDS, VERBS
from tests.region import TODAY, Region

PACKAGE = Path(__file__).resolve().parents[3] / "nastavnik"


@pytest.mark.parametrize("page", ["/journal/", "/journal/chain/"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 200),
        ("auditor", 200),
        ("administrator", 200),
        ("coordinator", 403),
        ("curator", 403),
        ("mentee", 403),
        ("stranger", 403),
    ],
)
def test_who_opens_the_journal(region: Region, sign_in, page: str, who: str, status: int) -> None:
    assert sign_in(who).get(page).status_code == status


def test_journal_names_the_deed_the_doer_and_the_place(region: Region, sign_in) -> None:
    organisations.rename_unit(
        region.scope("coordinator"),
        region.units["school_one"],
        full_name="Школа имени Ветрова",
        short_name="",
        on=TODAY,
    )
    text = sign_in("auditor").get("/journal/?verb=rename_unit").content.decode()
    for words in ("Название изменено", "Мостовая Д. Л.", "Школа имени Ветрова", "20 ноября 2026"):
        assert words in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=organisations.unit", True),
        ("kind=people.group", False),
        ("verb=open_unit&since=2026-11-20&until=2026-11-20", True),
        ("since=2026-11-21", False),
        ("until=2026-11-19", False),
        ("verb=nonsense", True),
        ("page=999", True),
    ],
)
def test_journal_is_narrowed(region: Region, sign_in, query: str, found: bool) -> None:
    text = sign_in("auditor").get(f"/journal/?{query}").content.decode()
    assert ("Таких записей нет" not in text) is found


@pytest.mark.parametrize("page", ["/journal/", "/journal/chain/"])
def test_forged_row_is_told_of(region: Region, sign_in, page: str) -> None:
    assert "Цепочка записей нарушена" not in sign_in("auditor").get(page).content.decode()
    last = Entry.objects.latest("id")
    Entry.objects.filter(pk=last.pk).update(actor=1)
    text = sign_in("auditor").get(page).content.decode()
    assert "Цепочка записей нарушена" in text
    assert f"№ {last.pk}" in text


def test_page_of_the_journal_holds_fifty_rows(region: Region, sign_in) -> None:
    text = sign_in("auditor").get("/journal/").content.decode()
    assert text.count('data-label="Когда"') == 50
    assert "Вперёд" in text


@pytest.mark.parametrize("page", ["/journal/", "/journal/chain/"])
def test_journal_cannot_be_posted_to(region: Region, sign_in, page: str) -> None:
    assert sign_in("auditor").post(page).status_code == 405


def recorded_verbs() -> set[str]:
    """Return every verb that is given to `record` as a constant."""
    return {
        call.args[1].value
        for path in PACKAGE.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") == "record"
        and len(call.args) > 1
        and isinstance(call.args[1], ast.Constant)
    }


def test_every_recorded_deed_has_russian_words() -> None:
    settled = {f"{verb}_document" for verb in ("confirm", "discard", "undo")}
    settled |= {f"{verb}_task" for verb in tasks.VERBS}
    settled |= {f"undo_{verb}_task" for verb in tasks.VERBS}
    settled |= {f"{step}_roadmap" for step in ApprovalStep}
    settled |= {f"{verb}_proposal" for _, verb in PROPOSAL.table}
    assert recorded_verbs() - set(VERBS) == set()
    assert set(VERBS) - recorded_verbs() == settled - recorded_verbs()


def test_every_kind_of_thing_has_russian_words(region: Region) -> None:
    assert set(Entry.objects.values_list("target_kind", flat=True)) <= set(KINDS)

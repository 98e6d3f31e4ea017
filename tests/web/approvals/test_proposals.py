"""Proposals on pages: made by a school, listed and answered above, given as files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from nastavnik.roadmaps import services
from nastavnik.roadmaps.models import Proposal, Roadmap, Task
from tests.region import Region
from tests.web.laws import check_neighbour_is_missing

SignIn = Callable[[str], Client]
ANSWERS = {
    "accept_proposal": ("new", {"answer": "Учтём"}, "accepted"),
    "decline_proposal": ("new", {"answer": "Поздно"}, "declined"),
    "reconsider_proposal": ("accepted", {"answer": ""}, "new"),
}


def given(region: Region, **values: str) -> dict[str, str]:
    """Return the form of a proposal of school one."""
    unit = str(region.units["school_one"].pk)
    return {"unit": unit, "source": "organisation", "text": "Добавить встречу"} | values


def test_school_proposes_to_a_plan_it_cannot_read(
    region: Region, sign_in: SignIn, upper: Roadmap
) -> None:
    client = sign_in("curator")
    assert client.get(reverse("show_roadmap", args=[upper.pk])).status_code == 404
    own = client.get(reverse("list_own_proposals")).content.decode()
    assert reverse("start_proposal", args=[upper.pk]) in own
    laid, other = upper.items.all()[:2]
    Task.objects.filter(item=laid).update(unit=region.units["school_one"])
    page = client.get(reverse("start_proposal", args=[upper.pk])).content.decode()
    assert laid.title in page
    assert other.title not in page
    assert "Решение совещания" not in page
    answer = client.post(
        reverse("propose", args=[upper.pk]), given(region, item_pk=str(laid.pk), due="2026-12-20")
    )
    proposal = Proposal.objects.get()
    assert answer["Location"] == reverse("show_proposal", args=[proposal.pk])
    assert (proposal.item, proposal.unit) == (laid, region.units["school_one"])
    html = client.get(answer["Location"]).content.decode()
    assert "Добавить встречу" in html
    assert reverse("accept_proposal", args=[proposal.pk]) not in html


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"unit": "999999"}, {"source": "meeting"}, {"item_pk": "987654"}]
)
def test_wrong_proposal_comes_back(
    region: Region, sign_in: SignIn, upper: Roadmap, wrong: dict[str, str]
) -> None:
    address = reverse("propose", args=[upper.pk])
    answer = sign_in("curator").post(address, given(region) | wrong)
    assert answer.status_code == 422
    assert not Proposal.objects.exists()


def test_who_may_not_propose(region: Region, sign_in: SignIn, upper: Roadmap) -> None:
    address = reverse("propose", args=[upper.pk])
    assert sign_in("auditor").post(address, given(region)).status_code == 403
    assert sign_in("mentor").post(address, given(region)).status_code == 404
    assert sign_in("curator").get(address).status_code == 405


def test_plan_below_another_branch_is_a_missing_plan(region: Region, sign_in: SignIn) -> None:
    other = services.create_empty_roadmap(
        region.operator, region.unit("district"), title="Черновик",
        first=region.operator.on, last=region.operator.on.replace(year=2027),
    )  # fmt: skip
    address, missing = (reverse("propose", args=[pk]) for pk in (other.pk, 987654))
    check_neighbour_is_missing(sign_in("curator"), address, missing, given(region))


def test_decision_of_a_meeting_is_entered_with_its_paper(
    region: Region, sign_in: SignIn, upper: Roadmap
) -> None:
    data = {
        "unit": str(region.units["ministry"].pk),
        "source": "meeting",
        "source_text": "протокол от 12.11.2026 № 4",
        "text": "Сократить отчёты",
        "responsible": "Региональный центр",
        "due": "2027-05-15",
    }
    client, address = sign_in("centre"), reverse("propose", args=[upper.pk])
    assert client.post(address, data | {"source_text": ""}).status_code == 422
    assert client.post(address, data).status_code == 302
    html = client.get(reverse("list_proposals", args=[upper.pk])).content.decode()
    for text in ("Сократить отчёты", "протокол от 12.11.2026 № 4", "15 мая 2027"):
        assert text in html


@pytest.mark.parametrize("name", ANSWERS)
def test_answer_works(sign_in: SignIn, proposal: Proposal, name: str) -> None:
    before, data, after = ANSWERS[name]
    Proposal.objects.update(state=before)
    address = reverse(name, args=[proposal.pk])
    assert sign_in("officer").post(address, data | {"version": "0"}).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer) == (after, data["answer"])


@pytest.mark.parametrize("name", ANSWERS)
def test_laws_of_an_answer(sign_in: SignIn, proposal: Proposal, name: str) -> None:
    before, data, _ = ANSWERS[name]
    Proposal.objects.update(state="declined" if before == "new" else "new")
    address, missing = (reverse(name, args=[pk]) for pk in (proposal.pk, 987654))
    sent = data | {"version": "0"}
    check_neighbour_is_missing(sign_in("curator_two"), address, missing, sent)
    assert sign_in("curator").post(address, sent).status_code == 403
    client = sign_in("officer")
    assert client.post(address, sent).status_code == 422  # wrong state
    assert client.post(address, {"answer": "Без версии"}).status_code == 422
    assert client.get(address).status_code == 405
    proposal.refresh_from_db()
    assert proposal.version == 0


def test_second_answer_meets_the_first(region: Region, sign_in: SignIn, proposal: Proposal) -> None:
    services.decline_proposal(region.scope("centre"), proposal.pk, answer="Уже решено")
    address = reverse("accept_proposal", args=[proposal.pk])
    answer = sign_in("officer").post(address, {"version": "0", "answer": "Моё слово"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Уже решено" in html
    assert "Моё слово" in html
    assert 'name="version" value="1"' in html


def test_declining_without_a_word_is_refused(sign_in: SignIn, proposal: Proposal) -> None:
    address = reverse("decline_proposal", args=[proposal.pk])
    answer = sign_in("officer").post(address, {"version": "0", "answer": ""})
    assert answer.status_code == 422
    assert "почему предложение отклонено" in answer.content.decode()


def test_list_is_filtered_and_counted(
    region: Region, sign_in: SignIn, upper: Roadmap, proposal: Proposal
) -> None:
    services.propose(region.scope("officer"), upper.pk, unit_pk=region.units["ministry"].pk,
                     text="Иное дело", source="monitoring")  # fmt: skip
    client, address = sign_in("officer"), reverse("list_proposals", args=[upper.pk])
    whole = client.get(address).content.decode()
    assert f"{address}?source=organisation&amp;state=new" in whole
    found = client.get(address, {"source": "monitoring"}).content.decode()
    assert "Иное дело" in found
    assert proposal.text not in found
    assert proposal.text in client.get(address, {"q": "обучение"}).content.decode()
    nothing = client.get(address, {"q": "ракета"}).content.decode()
    assert "Ничего не найдено" in nothing
    assert client.get(address, {"source": "rumour"}).status_code == 200


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_files_hold_what_the_list_shows(
    region: Region, sign_in: SignIn, upper: Roadmap, proposal: Proposal, kind: str
) -> None:
    services.propose(region.scope("officer"), upper.pk, unit_pk=region.units["ministry"].pk,
                     text="=2+2", source="monitoring")  # fmt: skip
    services.accept_proposal(region.scope("officer"), proposal.pk, answer="Учтём")
    client, address = sign_in("officer"), reverse("export_proposals", args=[upper.pk, kind])
    whole = texts_of(client.get(address).content, kind)
    assert "Перенести обучение на декабрь" in whole
    assert "=2+2" in whole
    assert "Предложение организации" in whole
    assert "Принято 20.11.2026\nУчтём" in whole
    part = texts_of(client.get(address, {"source": "monitoring"}).content, kind)
    assert "Перенести обучение на декабрь" not in part


def texts_of(content: bytes, kind: str) -> set[str]:
    """Return the texts of all cells."""
    if kind == "docx":
        (table,) = Document(BytesIO(content)).tables
        return {cell.text for row in table.rows for cell in row.cells}
    with zipfile.ZipFile(BytesIO(content)) as parts:
        assert 'name="Предложения"' in parts.read("xl/workbook.xml").decode()
        strings = parts.read("xl/worksheets/sheet1.xml").decode()
    return set(re.findall(r"<t[^>]*>([^<]*)</t>", strings))


def test_unknown_kind_of_file_is_missing(sign_in: SignIn, upper: Roadmap) -> None:
    answer = sign_in("officer").get(reverse("export_proposals", args=[upper.pk, "pdf"]))
    assert answer.status_code == 404


def test_list_takes_few_queries(
    region: Region,
    sign_in: SignIn,
    upper: Roadmap,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for at in range(20):
        services.propose(region.scope("curator"), upper.pk, text=f"Предложение {at}",
                         unit_pk=region.units["school_one"].pk)  # fmt: skip
    client, address = sign_in("officer"), reverse("list_proposals", args=[upper.pk])
    client.get(address)
    with django_assert_max_num_queries(26):  # type: ignore[attr-defined]
        client.get(address)

"""The page of a plan's way: what is shown to whom, each step by the five laws."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nastavnik.roadmaps import selectors, services
from nastavnik.roadmaps.choices import RoadmapState
from nastavnik.roadmaps.models import Approval, Item, Roadmap, Task
from tests.region import TODAY, Region
from tests.roadmaps.plans import small_plan
from tests.web.approvals.conftest import ACT
from tests.web.laws import check_neighbour_is_missing

SignIn = Callable[[str], Client]

DAY = TODAY.isoformat()
# address → who does it, from which state, with what, to which state, with what it is refused
STEPS: dict[str, tuple[str, str, dict[str, str], str, dict[str, str]]] = {
    "submit_roadmap": ("curator", "draft", {}, "agreeing", {"version": "x"}),
    "recall_roadmap": ("curator", "agreeing", {}, "draft", {"version": "x"}),
    "agree_roadmap": ("coordinator", "agreeing", {"remark": "Да"}, "agreed", {"version": ""}),
    "return_roadmap": ("coordinator", "agreeing", {"remark": "Нет"}, "returned", {"remark": " "}),
    "approve_roadmap": ("head", "agreed", {"act_text": ACT, "on": DAY}, "approved",
                        {"act_text": ACT, "on": "2031-01-01"}),
    "start_revision": ("curator", "approved", {"reason": "Решение"}, "revising", {"reason": ""}),
    "abandon_revision": ("curator", "revising", {"sure": "on"}, "approved", {}),
    "close_roadmap": ("head", "approved", {"sure": "on"}, "closed", {}),
}  # fmt: skip


def bring(region: Region, plan: Roadmap, state: str) -> None:
    """Bring the draft into the state."""
    officer = region.scope("officer")
    if state != "draft":
        services.submit_roadmap(officer, plan.pk)
    if state in ("agreed", "approved", "revising"):
        services.agree_roadmap(officer, plan.pk)
    if state in ("approved", "revising"):
        services.approve_roadmap(officer, plan.pk, act_text=ACT, on=TODAY)
        Task.objects.update(state="done")
    if state == "revising":
        services.start_revision(officer, plan.pk, reason="Решение")
    plan.refresh_from_db()


@pytest.mark.parametrize("name", STEPS)
def test_step_works(region: Region, sign_in: SignIn, draft: Roadmap, name: str) -> None:
    who, before, data, after, _ = STEPS[name]
    bring(region, draft, before)
    answer = sign_in(who).post(
        reverse(name, args=[draft.pk]), data | {"version": str(draft.version)}
    )
    assert answer.status_code == 302
    assert answer["Location"] == reverse("show_approvals", args=[draft.pk])
    draft.refresh_from_db()
    assert draft.state == after


@pytest.mark.parametrize("name", STEPS)
def test_neighbours_plan_is_a_missing_plan(
    region: Region, sign_in: SignIn, draft: Roadmap, name: str
) -> None:
    _, before, data, _, _ = STEPS[name]
    bring(region, draft, before)
    address, missing = (reverse(name, args=[pk]) for pk in (draft.pk, 987654))
    check_neighbour_is_missing(sign_in("neighbour"), address, missing, data)


@pytest.mark.parametrize("name", STEPS)
def test_reader_makes_no_step(region: Region, sign_in: SignIn, draft: Roadmap, name: str) -> None:
    _, before, data, _, wrong = STEPS[name]
    bring(region, draft, before)
    for sent in (data | {"version": str(draft.version)}, wrong):
        assert sign_in("mentor").post(reverse(name, args=[draft.pk]), sent).status_code == 403
    draft.refresh_from_db()
    assert draft.state == before


@pytest.mark.parametrize("name", STEPS)
def test_wrong_values_come_back_with_the_page(
    region: Region, sign_in: SignIn, draft: Roadmap, name: str
) -> None:
    who, before, _, _, wrong = STEPS[name]
    bring(region, draft, before)
    data = {"version": str(draft.version)} | wrong
    answer = sign_in(who).post(reverse(name, args=[draft.pk]), data)
    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.state == before


@pytest.mark.parametrize("name", STEPS)
def test_step_takes_no_get(sign_in: SignIn, draft: Roadmap, name: str) -> None:
    assert sign_in("officer").get(reverse(name, args=[draft.pk])).status_code == 405


@pytest.mark.parametrize("name", STEPS)
def test_whoever_is_second_sees_what_is_now_and_loses_nothing(
    region: Region, sign_in: SignIn, draft: Roadmap, name: str
) -> None:
    who, before, data, _, _ = STEPS[name]
    bring(region, draft, before)
    old = draft.version - 1 if draft.version else 7
    answer = sign_in(who).post(reverse(name, args=[draft.pk]), data | {"version": str(old)})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "изменил другой человек" in html
    assert all(value in html for key, value in data.items() if key != "sure")
    assert f'name="version" value="{draft.version}"' in html
    draft.refresh_from_db()
    assert draft.state == before


def test_author_sees_what_is_missing_and_may_only_submit(sign_in: SignIn, draft: Roadmap) -> None:
    html = sign_in("curator").get(reverse("show_approvals", args=[draft.pk])).content.decode()
    for text in ("Черновик", "Управление образования города Приозёрска", "требуют проверки",
                 "Отправить на согласование", "Редакций пока нет"):  # fmt: skip
        assert text in html
    assert reverse("approve_roadmap", args=[draft.pk]) not in html


@pytest.mark.parametrize(
    ("who", "seen", "unseen"),
    [
        ("coordinator", ("agree_roadmap", "write_remarks"), ("approve_roadmap",)),
        ("head", ("recall_roadmap",), ("agree_roadmap", "write_remarks", "approve_roadmap")),
        ("mentor", (), ("recall_roadmap", "agree_roadmap", "write_remarks")),
    ],
)
def test_everybody_is_offered_their_own_steps(
    sign_in: SignIn,
    submitted: Roadmap,
    who: str,
    seen: tuple[str, ...],
    unseen: tuple[str, ...],
) -> None:
    html = sign_in(who).get(reverse("show_approvals", args=[submitted.pk])).content.decode()
    assert all(reverse(name, args=[submitted.pk]) in html for name in seen)
    assert not any(reverse(name, args=[submitted.pk]) in html for name in unseen)


def test_remarks_are_written_item_by_item_and_settled(sign_in: SignIn, submitted: Roadmap) -> None:
    client = sign_in("coordinator")
    page = client.get(reverse("write_remarks", args=[submitted.pk])).content.decode()
    item = submitted.items.get(number="1.2")
    assert f'name="item-{item.pk}"' in page
    data = {"version": submitted.version, "remark": "Уточните", f"item-{item.pk}": "Чьи согласия?"}
    assert client.post(reverse("return_roadmap", args=[submitted.pk]), data).status_code == 302
    client = sign_in("curator")
    html = client.get(reverse("show_approvals", args=[submitted.pk])).content.decode()
    assert html.count("Чьи согласия?") == 2  # to be settled, and in the history
    remark = selectors.list_unsettled(submitted).get()
    assert client.get(reverse("settle_remark", args=[remark.pk])).status_code == 405
    answer = client.post(reverse("settle_remark", args=[remark.pk]))
    assert answer["Location"] == reverse("show_approvals", args=[submitted.pk])
    html = client.get(reverse("show_approvals", args=[submitted.pk])).content.decode()
    assert "учтено 20 ноября 2026" in html
    assert "Неучтённые замечания" not in html


def test_remarks_on_what_cannot_be_returned_are_not_asked(sign_in: SignIn, draft: Roadmap) -> None:
    answer = sign_in("coordinator").get(reverse("write_remarks", args=[draft.pk]))
    assert answer.status_code == 422


def test_field_of_another_plans_item_is_no_field(
    region: Region, sign_in: SignIn, submitted: Roadmap
) -> None:
    other = services.create_roadmap_from_plan(
        region.operator, region.unit("school_two"), small_plan()
    )
    data = {"version": str(submitted.version), f"item-{other.items.first().pk}": "Здесь"}
    answer = sign_in("coordinator").post(reverse("return_roadmap", args=[submitted.pk]), data)
    assert answer.status_code == 422
    assert not Approval.objects.filter(step="return").exists()


def test_history_names_who_did_what(sign_in: SignIn, approved: Roadmap) -> None:
    html = sign_in("head").get(reverse("show_approvals", args=[approved.pk])).content.decode()
    for text in ("Отправлена на согласование", "Зимин П. А.", "Согласована", "Мостовая Д. Л.",
                 "Утверждена, редакция 1", "· Вы", ACT, "Первая редакция"):  # fmt: skip
        assert text in html


def test_plan_with_everything_takes_few_queries(
    region: Region,
    sign_in: SignIn,
    approved: Roadmap,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for _ in range(3):
        services.start_revision(region.scope("curator"), approved.pk, reason="Ещё")
        services.submit_roadmap(region.scope("curator"), approved.pk)
        remarks = dict.fromkeys(Item.objects.values_list("pk", flat=True), "Иначе")
        services.return_roadmap(region.scope("coordinator"), approved.pk, item_remarks=remarks)
        services.submit_roadmap(region.scope("curator"), approved.pk)
        services.agree_roadmap(region.scope("coordinator"), approved.pk)
        services.approve_roadmap(region.scope("head"), approved.pk, act_text=ACT, on=TODAY)
    client, address = sign_in("head"), reverse("show_approvals", args=[approved.pk])
    client.get(address)
    with django_assert_max_num_queries(31):  # type: ignore[attr-defined]
        client.get(address)
    approved.refresh_from_db()
    assert (approved.state, approved.edition) == (RoadmapState.APPROVED, 4)

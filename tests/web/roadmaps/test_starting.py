"""A plan is begun on a page: whose, from which template, from which year."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nastavnik.roadmaps import services
from nastavnik.roadmaps.choices import RoadmapState
from nastavnik.roadmaps.models import Roadmap
from tests.region import Region

SignIn = Callable[[str], Client]
NEW, CREATE = reverse("start_roadmap"), reverse("create_roadmap")


def test_unit_is_offered_its_templates(sign_in: SignIn) -> None:
    html = sign_in("curator").get(NEW).content.decode()
    for words in ("План школы", "План наставничества педагогов", "Пустой план"):
        assert words in html
    assert "Дорожная карта региона" not in html
    assert "Чей это план" not in html  # there is only one


def test_whose_plan_it_is_can_be_chosen(region: Region, sign_in: SignIn) -> None:
    client = sign_in("coordinator")
    assert "Дорожная карта муниципалитета" in client.get(NEW).content.decode()
    school = region.units["school_two"].pk
    html = client.get(NEW, {"unit": school}).content.decode()
    assert "План школы" in html
    assert f'name="unit" value="{school}"' in html


@pytest.mark.parametrize(
    ("template", "title", "items"),
    [
        ("school", "План мероприятий школы", 30),
        ("teachers", "План работы по наставничеству", 22),
        ("empty", "План мероприятий на 2026/2027", 0),
    ],
)
def test_draft_is_made(
    region: Region, sign_in: SignIn, template: str, title: str, items: int
) -> None:
    data = {"unit": region.units["school_one"].pk, "template": template, "year": "2026"}
    answer = sign_in("curator").post(CREATE, data, follow=True)
    roadmap = Roadmap.objects.get()
    assert answer.redirect_chain == [(reverse("edit_roadmap", args=[roadmap.pk]), 302)]
    assert answer.status_code == 200
    assert roadmap.title.startswith(title)
    assert roadmap.items.count() == items
    assert roadmap.state == RoadmapState.DRAFT


@pytest.mark.parametrize(
    "wrong",
    [{"template": "region"}, {"template": ""}, {"year": "2206"}, {"year": "x"}],
)
def test_wrong_choice_comes_back(region: Region, sign_in: SignIn, wrong: dict[str, str]) -> None:
    data = {"unit": region.units["school_one"].pk, "template": "school", "year": "2026"}
    assert sign_in("curator").post(CREATE, data | wrong).status_code == 422
    assert not Roadmap.objects.exists()


@pytest.mark.parametrize("who", ["mentor", "council", "auditor", "administrator", "stranger"])
def test_who_writes_no_plans_begins_none(region: Region, sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    assert client.get(NEW).status_code == 403
    data = {"unit": region.units["school_one"].pk, "template": "school", "year": "2026"}
    assert client.post(CREATE, data).status_code == 403


@pytest.mark.parametrize("who", ["curator_two", "neighbour"])
def test_neighbour_begins_no_plan_here(region: Region, sign_in: SignIn, who: str) -> None:
    client, school = sign_in(who), region.units["school_one"].pk
    assert client.get(NEW, {"unit": school}).status_code == 404
    data = {"unit": school, "template": "school", "year": "2026"}
    assert client.post(CREATE, data).status_code == 404
    assert client.post(CREATE, data | {"unit": "x"}).status_code == 404
    assert not Roadmap.objects.exists()


def test_making_takes_no_get(sign_in: SignIn) -> None:
    assert sign_in("curator").get(CREATE).status_code == 405
    assert sign_in("curator").post(NEW).status_code == 405


def test_list_leads_to_a_new_plan(sign_in: SignIn) -> None:
    link = f'href="{NEW}"'
    assert link in sign_in("curator").get(reverse("list_roadmaps")).content.decode()
    assert link not in sign_in("council").get(reverse("list_roadmaps")).content.decode()


@pytest.fixture
def draft(region: Region) -> Roadmap:
    return services.create_from_template(
        region.scope("curator"), region.unit("school_one"), "school", first_year=2026
    )


def test_draft_is_thrown_away_after_a_question(sign_in: SignIn, draft: Roadmap) -> None:
    client = sign_in("curator")
    question = client.get(reverse("confirm_discard", args=[draft.pk])).content.decode()
    assert "Вернуть его нельзя" in question
    answer = client.post(reverse("discard_draft", args=[draft.pk]), {"version": "0"})
    assert answer["Location"] == reverse("list_roadmaps")
    assert not Roadmap.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("neighbour", 404), ("curator_two", 404), ("council", 403)]
)
def test_who_may_not_throw_a_draft_away(
    sign_in: SignIn, draft: Roadmap, who: str, status: int
) -> None:
    client = sign_in(who)
    assert client.get(reverse("confirm_discard", args=[draft.pk])).status_code == status
    data = {"version": "0"}
    assert client.post(reverse("discard_draft", args=[draft.pk]), data).status_code == status
    assert Roadmap.objects.exists()


def test_plan_sent_on_is_not_thrown_away(sign_in: SignIn, draft: Roadmap) -> None:
    client, address = sign_in("curator"), reverse("discard_draft", args=[draft.pk])
    Roadmap.objects.filter(pk=draft.pk).update(state=RoadmapState.RETURNED)
    assert "только черновик" in client.post(address, {"version": "0"}).content.decode()
    assert client.post(address, {"version": "5"}).status_code == 409
    assert client.post(address, {}).status_code == 422
    assert client.get(address).status_code == 405
    assert Roadmap.objects.exists()

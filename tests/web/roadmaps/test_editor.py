"""The editor: a plan is made from a template or from nothing and edited; the five laws of each."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nastavnik.roadmaps import services
from nastavnik.roadmaps.choices import RoadmapState
from nastavnik.roadmaps.models import Approval, Item, ItemEvent, ItemRemark, Roadmap
from tests.region import TODAY, Region
from tests.roadmaps.plans import small_plan
from tests.web.laws import bytes_of

SignIn = Callable[[str], Client]
Draft = dict[str, int]

AROUND = 15  # session, login, scope, layout: what every page of the product takes
WORDS = {
    "title": "Провести слёт наставников",
    "term": "до 1 декабря 2026 года",
    "responsible": "Директор; Клуб «Добрые соседи»",
    "result": "Протокол",
}
# what is sent to each action; the address speaks of the thing named
ACTIONS: dict[str, tuple[str, dict[str, str]]] = {
    "correct_roadmap": (
        "plan",
        {"title": "План слёта", "first": "2026-09-01", "last": "2027-08-31"},
    ),
    "add_section": ("plan", {"title": "Итоги", "number": "3"}),
    "renumber_roadmap": ("plan", {}),
    "rename_section": ("section", {"title": "Начало", "number": "1"}),
    "move_section": ("section", {"step": "1"}),
    "remove_section": ("empty", {}),
    "move_item": ("item", {"step": "1"}),
    "remove_item": ("item", {}),
    "restore_item": ("withdrawn", {}),
    "add_item": ("plan", WORDS),
    "edit_item": ("item", WORDS),
}
WRONG: dict[str, dict[str, str]] = {
    "correct_roadmap": {"title": "План", "first": "2027-09-01", "last": "2026-08-31"},
    "add_section": {"title": ""},
    "renumber_roadmap": {"version": "x"},
    "rename_section": {"title": " "},
    "move_section": {"step": "-1"},
    "remove_section": {"version": "x"},
    "move_item": {"step": "-1"},
    "remove_item": {"version": "x"},
    "restore_item": {"version": "x"},
    "add_item": {"title": ""},
    "edit_item": {"title": ""},
}
SCREENS = {
    "edit_roadmap": "plan",
    "new_item": "plan",
    "change_item": "item",
    "confirm_item_removal": "item",
}
READINGS = {"read_new_item": "plan", "read_item": "item"}


@pytest.fixture
def draft(region: Region) -> Draft:
    """Return the keys of a draft of school one: a plan, its first section, item and the rest."""
    scope = region.scope("curator")
    plan = services.create_roadmap_from_plan(
        scope, region.unit("school_one"), small_plan(), state=RoadmapState.DRAFT
    )
    empty = services.add_section(scope, plan.pk, version=0, title="Запас")
    gone = plan.items.get(number="1.2")
    ItemEvent.objects.create(item=gone, day=TODAY)
    services.remove_item(scope, gone.pk, version=1)
    return {
        "plan": plan.pk,
        "section": plan.sections.get(number="1").pk,
        "empty": empty.pk,
        "item": plan.items.get(number="1.1").pk,
        "sub": plan.items.get(title="в малых группах").pk,
        "withdrawn": gone.pk,
    }


def version_of(draft: Draft, name: str) -> str:
    if name == "edit_item":
        return str(Item.objects.get(pk=draft["item"]).version)
    return str(Roadmap.objects.get(pk=draft["plan"]).version)


def sent(draft: Draft, name: str, more: dict[str, str] | None = None) -> dict[str, str]:
    given = ACTIONS[name][1] if more is None else more
    return {"version": version_of(draft, name)} | given


def address(draft: Draft, name: str) -> str:
    thing = ACTIONS[name][0] if name in ACTIONS else (SCREENS | READINGS)[name]
    return reverse(name, args=[draft[thing]])


@pytest.mark.parametrize("name", ACTIONS)
def test_action_works(sign_in: SignIn, draft: Draft, name: str) -> None:
    before = Roadmap.objects.get(pk=draft["plan"]).version
    answer = sign_in("curator").post(address(draft, name), sent(draft, name))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("edit_roadmap", args=[draft["plan"]]))
    after = Roadmap.objects.get(pk=draft["plan"]).version
    assert after == before + (name != "edit_item")


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize("who", ["neighbour", "curator_two", "stranger"])
def test_neighbour_finds_nothing(sign_in: SignIn, draft: Draft, name: str, who: str) -> None:
    client = sign_in(who)
    missing = reverse(name, args=[987654])
    for data in (sent(draft, name), sent(draft, name, WRONG[name])):
        theirs = client.post(address(draft, name), data)
        nowhere = client.post(missing, data)
        assert theirs.status_code == nowhere.status_code == 404
        assert bytes_of(theirs) == bytes_of(nowhere)


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize("who", ["mentor", "council", "auditor"])
def test_reader_changes_nothing(sign_in: SignIn, draft: Draft, name: str, who: str) -> None:
    client = sign_in(who)
    for data in (sent(draft, name), sent(draft, name, WRONG[name])):
        assert client.post(address(draft, name), data).status_code == 403


@pytest.mark.parametrize("name", ACTIONS)
def test_approved_plan_is_not_edited(sign_in: SignIn, draft: Draft, name: str) -> None:
    Roadmap.objects.filter(pk=draft["plan"]).update(state=RoadmapState.APPROVED)
    answer = sign_in("curator").post(address(draft, name), sent(draft, name))
    assert answer.status_code == 422
    assert "менять нельзя" in answer.content.decode()


@pytest.mark.parametrize("name", ACTIONS)
def test_actions_take_no_get(sign_in: SignIn, draft: Draft, name: str) -> None:
    assert sign_in("curator").get(address(draft, name)).status_code == 405


@pytest.mark.parametrize("name", ACTIONS)
def test_wrong_values_come_back(sign_in: SignIn, draft: Draft, name: str) -> None:
    answer = sign_in("curator").post(address(draft, name), sent(draft, name, WRONG[name]))
    assert answer.status_code == 422
    assert "Проверьте введённые данные" in answer.content.decode()


@pytest.mark.parametrize("name", [name for name in ACTIONS if name != "edit_item"])
def test_who_saw_an_older_plan_sees_what_it_is_now(
    region: Region, sign_in: SignIn, draft: Draft, name: str
) -> None:
    data = sent(draft, name)
    services.add_section(
        region.scope("head"), draft["plan"], version=int(data["version"]), title="Раздел директора"
    )
    client = sign_in("curator")
    answer = client.post(address(draft, name), data)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "изменил другой человек" in html
    for typed in (data.get("title"), data.get("responsible")):
        assert typed is None or typed in html.replace("&#34;", '"')
    if name != "add_item":
        assert "Раздел директора" in html
    again = re.search(r'name="version" value="(\d+)"', html)
    assert again is not None
    assert client.post(address(draft, name), data | {"version": again[1]}).status_code == 302


def test_second_editor_of_a_measure_sees_both_versions(
    region: Region, sign_in: SignIn, draft: Draft
) -> None:
    data = sent(draft, "edit_item")
    services.correct_item(region.scope("head"), draft["item"], version=0, title="Слова директора")
    client = sign_in("curator")
    answer = client.post(address(draft, "edit_item"), data)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Сейчас в плане:" in html
    assert "Слова директора" in html
    assert "Провести слёт наставников" in html
    again = client.post(address(draft, "edit_item"), data | {"version": "1"})
    assert again.status_code == 302
    assert Item.objects.get(pk=draft["item"]).title == "Провести слёт наставников"


@pytest.mark.parametrize("name", SCREENS)
def test_screens_by_who_asks(sign_in: SignIn, draft: Draft, name: str) -> None:
    assert sign_in("curator").get(address(draft, name)).status_code == 200
    assert sign_in("council").get(address(draft, name)).status_code == 403
    assert sign_in("curator_two").get(address(draft, name)).status_code == 404
    Roadmap.objects.filter(pk=draft["plan"]).update(state=RoadmapState.AGREEING)
    assert sign_in("curator").get(address(draft, name)).status_code == 422


@pytest.mark.parametrize("name", READINGS)
def test_words_are_read_back_and_nothing_is_written(
    sign_in: SignIn, draft: Draft, name: str
) -> None:
    count = Item.objects.count()
    data = sent(draft, "add_item") | {"term": "до 31 июня 2027 года"}
    answer = sign_in("curator").post(address(draft, name), data)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Проверьте срок" in html
    assert "Руководитель" in html
    assert "не определён" in html
    assert "Провести слёт наставников" in html
    assert Item.objects.count() == count
    part = sign_in("curator").post(address(draft, name), data, headers={"HX-Request": "true"})
    assert "Проверьте срок" in part.content.decode()
    assert "<h1" not in part.content.decode()


@pytest.mark.parametrize("name", READINGS)
def test_who_may_not_have_words_read(sign_in: SignIn, draft: Draft, name: str) -> None:
    data = sent(draft, "add_item")
    assert sign_in("council").post(address(draft, name), data).status_code == 403
    assert sign_in("neighbour").post(address(draft, name), data).status_code == 404
    assert sign_in("curator").get(address(draft, name)).status_code == 405


def test_editor_shows_the_plan_with_its_tools(sign_in: SignIn, draft: Draft) -> None:
    html = sign_in("curator").get(address(draft, "edit_roadmap")).content.decode()
    for words in (
        "1. Подготовка", "2. Работа пар", "Запас", "Назначить куратора", "Не понят год",
        "Исключены из плана", "Собрать согласия", "Пронумеровать заново", "Удалить раздел",
    ):  # fmt: skip
        assert words in html
    first = html.index(f'formaction="{reverse("move_item", args=[draft["item"]])}"')
    assert "disabled" in html[first : first + 260]  # nothing stands above it


def test_returned_plan_shows_what_was_remarked(sign_in: SignIn, draft: Draft) -> None:
    plan = Roadmap.objects.get(pk=draft["plan"])
    step = Approval.objects.create(
        roadmap=plan, step="return", on=TODAY, edition=0, remark="Уточните сроки встреч."
    )
    remark = ItemRemark.objects.create(
        approval=step, item_id=draft["item"], text="Кто заменит куратора?"
    )
    page = address(draft, "edit_roadmap")
    assert "Уточните сроки" not in sign_in("curator").get(page).content.decode()
    Roadmap.objects.filter(pk=plan.pk).update(state=RoadmapState.RETURNED)
    html = sign_in("curator").get(page).content.decode()
    assert "Уточните сроки встреч." in html
    assert "Кто заменит куратора?" in html
    assert "Удалить черновик" not in html
    ItemRemark.objects.filter(pk=remark.pk).update(settled_on=TODAY)
    assert "Кто заменит куратора?" not in sign_in("curator").get(page).content.decode()


def test_approved_plan_offers_no_editing(sign_in: SignIn, draft: Draft) -> None:
    page = reverse("show_roadmap", args=[draft["plan"]])
    link = f'href="{address(draft, "edit_roadmap")}"'
    assert link in sign_in("curator").get(page).content.decode()
    assert link not in sign_in("council").get(page).content.decode()
    Roadmap.objects.filter(pk=draft["plan"]).update(state=RoadmapState.APPROVED)
    assert link not in sign_in("curator").get(page).content.decode()


@pytest.mark.parametrize(
    ("query", "number", "where"),
    [
        ("", "1", ""),
        ("?section={section}", "1.2", "В раздел: 1. Подготовка"),
        ("?section={empty}", "1", "В раздел: Запас"),
        ("?after={item}", "1.2", "После: 1.1 Назначить куратора"),
        ("?under={item}", "1.1.1", "Подпункт мероприятия: 1.1 Назначить куратора"),
    ],
)
def test_number_and_place_are_offered(
    sign_in: SignIn, draft: Draft, query: str, number: str, where: str
) -> None:
    asked = address(draft, "new_item") + query.format(**draft)
    html = sign_in("curator").get(asked).content.decode()
    assert f'name="number" value="{number}"' in html
    assert where in html


def test_new_measure_stands_after_the_one_it_was_put_after(sign_in: SignIn, draft: Draft) -> None:
    data = sent(draft, "add_item") | {"after": str(draft["sub"]), "section": ""}
    sign_in("curator").post(address(draft, "add_item"), data)
    added = Item.objects.get(title="Провести слёт наставников")
    assert added.parent_id == Item.objects.get(pk=draft["sub"]).parent_id


def test_subrow_is_added(sign_in: SignIn, draft: Draft) -> None:
    data = sent(draft, "add_item") | {"under": str(draft["item"])}
    sign_in("curator").post(address(draft, "add_item"), data)
    assert Item.objects.get(title="Провести слёт наставников").parent_id == draft["item"]


@pytest.mark.parametrize("query", ["?section=987654", "?after=987654", "?after=x", "?under=987654"])
def test_place_that_is_none_is_missing(sign_in: SignIn, draft: Draft, query: str) -> None:
    assert sign_in("curator").get(address(draft, "new_item") + query).status_code == 404


def test_measure_whose_place_has_gone_keeps_its_words(
    region: Region, sign_in: SignIn, draft: Draft
) -> None:
    data = sent(draft, "add_item") | {"after": str(draft["item"]), "section": str(draft["section"])}
    services.remove_item(region.scope("head"), draft["item"], version=int(data["version"]))
    client = sign_in("curator")
    html = client.post(address(draft, "add_item"), data).content.decode()
    assert "Провести слёт наставников" in html
    assert f'name="after" value="{draft["item"]}"' not in html
    again = data | {"version": version_of(draft, "add_item"), "after": ""}
    assert client.post(address(draft, "add_item"), again).status_code == 302


def test_editor_takes_few_queries_whatever_the_plan(
    region: Region, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    plan = services.create_from_template(
        region.scope("curator"), region.unit("school_one"), "school", first_year=2026
    )
    client, page = sign_in("curator"), reverse("edit_roadmap", args=[plan.pk])
    client.get(page)
    with django_assert_max_num_queries(AROUND + 14):  # type: ignore[attr-defined]
        assert client.get(page).status_code == 200

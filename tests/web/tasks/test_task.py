"""One task: shown whole, and only what the person may do with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nastavnik.roadmaps import services
from nastavnik.roadmaps.models import Roadmap, Task
from tests.region import TODAY, Region
from tests.roadmaps.duties import hand_in, prove

SignIn = Callable[[str], Client]

AROUND = 15  # session, login, scope, layout: what every page of the product takes


def page_of(client: Client, task: Task) -> str:
    return client.get(reverse("show_task", args=[task.pk])).content.decode()


def test_task_shows_everything(region: Region, sign_in: SignIn, task: Task, files: object) -> None:
    prove(region, task)
    html = page_of(sign_in("curator"), task)
    for text in (
        "Встреча кураторов и наставников", "Дорожная карта наставничества", "куратор",
        "до 15 декабря 2026 года", "По плану нужен: протокол", "протокол.pdf", "№\u00a017",
        "Подтверждение приложено", "Появилась из плана", "В работе", "Вы",
    ):  # fmt: skip
        assert text in html


def test_returned_task_says_why(region: Region, sign_in: SignIn, task: Task, files: object) -> None:
    hand_in(region, task)
    services.return_task(region.scope("head"), task.pk, remark="Нет подписи секретаря")
    html = page_of(sign_in("curator"), task)
    assert "Возвращена с замечанием" in html
    assert "Нет подписи секретаря" in html


@pytest.mark.parametrize(
    ("who", "offered", "hidden"),
    [
        ("curator", ["attach_evidence"], ["accept_task", "prolong_task", "give_up_task"]),
        ("head", ["attach_evidence", "prolong_task", "give_up_task"], ["accept_task"]),
        ("mentor", [], ["attach_evidence", "submit_task", "prolong_task"]),
    ],
)
def test_only_what_the_person_may_do_is_offered(
    sign_in: SignIn, task: Task, who: str, offered: list[str], hidden: list[str]
) -> None:
    html = page_of(sign_in(who), task)
    for name in offered:
        assert reverse(name, args=[task.pk]) in html
    for name in (*hidden, "waive_task", "reopen_task", "recall_task"):
        assert reverse(name, args=[task.pk]) not in html


def test_task_is_submitted_once_its_document_is_there(
    region: Region, sign_in: SignIn, task: Task, files: object
) -> None:
    client, address = sign_in("curator"), reverse("submit_task", args=[task.pk])
    assert address not in page_of(client, task)
    prove(region, task)
    assert address in page_of(client, task)


def test_waiting_task_says_for_what(sign_in: SignIn, roadmap: Roadmap) -> None:
    client = sign_in("curator")
    for number, words, form in (
        ("3", "Срок отсчитывается от события", "record_event"),
        ("4", "Исполняется при необходимости", "waive_task"),
        ("5", "Приложите его: каждая дата станет задачей", "attach_schedule"),
    ):
        task = roadmap.plan_tasks.get(item__number=number)
        html = page_of(client, task)
        assert words in html
        assert reverse(form, args=[task.pk]) in html


@pytest.mark.parametrize("who", ["neighbour", "curator_two", "mentee", "stranger"])
def test_neighbour_finds_no_task(sign_in: SignIn, task: Task, who: str) -> None:
    assert sign_in(who).get(reverse("show_task", args=[task.pk])).status_code == 404


def test_page_of_a_task_takes_few_queries(
    region: Region,
    sign_in: SignIn,
    task: Task,
    files: object,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for _ in range(3):
        prove(region, task)
    client = sign_in("curator")
    page_of(client, task)
    with django_assert_max_num_queries(AROUND + 12):  # type: ignore[attr-defined]
        page_of(client, task)


def test_list_and_board_open_for_who_has_nothing(sign_in: SignIn) -> None:
    client = sign_in("curator_two")
    for name in ("list_tasks", "show_board"):
        html = client.get(reverse(name)).content.decode()
        assert "пока нет" in html


def test_own_tasks_are_listed_first(sign_in: SignIn, roadmap: Roadmap) -> None:
    client = sign_in("curator")
    mine = client.get(reverse("list_tasks")).content.decode()
    everything = client.get(reverse("list_tasks") + "?whose=all").content.decode()
    assert "Встреча кураторов и наставников" in mine
    assert "Приказ о назначении пар" not in mine  # the head's
    assert "Приказ о назначении пар" in everything
    assert f"{TODAY:%Y}" in everything

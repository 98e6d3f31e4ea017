"""What is done to tasks from their pages: each action by the five laws."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nastavnik.roadmaps import services
from nastavnik.roadmaps.models import Deed, Roadmap, Task
from tests.region import TODAY, Region
from tests.roadmaps.duties import hand_in, prove
from tests.uploads import PDF
from tests.web.laws import check_neighbour_is_missing, errors_of

SignIn = Callable[[str], Client]
REASON = {"version": "", "reason": "Так решили"}

# action → the item's number, what the task must be, who does it, what is sent, the state after
ACTIONS: dict[str, tuple[str, str, str, dict[str, str], str]] = {
    "attach_evidence": (
        "7", "open", "curator",
        {"kind": "publication", "date": "2026-11-19", "link": "https://school.example/1"}, "open",
    ),
    "submit_task": (
        "1", "proved", "curator", {"version": "", "completed_on": "2026-11-19"}, "submitted"
    ),
    "recall_task": ("1", "submitted", "curator", {"version": ""}, "open"),
    "accept_task": ("1", "submitted", "head", {"version": ""}, "done"),
    "return_task": ("1", "submitted", "head", {"version": "", "remark": "Поправить"}, "returned"),
    "waive_task": ("4", "open", "curator", REASON, "not_needed"),
    "give_up_task": ("1", "open", "head", REASON, "not_done"),
    "reopen_task": ("1", "done", "head", REASON, "open"),
    "prolong_task": ("1", "open", "head", REASON | {"until": "2027-01-20"}, "open"),
    "record_event": ("3", "open", "curator", {"day": "2026-11-10"}, "open"),
}  # fmt: skip


def ready(region: Region, roadmap: Roadmap, name: str) -> tuple[Task, dict[str, str]]:
    """Return the task in the state the action asks for, and what is sent to it."""
    number, state, _, data, _ = ACTIONS[name]
    task = roadmap.plan_tasks.get(item__number=number)
    if state == "proved":
        prove(region, task)
    elif state in ("submitted", "done"):
        hand_in(region, task)
    if state == "done":
        services.accept_task(region.scope("head"), task.pk)
    task.refresh_from_db()
    return task, {key: value or str(task.version) for key, value in data.items()}


@pytest.mark.parametrize("name", ACTIONS)
def test_action_works(
    region: Region, sign_in: SignIn, roadmap: Roadmap, files: Path, name: str
) -> None:
    task, data = ready(region, roadmap, name)
    answer = sign_in(ACTIONS[name][2]).post(reverse(name, args=[task.pk]), data)
    assert answer.status_code == 302
    before = task.version
    task.refresh_from_db()
    assert task.version > before
    assert task.state == ACTIONS[name][4]


@pytest.mark.parametrize("name", [*ACTIONS, "attach_schedule"])
def test_neighbours_task_is_a_missing_task(
    sign_in: SignIn, roadmap: Roadmap, files: Path, name: str
) -> None:
    task = roadmap.plan_tasks.get(item__number="1")
    for who in ("neighbour", "curator_two"):
        check_neighbour_is_missing(
            sign_in(who),
            reverse(name, args=[task.pk]),
            reverse(name, args=[987_654]),
            {"version": "0"},
        )


@pytest.mark.parametrize("name", [*ACTIONS, "attach_schedule"])
def test_reader_is_refused(sign_in: SignIn, roadmap: Roadmap, name: str) -> None:
    task = roadmap.plan_tasks.get(item__number="1")
    assert sign_in("mentor").post(reverse(name, args=[task.pk]), {}).status_code == 403


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("recall_task", {}), ("accept_task", {}), ("return_task", {"remark": "Нет"}),
        ("reopen_task", {"reason": "Да"}), ("waive_task", {"reason": "Нет"}),
        ("submit_task", {"completed_on": "2026-11-19"}),
        ("prolong_task", {"until": "2026-11-01", "reason": "Да"}),
        ("give_up_task", {"reason": ""}),
    ],
)  # fmt: skip
def test_wrong_state_or_value_comes_back_with_the_form(
    sign_in: SignIn, task: Task, name: str, data: dict[str, str]
) -> None:
    sent = data | {"version": "0"}
    answer = sign_in("head").post(reverse(name, args=[task.pk]), sent)
    assert answer.status_code == 422
    task.refresh_from_db()
    assert (task.state, task.version) == ("open", 0)


@pytest.mark.parametrize("name", [*ACTIONS, "attach_schedule", "remove_evidence", "undo_deed"])
def test_actions_take_no_get(sign_in: SignIn, task: Task, name: str) -> None:
    assert sign_in("head").get(reverse(name, args=[task.pk])).status_code == 405


def test_scan_is_attached_downloaded_and_taken_back(
    sign_in: SignIn, task: Task, files: Path
) -> None:
    client = sign_in("curator")
    data = {
        "kind": "minutes", "number": "5", "date": "2026-11-19",
        "file": SimpleUploadedFile("протокол.pdf", PDF, "application/pdf"),
    }  # fmt: skip
    assert client.post(reverse("attach_evidence", args=[task.pk]), data).status_code == 302
    evidence = task.evidence.get()
    answer = client.get(reverse("download_evidence", args=[evidence.pk]))
    assert (answer.status_code, answer.content) == (200, PDF)
    assert client.post(reverse("remove_evidence", args=[evidence.pk])).status_code == 302
    assert client.get(reverse("download_evidence", args=[evidence.pk])).status_code == 404


def test_file_that_is_something_else_is_refused_at_its_field(
    sign_in: SignIn, task: Task, files: Path
) -> None:
    data = {
        "kind": "minutes", "number": "5", "date": "2026-11-19",
        "file": SimpleUploadedFile("протокол.pdf", b"MZ program", "application/pdf"),
    }  # fmt: skip
    answer = sign_in("curator").post(reverse("attach_evidence", args=[task.pk]), data)
    assert answer.status_code == 422
    assert "не соответствует расширению" in errors_of(answer.content.decode())
    assert not task.evidence.exists()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("10.12.2026, 17.12.2026", 2),
        ("10.12.2026\r\n17 декабря 2026 года\r\n\r\n2026-12-24", 3),
        ("10.12.26; 10.12.2026", 1),
    ],
)
def test_schedule_is_written_as_people_write_dates(
    sign_in: SignIn, roadmap: Roadmap, text: str, count: int
) -> None:
    waiting = roadmap.plan_tasks.get(item__number="5")
    address = reverse("attach_schedule", args=[waiting.pk])
    answer = sign_in("curator").post(address, {"title": "Консультации", "dates": text})
    assert answer["Location"] == reverse("show_item", args=[waiting.item_id])
    assert waiting.item.tasks.filter(state="open").count() == count


@pytest.mark.parametrize("text", ["скоро", "10.12.2026 и потом", "31.02.2027", "10.12"])
def test_what_is_no_date_is_named(sign_in: SignIn, roadmap: Roadmap, text: str) -> None:
    waiting = roadmap.plan_tasks.get(item__number="5")
    answer = sign_in("curator").post(
        reverse("attach_schedule", args=[waiting.pk]), {"title": "График", "dates": text}
    )
    assert answer.status_code == 422
    assert "Это не похоже на дату" in answer.content.decode()


def test_second_of_two_people_sees_both_versions(
    region: Region, sign_in: SignIn, task: Task
) -> None:
    services.prolong_task(region.scope("officer"), task.pk, until=TODAY.replace(month=12, day=25),
                          reason="Карантин")  # fmt: skip
    client, address = sign_in("head"), reverse("prolong_task", args=[task.pk])
    data = {"version": "0", "until": "2027-01-15", "reason": "Болезнь куратора"}
    answer = client.post(address, data)
    html = answer.content.decode()
    assert answer.status_code == 409
    for text in ("15 января 2027", "25 декабря 2026", "Болезнь куратора", "Вы написали",
                 'name="version" value="1"'):  # fmt: skip
        assert text in html
    assert client.post(address, data | {"version": "1"}).status_code == 302


def test_several_are_accepted_and_what_failed_is_named(
    region: Region, sign_in: SignIn, roadmap: Roadmap, files: Path
) -> None:
    one = hand_in(region, roadmap.plan_tasks.get(item__number="1"))
    two = roadmap.plan_tasks.get(item__number="2")
    client = sign_in("head")
    data = {"task": [one.pk, two.pk], "verb": "accept", "query": "whose=all", "back": "table"}
    answer = client.post(reverse("do_with_tasks"), data)
    deed = Deed.objects.get()
    assert answer["Location"] == f"/tasks/?whose=all&deed={deed.pk}"
    html = client.get(answer["Location"]).content.decode()
    for text in ("Принято: 1 задача", "Не удалось: 1 задача", "Приказ о назначении пар",
                 reverse("undo_deed", args=[deed.pk])):  # fmt: skip
        assert text in html
    undone = client.post(reverse("undo_deed", args=[deed.pk]), {"query": "", "back": "board"})
    assert undone["Location"].startswith("/tasks/board/?")
    one.refresh_from_db()
    assert one.state == "submitted"
    assert "Отменено: принять исполнение" in client.get(undone["Location"]).content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"verb": "accept"}, "Отметьте хотя бы одну задачу"),
        ({"verb": "return", "task": "1"}, "Напишите, что исправить"),
        ({"verb": "prolong", "task": "1", "words": "Карантин"}, "Укажите новый срок"),
        ({"verb": "burn", "task": "1"}, "burn"),
    ],
)
@pytest.mark.parametrize("back", ["table", "board"])
def test_bar_asks_for_what_the_verb_needs(
    sign_in: SignIn, roadmap: Roadmap, data: dict[str, str], words: str, back: str
) -> None:
    sent = data | {"back": back, "query": "whose=all"}
    answer = sign_in("head").post(reverse("do_with_tasks"), sent)
    assert answer.status_code == 422
    assert words in errors_of(answer.content.decode())
    assert not Deed.objects.exists()


def test_anothers_deed_is_not_shown(region: Region, sign_in: SignIn, task: Task) -> None:
    deed, _ = services.do_with_tasks(
        region.scope("head"), "give_up", [task.pk], reason="Некому исполнить"
    )
    html = sign_in("officer").get(f"/tasks/?whose=all&deed={deed.pk}").content.decode()
    assert reverse("undo_deed", args=[deed.pk]) not in html

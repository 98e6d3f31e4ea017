"""The day of control is that of the controller's own time zone, UTC+12 too."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client

from nastavnik.organisations import services as organisations
from nastavnik.organisations.choices import UnitKind
from nastavnik.people import services as people
from nastavnik.people.choices import Post
from nastavnik.roadmaps import services
from nastavnik.roadmaps.models import Task
from tests.region import START, Region
from tests.roadmaps.plans import due, measure, plan_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LAST_DAY = date(2026, 11, 20)


@pytest.fixture
def far_east(region: Region) -> Client:
    """Sign the head of a school in Kamchatka in; the school has one task due on the 20th."""
    school = organisations.open_unit(
        region.operator, code="far-east", kind=UnitKind.SCHOOL, parent=region.units["ministry"],
        full_name="МБОУ «Прибрежная школа»", short_name="Прибрежная школа",
        timezone="Asia/Kamchatka", on=START,
    )  # fmt: skip
    head = people.add_person(
        region.operator, surname="Приливов", name="Олег", patronymic="", email="", at=school
    )
    people.appoint_person(
        region.operator, head, post=Post.HEAD, unit=school, on=START, act_text="приказ"
    )
    user = people.give_login(region.operator, head, username="prilivov", at=school)
    item = measure(2, "1", "Собрать согласия", term=due(None, LAST_DAY), term_text="до 20 ноября")
    services.create_roadmap_from_plan(region.operator, school, plan_of([item]))
    assert Task.objects.get(unit=school).due == LAST_DAY
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.mark.parametrize(
    ("moment", "day", "is_late"),
    [
        ("2026-11-20 11:59", "20.11.2026", False),  # one minute to midnight in Kamchatka
        ("2026-11-20 12:00", "21.11.2026", True),
        ("2026-11-20 20:30", "21.11.2026", True),  # the 21st in Krasnoyarsk too
    ],
)
def test_task_is_late_by_the_clock_of_its_controller(
    far_east: Client, moment: str, day: str, is_late: bool
) -> None:
    with time_machine.travel(moment, tick=False):
        text = far_east.get("/control/").content.decode()
    assert f"Контроль исполнения на {day}" in text
    assert ("Просроченных задач нет" not in text) == is_late


def test_others_keep_their_own_day_at_that_moment(far_east: Client, sign_in) -> None:
    with time_machine.travel("2026-11-20 12:00", tick=False):
        text = sign_in("officer").get("/control/").content.decode()
    assert "Контроль исполнения на 20.11.2026" in text
    assert "Просроченных задач нет" in text

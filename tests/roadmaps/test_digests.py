"""The digest: one letter a person and period, at an hour that suits, in good Russian."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from nastavnik.accounts.models import User
from nastavnik.notifications.choices import Rhythm
from nastavnik.notifications.models import Letter, Notice
from nastavnik.organisations.selectors import names_of
from nastavnik.roadmaps.models import Reminder, Task
from tests.region import TODAY, Region
from tests.roadmaps.reminded import item_of, letters_to, notices_of, plant, remind, told, wish

MONDAY = date(2026, 11, 23)


def test_digest_groups_what_is_due(region: Region) -> None:
    item = item_of(region)
    for left in (-3, 0, 1, 7, 30):
        plant(region, TODAY + timedelta(days=left), item=item)
    remind(region)
    (letter,) = letters_to("curator")
    assert letter.subject == "Сроки задач на 20.11.2026: 5 задач"
    assert letter.unique_key == f"digest:{region.users['curator'].pk}:2026-11-20"
    school = names_of({region.units["school_one"].pk}, TODAY)[region.units["school_one"].pk]
    line = f"— пункт 2.1 дорожной карты ({school}), срок"
    assert letter.text.splitlines()[:16] == [
        "Здравствуйте!",
        "",
        "Срок прошёл:",
        f"{line} 17.11.2026",
        "",
        "Срок сегодня:",
        f"{line} 20.11.2026",
        "",
        "Срок завтра:",
        f"{line} 21.11.2026",
        "",
        "До срока 7 дней или меньше:",
        f"{line} 27.11.2026",
        "",
        "До срока 30 дней или меньше:",
        f"{line} 20.12.2026",
    ]
    assert "/tasks/" in letter.text
    assert set(Reminder.objects.values_list("digest", flat=True)) == {TODAY}


@pytest.mark.parametrize(
    ("count", "subject", "rest"),
    [
        (1, "1 задача", None),
        (2, "2 задачи", None),
        (11, "11 задач", None),
        (20, "20 задач", None),
        (21, "21 задача", "и ещё 1 задача."),
        (22, "22 задачи", "и ещё 2 задачи."),
        (32, "32 задачи", "и ещё 12 задач."),
    ],
)
def test_digest_is_short_and_counts_right(
    region: Region, count: int, subject: str, rest: str | None
) -> None:
    plant(region, TODAY + timedelta(days=7), count=count)
    remind(region)
    (letter,) = letters_to("curator")
    assert letter.subject.endswith(f": {subject}")
    assert letter.text.count("\n— ") == min(count, 20)
    assert (rest or "и ещё") in letter.text or rest is None


def test_delays_below_stand_by_unit(region: Region) -> None:
    plant(region, TODAY - timedelta(days=14), unit="school_two")
    item = item_of(region)
    plant(region, TODAY - timedelta(days=14), item=item)
    plant(region, TODAY - timedelta(days=15), item=item, unit="school_two")
    plant(region, TODAY + timedelta(days=1), unit="town")
    remind(region)
    (letter,) = letters_to("coordinator")
    parts = letter.text.split("Просрочено в подчинённых организациях:\n")
    assert "Срок завтра" in parts[0]
    lines = [line for line in parts[1].splitlines() if line.startswith("— ")]
    assert [("№ 1" in line, "№ 2" in line) for line in lines] == [
        (True, False),
        (False, True),
        (False, True),
    ]
    assert "whose=all&when=overdue" in letter.text


def test_many_notices_of_a_stage_are_one(region: Region) -> None:
    item = item_of(region)
    plant(region, TODAY + timedelta(days=7), item=item, count=90)
    plant(region, TODAY - timedelta(days=1), item=item, count=2)
    remind(region)
    texts = notices_of(region, "curator")
    assert len(texts) == 3
    assert "До срока осталась неделя или меньше: 90 задач." in texts
    grouped = Notice.objects.get(text__contains="90 задач")
    assert (grouped.target_view, grouped.target_pk) == ("list_tasks?when=soon", None)
    assert Notice.objects.filter(target_view="show_task").count() == 2


def test_one_letter_a_day_whatever_comes_later(region: Region) -> None:
    item = item_of(region)
    plant(region, TODAY + timedelta(days=7), item=item)
    remind(region)
    plant(region, TODAY + timedelta(days=1), item=item)
    for hour in range(3, 17):
        remind(region, hour=hour)
    assert len(letters_to("curator")) == 1
    assert Reminder.objects.filter(digest=None).count() == 1
    remind(region, TODAY + timedelta(days=1))
    assert [letter.subject for letter in letters_to("curator")] == [
        "Сроки задач на 20.11.2026: 1 задача",
        "Сроки задач на 21.11.2026: 1 задача",
    ]


def test_what_was_done_meanwhile_is_in_no_letter(region: Region) -> None:
    wish(region, "curator", rhythm=Rhythm.WEEKLY)
    (task,) = plant(region, TODAY + timedelta(days=7))
    remind(region)
    Task.objects.filter(pk=task.pk).update(state="done")
    remind(region, MONDAY)
    assert letters_to("curator") == []


def test_weekly_digest_comes_on_monday(region: Region) -> None:
    wish(region, "curator", rhythm=Rhythm.WEEKLY)
    item = item_of(region)
    plant(region, MONDAY + timedelta(days=4), item=item)
    for day in (20, 21, 22):
        remind(region, date(2026, 11, day))
    assert letters_to("curator") == []
    assert len(notices_of(region, "curator")) == 1  # the product tells at once
    remind(region, MONDAY)
    plant(region, MONDAY + timedelta(days=1), item=item)
    for day in range(7):
        remind(region, MONDAY + timedelta(days=day), hour=7)
    (letter,) = letters_to("curator")
    assert letter.unique_key == f"digest:{region.users['curator'].pk}:2026-W48"
    assert letter.subject.endswith("на 23.11.2026: 1 задача")
    remind(region, MONDAY + timedelta(days=7))
    assert len(letters_to("curator")) == 2


def test_who_wants_no_letters_or_has_no_address_has_notices(region: Region) -> None:
    wish(region, "curator", rhythm=Rhythm.OFF)
    User.objects.filter(pk=region.users["head"].pk).update(email="")
    plant(region, TODAY - timedelta(days=7))
    remind(region)
    assert told(region) == {"curator": ["overdue"], "head": ["escalated_head"]}
    assert Letter.objects.count() == 0
    assert notices_of(region, "curator")
    assert notices_of(region, "head")[0].startswith("Просрочено на 7 дней: пункт 2.1")


@pytest.mark.parametrize(
    ("quiet", "hour", "leaves"),
    [  # the region is seven hours ahead of UTC: 5 is noon, 17 is midnight of the next day
        ((time(20), time(8)), 5, [None]),
        ((time(20), time(8)), 0, [datetime(2026, 11, 20, 1, tzinfo=UTC)]),
        ((time(9), time(18)), 5, [datetime(2026, 11, 20, 11, tzinfo=UTC)]),
        ((time(20), time(8)), 14, []),  # it would leave tomorrow and speak of today
        ((time(8), time(8)), 14, [None]),
    ],
)
def test_letter_waits_for_the_end_of_quiet_hours(
    region: Region, quiet: tuple[time, time], hour: int, leaves: list[datetime | None]
) -> None:
    wish(region, "curator", quiet=quiet)
    plant(region, TODAY + timedelta(days=7))
    remind(region, hour=hour)
    assert [letter.next_attempt for letter in letters_to("curator")] == leaves
    remind(region, hour=17)  # the next day has begun there
    assert Reminder.objects.filter(digest=None).count() == 0

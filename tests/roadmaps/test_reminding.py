"""Reminders: who hears of which task on which day, once, and never of anybody's name (R84)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from nastavnik.accounts.models import User
from nastavnik.audit.models import Entry
from nastavnik.kernel.errors import NotAllowed
from nastavnik.notifications.models import Letter, Notice
from nastavnik.organisations.models import Unit
from nastavnik.people.choices import Post
from nastavnik.people.models import Appointment
from nastavnik.roadmaps import rules, services
from nastavnik.roadmaps.models import Reminder, Task
from tests.region import TODAY, Region
from tests.roadmaps.reminded import item_of, letters_to, notices_of, plant, remind, told, wish

OVERDUE_LONG = {
    "curator": ["overdue"],
    "head": ["escalated_head"],
    "coordinator": ["escalated_authority"],
    "officer": ["escalated_ministry"],
}


def upto(late: int) -> dict[str, list[str]]:
    """Return who hears of a curator's task of school one so many days after its due day."""
    begins = {"curator": 1, "head": 7, "coordinator": 14, "officer": 28}
    return {who: OVERDUE_LONG[who] for who, first in begins.items() if late >= first}


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (31, {}),
        (30, {"curator": ["due_30"]}),
        (29, {"curator": ["due_30"]}),
        (8, {"curator": ["due_30"]}),
        (7, {"curator": ["due_7"]}),
        (6, {"curator": ["due_7"]}),
        (2, {"curator": ["due_7"]}),
        (1, {"curator": ["due_1"]}),
        (0, {"curator": ["due_1"]}),
        *[(-late, upto(late)) for late in (1, 6, 7, 13, 14, 27, 28, 400)],
    ],
)
def test_stage_of_a_day(region: Region, left: int, expected: dict[str, list[str]]) -> None:
    plant(region, TODAY + timedelta(days=left))
    remind(region)
    assert told(region) == expected


@pytest.mark.parametrize(
    ("post", "unit", "expected"),
    [
        ("", "school_one", {"curator"}),
        (Post.CURATOR, "school_one", {"curator"}),
        (Post.HEAD, "school_one", {"head"}),
        (Post.GROUP_MEMBER, "school_one", {"council"}),
        (Post.MENTOR, "school_one", {"mentor"}),
        # who cannot see a task by their post, or a post nobody holds: who acts for the unit
        (Post.MENTEE, "school_one", {"curator"}),
        (Post.GUARDIAN, "school_one", {"curator"}),
        (Post.METHODIST, "school_one", {"curator"}),
        ("", "school_two", {"curator_two"}),
        ("", "town", {"coordinator"}),
        ("", "ministry", {"officer", "centre"}),
        (Post.MINISTRY_OFFICER, "ministry", {"officer"}),
        ("", "college", set()),  # nobody at all: the levels above hear when it is late
    ],
)
def test_who_answers_for_a_task(region: Region, post: str, unit: str, expected: set[str]) -> None:
    plant(region, TODAY + timedelta(days=7), unit=unit, post=post)
    remind(region)
    assert set(told(region)) == expected


def test_head_acts_where_nobody_else_does(region: Region) -> None:
    Appointment.objects.filter(person=region.people["curator"]).update(
        during=(date(2020, 1, 1), TODAY)
    )
    plant(region, TODAY - timedelta(days=7))
    remind(region)
    # of the head's own delay the next level hears
    assert told(region) == {"head": ["overdue"], "coordinator": ["escalated_head"]}


def test_person_with_a_login_is_told_and_without_one_who_acts(region: Region) -> None:
    plant(region, TODAY + timedelta(days=1), person=region.people["mentor"])
    remind(region)
    assert told(region) == {"mentor": ["due_1"]}
    User.objects.filter(pk=region.users["mentor"].pk).update(is_active=False)
    plant(region, TODAY + timedelta(days=1), person=region.people["mentor"])
    remind(region)
    assert told(region) == {"mentor": ["due_1"], "curator": ["due_1", "due_1"]}


@pytest.mark.parametrize(
    ("unit", "left", "expected"),
    [
        # the head, the coordinator of the nearest authority above, the officers at the top
        ("school_one", (), {"head": 1, "coordinator": 1, "officer": 1}),
        # a level with nobody passes what it would hear to the next one
        ("school_one", ("head",), {"coordinator": 2, "officer": 1}),
        ("school_one", ("head", "coordinator"), {"officer": 3}),
        ("school_one", ("head", "officer"), {"coordinator": 2}),
        ("college", (), {"officer": 3}),
        ("town", (), {"officer": 3}),
        ("ministry", (), {}),  # its own officers answer for it, and there is nobody above
    ],
)
def test_way_up_the_tree(
    region: Region, unit: str, left: tuple[str, ...], expected: dict[str, int]
) -> None:
    pks = [region.people[who].pk for who in left]
    Appointment.objects.filter(person__in=pks).update(during=(date(2020, 1, 1), TODAY))
    plant(region, TODAY - timedelta(days=28), unit=unit)
    remind(region)
    higher = {
        who: sum(stage in rules.ESCALATIONS for stage in stages)
        for who, stages in told(region).items()
    }
    assert {who: count for who, count in higher.items() if count} == expected


@pytest.mark.parametrize("state", ["done", "not_needed", "not_done", "withdrawn", "submitted"])
def test_only_who_has_to_act_is_reminded(region: Region, state: str) -> None:
    plant(region, TODAY - timedelta(days=40), state=state)
    remind(region)
    assert told(region) == {}


def test_returned_task_is_reminded_of(region: Region) -> None:
    plant(region, TODAY - timedelta(days=1), state="returned")
    remind(region)
    assert told(region) == {"curator": ["overdue"]}


@pytest.mark.parametrize(
    ("zone", "moment", "due", "stage"),
    [
        # Kamchatka is twelve hours ahead: its 30 November begins at noon of the 29th in UTC
        ("Asia/Kamchatka", datetime(2026, 11, 29, 11, 59, tzinfo=UTC), (2026, 11, 29), "due_1"),
        ("Asia/Kamchatka", datetime(2026, 11, 29, 12, 0, tzinfo=UTC), (2026, 11, 29), "overdue"),
        ("Europe/Kaliningrad", datetime(2026, 11, 29, 21, 59, tzinfo=UTC), (2026, 11, 29), "due_1"),
        (
            "Europe/Kaliningrad",
            datetime(2026, 11, 29, 22, 0, tzinfo=UTC),
            (2026, 11, 29),
            "overdue",
        ),
        # New Year: the eve of the first of January, and the week before it
        ("Europe/Moscow", datetime(2026, 12, 31, 9, tzinfo=UTC), (2027, 1, 1), "due_1"),
        ("Europe/Moscow", datetime(2026, 12, 25, 9, tzinfo=UTC), (2027, 1, 1), "due_7"),
        ("Europe/Moscow", datetime(2026, 12, 31, 21, 0, tzinfo=UTC), (2026, 12, 31), "overdue"),
        # the leap day: 30 days before the first of March is the thirty-first of January
        ("Europe/Moscow", datetime(2028, 1, 31, 9, tzinfo=UTC), (2028, 3, 1), "due_30"),
        ("Europe/Moscow", datetime(2028, 2, 28, 9, tzinfo=UTC), (2028, 2, 29), "due_1"),
        ("Europe/Moscow", datetime(2028, 3, 1, 9, tzinfo=UTC), (2028, 2, 29), "overdue"),
    ],
)
def test_day_is_that_of_the_unit(
    region: Region, zone: str, moment: datetime, due: tuple[int, int, int], stage: str
) -> None:
    Unit.objects.update(timezone=zone)
    plant(region, date(*due))
    services.remind(region.operator, moment)
    assert told(region) == {"curator": [stage]}


def test_task_goes_through_its_stages_once_each(region: Region) -> None:
    (task,) = plant(region, TODAY + timedelta(days=30))
    for _ in range(2):
        for left in range(31, -31, -1):
            remind(region, task.due - timedelta(days=left))
            remind(region, task.due - timedelta(days=left), hour=6)
    assert told(region) == OVERDUE_LONG | {"curator": ["due_30", "due_7", "due_1", "overdue"]}
    first = Reminder.objects.order_by("pk").first()
    assert first is not None
    assert (first.on, first.due) == (TODAY, task.due)


def test_prolonged_task_gets_its_stages_anew(region: Region) -> None:
    (task,) = plant(region, TODAY + timedelta(days=1))
    remind(region)
    Task.objects.filter(pk=task.pk).update(due=TODAY + timedelta(days=8))
    remind(region, TODAY + timedelta(days=1))
    remind(region, TODAY + timedelta(days=7))
    assert told(region) == {"curator": ["due_1", "due_7", "due_1"]}


def test_repeated_run_changes_nothing(region: Region) -> None:
    plant(region, TODAY - timedelta(days=30), count=3)
    first = remind(region)
    assert (first.reminders, first.notices, first.letters) == (12, 12, 4)
    entries = Entry.objects.count()
    assert not remind(region)
    assert Entry.objects.count() == entries
    assert Reminder.objects.filter(digest=None).count() == 0


def test_journal_has_counts_alone(region: Region) -> None:
    plant(region, TODAY + timedelta(days=7))
    remind(region)
    entry = Entry.objects.get(verb="remind")
    assert entry.details == {"reminders": 1, "notices": 1, "letters": 1}
    assert entry.branch == str(region.unit("ministry").path)


@pytest.mark.parametrize("who", ["officer", "head", "administrator", "stranger"])
def test_only_the_system_reminds(region: Region, who: str) -> None:
    with pytest.raises(NotAllowed):
        services.remind(region.scope(who), datetime(2026, 11, 20, 9, tzinfo=UTC))


def test_unwanted_stages_are_neither_told_nor_mailed(region: Region) -> None:
    wish(region, "curator", stages=["overdue"])
    wish(region, "head", stages=["due_7"])
    item = item_of(region)
    plant(region, TODAY + timedelta(days=7), item=item)
    plant(region, TODAY - timedelta(days=7), item=item)
    remind(region)
    assert told(region) == {"curator": ["overdue"]}
    wish(region, "curator")  # what holds now comes when it is wanted again
    remind(region)
    assert told(region) == {"curator": ["overdue", "due_7"]}


def test_who_accepts_is_told_once_of_what_was_handed_in(region: Region) -> None:
    yesterday = TODAY - timedelta(days=1)
    handed = {"state": "submitted", "submitted_on": yesterday}
    item = item_of(region)
    curator, head = region.users["curator"].pk, region.users["head"].pk
    plant(region, TODAY, item=item, count=2, submitted_by=curator, **handed)
    plant(region, TODAY, item=item, submitted_by=head, **handed)
    plant(region, TODAY, item=item, submitted_by=curator, state="submitted", submitted_on=TODAY)
    assert remind(region).notices == 2
    remind(region)
    assert notices_of(region, "head") == ["Ждут проверки задачи, отправленные 19.11.2026: 2."]
    # nobody accepts their own work: the nearest level above does
    assert notices_of(region, "coordinator") == [
        "Ждут проверки задачи, отправленные 19.11.2026: 1."
    ]
    assert told(region) == {}


def test_name_of_a_child_never_leaves(region: Region) -> None:
    child = "Снегирёв Матвей"
    item = item_of(
        region, title=f"Беседа: {child}", note=child, responsible_text=child, term_text=child,
        result=child,
    )  # fmt: skip
    mentee = region.people["mentee"]
    for left in (30, 7, 1, -1, -28):
        due = TODAY + timedelta(days=left)
        plant(region, due, item=item, person=mentee, remark=child)
        plant(region, due, item=item, post=Post.CURATOR, who=child, count=7)
    type(item).objects.filter(pk=item.pk).update(number="Снегирёв")
    for day in range(3):
        remind(region, TODAY + timedelta(days=day))
    assert {"mentee", "curator", "head", "officer"} <= set(told(region))
    told_texts = [
        *Notice.objects.values_list("text", flat=True),
        *Notice.objects.values_list("target_view", flat=True),
        *(f"{letter.subject} {letter.text}" for letter in Letter.objects.all()),
    ]
    assert len(told_texts) > 20
    names = [name for one in region.people.values() for name in (one.surname, one.name)]
    assert [text for text in told_texts for name in names if name in text] == []
    assert "пункт без номера" in letters_to("curator")[0].text

"""Reminders and letters under two workers, a dead mail server and kill -9: each exactly once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.db.models import Count

from nastavnik.notifications.models import Letter, Notice, Preference
from nastavnik.notifications.services import send_waiting
from nastavnik.roadmaps.models import Reminder
from tests.letterbox import Letterbox, letterbox
from tests.notifications.conftest import lead_to
from tests.region import TODAY, Region, build_region, find_region
from tests.roadmaps.reminded import item_of, plant, remind

ROOT = Path(__file__).resolve().parents[2]
KILLS, EACH, PEOPLE = 50, 40, 6
# a process that reminds, with a breath between people, and sends
WORK = """
import sys
import time
import django
django.setup()
from datetime import datetime
from nastavnik.kernel.database import use_server
from nastavnik.kernel.scope import Scope
from nastavnik.notifications.services import send_waiting
from nastavnik.roadmaps.services import reminding
reminding.CHUNK = 1
use_server(sys.argv[1])
now = datetime.fromisoformat(sys.argv[2])
print("begins", flush=True)
slowly = lambda done, total: time.sleep(0.08)
reminding.remind(Scope.of_operator(now.date()), now, tell=slowly)
send_waiting()
"""


@pytest.fixture
def box(settings) -> Iterator[Letterbox]:
    """Lead the product to a mail server that runs."""
    with letterbox() as opened:
        lead_to(opened, settings)
        yield opened


@pytest.fixture
def late(transactional_db: None) -> Region:
    """The region with tasks of which six people in four units have to hear."""
    region = find_region() or build_region()
    Preference.objects.bulk_create(
        Preference(user=user, quiet_from="00:00", quiet_until="00:00")
        for user in region.users.values()
    )
    for unit in ("school_one", "school_two", "town", "ministry"):
        item = item_of(region, unit)
        plant(region, TODAY - timedelta(days=30), item=item, unit=unit, count=EACH)
        plant(region, TODAY + timedelta(days=7), item=item, unit=unit, count=3)
    return region


def start(box: Letterbox) -> subprocess.Popen[bytes]:
    """Start a process that reminds and sends; it has said that it begins."""
    facts = connection.settings_dict
    words = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    address = " ".join(f"{word}='{facts[name]}'" for name, word in words.items() if facts[name])
    worker = subprocess.Popen(
        [sys.executable, "-c", WORK, f"{address} port='{facts['PORT']}'",
         f"{TODAY}T05:00:00+00:00"],
        env={
            **os.environ,
            **box.settings,
            "DJANGO_SETTINGS_MODULE": "nastavnik.config.settings",
            "NASTAVNIK_SECRET_KEY": django_settings.SECRET_KEY,
        },
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"begins\n"
    return worker


def check_once(box: Letterbox) -> None:
    """Everybody concerned has one letter and each of their reminders and notices once."""
    people = set(Reminder.objects.values_list("user__email", flat=True))
    assert len(people) == PEOPLE
    assert sorted(set(box.recipients)) == sorted(people)
    assert len(box.count_by_id()) == len(people)
    rows = Reminder.objects.values("user", "task", "stage", "due").annotate(count=Count("pk"))
    assert {row["count"] for row in rows} == {1}
    assert len(rows) == len(set(Reminder.objects.values_list("pk")))
    assert Reminder.objects.filter(digest=None).count() == 0
    assert Letter.objects.filter(sent=None).count() == 0
    assert Letter.objects.count() == len(people)


def test_two_that_remind_at_once_tell_everybody_once(late: Region, box: Letterbox) -> None:
    workers = [start(box) for _ in range(2)]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    check_once(box)
    assert set(box.count_by_id().values()) == {1}
    reminders, notices = Reminder.objects.count(), Notice.objects.count()
    assert not remind(late)
    assert (Reminder.objects.count(), Notice.objects.count()) == (reminders, notices)


def test_killed_worker_loses_and_doubles_nothing(late: Region, box: Letterbox) -> None:
    box.pause = 0.03
    moments = random.Random(84)  # noqa: S311 - the same instants in every run
    given, sent = [], []
    for turn in range(KILLS):
        worker = start(box)
        # at first before all is reminded of, then among the letters
        time.sleep(0.1 + moments.random() * (0.4 if turn < KILLS // 2 else 0.8))
        worker.kill()
        worker.wait()
        given.append(Reminder.objects.count())
        sent.append(len(box.count_by_id()))
    worker = start(box)
    assert worker.wait(60) == 0
    check_once(box)
    # a letter in hand when its sender is killed goes again with the same Message-ID
    assert sum(box.count_by_id().values()) <= len(box.count_by_id()) + KILLS
    # some died in the middle of either
    assert any(0 < count < Reminder.objects.count() for count in given)
    assert any(0 < count < PEOPLE for count in sent)


def test_dead_mail_server_loses_nothing(late: Region, box: Letterbox, settings) -> None:
    settings.EMAIL_PORT = 1  # nobody listens
    remind(late)
    assert send_waiting()[0] == 0
    remind(late, hour=6)
    assert Letter.objects.filter(sent=None).count() == PEOPLE
    settings.EMAIL_PORT = box.port
    assert send_waiting() == (PEOPLE, 0)
    check_once(box)

"""kill -9 of a process that sends: no letter is lost, a repeated one is known by its Message-ID."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings as django_settings
from django.db import connection

from nastavnik.notifications.models import Letter
from tests.letterbox import Letterbox
from tests.notifications.conftest import write_many

ROOT = Path(__file__).resolve().parents[2]
LETTERS, KILLS = 300, 12
WORK = """
import sys
import django
django.setup()
from nastavnik.kernel.database import use_server
from nastavnik.notifications.services import send_waiting
use_server(sys.argv[1])
print("begins", flush=True)
send_waiting()
"""


def start_worker(box: Letterbox) -> subprocess.Popen[bytes]:
    """Start a process that sends; it has said that it begins."""
    facts = connection.settings_dict
    words = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    address = " ".join(f"{word}='{facts[name]}'" for name, word in words.items() if facts[name])
    worker = subprocess.Popen(
        [sys.executable, "-c", WORK, f"{address} port='{facts['PORT']}'"],
        env={
            **os.environ,
            **box.settings,
            "DJANGO_SETTINGS_MODULE": "nastavnik.config.settings",
            "NASTAVNIK_SECRET_KEY": django_settings.SECRET_KEY,
        },
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"begins\n"
    return worker


def test_killed_worker_loses_no_letter(transactional_db: None, box: Letterbox) -> None:
    write_many(LETTERS)
    box.pause = 0.005
    instants = random.Random(41)  # noqa: S311 - the same instants in every run
    for _ in range(KILLS):
        worker = start_worker(box)
        time.sleep(instants.random() * 0.3)
        worker.kill()
        worker.wait()
    sent_before = Letter.objects.exclude(sent=None).count()
    assert 0 < sent_before < LETTERS  # otherwise nothing was killed in the middle
    worker = start_worker(box)
    assert worker.wait(60) == 0
    counts = box.count_by_id()
    assert len(counts) == len(set(box.recipients)) == LETTERS
    assert Letter.objects.filter(sent=None).count() == 0
    assert sum(counts.values()) - LETTERS <= KILLS  # at most the one letter in hand each time

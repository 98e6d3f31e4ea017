"""kill -9 of the process, or the end of its PostgreSQL session, in the middle of an import:
afterwards nothing or all, and repeating completes it once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from nastavnik.audit.models import Entry
from nastavnik.documents.models import Act
from nastavnik.imports import services as imports
from nastavnik.imports.models import Intake
from nastavnik.roadmaps import importers
from nastavnik.roadmaps.models import Item, ItemActor, Roadmap
from tests.imports.plan_texts import long_plan_text
from tests.region import Region, build_region, find_region

ITEMS, TIMES, PATIENCE = 400, 10, 2.0
NAME = "nastavnik_confirming"
ROOT = Path(__file__).resolve().parents[2]


class Workshop:
    """The process that confirms intakes in children, started once."""

    def __init__(self, data: Path) -> None:
        settings = connection.settings_dict
        parts = {"dbname": settings["NAME"], "user": settings["USER"], "host": settings["HOST"]}
        parts |= {"port": settings["PORT"], "password": settings["PASSWORD"]}
        given = {name: value for name, value in parts.items() if value}
        environment = {
            **os.environ,
            "DATABASE_URL": make_conninfo(application_name=NAME, **given),
            "DJANGO_SETTINGS_MODULE": "nastavnik.config.settings",
            "NASTAVNIK_DATA": str(data),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.roadmaps.confirming"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout
        assert self.process.stdout.readline() == "ready\n"

    def begin(self, pk: int) -> int:
        """Let a child confirm the intake; returns its process id once it is at the database."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{pk}\n")
        self.process.stdin.flush()
        child = int(self.process.stdout.readline())
        patience = time.monotonic() + PATIENCE
        while not sessions() and time.monotonic() < patience:
            time.sleep(0.002)
        return child

    def end(self) -> int:
        """Wait for the child, and for PostgreSQL to let its session go; returns its status."""
        assert self.process.stdout
        status = int(self.process.stdout.readline())
        while sessions():
            time.sleep(0.01)
        return status


def sessions() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = %s", [NAME])
        return [pid for (pid,) in cursor.fetchall()]


def kill_process(child: int) -> None:
    with suppress(ProcessLookupError):  # it was faster
        os.kill(child, signal.SIGKILL)


def end_session(child: int) -> None:
    """End the child's session as a stop of PostgreSQL does; the child fails by itself."""
    for pid in sessions():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])


@pytest.fixture
def region(transactional_db: None) -> Region:
    return find_region() or build_region()


@pytest.fixture
def workshop(region: Region, tmp_path: Path) -> Iterator[Workshop]:
    shop = Workshop(tmp_path)
    yield shop
    shop.process.kill()
    shop.process.communicate()


def receive(region: Region, count: int) -> Intake:
    scope = region.scope("officer")
    return imports.receive_text(scope, region.unit("town"), long_plan_text(count))[0]


def counts() -> tuple[int, ...]:
    """Count roadmaps, items, actors, acts and records of the confirmation."""
    done = Entry.objects.filter(verb="confirm_document")
    return (
        Roadmap.objects.count(),
        Item.objects.count(),
        ItemActor.objects.count(),
        Act.objects.count(),
        done.count(),
    )


@pytest.mark.parametrize("interrupt", [kill_process, end_session])
def test_interrupted_confirmation_leaves_nothing_or_all(
    region: Region, workshop: Workshop, interrupt: Callable[[int], None]
) -> None:
    trial = receive(region, ITEMS - 1)
    workshop.begin(trial.pk)
    began = time.monotonic()
    assert workshop.end() == 0
    whole = time.monotonic() - began
    importers.undo_intake(region.operator, trial)
    Entry.objects.filter(verb="confirm_document").delete()

    intake, interrupted = receive(region, ITEMS), 0
    for step in range(TIMES):
        child = workshop.begin(intake.pk)
        time.sleep(whole * (step + 0.5) / TIMES)
        interrupt(child)
        interrupted += workshop.end() != 0
        intake.refresh_from_db()
        if intake.state == "confirmed":
            break
        assert counts() == (0, 0, 0, 0, 0)
    assert interrupted

    roadmap = importers.confirm_intake(region.operator, intake, version=0)
    assert importers.confirm_intake(region.operator, intake, version=0) == roadmap
    assert counts() == (1, ITEMS, ITEMS, 1, 1)

"""How long taking in a plan of 2,000 items takes: received, shown, corrected, confirmed, undone.

Run: python -m benchmarks.import_plan [items]. With DATABASE_URL a database of its own on that
server, else on a server that disappears afterwards.
"""

from __future__ import annotations

import gzip
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import django
import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nastavnik.config.settings")
os.environ.setdefault("NASTAVNIK_SECRET_KEY", "benchmark")
django.setup()

# what follows needs Django set up first: hence E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from benchmarks.plans import invented  # noqa: E402
from nastavnik.accounts import services as accounts  # noqa: E402
from nastavnik.imports import services as imports  # noqa: E402
from nastavnik.kernel.database import use_server  # noqa: E402
from nastavnik.kernel.postgres import throwaway_server  # noqa: E402
from nastavnik.kernel.scope import Scope  # noqa: E402
from nastavnik.organisations import services as organisations  # noqa: E402
from nastavnik.organisations.choices import UnitKind  # noqa: E402
from nastavnik.organisations.selectors import get_unit  # noqa: E402
from nastavnik.roadmaps import importers  # noqa: E402

NAME = "nastavnik_benchmark"
GOAL = 10.0  # seconds from the file to the roadmap
TODAY = date(2026, 11, 20)


@contextmanager
def database() -> Iterator[str]:
    """Give the address of an empty database."""
    if "DATABASE_URL" not in os.environ:
        with throwaway_server() as url:
            yield url
        return
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}")
        yield make_conninfo(**{**conninfo_to_dict(server), "dbname": NAME})
        connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


Result = TypeVar("Result")


class Watch:
    """Does the steps and keeps how long each took."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, float, str]] = []

    def step(self, name: str, work: Callable[[], Result], note: Callable[[Result], str]) -> Result:
        """Do `work` and keep its time beside what `note` says of its result."""
        started = time.perf_counter()
        result = work()
        self.rows.append((name, time.perf_counter() - started, note(result)))
        return result


def weight(answer: HttpResponse) -> str:
    """Say how heavy a page is on the wire."""
    assert answer.status_code == 200, answer.status_code
    return f"{len(gzip.compress(answer.content, 6)) / 1024:.0f} KB compressed"


def take_in(items: int, watch: Watch) -> float:
    """Do what a person does with a plan; returns the seconds from the file to the roadmap."""
    operator = Scope.of_operator(TODAY)
    unit = organisations.open_unit(
        operator,
        code="ministry",
        kind=UnitKind.MINISTRY,
        parent=None,
        full_name="Министерство образования Озёрного края",
        short_name="Министерство образования",
        timezone="Europe/Moscow",
        on=date(2020, 1, 1),
    )
    unit = get_unit(operator, unit.pk)
    user = accounts.create_user(operator, username="officer", email="", name="Артём", at=unit)
    accounts.grant_role(operator, user, role="ministry", unit=unit, on=date(2020, 1, 1))
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    file = "\n".join(text for _, text in invented(items).paragraphs()).encode()

    intake, _ = watch.step(
        "received and stored",
        lambda: imports.receive_file(operator, unit, "План.txt", BytesIO(file)),
        lambda found: f"{len(file) / 1024:.0f} KB",
    )
    address = reverse("show_intake", args=[intake.pk])
    watch.step("preview, first look", lambda: client.get(address), weight)
    watch.step("preview, page 20", lambda: client.get(address, {"page": "20"}), weight)
    roadmap = watch.step(
        "confirmed",
        lambda: importers.confirm_intake(operator, intake, version=0),
        lambda found: f"{found.items.count()} items",
    )
    total = sum(seconds for _, seconds, _ in watch.rows)
    watch.step(
        "confirmed again",
        lambda: importers.confirm_intake(operator, intake, version=0),
        lambda found: "the same" if found == roadmap else "ANOTHER",
    )
    watch.step("undone", lambda: importers.undo_intake(operator, intake), lambda _: "")
    return total


def main(items: int = 2000) -> int:
    """Print the table; returns 1 when the import misses its goal."""
    watch = Watch()
    with database() as url, tempfile.TemporaryDirectory() as folder:
        settings.DATA = Path(folder)
        settings.STORAGES["staticfiles"] = {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        }
        use_server(url)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        total = take_in(items, watch)
        connections.close_all()
    print(f"{f'plan of {items} items':<24}{'seconds':>10}  note")
    for name, seconds, note in watch.rows:
        print(f"{name:<24}{seconds:>10.3f}  {note}")
    reached = total <= GOAL
    print(
        f"from file to roadmap {total:.1f} s, goal {GOAL:.0f}: {'reached' if reached else 'MISSED'}"
    )
    return int(not reached)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))

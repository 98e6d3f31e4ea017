"""How long bringing a plan of 30 items down to 1,000 organisations takes, as a job with journal.

Beside it the bare COPY of the very same rows into tables with the same indexes.

Run: python -m benchmarks.cascade [units] [items]. With DATABASE_URL a database of its own on that
server, else on a server that disappears afterwards.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.management import call_command
from django.db import connection, connections, transaction

from benchmarks.import_plan import database  # it sets Django up
from benchmarks.plans import invented
from nastavnik.jobs import services as jobs
from nastavnik.jobs.choices import JobState
from nastavnik.kernel.database import use_server
from nastavnik.kernel.scope import Scope
from nastavnik.organisations import services as organisations
from nastavnik.organisations.choices import UnitKind
from nastavnik.organisations.models import Unit
from nastavnik.organisations.selectors import get_unit
from nastavnik.pure.plans import read_plan
from nastavnik.roadmaps import services
from nastavnik.roadmaps.choices import ActorState
from nastavnik.roadmaps.models import ItemActor, Roadmap, Task

GOAL = 10.0  # seconds
TODAY = date(2024, 11, 20)  # inside the invented plan's year
TERRITORIES = 20
# what the cascade writes, and which rows of each table it wrote
WRITTEN = {
    "roadmaps_roadmap": "parent_id IS NOT NULL",
    "roadmaps_section": "roadmap_id IN (SELECT id FROM roadmaps_roadmap WHERE parent_id > 0)",
    "roadmaps_item": "origin_id IS NOT NULL",
    "roadmaps_itemactor": "item_id IN (SELECT id FROM roadmaps_item WHERE origin_id > 0)",
    "roadmaps_task": "item_id IN (SELECT id FROM roadmaps_item WHERE origin_id > 0)",
    "audit_entry": "verb LIKE 'cascade%'",
}


def plant(operator: Scope, units: int) -> Unit:
    """Open a ministry with territories and so many schools under them."""

    def open_unit(code: str, kind: str, parent: Unit | None) -> Unit:
        unit = organisations.open_unit(
            operator, code=code, kind=kind, parent=parent, full_name=f"Организация {code}",
            short_name=code, timezone="Europe/Moscow", on=date(2020, 1, 1),
        )  # fmt: skip
        return get_unit(operator, unit.pk)

    ministry = open_unit("ministry", UnitKind.MINISTRY, None)
    towns = [
        open_unit(f"town-{at}", UnitKind.MUNICIPAL_AUTHORITY, ministry) for at in range(TERRITORIES)
    ]
    for at in range(units):
        open_unit(f"school-{at}", UnitKind.SCHOOL, towns[at % TERRITORIES])
    return ministry


def plan_for_all(operator: Scope, ministry: Unit, items: int) -> Roadmap:
    """Return a plan in force of which every item means every school, and the list approved."""
    roadmap = services.create_roadmap_from_plan(operator, ministry, read_plan(invented(items)))
    ItemActor.objects.filter(item__roadmap=roadmap).delete()
    ItemActor.objects.bulk_create(
        ItemActor(
            item=item, position=0, text="ОО", kind="other", state=ActorState.UNITS,
            unit=ministry, kinds=[UnitKind.SCHOOL],
        )
        for item in roadmap.items.all()
    )  # fmt: skip
    Task.objects.filter(roadmap=roadmap).delete()
    drafted = services.draft_participation(operator, ministry, TODAY.year)
    services.approve_participation(
        operator, drafted.pk, act_text="приказ", approved_on=TODAY, version=0
    )
    return roadmap


class Steps:
    """Counts how often the job told how far it is."""

    count = 0

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        self.count += sql.startswith('UPDATE "jobs_job" SET "done"')
        return execute(sql, *rest)


def copy_bare() -> tuple[int, float]:
    """Copy the rows into bare tables; returns how many, and the seconds of writing them."""
    rows, seconds = 0, 0.0
    with connection.cursor() as cursor:
        for table, wanted in WRITTEN.items():
            cursor.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)")
            source = f"SELECT * FROM {table} WHERE {wanted}"  # noqa: S608 - our own words
            with cursor.copy(f"COPY ({source}) TO STDOUT (FORMAT binary)") as out:
                data = list(out)
            started = time.perf_counter()
            with (
                transaction.atomic(),
                cursor.copy(f"COPY bare_{table} FROM STDIN (FORMAT binary)") as into,
            ):
                for block in data:
                    into.write(block)
            seconds += time.perf_counter() - started
            rows += cursor.rowcount
    return rows, seconds


def main(units: int = 1000, items: int = 30) -> int:
    """Print the table; returns 1 when the cascade misses its goal."""
    with database() as url:
        use_server(url)
        call_command("migrate", verbosity=0)
        operator = Scope.of_operator(TODAY)
        roadmap = plan_for_all(operator, plant(operator, units), items)
        times, steps = [], Steps()
        for _ in range(2):
            job = services.cascade_in_background(operator, roadmap.pk)
            started = time.perf_counter()
            with connection.execute_wrapper(steps):
                job = jobs.run_job_here(operator, job.pk)
            times.append(time.perf_counter() - started)
            assert job.state == JobState.DONE, job.message
        rows, bare = copy_bare()
        connections.close_all()
    print(f"{f'{items} items to {units} units':<28}{'seconds':>10}{'rows':>10}{'rows/s':>10}")
    print(f"{'cascade, as a job':<28}{times[0]:>10.2f}{rows:>10}{rows / times[0]:>10.0f}")
    print(f"{'the same again':<28}{times[1]:>10.2f}{0:>10}")
    print(f"{'bare COPY of these rows':<28}{bare:>10.2f}{rows:>10}{rows / bare:>10.0f}")
    print(f"told how far it was {steps.count // 2} times a run")
    print(f"goal {GOAL:.0f} s: {'reached' if times[0] <= GOAL else 'MISSED'}")
    return int(times[0] > GOAL)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))

"""The controller's page of a region with 90,000 tasks: `python -m benchmarks.control [requests]`.

1,000 schools × 30 items × 3 years are put in by COPY; then the page is asked for through the whole
product, without the network, and beside it the plain way is timed: a count for every school and
figure. With DATABASE_URL a database of its own on that server, else on one that disappears.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

# what follows needs Django set up first: hence E402
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.import_plan import TODAY, database  # sets Django up
from nastavnik.accounts import services as accounts
from nastavnik.accounts.models import User
from nastavnik.kernel import clock
from nastavnik.kernel.database import use_server
from nastavnik.kernel.scope import Scope
from nastavnik.organisations import services as organisations
from nastavnik.organisations.choices import UnitKind
from nastavnik.organisations.models import Unit
from nastavnik.pure.schoolyear import school_year, school_year_of
from nastavnik.roadmaps.models import Task
from nastavnik.roadmaps.selectors import TaskFilter, list_tasks, narrow

TERRITORIES, SCHOOLS, ITEMS, YEARS = 25, 1000, 30, 3
GOAL_MS, GOAL_QUERIES = 150, 15
START = date(2020, 1, 1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def main(requests: int = 100) -> int:
    """Print the tables; returns 1 when the page misses its goal."""
    with database() as url, tempfile.TemporaryDirectory() as folder:
        settings.DATA = Path(folder)
        settings.STORAGES["staticfiles"] = {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        }
        use_server(url)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        today = clock.today()
        started = time.perf_counter()
        user, town = build(today)
        print(f"{Task.objects.count()} tasks made in {time.perf_counter() - started:.1f} s\n")
        reached = time_pages(user, town, requests)
        time_plain_way(today)
        connections.close_all()
    return int(not reached)


def time_pages(user: User, town: int, requests: int) -> bool:
    """Print how long the pages take and how many statements they are; tells whether goals hold."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user, backend=BACKEND)
    address = reverse("show_control")
    pages = [
        ("region by territory", address),
        ("territory by school", f"{address}?under={town}"),
        ("region as a document", reverse("export_control", args=["docx"])),
    ]
    print(f"{'page':<24}{'p50, ms':>9}{'p95, ms':>9}{'queries':>9}{'KB':>7}")
    reached = True
    for name, page in pages:
        client.get(page)  # compiles the template, notes where the login was last seen
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(page)
        assert answer.status_code == 200, answer.status_code
        queries = caught.captured_queries
        times = []
        for _ in range(requests):
            started = time.perf_counter()
            client.get(page)
            times.append(1000 * (time.perf_counter() - started))
        p95 = statistics.quantiles(times, n=20)[-1]
        size = len(answer.content) / 1024
        print(f"{name:<24}{statistics.median(times):>9.0f}{p95:>9.0f}{len(queries):>9}{size:>7.0f}")
        if name.startswith("region by"):
            reached = p95 <= GOAL_MS and len(queries) <= GOAL_QUERIES
            slowest = sorted(queries, key=lambda one: -float(one["time"]))[:4]
    for one in slowest:
        print(f"  {1000 * float(one['time']):>5.0f} ms  {one['sql'][:150]}")
    print(f"goal {GOAL_MS} ms, {GOAL_QUERIES} queries: {'reached' if reached else 'MISSED'}\n")
    return reached


def time_plain_way(today: date) -> None:
    """Print how long it takes to count every figure of every school by itself."""
    scope = Scope.of_operator(today)
    wanted = [TaskFilter(when=when) for when in ("soon", "overdue", "risk", "fell", "in_time")]
    wanted += [TaskFilter(state="submitted"), TaskFilter(when="pressing", bare=True)]
    started = time.perf_counter()
    tasks = list_tasks(scope)
    schools = list(Unit.objects.filter(kind=UnitKind.SCHOOL)[: SCHOOLS // 10])
    for school in schools:
        for one in wanted:
            narrow(scope, tasks.filter(unit=school), one).count()
    seconds = (time.perf_counter() - started) * SCHOOLS / len(schools)
    print(f"a count per school and figure, {SCHOOLS * len(wanted)} queries: {seconds:.1f} s")


def build(today: date) -> tuple[User, int]:
    """Plant the region with its tasks; returns who controls it and one of its territories."""
    operator = Scope.of_operator(TODAY)
    top = organisations.open_unit(
        operator, code="ministry", kind=UnitKind.MINISTRY, parent=None, on=START,
        full_name="Министерство образования Озёрного края", short_name="Министерство образования",
        timezone="Europe/Moscow",
    )  # fmt: skip
    top = organisations_get(operator, top.pk)
    user = accounts.create_user(operator, username="officer", email="", name="Артём", at=top)
    accounts.grant_role(operator, user, role="ministry", unit=top, on=START)
    first = top.pk + 1
    towns = range(first, first + TERRITORIES)
    schools = range(first + TERRITORIES, first + TERRITORIES + SCHOOLS)
    _copy_units(top.pk, towns, schools)
    _copy_plans(schools, today)
    _copy_tasks(schools, today)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the server does by itself after a while
    return user, towns[0]


def organisations_get(scope: Scope, pk: int) -> Unit:
    """Return the unit as it stands today."""
    return Unit.objects.on(scope.on).get(pk=pk)


def _copy(table: str, columns: str, rows: Iterator[Sequence[object]]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _copy_units(top: int, towns: range, schools: range) -> None:
    kinds = dict.fromkeys(towns, UnitKind.MUNICIPAL_AUTHORITY)
    kinds |= dict.fromkeys(schools, UnitKind.SCHOOL)
    parents = dict.fromkeys(towns, top)
    parents |= {pk: towns[number % TERRITORIES] for number, pk in enumerate(schools)}
    paths = {pk: f"{top}.{pk}" for pk in towns}
    paths |= {pk: f"{top}.{parents[pk]}.{pk}" for pk in schools}
    during = f"[{START},)"
    _copy(
        "organisations_unit", "id, code, kind, timezone",
        ((pk, f"unit-{pk}", str(kind), "Europe/Moscow") for pk, kind in kinds.items()),
    )  # fmt: skip
    _copy(
        "organisations_unitname", "during, unit_id, full_name, short_name",
        ((during, pk, f"Управление № {pk}", f"Управление образования района № {pk}")
         if pk in towns else (during, pk, f"Школа № {pk}", f"МБОУ «Средняя школа № {pk}»")
         for pk in kinds),
    )  # fmt: skip
    _copy(
        "organisations_placement", "during, unit_id, parent_id, path",
        ((during, pk, parents[pk], path) for pk, path in paths.items()),
    )  # fmt: skip


def _years(today: date) -> list[tuple[date, date]]:
    latest = school_year_of(today)
    return [school_year(latest - back) for back in range(YEARS)]


def _copy_plans(schools: range, today: date) -> None:
    """A plan for each school and year, 30 items in each; keys count from one."""
    years = _years(today)
    plans = [(unit, year) for unit in schools for year in years]
    _copy(
        "roadmaps_roadmap",
        "id, unit_id, kind, title, period, context_year, columns, findings, rows, created, state,"
        " in_force, edition, version",
        ((number, unit, "roadmap", "Дорожная карта наставничества", f"[{first},{last}]", "", "[]",
          "[]", "{}", f"{first} 12:00+03", "approved", first, 0, 0)
         for number, (unit, (first, last)) in enumerate(plans, 1)),
    )  # fmt: skip
    _copy(
        "roadmaps_item",
        "id, roadmap_id, position, key, number, number_restored, title, term_text, term, windows,"
        " responsible_text, result, results_more, note, extra, places, doubts, outcome, version",
        ((ITEMS * plan + number, plan + 1, number, f"0:{number}", str(number), False,
          f"Мероприятие № {number}", "в течение года", "{}", "{}", "Куратор", "Справка", "{}", "",
          "{}", "{}", "[]", "open", 0)
         for plan in range(len(plans)) for number in range(1, ITEMS + 1)),
    )  # fmt: skip


def _copy_tasks(schools: range, today: date) -> None:
    """A task for each item; most of the past ones are done in time, with a document."""
    chance = random.Random(79)  # noqa: S311 - the same region in every run
    tasks, documents, prolonged = [], [], []
    key = 0
    for unit in schools:
        for first, last in _years(today):
            for _ in range(ITEMS):
                key += 1
                due = first + timedelta(days=chance.randrange((last - first).days + 1))
                state = _state(chance, due, today)
                handed = due + timedelta(days=chance.choice((-20, -9, -3, -1, -1, 0, 4)))
                handed = min(handed, today) if state in ("done", "submitted") else None
                closed = handed if state == "done" else due if state == "not_done" else None
                tasks.append((key, (key - 1) // ITEMS + 1, key, unit, due, state, handed, closed))
                if handed or chance.random() < 0.3:
                    documents.append(key)
                if chance.random() < 0.04:
                    prolonged.append((key, due))
    _copy(
        "roadmaps_task",
        "id, roadmap_id, item_id, unit_id, due, planned_due, state, submitted_on, closed_on, who,"
        " key, post, waits_for, conditional, remark, version, created",
        ((pk, plan, item, unit, due, due, state, handed, closed, "Куратор", "once", "curator", "",
          False, "", 0, "2026-09-01 12:00+03")
         for pk, plan, item, unit, due, state, handed, closed in tasks),
    )  # fmt: skip
    _copy(
        "roadmaps_evidence", "task_id, kind, title, number, link, note, added",
        ((pk, "report", "Справка", "1", "", "", "2026-09-01 12:00+03") for pk in documents),
    )  # fmt: skip
    _copy(
        "roadmaps_prolongation", "task_id, was, until, reason, \"on\"",
        ((pk, due - timedelta(days=30), due, "Карантин", due - timedelta(days=31))
         for pk, due in prolonged),
    )  # fmt: skip


def _state(chance: random.Random, due: date, today: date) -> str:
    if due < today:
        return chance.choices(("done", "not_done", "open", "returned", "submitted"),
                              (86, 4, 6, 2, 2))[0]  # fmt: skip
    return chance.choices(("done", "open", "returned", "submitted"), (5, 88, 2, 5))[0]


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))

"""How long the reminders of a night take: 1,000 schools × 90 tasks, a year around today.

Beside them the night after, and the same night again. Run: python -m benchmarks.reminders [units]
[tasks of each]. With DATABASE_URL a database of its own on that server, else on a server that
disappears afterwards.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection, connections

from benchmarks.cascade import TERRITORIES, plant
from benchmarks.import_plan import database  # it sets Django up
from benchmarks.plans import invented
from nastavnik.accounts.models import Grant, User
from nastavnik.kernel.database import use_server
from nastavnik.kernel.dated import since
from nastavnik.kernel.scope import Scope
from nastavnik.organisations.models import Unit
from nastavnik.people.choices import ROLE_OF_POST, Post
from nastavnik.people.models import Appointment, Person
from nastavnik.pure.plans import read_plan
from nastavnik.roadmaps import services
from nastavnik.roadmaps.models import Task

GOAL = 30.0  # seconds
TODAY = date(2024, 11, 20)  # inside the invented plan's year
NIGHT = datetime(2024, 11, 19, 21, 5, tzinfo=UTC)  # the day has just begun in Moscow
OVERDUE, AHEAD = 60, 300  # days around today over which the tasks are spread


def appoint(units: dict[str, list[Unit]]) -> int:
    """Give every unit its people with logins and addresses; returns how many."""
    posts = {
        "ministry": (Post.MINISTRY_OFFICER, Post.MINISTRY_OFFICER),
        "town": (Post.TERRITORIAL_COORDINATOR, Post.HEAD),
        "school": (Post.CURATOR, Post.HEAD),
    }
    wanted = [
        (f"{unit.code}-{number}", post, unit)
        for kind, found in units.items()
        for unit in found
        for number, post in enumerate(posts[kind])
    ]
    users = User.objects.bulk_create(
        User(username=name, name=name, email=f"{name}@kray.example") for name, _, _ in wanted
    )
    people = Person.objects.bulk_create(
        Person(surname="Работник", name=user.username, user=user) for user in users
    )
    during = since(date(2020, 1, 1))
    Appointment.objects.bulk_create(
        Appointment(person=person, post=post, unit=unit, during=during)
        for person, (_, post, unit) in zip(people, wanted, strict=True)
    )
    Grant.objects.bulk_create(
        Grant(user=user, role=ROLE_OF_POST[post], unit=unit, during=during)
        for user, (_, post, unit) in zip(users, wanted, strict=True)
    )
    return len(users)


def plant_tasks(operator: Scope, ministry: Unit, schools: list[Unit], each: int) -> None:
    """Lay tasks upon every school, due evenly over the days around today."""
    roadmap = services.create_roadmap_from_plan(operator, ministry, read_plan(invented(30)))
    items = list(roadmap.items.all())
    Task.objects.all().delete()
    span = OVERDUE + AHEAD
    Task.objects.bulk_create(
        (
            Task(
                roadmap=roadmap, item=items[number % len(items)], who=unit.code, key=str(number),
                unit=unit, post=Post.CURATOR if number % 2 else "",
                due=(due := TODAY + timedelta(days=(number * 7 + place) % span - OVERDUE)),
                planned_due=due,
            )
            for place, unit in enumerate(schools)
            for number in range(each)
        ),
        batch_size=5000,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class Queries:
    """Counts the queries."""

    count = 0

    def __call__(self, execute: Callable[..., Any], *rest: Any) -> Any:
        self.count += 1
        return execute(*rest)


def main(units: int = 1000, each: int = 90) -> int:
    """Print the table; returns 1 when the first night misses its goal."""
    with database() as url:
        use_server(url)
        call_command("migrate", verbosity=0)
        operator = Scope.of_operator(TODAY)
        ministry = plant(operator, units)
        schools = list(Unit.objects.filter(code__startswith="school-").order_by("pk"))
        towns = list(Unit.objects.filter(code__startswith="town-"))
        people = appoint({"ministry": [ministry], "town": towns, "school": schools})
        plant_tasks(operator, ministry, schools, each)
        print(f"{units * each} tasks, {units} schools, {TERRITORIES} territories, {people} people")
        print(f"{'':<22}{'seconds':>9}{'reminders':>11}{'notices':>9}{'letters':>9}{'queries':>9}")
        first = 0.0
        nights = (("first night", 0), ("the same again", 0), ("the night after", 1))
        for name, later in nights:
            queries, started = Queries(), time.perf_counter()
            with connection.execute_wrapper(queries):
                given = services.remind(operator, NIGHT + timedelta(days=later))
            took = time.perf_counter() - started
            first = first or took
            print(
                f"{name:<22}{took:>9.2f}{given.reminders:>11}{given.notices:>9}"
                f"{given.letters:>9}{queries.count:>9}"
            )
        connections.close_all()
    print(f"goal {GOAL:.0f} s: {'reached' if first <= GOAL else 'MISSED'}")
    return int(first > GOAL)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))

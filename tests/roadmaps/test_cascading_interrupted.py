"""Cascades that are interrupted, or run at the same time: all of it, once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.db import DatabaseError, connection, connections

from nastavnik.audit import selectors as audit
from nastavnik.audit.models import Entry
from nastavnik.jobs import services as jobs
from nastavnik.jobs.choices import JobState
from nastavnik.roadmaps import services
from nastavnik.roadmaps.choices import Outcome, RoadmapState
from nastavnik.roadmaps.models import Evidence, Item, Roadmap, Task
from nastavnik.roadmaps.services import cascade_roadmap, cascading
from tests.conftest import NOON
from tests.region import TODAY, Region, build_region, find_region
from tests.roadmaps.cascades import INSTITUTIONS, approve_list, item_of, mean, upper_plan

ITEMS, PLANS = 9, 6


@pytest.fixture
def lasting(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Region]:
    """The region, with one unit in a chunk; what is done to it is committed."""
    monkeypatch.setattr(cascading, "CHUNK", 1)
    with time_machine.travel(NOON, tick=False):
        yield find_region() or build_region()


def begun(region: Region) -> Roadmap:
    approve_list(region)
    return upper_plan(region)


def at_once(works: list[Callable[[], object]]) -> list[str]:
    """Do the works at the same time; returns the errors of the database."""
    start, failed = threading.Barrier(len(works)), []

    def do(work: Callable[[], object]) -> None:
        start.wait()
        try:
            work()
        except DatabaseError as error:
            failed.append(str(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def counted(upper: Roadmap) -> tuple[int, int, int]:
    items = Item.objects.filter(origin__roadmap=upper)
    return items.count(), Task.objects.filter(item__in=items).count(), upper.children.count()


def test_job_stopped_between_chunks_does_the_rest_later(lasting: Region) -> None:
    upper = begun(lasting)

    class Stopped(Exception):
        pass

    def tell(done: int, total: int) -> None:
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        cascade_roadmap(lasting.operator, upper.pk, tell=tell)
    assert upper.children.count() == 2
    done = cascade_roadmap(lasting.operator, upper.pk)
    assert (done.units, counted(upper)) == (PLANS - 2, (ITEMS, ITEMS, PLANS))


def test_lost_session_at_any_instant_leaves_whole_chunks(lasting: Region) -> None:
    upper = begun(lasting)
    sessions: list[int] = []
    pauses = [0.0, 0.02, 0.04, 0.07, 0.1, 0.15]

    def cascade() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            sessions.append(cursor.fetchone()[0])
        cascade_roadmap(lasting.operator, upper.pk)

    def end() -> None:
        while not sessions:
            time.sleep(0.001)
        time.sleep(pauses.pop())
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [sessions[-1]])

    while pauses:
        sessions.clear()
        at_once([cascade, end])
        for plan in upper.children.all():  # what is there is whole: every item has its task
            assert all(item.tasks.count() == item.actors.count() == 1 for item in plan.items.all())
    cascade_roadmap(lasting.operator, upper.pk)
    assert counted(upper) == (ITEMS, ITEMS, PLANS)
    assert Entry.objects.filter(verb="cascade_items").count() == PLANS
    assert audit.find_break() is None


def test_two_cascades_at_once_make_everything_once(lasting: Region) -> None:
    upper = begun(lasting)
    work = lambda: cascade_roadmap(lasting.operator, upper.pk)  # noqa: E731 - twice the same
    assert at_once([work, work, work]) == []
    assert counted(upper) == (ITEMS, ITEMS, PLANS)
    assert Entry.objects.filter(verb="cascade_items").count() == PLANS


def test_region_and_town_at_once_give_a_school_one_plan(lasting: Region) -> None:
    upper = begun(lasting)
    town = Roadmap.objects.create(
        parent=upper, unit=lasting.units["town"], kind="plan", title="План города", columns=[],
        period=upper.period, state=RoadmapState.APPROVED, in_force=TODAY,
    )  # fmt: skip
    own = town.items.create(position=0, key="own", title="Собрать планы школ", term={})
    own.actors.create(position=0, text="ОО", kind="other", state="unresolved")
    mean(own, lasting.units["town"].pk, INSTITUTIONS)
    failed = at_once(
        [
            lambda: cascade_roadmap(lasting.operator, upper.pk),
            lambda: cascade_roadmap(lasting.scope("coordinator"), town.pk),
        ]
    )
    assert failed == []
    for school in ("school_one", "school_two"):
        plan = Roadmap.objects.get(unit=lasting.units[school])
        assert plan.items.count() == 3
        assert sorted(plan.items.values_list("position", flat=True)) == [0, 1, 2]


def test_two_who_close_the_last_tasks_at_once_close_the_upper_item(lasting: Region) -> None:
    upper = begun(lasting)
    cascade_roadmap(lasting.operator, upper.pk)
    third = item_of(upper, "2.1")
    tasks = list(Task.objects.filter(item__origin=third))
    for task in tasks:
        Evidence.objects.create(task=task, kind="minutes", number="1", date=TODAY)
        services.submit_task(lasting.operator, task.pk, completed_on=TODAY)
    works = [
        lambda pk=task.pk: services.accept_task(lasting.operator, pk)  # type: ignore[misc]
        for task in tasks
    ]
    assert at_once(works) == []
    third.refresh_from_db()
    assert third.outcome == Outcome.DONE


def test_job_tells_how_far_it_is_and_what_came_of_it(lasting: Region) -> None:
    upper = begun(lasting)
    job = services.cascade_in_background(lasting.scope("officer"), upper.pk)
    assert services.cascade_in_background(lasting.scope("officer"), upper.pk) == job
    job = jobs.run_job_here(lasting.scope("officer"), job.pk)
    assert (job.state, job.done, job.total) == (JobState.DONE, PLANS, PLANS)
    assert (job.result["units"], job.result["new"]) == (PLANS, ITEMS)
    assert f"Мероприятий: новых — {ITEMS}" in job.message
    assert counted(upper) == (ITEMS, ITEMS, PLANS)

"""Jobs: who starts, sees and cancels them, and how they are carried out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from procrastinate.contrib.django.models import ProcrastinateJob

from nastavnik.accounts.models import Grant
from nastavnik.audit.models import Entry
from nastavnik.jobs import queue, running, selectors, services
from nastavnik.jobs.choices import JobState
from nastavnik.jobs.models import Job
from nastavnik.jobs.registry import KINDS, PERIODIC, Kind, Periodic, job_kind
from nastavnik.kernel import clock
from nastavnik.kernel.errors import Conflict, Missing, NotAllowed, RuleBroken
from nastavnik.kernel.scope import Right, Scope
from tests.region import TODAY, Region

Handler = Callable[..., dict[str, Any]]


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> Callable[[Handler], None]:
    """Return a function that registers a handler under the name «probe» for this test."""

    def register(handler: Handler) -> None:
        monkeypatch.setitem(KINDS, "probe", Kind("probe", "Проба", Right.SEE_UNITS, handler))

    return register


def waiting(job: Job) -> list[str]:
    rows = ProcrastinateJob.objects.filter(lock=f"job-{job.pk}")
    return list(rows.order_by("id").values_list("status", flat=True))


def start(region: Region, who: str = "auditor") -> Job:
    return services.start_job(region.scope(who), "check_journal")


def test_started_job_waits_in_the_queue_and_in_the_journal(region: Region) -> None:
    job = start(region)
    assert (job.state, job.title, job.user) == (
        JobState.QUEUED,
        "Проверка журнала",
        region.users["auditor"],
    )
    assert waiting(job) == ["todo"]
    entry = Entry.objects.latest("id")
    assert (entry.verb, entry.target_key, entry.actor) == ("start_job", str(job.pk), job.user_id)


@pytest.mark.parametrize("who", ["curator", "head", "mentee", "stranger"])
def test_job_needs_the_right_of_its_kind(region: Region, who: str) -> None:
    with pytest.raises(NotAllowed):
        start(region, who)
    assert not Job.objects.exists()


@pytest.mark.parametrize(("at", "may"), [("school_one", True), ("school_two", False)])
def test_job_for_a_unit_needs_the_right_there(region: Region, kind, at: str, may: bool) -> None:
    kind(lambda scope, run: {})
    unit = region.units[at]
    if may:
        assert services.start_job(region.scope("curator"), "probe", unit=unit).unit == unit
    else:
        with pytest.raises(NotAllowed):
            services.start_job(region.scope("curator"), "probe", unit=unit)


def test_same_work_is_not_started_twice_while_it_lives(region: Region) -> None:
    first = start(region)
    assert start(region) == first
    assert waiting(first) == ["todo"]
    assert start(region, "administrator") != first
    services.cancel_job(region.scope("auditor"), first.pk)
    assert start(region) != first


@pytest.mark.parametrize(
    ("who", "sees"),
    [("auditor", True), ("administrator", True), ("officer", False), ("stranger", False)],
)
def test_own_jobs_are_seen_and_all_by_the_administrator(
    region: Region, who: str, sees: bool
) -> None:
    job = start(region)
    scope = region.scope(who)
    assert (job in selectors.list_jobs(scope)) is sees
    if sees:
        assert selectors.get_job(scope, job.pk) == job
    else:
        with pytest.raises(Missing):
            selectors.get_job(scope, job.pk)


def test_administrator_of_a_branch_sees_the_jobs_of_its_units(region: Region, kind) -> None:
    kind(lambda scope, run: {})
    job = services.start_job(region.scope("curator"), "probe", unit=region.units["school_one"])
    elsewhere = services.start_job(
        region.scope("neighbour"), "probe", unit=region.units["school_far"]
    )
    nowhere = start(region)
    town = frozenset({str(region.unit("town").path)})
    scope = Scope(region.users["coordinator"].pk, TODAY, {Right.SEE_JOBS: town})
    assert list(selectors.list_jobs(scope)) == [job]
    assert set(selectors.list_jobs(region.operator)) == {job, elsewhere, nowhere}


def test_job_is_carried_out_with_the_rights_of_who_started_it(region: Region, kind) -> None:
    seen: list[Scope] = []

    def handler(scope: Scope, run: running.Run, *, number: int) -> dict[str, Any]:
        seen.append(scope)
        run.progress(number, 7)
        told = Job.objects.get(kind="probe")
        assert (told.state, told.done, told.total) == (JobState.RUNNING, 3, 7)
        return {"units": 3, "message": "Готово: 3."}

    kind(handler)
    job = services.start_job(region.scope("curator"), "probe", number=3)
    running.carry_out(job.pk)
    job.refresh_from_db()
    assert seen == [region.scope("curator")]
    assert (job.state, job.message, job.result) == (JobState.DONE, "Готово: 3.", {"units": 3})
    assert job.started is not None
    assert job.finished == clock.now()


def test_job_of_the_system_acts_as_the_operator(region: Region, kind) -> None:
    seen: list[Scope] = []
    kind(lambda scope, run: seen.append(scope) or {})
    running.carry_out(services.start_job(region.operator, "probe").pk)
    assert seen == [Scope.of_operator(TODAY)]


def test_journal_is_checked_in_a_job(region: Region) -> None:
    job = start(region)
    total = Entry.objects.count()
    job = services.run_job_here(region.scope("auditor"), job.pk)
    assert (job.state, job.result) == (JobState.DONE, {"checked": total})
    assert (job.done, job.total) == (total, total)
    assert waiting(job) == ["cancelled"]


def test_forged_row_is_named_by_the_job(region: Region) -> None:
    forged = Entry.objects.earliest("id")
    Entry.objects.filter(pk=forged.pk).update(actor=1)
    job = services.run_job_here(region.operator, start(region).pk)
    assert job.result["broken"] == forged.pk
    assert f"№ {forged.pk}" in job.message


def _raise(failure: Exception) -> dict[str, Any]:
    raise failure


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        (RuleBroken("Так нельзя."), "Так нельзя."),
        (NotAllowed("right"), running.NOT_ALLOWED),
        (Missing("thing"), running.MISSING),
    ],
)
def test_refusal_ends_the_job_in_words(
    region: Region, kind, failure: Exception, message: str
) -> None:
    kind(lambda scope, run: _raise(failure))
    job = services.start_job(region.operator, "probe")
    running.carry_out(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, message)


def test_error_of_the_program_is_stored_and_stays_loud(region: Region, kind) -> None:
    kind(lambda scope, run: _raise(ZeroDivisionError("Иванов")))
    job = services.start_job(region.operator, "probe")
    with pytest.raises(ZeroDivisionError):
        running.carry_out(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, running.BROKEN)


@pytest.mark.parametrize("lost", ["rights", "login"])
def test_job_of_who_may_no_longer_is_not_done(region: Region, lost: str) -> None:
    job = start(region)
    if lost == "rights":
        Grant.objects.filter(user=job.user).delete()
    else:
        region.users["auditor"].is_active = False
        region.users["auditor"].save(update_fields=["is_active"])
    running.carry_out(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, running.NOT_ALLOWED)


def test_waiting_job_is_cancelled_at_once(region: Region) -> None:
    job = services.cancel_job(region.scope("auditor"), start(region).pk)
    assert (job.state, job.message) == (JobState.CANCELLED, running.CANCELLED)
    assert waiting(job) == ["cancelled"]
    assert Entry.objects.latest("id").verb == "cancel_job"
    running.carry_out(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_running_job_stops_between_its_chunks(region: Region, kind) -> None:
    chunks = []

    def handler(scope: Scope, run: running.Run) -> dict[str, Any]:
        for chunk in range(5):
            run.progress(chunk, 5)
            chunks.append(chunk)
            if chunk == 2:
                services.cancel_job(scope, Job.objects.get().pk)
        return {}

    kind(handler)
    job = services.start_job(region.scope("curator"), "probe")
    running.carry_out(job.pk)
    job.refresh_from_db()
    assert chunks == [0, 1, 2]
    assert (job.state, job.message, job.done) == (JobState.CANCELLED, running.CANCELLED, 3)


def test_job_of_another_is_missing_for_who_cancels(region: Region) -> None:
    job = start(region)
    with pytest.raises(Missing):
        services.cancel_job(region.scope("officer"), job.pk)
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_ended_job_can_be_neither_cancelled_nor_run(region: Region) -> None:
    scope = region.scope("auditor")
    job = services.run_job_here(scope, start(region).pk)
    for act in (services.cancel_job, services.run_job_here):
        with pytest.raises(RuleBroken):
            act(scope, job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_job_that_a_worker_has_is_not_run_here(region: Region) -> None:
    job = start(region)
    queue.take_back(job.pk)
    with pytest.raises(Conflict):
        services.run_job_here(region.scope("auditor"), job.pk)


def test_stopped_worker_leaves_the_rest_to_the_next(region: Region, kind) -> None:
    def handler(scope: Scope, run: running.Run) -> dict[str, Any]:
        run.progress(1, 2)
        return {}

    kind(handler)
    job = services.start_job(region.operator, "probe")
    queue.take_back(job.pk)
    running.carry_out(job.pk, stopping=lambda: True)
    job.refresh_from_db()
    assert (job.state, job.finished) == (JobState.QUEUED, None)
    assert waiting(job) == ["cancelled", "todo"]
    running.carry_out(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempt) == (JobState.DONE, 2)


def test_worker_that_comes_back_from_the_dead_lets_go(region: Region, kind) -> None:
    chunks = []

    def handler(scope: Scope, run: running.Run) -> dict[str, Any]:
        for chunk in range(3):
            chunks.append(chunk)
            run.progress(chunk + 1, 3)
            if len(chunks) == 1:
                running.carry_out(job.pk)  # another worker, meanwhile
        return {"chunks": len(chunks)}

    kind(handler)
    job = services.start_job(region.operator, "probe")
    running.carry_out(job.pk)
    job.refresh_from_db()
    assert chunks == [0, 0, 1, 2, 1]
    assert (job.state, job.attempt, job.result) == (JobState.DONE, 2, {"chunks": 4})


def test_late_end_of_a_lost_job_changes_nothing(region: Region, kind) -> None:
    runs = []

    def handler(scope: Scope, run: running.Run) -> dict[str, Any]:
        runs.append(len(runs))
        if len(runs) == 1:
            running.carry_out(job.pk)  # another worker ends it meanwhile
            return {"message": "поздно"}
        return {"message": "вовремя"}

    kind(handler)
    job = services.start_job(region.operator, "probe")
    running.carry_out(job.pk)
    job.refresh_from_db()
    assert (runs, job.state, job.message) == ([0, 1], JobState.DONE, "вовремя")


def test_job_that_kills_its_workers_is_given_up(region: Region, kind) -> None:
    kind(lambda scope, run: {})
    job = services.start_job(region.operator, "probe")
    Job.objects.filter(pk=job.pk).update(attempt=running.ATTEMPTS, state=JobState.RUNNING)
    running.carry_out(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, running.TOO_OFTEN)


@pytest.mark.parametrize(("silence", "again"), [(60, False), (180, True)])
def test_job_that_nobody_has_is_put_into_the_queue_again(
    region: Region, silence: int, again: bool
) -> None:
    job = start(region)
    queue.take_back(job.pk)
    heard = clock.now() - timedelta(seconds=silence)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, heartbeat=heard)
    assert running.rescue() == int(again)
    assert waiting(job) == ["cancelled", "todo"][: 1 + again]
    assert running.rescue() == 0


def test_kind_is_registered_once() -> None:
    with pytest.raises(ValueError, match="check_journal"):
        job_kind("check_journal", title="Ещё раз", right=Right.SEE_JOURNAL)(lambda *_: {})


@pytest.mark.parametrize(("stopping", "result"), [(False, {"count": 2}), (True, {})])
def test_periodic_work_is_done_for_the_system(
    region: Region, stopping: bool, result: dict[str, Any]
) -> None:
    def handler(scope: Scope, run: running.Run) -> dict[str, Any]:
        assert scope == Scope.of_operator(TODAY)
        run.progress(1)
        return {"count": 2}

    work = Periodic("probe", "Проба", "* * * * *", True, handler)
    assert running.do_periodic(work, stopping=lambda: stopping) == result


def test_old_jobs_and_sessions_are_forgotten(region: Region) -> None:
    scope, day = region.scope("auditor"), timedelta(days=1)
    jobs = [services.run_job_here(scope, start(region).pk) for _ in range(2)]
    Job.objects.filter(pk=jobs[0].pk).update(finished=clock.now() - 91 * day)
    living = start(region)
    for key, ends in (("old", clock.now() - day), ("new", clock.now() + day)):
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
    for name in ("tidy", "sessions"):
        assert running.do_periodic(PERIODIC[name])["deleted"] == 1
    assert set(Job.objects.all()) == {jobs[1], living}
    assert Session.objects.get().session_key == "new"

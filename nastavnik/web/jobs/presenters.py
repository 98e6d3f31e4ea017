"""A job as people read it: how far it is, how long it will take, what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from nastavnik.accounts import selectors as accounts
from nastavnik.jobs import rules
from nastavnik.jobs.choices import JobState
from nastavnik.kernel.scope import Scope
from nastavnik.people import selectors as people
from nastavnik.web.shell.jinja import plural

if TYPE_CHECKING:
    from nastavnik.jobs.models import Job

TONES = {
    JobState.QUEUED: "neutral",
    JobState.RUNNING: "info",
    JobState.DONE: "success",
    JobState.FAILED: "danger",
    JobState.CANCELLED: "warning",
}
NOTICES = {JobState.DONE: "success", JobState.FAILED: "error", JobState.CANCELLED: "warning"}
# what a job has made, by the key in its result → the view that shows it, and the words of the link
MADE = {
    "roadmap": ("show_roadmap", "Открыть дорожную карту"),
    "unit": ("show_unit", "Открыть организацию"),
    "coverage": ("show_coverage", "Открыть исполнение в организациях"),
}
SOON = 3  # seconds of work before which its pace says nothing


@dataclass(frozen=True, slots=True)
class JobView:
    """A job; `left` is "" where nothing is known, `links` are (words, address)."""

    pk: int
    title: str
    state: str
    tone: str
    who: str
    created: datetime
    finished: datetime | None
    is_living: bool
    is_running: bool
    cancel_asked: bool
    done: int
    total: int | None
    left: str
    message: str
    notice: str
    links: list[tuple[str, str]]


def job_view(scope: Scope, job: Job, now: datetime) -> JobView:
    """Present one job."""
    return job_views(scope, [job], now)[0]


def job_views(scope: Scope, jobs: Iterable[Job], now: datetime) -> list[JobView]:
    """Present jobs; the names of who started them are read at once, one's own is not told."""
    shown = list(jobs)
    others = {job.user_id for job in shown if job.user_id not in {None, scope.user_id}}
    ids = {user_id for user_id in others if user_id is not None}
    names = {**accounts.names_of(ids), **people.names_of_users(ids)} if ids else {}
    return [_view(scope, job, names, now) for job in shown]


def _view(scope: Scope, job: Job, names: dict[int, str], now: datetime) -> JobView:
    who = "" if job.user_id == scope.user_id else "Система"
    state = JobState(job.state)
    return JobView(
        pk=job.pk,
        title=job.title,
        state=state.label,
        tone=TONES[state],
        who=names.get(job.user_id, who) if job.user_id else who,
        created=job.created,
        finished=job.finished,
        is_living=rules.is_living(job),
        is_running=state == JobState.RUNNING,
        cancel_asked=job.cancel_asked,
        done=job.done,
        total=job.total,
        left=_left(job, now),
        message=job.message,
        notice=NOTICES.get(state, "info"),
        links=[
            (words, reverse(view, args=[job.result[key]]))
            for key, (view, words) in MADE.items()
            if key in job.result
        ],
    )


def _left(job: Job, now: datetime) -> str:
    """Return how long the job will still take at the pace it had so far."""
    if job.state != JobState.RUNNING or job.started is None or not job.total or not job.done:
        return ""
    worked = (now - job.started).total_seconds()
    return "" if worked < SOON else left_in_words(worked / job.done * (job.total - job.done))


def left_in_words(seconds: float) -> str:
    """Say about how long something will take: «осталось около 2 минут»."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "осталось меньше минуты"
    if minutes < 90:
        return f"осталось около {plural(minutes, 'минуты', 'минут', 'минут')}"
    return f"осталось около {plural(round(minutes / 60), 'часа', 'часов', 'часов')}"

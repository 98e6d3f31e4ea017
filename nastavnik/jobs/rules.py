"""The life of a job, and what may still be done with it."""

from __future__ import annotations

from nastavnik.jobs.choices import JobState
from nastavnik.jobs.models import Job
from nastavnik.kernel.errors import RuleBroken
from nastavnik.pure.states import Machine, WrongState

LIFE = Machine(
    "job",
    {
        (JobState.QUEUED, "start"): JobState.RUNNING,
        (JobState.QUEUED, "cancel"): JobState.CANCELLED,
        (JobState.RUNNING, "start"): JobState.RUNNING,  # by another worker, when one was killed
        (JobState.RUNNING, "put_back"): JobState.QUEUED,  # the worker is being stopped
        (JobState.RUNNING, "ask_to_cancel"): JobState.RUNNING,
        (JobState.RUNNING, "cancel"): JobState.CANCELLED,
        (JobState.RUNNING, "finish"): JobState.DONE,
        (JobState.RUNNING, "fail"): JobState.FAILED,
    },
)
LIVING = (JobState.QUEUED, JobState.RUNNING)


def next_state(job: Job, verb: str) -> str:
    """Return the state after `verb`. Raises RuleBroken for a job that has ended."""
    try:
        return LIFE.go(job.state, verb)
    except WrongState as refusal:
        raise RuleBroken("Задание уже завершено.") from refusal


def is_living(job: Job) -> bool:
    """Tell whether the job waits or runs."""
    return job.state in LIVING

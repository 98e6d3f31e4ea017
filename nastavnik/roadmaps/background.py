"""Work of plans in the background: brought down, followed by tasks, reminded of."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from nastavnik.jobs.registry import job_kind, periodic
from nastavnik.jobs.running import Run
from nastavnik.kernel import clock
from nastavnik.kernel.scope import Right, Scope
from nastavnik.roadmaps import services


@job_kind("cascade", title="Доведение мероприятий до организаций", right=Right.APPROVE_ROADMAPS)
def cascade(scope: Scope, run: Run, *, roadmap_pk: int) -> dict[str, Any]:
    """Bring a plan down to the units of its list."""
    done = services.cascade_roadmap(scope, roadmap_pk, tell=run.progress)
    return {
        **asdict(done),
        "coverage": roadmap_pk,
        "message": (
            f"Организаций, получивших изменения: {done.units}. Мероприятий: новых — {done.new}, "
            f"обновлённых — {done.changed}, снятых — {done.withdrawn}, "
            f"требующих сверки — {done.doubted}."
        ),
    }


@periodic("tasks", title="Постановка задач по дорожным картам", cron="40 20 * * *")
def sync_tasks(scope: Scope, run: Run) -> dict[str, Any]:
    """Let the tasks of every plan follow it: those of days that came near are made."""
    synced = services.sync_roadmaps(scope, tell=run.progress)
    return {
        **asdict(synced),
        "message": (
            f"Задач: новых — {synced.made}, изменённых — {synced.changed}, "
            f"снятых — {synced.withdrawn}."
        ),
    }


# every hour: a day begins at eleven different moments, and quiet hours end at any
@periodic("reminders", title="Напоминания о сроках", cron="5 * * * *")
def remind(scope: Scope, run: Run) -> dict[str, Any]:
    """Remind whoever has to act, and those above of what is late."""
    given = services.remind(scope, clock.now(), tell=run.progress)
    return {
        **asdict(given),
        "message": (
            f"Напоминаний: {given.reminders}. Уведомлений: {given.notices}. Писем: {given.letters}."
        ),
    }

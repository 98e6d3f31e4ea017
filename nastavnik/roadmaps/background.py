"""Work of plans in the background: they are brought down to organisations."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from nastavnik.jobs.registry import job_kind
from nastavnik.jobs.running import Run
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

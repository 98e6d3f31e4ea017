"""How far the invented region is: the plan brought down to schools, tasks done and returned."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from nastavnik.accounts import selectors as accounts
from nastavnik.files import services as files
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors as people
from nastavnik.pure import evidence
from nastavnik.pure.schoolyear import school_year_of
from nastavnik.roadmaps import rules, selectors, services
from nastavnik.roadmaps.choices import EvidenceKind
from nastavnik.roadmaps.selectors import TaskFilter

if TYPE_CHECKING:
    from nastavnik.organisations.models import Unit
    from nastavnik.roadmaps.models import Roadmap, Task

PAPER = "Вымышленный документ: показывает, как прикладывается подтверждение.\n".encode()
# code of a unit → how many of its tasks were done in time, are handed in now, have been returned
PROGRESS = {
    "school-1": (2, 1, 1),
    "school-2": (4, 0, 0),
    "school-5": (2, 1, 0),
    "school-8": (3, 0, 0),
    "lyceum-4": (5, 0, 0),
    "gymnasia-3": (1, 1, 0),
    "evening-school": (4, 0, 0),
    "polyanskoe-school": (3, 0, 0),
    "berezovka-school": (2, 0, 1),
    "zarechye-school": (4, 0, 0),
    "ozernoe-school": (2, 0, 0),
    "ozerny-college": (3, 0, 0),
}


def bring_down(scope: Scope, region: Unit, roadmap: Roadmap) -> None:
    """Approve the list of organisations and bring the region's plan down to them."""
    year = school_year_of(scope.on)
    participation = services.draft_participation(scope, region, year)
    services.approve_participation(
        scope,
        participation.pk,
        act_text="приказ министерства от 01.09.2026 № 01-05/340",
        approved_on=scope.on,
        version=participation.version,
    )
    services.cascade_roadmap(scope, roadmap.pk)


def carry_out(early: Scope, scope: Scope, units: dict[str, Unit]) -> None:
    """Let schools work on what came down to them: some of it `early`, in time, some now."""
    for code, (done, handed_in, returned) in PROGRESS.items():
        tasks = iter(_dated(scope, units[code]))
        for _ in range(done):
            _finish(early, next(tasks), "accept")
        for _ in range(handed_in):
            _finish(scope, next(tasks), "")
        for _ in range(returned):
            _finish(scope, next(tasks), "return")


def draft_own_plan(scope: Scope, school: Unit, login: str) -> None:
    """Let a school make its own plan of a template and send it to be agreed."""
    curator = next(user for user in accounts.list_users(scope) if user.username == login)
    theirs = accounts.get_scope(curator, scope.on)
    plan = services.create_from_template(
        theirs, school, "college", first_year=school_year_of(scope.on)
    )
    services.submit_roadmap(theirs, plan.pk)


def put_on_control(scope: Scope, region: Unit, roadmap: Roadmap) -> None:
    """Put one measure of the region's plan on control of an officer of the ministry."""
    item = selectors.list_standing(roadmap).order_by("position").last()
    officer = people.list_people_on(scope, unit=region).order_by("pk").first()
    assert item is not None
    assert officer is not None
    services.put_on_control(
        scope,
        item.pk,
        unit=region,
        controller=officer,
        due=scope.on + timedelta(days=45),
        text="Доложить министру на коллегии",
    )


def _dated(scope: Scope, unit: Unit) -> list[Task]:
    wanted = TaskFilter(unit=unit.pk, state="unfinished")
    return list(selectors.find_tasks(scope, wanted).exclude(due=None))


def _finish(scope: Scope, task: Task, verdict: str) -> None:
    """Hand the task in with a document of the kind its plan asks for, then judge it."""
    path = organisations.path_of(task.unit_id, scope.on)
    paper = files.keep_upload(
        scope, "Подтверждение.txt", BytesIO(PAPER), right=Right.WRITE_ROADMAPS, path=path
    )
    kind = next(iter(rules.kinds_wanted(task.item)), EvidenceKind.OTHER)
    services.attach_evidence(
        scope,
        task.pk,
        kind=kind,
        number="17" if kind in evidence.WITH_NUMBER else "",
        date=scope.on - timedelta(days=2),
        title="Документ школы",
        file=paper,
    )
    services.submit_task(scope, task.pk, completed_on=scope.on - timedelta(days=1))
    if verdict == "accept":
        services.accept_task(scope, task.pk)
    elif verdict == "return":
        services.return_task(scope, task.pk, remark="Нет подписи руководителя: приложите скан.")

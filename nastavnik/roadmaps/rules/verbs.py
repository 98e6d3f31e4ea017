"""Who may do what with a task where it stands; no queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nastavnik.kernel.errors import NotAllowed
from nastavnik.kernel.scope import Right, Scope
from nastavnik.pure.states.roadmaps import TASK
from nastavnik.roadmaps.choices import AT_WORK, UNFINISHED, RoadmapState, Wait
from nastavnik.roadmaps.models import Item, Roadmap, Task
from nastavnik.roadmaps.rules.approving import is_top

WORK: Mapping[str, Right] = dict.fromkeys(("submit", "recall", "waive"), Right.WRITE_ROADMAPS)
CONTROL: Mapping[str, Right] = dict.fromkeys(
    ("accept", "return", "give_up", "reopen", "prolong"), Right.CONTROL_ROADMAPS
)
OF_ITEM = ("record_event", "attach_schedule")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a task stands: the paths of the unit that carries it out and of its plan's unit."""

    unit: str
    roadmap: str

    def may(self, scope: Scope, right: Right) -> bool:
        """Tell whether the right holds at either of them."""
        return scope.may(right, self.unit) or scope.may(right, self.roadmap)

    def require(self, scope: Scope, right: Right) -> None:
        """Raise NotAllowed unless the right holds at either of them."""
        if not self.may(scope, right):
            raise NotAllowed(right)


def verbs_of_task(scope: Scope, task: Task, place: Place, *, is_own: bool) -> tuple[str, ...]:
    """Return what the person may do with the task as it is now.

    The verbs are those of the services, with `attach` for its documents, `record_event` and
    `attach_schedule` for its item. `is_own`: the task is laid upon the person.
    """
    works = is_own or place.may(scope, Right.WRITE_ROADMAPS)
    controls = place.may(scope, Right.CONTROL_ROADMAPS)
    found = ["attach"] if works and task.state in AT_WORK else []
    for verb in (*TASK.verbs(task.state), "prolong"):
        if (verb in WORK and works) or (verb in CONTROL and controls):
            found.append(verb)
    if not is_conditional(task):
        found = [verb for verb in found if verb != "waive"]
    if is_own_work(task, scope.user_id, is_top=is_top(place.unit)):
        found = [verb for verb in found if verb != "accept"]
    if task.state not in UNFINISHED:
        return tuple(verb for verb in found if verb != "prolong")
    if scope.may(Right.WRITE_ROADMAPS, place.roadmap) and is_moving(task.roadmap):
        found += ["record_event"] if takes_events(task.item) else []
        found += ["attach_schedule"] if takes_schedule(task) else []
    return tuple(found)


def is_conditional(task: Task) -> bool:
    """Tell whether the task may turn out not to be needed: no need arose, no event came."""
    return task.conditional or task.waits_for in (Wait.CONDITION, Wait.EVENT)


def is_own_work(task: Task, person: int | None, *, is_top: bool) -> bool:
    """Tell whether the login has handed the task in itself; at the top nobody else can accept."""
    return person is not None and task.submitted_by == person and not is_top


def is_moving(roadmap: Roadmap) -> bool:
    """Tell whether items may get dates now: the plan is neither under revision nor closed."""
    return roadmap.state not in (RoadmapState.REVISING, RoadmapState.CLOSED)


def takes_events(item: Item) -> bool:
    """Tell whether the term of the item counts from something that happens (R15)."""
    term = item.term
    return term.get("kind") in ("relative", "as_needed") or term.get("then") == "as_needed"


def takes_schedule(task: Task) -> bool:
    """Tell whether the dates of the task may come from a separate schedule (R83)."""
    return task.waits_for in (Wait.SCHEDULE, Wait.TERM) or task.key.startswith("on:")

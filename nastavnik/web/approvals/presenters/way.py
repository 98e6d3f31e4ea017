"""Where a plan stands on its way, whose turn it is, what has happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nastavnik.roadmaps.choices import ApprovalStep, RoadmapState
from nastavnik.web.shell.jinja import day
from nastavnik.web.shell.plan_frame import requisites_of

_BEFORE = {
    RoadmapState.RETURNED: "На доработке",
    RoadmapState.REVISING: "Пересматривается",
}
_PLACES: dict[str, int] = {
    RoadmapState.DRAFT: 1,
    RoadmapState.RETURNED: 1,
    RoadmapState.REVISING: 1,
    RoadmapState.AGREEING: 2,
    RoadmapState.AGREED: 3,
    RoadmapState.APPROVED: 5,
    RoadmapState.CLOSED: 6,
}


@dataclass(frozen=True, slots=True)
class RemarkView:
    """A remark on an item: `settled` is the day on which it was taken into account, or ""."""

    pk: int
    item_pk: int
    item: str
    text: str
    settled: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A step that was made: when, who in whose name, what was said of the plan and its items."""

    when: str
    iso: str
    title: str
    who: str
    remark: str
    items: tuple[RemarkView, ...]


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition in the list; `said` is what it changed, "" for the first one."""

    number: int
    approved: str
    paper: str
    reason: str
    said: str


def steps_of(roadmap: Any, *, is_top: bool) -> tuple[list[str], int]:
    """Return the names of the steps and which is current, for the component `steps`.

    All are passed once the plan is approved.
    """
    names = [_BEFORE.get(roadmap.state, "Черновик")]
    names += [] if is_top else ["На согласовании", "Согласована"]
    names += ["Утверждена"]
    names += ["Закрыта"] if roadmap.state == RoadmapState.CLOSED else []
    return names, max(1, _PLACES[roadmap.state] - 2 * is_top)


def turn_of(roadmap: Any, own: str, above: Sequence[str]) -> str:
    """Say whose turn it is; `above` are the names of the units above, the nearest first."""
    nearest = above[0] if above else ""
    higher = f" (или вышестоящая организация: {above[-1]})" if len(above) > 1 else ""
    if roadmap.state in (RoadmapState.DRAFT, RoadmapState.RETURNED, RoadmapState.REVISING):
        if not above:
            return f"Карту дописывает и утверждает {own}: согласующей организации выше нет."
        return (
            f"Карту готовит {own}. Когда она будет готова, её отправляют на согласование: "
            f"{nearest}."
        )
    said = {
        RoadmapState.AGREEING: f"Карту рассматривает {nearest}{higher}.",
        RoadmapState.AGREED: f"Карта согласована. Теперь её утверждает руководитель: {own}.",
        RoadmapState.APPROVED: "Карта утверждена и исполняется. Менять её можно через пересмотр.",
        RoadmapState.CLOSED: "Карта закрыта: задачи по ней больше не исполняются.",
    }
    return said[roadmap.state]


def history(
    approvals: Iterable[Any], people: Mapping[int, str], units: Mapping[int, str], reader: int
) -> list[StepView]:
    """Return the steps, the latest first."""
    return [
        StepView(
            when=day(one.on),
            iso=one.on.isoformat(),
            title=_title(one),
            who=_who(one, people, units, reader),
            remark=one.remark,
            items=tuple(remark_view(remark) for remark in one.item_remarks.all()),
        )
        for one in reversed(list(approvals))
    ]


def remark_view(remark: Any) -> RemarkView:
    """Present a remark on an item."""
    return RemarkView(
        remark.pk, remark.item_id, str(remark.item), remark.text, day(remark.settled_on)
    )


def paper_of(edition: Any) -> str:
    """Say by what an edition was approved."""
    return edition.act_text or requisites_of(edition.act) or "документ не указан"


def _title(approval: Any) -> str:
    title: str = approval.get_step_display()
    if approval.step == ApprovalStep.APPROVE:
        title += f", редакция {approval.edition}"
    return title


def _who(approval: Any, people: Mapping[int, str], units: Mapping[int, str], reader: int) -> str:
    person = "Вы" if approval.by == reader else people.get(approval.by, "")
    return ", ".join(filter(None, (person, units.get(approval.unit_id, ""))))

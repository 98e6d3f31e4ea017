"""Reading how a plan was agreed, approved and changed: steps, remarks, editions (R13, R16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from nastavnik.kernel.errors import Missing
from nastavnik.pure.editions import Content, ItemText, Part
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.choices import UNFINISHED, TaskState
from nastavnik.roadmaps.models import (
    Approval,
    Edition,
    Evidence,
    Item,
    ItemActor,
    ItemRemark,
    Prolongation,
    Roadmap,
    Task,
)
from nastavnik.roadmaps.selectors.plans import count_items, list_sections, list_standing


def list_approvals(roadmap: Roadmap) -> QuerySet[Approval]:
    """Return the steps of a plan read through `get_roadmap`, in their order, with item remarks."""
    remarks = Prefetch("item_remarks", ItemRemark.objects.select_related("item"))
    return Approval.objects.filter(roadmap=roadmap).prefetch_related(remarks)


def list_unsettled(roadmap: Roadmap) -> QuerySet[ItemRemark]:
    """Return the remarks on standing items that nobody has settled, in the plan's order."""
    remarks = ItemRemark.objects.filter(
        approval__roadmap=roadmap, settled_on=None, item__withdrawn_on=None
    )
    return remarks.select_related("item").order_by("item__position", "pk")


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is to be looked at before a plan goes on: counts, and numbers of items unnamed."""

    items: int
    untitled: tuple[str, ...]
    doubtful: int
    remarks: int


def readiness_of(roadmap: Roadmap) -> Readiness:
    """Return what stands in the way of a plan and what a person should see first."""
    untitled = list_standing(roadmap).filter(title="").values_list("number", flat=True)
    counted = count_items(roadmap, roadmap.created.date())
    return Readiness(
        items=counted["all"],
        untitled=tuple(untitled),
        doubtful=counted["doubtful"],
        remarks=list_unsettled(roadmap).count(),
    )


def count_blocking(roadmap: Roadmap) -> int:
    """Return how many tasks somebody still has to do or decide on before the plan is closed.

    An untouched task that waits for an event or a need is none of them: it is withdrawn.
    """
    tasks = Task.objects.filter(roadmap=roadmap, state__in=UNFINISHED)
    idle = Q(state=TaskState.OPEN) & (~Q(waits_for="") | Q(conditional=True))
    worked = Exists(Evidence.objects.filter(task=OuterRef("pk"))) | Exists(
        Prolongation.objects.filter(task=OuterRef("pk"))
    )
    return tasks.filter(~idle | worked).count()


def list_editions(roadmap: Roadmap) -> QuerySet[Edition]:
    """Return the editions of a plan read through `get_roadmap`, the first one first."""
    return Edition.objects.filter(roadmap=roadmap).select_related("act")


def get_edition(roadmap: Roadmap, number: int) -> Edition:
    """Return one edition of a plan read through `get_roadmap`. Raises Missing for none."""
    found = list_editions(roadmap).filter(number=number).first()
    if found is None:
        raise Missing("edition")
    return found


def content_of(roadmap: Roadmap) -> Content:
    """Return what the plan says now: its sections and standing items with their readings."""
    items = list_standing(roadmap).select_related("parent").prefetch_related("actors")
    return Content(
        title=roadmap.title,
        kind=roadmap.kind,
        period=rules.days_of(roadmap.period),
        context_year=roadmap.context_year,
        sections=tuple(Part(str(one.pk), one.number, one.title) for one in list_sections(roadmap)),
        items=tuple(_text_of(item) for item in items),
    )


def count_children_of(roadmap: Roadmap) -> int:
    """Return how many plans are developed under this one."""
    return Roadmap.objects.filter(parent=roadmap).count()


def approved_keys(roadmap: Roadmap) -> set[str]:
    """Return the keys of all items that stood in any edition of the plan."""
    contents: Sequence[dict[str, Any]] = list(
        Edition.objects.filter(roadmap=roadmap).values_list("content", flat=True)
    )
    return {item["key"] for content in contents for item in content["items"]}


def _text_of(item: Item) -> ItemText:
    return ItemText(
        key=item.key,
        title=item.title,
        section=None if item.section_id is None else str(item.section_id),
        parent=None if item.parent is None else item.parent.key,
        number=item.number,
        number_restored=item.number_restored,
        term_text=item.term_text,
        term=item.term,
        responsible_text=item.responsible_text,
        executors=tuple(executor_of(actor) for actor in item.actors.all()),
        result=item.result,
        results_more=tuple(item.results_more),
        note=item.note,
        extra=item.extra,
        doubts=tuple(item.doubts),
        origin_version=item.origin_version,
    )


def executor_of(actor: ItemActor) -> dict[str, Any]:
    """Return an actor as an edition keeps it."""
    return {
        "text": actor.text,
        "kind": actor.kind,
        "details": actor.details,
        "state": actor.state,
        "unit_id": actor.unit_id,
        "kinds": list(actor.kinds),
        "post": actor.post,
        "person_id": actor.person_id,
    }

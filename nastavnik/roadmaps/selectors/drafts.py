"""What the editor of a plan asks: sections, what was taken out, what leaves a trace, remarks."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps.choices import ApprovalStep
from nastavnik.roadmaps.models import Approval, Item, ItemRemark, Roadmap, Section


def get_section(scope: Scope, pk: int) -> Section:
    """Return the section with its plan. Raises Missing for a neighbour's."""
    units = organisations.list_units(scope, right=Right.SEE_ROADMAPS).values("pk")
    found = Section.objects.filter(pk=pk, roadmap__unit__in=units).select_related("roadmap__act")
    section = found.first()
    if section is None:
        raise Missing("section")
    return section


def list_withdrawn(roadmap: Roadmap) -> QuerySet[Item]:
    """Return the items that were taken out of the plan and can be put back."""
    return Item.objects.filter(roadmap=roadmap, withdrawn_on__isnull=False)


def keeps_trace(roadmap: Roadmap, items: QuerySet[Item]) -> bool:
    """Tell whether items of the plan must stay as withdrawn rows when they are taken out.

    So they must once the plan was approved, or when anything is recorded for any of them.
    """
    return bool(roadmap.edition) or recorded(items).exists()


def recorded(items: QuerySet[Item]) -> QuerySet[Item]:
    """Narrow to the items that something is recorded for: work, a remark, a plan below."""
    return items.filter(
        Q(tasks__isnull=False)
        | Q(events__isnull=False)
        | Q(schedule__isnull=False)
        | Q(cards__isnull=False)
        | Q(remarks__isnull=False)
        | Q(carried_out_by__isnull=False)
    ).distinct()


def has_trace(roadmap: Roadmap) -> bool:
    """Tell whether anything beside its own words hangs on the plan: it cannot be thrown away."""
    items = Item.objects.filter(roadmap=roadmap)
    kept = Roadmap.objects.filter(pk=roadmap.pk).filter(
        Q(approvals__isnull=False)
        | Q(scans__isnull=False)
        | Q(proposals__isnull=False)
        | Q(children__isnull=False)
        | Q(following__isnull=False)
        | Q(items__origin__isnull=False)
    )
    return keeps_trace(roadmap, items) or kept.exists()


def remark_of(roadmap: Roadmap) -> str:
    """Return what was said of the whole plan when it was last returned, "" when nothing."""
    last = Approval.objects.filter(roadmap=roadmap, step=ApprovalStep.RETURN).last()
    return last.remark if last else ""


def list_open_remarks(roadmap: Roadmap) -> dict[int, list[str]]:
    """Return the remarks on items that nobody has taken into account yet, by the item's key."""
    found: dict[int, list[str]] = {}
    remarks = ItemRemark.objects.filter(item__roadmap=roadmap, settled_on=None)
    for item_pk, text in remarks.values_list("item_id", "text"):
        found.setdefault(item_pk, []).append(text)
    return found

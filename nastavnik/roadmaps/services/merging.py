"""Two units become one: the plans of the closed one end, its unfinished work goes on (R19).

Closed tasks stay where they were. A task goes over whole, with its documents, into the successor's
plan; where the successor has the same task already, an untouched one is withdrawn, and one that
somebody has worked on stays where it is and is finished by the successor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from nastavnik.audit.services import record, record_many
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit
from nastavnik.people import services as people
from nastavnik.roadmaps import arranging, rules, selectors
from nastavnik.roadmaps.choices import (
    UNFINISHED,
    ApprovalStep,
    CardState,
    ListState,
    Outcome,
    RoadmapState,
    TaskState,
)
from nastavnik.roadmaps.models import (
    ControlCard,
    Evidence,
    Item,
    ItemActor,
    ItemSchedule,
    ParticipationEntry,
    Prolongation,
    Roadmap,
    Section,
    Task,
)
from nastavnik.roadmaps.services.approving import move
from nastavnik.roadmaps.services.syncing import settle_outcomes


@dataclass(slots=True)
class Merged:
    """How many plans ended, how many tasks went over, were the successor's own, stayed to finish.

    `touched`: the items on both sides whose outcome has to be settled.
    """

    plans: int = 0
    moved: list[tuple[Task, int]] = field(default_factory=list)
    doubled: int = 0
    stayed: int = 0
    touched: set[int] = field(default_factory=set)


@transaction.atomic
def merge_units(scope: Scope, unit: Unit, into: Unit, *, on: date | None) -> Merged:
    """Close the unit from `on` and hand its unfinished work to the unit `into`.

    Raises Missing for a unit of another branch, NotAllowed without the right to manage both and the
    people of the one that closes, RuleBroken for a day to come or while units stand under it.
    """
    closing = organisations.get_unit(scope, unit.pk)
    staying = organisations.get_unit(scope, into.pk)
    path, into_path = str(closing.path), str(staying.path)
    scope.require(Right.MANAGE_UNITS, path)
    scope.require(Right.MANAGE_UNITS, into_path)
    rules.check_can_merge(path, into_path)
    rules.check_merge_day(on, scope.on)
    assert on is not None
    plans = Roadmap.objects.select_for_update(of=("self",)).exclude(state=RoadmapState.CLOSED)
    locked = list(plans.filter(unit__in=[unit.pk, into.pk]).order_by("pk"))
    merged = Merged()
    for plan in locked:
        if plan.unit_id == unit.pk:
            _end_plan(scope, plan, path, into.pk, merged)
    _replace_elsewhere(unit.pk, into.pk, merged)
    entries = ParticipationEntry.objects.filter(unit_id=unit.pk, list__state=ListState.DRAFT)
    entries.delete()
    people.disband_unit(scope, unit, on=on)
    deeds = [("hand_over_task", task, into_path, {"was": was}) for task, was in merged.moved]
    record_many(scope, deeds)
    settle_outcomes(merged.touched)
    record(
        scope, "merge_units", unit, branch=path, into=into.pk, on=on.isoformat(),
        plans=merged.plans, tasks=len(merged.moved), doubled=merged.doubled, stayed=merged.stayed,
    )  # fmt: skip
    return merged


def _end_plan(scope: Scope, plan: Roadmap, path: str, into: int, merged: Merged) -> None:
    """Hand over what is unfinished, then close the plan."""
    worked = Exists(Evidence.objects.filter(task=OuterRef("pk"))) | Exists(
        Prolongation.objects.filter(task=OuterRef("pk"))
    )
    tasks = Task.objects.select_for_update(of=("self",)).annotate(has_work=worked)
    unfinished: dict[int, list[Task]] = {}
    for task in tasks.filter(roadmap=plan, state__in=UNFINISHED).order_by("item__position", "pk"):
        unfinished.setdefault(task.item_id, []).append(task)
    if unfinished:
        _Succession(plan, _plan_of_successor(plan, into), merged).carry(unfinished)
        left = Task.objects.filter(item=OuterRef("pk")).exclude(state=TaskState.WITHDRAWN)
        emptied = Item.objects.filter(~Exists(left), pk__in=unfinished, outcome=Outcome.OPEN)
        emptied.update(withdrawn_on=scope.on)
    move(scope, plan, path, ApprovalStep.CLOSE, rules.state_of_ended(plan), None)
    merged.plans += 1


def _plan_of_successor(plan: Roadmap, into: int) -> Roadmap:
    """Return the successor's living plan of the same lineage, else one opened for it.

    One that is opened goes on as the old one did: in force when that was.
    """
    closed: set[int] = set()
    if plan.parent is not None:
        found, closed = selectors.plans_of_lineage(plan.parent, [into])
    else:
        rivals = Roadmap.objects.filter(unit_id=into, parent=None, period__overlap=plan.period)
        living = rivals.exclude(state=RoadmapState.CLOSED).order_by("pk")
        found = {one.unit_id: one for one in living} if plan.period else {}
    if into in found:
        return found[into]
    is_live = rules.is_in_force(plan)
    return Roadmap.objects.create(
        parent=None if into in closed else plan.parent,
        unit_id=into,
        kind=plan.kind,
        title=plan.title,
        period=plan.period,
        context_year=plan.context_year,
        columns=plan.columns,
        state=RoadmapState.APPROVED if is_live else RoadmapState.DRAFT,
        in_force=plan.in_force if is_live else None,
    )


@dataclass(slots=True)
class _Succession:
    """One plan hands its unfinished tasks to another."""

    plan: Roadmap
    heir: Roadmap
    merged: Merged
    brought: dict[int, Item] = field(default_factory=dict)

    def carry(self, unfinished: dict[int, list[Task]]) -> None:
        """Carry the tasks over, item by item in the order of the plan."""
        items = Item.objects.filter(pk__in=unfinished).select_related("section", "parent")
        for item in items.order_by("position"):
            twin = self._twin(item)
            tasks = unfinished[item.pk]
            if twin is None:
                twin = self._copy(item)
                self._carry_tasks(tasks, twin)
            else:
                self._share_tasks(tasks, twin)
            self._carry_cards(item, twin)
            self.merged.touched |= {item.pk, twin.pk}
        arranging.settle_positions([self.heir.pk])
        arranging.save_head(self.heir)

    def _twin(self, item: Item) -> Item | None:
        """Return the heir's item that carries the same upper item out; one taken out comes back."""
        if item.origin_id is None:
            return None
        twins = Item.objects.filter(roadmap__unit=self.heir.unit_id, origin=item.origin_id)
        living = twins.exclude(roadmap__state=RoadmapState.CLOSED).select_related("roadmap")
        twin = living.order_by(F("withdrawn_on").desc(nulls_first=True)).first()
        if twin is not None and twin.withdrawn_on is not None:
            twin.withdrawn_on = None
            twin.save(update_fields=["withdrawn_on"])
        return twin

    def _carry_tasks(self, tasks: Sequence[Task], item: Item) -> None:
        for task in tasks:
            self.merged.moved.append((task, task.item_id))
            task.item, task.roadmap, task.version = item, item.roadmap, task.version + 1
            if task.unit_id == self.plan.unit_id:
                task.unit_id = self.heir.unit_id
        Task.objects.bulk_update(tasks, ["item", "roadmap", "unit", "version"])

    def _share_tasks(self, tasks: Sequence[Task], twin: Item) -> None:
        """Carry over what the heir lacks; of what it has too only work already begun stays."""
        has = set(Task.objects.filter(item=twin).values_list("who", "key"))
        self._carry_tasks([task for task in tasks if (task.who, task.key) not in has], twin)
        for task in tasks:
            if task.item_id == twin.pk:
                continue
            if task.state == TaskState.OPEN and not getattr(task, "has_work", False):
                task.state = rules.state_of_doubled(task)
                self.merged.doubled += 1
            else:
                task.unit_id = self.heir.unit_id
                self.merged.stayed += 1
            task.version += 1
            task.save(update_fields=["state", "unit", "version"])
            self.merged.moved.append((task, task.item_id))

    def _copy(self, item: Item) -> Item:
        """Write the item into the heir's plan with its actors, events and schedule."""
        copy = Item.objects.get(pk=item.pk)
        copy.pk, copy.roadmap, copy.key = None, self.heir, f"merged:{item.pk}"
        copy._state.adding = True
        copy.parent = self.brought.get(item.parent_id or 0)
        if item.parent is not None and copy.parent is None:
            copy.title = rules.title_alone(item.parent.title, item.title)
        copy.section = self._section(item.section)
        copy.position = arranging.last_positions([self.heir.pk]).get(self.heir.pk, -1) + 1
        copy.outcome, copy.places, copy.doubts = Outcome.OPEN, {}, item.doubts
        copy.save(force_insert=True)
        actors = list(item.actors.all())
        for actor in actors:
            if actor.unit_id == self.plan.unit_id:
                actor.unit_id = self.heir.unit_id
        parts: list[Any] = [*actors, *item.events.all()]
        parts += ItemSchedule.objects.filter(item=item)
        for part in parts:
            part.pk, part.item = None, copy
            part._state.adding = True
            part.save(force_insert=True)
        self.brought[item.pk] = copy
        return copy

    def _carry_cards(self, item: Item, twin: Item) -> None:
        """Let who controls the item control the heir's, unless they do already."""
        for card in ControlCard.objects.filter(item=item, state=CardState.ON):
            own = card.unit_id == self.plan.unit_id
            unit = self.heir.unit_id if own else card.unit_id
            rivals = ControlCard.objects.filter(item=twin, unit_id=unit, state=CardState.ON)
            if not rivals.exists():
                card.item, card.unit_id = twin, unit
                card.save(update_fields=["item", "unit"])

    def _section(self, section: Section | None) -> Section | None:
        if section is None:
            return None
        sections = Section.objects.filter(roadmap=self.heir)
        found = sections.filter(title__iexact=section.title.strip()).first()
        return found or Section.objects.create(
            roadmap=self.heir, position=sections.count(), number=section.number, title=section.title
        )


def _replace_elsewhere(unit: int, into: int, merged: Merged) -> None:
    """Let plans of others that name the closed unit mean the successor from now on."""
    living = ~Q(item__roadmap__state=RoadmapState.CLOSED)
    actors = ItemActor.objects.filter(living, unit_id=unit)
    items = list(actors.values_list("item", flat=True))
    ItemActor.objects.filter(pk__in=list(actors.values_list("pk", flat=True))).update(unit_id=into)
    Item.objects.filter(pk__in=items).update(version=F("version") + 1)
    tasks = Task.objects.select_for_update(of=("self",)).filter(unit_id=unit, state__in=UNFINISHED)
    named = list(tasks.exclude(roadmap__unit=unit))
    for task in named:
        task.unit_id, task.version = into, task.version + 1
        merged.moved.append((task, task.item_id))
    Task.objects.bulk_update(named, ["unit", "version"])

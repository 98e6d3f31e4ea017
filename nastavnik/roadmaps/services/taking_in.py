"""A read plan becomes a roadmap; a roadmap nobody has worked on goes away whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.db import transaction

from nastavnik.audit.services import record
from nastavnik.documents.models import Act
from nastavnik.imports.models import Intake
from nastavnik.kernel.dated import within
from nastavnik.kernel.errors import RuleBroken
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit
from nastavnik.pure.occurrences import Window, windows_of
from nastavnik.pure.plans import Doubt, Finding, Plan
from nastavnik.pure.plans import Indicator as ReadIndicator
from nastavnik.pure.plans import Item as ReadItem
from nastavnik.roadmaps import resolving, rules, selectors
from nastavnik.roadmaps.choices import Outcome, RoadmapState
from nastavnik.roadmaps.models import (
    Indicator,
    IndicatorTarget,
    Item,
    ItemActor,
    Roadmap,
    Section,
)
from nastavnik.roadmaps.services.locking import lock_roadmap
from nastavnik.roadmaps.services.syncing import sync_items

BATCH = 1000
ACTOR_UNKNOWN = "actor_unknown"  # from now on the state of the actor itself says it


@transaction.atomic
def create_roadmap_from_plan(
    scope: Scope,
    unit: Unit,
    plan: Plan,
    *,
    act: Act | None = None,
    intake: Intake | None = None,
    outcomes: Mapping[str, str] | None = None,
    state: str = RoadmapState.APPROVED,
) -> Roadmap:
    """Put the read `plan` up as a roadmap of `unit`.

    A plan taken from an order is in force at once and gets its tasks; a draft (`state`) is not, and
    the right to write plans is enough for it. `outcomes` are what a person said of items whose term
    was past, by the key of the item; the others stay open. Raises NotAllowed without the right to
    take plans in, RuleBroken for a plan without items (also one whose columns a person must map).
    """
    path = organisations.path_of(unit.pk, scope.on)
    is_draft = state == RoadmapState.DRAFT
    scope.require(Right.WRITE_ROADMAPS if is_draft else Right.IMPORT_PLANS, path)
    if not plan.items:
        raise RuleBroken("В документе не найдено ни одного мероприятия: принимать нечего.")
    roadmap = Roadmap.objects.create(
        unit_id=unit.pk,
        kind=rules.kind_of(plan.title),
        title=plan.title or "План без названия",
        period=within(*plan.period) if plan.period else None,
        context_year=plan.context_year or "",
        act=act,
        intake=intake,
        columns=[{"header": column.header, "field": column.field} for column in plan.columns],
        findings=[_finding_json(finding) for finding in plan.findings],
        rows=asdict(plan.rows),
        state=state,
        in_force=scope.on if state == RoadmapState.APPROVED else None,
    )
    written = _add_items(roadmap, plan, outcomes or {})
    _add_actors(scope, roadmap, plan.items, written)
    _add_indicators(roadmap, plan.indicators)
    sync_items(scope.on, Item.objects.filter(roadmap=roadmap))
    record(
        scope,
        "create_roadmap",
        roadmap,
        branch=path,
        items=len(plan.items),
        indicators=len(plan.indicators),
    )
    return roadmap


@transaction.atomic
def remove_roadmap(scope: Scope, roadmap: Roadmap) -> None:
    """Take the roadmap away whole, as if it had never been taken in.

    Raises Missing for a neighbour's, RuleBroken once a person has worked on any of its items.
    """
    locked, path = lock_roadmap(scope, roadmap.pk, Right.IMPORT_PLANS)
    rules.check_can_remove(selectors.has_work(locked))
    record(scope, "remove_roadmap", locked, branch=path)
    locked.delete()


def _add_items(roadmap: Roadmap, plan: Plan, outcomes: Mapping[str, str]) -> dict[str, Item]:
    """Write sections and items, parents before their sub-rows; returns the items by key."""
    sections = Section.objects.bulk_create(
        Section(roadmap=roadmap, position=place, number=one.number or "", title=one.title)
        for place, one in enumerate(plan.sections)
    )
    written: dict[str, Item] = {}
    waiting = list(enumerate(plan.items))
    while waiting:
        ready = [row for row in waiting if row[1].parent is None or row[1].parent in written]
        if not ready:
            raise ValueError("a sub-row names a parent that is not in the plan")
        items = Item.objects.bulk_create(
            [
                Item(
                    roadmap=roadmap,
                    position=position,
                    section=None if read.section is None else sections[read.section],
                    parent=None if read.parent is None else written[read.parent],
                    outcome=outcomes.get(read.key, Outcome.OPEN),
                    **_item_facts(read, plan.period),
                )
                for position, read in ready
            ],
            batch_size=BATCH,
        )
        written |= {item.key: item for item in items}
        waiting = [row for row in waiting if row[1].key not in written]
    return written


def _item_facts(read: ReadItem, period: Window | None) -> dict[str, Any]:
    """The fields of an item that are the same text in both shapes."""
    return {
        "key": read.key,
        "number": read.number or "",
        "number_restored": bool(read.number) and read.number_in_source is None,
        "title": read.title,
        "term_text": read.term_text,
        "term": read.term.to_json(),
        "windows": windows_of(read.term, period),
        "responsible_text": read.responsible_text,
        "result": read.result,
        "results_more": list(read.results_more),
        "note": read.note,
        "extra": {str(column): text for column, text in read.extra.items()},
        "places": {field: [place.key for place in places] for field, places in read.places.items()},
        "doubts": [_doubt_json(doubt) for doubt in read.doubts if doubt.code != ACTOR_UNKNOWN],
    }


def _add_actors(
    scope: Scope, roadmap: Roadmap, read_items: Sequence[ReadItem], written: Mapping[str, Item]
) -> None:
    """Write the actors of every item, each with whom it means as far as that is certain."""
    actors = [actor for read in read_items for actor in read.actors]
    directory = resolving.load_directory(scope, roadmap.unit_id, actors)
    meanings = resolving.resolve_all(directory, actors)
    ItemActor.objects.bulk_create(
        (
            ItemActor(
                item=written[read.key],
                position=position,
                **rules.actor_facts(actor, meanings[actor]),
            )
            for read in read_items
            for position, actor in enumerate(read.actors)
        ),
        batch_size=BATCH,
    )


def _add_indicators(roadmap: Roadmap, read_indicators: Sequence[ReadIndicator]) -> None:
    rows = Indicator.objects.bulk_create(
        Indicator(
            roadmap=roadmap,
            position=position,
            number=read.number or "",
            name=read.name,
            unit_of_measure=read.unit,
            formula=read.formula,
            survey=read.survey,
        )
        for position, read in enumerate(read_indicators)
    )
    IndicatorTarget.objects.bulk_create(
        IndicatorTarget(indicator=row, year=year, value=Decimal(str(value)))
        for row, read in zip(rows, read_indicators, strict=True)
        for year, value in read.targets.items()
    )


def _doubt_json(doubt: Doubt) -> dict[str, str]:
    return {
        "code": doubt.code,
        "field": doubt.field.value,
        "message": doubt.message,
        "quote": doubt.quote,
    }


def _finding_json(finding: Finding) -> dict[str, str | None]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "quote": finding.quote,
        "place": finding.place.key if finding.place else None,
        "item": finding.item,
    }

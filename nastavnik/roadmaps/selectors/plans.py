"""Reading plans within the scope's branches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.pure.occurrences import Window
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.choices import UNFINISHED, ActorState, Outcome, TaskState
from nastavnik.roadmaps.meanings import Meaning
from nastavnik.roadmaps.models import Indicator, Item, ItemActor, Roadmap, Section, Task

SOON = timedelta(days=30)
SEARCHED = ("number", "title", "term_text", "responsible_text", "result", "note")


def list_roadmaps(scope: Scope) -> QuerySet[Roadmap]:
    """Return the plans of the branches whose plans the person may see, the latest first."""
    units = organisations.list_units(scope, right=Right.SEE_ROADMAPS).values("pk")
    return Roadmap.objects.filter(unit__in=units).select_related("act").order_by("-pk")


def list_roadmaps_counted(
    scope: Scope, *, words: str = "", unit_id: int | None = None, doubtful: bool = False
) -> QuerySet[Roadmap]:
    """Return plans with `items_count` and `doubtful_count`, the items to look at.

    Those developed under a plan above come after the others: a region has a thousand of them.
    `words` must all stand in the title or the act's number; `doubtful`: with such items only.
    """
    plans = list_roadmaps(scope)
    if unit_id is not None:
        plans = plans.filter(unit=unit_id)
    for word in words.split():
        plans = plans.filter(Q(title__icontains=word) | Q(act__number__icontains=word))
    counted = plans.order_by(F("parent").asc(nulls_first=True), "-pk").annotate(
        items_count=_count_of_items(Q()), doubtful_count=_count_of_items(_doubtful())
    )
    return counted.filter(doubtful_count__gt=0) if doubtful else counted


def get_roadmap(scope: Scope, pk: int) -> Roadmap:
    """Return the plan with its act and intake. Raises Missing for one of another branch."""
    with_source = list_roadmaps(scope).select_related("act", "intake__file")
    found = with_source.defer("intake__source", "intake__corrections").filter(pk=pk).first()
    if found is None:
        raise Missing("roadmap")
    return found


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items of a plan are wanted; what is empty does not narrow.

    `q`: words that must all occur; `window`: days one of which is a day of the term; `overdue`:
    open, and the last day is over; `undated`: no day is known; `doubtful`: a doubt is open or an
    actor is not known.
    """

    q: str = ""
    section: int | None = None
    who: Meaning | None = None
    outcome: str = ""
    window: Window | None = None
    overdue: bool = False
    undated: bool = False
    doubtful: bool = False


def list_standing(roadmap: Roadmap) -> QuerySet[Item]:
    """Return the items of the plan without those a revision has taken out."""
    return Item.objects.filter(roadmap=roadmap, withdrawn_on=None)


def list_items(roadmap: Roadmap, wanted: Filter, on: date) -> QuerySet[Item]:
    """Return the wanted items of a plan (read through `get_roadmap`) in its order, with actors.

    Each has `is_late`: something of it is overdue on the day.
    """
    items = list_standing(roadmap).filter(matches(wanted.q))
    if wanted.section is not None:
        items = items.filter(section=wanted.section)
    if wanted.who is not None:
        meant = ItemActor.objects.filter(**rules.facts_of(wanted.who), item__roadmap=roadmap)
        items = items.filter(pk__in=meant.values("item"))
    if wanted.outcome:
        items = items.filter(outcome=wanted.outcome)
    if wanted.window:
        items = items.filter(windows__touches=wanted.window)
    if wanted.overdue:
        items = items.filter(_overdue(on))
    if wanted.undated:
        items = items.filter(windows=())
    if wanted.doubtful:
        items = items.filter(_doubtful())
    return _with_lateness(items, on).select_related("section").prefetch_related("actors__person")


def count_items(roadmap: Roadmap, on: date) -> dict[str, int]:
    """Return how many items are `all`, `done`, `running`, `overdue`, `doubtful` on the day."""
    running = Q(outcome=Outcome.OPEN, windows__touches=(on, on))
    totals = list_standing(roadmap).aggregate(
        all=Count("pk"),
        done=Count("pk", filter=Q(outcome=Outcome.DONE)),
        running=Count("pk", filter=running),
        overdue=Count("pk", filter=_overdue(on)),
        doubtful=Count("pk", filter=_doubtful()),
    )
    return {name: int(count) for name, count in totals.items()}


def list_sections(roadmap: Roadmap) -> QuerySet[Section]:
    """Return the heading rows of the plan in their order."""
    return Section.objects.filter(roadmap=roadmap)


def list_meanings(roadmap: Roadmap) -> Sequence[tuple[Meaning, str]]:
    """Return whom the plan's actors mean, the most frequent first; a person with their name."""
    rows = (
        ItemActor.objects.filter(item__roadmap=roadmap)
        .values_list("state", "unit_id", "kinds", "post", "person_id")
        .annotate(times=Count("pk"), surname=Max("person__surname"), name=Max("person__name"))
        .order_by("-times", "state", "unit_id", "post", "person_id")
    )
    return [
        (
            Meaning(state, unit, tuple(kinds), post, person),
            f"{surname} {name[:1]}." if surname else "",
        )
        for state, unit, kinds, post, person, _, surname, name in rows
    ]


def get_item(scope: Scope, pk: int) -> Item:
    """Return the item with its plan, section, parent, actors and `is_late` as in `list_items`.

    Raises Missing for a neighbour's.
    """
    units = organisations.list_units(scope, right=Right.SEE_ROADMAPS).values("pk")
    found = (
        _with_lateness(Item.objects.filter(pk=pk, roadmap__unit__in=units), scope.on)
        .select_related("roadmap__act", "roadmap__intake__file", "section", "parent")
        .select_related("origin__roadmap")
        .prefetch_related("actors__person", "subitems")
        .first()
    )
    if found is None:
        raise Missing("item")
    return found


def get_item_of_actor(scope: Scope, actor_pk: int) -> Item:
    """Return the item an actor belongs to. Raises Missing for a neighbour's."""
    actor = ItemActor.objects.filter(pk=actor_pk).only("item_id").first()
    if actor is None:
        raise Missing("actor")
    return get_item(scope, actor.item_id)


def find_neighbours(item: Item) -> tuple[int | None, int | None]:
    """Return the keys of the items before and after it in the plan."""
    around = Item.objects.filter(
        roadmap=item.roadmap_id, position__in=[item.position - 1, item.position + 1]
    )
    by_position = dict(around.values_list("position", "pk"))
    return by_position.get(item.position - 1), by_position.get(item.position + 1)


def list_indicators(roadmap: Roadmap) -> QuerySet[Indicator]:
    """Return the plan's indicators with their targets."""
    return Indicator.objects.filter(roadmap=roadmap).prefetch_related("targets")


def has_work(roadmap: Roadmap) -> bool:
    """Tell whether a person has done anything with the plan since it was taken in.

    Whatever is done to an item (a text or term corrected, a doubt settled, an outcome marked, an
    actor assigned or moved) raises its version; the rest has rows of its own.
    """
    touched = Item.objects.filter(roadmap=roadmap).filter(
        Q(version__gt=0)
        | Q(events__isnull=False)
        | Q(schedule__isnull=False)
        | Q(cards__isnull=False)
        | Q(carried_out_by__isnull=False)
    )
    worked = Task.objects.filter(roadmap=roadmap).filter(
        ~Q(state__in=[TaskState.OPEN, TaskState.WITHDRAWN])
        | Q(evidence__isnull=False)
        | Q(prolongations__isnull=False)
    )
    kept = Roadmap.objects.filter(pk=roadmap.pk).filter(
        Q(scans__isnull=False)
        | Q(approvals__isnull=False)
        | Q(proposals__isnull=False)
        | Q(children__isnull=False)
    )
    return touched.exists() or worked.exists() or kept.exists()


def count_unfinished(item: Item) -> int:
    """Return how many tasks of the item, and items that carry it out below, are not finished."""
    below = Item.objects.filter(origin=item, withdrawn_on=None, outcome=Outcome.OPEN)
    return Task.objects.filter(item=item, state__in=UNFINISHED).count() + below.count()


def is_summed(item: Item) -> bool:
    """Tell whether the outcome of the item follows from its tasks or from items below (R19)."""
    tasks = Task.objects.filter(item=item).exclude(state=TaskState.WITHDRAWN)
    return tasks.exists() or Item.objects.filter(origin=item, withdrawn_on=None).exists()


def _count_of_items(wanted: Q) -> Coalesce:
    """A column: how many items of the plan are wanted."""
    rows = (
        Item.objects.filter(wanted, roadmap=OuterRef("pk"), withdrawn_on=None)
        .order_by()
        .values("roadmap")
        .annotate(number=Count("pk", distinct=True))
    )
    return Coalesce(Subquery(rows.values("number")), 0)


def _with_lateness(items: QuerySet[Item], on: date) -> QuerySet[Item]:
    return items.annotate(is_late=ExpressionWrapper(_overdue(on), output_field=BooleanField()))


def _overdue(on: date) -> Q:
    """An open item with an overdue task; without tasks of its own, one whose days are over.

    Nothing of a draft is overdue but what an upper plan has brought into it.
    """
    tasks = Task.objects.filter(item=OuterRef("pk")).exclude(state=TaskState.WITHDRAWN)
    late = Exists(tasks.filter(state__in=UNFINISHED, due__lt=on))
    over = Q(windows__ends_before=(on, on)) & ~Exists(tasks)
    is_live = Q(roadmap__in_force__isnull=False) | Q(origin__isnull=False)
    return Q(Q(late) | over, is_live, outcome=Outcome.OPEN)


def _doubtful() -> Q:
    unknown = ItemActor.objects.filter(state=ActorState.UNRESOLVED)
    return ~Q(doubts=[]) | Q(pk__in=unknown.values("item"))


def matches(text: str) -> Q:
    """Every word of the search must occur in one of the texts; ё and е are one letter."""
    found = Q()
    for word in text.split():
        pattern = re.sub("[её]", "[её]", re.escape(word.lower()))
        occurs = Q()
        for name in SEARCHED:
            occurs |= Q(**{f"{name}__iregex": pattern})
        found &= occurs
    return found

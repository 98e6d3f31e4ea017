"""Writes items of an upper plan into the plans of units, many units at once (R19).

A step inside the cascade, which has asked the right and holds the locks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F

from nastavnik.kernel.copying import copy_new
from nastavnik.pure.occurrences import Occurrence, Window, occurrences_of, windows_of
from nastavnik.pure.terms import TermReading
from nastavnik.roadmaps import arranging, rules
from nastavnik.roadmaps.choices import ActorState, RoadmapState
from nastavnik.roadmaps.models import Item, ItemActor, Roadmap, Section, Task
from nastavnik.roadmaps.selectors.cascade import Difference, Wanted
from nastavnik.roadmaps.unfolding import Executor, in_time, unfold

BATCH = 1000
TEXTS = ("number", "number_restored", "title", "term_text", "term", "windows", "responsible_text",
         "result", "results_more", "note")  # fmt: skip


@dataclass(slots=True)
class HandingDown:
    """What is written on one day for one difference; terms are unfolded once an item and period."""

    found: Difference
    on: date
    dates: dict[tuple[int, Window | None, date | None], Sequence[Occurrence]] = field(
        default_factory=dict
    )

    def bring_new(self) -> list[Item]:
        """Write the plans, sections, items, actors and tasks that are missing; returns the items.

        Those added to a plan that stood already get their place in its sections.
        """
        stood = [plan.pk for unit, plan in self.found.plans.items() if unit in self.found.new]
        self._open_plans()
        sections = self._sections()
        places = arranging.last_positions(stood)
        written: list[Item] = []
        waiting = [(unit, wanted) for unit, group in self.found.new.items() for wanted in group]
        keys = {(unit, item.pk) for unit, (item, _) in waiting}
        while waiting:
            ready = [row for row in waiting if (row[0], row[1][0].parent_id) not in keys]
            items = [self._item(unit, wanted, sections, places) for unit, wanted in ready]
            copy_new(items)
            for (unit, (item, _)), child in zip(ready, items, strict=True):
                self.found.brought[unit, item.pk] = child
                keys.discard((unit, item.pk))
            self._write_actors(zip((wanted for _, wanted in ready), items, strict=True))
            self._write_tasks(
                [(wanted, child) for (_, wanted), child in zip(ready, items, strict=True)]
            )
            written += items
            waiting = [row for row in waiting if (row[0], row[1][0].pk) in keys]
        if stood:
            arranging.settle_positions(stood)
            Roadmap.objects.filter(pk__in=stood).update(version=F("version") + 1)
        return written

    def renew(self) -> list[Item]:
        """Write the changed upper items into those below that nobody has touched; returns them."""
        renewed = []
        for child, (item, _) in self.found.changed:
            self._copy(item, child)
            child.withdrawn_on = None
            renewed.append(child)
        fields = [*TEXTS, "origin_version", "withdrawn_on"]
        Item.objects.bulk_update(renewed, fields, batch_size=BATCH)
        ItemActor.objects.filter(item__in=renewed).delete()
        self._write_actors((wanted, child) for child, wanted in self.found.changed)
        return renewed

    def doubt(self) -> list[Item]:
        """Tell those who have touched theirs that the upper item has changed; returns the items."""
        doubted = []
        for child, item in self.found.doubted:
            child.doubts = rules.doubts_of_change(child.doubts, item.title)
            child.origin_version = item.version
            doubted.append(child)
        Item.objects.bulk_update(doubted, ["doubts", "origin_version"], batch_size=BATCH)
        return doubted

    def withdraw(self) -> list[Item]:
        """Take out what is no longer asked for and nobody has worked on; returns the items."""
        gone = self.found.withdrawn
        Item.objects.filter(pk__in=[one.pk for one in gone]).update(withdrawn_on=self.on)
        return gone

    def _open_plans(self) -> None:
        """Open a draft under the plan for every unit that has none in its lineage."""
        upper = self.found.reach.roadmap
        homeless = [unit for unit in self.found.new if unit not in self.found.plans]
        plans = copy_new(
            [
                Roadmap(
                    parent=upper,
                    unit_id=unit,
                    kind=upper.kind,
                    title=upper.title,
                    period=upper.period,
                    context_year=upper.context_year,
                    columns=upper.columns,
                    state=RoadmapState.DRAFT,
                )
                for unit in homeless
            ]
        )
        self.found.plans |= {plan.unit_id: plan for plan in plans}

    def _sections(self) -> dict[tuple[int, str], Section]:
        """Return the sections of the plans by title, those that are missing made at the end."""
        plans = {self.found.plans[unit].pk for unit in self.found.new}
        known: dict[tuple[int, str], Section] = {}
        last: dict[int, int] = {}
        for section in Section.objects.filter(roadmap__in=plans).order_by("position"):
            known.setdefault((section.roadmap_id, _same(section.title)), section)
            last[section.roadmap_id] = section.position
        missing = []
        for unit, group in self.found.new.items():
            plan = self.found.plans[unit]
            for upper in (item.section for item, _ in group if item.section is not None):
                if (plan.pk, _same(upper.title)) not in known:
                    last[plan.pk] = last.get(plan.pk, -1) + 1
                    facts = {"number": upper.number, "title": upper.title}
                    section = Section(roadmap=plan, position=last[plan.pk], **facts)
                    known[plan.pk, _same(upper.title)] = section
                    missing.append(section)
        copy_new(missing)
        return known

    def _item(
        self,
        unit: int,
        wanted: Wanted,
        sections: dict[tuple[int, str], Section],
        places: dict[int, int],
    ) -> Item:
        item, _ = wanted
        plan = self.found.plans[unit]
        place = places[plan.pk] = places.get(plan.pk, -1) + 1
        child = Item(roadmap=plan, position=place, key=f"origin:{item.pk}", origin=item)
        if item.section is not None:
            child.section = sections[plan.pk, _same(item.section.title)]
        child.parent = self.found.brought.get((unit, item.parent_id or 0))
        if child.parent is not None:
            child.section_id = child.parent.section_id
        self._copy(item, child)
        return child

    def _copy(self, item: Item, child: Item) -> None:
        """Write the texts of the upper item into the one below."""
        plan = child.roadmap
        for name in TEXTS:
            setattr(child, name, getattr(item, name))
        if plan.period != self.found.reach.roadmap.period:
            child.windows = windows_of(TermReading.from_json(item.term), rules.days_of(plan.period))
        if child.parent_id is None and item.parent is not None:
            child.title = rules.title_alone(item.parent.title, item.title)
        if plan.columns == self.found.reach.roadmap.columns:
            child.extra = item.extra
        child.origin_version = item.version

    def _write_actors(self, pairs: Iterable[tuple[Wanted, Item]]) -> None:
        copy_new(
            [
                ItemActor(
                    item=child,
                    position=position,
                    unit_id=child.roadmap.unit_id,
                    state=actor.state if actor.state == ActorState.POST else ActorState.UNIT,
                    **{name: getattr(actor, name) for name in ("text", "kind", "details", "post")},
                )
                for (_, actors), child in pairs
                for position, actor in enumerate(actors)
            ]
        )

    def _write_tasks(self, pairs: Sequence[tuple[Wanted, Item]]) -> None:
        """Write the tasks of new items; those of a plan under revision come with its approval."""
        copy_new(
            [
                Task(
                    roadmap=child.roadmap,
                    item=child,
                    due=one.due,
                    **one.facts(),
                )
                for (item, actors), child in pairs
                if rules.tasks_follow(child.roadmap)
                for one in unfold(_executors(actors, child), self._dates(item, child.roadmap))
            ]
        )

    def _dates(self, item: Item, plan: Roadmap) -> Sequence[Occurrence]:
        period = rules.days_of(plan.period)
        key = (item.pk, period, plan.in_force)
        if key not in self.dates:
            term = TermReading.from_json(item.term)
            here = Item(roadmap=plan, term=item.term, term_text=item.term_text)
            all_of_it = occurrences_of(term, period, term_text=item.term_text)
            self.dates[key] = in_time(here, all_of_it, self.on)
        return self.dates[key]


def _executors(actors: Sequence[ItemActor], child: Item) -> list[Executor]:
    return [(actor.text.strip(), child.roadmap.unit_id, actor.post, None) for actor in actors]


def _same(title: str) -> str:
    """Return what two titles of sections must share to be one section."""
    return " ".join(title.lower().replace("ё", "е").split())

"""A new year: the draft of the next plan is made of the old one (R20)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db import transaction

from nastavnik.audit.services import record
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.pure.actors import read_actors
from nastavnik.pure.acts import Act
from nastavnik.pure.occurrences import Window
from nastavnik.pure.plans import Column, Doubt, Field, Plan, RowCount, Section
from nastavnik.pure.plans import Item as PlanItem
from nastavnik.pure.schoolyear import shift_years
from nastavnik.pure.source import Place
from nastavnik.pure.terms import TermReading, problem, read_term
from nastavnik.roadmaps import rules, selectors
from nastavnik.roadmaps.choices import ActorState, Outcome, RoadmapState
from nastavnik.roadmaps.models import Item, ItemActor, Roadmap
from nastavnik.roadmaps.services.locking import lock_roadmap
from nastavnik.roadmaps.services.taking_in import create_roadmap_from_plan

TABLE = 0  # the places of a plan made here: rows of one table that no document has


@transaction.atomic
def roll_over(scope: Scope, roadmap_pk: int) -> tuple[Roadmap, bool]:
    """Make the draft of the next period from a plan in force; returns it and whether it is new.

    Years in the texts move on by the length of the period and every term is read anew; what was
    moved or was not done is marked for a person. Items of an upper plan are left out: they come
    with its own next plan. The old plan stays in force until it is closed. Doing it again returns
    the draft that is there. Raises RuleBroken for a plan without a period or not yet approved.
    """
    old, path = lock_roadmap(scope, roadmap_pk, Right.WRITE_ROADMAPS)
    scope.require(Right.IMPORT_PLANS, path)
    following = old.following.order_by("pk").first()
    if following is not None:
        return following, False
    following_period, years = rules.next_period_of(old)
    own = selectors.list_items(old, selectors.Filter(), scope.on).filter(origin=None)
    items = list(own.select_related("section", "parent"))
    plan = _next_plan(old, items, following_period, years)
    unit = organisations.get_unit(scope, old.unit_id)
    draft = create_roadmap_from_plan(scope, unit, plan, state=RoadmapState.DRAFT)
    draft.previous, draft.kind = old, old.kind
    draft.save(update_fields=["previous", "kind"])
    draft.refresh_from_db(fields=["period"])  # as the database writes it: without its upper day
    _tie(draft, items)
    record(scope, "roll_over", draft, branch=path, previous=old.pk, items=len(items))
    return draft, True


@dataclass(frozen=True, slots=True)
class _Move:
    """From which period and year of bare months to which."""

    old: Window | None
    old_year: str | None
    new: Window
    new_year: str | None
    years: int


def _next_plan(old: Roadmap, items: Sequence[Item], following: Window, years: int) -> Plan:
    context_year = shift_years(old.context_year, years)
    move = _Move(
        rules.days_of(old.period), old.context_year or None, following, context_year or None, years
    )
    sections = list(selectors.list_sections(old))
    places = {section.pk: index for index, section in enumerate(sections)}
    return Plan(
        act=Act(),
        title=shift_years(old.title, years),
        period=following,
        columns=tuple(
            Column(index, column["header"], Field(column["field"]))
            for index, column in enumerate(old.columns)
        ),
        sections=tuple(
            Section(one.number, shift_years(one.title, years), Place(TABLE, 0)) for one in sections
        ),
        items=tuple(_next_item(item, row, places, move) for row, item in enumerate(items)),
        indicators=(),
        findings=(),
        rows=RowCount(read=len(items), accepted=len(items), rejected=0, skipped=0),
        context_year=context_year,
    )


def _next_item(item: Item, row: int, places: dict[int, int], move: _Move) -> PlanItem:
    term_text = shift_years(item.term_text, move.years)
    term = _next_term(item, term_text, move)
    is_sub = item.parent is not None and item.parent.origin_id is None
    return PlanItem(
        key=item.key,
        number=item.number,
        number_in_source=None if item.number_restored else item.number,
        section=None if item.section_id is None else places[item.section_id],
        parent=item.parent.key if is_sub and item.parent else None,
        title=shift_years(item.title, move.years),
        term_text=term_text,
        term=term,
        responsible_text=item.responsible_text,
        actors=tuple(read_actors(item.responsible_text)),
        result=shift_years(item.result, move.years),
        results_more=tuple(shift_years(one, move.years) for one in item.results_more),
        note=item.note,
        extra={int(column): text for column, text in item.extra.items()},
        place=Place(TABLE, row),
        places={},
        doubts=tuple(_doubts(item, term_text, term)),
    )


def _next_term(item: Item, term_text: str, move: _Move) -> TermReading:
    """Read the words anew; days that a person had given instead move on as they are."""
    before = TermReading.from_json(item.term)
    if before.kind == "once" and before != read_term(
        item.term_text, move.old_year, period=move.old
    ):
        later = relativedelta(years=move.years)
        return TermReading(
            kind="once",
            start=before.start and before.start + later,
            end=before.end and before.end + later,
        )
    return read_term(term_text, move.new_year, period=move.new)


def _doubts(item: Item, term_text: str, term: TermReading) -> Iterator[Doubt]:
    """What a person must look at in an item of the new draft."""
    if message := problem(term):
        yield Doubt("term", Field.TERM, message, term_text)
    if term_text != item.term_text:
        words = "Год в сроке изменён при переносе: проверьте."
        yield Doubt("year_shifted", Field.TERM, words, item.term_text)
    if item.outcome in (Outcome.OPEN, Outcome.NOT_DONE):
        words = "По прошлому плану мероприятие не завершено."
        yield Doubt("left_over", Field.TITLE, words, "")


def _tie(draft: Roadmap, old_items: Sequence[Item]) -> None:
    """Tie the items to those they were made of and keep whom people said the actors mean."""
    old = {item.key: item for item in old_items}
    items = list(Item.objects.filter(roadmap=draft).prefetch_related("actors"))
    meant: list[ItemActor] = []
    for item in items:
        item.copied_from = old[item.key]
        known = {actor.text: actor for actor in old[item.key].actors.all()}
        for actor in item.actors.all():
            before = known.get(actor.text)
            if before is not None and before.state != ActorState.UNRESOLVED:
                for name in ("state", "unit_id", "kinds", "post", "person_id"):
                    setattr(actor, name, getattr(before, name))
                meant.append(actor)
    Item.objects.bulk_update(items, ["copied_from"], batch_size=500)
    ItemActor.objects.bulk_update(meant, ["state", "unit", "kinds", "post", "person"], 500)

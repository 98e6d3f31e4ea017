"""A plan is begun: from a template of the library, or from nothing; a draft is thrown away."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nastavnik.audit.services import record
from nastavnik.kernel.dated import within
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit
from nastavnik.pure.plans import Field
from nastavnik.pure.plans.period import context_of
from nastavnik.roadmaps import library, rules, selectors
from nastavnik.roadmaps.choices import RoadmapState
from nastavnik.roadmaps.models import Passport, Roadmap
from nastavnik.roadmaps.services.editing import lock_to_edit
from nastavnik.roadmaps.services.taking_in import create_roadmap_from_plan

COLUMNS = (
    ("№ п/п", Field.NUMBER),
    ("Мероприятие", Field.TITLE),
    ("Срок", Field.TERM),
    ("Ответственные", Field.RESPONSIBLE),
    ("Результат", Field.RESULT),
    ("Примечание", Field.NOTE),
)


@transaction.atomic
def create_from_template(
    scope: Scope, unit: Unit, template_code: str, *, first_year: int
) -> Roadmap:
    """Make a draft of `unit` from the template, for the years that begin with `first_year`.

    Raises Missing for a template that is none, NotAllowed without the right to write plans there,
    RuleBroken for a template that is not for units of this kind or a year far from the scope's day.
    """
    scope.require(Right.WRITE_ROADMAPS, organisations.path_of(unit.pk, scope.on))
    template = library.get_template(template_code)
    rules.check_fits(template.kinds, unit.kind)
    rules.check_first_year(first_year, scope.on)
    roadmap = create_roadmap_from_plan(
        scope, unit, template.fill(first_year), state=RoadmapState.DRAFT
    )
    if template.passport:
        Passport.objects.create(roadmap=roadmap, **template.fill_passport(first_year))
    return roadmap


@transaction.atomic
def create_empty_roadmap(
    scope: Scope, unit: Unit, *, title: str, first: date | None, last: date | None
) -> Roadmap:
    """Make a draft of `unit` without sections and items, for the days `first` to `last`.

    Raises NotAllowed without the right to write plans there, RuleBroken without title or days.
    """
    path = organisations.path_of(unit.pk, scope.on)
    scope.require(Right.WRITE_ROADMAPS, path)
    rules.check_roadmap_title(title)
    period = rules.checked_period(first, last)
    roadmap = Roadmap.objects.create(
        unit_id=unit.pk,
        kind=rules.kind_of(title),
        title=title.strip(),
        period=within(*period),
        context_year=context_of(period) or "",
        columns=[{"header": header, "field": field} for header, field in COLUMNS],
        state=RoadmapState.DRAFT,
    )
    record(scope, "create_roadmap", roadmap, branch=path, items=0, indicators=0)
    return roadmap


@transaction.atomic
def discard_draft(scope: Scope, roadmap_pk: int, *, version: int) -> None:
    """Throw a draft away whole. Raises RuleBroken once it was sent on or anything hangs on it."""
    roadmap, path = lock_to_edit(scope, roadmap_pk, version)
    is_draft = roadmap.state == RoadmapState.DRAFT and roadmap.intake_id is None
    rules.check_can_discard(is_draft, selectors.has_trace(roadmap))
    record(scope, "discard_draft", roadmap, branch=path)
    roadmap.delete()

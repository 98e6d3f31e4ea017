"""Reading intakes within the scope's branches."""

from __future__ import annotations

from django.db.models import QuerySet

from nastavnik.imports import rules
from nastavnik.imports.choices import IntakeKind
from nastavnik.imports.models import Intake
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit
from nastavnik.pure.source import Source


def list_intakes(scope: Scope, *, right: Right = Right.IMPORT_PLANS) -> QuerySet[Intake]:
    """Return the intakes of the branches where `right` holds, the latest first, without texts."""
    units = organisations.list_units(scope, right=right).values("pk")
    return (
        Intake.objects.filter(unit__in=units)
        .select_related("file", "created_by")
        .defer("source", "corrections")
        .order_by("-pk")
    )


def get_intake(scope: Scope, pk: int) -> Intake:
    """Return an intake of a branch whose plans the person may see. Raises Missing otherwise."""
    units = organisations.list_units(scope, right=Right.SEE_ROADMAPS).values("pk")
    intake = (
        Intake.objects.filter(pk=pk, unit__in=units).select_related("file", "created_by").first()
    )
    if intake is None:
        raise Missing("intake")
    return intake


def find_same(
    scope: Scope, unit: Unit, source: Source, *, kind: str = IntakeKind.PLAN
) -> Intake | None:
    """Return the intake of the same document in `unit`, on its way or confirmed; None if new."""
    organisations.get_unit(scope, unit.pk, right=Right.SEE_ROADMAPS)
    return Intake.objects.filter(
        unit=unit, kind=kind, fingerprint=rules.fingerprint_of(source), state__in=rules.LIVING
    ).first()


def source_of(intake: Intake) -> Source:
    """Return the document as it was read."""
    return Source.from_json(intake.source)

"""An intake on the desk: opened within the person's branch, read, its corrections kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import resolve_url

from nastavnik.imports import rules, selectors, services
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.pure.plans import Corrections, Item, Plan
from nastavnik.pure.source import Source
from nastavnik.roadmaps import importers
from nastavnik.web.intakes.listing import PASTED
from nastavnik.web.intakes.presenters import Preview, act_name
from nastavnik.web.shell.pages import go
from nastavnik.web.shell.request import Request


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies open: the intake, the unit it is for, the document, its reading."""

    intake: Any
    unit: Any
    source: Source
    plan: Plan
    corrections: Corrections

    @property
    def name(self) -> str:
        """What the document is called: its file, or that it was pasted."""
        return self.intake.file.name if self.intake.file else PASTED

    @property
    def title(self) -> str:
        """What the act calls itself, in short, else what the document is called."""
        return act_name(self.plan.act) or self.name

    @property
    def is_open(self) -> bool:
        """Whether it may still be corrected."""
        return rules.may(self.intake, "confirm")

    def item(self, key: str) -> Item:
        """Return the item with `key`. Raises Missing when the reading has none."""
        try:
            return self.plan.item(key)
        except KeyError:
            raise Missing("item") from None

    def preview(
        self, *, only: bool = False, number: str = "1", all_findings: bool = False
    ) -> Preview:
        """Return the reading as a page shows it."""
        return Preview(
            self.source,
            self.plan,
            self.corrections,
            only=only,
            number=number,
            all_findings=all_findings,
        )


def lay_open(request: Request, pk: int) -> Desk:
    """Open the intake. Raises Missing in another branch, NotAllowed without the right to import."""
    scope = request.scope
    return _desk(scope, selectors.get_intake(scope, pk))


def _desk(scope: Any, intake: Any) -> Desk:
    unit = organisations.get_unit(scope, intake.unit_id, right=Right.SEE_ROADMAPS)
    scope.require(Right.IMPORT_PLANS, unit.path)
    return Desk(
        intake=intake,
        unit=unit,
        source=selectors.source_of(intake),
        plan=importers.read_intake(intake),
        corrections=importers.corrections_of(intake),
    )


def keep(request: Request, desk: Desk, corrections: Corrections) -> Desk:
    """Save corrections made on the version the form was shown with; returns the new reading."""
    intake = services.save_corrections(
        request.scope,
        desk.intake,
        corrections.to_json(),
        version=version_of(request),
    )
    return _desk(request.scope, intake)


def version_of(request: Request) -> int:
    """Return the version the form was shown with. -1, which none has, where it is missing."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() else -1


def only_doubts(request: Request) -> bool:
    """Tell whether the person is going over the doubts only."""
    return (request.POST or request.GET).get("only") == "doubts"


def back_to(request: Request, desk: Desk, key: str, *, message: str) -> HttpResponse:
    """Lead back to the item in the preview after a correction."""
    preview = desk.preview(only=only_doubts(request))
    address = resolve_url("show_intake", desk.intake.pk)
    return go(request, address + preview.link_to(key), message=message)

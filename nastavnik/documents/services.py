"""What is done with acts: register one as its document names it, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nastavnik.audit.services import record
from nastavnik.documents.models import Act, ActReference
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Requisites:
    """What an act says of itself; an unknown requisite is "" or None."""

    kind: str
    number: str = ""
    date: date | None = None
    title: str = ""
    issuer: str = ""
    signatory: str = ""
    signatory_post: str = ""
    controller: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference in the act; `problem` is the linter's remark, "" where there is none."""

    relation: str
    quote: str
    issuer: str = ""
    number: str = ""
    date: date | None = None
    problem: str = ""


@transaction.atomic
def register_act(
    scope: Scope, unit: Unit, requisites: Requisites, citations: Sequence[Citation] = ()
) -> tuple[Act, bool]:
    """Register an act of `unit`; returns it and whether it is new.

    An act with number and date is registered once: the same one again gives the first row.
    """
    path = organisations.path_of(unit.pk, scope.on)
    scope.require(Right.IMPORT_PLANS, path)
    facts = {name: getattr(requisites, name) for name in Requisites.__dataclass_fields__}
    if requisites.number and requisites.date:
        known = {name: facts.pop(name) for name in ("kind", "number", "date")}
        act, is_new = Act.objects.get_or_create(unit=unit, **known, defaults=facts)
    else:
        act, is_new = Act.objects.create(unit=unit, **facts), True
    if is_new:
        ActReference.objects.bulk_create(
            ActReference(
                act=act,
                **{name: getattr(cited, name) for name in Citation.__dataclass_fields__},
            )
            for cited in citations
        )
        record(scope, "register_act", act, branch=path)
    return act, is_new


@transaction.atomic
def withdraw_act(scope: Scope, act: Act) -> None:
    """Take an act out of the register, where its taking-in is undone."""
    path = organisations.path_of(act.unit_id, scope.on)
    scope.require(Right.IMPORT_PLANS, path)
    record(scope, "withdraw_act", act, branch=path)
    act.delete()

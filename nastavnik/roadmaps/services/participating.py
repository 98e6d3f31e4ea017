"""Lists of organisations that take part: drafted, changed, approved and frozen (R3)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from nastavnik.audit.services import record
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit
from nastavnik.roadmaps import rules, selectors
from nastavnik.roadmaps.models import ParticipationEntry, ParticipationList


@transaction.atomic
def draft_participation(scope: Scope, unit: Unit, year: int) -> ParticipationList:
    """Draft the list of `unit`'s branch for the school year that begins in `year`.

    Everybody who can take part and stands in the tree on the scope's day is in it. Raises
    NotAllowed without the right to write plans there, RuleBroken for a year that has its list.
    """
    path = organisations.path_of(unit.pk, scope.on)
    scope.require(Right.WRITE_ROADMAPS, path)
    own = organisations.get_unit(scope, unit.pk)
    rules.check_keeps_lists(own.kind)
    rules.check_list_year(year, scope.on)
    participation, is_new = ParticipationList.objects.get_or_create(unit_id=own.pk, year=year)
    rules.check_list_is_new(not is_new, year)
    keys = list(selectors.list_eligible(scope, own).values_list("pk", flat=True))
    _enter(participation, keys)
    record(scope, "draft_participation", participation, branch=path, year=year, members=len(keys))
    return participation


@transaction.atomic
def change_participation(
    scope: Scope, list_pk: int, units: Collection[int], *, version: int
) -> ParticipationList:
    """Let exactly the units with these keys be in the draft.

    Raises Conflict when it has changed since `version` was shown, RuleBroken for an approved list
    and for units that cannot take part.
    """
    participation, path = lock_participation(scope, list_pk, Right.WRITE_ROADMAPS)
    rules.check_list_is_draft(participation)
    rules.check_list_version(participation.version, version)
    wanted, known = set(units), set(selectors.members_of(participation))
    owner = organisations.get_unit(scope, participation.unit_id)
    fit = selectors.list_eligible(scope, owner).filter(pk__in=wanted - known)
    rules.check_members(wanted - known - set(fit.values_list("pk", flat=True)))
    if wanted == known:
        return participation
    ParticipationEntry.objects.filter(list=participation, unit__in=known - wanted).delete()
    _enter(participation, wanted - known)
    participation.version += 1
    participation.save(update_fields=["version"])
    record(
        scope,
        "change_participation",
        participation,
        branch=path,
        added=sorted(wanted - known),
        removed=sorted(known - wanted),
    )
    return participation


@transaction.atomic
def approve_participation(
    scope: Scope, list_pk: int, *, act_text: str, approved_on: date | None, version: int
) -> ParticipationList:
    """Freeze the list with the document that approves it; every member keeps today's name.

    Raises RuleBroken for an empty list, for one with units that have been closed since, without
    the words of the document or its day.
    """
    participation, path = lock_participation(scope, list_pk, Right.APPROVE_ROADMAPS)
    participation.state = rules.state_of_list_after(participation, "approve")
    rules.check_list_version(participation.version, version)
    rules.check_act_text(act_text)
    rules.check_approved_on(approved_on, scope.on)
    entries = list(ParticipationEntry.objects.filter(list=participation))
    rules.check_has_members(len(entries))
    names = organisations.names_of({entry.unit_id for entry in entries}, scope.on)
    standing = organisations.paths_of(names, scope.on)
    rules.check_members([one.unit_id for one in entries if one.unit_id not in standing])
    for entry in entries:
        entry.name = names[entry.unit_id]
    ParticipationEntry.objects.bulk_update(entries, ["name"], batch_size=1000)
    participation.act_text, participation.approved_on = act_text.strip(), approved_on
    participation.version += 1
    participation.save(update_fields=["state", "act_text", "approved_on", "version"])
    record(scope, "approve_participation", participation, branch=path, members=len(entries))
    return participation


def lock_participation(scope: Scope, list_pk: int, right: Right) -> tuple[ParticipationList, str]:
    """Return the list under a row lock and its unit's path. Raises Missing for a neighbour's."""
    found = ParticipationList.objects.select_for_update(of=("self",)).filter(pk=list_pk).first()
    if found is None:
        raise Missing("participation list")
    path = organisations.path_of(found.unit_id, scope.on)
    if not scope.may(Right.SEE_ROADMAPS, path):
        raise Missing("participation list")
    scope.require(right, path)
    return found, path


def _enter(participation: ParticipationList, keys: Collection[int]) -> None:
    ParticipationEntry.objects.bulk_create(
        ParticipationEntry(list=participation, unit_id=key) for key in sorted(keys)
    )

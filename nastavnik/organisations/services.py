"""What a clerk does with the tree: open, rename, move, close; aliases; networks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction
from django.db.models import F, Func, Value

from nastavnik.audit.services import record
from nastavnik.kernel.dated import since
from nastavnik.kernel.errors import RuleBroken
from nastavnik.kernel.scope import WHOLE_TREE, Right, Scope
from nastavnik.organisations import rules, selectors
from nastavnik.organisations.models import (
    Alias,
    Network,
    NetworkMember,
    Placement,
    Unit,
    UnitName,
)

TREE_LOCK = (
    7_021_002  # one change of the tree at a time: a move rewrites a whole branch
)


@transaction.atomic
def open_unit(
    scope: Scope,
    *,
    code: str,
    kind: str,
    parent: Unit | None,
    full_name: str,
    short_name: str,
    timezone: str,
    on: date,
) -> Unit:
    """Put a new unit under `parent` (None: a top of the tree) from the day `on`.

    Raises NotAllowed without the right there, RuleBroken for a bad or used code.
    """
    parent_path = selectors.path_of(parent.pk, on) if parent else WHOLE_TREE
    scope.require(Right.MANAGE_UNITS, parent_path)
    rules.check_code(code)
    if Unit.objects.filter(code=code).exists():
        raise RuleBroken("Подразделение с таким кодом уже есть.", field="code")
    _lock_tree()
    unit = Unit.objects.create(code=code, kind=kind, timezone=timezone)
    path = f"{parent_path}.{unit.pk}" if parent else str(unit.pk)
    Placement.objects.create(unit=unit, parent=parent, path=path, during=since(on))
    UnitName.objects.create(
        unit=unit,
        full_name=full_name,
        short_name=short_name or full_name,
        during=since(on),
    )
    record(scope, "open_unit", unit, branch=path, on=on.isoformat())
    return unit


@transaction.atomic
def rename_unit(
    scope: Scope, unit: Unit, *, full_name: str, short_name: str, on: date
) -> None:
    """Call the unit otherwise from `on`; the old name keeps its period."""
    path = selectors.path_of(unit.pk, on)
    scope.require(Right.MANAGE_UNITS, path)
    current = UnitName.objects.select_for_update().on(on).get(unit=unit)
    if current.during.lower == on:
        current.full_name, current.short_name = full_name, short_name
        current.save(update_fields=["full_name", "short_name"])
    else:
        until = current.during.upper
        current.end(on)
        UnitName.objects.create(
            unit=unit,
            full_name=full_name,
            short_name=short_name,
            during=since(on, until),
        )
    record(scope, "rename_unit", unit, branch=path, on=on.isoformat())


@transaction.atomic
def move_unit(scope: Scope, unit: Unit, *, parent: Unit, on: date) -> None:
    """Put the unit with its whole branch under another parent from `on`.

    Raises RuleBroken when the parent is in the branch itself or when a change of the branch
    is already planned for a later day: that one is to be dealt with first.
    """
    _lock_tree()
    old, above = selectors.path_of(unit.pk, on), selectors.path_of(parent.pk, on)
    scope.require(Right.MANAGE_UNITS, old)
    scope.require(Right.MANAGE_UNITS, above)
    rules.check_can_move(old, above)
    branch = Placement.objects.select_for_update().filter(path__within=old)
    if branch.filter(during__startswith__gte=on).exists():
        raise RuleBroken(
            "В этой ветви уже есть изменения с той же или более поздней даты."
        )
    depth = len(old.split(".")) - 1
    moved = [
        Placement(
            unit_id=place.unit_id,
            parent_id=parent.pk if place.unit_id == unit.pk else place.parent_id,
            path=".".join([above, *str(place.path).split(".")[depth:]]),
            during=since(on, place.during.upper),
        )
        for place in branch.on(on)
    ]
    branch.on(on).update(during=_range_until(on))
    Placement.objects.bulk_create(moved)
    record(scope, "move_unit", unit, branch=old, to=parent.pk, on=on.isoformat())


@transaction.atomic
def close_unit(scope: Scope, unit: Unit, *, on: date) -> None:
    """Take the unit out of the tree from `on`. Raises RuleBroken while units stand under it."""
    _lock_tree()
    path = selectors.path_of(unit.pk, on)
    scope.require(Right.MANAGE_UNITS, path)
    if Placement.objects.on(on).filter(parent=unit).exists():
        raise RuleBroken("Сначала переведите или закройте подчинённые подразделения.")
    Placement.objects.on(on).get(unit=unit).end(on)
    record(scope, "close_unit", unit, branch=path, on=on.isoformat())


@transaction.atomic
def give_alias(
    scope: Scope,
    owner: Unit,
    *,
    text: str,
    unit: Unit | None = None,
    kinds: Sequence[str] = (),
) -> Alias:
    """Let `text` in documents of `owner`'s branch mean `unit`, or every unit of `kinds`.

    Given again, the meaning is replaced.
    """
    path = selectors.path_of(owner.pk, scope.on)
    scope.require(Right.MANAGE_UNITS, path)
    if (unit is None) == (not kinds):
        raise RuleBroken(
            "Укажите либо подразделение, либо виды подразделений.", field="unit"
        )
    alias, _ = Alias.objects.update_or_create(
        owner=owner, text=text.strip(), defaults={"unit": unit, "kinds": list(kinds)}
    )
    record(scope, "give_alias", alias, branch=path)
    return alias


@transaction.atomic
def drop_alias(scope: Scope, alias: Alias) -> None:
    """Forget what a text means in the branch."""
    path = selectors.path_of(alias.owner_id, scope.on)
    scope.require(Right.MANAGE_UNITS, path)
    record(scope, "drop_alias", alias, branch=path)
    alias.delete()


@transaction.atomic
def form_network(
    scope: Scope, *, name: str, kind: str, lead: Unit, on: date
) -> Network:
    """Begin a network led by `lead`, its first member."""
    path = selectors.path_of(lead.pk, on)
    scope.require(Right.MANAGE_UNITS, path)
    network = Network.objects.create(name=name, kind=kind, lead=lead, during=since(on))
    NetworkMember.objects.create(network=network, unit=lead, during=since(on))
    record(scope, "form_network", network, branch=path)
    return network


@transaction.atomic
def join_network(
    scope: Scope, network: Network, unit: Unit, *, on: date
) -> NetworkMember:
    """Make the unit a member from `on`. Raises RuleBroken when it is one already."""
    path = selectors.path_of(unit.pk, on)
    scope.require(Right.MANAGE_UNITS, path)
    if NetworkMember.objects.on(on).filter(network=network, unit=unit).exists():
        raise RuleBroken("Подразделение уже состоит в этой сети.")
    member = NetworkMember.objects.create(network=network, unit=unit, during=since(on))
    record(scope, "join_network", network, branch=path, unit=unit.pk)
    return member


@transaction.atomic
def leave_network(scope: Scope, member: NetworkMember, *, on: date) -> None:
    """End a unit's membership from `on`."""
    path = selectors.path_of(member.unit_id, on)
    scope.require(Right.MANAGE_UNITS, path)
    member.end(on)
    record(scope, "leave_network", member.network, branch=path, unit=member.unit_id)


def _lock_tree() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])


def _range_until(on: date) -> Func:
    return Func(
        Func(F("during"), function="lower"),
        Value(on),
        Value("[)"),
        function="daterange",
    )

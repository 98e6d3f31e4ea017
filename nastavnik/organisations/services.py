"""What a clerk does with the tree: open, rename, move, close; aliases; networks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection, transaction
from django.db.models import F, Func, QuerySet, Value

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

TREE_LOCK = 7_021_002  # one change of the tree at a time: a move rewrites a whole branch


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

    Where a move of the parent is already planned, the unit goes with it. Raises NotAllowed
    without the right there, RuleBroken for a bad or used code or a parent that is not there then.
    """
    _lock_tree()
    above = _standing(scope, parent, on, "parent") if parent else WHOLE_TREE
    scope.require(Right.MANAGE_UNITS, above)
    rules.check_code(code)
    if Unit.objects.filter(code=code).exists():
        raise RuleBroken("Организация с таким кодом уже есть.", field="code")
    unit = Unit.objects.create(code=code, kind=kind, timezone=timezone)
    places = _places_under(parent, unit, on)
    Placement.objects.bulk_create(places)
    UnitName.objects.create(
        unit=unit,
        full_name=full_name.strip(),
        short_name=short_name.strip() or full_name.strip(),
        during=since(on),
    )
    record(scope, "open_unit", unit, branch=str(places[0].path), on=on.isoformat())
    return unit


@transaction.atomic
def correct_unit(scope: Scope, unit: Unit, *, kind: str, timezone: str) -> None:
    """Correct what kind of unit it is and in which time zone it works."""
    path = selectors.path_of(unit.pk, scope.on)
    scope.require(Right.MANAGE_UNITS, path)
    Unit.objects.filter(pk=unit.pk).update(kind=kind, timezone=timezone)
    record(scope, "correct_unit", unit, branch=path, kind=kind, timezone=timezone)


@transaction.atomic
def rename_unit(scope: Scope, unit: Unit, *, full_name: str, short_name: str, on: date) -> None:
    """Call the unit otherwise from `on`; the old name keeps its period.

    On the very day a name begins it is corrected instead. Raises RuleBroken for a day when the
    unit had no name.
    """
    path = _standing(scope, unit, on, "on")
    scope.require(Right.MANAGE_UNITS, path)
    current = UnitName.objects.select_for_update().on(on).filter(unit=unit).first()
    if current is None:
        raise RuleBroken("На эту дату организации в системе ещё не было.", field="on")
    full, short = full_name.strip(), short_name.strip() or full_name.strip()
    if current.during.lower == on:
        current.full_name, current.short_name = full, short
        current.save(update_fields=["full_name", "short_name"])
    else:
        until = current.during.upper
        current.end(on)
        UnitName.objects.create(
            unit=unit, full_name=full, short_name=short, during=since(on, until)
        )
    record(scope, "rename_unit", unit, branch=path, on=on.isoformat())


@transaction.atomic
def move_unit(scope: Scope, unit: Unit, *, parent: Unit, on: date) -> None:
    """Put the unit with its whole branch under another parent from `on`.

    Raises RuleBroken when the parent is in the branch itself or when a change of the branch
    or of the parent is already planned for a later day: that one is to be dealt with first.
    """
    _lock_tree()
    scope.require(Right.MANAGE_UNITS, _standing(scope, unit, on, "on"))
    scope.require(Right.MANAGE_UNITS, _standing(scope, parent, on, "parent"))
    old = selectors.paths_of({unit.pk, parent.pk}, on)
    above = Placement.objects.on(on).get(unit=parent)
    rules.check_can_move(old[unit.pk], old[parent.pk])
    rules.check_is_elsewhere(old[unit.pk], old[parent.pk])
    branch = Placement.objects.select_for_update().filter(path__within=old[unit.pk])
    if branch.filter(during__startswith__gte=on).exists():
        raise RuleBroken(
            "В этой ветви уже есть изменения с той же или более поздней даты.", field="on"
        )
    if above.during.upper is not None:
        raise RuleBroken(
            "У новой вышестоящей организации с более поздней даты запланировано изменение.",
            field="parent",
        )
    moved = _moved(branch.on(on), unit, parent, old, on)
    branch.on(on).update(during=_range_until(on))
    Placement.objects.bulk_create(moved)
    record(scope, "move_unit", unit, branch=old[unit.pk], to=parent.pk, on=on.isoformat())


@transaction.atomic
def close_unit(scope: Scope, unit: Unit, *, on: date) -> None:
    """Take the unit out of the tree from `on`.

    Raises RuleBroken while units stand under it, then or later, and while it leads a network.
    """
    _lock_tree()
    path = _standing(scope, unit, on, "on")
    scope.require(Right.MANAGE_UNITS, path)
    if Placement.objects.lasting(on).filter(parent=unit).exists():
        raise RuleBroken("Сначала переведите или закройте подчинённые организации.")
    if Placement.objects.filter(unit=unit, during__startswith__gt=on).exists():
        raise RuleBroken("На более позднюю дату запланирован перевод организации.", field="on")
    if Network.objects.lasting(on).filter(lead=unit).exists():
        raise RuleBroken("Организация возглавляет сеть. Сначала завершите работу сети.")
    Placement.objects.on(on).get(unit=unit).end(on)
    _end_all(NetworkMember.objects.filter(unit=unit), on)
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
        raise RuleBroken("Укажите либо организацию, либо виды организаций.", field="unit")
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
def form_network(scope: Scope, *, name: str, kind: str, lead: Unit, on: date) -> Network:
    """Begin a network led by `lead`, its first member."""
    path = _standing(scope, lead, on, "on")
    scope.require(Right.MANAGE_UNITS, path)
    network = Network.objects.create(name=name.strip(), kind=kind, lead=lead, during=since(on))
    NetworkMember.objects.create(network=network, unit=lead, during=since(on))
    record(scope, "form_network", network, branch=path)
    return network


@transaction.atomic
def join_network(scope: Scope, network: Network, unit: Unit, *, on: date) -> NetworkMember:
    """Make the unit a member from `on`. Raises RuleBroken when it is or will be one already."""
    path = _standing(scope, unit, on, "on")
    scope.require(Right.MANAGE_UNITS, path)
    if on < network.during.lower:
        raise RuleBroken("Сеть начала работать позже этой даты.", field="on")
    known = NetworkMember.objects.filter(
        network=network, unit=unit, during__overlap=since(on, network.during.upper)
    )
    if known.exists():
        raise RuleBroken("Эта организация уже состоит в сети.", field="unit")
    member = NetworkMember.objects.create(
        network=network, unit=unit, during=since(on, network.during.upper)
    )
    record(scope, "join_network", network, branch=path, unit=unit.pk, on=on.isoformat())
    return member


@transaction.atomic
def leave_network(scope: Scope, member: NetworkMember, *, on: date) -> None:
    """End a unit's membership from `on`. Raises RuleBroken for the unit that leads the network."""
    path = selectors.path_of(member.unit_id, scope.on)
    scope.require(Right.MANAGE_UNITS, path)
    if member.network.lead_id == member.unit_id:
        raise RuleBroken("Организация возглавляет сеть. Завершите работу всей сети.")
    member.end(on)
    record(
        scope, "leave_network", member.network, branch=path, unit=member.unit_id, on=on.isoformat()
    )


@transaction.atomic
def end_network(scope: Scope, network: Network, *, on: date) -> None:
    """End the network and every membership in it from `on`."""
    path = selectors.path_of(network.lead_id, scope.on)
    scope.require(Right.MANAGE_UNITS, path)
    network.end(on)
    _end_all(NetworkMember.objects.filter(network=network), on)
    record(scope, "end_network", network, branch=path, on=on.isoformat())


def _lock_tree() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])


def _standing(scope: Scope, unit: Unit, on: date, field: str) -> str:
    """Return the path by which rights are asked: today's, or that of `on` for a unit to come.

    Raises RuleBroken when the unit does not stand in the tree on `on`.
    """
    planned = selectors.paths_of({unit.pk}, on).get(unit.pk)
    if planned is None:
        raise RuleBroken("На эту дату организации в системе нет.", field=field)
    return selectors.paths_of({unit.pk}, scope.on).get(unit.pk, planned)


def _places_under(parent: Unit | None, unit: Unit, on: date) -> list[Placement]:
    """Return the places of a new unit: one for each place its parent has from `on`."""
    if parent is None:
        return [Placement(unit=unit, parent=None, path=str(unit.pk), during=since(on))]
    above = list(
        Placement.objects.filter(unit=parent, during__overlap=since(on)).order_by("during")
    )
    if above[-1].during.upper is not None:
        raise RuleBroken(
            "Вышестоящая организация закрывается с более поздней даты.", field="parent"
        )
    return [
        Placement(
            unit=unit,
            parent=parent,
            path=f"{place.path}.{unit.pk}",
            during=since(max(on, place.during.lower), place.during.upper),
        )
        for place in above
    ]


def _moved(
    branch: Iterable[Placement], unit: Unit, parent: Unit, old: dict[int, str], on: date
) -> list[Placement]:
    """Return the places the branch of `unit` takes under `parent` from `on`."""
    depth = len(old[unit.pk].split(".")) - 1
    return [
        Placement(
            unit_id=place.unit_id,
            parent_id=parent.pk if place.unit_id == unit.pk else place.parent_id,
            path=".".join([old[parent.pk], *str(place.path).split(".")[depth:]]),
            during=since(on, place.during.upper),
        )
        for place in branch
    ]


def _end_all(members: QuerySet[NetworkMember], on: date) -> None:
    """End the memberships from `on`; what would begin then or later does not begin."""
    members.filter(during__startswith__gte=on).delete()
    members.filter(during__contains=on).update(during=_range_until(on))


def _range_until(on: date) -> Func:
    return Func(
        Func(F("during"), function="lower"),
        Value(on),
        Value("[)"),
        function="daterange",
    )

"""Reading the tree, within the scope's branches and as of a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import WHOLE_TREE, Right, Scope, is_within
from nastavnik.organisations.choices import CENTRES
from nastavnik.organisations.models import (
    Alias,
    Network,
    NetworkMember,
    Placement,
    Unit,
    UnitName,
)


def list_units(
    scope: Scope, *, right: Right = Right.SEE_UNITS, on: date | None = None
) -> QuerySet[Unit]:
    """Return the units of `scope`'s branches where `right` holds, in tree order.

    Each has `path`, `parent_id`, `full_name`, `short_name` as of `on` (the scope's day if None).
    As of another day a branch is what stood under the same unit then.
    """
    day = on or scope.on
    branches = scope.branches(right)
    if day != scope.on:
        branches = _branches_on(branches, day)
    return Unit.objects.on(day).filter(_within("path", branches)).order_by("path")


def list_reached(scope: Scope, *, right: Right = Right.SEE_UNITS) -> QuerySet[Unit]:
    """Return the units of the branches with those closed or not opened yet: for their history.

    A closed unit belongs to the branch where it stood last. Each has `last_path`, no name.
    """
    begun = Case(
        When(during__startswith__lte=scope.on, then=1), default=0, output_field=IntegerField()
    )
    places = Placement.objects.filter(unit=OuterRef("pk")).order_by(begun.desc(), "-during")
    units = Unit.objects.annotate(last_path=Subquery(places.values("path")[:1]))
    return units.filter(_within("last_path", scope.branches(right)))


def get_unit(
    scope: Scope, pk: int, *, right: Right = Right.SEE_UNITS, on: date | None = None
) -> Unit:
    """Return the unit. Raises Missing when there is none in the branches where `right` holds."""
    unit = list_units(scope, right=right, on=on).filter(pk=pk).first()
    if unit is None:
        raise Missing("unit")
    return unit


def get_unit_by_code(scope: Scope, code: str, *, right: Right = Right.SEE_UNITS) -> Unit:
    """Return the unit with `code`. Raises Missing as `get_unit` does."""
    unit = list_units(scope, right=right).filter(code=code).first()
    if unit is None:
        raise Missing("unit")
    return unit


def list_tops(scope: Scope, *, right: Right = Right.SEE_UNITS) -> list[Unit]:
    """Return the tops of the branches where `right` holds, none below another, in tree order."""
    branches = scope.branches(right)
    units = list_units(scope, right=right)
    if WHOLE_TREE in branches:
        return list(units.filter(Q(parent_id=None)))
    tops = [
        int(path.rpartition(".")[2])
        for path in branches
        if not any(path != over and is_within(path, over) for over in branches)
    ]
    return list(units.filter(pk__in=tops))


def list_above(scope: Scope, unit: Unit, *, on: date | None = None) -> Sequence[Unit]:
    """Return the units above `unit`, the top first, as of `on`: a unit knows who is over it."""
    keys = [int(key) for key in str(unit.path).split(".")[:-1]]
    return list(Unit.objects.on(on or scope.on).filter(pk__in=keys).order_by("path"))


def list_beside(scope: Scope, unit: Unit, *, on: date | None = None) -> Sequence[Unit]:
    """Return the centres that serve `unit`: of the serving kinds, right under a unit above it."""
    above = [int(key) for key in str(unit.path).split(".")[:-1]]
    centres = Unit.objects.on(on or scope.on).filter(kind__in=CENTRES, parent_id__in=above)
    return list(centres.exclude(pk=unit.pk).order_by("path"))


def list_below(scope: Scope, unit: Unit, *, on: date | None = None) -> QuerySet[Unit]:
    """Return the units of the branch under `unit` that the person may see, without itself."""
    return list_units(scope, on=on).filter(_within("path", [unit.path])).exclude(pk=unit.pk)


def list_branch(scope: Scope, unit: Unit, *, right: Right) -> QuerySet[Unit]:
    """Return the unit and everything below it on the scope's day where `right` holds."""
    return list_units(scope, right=right).filter(_within("path", [unit.path]))


def keys_within(unit: Unit, on: date) -> QuerySet[Placement, Any]:
    """Return the keys of the unit and of everything below it on the day, for a condition.

    Lighter than `list_branch`: for whoever has read the unit where the right holds.
    """
    places = Placement.objects.on(on).filter(path__within=unit.path)
    keys: QuerySet[Placement, Any] = places.values("unit")
    return keys


def list_children(scope: Scope, unit: Unit, *, on: date | None = None) -> QuerySet[Unit]:
    """Return the visible units right under `unit` on the day."""
    day = on or scope.on
    keys = Placement.objects.on(day).filter(parent=unit).values("unit")
    return list_units(scope, on=day).filter(pk__in=keys)


def path_of(unit_id: int, on: date) -> str:
    """Return where the unit stands on `on`: its path. Raises Missing when it stands nowhere."""
    path = paths_of({unit_id}, on).get(unit_id)
    if path is None:
        raise Missing("unit")
    return path


def paths_of(unit_ids: Collection[int], on: date) -> dict[int, str]:
    """Return the paths of those units that stand in the tree on `on`."""
    places = Placement.objects.on(on).filter(unit_id__in=unit_ids)
    return {unit_id: str(path) for unit_id, path in places.values_list("unit_id", "path")}


def last_paths_of(unit_ids: Collection[int], on: date) -> dict[int, str]:
    """Return where those units stand on `on`, or stood last; for what outlives its unit."""
    places = Placement.objects.filter(unit_id__in=unit_ids, during__startswith__lte=on)
    return {
        unit_id: str(path)
        for unit_id, path in places.order_by("during").values_list("unit_id", "path")
    }


def list_standing(unit_ids: Collection[int], on: date) -> QuerySet[Unit]:
    """Return those of the units that stand in the tree on `on`, in tree order, with their names."""
    return Unit.objects.on(on).filter(pk__in=unit_ids).order_by("path")


def names_of(unit_ids: Collection[int], on: date) -> dict[int, str]:
    """Return the short names of those units on `on`."""
    names = UnitName.objects.on(on).filter(unit_id__in=unit_ids)
    return dict(names.values_list("unit_id", "short_name"))


def zones_of(unit_ids: Collection[int]) -> dict[int, str]:
    """Return the time zones of those units, by their IANA names."""
    return dict(Unit.objects.filter(pk__in=unit_ids).values_list("pk", "timezone"))


def list_aliases(scope: Scope, unit: Unit) -> Sequence[Alias]:
    """Return the aliases that documents of `unit` may use: its own and those from above.

    The nearest comes first, so that a school's own meaning goes before the region's.
    """
    keys = [int(key) for key in str(unit.path).split(".")]
    aliases = Alias.objects.filter(owner_id__in=keys).select_related("unit")
    return sorted(aliases, key=lambda alias: (-keys.index(alias.owner_id), alias.text))


def get_alias(scope: Scope, pk: int) -> Alias:
    """Return the alias. Raises Missing for one of another branch."""
    owners = list_units(scope).values("pk")
    alias = Alias.objects.filter(pk=pk, owner__in=owners).select_related("owner").first()
    if alias is None:
        raise Missing("alias")
    return alias


def list_names(unit: Unit) -> QuerySet[UnitName]:
    """Return what the unit has been called and will be, the latest first."""
    return UnitName.objects.filter(unit=unit).order_by("-during")


def list_places(unit: Unit) -> QuerySet[Placement]:
    """Return where the unit has stood and will stand, the latest first."""
    return Placement.objects.filter(unit=unit).order_by("-during")


def count_children(unit_ids: Collection[int], on: date) -> dict[int, int]:
    """Return how many units stand right under each of those on the day; none: no key."""
    places = Placement.objects.on(on).filter(parent__in=unit_ids).order_by()
    return dict(places.values_list("parent").annotate(Count("pk")))


def may_everywhere(scope: Scope, right: Right) -> bool:
    """Tell whether the branches where `right` holds cover every top of the tree."""
    tops = Placement.objects.on(scope.on).filter(parent=None).values_list("path", flat=True)
    return scope.may_somewhere(right) and all(scope.may(right, str(path)) for path in tops)


def list_networks(
    scope: Scope, *, unit: Unit | None = None, on: date | None = None
) -> QuerySet[Network]:
    """Return the networks that have a visible member or lead on the day, or those of `unit`."""
    day = on or scope.on
    visible = [unit.pk] if unit else list_units(scope, on=day).values("pk")
    from_members = NetworkMember.objects.on(day).filter(network=OuterRef("pk"), unit__in=visible)
    networks = Network.objects.on(day).filter(Q(lead__in=visible) | Exists(from_members))
    return networks.order_by("name", "pk")


def get_network(scope: Scope, pk: int) -> Network:
    """Return the network. Raises Missing when no unit of the person's branches is in it."""
    network: Network | None = list_networks(scope).filter(pk=pk).first()
    if network is None:
        raise Missing("network")
    return network


def list_members(network: Network, on: date) -> QuerySet[NetworkMember]:
    """Return who is in the network on the day: a member knows the others by name.

    Each has `name` and `kind` of its unit.
    """
    members = NetworkMember.objects.on(on).filter(network=network, unit__names__during__contains=on)
    named: QuerySet[NetworkMember] = members.annotate(
        name=F("unit__names__short_name"), kind=F("unit__kind")
    )
    return named.order_by("unit__names__short_name")


def count_members(network_ids: Collection[int], on: date) -> dict[int, int]:
    """Return how many units are in each of those networks on the day."""
    members = NetworkMember.objects.on(on).filter(network__in=network_ids).order_by()
    return dict(members.values_list("network").annotate(Count("pk")))


def units_in_networks(unit_ids: Collection[int], on: date) -> set[int]:
    """Return which of those units are in some network on the day."""
    members = NetworkMember.objects.on(on).filter(unit__in=unit_ids, network__during__contains=on)
    return set(members.values_list("unit_id", flat=True))


def get_member(scope: Scope, pk: int) -> NetworkMember:
    """Return the membership. Raises Missing for a unit of another branch."""
    units = list_units(scope).values("pk")
    members = NetworkMember.objects.on(scope.on).filter(pk=pk, unit__in=units)
    member: NetworkMember | None = members.select_related("network", "unit").first()
    if member is None:
        raise Missing("member")
    return member


def _within(field: str, branches: Iterable[str]) -> Q:
    """Return the condition: the path lies in one of the branches."""
    if WHOLE_TREE in (branches := tuple(branches)):
        return Q(**{f"{field}__isnull": False})
    mine = Q(pk__in=[])
    for branch in branches:
        mine |= Q(**{f"{field}__within": branch})
    return mine


def _branches_on(branches: Iterable[str], day: date) -> tuple[str, ...]:
    """Return where the tops of the branches stand on another day."""
    tops = {int(branch.rpartition(".")[2]) for branch in branches if branch != WHOLE_TREE}
    whole = (WHOLE_TREE,) if WHOLE_TREE in branches else ()
    return (*whole, *paths_of(tops, day).values())

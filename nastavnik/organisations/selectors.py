"""Reading the tree, within the scope's branches and as of a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import WHOLE_TREE, Right, Scope
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
    """
    units = Unit.objects.on(on or scope.on).order_by("path")
    branches = scope.branches(right)
    if WHOLE_TREE in branches:
        return units
    mine = Q(pk__in=[])
    for branch in branches:
        mine |= Q(path__within=branch)
    return units.filter(mine)


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


def list_above(scope: Scope, unit: Unit, *, on: date | None = None) -> Sequence[Unit]:
    """Return the units above `unit`, the top first, as of `on`: a unit knows who is over it."""
    keys = [int(key) for key in str(unit.path).split(".")[:-1]]  # type: ignore[attr-defined]
    return list(Unit.objects.on(on or scope.on).filter(pk__in=keys).order_by("path"))


def list_beside(scope: Scope, unit: Unit, *, on: date | None = None) -> Sequence[Unit]:
    """Return the centres that serve `unit`: of the serving kinds, right under a unit above it."""
    above = [int(key) for key in str(unit.path).split(".")[:-1]]  # type: ignore[attr-defined]
    centres = Unit.objects.on(on or scope.on).filter(kind__in=CENTRES, parent_id__in=above)
    return list(centres.exclude(pk=unit.pk).order_by("path"))


def list_below(scope: Scope, unit: Unit, *, on: date | None = None) -> QuerySet[Unit]:
    """Return the units of the branch under `unit` that the person may see, without itself."""
    units = list_units(scope, on=on).filter(path__within=unit.path)  # type: ignore[attr-defined]
    return units.exclude(pk=unit.pk)


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


def names_of(unit_ids: Collection[int], on: date) -> dict[int, str]:
    """Return the short names of those units on `on`."""
    names = UnitName.objects.on(on).filter(unit_id__in=unit_ids)
    return dict(names.values_list("unit_id", "short_name"))


def list_aliases(scope: Scope, unit: Unit) -> Sequence[Alias]:
    """Return the aliases that documents of `unit` may use: its own and those from above.

    The nearest comes first, so that a school's own meaning goes before the region's.
    """
    keys = [int(key) for key in str(unit.path).split(".")]  # type: ignore[attr-defined]
    aliases = Alias.objects.filter(owner_id__in=keys).select_related("unit")
    return sorted(aliases, key=lambda alias: (-keys.index(alias.owner_id), alias.text))


def list_networks(scope: Scope, *, on: date | None = None) -> QuerySet[Network]:
    """Return the networks that have a visible member or lead on the day."""
    day = on or scope.on
    visible = list_units(scope, on=day).values("pk")
    from_members = NetworkMember.objects.on(day).filter(network=OuterRef("pk"), unit__in=visible)
    return (
        Network.objects.on(day)
        .filter(Q(lead__in=visible) | Exists(from_members))
        .order_by("name")
        .distinct()
    )

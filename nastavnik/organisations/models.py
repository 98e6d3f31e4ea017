"""Tables of the tree. A unit is an identity; its place, name and networks are dated rows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, FilteredRelation, Q

from nastavnik.kernel.dated import DatedRow, never_twice
from nastavnik.kernel.fields import PathField
from nastavnik.organisations.choices import NetworkKind, UnitKind, Zone


class UnitQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Units as they stand on a day."""

    def on(self, day: date) -> Self:
        """Keep the units that stand in the tree on `day`.

        Each gets `path`, `parent_id`, `full_name` and `short_name` of that day.
        """
        return (
            self.annotate(
                place=FilteredRelation("placements", condition=Q(placements__during__contains=day)),
                called=FilteredRelation("names", condition=Q(names__during__contains=day)),
            )
            .filter(place__isnull=False, called__isnull=False)
            .annotate(
                path=F("place__path"),
                parent_id=F("place__parent_id"),
                full_name=F("called__full_name"),
                short_name=F("called__short_name"),
            )
        )


class Unit(models.Model):
    """A ministry, authority, centre, school or college, whatever its name and place."""

    code = models.SlugField("код", max_length=60, unique=True)
    kind = models.CharField("вид", max_length=30, choices=UnitKind)
    timezone = models.CharField("часовой пояс", max_length=40, choices=Zone, default=Zone.MOSCOW)

    objects = UnitQuerySet.as_manager()

    if TYPE_CHECKING:  # of the day asked for, given by `UnitQuerySet.on`
        path: str
        parent_id: int | None
        full_name: str
        short_name: str

    class Meta:
        verbose_name = "подразделение"
        verbose_name_plural = "подразделения"

    def __str__(self) -> str:
        return self.code


class UnitName(DatedRow):
    """What a unit is called, full and short, in a period."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    full_name = models.CharField("полное наименование", max_length=500)
    short_name = models.CharField("краткое наименование", max_length=200)

    class Meta:
        verbose_name = "наименование"
        verbose_name_plural = "наименования"
        constraints = (never_twice("unit_has_one_name", "unit"),)


class Placement(DatedRow):
    """Where a unit stands in the tree in a period; `path` ends with the unit's own key."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="placements_below")
    path = PathField("путь")

    class Meta:
        verbose_name = "место в дереве"
        verbose_name_plural = "места в дереве"
        constraints = (never_twice("unit_stands_in_one_place", "unit"),)
        indexes = (GistIndex(fields=["path"], name="placement_path"),)


class Alias(models.Model):
    """What documents of a branch call one unit («Департамент») or every unit of a kind («ОО»)."""

    owner = models.ForeignKey(Unit, models.CASCADE, related_name="aliases")
    text = models.CharField("сокращение", max_length=200)
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="called_by")
    kinds = ArrayField(models.CharField(max_length=30, choices=UnitKind), default=list, blank=True)

    class Meta:
        verbose_name = "сокращение"
        verbose_name_plural = "сокращения"
        constraints = (
            models.UniqueConstraint(fields=["owner", "text"], name="alias_once_in_branch"),
            models.CheckConstraint(
                condition=Q(unit__isnull=False, kinds=[]) | Q(unit__isnull=True, kinds__len__gt=0),
                name="alias_means_unit_or_kinds",
            ),
        )

    def __str__(self) -> str:
        return self.text


class Network(DatedRow):
    """Units that work together across the tree; `lead` answers for it."""

    name = models.CharField("название", max_length=300)
    kind = models.CharField("вид", max_length=20, choices=NetworkKind)
    lead = models.ForeignKey(Unit, models.PROTECT, related_name="networks_led")

    class Meta:
        verbose_name = "сеть"
        verbose_name_plural = "сети"

    def __str__(self) -> str:
        return self.name


class NetworkMember(DatedRow):
    """A unit's membership in a network in a period."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="members")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="memberships")

    if TYPE_CHECKING:  # of the unit, given by `selectors.list_members`
        name: str
        kind: str

    class Meta:
        verbose_name = "участник сети"
        verbose_name_plural = "участники сети"
        constraints = (never_twice("unit_joins_network_once", "network", "unit"),)

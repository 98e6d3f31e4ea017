"""What the pages of a unit, its aliases and networks show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse

from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors
from nastavnik.organisations.choices import UnitKind
from nastavnik.people import selectors as people
from nastavnik.people.choices import Post
from nastavnik.web.shell.jinja import period, tight

if TYPE_CHECKING:
    from nastavnik.organisations.models import Network, Unit

POST_ORDER = {post: place for place, post in enumerate(Post.values)}


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads somewhere, or nowhere when `url` is "": a unit above is known by name."""

    name: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post of the unit with who holds it."""

    post: str
    people: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AliasRow:
    """An abbreviation; `pk` is None where the person may not drop it here."""

    pk: int | None
    text: str
    meaning: str
    owner: str


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """A network in the list."""

    pk: int
    name: str
    kind: str
    lead: str
    since: date
    members: int


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member of a network; `pk` is given where the person may end its membership."""

    pk: int | None
    unit: Link
    kind: str
    since: date
    leads: bool


def crumbs_of(unit: Unit) -> list[tuple[str, str]]:
    """Return the way to the unit's page."""
    return [
        ("Организации", reverse("list_units")),
        (unit.short_name, reverse("show_unit", args=(unit.pk,))),
    ]


def above_links(scope: Scope, unit: Unit, on: date) -> list[Link]:
    """Return the units above, the top first; those outside the own branches by name only."""
    return [
        Link(over.short_name, _unit_url(over.pk, scope.may(Right.SEE_UNITS, str(over.path))))
        for over in selectors.list_above(scope, unit, on=on)
    ]


def _unit_url(pk: int, visible: bool) -> str:
    return reverse("show_unit", args=(pk,)) if visible else ""


def post_rows(scope: Scope, unit: Unit, on: date) -> list[PostRow]:
    """Return who holds which post of the unit on the day; members of groups are not among them."""
    held = people.list_appointments(scope, unit=unit, on=on).filter(group=None)
    ordered = sorted(held, key=lambda one: (POST_ORDER[one.post], str(one.person)))
    rows = []
    for post, holders in groupby(ordered, key=lambda one: one.get_post_display()):
        links = tuple(
            Link(str(one.person), reverse("show_person", args=(one.person_id,)), one.details)
            for one in holders
        )
        rows.append(PostRow(post, links))
    return rows


def group_links(scope: Scope, unit: Unit, on: date) -> list[Link]:
    """Return the working groups and councils of the unit."""
    return [
        Link(group.name, reverse("show_group", args=(group.pk,)), group.get_kind_display())
        for group in people.list_groups(scope, unit=unit, on=on)
    ]


def history_of(scope: Scope, unit: Unit) -> list[dict[str, str]]:
    """Return the unit's names and places, the latest first, for a timeline."""
    places = list(selectors.list_places(unit))
    parents = {place.parent_id for place in places if place.parent_id}
    entries = [
        (name.during, f"Название: {name.short_name}", name.full_name)
        for name in selectors.list_names(unit)
    ]
    for place in places:
        over = ""
        if place.parent_id:
            names = selectors.names_of(parents, place.during.lower)
            over = names.get(place.parent_id, "")
        entries.append((place.during, f"Подчинение: {over}" if over else "Без подчинения", ""))
    entries.sort(key=lambda entry: entry[0].lower, reverse=True)
    return [
        {
            "when": period(during),
            "iso": during.lower.isoformat(),
            "title": tight(title),
            "text": "" if text in title else tight(text),
            "who": "",
        }
        for during, title, text in entries
    ]


def alias_rows(scope: Scope, unit: Unit) -> list[AliasRow]:
    """Return the abbreviations that documents of the unit may use, the nearest first."""
    aliases = selectors.list_aliases(scope, unit)
    owners = {alias.owner_id for alias in aliases} | {
        alias.unit_id for alias in aliases if alias.unit_id
    }
    names = selectors.names_of(owners, scope.on)
    paths = selectors.paths_of(owners, scope.on)
    rows = []
    for alias in aliases:
        may_drop = scope.may(Right.MANAGE_UNITS, paths.get(alias.owner_id, "-"))
        meaning = (
            names.get(alias.unit_id, "организация закрыта")
            if alias.unit_id
            else "все организации вида: " + ", ".join(UnitKind(kind).label for kind in alias.kinds)
        )
        rows.append(
            AliasRow(
                pk=alias.pk if may_drop and alias.owner_id == unit.pk else None,
                text=alias.text,
                meaning=meaning,
                owner="" if alias.owner_id == unit.pk else names.get(alias.owner_id, ""),
            )
        )
    return rows


def network_rows(scope: Scope, unit: Unit | None = None) -> list[NetworkRow]:
    """Return the networks of the branch, or those of one unit."""
    networks = list(selectors.list_networks(scope, unit=unit))
    leads = selectors.names_of({network.lead_id for network in networks}, scope.on)
    counts = selectors.count_members({network.pk for network in networks}, scope.on)
    return [
        NetworkRow(
            pk=network.pk,
            name=network.name,
            kind=network.get_kind_display(),
            lead=leads.get(network.lead_id, ""),
            since=network.during.lower,
            members=counts.get(network.pk, 0),
        )
        for network in networks
    ]


def member_rows(scope: Scope, network: Network) -> list[MemberRow]:
    """Return the members; those of other branches are known by name only."""
    members = list(selectors.list_members(network, scope.on))
    paths = selectors.paths_of({member.unit_id for member in members}, scope.on)
    rows = []
    for member in members:
        path, leads = paths[member.unit_id], member.unit_id == network.lead_id
        may_end = scope.may(Right.MANAGE_UNITS, path) and not leads
        url = _unit_url(member.unit_id, scope.may(Right.SEE_UNITS, path))
        rows.append(
            MemberRow(
                pk=member.pk if may_end else None,
                unit=Link(member.name, url),
                kind=UnitKind(member.kind).label,
                since=member.during.lower,
                leads=leads,
            )
        )
    return rows

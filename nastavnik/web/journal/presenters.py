"""Entries of the journal as people read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from nastavnik.accounts import selectors as accounts
from nastavnik.accounts.choices import Role
from nastavnik.jobs import selectors as jobs
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors as people
from nastavnik.people.choices import Post
from nastavnik.roadmaps import selectors as roadmaps
from nastavnik.web.shell.jinja import day
from nastavnik.web.shell.journal_words import KINDS, VERBS

if TYPE_CHECKING:
    from nastavnik.audit.models import Entry

Target = tuple[str, str]  # kind and key


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A deed: when, who, what, with what, where; `target_url` is "" where nothing can be opened."""

    at: datetime
    who: str
    verb: str
    details: str
    kind: str
    target: str
    target_url: str
    unit: str


def entry_rows(scope: Scope, entries: Iterable[Entry]) -> list[EntryRow]:
    """Return the rows of one page; names are read for all of them at once."""
    shown = list(entries)
    actors = {entry.actor for entry in shown if entry.actor is not None}
    names = {**accounts.names_of(actors), **people.names_of_users(actors)}
    places = {int(key) for entry in shown if (key := entry.branch.rpartition(".")[2])}
    units = organisations.names_of(places, scope.on)
    targets = _targets(scope, shown)
    return [_row(entry, names, units, targets) for entry in shown]


def _row(
    entry: Entry,
    names: Mapping[int, str],
    units: Mapping[int, str],
    targets: Mapping[Target, tuple[str, str]],
) -> EntryRow:
    target, url = targets.get((entry.target_kind, entry.target_key), ("", ""))
    place = entry.branch.rpartition(".")[2]
    return EntryRow(
        at=entry.at,
        who="Оператор системы" if entry.actor is None else names.get(entry.actor, "Неизвестный"),
        verb=VERBS.get(entry.verb, entry.verb),
        details=_details(entry.details),
        kind=KINDS.get(entry.target_kind, entry.target_kind),
        target=target,
        target_url=url,
        unit=units.get(int(place), "") if place else "",
    )


def _targets(scope: Scope, entries: Iterable[Entry]) -> dict[Target, tuple[str, str]]:
    """Return the names and addresses of what the person may open."""
    keys: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        keys[entry.target_kind].add(int(entry.target_key))
    found: dict[Target, tuple[str, str]] = {}
    for unit in organisations.list_units(scope).filter(pk__in=keys["organisations.unit"]):
        address = reverse("show_unit", args=(unit.pk,))
        found["organisations.unit", str(unit.pk)] = unit.short_name, address
    if scope.may_somewhere(Right.SEE_PEOPLE):
        for person in people.list_people(scope).filter(pk__in=keys["people.person"]):
            address = reverse("show_person", args=(person.pk,))
            found["people.person", str(person.pk)] = person.short_name, address
    if scope.may_somewhere(Right.SEE_ROADMAPS):
        for plan in roadmaps.list_roadmaps(scope).filter(pk__in=keys["roadmaps.roadmap"]):
            address = reverse("show_roadmap", args=(plan.pk,))
            found["roadmaps.roadmap", str(plan.pk)] = plan.title, address
    for job in jobs.list_jobs(scope).filter(pk__in=keys["jobs.job"]):
        address = reverse("show_job", args=(job.pk,))
        found["jobs.job", str(job.pk)] = job.title, address
    return found


def _details(details: Mapping[str, Any]) -> str:
    """Return what is worth reading of the details: a post or role, the day it holds from."""
    words = []
    if (post := details.get("post")) in Post.values:
        words.append(Post(post).label)
    if (role := details.get("role")) in Role.values:
        words.append(Role(role).label)
    if on := details.get("on"):
        words.append(f"с {day(date.fromisoformat(on))}")
    return ", ".join(words)

"""Whom a person may choose for an actor: the likely first, then everybody around."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.choices import AUTHORITIES, INSTITUTIONS
from nastavnik.people import selectors as people
from nastavnik.people.choices import Post
from nastavnik.roadmaps.meanings import (
    INSTITUTION_KINDS,
    OUTSIDE,
    UNRESOLVED,
    Directory,
    Meaning,
    Where,
)
from nastavnik.web.roadmaps.presenters.item import read_actor
from nastavnik.web.roadmaps.presenters.meanings import meaning_of, say

MOST = 300  # a longer list of organisations is no help; the likely ones are offered anyway
POSTS_OF_INSTITUTIONS = (
    Post.HEAD,
    Post.CURATOR,
    Post.FORM_LEAD,
    Post.LIAISON,
    Post.LOGISTICS_LEAD,
    Post.PR_EDITOR,
    Post.METHODIST,
    Post.MENTOR,
    Post.MENTEE,
)
# held by many people of a unit: they are meant by the post, not one by one
MANY = (Post.MENTOR, Post.MENTEE, Post.GUARDIAN)
POSTS_OF_AUTHORITIES = (Post.HEAD, Post.TERRITORIAL_COORDINATOR, Post.LIAISON, Post.METHODIST)

Group = tuple[str, list[tuple[str, str]]]
Grouped = list[tuple[str, str] | Group]


def all_choices(scope: Scope, directory: Directory, actors: Sequence[Any]) -> dict[int, Grouped]:
    """Return the choices of every actor of an item, by its key."""
    own, top = directory.own, directory.top
    persons = _persons(scope, directory)
    names = {unit.pk: unit.name for unit in directory.units}
    meant = {actor.unit_id for actor in actors if actor.unit_id and actor.unit_id not in names}
    names |= organisations.names_of(meant, scope.on) if meant else {}

    def option(meaning: Meaning, person: str = "") -> tuple[str, str]:
        known = persons.get(meaning.person_id or 0, person)
        return meaning.code, say(meaning, names, own.pk, known)

    posts = POSTS_OF_INSTITUTIONS if own.kind in INSTITUTIONS else POSTS_OF_AUTHORITIES
    groups: list[Group] = [
        ("Должности", [option(Meaning("post", own.pk, post=post.value)) for post in posts]),
        ("Организации", [option(Meaning("unit", unit.pk)) for unit in directory.units[:MOST]]),
    ]
    if own.kind not in INSTITUTIONS:
        kinds = {unit.kind for unit in directory.units if unit.where == Where.BELOW}
        several = [
            INSTITUTION_KINDS,
            *((k.value,) for k in (*INSTITUTIONS, *AUTHORITIES) if k in kinds),
        ]
        groups.append(("Все сразу", [option(Meaning("units", top.pk, one)) for one in several]))
    groups.append(("Люди", [option(Meaning("person", person_id=pk)) for pk in persons]))
    groups.append(("Другое", [option(OUTSIDE), (UNRESOLVED.code, "пока не определён")]))
    return {actor.pk: _of_actor(actor, directory, option, groups) for actor in actors}


def _of_actor(actor: Any, directory: Directory, option: Any, groups: Iterable[Group]) -> Grouped:
    """The likely meanings of one actor before the groups; what it means now is among them."""
    likely = [option(meaning) for meaning in directory.candidates(read_actor(actor))]
    now = meaning_of(actor)
    if now != UNRESOLVED:
        person = actor.person.short_name if actor.person else ""
        likely = list(dict.fromkeys([option(now, person), *likely]))
    head: Grouped = [("", "Выберите…")]
    if likely:
        head.append(("Похоже на это", likely))
    return head + [group for group in groups if group[1]]


def _persons(scope: Scope, directory: Directory) -> dict[int, str]:
    """People with a post in the plan's unit, and namesakes of those who are named in it."""
    if not scope.may_somewhere(Right.SEE_PEOPLE):
        return {}
    holders = people.list_appointments(scope).filter(unit=directory.own.pk).exclude(post__in=MANY)
    named = {
        one.pk: f"{one.surname} {'. '.join(one.initials)}." for one in directory.people
    }  # fmt: skip
    return named | {held.person_id: held.person.short_name for held in holders[:MOST]}

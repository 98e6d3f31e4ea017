"""Who the actors of a plan are, and what a successor takes over."""

from __future__ import annotations

from datetime import date

import pytest

from nastavnik.audit.models import Entry
from nastavnik.kernel.errors import Missing, NotAllowed, RuleBroken
from nastavnik.organisations.models import Alias
from nastavnik.organisations.selectors import get_unit
from nastavnik.people import selectors as people
from nastavnik.people import services as people_write
from nastavnik.people.choices import Post
from nastavnik.people.models import Appointment
from nastavnik.pure.actors import ActorKind
from nastavnik.roadmaps import services
from nastavnik.roadmaps.choices import ActorState, Outcome
from nastavnik.roadmaps.meanings import OUTSIDE, Meaning
from nastavnik.roadmaps.models import ItemActor, Roadmap
from tests.region import TODAY, Region
from tests.roadmaps.plans import actor, measure, plan_of


@pytest.fixture
def roadmap(region: Region) -> Roadmap:
    """Return a plan of school one with a club nobody knows, in two items, and its curator."""
    club = actor("Клуб «Добрые соседи»", ActorKind.OTHER)
    curator = actor("куратор", ActorKind.CURATOR)
    named = actor("Зимину П.А.", ActorKind.NAMED_PERSON)
    items = [
        measure(1, "1", "Позвать гостей", actors=[club, curator]),
        measure(2, "2", "Проводить гостей", actors=[club]),
        measure(3, "3", "Написать отзыв", actors=[named]),
        measure(4, "4", "Собрать альбом", actors=[named]),
    ]
    return services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), plan_of(items)
    )


def actors_of(roadmap: Roadmap, number: str) -> list[ItemActor]:
    return list(ItemActor.objects.filter(item__roadmap=roadmap, item__number=number))


def test_words_of_a_plan_are_looked_up_when_it_is_taken_in(
    region: Region, roadmap: Roadmap
) -> None:
    club, curator = actors_of(roadmap, "1")
    assert club.state == ActorState.UNRESOLVED
    assert (curator.post, curator.unit_id) == ("curator", region.unit("school_one").pk)
    assert actors_of(roadmap, "3")[0].person == region.people["curator"]


def test_one_actor_is_assigned(region: Region, roadmap: Roadmap) -> None:
    club = actors_of(roadmap, "1")[0]
    assert services.assign_actor(region.scope("curator"), club.pk, OUTSIDE) == 1
    assert actors_of(roadmap, "1")[0].state == ActorState.OUTSIDE
    assert actors_of(roadmap, "2")[0].state == ActorState.UNRESOLVED
    assert Entry.objects.get(verb="assign_actor").details["rows"] == 1
    assert actors_of(roadmap, "1")[0].item.version == 1


def test_same_words_are_assigned_everywhere_in_the_plan(region: Region, roadmap: Roadmap) -> None:
    club = actors_of(roadmap, "1")[0]
    assert services.assign_actor(region.scope("curator"), club.pk, OUTSIDE, everywhere=True) == 2
    assert actors_of(roadmap, "2")[0].state == ActorState.OUTSIDE


def test_meaning_is_remembered_for_the_branch(region: Region, roadmap: Roadmap) -> None:
    club, town = actors_of(roadmap, "1")[0], region.unit("town")
    meaning = Meaning("unit", town.pk)
    services.assign_actor(region.scope("coordinator"), club.pk, meaning, remember=True)
    assert Alias.objects.get(text=club.text).unit_id == town.pk


def test_curator_may_assign_but_not_give_short_names(region: Region, roadmap: Roadmap) -> None:
    club, town = actors_of(roadmap, "1")[0], region.unit("town")
    with pytest.raises(NotAllowed):
        services.assign_actor(
            region.scope("curator"), club.pk, Meaning("unit", town.pk), remember=True
        )
    services.assign_actor(region.scope("curator"), club.pk, Meaning("unit", town.pk))
    assert actors_of(roadmap, "1")[0].unit_id == town.pk


def test_post_is_not_remembered(region: Region, roadmap: Roadmap) -> None:
    club = actors_of(roadmap, "1")[0]
    meaning = Meaning("post", region.unit("school_one").pk, post="curator")
    with pytest.raises(RuleBroken):
        services.assign_actor(region.scope("coordinator"), club.pk, meaning, remember=True)


@pytest.mark.parametrize(
    ("who", "refusal"), [("curator_two", Missing), ("neighbour", Missing), ("council", NotAllowed)]
)
def test_who_may_not_assign(
    region: Region, roadmap: Roadmap, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        services.assign_actor(region.scope(who), actors_of(roadmap, "1")[0].pk, OUTSIDE)


def test_neighbours_unit_and_person_cannot_be_meant(region: Region, roadmap: Roadmap) -> None:
    club = actors_of(roadmap, "1")[0]
    for foreign in (
        Meaning("unit", region.units["school_far"].pk),
        Meaning("person", person_id=region.people["neighbour"].pk),
    ):
        with pytest.raises(Missing):
            services.assign_actor(region.scope("curator"), club.pk, foreign)


@pytest.mark.parametrize(
    "empty", [Meaning("unit"), Meaning("units", 1), Meaning("post", 1), Meaning("person")]
)
def test_half_a_meaning_is_refused(region: Region, roadmap: Roadmap, empty: Meaning) -> None:
    with pytest.raises(RuleBroken):
        services.assign_actor(region.scope("curator"), actors_of(roadmap, "1")[0].pk, empty)


def test_successor_takes_over_what_is_open(region: Region, roadmap: Roadmap) -> None:
    operator, school = region.operator, region.unit("school_one")
    done = roadmap.items.get(number="4")
    services.settle_item(operator, done.pk, Outcome.NOT_OURS)
    successor = people_write.add_person(
        operator, surname="Озёров", name="Лев", patronymic="Ильич", at=school
    )
    old = Appointment.objects.get(person=region.people["curator"], unit=school)
    new, moved = services.replace_responsible(
        operator, old, successor, on=TODAY, act_text="приказ от 19.11.2026 № 4"
    )
    assert (new.person, moved) == (successor, 1)
    assert actors_of(roadmap, "3")[0].person == successor
    assert actors_of(roadmap, "4")[0].person == region.people["curator"]
    assert Entry.objects.get(verb="move_items").details["items"] == 1


def test_item_of_a_post_follows_the_post(region: Region, roadmap: Roadmap) -> None:
    operator, school = region.operator, region.unit("school_one")
    successor = people_write.add_person(operator, surname="Озёров", name="Лев", at=school)
    old = Appointment.objects.get(person=region.people["curator"], unit=school)
    services.replace_responsible(operator, old, successor, on=TODAY, act_text="приказ № 4")
    post = actors_of(roadmap, "1")[1]
    unit = get_unit(operator, post.unit_id)
    holders = people.list_appointments(operator, unit=unit, on=date(2026, 12, 1))
    assert [held.person for held in holders if held.post == Post.CURATOR] == [successor]

"""A person corrects items; nobody overwrites another; the journal knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from nastavnik.audit.models import Entry
from nastavnik.kernel.errors import Conflict, Missing, NotAllowed, RuleBroken
from nastavnik.kernel.scope import Scope
from nastavnik.roadmaps import services
from nastavnik.roadmaps.choices import Outcome
from nastavnik.roadmaps.models import Item, Roadmap
from tests.region import Region
from tests.roadmaps.plans import small_plan


@pytest.fixture
def roadmap(region: Region) -> Roadmap:
    return services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), small_plan()
    )


@pytest.fixture
def item(roadmap: Roadmap) -> Item:
    return roadmap.items.get(number="2.1")


DEEDS: dict[str, Callable[[Scope, Item], object]] = {
    "correct_item": lambda scope, item: services.correct_item(
        scope, item.pk, version=item.version, title="Провести две встречи пар"
    ),
    "correct_term": lambda scope, item: services.correct_term(
        scope, item.pk, version=item.version, last=date(2027, 3, 1)
    ),
    "correct_responsible": lambda scope, item: services.correct_responsible(
        scope, item.pk, version=item.version, text="Директор"
    ),
    "accept_doubts": lambda scope, item: services.accept_doubts(
        scope, item.pk, version=item.version
    ),
    "settle_item": lambda scope, item: services.settle_item(scope, item.pk, Outcome.NOT_OURS),
}


@pytest.mark.parametrize("verb", DEEDS)
def test_deed_is_work_and_stands_in_the_journal(region: Region, item: Item, verb: str) -> None:
    DEEDS[verb](region.scope("curator"), item)
    item.refresh_from_db()
    assert item.version == 1
    assert Entry.objects.get(verb=verb).target_key == str(item.pk)
    with pytest.raises(RuleBroken):
        services.remove_roadmap(region.scope("curator"), item.roadmap)


@pytest.mark.parametrize("verb", DEEDS)
@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("curator_two", Missing),
        ("neighbour", Missing),
        ("council", NotAllowed),
        ("mentor", NotAllowed),
    ],
)
def test_who_may_not_correct(
    region: Region, item: Item, verb: str, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        DEEDS[verb](region.scope(who), item)
    item.refresh_from_db()
    assert item.version == 0


@pytest.mark.parametrize("verb", ["correct_item", "correct_term", "accept_doubts"])
def test_second_of_two_people_is_told(region: Region, item: Item, verb: str) -> None:
    services.settle_item(region.scope("head"), item.pk, Outcome.NOT_OURS)
    with pytest.raises(Conflict):
        DEEDS[verb](region.scope("curator"), item)


def test_only_given_texts_change(region: Region, item: Item) -> None:
    services.correct_item(region.scope("curator"), item.pk, version=0, note=" См. приказ ")
    item.refresh_from_db()
    assert (item.note, item.title, item.result) == (
        "См. приказ",
        "Провести встречу пар",
        "Протокол",
    )
    assert Entry.objects.get(verb="correct_item").details == {"fields": ["note"]}
    assert item.doubts  # about the term: not settled by a note


def test_same_texts_change_nothing(region: Region, item: Item) -> None:
    services.correct_item(region.scope("curator"), item.pk, version=0, title=item.title)
    item.refresh_from_db()
    assert item.version == 0
    assert not Entry.objects.filter(verb="correct_item").exists()


def test_item_keeps_a_title(region: Region, item: Item) -> None:
    with pytest.raises(RuleBroken, match="без названия"):
        services.correct_item(region.scope("curator"), item.pk, version=0, title="  ")


def test_term_given_by_days_keeps_the_words(region: Region, item: Item) -> None:
    services.correct_term(
        region.scope("curator"), item.pk, version=0, first=date(2027, 3, 1), last=date(2027, 3, 31)
    )
    item.refresh_from_db()
    assert item.term_text == "к весне"
    assert item.windows == ((date(2027, 3, 1), date(2027, 3, 31)),)
    assert item.doubts == []


@pytest.mark.parametrize(
    ("first", "last"),
    [(None, None), (date(2027, 3, 1), None), (date(2027, 3, 2), date(2027, 3, 1))],
)
def test_impossible_days_are_refused(
    region: Region, item: Item, first: date | None, last: date | None
) -> None:
    with pytest.raises(RuleBroken):
        services.correct_term(region.scope("curator"), item.pk, version=0, first=first, last=last)


def test_term_given_in_words_is_read_in_the_year_of_the_plan(region: Region, item: Item) -> None:
    services.correct_term(region.scope("curator"), item.pk, version=0, text="март")
    item.refresh_from_db()
    assert item.term_text == "март"
    assert item.windows == ((date(2027, 3, 1), date(2027, 3, 31)),)
    assert item.doubts == []


def test_words_without_a_date_stay_a_doubt(region: Region, item: Item) -> None:
    services.correct_term(region.scope("curator"), item.pk, version=0, text="42 сентября 2026 года")
    item.refresh_from_db()
    assert [doubt["field"] for doubt in item.doubts] == ["term"]


def test_responsible_is_read_and_looked_up_again(region: Region, item: Item) -> None:
    services.correct_responsible(region.scope("curator"), item.pk, version=0, text="Директор")
    actor = item.actors.get()
    assert (actor.state, actor.post, actor.unit_id) == (
        "post",
        "head",
        region.unit("school_one").pk,
    )


def test_unknown_outcome_is_refused(region: Region, item: Item) -> None:
    with pytest.raises(RuleBroken):
        services.settle_item(region.scope("curator"), item.pk, "perhaps")

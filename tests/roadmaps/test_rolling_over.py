"""A new year: the next plan is drafted from the old one, nothing of the old one changes."""

from __future__ import annotations

from datetime import date

import pytest

from nastavnik.audit.models import Entry
from nastavnik.kernel.errors import Missing, NotAllowed, RuleBroken
from nastavnik.roadmaps import rules, services
from nastavnik.roadmaps.choices import ActorState, Outcome, RoadmapState
from nastavnik.roadmaps.meanings import Meaning
from nastavnik.roadmaps.models import ItemActor, Roadmap, Task
from tests.region import Region
from tests.roadmaps.plans import small_plan


@pytest.fixture
def roadmap(region: Region) -> Roadmap:
    return services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), small_plan()
    )


def test_draft_covers_the_next_period_and_names_its_years(region: Region, roadmap: Roadmap) -> None:
    draft, is_new = services.roll_over(region.scope("curator"), roadmap.pk)
    assert is_new
    assert (draft.state, draft.previous, draft.in_force) == (RoadmapState.DRAFT, roadmap, None)
    assert draft.title == "Дорожная карта наставничества на 2027/2028 учебный год"
    draft.refresh_from_db()
    assert rules.days_of(draft.period) == (date(2027, 9, 1), date(2028, 8, 31))
    assert draft.context_year == "2027/2028"
    assert not Task.objects.filter(roadmap=draft).exists()


def test_items_keep_order_sections_parents_and_texts(region: Region, roadmap: Roadmap) -> None:
    draft, _ = services.roll_over(region.scope("curator"), roadmap.pk)
    pairs = list(zip(roadmap.items.all(), draft.items.all(), strict=True))
    assert len(pairs) == 4
    for old, new in pairs:
        assert (new.number, new.title, new.result, new.results_more, new.note, new.extra) == (
            old.number, old.title, old.result, old.results_more, old.note, old.extra,
        )  # fmt: skip
        assert new.copied_from == old
        assert (new.section and new.section.title) == (old.section and old.section.title)
        assert (new.parent and new.parent.copied_from) == old.parent


def test_terms_move_on_and_are_read_anew(region: Region, roadmap: Roadmap) -> None:
    draft, _ = services.roll_over(region.scope("curator"), roadmap.pk)
    item = draft.items.get(number="1.1")
    assert item.term_text == "до 15 сентября 2027 года"
    assert item.windows == ((date(2027, 9, 15), date(2027, 9, 15)),)
    assert "year_shifted" in {doubt["code"] for doubt in item.doubts}


def test_days_given_by_a_person_move_on_as_days(region: Region, roadmap: Roadmap) -> None:
    item = roadmap.items.get(number="2.1")
    services.correct_term(
        region.scope("curator"), item.pk, version=0, first=date(2027, 3, 1), last=date(2027, 3, 9)
    )
    draft, _ = services.roll_over(region.scope("curator"), roadmap.pk)
    assert draft.items.get(number="2.1").windows == ((date(2028, 3, 1), date(2028, 3, 9)),)


def test_whom_people_said_an_actor_means_stays(region: Region, roadmap: Roadmap) -> None:
    actor = ItemActor.objects.get(item__roadmap=roadmap, text="Клуб «Добрые соседи»")
    meaning = Meaning(ActorState.PERSON.value, person_id=region.people["mentor"].pk)
    services.assign_actor(region.scope("curator"), actor.pk, meaning)
    draft, _ = services.roll_over(region.scope("curator"), roadmap.pk)
    moved = ItemActor.objects.get(item__roadmap=draft, text=actor.text)
    assert (moved.state, moved.person) == (ActorState.PERSON, region.people["mentor"])


def test_what_is_left_over_is_marked(region: Region, roadmap: Roadmap) -> None:
    services.settle_item(region.scope("curator"), roadmap.items.get(number="1.2").pk,
                         Outcome.NOT_OURS)  # fmt: skip
    draft, _ = services.roll_over(region.scope("curator"), roadmap.pk)
    marked = {
        item.number for item in draft.items.all()
        if "left_over" in {doubt["code"] for doubt in item.doubts}
    }  # fmt: skip
    assert marked == {"1.1", "2.1", ""}


def test_old_plan_and_its_tasks_stay_as_they_were(region: Region, roadmap: Roadmap) -> None:
    before = list(Task.objects.filter(roadmap=roadmap).order_by("pk").values())
    assert before
    services.roll_over(region.scope("curator"), roadmap.pk)
    assert list(Task.objects.filter(roadmap=roadmap).order_by("pk").values()) == before
    roadmap.refresh_from_db()
    assert roadmap.state == RoadmapState.APPROVED


def test_second_time_gives_the_same_draft(region: Region, roadmap: Roadmap) -> None:
    first, _ = services.roll_over(region.scope("curator"), roadmap.pk)
    again, is_new = services.roll_over(region.scope("head"), roadmap.pk)
    assert (again, is_new) == (first, False)
    assert Entry.objects.filter(verb="roll_over").count() == 1


def test_plan_that_is_not_in_force_is_not_rolled_over(region: Region, roadmap: Roadmap) -> None:
    draft, _ = services.roll_over(region.scope("curator"), roadmap.pk)
    with pytest.raises(RuleBroken, match="утверждённую"):
        services.roll_over(region.scope("curator"), draft.pk)


def test_plan_without_a_period_is_not_rolled_over(region: Region, roadmap: Roadmap) -> None:
    Roadmap.objects.filter(pk=roadmap.pk).update(period=None)
    with pytest.raises(RuleBroken, match="срок действия"):
        services.roll_over(region.scope("curator"), roadmap.pk)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("neighbour", Missing), ("curator_two", Missing), ("mentee", Missing), ("expert", NotAllowed),
     ("auditor", NotAllowed)],
)  # fmt: skip
def test_stranger_makes_no_draft(
    region: Region, roadmap: Roadmap, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        services.roll_over(region.scope(who), roadmap.pk)
    assert Roadmap.objects.count() == 1

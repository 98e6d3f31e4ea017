"""A plan becomes a roadmap whole, and goes away whole while nobody has worked on it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nastavnik.audit.models import Entry
from nastavnik.kernel.errors import Missing, NotAllowed, RuleBroken
from nastavnik.roadmaps.choices import Outcome, RoadmapKind
from nastavnik.roadmaps.models import Indicator, IndicatorTarget, Item, ItemActor, Roadmap, Section
from nastavnik.roadmaps.services import create_roadmap_from_plan, remove_roadmap
from tests.region import Region
from tests.roadmaps.plans import long_plan, plan_of, small_plan


@pytest.fixture
def roadmap(region: Region) -> Roadmap:
    return create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), small_plan(), outcomes={"3:2": "done"}
    )


def test_plan_stands_as_it_was_read(roadmap: Roadmap) -> None:
    assert roadmap.kind == RoadmapKind.ROADMAP
    assert [section.title for section in roadmap.sections.all()] == ["Подготовка", "Работа пар"]
    items = list(roadmap.items.all())
    assert [item.number for item in items] == ["1.1", "1.2", "2.1", ""]
    assert items[3].parent_id == items[2].pk
    assert items[2].results_more == ["Фотографии", "=СУММ(пар)"]
    assert items[1].extra == {"6": "не требуется"}
    assert items[2].doubts[0]["message"] == "Не понят год: уточните срок."
    assert items[0].windows == ((items[0].windows[0][1],) * 2,)
    assert [actor.text for actor in items[2].actors.all()] == [
        "куратор",
        "Управление образования города Приозёрска",
    ]


def test_indicators_keep_their_targets(roadmap: Roadmap) -> None:
    indicator = roadmap.indicators.get()
    assert {t.year: t.value for t in indicator.targets.all()} == {
        2026: Decimal(10),
        2027: Decimal("12.5"),
    }


def test_outcomes_said_at_confirmation_are_kept(roadmap: Roadmap) -> None:
    assert [item.outcome for item in roadmap.items.all()] == [
        Outcome.DONE, Outcome.OPEN, Outcome.OPEN, Outcome.OPEN,
    ]  # fmt: skip


def test_creation_is_written_in_the_journal(roadmap: Roadmap) -> None:
    entry = Entry.objects.get(verb="create_roadmap")
    assert entry.target_key == str(roadmap.pk)
    assert entry.details == {"items": 4, "indicators": 1}


def test_plan_without_items_is_refused(region: Region) -> None:
    with pytest.raises(RuleBroken, match="ни одного мероприятия"):
        create_roadmap_from_plan(region.scope("curator"), region.unit("school_one"), plan_of([]))


@pytest.mark.parametrize("who", ["mentor", "council", "auditor", "administrator", "neighbour"])
def test_who_may_not_take_plans_in(region: Region, who: str) -> None:
    with pytest.raises(NotAllowed):
        create_roadmap_from_plan(region.scope(who), region.unit("school_one"), small_plan())


def test_removed_roadmap_leaves_nothing(region: Region, roadmap: Roadmap) -> None:
    remove_roadmap(region.scope("curator"), roadmap)
    for table in (Roadmap, Section, Item, ItemActor, Indicator, IndicatorTarget):
        assert not table.objects.exists()
    assert Entry.objects.filter(verb="remove_roadmap").exists()


def test_roadmap_with_work_is_not_removed(region: Region, roadmap: Roadmap) -> None:
    roadmap.items.filter(number="1.1").update(version=1)
    with pytest.raises(RuleBroken, match="нельзя удалить"):
        remove_roadmap(region.scope("curator"), roadmap)
    assert Roadmap.objects.exists()


def test_neighbour_cannot_remove(region: Region, roadmap: Roadmap) -> None:
    with pytest.raises(Missing):
        remove_roadmap(region.scope("curator_two"), roadmap)
    with pytest.raises(NotAllowed):
        remove_roadmap(region.scope("council"), roadmap)


def test_long_plan_takes_few_queries(region: Region, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        create_roadmap_from_plan(region.scope("curator"), region.unit("school_one"), long_plan(300))
    assert Item.objects.count() == ItemActor.objects.count() == 300

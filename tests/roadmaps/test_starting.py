"""A plan is begun from a template or from nothing, and stands as a draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from nastavnik.audit.models import Entry
from nastavnik.kernel.errors import Conflict, Missing, NotAllowed, RuleBroken
from nastavnik.roadmaps import library
from nastavnik.roadmaps.choices import ActorState, RoadmapKind, RoadmapState
from nastavnik.roadmaps.models import (
    Approval,
    Item,
    ItemActor,
    ItemEvent,
    Passport,
    Roadmap,
    Task,
)
from nastavnik.roadmaps.services import (
    create_empty_roadmap,
    create_from_template,
    discard_draft,
)
from tests.region import TODAY, Region

SCHOOL_YEAR = (date(2026, 9, 1), date(2027, 8, 31))


@pytest.mark.parametrize(
    ("who", "unit", "code", "kind"),
    [
        ("officer", "ministry", "region", RoadmapKind.ROADMAP),
        ("coordinator", "town", "municipality", RoadmapKind.ROADMAP),
        ("coordinator", "town", "integrated", RoadmapKind.INTEGRATED_PLAN),
        ("curator", "school_one", "school", RoadmapKind.PLAN),
        ("officer", "college", "college", RoadmapKind.PLAN),
        ("head", "school_one", "teachers", RoadmapKind.PLAN),
    ],
)
def test_template_becomes_a_draft(
    region: Region, who: str, unit: str, code: str, kind: RoadmapKind
) -> None:
    roadmap = create_from_template(region.scope(who), region.unit(unit), code, first_year=2026)
    plan = library.get_template(code).fill(2026)
    assert (roadmap.state, roadmap.in_force, roadmap.kind) == (RoadmapState.DRAFT, None, kind)
    assert roadmap.title == plan.title
    assert [item.number for item in roadmap.items.all()] == [item.number for item in plan.items]
    assert roadmap.sections.count() == len(plan.sections)
    assert not roadmap.items.exclude(doubts=[]).exists()
    assert not Task.objects.exists()
    entry = Entry.objects.get(verb="create_roadmap")
    assert entry.details["items"] == len(plan.items)


def test_posts_of_the_template_are_those_of_the_unit(region: Region) -> None:
    school = region.unit("school_one")
    roadmap = create_from_template(region.scope("curator"), school, "school", first_year=2026)
    heads = ItemActor.objects.filter(item__roadmap=roadmap, text="Директор")
    assert {(one.state, one.post, one.unit_id) for one in heads} == {
        (ActorState.POST, "head", school.pk)
    }


def test_integrated_plan_comes_with_its_passport(region: Region) -> None:
    town = region.unit("town")
    roadmap = create_from_template(region.scope("coordinator"), town, "integrated", first_year=2026)
    passport = Passport.objects.get(roadmap=roadmap)
    assert passport.term == "2026/2027 учебный год"
    assert len(passport.tasks.splitlines()) == 5
    assert passport.goal.startswith("Создать на территории")


def test_passport_of_a_template_has_the_fields_of_the_table() -> None:
    fields = {field.name for field in Passport._meta.fields}
    for code in library.CODES:
        assert set(library.get_template(code).passport) <= fields


def test_template_of_another_level_is_refused(region: Region) -> None:
    with pytest.raises(RuleBroken, match="другого вида"):
        create_from_template(
            region.scope("curator"), region.unit("school_one"), "region", first_year=2026
        )


def test_year_far_away_is_refused(region: Region) -> None:
    with pytest.raises(RuleBroken, match="слишком далёк"):
        create_from_template(
            region.scope("curator"), region.unit("school_one"), "school", first_year=2206
        )


def test_template_that_is_none_is_missing(region: Region) -> None:
    with pytest.raises(Missing):
        create_from_template(
            region.scope("curator"), region.unit("school_one"), "village", first_year=2026
        )


@pytest.mark.parametrize("who", ["mentor", "council", "auditor", "administrator", "neighbour"])
def test_who_may_not_begin_a_plan(region: Region, who: str) -> None:
    scope, school = region.scope(who), region.unit("school_one")
    with pytest.raises(NotAllowed):
        create_from_template(scope, school, "school", first_year=2026)
    with pytest.raises(NotAllowed):
        create_empty_roadmap(scope, school, title="План", first=SCHOOL_YEAR[0], last=SCHOOL_YEAR[1])
    assert not Roadmap.objects.exists()


def test_empty_plan_is_a_draft_without_items(region: Region) -> None:
    roadmap = create_empty_roadmap(
        region.scope("curator"),
        region.unit("school_one"),
        title=" Дорожная карта клуба ",
        first=SCHOOL_YEAR[0],
        last=SCHOOL_YEAR[1],
    )
    assert roadmap.title == "Дорожная карта клуба"
    assert roadmap.kind == RoadmapKind.ROADMAP
    assert roadmap.state == RoadmapState.DRAFT
    assert roadmap.context_year == "2026/2027"
    assert [column["field"] for column in roadmap.columns][:2] == ["number", "title"]
    assert not Item.objects.exists()
    assert Entry.objects.filter(verb="create_roadmap").exists()


@pytest.mark.parametrize(
    ("title", "first", "last", "field"),
    [
        (" ", *SCHOOL_YEAR, "title"),
        ("План", None, SCHOOL_YEAR[1], "first"),
        ("План", SCHOOL_YEAR[0], None, "last"),
        ("План", SCHOOL_YEAR[1], SCHOOL_YEAR[0], "last"),
        ("План", SCHOOL_YEAR[0], date(2048, 1, 1), "last"),
    ],
)
def test_plan_needs_a_title_and_days(
    region: Region, title: str, first: date | None, last: date | None, field: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        create_empty_roadmap(
            region.scope("curator"), region.unit("school_one"), title=title, first=first, last=last
        )
    assert refusal.value.field == field


@pytest.fixture
def draft(region: Region) -> Roadmap:
    town = region.unit("town")
    return create_from_template(region.scope("coordinator"), town, "integrated", first_year=2026)


def test_draft_is_thrown_away_whole(region: Region, draft: Roadmap) -> None:
    discard_draft(region.scope("coordinator"), draft.pk, version=0)
    for table in (Roadmap, Item, ItemActor, Passport):
        assert not table.objects.exists()
    assert Entry.objects.get(verb="discard_draft").target_key == str(draft.pk)


def hang_event(draft: Roadmap, upper: Roadmap) -> None:
    ItemEvent.objects.create(item=draft.items.first(), day=TODAY)


def hang_approval(draft: Roadmap, upper: Roadmap) -> None:
    Approval.objects.create(roadmap=draft, step="submit", on=TODAY, edition=0)


def hang_origin(draft: Roadmap, upper: Roadmap) -> None:
    Item.objects.filter(pk=draft.items.all()[3].pk).update(origin=upper.items.first())


def hang_below(draft: Roadmap, upper: Roadmap) -> None:
    Roadmap.objects.filter(pk=upper.pk).update(parent=draft)


def hang_successor(draft: Roadmap, upper: Roadmap) -> None:
    Roadmap.objects.filter(pk=upper.pk).update(previous=draft)


def approve(draft: Roadmap, upper: Roadmap) -> None:
    Roadmap.objects.filter(pk=draft.pk).update(state=RoadmapState.REVISING, edition=1)


def give_back(draft: Roadmap, upper: Roadmap) -> None:
    Roadmap.objects.filter(pk=draft.pk).update(state=RoadmapState.RETURNED)


@pytest.mark.parametrize(
    "hang",
    [hang_event, hang_approval, hang_origin, hang_below, hang_successor, approve, give_back],
)
def test_plan_on_which_anything_hangs_is_not_thrown_away(
    region: Region, draft: Roadmap, hang: Callable[[Roadmap, Roadmap], None]
) -> None:
    upper = create_from_template(
        region.scope("officer"), region.unit("ministry"), "region", first_year=2026
    )
    hang(draft, upper)
    with pytest.raises(RuleBroken, match="только черновик"):
        discard_draft(region.scope("coordinator"), draft.pk, version=0)
    assert Roadmap.objects.filter(pk=draft.pk).exists()


def test_who_may_not_throw_a_draft_away(region: Region, draft: Roadmap) -> None:
    with pytest.raises(Missing):
        discard_draft(region.scope("neighbour"), draft.pk, version=0)
    with pytest.raises(NotAllowed):
        discard_draft(region.scope("auditor"), draft.pk, version=0)
    with pytest.raises(Conflict):
        discard_draft(region.scope("coordinator"), draft.pk, version=7)
    assert Roadmap.objects.exists()

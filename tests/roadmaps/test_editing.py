"""A draft is edited: head, sections, order, measures; nothing recorded is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from nastavnik.audit.models import Entry
from nastavnik.kernel.errors import Conflict, Missing, NotAllowed, RuleBroken
from nastavnik.kernel.scope import Scope
from nastavnik.roadmaps import services
from nastavnik.roadmaps.choices import ActorState, RoadmapKind, RoadmapState
from nastavnik.roadmaps.meanings import OUTSIDE
from nastavnik.roadmaps.models import Item, ItemEvent, Roadmap, Section
from nastavnik.roadmaps.services import ItemWords
from tests.region import TODAY, Region
from tests.roadmaps.plans import small_plan

WORDS = ItemWords(
    "Провести встречу", "1.3", "до 1 декабря 2026 года", "Директор", "Протокол", "В школе"
)
Verb = Callable[[Scope, Roadmap], object]


@pytest.fixture
def draft(region: Region) -> Roadmap:
    """Return the small plan as a draft: sections 1 (1.1, 1.2) and 2 (2.1 with a sub-row)."""
    roadmap = services.create_roadmap_from_plan(
        region.scope("curator"),
        region.unit("school_one"),
        small_plan(),
        state=RoadmapState.DRAFT,
    )
    return Roadmap.objects.get(pk=roadmap.pk)


@pytest.fixture
def curator(region: Region) -> Scope:
    return region.scope("curator")


def titles(roadmap: Roadmap) -> list[str]:
    return [item.title for item in roadmap.items.filter(withdrawn_on=None)]


def item_of(roadmap: Roadmap, title: str) -> Item:
    return roadmap.items.get(title__startswith=title)


def section_of(roadmap: Roadmap, number: str) -> Section:
    return roadmap.sections.get(number=number)


# every verb with what it does to the draft
VERBS: dict[str, Verb] = {
    "correct_roadmap": lambda scope, plan: services.correct_roadmap(
        scope, plan.pk, version=plan.version, title="План", first=date(2026, 9, 1),
        last=date(2027, 8, 31),
    ),
    "add_section": lambda scope, plan: services.add_section(
        scope, plan.pk, version=plan.version, title="Итоги"
    ),
    "rename_section": lambda scope, plan: services.rename_section(
        scope, section_of(plan, "1").pk, version=plan.version, title="Начало", number="I"
    ),
    "move_section": lambda scope, plan: services.move_section(
        scope, section_of(plan, "2").pk, version=plan.version, step=-1
    ),
    "move_item": lambda scope, plan: services.move_item(
        scope, item_of(plan, "Собрать").pk, version=plan.version, step=-1
    ),
    "add_item": lambda scope, plan: services.add_item(
        scope, plan.pk, WORDS, version=plan.version, section_pk=section_of(plan, "1").pk
    ),
    "remove_item": lambda scope, plan: services.remove_item(
        scope, item_of(plan, "Собрать").pk, version=plan.version
    ),
    "renumber_roadmap": lambda scope, plan: services.renumber_roadmap(
        scope, plan.pk, version=plan.version
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", VERBS)
def test_every_change_raises_the_version_and_is_in_the_journal(
    curator: Scope, draft: Roadmap, name: str
) -> None:
    VERBS[name](curator, draft)
    assert Roadmap.objects.get(pk=draft.pk).version == draft.version + 1
    assert Entry.objects.filter(verb=name).count() == 1


@pytest.mark.parametrize("name", VERBS)
def test_who_saw_an_older_plan_is_told(curator: Scope, draft: Roadmap, name: str) -> None:
    services.add_section(curator, draft.pk, version=0, title="Раздел другого человека")
    with pytest.raises(Conflict, match="план изменил другой человек"):
        VERBS[name](curator, draft)


@pytest.mark.parametrize("name", VERBS)
def test_neighbour_and_reader_change_nothing(region: Region, draft: Roadmap, name: str) -> None:
    with pytest.raises(Missing):
        VERBS[name](region.scope("curator_two"), draft)
    with pytest.raises(NotAllowed):
        VERBS[name](region.scope("council"), draft)
    assert Roadmap.objects.get(pk=draft.pk).version == 0


@pytest.mark.parametrize("name", [*VERBS, "edit_item", "restore_item", "remove_section"])
@pytest.mark.parametrize(
    "state", [s for s in RoadmapState if s not in ("draft", "returned", "revising")]
)
def test_plan_in_force_or_on_its_way_is_not_edited(
    curator: Scope, draft: Roadmap, name: str, state: RoadmapState
) -> None:
    Roadmap.objects.filter(pk=draft.pk).update(state=state)
    more: dict[str, Verb] = {
        "edit_item": lambda scope, plan: services.edit_item(
            scope, item_of(plan, "Собрать").pk, WORDS, version=0
        ),
        "restore_item": lambda scope, plan: services.restore_item(
            scope, item_of(plan, "Собрать").pk, version=0
        ),
        "remove_section": lambda scope, plan: services.remove_section(
            scope, section_of(plan, "1").pk, version=0
        ),
    }
    with pytest.raises(RuleBroken, match="менять нельзя"):
        (VERBS | more)[name](curator, draft)


def test_head_is_written_anew_and_terms_follow(curator: Scope, draft: Roadmap) -> None:
    days = item_of(draft, "Назначить")
    words = services.add_item(curator, draft.pk, ItemWords("Отчёт", term="до 1 марта"), version=0)
    assert words.windows == ((date(2027, 3, 1), date(2027, 3, 1)),)
    services.correct_roadmap(
        curator, draft.pk, version=1, title="Комплексный план",
        first=date(2028, 1, 1), last=date(2028, 12, 31),
    )  # fmt: skip
    draft.refresh_from_db()
    assert (draft.kind, draft.context_year) == (RoadmapKind.INTEGRATED_PLAN, "2028")
    words.refresh_from_db()
    assert words.windows == ((date(2028, 3, 1), date(2028, 3, 1)),)
    days.refresh_from_db()
    assert days.windows == ((date(2026, 9, 15), date(2026, 9, 15)),)  # named with its year


def test_term_set_by_days_survives_other_days_of_the_plan(curator: Scope, draft: Roadmap) -> None:
    item = item_of(draft, "Провести")
    services.correct_term(curator, item.pk, version=0, first=None, last=date(2027, 2, 3))
    services.correct_roadmap(
        curator, draft.pk, version=0, title="План", first=date(2028, 1, 1), last=date(2028, 12, 31)
    )
    item.refresh_from_db()
    assert item.term["end"] == "2027-02-03"


def test_section_is_added_renamed_moved_and_removed(curator: Scope, draft: Roadmap) -> None:
    added = services.add_section(curator, draft.pk, version=0, title=" Итоги ", number="3")
    assert [s.title for s in draft.sections.all()] == ["Подготовка", "Работа пар", "Итоги"]
    services.rename_section(curator, added.pk, version=1, title="Подведение итогов", number="4")
    services.move_section(curator, added.pk, version=2, step=-1)
    assert [s.title for s in draft.sections.all()] == [
        "Подготовка", "Подведение итогов", "Работа пар",
    ]  # fmt: skip
    services.remove_section(curator, added.pk, version=3)
    assert [(s.position, s.title) for s in draft.sections.all()] == [
        (0, "Подготовка"), (1, "Работа пар"),
    ]  # fmt: skip


def test_section_moves_with_its_measures(curator: Scope, draft: Roadmap) -> None:
    services.move_section(curator, section_of(draft, "1").pk, version=0, step=1)
    assert titles(draft) == [
        "Провести встречу пар", "в малых группах", "Назначить куратора", "Собрать согласия",
    ]  # fmt: skip


def test_section_with_measures_is_not_removed(curator: Scope, draft: Roadmap) -> None:
    with pytest.raises(RuleBroken, match="пустой раздел"):
        services.remove_section(curator, section_of(draft, "1").pk, version=0)


@pytest.mark.parametrize("title", ["", "  "])
def test_section_needs_a_title(curator: Scope, draft: Roadmap, title: str) -> None:
    with pytest.raises(RuleBroken, match="название раздела"):
        services.add_section(curator, draft.pk, version=0, title=title)
    with pytest.raises(RuleBroken, match="название раздела"):
        services.rename_section(
            curator, section_of(draft, "1").pk, version=0, title=title, number=""
        )


def test_edge_of_the_plan_stops_a_move(curator: Scope, draft: Roadmap) -> None:
    with pytest.raises(RuleBroken, match="край плана"):
        services.move_item(curator, item_of(draft, "Назначить").pk, version=0, step=-1)
    with pytest.raises(RuleBroken, match="край плана"):
        services.move_section(curator, section_of(draft, "2").pk, version=0, step=1)


def test_measure_moves_through_sections_with_its_subrows(curator: Scope, draft: Roadmap) -> None:
    item = item_of(draft, "Провести")
    services.move_item(curator, item.pk, version=0, step=-1)
    item.refresh_from_db()
    assert item.section == section_of(draft, "1")
    assert item_of(draft, "в малых").section == section_of(draft, "1")
    services.move_item(curator, item.pk, version=1, step=-1)
    assert titles(draft) == [
        "Назначить куратора", "Провести встречу пар", "в малых группах", "Собрать согласия",
    ]  # fmt: skip


def test_new_measure_is_read_and_stands_at_its_place(curator: Scope, draft: Roadmap) -> None:
    after = item_of(draft, "Назначить")
    item = services.add_item(curator, draft.pk, WORDS, version=0, after_pk=after.pk)
    assert titles(draft)[:3] == ["Назначить куратора", "Провести встречу", "Собрать согласия"]
    item.refresh_from_db()
    assert item.section_id == after.section_id
    assert item.windows == ((date(2026, 12, 1), date(2026, 12, 1)),)
    assert [(one.text, one.state) for one in item.actors.all()] == [("Директор", ActorState.POST)]
    assert (item.number, item.result, item.note, item.doubts) == ("1.3", "Протокол", "В школе", [])


def test_measure_after_a_subrow_is_a_subrow(curator: Scope, draft: Roadmap) -> None:
    sub = item_of(draft, "в малых")
    item = services.add_item(curator, draft.pk, WORDS, version=0, after_pk=sub.pk)
    assert item.parent_id == sub.parent_id
    assert titles(draft)[-2:] == ["в малых группах", "Провести встречу"]


def test_measure_gets_a_subrow(curator: Scope, draft: Roadmap) -> None:
    under = item_of(draft, "Назначить")
    item = services.add_item(curator, draft.pk, WORDS, version=0, under_pk=under.pk)
    assert (item.parent_id, item.section_id) == (under.pk, under.section_id)
    assert titles(draft)[:3] == ["Назначить куратора", "Провести встречу", "Собрать согласия"]


def test_measure_of_an_empty_plan_stands_without_a_section(curator: Scope, region: Region) -> None:
    plan = services.create_empty_roadmap(
        curator, region.unit("school_one"), title="План",
        first=date(2026, 9, 1), last=date(2027, 8, 31),
    )  # fmt: skip
    first = services.add_item(curator, plan.pk, WORDS, version=0)
    services.add_item(curator, plan.pk, ItemWords("Второе"), version=1)
    assert titles(plan) == ["Провести встречу", "Второе"]
    assert first.section is None


def test_doubt_of_a_new_term_is_kept(curator: Scope, draft: Roadmap) -> None:
    item = services.add_item(
        curator, draft.pk, ItemWords("Собрать отчёты", term="до 31 июня"), version=0
    )
    assert [doubt["field"] for doubt in item.doubts] == ["term"]


def test_measure_needs_a_title(curator: Scope, draft: Roadmap) -> None:
    with pytest.raises(RuleBroken, match="без названия"):
        services.add_item(curator, draft.pk, ItemWords(" "), version=0)


def test_place_of_another_plan_is_missing(curator: Scope, draft: Roadmap, region: Region) -> None:
    other = services.create_from_template(
        curator, region.unit("school_one"), "school", first_year=2026
    )
    for place in (
        {"after_pk": other.items.first().pk},  # type: ignore[union-attr]
        {"under_pk": other.items.first().pk},  # type: ignore[union-attr]
        {"section_pk": other.sections.first().pk},  # type: ignore[union-attr]
    ):
        with pytest.raises(Missing):
            services.add_item(curator, draft.pk, WORDS, version=0, **place)


def test_only_what_has_changed_is_read_again(curator: Scope, draft: Roadmap) -> None:
    item = item_of(draft, "Назначить")
    services.assign_actor(curator, item.actors.get().pk, OUTSIDE, everywhere=False)
    item.refresh_from_db()
    words = ItemWords(
        "Назначить двух кураторов", "1.1", item.term_text, item.responsible_text, "Приказы"
    )
    services.edit_item(curator, item.pk, words, version=item.version)
    item.refresh_from_db()
    assert (item.title, item.result) == ("Назначить двух кураторов", "Приказы")
    assert item.actors.get().state == ActorState.OUTSIDE
    again = ItemWords(item.title, "1.1", "май 2027 года", "Куратор", "Приказы")
    services.edit_item(curator, item.pk, again, version=item.version)
    item.refresh_from_db()
    assert item.windows == ((date(2027, 5, 1), date(2027, 5, 31)),)
    assert item.actors.get().state == ActorState.POST


def test_second_editor_of_a_measure_is_told(curator: Scope, draft: Roadmap) -> None:
    item = item_of(draft, "Назначить")
    services.edit_item(curator, item.pk, WORDS, version=0)
    with pytest.raises(Conflict, match="изменил другой человек"):
        services.edit_item(curator, item.pk, ItemWords("Иначе"), version=0)


def test_draft_loses_a_measure_with_its_subrows(curator: Scope, draft: Roadmap) -> None:
    services.remove_item(curator, item_of(draft, "Провести").pk, version=0)
    assert titles(draft) == ["Назначить куратора", "Собрать согласия"]
    assert draft.items.count() == 2
    assert [item.position for item in draft.items.all()] == [0, 1]


def test_measure_with_records_is_withdrawn_and_put_back(curator: Scope, draft: Roadmap) -> None:
    item = item_of(draft, "Провести")
    ItemEvent.objects.create(item=item, day=TODAY)
    services.remove_item(curator, item.pk, version=0)
    assert titles(draft) == ["Назначить куратора", "Собрать согласия"]
    item.refresh_from_db()
    assert item.withdrawn_on == TODAY
    with pytest.raises(RuleBroken, match="пустой раздел"):
        services.remove_section(curator, section_of(draft, "2").pk, version=1)
    with pytest.raises(RuleBroken, match="исключено из плана"):
        services.move_item(curator, item.pk, version=1, step=-1)
    with pytest.raises(RuleBroken, match="исключено из плана"):
        services.remove_item(curator, item.pk, version=1)
    with pytest.raises(RuleBroken, match="Сначала верните"):
        services.restore_item(curator, item_of(draft, "в малых").pk, version=1)
    services.restore_item(curator, item.pk, version=1)
    assert titles(draft)[-2:] == ["Провести встречу пар", "в малых группах"]
    with pytest.raises(RuleBroken, match="и так стоит"):
        services.restore_item(curator, item.pk, version=2)
    assert list(Entry.objects.filter(verb__endswith="_item").values_list("verb", flat=True)) == [
        "withdraw_item", "restore_item",
    ]  # fmt: skip


def test_plan_once_approved_keeps_what_is_taken_out(curator: Scope, draft: Roadmap) -> None:
    Roadmap.objects.filter(pk=draft.pk).update(state=RoadmapState.REVISING, edition=1)
    services.remove_item(curator, item_of(draft, "Собрать").pk, version=0)
    assert draft.items.count() == 4
    assert "Собрать согласия" not in titles(draft)


def test_measure_of_an_upper_plan_stays(curator: Scope, draft: Roadmap, region: Region) -> None:
    upper = services.create_from_template(
        region.scope("officer"), region.unit("ministry"), "region", first_year=2026
    )
    item = item_of(draft, "Собрать")
    Item.objects.filter(pk=item.pk).update(origin=upper.items.first())
    with pytest.raises(RuleBroken, match="вышестоящим планом"):
        services.remove_item(curator, item.pk, version=0)


def test_plan_is_numbered_anew(curator: Scope, draft: Roadmap) -> None:
    services.move_section(curator, section_of(draft, "2").pk, version=0, step=-1)
    assert services.renumber_roadmap(curator, draft.pk, version=1) == 6
    assert [(s.number, s.title) for s in draft.sections.all()] == [
        ("1", "Работа пар"), ("2", "Подготовка"),
    ]  # fmt: skip
    assert [item.number for item in draft.items.all()] == ["1.1", "1.1.1", "2.1", "2.2"]
    assert services.renumber_roadmap(curator, draft.pk, version=2) == 0

"""A plan in force is revised: work done stays, what is given up is put back to the letter."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nastavnik.kernel.errors import RuleBroken
from nastavnik.pure.editions import Content, compare
from nastavnik.roadmaps import selectors, services
from nastavnik.roadmaps.choices import ActorState, RoadmapState, TaskState
from nastavnik.roadmaps.meanings import Meaning
from nastavnik.roadmaps.models import Edition, Item, ItemActor, ItemRemark, Roadmap, Section, Task
from nastavnik.roadmaps.services import ItemWords
from tests.region import TODAY, Region
from tests.roadmaps.cascades import SCHOOLS, approve_list, mean, upper_plan
from tests.roadmaps.plans import small_plan

ACT = "приказ от 20.11.2026 № 130"
FACTS = (
    "pk number number_restored title term_text term windows responsible_text result results_more "
    "note extra doubts section_id parent_id position withdrawn_on outcome"
).split()


@pytest.fixture
def roadmap(region: Region) -> Roadmap:
    """Return a plan of an order, in force, without an edition of its own."""
    plan = services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), small_plan()
    )
    return Roadmap.objects.get(pk=plan.pk)


@pytest.fixture
def revised(region: Region, roadmap: Roadmap) -> Roadmap:
    """Return the plan under revision."""
    services.start_revision(region.scope("curator"), roadmap.pk, reason="Решение совещания")
    roadmap.refresh_from_db()
    return roadmap


def picture(roadmap: Roadmap) -> list[object]:
    """Everything a revision may touch, as plain values."""
    head = Roadmap.objects.values("title", "kind", "period", "context_year").get(pk=roadmap.pk)
    sections = list(Section.objects.filter(roadmap=roadmap).values())
    items = list(roadmap.items.values(*FACTS))
    actors = list(
        ItemActor.objects.filter(item__roadmap=roadmap)
        .order_by("item__position", "position")
        .values("item_id", "position", "text", "kind", "details", "state", "unit_id", "kinds")
    )
    tasks = list(Task.objects.filter(roadmap=roadmap).order_by("pk").values())
    return [head, sections, items, actors, tasks]


def approve(region: Region, roadmap: Roadmap) -> None:
    services.submit_roadmap(region.scope("curator"), roadmap.pk)
    services.agree_roadmap(region.scope("coordinator"), roadmap.pk)
    services.approve_roadmap(region.scope("head"), roadmap.pk, act_text=ACT, on=TODAY)
    roadmap.refresh_from_db()


def test_plan_of_an_order_gets_its_first_edition(region: Region, roadmap: Roadmap) -> None:
    before = selectors.content_of(roadmap)
    services.start_revision(region.scope("curator"), roadmap.pk, reason="Решение совещания")
    roadmap.refresh_from_db()
    assert (roadmap.state, roadmap.edition) == (RoadmapState.REVISING, 1)
    edition = Edition.objects.get()
    assert Content.from_json(edition.content) == before
    assert (edition.approved_on, edition.act_text, edition.reason) == (TODAY, "", "")


def test_revision_needs_a_reason(region: Region, roadmap: Roadmap) -> None:
    with pytest.raises(RuleBroken, match="причину"):
        services.start_revision(region.scope("curator"), roadmap.pk, reason=" ")
    assert not Edition.objects.exists()


def test_tasks_stand_still_until_the_revision_is_approved(region: Region, revised: Roadmap) -> None:
    curator = region.scope("curator")
    before = list(Task.objects.order_by("pk").values())
    item = revised.items.get(number="1.2")
    services.correct_term(
        curator, item.pk, version=item.version, first=None, last=date(2026, 12, 24)
    )
    gone = revised.items.get(number="2.1")
    services.remove_item(curator, gone.pk, version=revised.version)
    revised.refresh_from_db()
    services.add_item(curator, revised.pk, ItemWords("Новая мера", term="до 1 марта 2027 года"),
                      version=revised.version)  # fmt: skip
    assert list(Task.objects.order_by("pk").values()) == before
    approve(region, revised)
    assert Task.objects.get(item=item).due == date(2026, 12, 24)
    assert {one.state for one in Task.objects.filter(item=gone)} == {TaskState.WITHDRAWN}
    assert Task.objects.get(item__title="Новая мера").due == date(2027, 3, 1)
    assert Task.objects.filter(pk__in=[one["id"] for one in before]).count() == len(before)


def test_work_done_stays_with_an_item_taken_out(region: Region, revised: Roadmap) -> None:
    item = revised.items.get(number="1.2")
    task = Task.objects.get(item=item)
    Task.objects.filter(pk=task.pk).update(state=TaskState.DONE)
    services.remove_item(region.scope("curator"), item.pk, version=revised.version)
    approve(region, revised)
    task.refresh_from_db()
    assert task.state == TaskState.DONE
    assert task.item.withdrawn_on == TODAY
    changes = compare(*(Content.from_json(one.content) for one in revised.editions.all()))
    assert [one.title for one in changes.removed] == [item.title]


def test_item_added_and_taken_out_again_leaves_nothing(region: Region, revised: Roadmap) -> None:
    curator = region.scope("curator")
    item = services.add_item(curator, revised.pk, ItemWords("Лишняя"), version=revised.version)
    revised.refresh_from_db()
    services.remove_item(curator, item.pk, version=revised.version)
    approve(region, revised)
    assert not Item.objects.filter(pk=item.pk).exists()


def test_second_edition_says_why_and_keeps_the_first(region: Region, revised: Roadmap) -> None:
    first = Edition.objects.values().get()
    item = revised.items.get(number="1.1")
    services.correct_item(region.scope("curator"), item.pk, version=0, title="Назначить двоих")
    approve(region, revised)
    assert Edition.objects.values().first() == first
    second = Edition.objects.last()
    assert (second.number, second.reason, second.act_text) == (2, "Решение совещания", ACT)
    assert revised.edition == 2


def test_new_edition_is_not_older_than_the_one_before(region: Region, revised: Roadmap) -> None:
    services.submit_roadmap(region.scope("curator"), revised.pk)
    services.agree_roadmap(region.scope("coordinator"), revised.pk)
    with pytest.raises(RuleBroken, match="не может быть раньше"):
        services.approve_roadmap(
            region.scope("head"), revised.pk, act_text=ACT, on=date(2026, 9, 1)
        )


def test_recalled_revision_is_a_revision(region: Region, revised: Roadmap) -> None:
    services.submit_roadmap(region.scope("curator"), revised.pk)
    services.recall_roadmap(region.scope("curator"), revised.pk)
    revised.refresh_from_db()
    assert revised.state == RoadmapState.REVISING


def test_returned_revision_may_be_given_up(region: Region, revised: Roadmap) -> None:
    services.submit_roadmap(region.scope("curator"), revised.pk)
    services.return_roadmap(region.scope("coordinator"), revised.pk, remark="Не нужно")
    services.abandon_revision(region.scope("curator"), revised.pk)
    revised.refresh_from_db()
    assert (revised.state, revised.edition) == (RoadmapState.APPROVED, 1)


def test_returned_draft_has_nothing_to_be_put_back_to(region: Region) -> None:
    draft = services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), small_plan(), state="draft"
    )
    services.submit_roadmap(region.scope("curator"), draft.pk)
    services.return_roadmap(region.scope("coordinator"), draft.pk, remark="Не так")
    with pytest.raises(RuleBroken, match="начатый пересмотр"):
        services.abandon_revision(region.scope("curator"), draft.pk)


def test_item_with_a_remark_stays_withdrawn_when_its_section_goes(
    region: Region, revised: Roadmap
) -> None:
    curator = region.scope("curator")
    section = services.add_section(curator, revised.pk, version=revised.version, title="Новый")
    revised.refresh_from_db()
    item = services.add_item(curator, revised.pk, ItemWords("Новая"), version=revised.version,
                             section_pk=section.pk)  # fmt: skip
    services.submit_roadmap(curator, revised.pk)
    services.return_roadmap(
        region.scope("coordinator"), revised.pk, item_remarks={item.pk: "Зачем это?"}
    )
    services.abandon_revision(curator, revised.pk)
    item.refresh_from_db()
    assert (item.withdrawn_on, item.section) == (TODAY, None)
    assert ItemRemark.objects.filter(item=item).exists()
    assert not Section.objects.filter(pk=section.pk).exists()


def test_what_was_said_between_edition_and_revision_stays(region: Region, revised: Roadmap) -> None:
    curator = region.scope("curator")
    services.abandon_revision(curator, revised.pk)
    actor = ItemActor.objects.get(item__roadmap=revised, text="Клуб «Добрые соседи»")
    services.assign_actor(curator, actor.pk, Meaning(ActorState.OUTSIDE.value))
    services.start_revision(curator, revised.pk, reason="Ещё раз")
    services.assign_actor(curator, actor.pk, Meaning(ActorState.UNRESOLVED.value))
    services.abandon_revision(curator, revised.pk)
    kept = ItemActor.objects.get(item__roadmap=revised, text=actor.text)
    assert kept.state == ActorState.OUTSIDE


def test_measures_brought_by_an_upper_plan_stay(region: Region) -> None:
    approve_list(region)
    upper = upper_plan(region)
    services.cascade_roadmap(region.operator, upper.pk)
    plan = upper.children.get(unit=region.units["school_one"])
    approve(region, plan)
    late = add_upper(region, upper, "После редакции")
    services.start_revision(region.scope("curator"), plan.pk, reason="Проба")
    later = add_upper(region, upper, "Во время пересмотра")
    changed = upper.items.get(number="1.1")
    services.start_revision(region.operator, upper.pk, reason="Уточнить")
    services.correct_item(region.operator, changed.pk, version=changed.version, title="Иначе")
    services.approve_roadmap(region.operator, upper.pk, act_text=ACT, on=TODAY)
    services.cascade_roadmap(region.operator, upper.pk)
    brought = plan.items.filter(withdrawn_on=None)
    before = set(brought.values_list("origin_id", "title", "origin_version"))
    tasks = list(Task.objects.filter(roadmap=plan).order_by("pk").values())
    services.abandon_revision(region.scope("curator"), plan.pk)
    assert set(brought.values_list("origin_id", "title", "origin_version")) == before
    assert {late.pk, later.pk, changed.pk} <= {origin for origin, _, _ in before}
    assert "Иначе" in {title for _, title, _ in before}
    assert list(Task.objects.filter(roadmap=plan).order_by("pk").values()) == tasks


def add_upper(region: Region, upper: Roadmap, title: str) -> Item:
    """Add a measure for all schools to the upper plan in force and bring it down."""
    services.start_revision(region.operator, upper.pk, reason="Добавить")
    upper.refresh_from_db()
    item = services.add_item(
        region.operator,
        upper.pk,
        ItemWords(title, term="май 2027 года", responsible="ОО"),
        version=upper.version,
    )
    mean(item, region.units["ministry"].pk, SCHOOLS)
    services.approve_roadmap(region.operator, upper.pk, act_text=ACT, on=TODAY)
    services.cascade_roadmap(region.operator, upper.pk)
    return item


EDITS = st.lists(
    st.tuples(
        st.sampled_from(
            "title term days responsible assign add add_section rename remove_section remove "
            "restore move move_section renumber head doubts".split()
        ),
        st.integers(0, 30),
    ),
    max_size=12,
)


def edit(region: Region, roadmap: Roadmap, what: str, at: int) -> None:
    """Do one random edit; one that a rule forbids does nothing."""
    curator = region.scope("curator")
    roadmap.refresh_from_db()
    items, sections = list(roadmap.items.all()), list(roadmap.sections.all())
    item, actors = items[at % len(items)], ItemActor.objects.filter(item__roadmap=roadmap)
    section = sections[at % len(sections)] if sections else None
    own, whole = {"version": item.version}, {"version": roadmap.version}
    with transaction.atomic():
        if what == "title":
            services.correct_item(curator, item.pk, **own, title=f"Мера {at}", note="+7", number="")
        elif what == "term":
            services.correct_term(curator, item.pk, **own, text=f"до {at + 1} июня 2027 года")
        elif what == "days":
            services.correct_term(curator, item.pk, **own, first=None, last=date(2027, 5, 1))
        elif what == "responsible":
            services.correct_responsible(curator, item.pk, **own, text="Директор; Совет № 5")
        elif what == "assign" and (actor := actors.first()):
            services.assign_actor(curator, actor.pk, Meaning(ActorState.OUTSIDE.value))
        elif what == "add":
            services.add_item(curator, roadmap.pk, ItemWords(f"Новая {at}", term="май 2027 года"),
                              **whole, section_pk=section and section.pk)  # fmt: skip
        elif what == "add_section":
            services.add_section(curator, roadmap.pk, **whole, title=f"Раздел {at}")
        elif what == "rename" and section:
            services.rename_section(curator, section.pk, **whole, title="Иначе", number=str(at))
        elif what == "remove_section" and section:
            services.remove_section(curator, section.pk, **whole)
        elif what == "remove":
            services.remove_item(curator, item.pk, **whole)
        elif what == "restore":
            services.restore_item(curator, item.pk, **whole)
        elif what == "move":
            services.move_item(curator, item.pk, **whole, step=1 if at % 2 else -1)
        elif what == "move_section" and section:
            services.move_section(curator, section.pk, **whole, step=1 if at % 2 else -1)
        elif what == "renumber":
            services.renumber_roadmap(curator, roadmap.pk, **whole)
        elif what == "head":
            last = date(2027, 6, 1 + at % 9)
            services.correct_roadmap(curator, roadmap.pk, **whole, title=f"Комплексный план {at}",
                                     first=date(2026, 9, 1), last=last)  # fmt: skip
        elif what == "doubts":
            services.accept_doubts(curator, item.pk, **own)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=EDITS)
def test_giving_up_puts_everything_back_to_the_letter(
    region: Region, roadmap: Roadmap, edits: list[tuple[str, int]]
) -> None:
    curator = region.scope("curator")
    with transaction.atomic():
        before = picture(roadmap)
        services.start_revision(curator, roadmap.pk, reason="Проба")
        for what, at in edits:
            try:
                edit(region, roadmap, what, at)
            except RuleBroken:
                continue
        services.abandon_revision(curator, roadmap.pk)
        assert picture(roadmap) == before
        roadmap.refresh_from_db()
        kept = Content.from_json(Edition.objects.get(roadmap=roadmap).content)
        assert selectors.content_of(roadmap) == kept
        transaction.set_rollback(True)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=EDITS)
def test_approving_loses_no_task_and_doubles_none(
    region: Region, roadmap: Roadmap, edits: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        done = Task.objects.filter(roadmap=roadmap).first()
        Task.objects.filter(pk=done.pk).update(state=TaskState.DONE)
        keys = set(Task.objects.values_list("pk", flat=True))
        services.start_revision(region.scope("curator"), roadmap.pk, reason="Проба")
        for what, at in edits:
            try:
                edit(region, roadmap, what, at)
            except RuleBroken:
                continue
        if selectors.list_standing(roadmap).exists():
            approve(region, roadmap)
            assert keys <= set(Task.objects.values_list("pk", flat=True))
            done.refresh_from_db()
            assert done.state == TaskState.DONE
            kept = Content.from_json(Edition.objects.last().content)
            assert kept == selectors.content_of(roadmap)
        transaction.set_rollback(True)

"""A plan comes down to the units of its list: who gets what, and what stays as it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nastavnik.audit.models import Entry
from nastavnik.kernel.errors import Missing, NotAllowed, RuleBroken
from nastavnik.roadmaps import services
from nastavnik.roadmaps.choices import ActorState, Outcome, RoadmapState, TaskState
from nastavnik.roadmaps.models import Evidence, Item, Roadmap, Task
from nastavnik.roadmaps.selectors import plan_cascade
from nastavnik.roadmaps.services import cascade_roadmap, correct_item, correct_term
from tests.region import TODAY, Region
from tests.roadmaps.cascades import (
    INSTITUTIONS,
    approve_list,
    below,
    item_of,
    mean,
    picture,
    upper_plan,
)

TOWN_NEEDS = {"school_one": {"1.1", "1.2"}, "school_two": {"1.1", "1.2"}}
REGION_NEEDS = {
    **TOWN_NEEDS,
    "school_far": {"1.1", "1.2"},
    "college": {"1.2"},
    "town": {"2.1"},
    "district": {"2.1"},
}


def numbers_below(roadmap: Roadmap, region: Region) -> dict[str, set[str]]:
    by_key = {unit.pk: code for code, unit in region.units.items()}
    found: dict[str, set[str]] = {}
    for item in Item.objects.filter(origin__roadmap=roadmap, withdrawn_on=None):
        found.setdefault(by_key[item.roadmap.unit_id], set()).add(item.number)
    return found


@pytest.fixture
def upper(region: Region) -> Roadmap:
    """A regional plan in force and an approved list with everybody."""
    approve_list(region)
    return upper_plan(region)


@pytest.fixture
def cascaded(region: Region, upper: Roadmap) -> Roadmap:
    cascade_roadmap(region.operator, upper.pk)
    return upper


def test_every_unit_of_a_kind_gets_the_items_meant_for_it(region: Region, upper: Roadmap) -> None:
    done = cascade_roadmap(region.scope("officer"), upper.pk)
    assert numbers_below(upper, region) == REGION_NEEDS
    assert (done.units, done.new, done.changed) == (6, 9, 0)
    plan = Roadmap.objects.get(parent=upper, unit=region.units["school_one"])
    assert plan.state == RoadmapState.DRAFT
    assert (plan.title, plan.period, plan.context_year) == (
        upper.title, upper.period, upper.context_year,
    )  # fmt: skip
    assert list(plan.sections.values_list("title", flat=True)) == ["Подготовка"]


def test_item_below_carries_the_texts_and_means_its_own_unit(
    region: Region, cascaded: Roadmap
) -> None:
    first, second = item_of(cascaded, "1.1"), item_of(cascaded, "1.2")
    mine, by_post = below(first, "school_one", region), below(second, "school_one", region)
    for name in ("title", "term_text", "term", "windows", "result", "responsible_text"):
        assert getattr(mine, name) == getattr(first, name), name
    assert (mine.key, mine.origin_version, mine.version) == (f"origin:{first.pk}", 0, 0)
    actor = mine.actors.get()
    assert (actor.text, actor.state, actor.unit) == ("ОО", ActorState.UNIT, mine.roadmap.unit)
    post = by_post.actors.get()
    assert (post.state, post.post, post.unit) == ("post", "curator", mine.roadmap.unit)
    task = Task.objects.get(item=mine)
    assert (task.who, task.unit, task.due) == ("ОО", mine.roadmap.unit, date(2026, 12, 15))
    assert (task.planned_due, task.state) == (task.due, TaskState.OPEN)


def test_tasks_below_are_those_a_later_sync_would_make(region: Region, cascaded: Roadmap) -> None:
    before = picture()
    for plan in Roadmap.objects.filter(parent=cascaded):
        assert not services.sync_roadmap(region.operator, plan.pk)
    assert picture() == before


def test_cascade_again_changes_nothing(region: Region, cascaded: Roadmap) -> None:
    before, journal = picture(), Entry.objects.filter(verb="cascade_items").count()
    done = cascade_roadmap(region.operator, cascaded.pk)
    assert picture() == before
    assert (done.units, done.new) == (0, 0)
    assert Entry.objects.filter(verb="cascade_items").count() == journal == 6


def test_municipal_plan_joins_the_plans_its_schools_have_from_the_region(
    region: Region, cascaded: Roadmap
) -> None:
    town = Roadmap.objects.get(parent=cascaded, unit=region.units["town"])
    own = Item.objects.create(
        roadmap=town, position=9, key="own", number="9", title="Собрать планы школ",
        section=town.sections.get(), term=item_of(cascaded, "1.1").term,
    )  # fmt: skip
    own.actors.create(position=0, text="ОО", kind="other", state="unresolved")
    mean(own, region.units["town"].pk, INSTITUTIONS)
    Roadmap.objects.filter(pk=town.pk).update(state="approved", in_force=TODAY)
    done = cascade_roadmap(region.scope("coordinator"), town.pk)
    assert done.new == 2
    assert Roadmap.objects.filter(unit=region.units["school_one"]).count() == 1
    school = Roadmap.objects.get(unit=region.units["school_one"])
    assert school.parent == cascaded
    titles = list(school.items.values_list("section__title", "number", "position"))
    assert titles == [("Подготовка", "1.1", 0), ("Подготовка", "1.2", 1), ("Итоги", "9", 2)]
    assert school.version == 1
    cascade_roadmap(region.operator, cascaded.pk)
    assert Roadmap.objects.filter(unit=region.units["school_one"]).count() == 1


def test_item_added_later_stands_in_its_section(region: Region, cascaded: Roadmap) -> None:
    last = item_of(cascaded, "2.2")
    last.actors.create(position=0, text="ОО", kind="other", state="unresolved")
    mean(last, region.units["ministry"].pk, INSTITUTIONS)
    first = item_of(cascaded, "1.1")
    Item.objects.filter(pk=last.pk).update(section=first.section)
    school = Roadmap.objects.get(parent=cascaded, unit=region.units["school_one"])
    later = school.sections.create(position=1, title="Своё")
    school.items.create(section=later, position=2, key="own", title="Своя мера", term={})
    cascade_roadmap(region.operator, cascaded.pk)
    order = list(school.items.order_by("position").values_list("title", flat=True))
    assert order == ["Назначить куратора", "Собрать согласия", "Подвести итоги", "Своя мера"]


def test_sub_row_stands_under_its_item_or_names_it(region: Region, upper: Roadmap) -> None:
    first, third = item_of(upper, "1.1"), item_of(upper, "2.1")
    for parent, key in ((first, "a"), (third, "b")):
        sub = Item.objects.create(
            roadmap=upper, parent=parent, section=parent.section, position=50 + parent.position,
            key=key, title="в малых школах", term=parent.term,
        )  # fmt: skip
        if parent == third:  # the item is for authorities, its sub-row for schools
            sub.actors.create(position=0, text="школы", kind="other", state="unresolved")
            mean(sub, region.units["ministry"].pk, INSTITUTIONS)
    cascade_roadmap(region.operator, upper.pk)
    plan = Roadmap.objects.get(parent=upper, unit=region.units["school_one"])
    under = plan.items.get(key=f"origin:{upper.items.get(key='a').pk}")
    assert under.parent == below(first, "school_one", region)
    assert under.actors.get().text == "ОО"
    alone = plan.items.get(key=f"origin:{upper.items.get(key='b').pk}")
    assert (alone.parent, alone.title) == (None, "Провести совещание: в малых школах")


def test_changed_item_renews_what_nobody_touched_and_doubts_the_rest(
    region: Region, cascaded: Roadmap
) -> None:
    first = item_of(cascaded, "1.1")
    touched = below(first, "school_two", region)
    correct_item(region.operator, touched.pk, version=0, title="Назначить двух кураторов")
    correct_item(region.operator, first.pk, version=0, title="Назначить куратора приказом")
    correct_term(region.operator, first.pk, version=1, first=None, last=date(2027, 1, 20))
    done = cascade_roadmap(region.operator, cascaded.pk)
    assert (done.new, done.changed, done.doubted) == (0, 2, 1)
    mine = below(first, "school_one", region)
    assert (mine.title, mine.version, mine.origin_version) == ("Назначить куратора приказом", 0, 2)
    assert Task.objects.get(item=mine).due == date(2027, 1, 20)
    touched.refresh_from_db()
    assert touched.title == "Назначить двух кураторов"
    assert [one["code"] for one in touched.doubts] == ["origin_changed"]
    assert Task.objects.get(item=touched).due == date(2026, 12, 15)
    before = picture()
    again = cascade_roadmap(region.operator, cascaded.pk)
    assert (again.changed, again.doubted, picture()) == (0, 0, before)


def test_withdrawn_item_takes_back_only_what_nobody_worked_on(
    region: Region, cascaded: Roadmap
) -> None:
    first = item_of(cascaded, "1.1")
    worked = below(first, "school_two", region)
    Evidence.objects.create(task=Task.objects.get(item=worked), kind="order", number="5")
    Item.objects.filter(pk=first.pk).update(withdrawn_on=TODAY)
    done = cascade_roadmap(region.operator, cascaded.pk)
    assert done.withdrawn == 2
    gone = below(first, "school_one", region)
    assert gone.withdrawn_on == TODAY
    assert Task.objects.get(item=gone).state == TaskState.WITHDRAWN
    worked.refresh_from_db()
    assert (worked.withdrawn_on, Task.objects.get(item=worked).state) == (None, TaskState.OPEN)
    Item.objects.filter(pk=first.pk).update(withdrawn_on=None)
    cascade_roadmap(region.operator, cascaded.pk)
    gone.refresh_from_db()
    assert (gone.withdrawn_on, Task.objects.get(item=gone).state) == (None, TaskState.OPEN)


def test_upper_item_sums_up_what_stands_below(region: Region, cascaded: Roadmap) -> None:
    third = item_of(cascaded, "2.1")
    tasks = Task.objects.filter(item__origin=third)
    for number, task in enumerate(tasks, start=1):
        third.refresh_from_db()
        assert third.outcome == Outcome.OPEN
        day = date(2026, 10, 1)
        Evidence.objects.create(task=task, kind="minutes", number=str(number), date=day)
        services.submit_task(region.operator, task.pk, completed_on=day)
        services.accept_task(region.operator, task.pk)
    third.refresh_from_db()
    assert third.outcome == Outcome.DONE
    assert cascade_roadmap(region.operator, cascaded.pk).new == 0


def test_what_a_person_closed_before_is_not_brought_down(region: Region, upper: Roadmap) -> None:
    upper.items.filter(number="1.1").update(outcome=Outcome.DONE)
    upper.items.filter(number="2.1").update(outcome=Outcome.NOT_OURS)
    cascade_roadmap(region.operator, upper.pk)
    assert set().union(*numbers_below(upper, region).values()) == {"1.2"}


def test_unit_whose_plan_is_closed_is_passed_by_and_named(
    region: Region, cascaded: Roadmap
) -> None:
    plans = Roadmap.objects.filter(unit=region.units["school_one"])
    plans.update(state=RoadmapState.CLOSED)
    preview = plan_cascade(region.operator, cascaded.pk)
    assert list(preview.closed) == [region.unit("school_one").short_name]
    assert (preview.new, preview.new_plans) == (0, 0)
    before = picture()
    cascade_roadmap(region.operator, cascaded.pk)
    assert picture() == before


def test_preview_tells_what_the_cascade_then_does(region: Region, upper: Roadmap) -> None:
    idle = item_of(upper, "2.2")
    idle.actors.create(position=0, text="ДОУ", kind="other", state="unresolved")
    mean(idle, region.units["ministry"].pk, ["preschool"])
    preview = plan_cascade(region.scope("officer"), upper.pk)
    assert (preview.members, preview.reached, preview.items) == (6, 6, 4)
    assert (preview.new_plans, preview.new, preview.same) == (6, 9, 0)
    assert [item.pk for item in preview.idle] == [idle.pk]
    assert not Roadmap.objects.filter(parent=upper).exists()
    cascade_roadmap(region.operator, upper.pk)
    after = plan_cascade(region.operator, upper.pk)
    assert (after.new_plans, after.new, after.same) == (0, 0, 9)


def test_list_says_who_is_reached(region: Region) -> None:
    town = upper_plan(region, "town")
    approve_list(region, "town")
    cascade_roadmap(region.scope("coordinator"), town.pk)
    assert numbers_below(town, region) == TOWN_NEEDS


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("centre", NotAllowed), ("auditor", NotAllowed), ("neighbour", Missing), ("head", Missing)],
)
def test_only_who_approves_there_cascades(
    region: Region, upper: Roadmap, who: str, refusal: type[Exception]
) -> None:
    for service in (cascade_roadmap, plan_cascade, services.cascade_in_background):
        with pytest.raises(refusal):
            service(region.scope(who), upper.pk)


@pytest.mark.parametrize("state", ["draft", "agreeing", "agreed", "returned", "revising", "closed"])
def test_plan_that_is_not_carried_out_stays_where_it_is(
    region: Region, upper: Roadmap, state: str
) -> None:
    Roadmap.objects.filter(pk=upper.pk).update(state=state)
    with pytest.raises(RuleBroken, match="утверждённую карту"):
        cascade_roadmap(region.operator, upper.pk)


def test_without_an_approved_list_nothing_comes_down(region: Region) -> None:
    upper = upper_plan(region)
    with pytest.raises(RuleBroken, match="нет утверждённого перечня"):
        cascade_roadmap(region.operator, upper.pk)


def test_plan_under_revision_gets_the_item_and_its_tasks_with_the_approval(
    region: Region, upper: Roadmap
) -> None:
    cascade_roadmap(region.operator, upper.pk)
    school = Roadmap.objects.filter(unit=region.units["school_one"])
    school.update(state=RoadmapState.REVISING, edition=1, in_force=TODAY - timedelta(days=9))
    last = item_of(upper, "2.2")
    last.actors.create(position=0, text="ОО", kind="other", state="unresolved")
    mean(last, region.units["ministry"].pk, INSTITUTIONS)
    cascade_roadmap(region.operator, upper.pk)
    assert not Task.objects.filter(item=below(last, "school_one", region)).exists()
    assert Task.objects.filter(item=below(last, "school_two", region)).exists()
    school.update(state=RoadmapState.APPROVED)
    services.sync_roadmap(region.operator, school.get().pk)
    assert Task.objects.filter(item=below(last, "school_one", region)).exists()


def test_queries_do_not_grow_with_the_units(
    region: Region, upper: Roadmap, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(70):
        cascade_roadmap(region.operator, upper.pk)


@pytest.mark.parametrize("outcome", [Outcome.DONE, Outcome.NOT_DONE])
def test_nobody_settles_from_above_what_is_under_way_below(
    region: Region, cascaded: Roadmap, outcome: Outcome
) -> None:
    item = item_of(cascaded, "1.1")
    with pytest.raises(RuleBroken, match="в организациях"):
        services.settle_item(region.scope("officer"), item.pk, outcome)
    Item.objects.filter(origin=item).update(outcome=Outcome.DONE)
    services.settle_item(region.scope("officer"), item.pk, outcome)

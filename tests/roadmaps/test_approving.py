"""A plan is submitted, agreed from above, approved at home: who may do what in which state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from nastavnik.audit.models import Entry
from nastavnik.kernel.errors import Conflict, Missing, NotAllowed, RuleBroken
from nastavnik.notifications.models import Notice
from nastavnik.pure.editions import Content
from nastavnik.roadmaps import rules, selectors, services
from nastavnik.roadmaps.choices import ApprovalStep, RoadmapState, TaskState
from nastavnik.roadmaps.models import Approval, Edition, Item, Roadmap, Task
from tests.region import TODAY, Region
from tests.roadmaps.plans import small_plan

ACT = "приказ от 20.11.2026 № 112"
REASON = "решение совещания"
EVERYBODY = (
    "officer centre coordinator neighbour head curator curator_two council expert mentor mentee "
    "guardian partner auditor administrator stranger"
).split()
SEES = set("officer centre coordinator head curator council expert mentor auditor".split())
WRITERS = set("officer centre coordinator head curator".split())
OWN = {"officer", "coordinator", "head"}
ABOVE = {"officer", "coordinator"}
Verb = Callable[[Region, str, int], object]


def verb(name: str, **values: object) -> Verb:
    def act(region: Region, who: str, pk: int) -> object:
        return getattr(services, name)(region.scope(who), pk, **values)

    return act


VERBS: dict[str, tuple[Verb, set[str], dict[str, str]]] = {
    # what is done, by whom, from which state to which; an edition is there from `approved` on
    "submit": (
        verb("submit_roadmap"),
        WRITERS,
        {"draft": "agreeing", "returned": "agreeing", "revising": "agreeing"},
    ),
    "recall": (verb("recall_roadmap"), WRITERS, {"agreeing": "draft"}),
    "agree": (verb("agree_roadmap"), ABOVE, {"agreeing": "agreed"}),
    "return": (
        verb("return_roadmap", remark="Уточните сроки"),
        ABOVE,
        {"agreeing": "returned", "agreed": "returned"},
    ),
    "approve": (verb("approve_roadmap", act_text=ACT, on=TODAY), OWN, {"agreed": "approved"}),
    "revise": (verb("start_revision", reason=REASON), WRITERS, {"approved": "revising"}),
    "abandon": (verb("abandon_revision"), WRITERS, {"revising": "approved"}),
    "close": (verb("close_roadmap"), OWN, {"approved": "closed"}),
}


@pytest.fixture
def draft(region: Region) -> Roadmap:
    return services.create_roadmap_from_plan(
        region.scope("curator"),
        region.unit("school_one"),
        small_plan(),
        state=RoadmapState.DRAFT,
    )


def put(region: Region, roadmap: Roadmap, state: str) -> None:
    """Bring the draft into the state by the shortest way."""
    ways = {
        "draft": (),
        "agreeing": ("submit",),
        "returned": ("submit", "return"),
        "agreed": ("submit", "agree"),
        "approved": ("submit", "agree", "approve"),
        "revising": ("submit", "agree", "approve", "revise"),
        "closed": ("submit", "agree", "approve", "close"),
    }
    for name in ways[state]:
        if name == "close":
            Task.objects.update(state=TaskState.DONE)
        VERBS[name][0](region, "officer", roadmap.pk)
    roadmap.refresh_from_db()
    assert roadmap.state == state


@pytest.mark.parametrize("state", RoadmapState.values)
@pytest.mark.parametrize("name", VERBS)
def test_verb_by_state(region: Region, draft: Roadmap, name: str, state: str) -> None:
    put(region, draft, state)
    if name == "close":
        Task.objects.update(state=TaskState.DONE)
    act, _, ways = VERBS[name]
    steps, entries = Approval.objects.count(), Entry.objects.count()
    if state in ways:
        act(region, "officer", draft.pk)
        draft.refresh_from_db()
        assert draft.state == ways[state]
        assert Approval.objects.count() == steps + 1
        assert Entry.objects.filter(verb=f"{Approval.objects.last().step}_roadmap").exists()
        return
    with pytest.raises(RuleBroken, match="Сейчас состояние карты"):
        act(region, "officer", draft.pk)
    draft.refresh_from_db()
    assert draft.state == state
    assert (Approval.objects.count(), Entry.objects.count()) == (steps, entries)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", VERBS)
def test_verb_by_person(region: Region, draft: Roadmap, name: str, who: str) -> None:
    act, may, ways = VERBS[name]
    state = next(iter(ways))
    put(region, draft, state)
    if name == "close":
        Task.objects.update(state=TaskState.DONE)
    path = region.unit("school_one").path
    if who in may:
        assert name.removesuffix("_alone") in rules.verbs_of(region.scope(who), draft, path)
        act(region, who, draft.pk)
        assert Approval.objects.last().by == region.users[who].pk
        return
    assert name not in rules.verbs_of(region.scope(who), draft, path)
    with pytest.raises(NotAllowed if who in SEES else Missing):
        act(region, who, draft.pk)
    draft.refresh_from_db()
    assert draft.state == state


def test_step_names_the_unit_in_whose_name_it_was_done(region: Region, draft: Roadmap) -> None:
    services.submit_roadmap(region.scope("curator"), draft.pk)
    services.agree_roadmap(region.scope("coordinator"), draft.pk, remark="Хорошо")
    services.approve_roadmap(region.scope("head"), draft.pk, act_text=ACT, on=TODAY)
    steps = [(one.step, one.unit.code, one.remark, one.edition) for one in draft.approvals.all()]
    assert steps == [
        (ApprovalStep.SUBMIT, "school-one", "", 0),
        (ApprovalStep.AGREE, "town", "Хорошо", 0),
        (ApprovalStep.APPROVE, "school-one", "", 1),
    ]


def test_top_of_the_tree_approves_alone(region: Region) -> None:
    officer, ministry = region.scope("officer"), region.unit("ministry")
    plan = services.create_roadmap_from_plan(officer, ministry, small_plan(), state="draft")
    assert rules.verbs_of(officer, plan, ministry.path) == ("approve_alone",)
    with pytest.raises(RuleBroken, match="утверждайте карту сразу"):
        services.submit_roadmap(officer, plan.pk)
    services.approve_roadmap(officer, plan.pk, act_text=ACT, on=TODAY)
    plan.refresh_from_db()
    assert (plan.state, plan.edition, plan.in_force) == (RoadmapState.APPROVED, 1, TODAY)


def test_authority_is_agreed_by_the_ministry_alone(region: Region) -> None:
    coordinator = region.scope("coordinator")
    plan = services.create_roadmap_from_plan(
        coordinator, region.unit("town"), small_plan(), state="draft"
    )
    services.submit_roadmap(coordinator, plan.pk)
    with pytest.raises(NotAllowed):
        services.agree_roadmap(coordinator, plan.pk)
    services.agree_roadmap(region.scope("officer"), plan.pk)


@pytest.mark.parametrize("name", VERBS)
def test_older_page_is_a_conflict(region: Region, draft: Roadmap, name: str) -> None:
    ways = VERBS[name][2]
    put(region, draft, next(iter(ways)))
    values = {
        "approve": {"act_text": ACT, "on": TODAY},
        "revise": {"reason": REASON},
    }
    service = {
        "revise": services.start_revision,
        "abandon": services.abandon_revision,
    }.get(name) or getattr(services, f"{name}_roadmap")
    with pytest.raises(Conflict):
        service(
            region.scope("officer"), draft.pk, version=draft.version + 1, **values.get(name, {})
        )


def test_plan_without_items_goes_nowhere(region: Region) -> None:
    curator = region.scope("curator")
    empty = services.create_empty_roadmap(
        curator, region.unit("school_one"), title="План",
        first=date(2026, 9, 1), last=date(2027, 8, 31),
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="ни одного мероприятия"):
        services.submit_roadmap(curator, empty.pk)


def test_unnamed_item_is_pointed_out(region: Region, draft: Roadmap) -> None:
    Item.objects.filter(number="1.2").update(title="")
    with pytest.raises(RuleBroken, match=r"без названия: 1\.2"):
        services.submit_roadmap(region.scope("curator"), draft.pk)


def test_readiness_counts_doubts_and_open_remarks(region: Region, draft: Roadmap) -> None:
    services.submit_roadmap(region.scope("curator"), draft.pk)
    first, second = draft.items.all()[:2]
    services.return_roadmap(
        region.scope("coordinator"),
        draft.pk,
        item_remarks={first.pk: "Раньше", second.pk: "Уточнить", draft.items.last().pk: " "},
    )
    ready = selectors.readiness_of(draft)
    assert (ready.items, ready.untitled, ready.doubtful, ready.remarks) == (4, (), 2, 2)
    remark = selectors.list_unsettled(draft)[0]
    assert (remark.item, remark.text) == (first, "Раньше")
    services.settle_remark(region.scope("curator"), remark.pk)
    assert [one.item for one in selectors.list_unsettled(draft)] == [second]
    assert Entry.objects.get(verb="settle_remark").details["item"] == first.pk
    with pytest.raises(RuleBroken, match="уже отмечено"):
        services.settle_remark(region.scope("curator"), remark.pk)
    services.submit_roadmap(region.scope("curator"), draft.pk)
    services.agree_roadmap(region.scope("coordinator"), draft.pk)
    assert not selectors.list_unsettled(draft)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("neighbour", Missing), ("curator_two", Missing), ("mentor", NotAllowed)],
)
def test_who_may_not_settle_a_remark(
    region: Region, draft: Roadmap, who: str, refusal: type[Exception]
) -> None:
    put(region, draft, "agreeing")
    services.return_roadmap(
        region.scope("officer"), draft.pk, item_remarks={draft.items.first().pk: "Раньше"}
    )
    with pytest.raises(refusal):
        services.settle_remark(region.scope(who), selectors.list_unsettled(draft)[0].pk)


def test_plan_is_not_returned_without_a_word(region: Region, draft: Roadmap) -> None:
    put(region, draft, "agreeing")
    with pytest.raises(RuleBroken, match="что нужно исправить") as refusal:
        services.return_roadmap(region.scope("coordinator"), draft.pk, remark=" ")
    assert refusal.value.field == "remark"


def test_remark_on_an_item_of_another_plan_is_missing(region: Region, draft: Roadmap) -> None:
    other = services.create_roadmap_from_plan(
        region.operator, region.unit("school_far"), small_plan()
    )
    put(region, draft, "agreeing")
    with pytest.raises(Missing):
        services.return_roadmap(
            region.scope("coordinator"), draft.pk, item_remarks={other.items.first().pk: "Здесь"}
        )
    draft.refresh_from_db()
    assert draft.state == RoadmapState.AGREEING


@pytest.mark.parametrize(
    ("act_text", "on", "field"),
    [(" ", TODAY, "act_text"), (ACT, None, "on"), (ACT, TODAY + timedelta(days=1), "on")],
)
def test_approval_needs_its_paper(
    region: Region, draft: Roadmap, act_text: str, on: date | None, field: str
) -> None:
    put(region, draft, "agreed")
    with pytest.raises(RuleBroken) as refusal:
        services.approve_roadmap(region.scope("head"), draft.pk, act_text=act_text, on=on)
    assert refusal.value.field == field


def test_approval_freezes_an_edition_and_makes_tasks(region: Region, draft: Roadmap) -> None:
    put(region, draft, "agreed")
    assert not Task.objects.exists()
    before = date(2026, 9, 3)
    services.approve_roadmap(region.scope("head"), draft.pk, act_text=ACT, on=before)
    draft.refresh_from_db()
    assert (draft.edition, draft.in_force) == (1, before)
    edition = Edition.objects.get()
    assert (edition.number, edition.approved_on, edition.act_text) == (1, before, ACT)
    content = Content.from_json(edition.content)
    assert [one.title for one in content.items] == [one.title for one in draft.items.all()]
    assert content == selectors.content_of(draft)
    assert Task.objects.filter(roadmap=draft).exists()


def test_closing_waits_for_the_tasks(region: Region, draft: Roadmap) -> None:
    put(region, draft, "approved")
    with pytest.raises(RuleBroken, match="незакрытые задачи"):
        services.close_roadmap(region.scope("head"), draft.pk)
    idle = Task.objects.filter(roadmap=draft).first()
    Task.objects.exclude(pk=idle.pk).update(state=TaskState.DONE)
    Task.objects.filter(pk=idle.pk).update(waits_for="event", due=None)
    services.close_roadmap(region.scope("head"), draft.pk)
    idle.refresh_from_db()
    assert idle.state == TaskState.WITHDRAWN
    assert set(Task.objects.exclude(pk=idle.pk).values_list("state", flat=True)) == {"done"}


def told(region: Region) -> dict[str, str]:
    """Return who has been told what, and forget it."""
    names = {user.pk: name for name, user in region.users.items()}
    found = {names[one.user_id]: one.text for one in Notice.objects.all()}
    Notice.objects.all().delete()
    return found


def test_who_acts_next_is_told(region: Region, draft: Roadmap) -> None:
    services.submit_roadmap(region.scope("curator"), draft.pk)
    (who, text), *others = told(region).items()
    assert (who, others) == ("coordinator", [])
    assert text == f"План «{draft.title}» отправлен Вам на согласование."
    services.return_roadmap(region.scope("coordinator"), draft.pk, remark="Уточните")
    assert set(told(region)) == {"curator", "head"}
    services.submit_roadmap(region.scope("curator"), draft.pk)
    told(region)
    services.agree_roadmap(region.scope("coordinator"), draft.pk)
    assert set(told(region)) == {"head"}
    services.approve_roadmap(region.scope("head"), draft.pk, act_text=ACT, on=TODAY)
    assert set(told(region)) == {"curator"}


def test_where_the_authority_has_nobody_the_ministry_is_told(region: Region) -> None:
    college = services.create_roadmap_from_plan(
        region.operator, region.unit("college"), small_plan(), state="draft"
    )
    services.submit_roadmap(region.operator, college.pk)
    assert set(told(region)) == {"officer"}

"""Proposals to a plan: from whom, to which plan, answered by whom, taken into an edition."""

from __future__ import annotations

from datetime import date

import pytest

from nastavnik.audit.models import Entry
from nastavnik.kernel.errors import Conflict, Missing, NotAllowed, RuleBroken
from nastavnik.notifications.models import Notice
from nastavnik.roadmaps import selectors, services
from nastavnik.roadmaps.choices import ProposalSource, ProposalState
from nastavnik.roadmaps.models import Item, Proposal, Roadmap, Task
from nastavnik.roadmaps.selectors import ProposalFilter
from tests.region import TODAY, Region
from tests.roadmaps.plans import small_plan

PROTOCOL = "протокол совещания от 12.11.2026 № 4, п. 2"


@pytest.fixture
def roadmap(region: Region) -> Roadmap:
    """Return a plan of the ministry in force: no school may read it."""
    return services.create_roadmap_from_plan(region.operator, region.unit("ministry"), small_plan())


def propose(region: Region, who: str, roadmap: Roadmap, unit: str, **values: object) -> Proposal:
    given = {"text": "Перенести срок на декабрь"} | values
    return services.propose(
        region.scope(who),
        roadmap.pk,
        unit_pk=region.units[unit].pk,
        **given,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("who", "unit", "refusal"),
    [
        ("curator", "school_one", None),
        ("head", "school_one", None),
        ("coordinator", "town", None),
        ("coordinator", "school_one", None),
        ("officer", "ministry", None),
        ("curator", "school_two", Missing),
        ("curator", "town", Missing),
        ("neighbour", "school_one", Missing),
        ("mentor", "school_one", NotAllowed),
        ("auditor", "ministry", NotAllowed),
        ("mentee", "school_one", Missing),
        ("administrator", "ministry", Missing),
        ("stranger", "school_one", Missing),
    ],
)
def test_who_may_propose_for_whom(
    region: Region, roadmap: Roadmap, who: str, unit: str, refusal: type[Exception] | None
) -> None:
    if refusal is None:
        proposal = propose(region, who, roadmap, unit)
        assert (proposal.state, proposal.on) == (ProposalState.NEW, TODAY)
        assert proposal.by == region.users[who].pk
        assert Entry.objects.get(verb="propose").details["roadmap"] == roadmap.pk
        return
    with pytest.raises(refusal):
        propose(region, who, roadmap, unit)
    assert not Proposal.objects.exists()


def test_plan_of_a_neighbour_or_below_is_missing(region: Region) -> None:
    of_school = services.create_roadmap_from_plan(
        region.operator, region.unit("school_one"), small_plan()
    )
    with pytest.raises(Missing):
        propose(region, "curator_two", of_school, "school_two")
    with pytest.raises(Missing):
        propose(region, "coordinator", of_school, "town")


def test_draft_above_does_not_exist_for_a_school(region: Region) -> None:
    draft = services.create_roadmap_from_plan(
        region.operator, region.unit("ministry"), small_plan(), state="draft"
    )
    with pytest.raises(Missing):
        propose(region, "curator", draft, "school_one")
    with pytest.raises(RuleBroken, match="утверждена и не закрыта"):
        propose(region, "officer", draft, "ministry")


def test_school_sees_titles_of_plans_above_in_force(region: Region, roadmap: Roadmap) -> None:
    services.create_roadmap_from_plan(
        region.operator, region.unit("town"), small_plan(), state="draft"
    )
    services.create_roadmap_from_plan(region.operator, region.unit("district"), small_plan())
    own = services.create_roadmap_from_plan(
        region.operator, region.unit("school_one"), small_plan()
    )
    offered = selectors.list_open_to(region.scope("curator"))
    assert list(offered) == [own, roadmap]


def test_school_names_only_measures_laid_upon_it(region: Region, roadmap: Roadmap) -> None:
    curator, school = region.scope("curator"), region.units["school_one"]
    laid, other = roadmap.items.all()[:2]
    Task.objects.filter(item=laid).update(unit=school)
    assert list(selectors.list_proposable(curator, roadmap, [school.pk])) == [laid]
    assert propose(region, "curator", roadmap, "school_one", item_pk=laid.pk).item == laid
    for pk in (other.pk, 987654):
        with pytest.raises(RuleBroken, match="не поручено"):
            propose(region, "curator", roadmap, "school_one", item_pk=pk)
    officer = selectors.list_proposable(region.scope("officer"), roadmap, [school.pk])
    assert officer.count() == Item.objects.filter(roadmap=roadmap).count()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": " "}, "text"),
        ({"source": "rumour"}, "source"),
        ({"source": ProposalSource.MEETING}, "source_text"),
    ],
)
def test_proposal_says_what_and_on_which_paper(
    region: Region, roadmap: Roadmap, values: dict[str, str], field: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        propose(region, "officer", roadmap, "ministry", **values)
    assert refusal.value.field == field


def test_decision_of_a_meeting_is_entered_by_whose_plan_it_is(
    region: Region, roadmap: Roadmap
) -> None:
    decision = {
        "source": ProposalSource.MEETING,
        "source_text": PROTOCOL,
        "responsible": "Региональный центр",
        "due": date(2026, 12, 25),
    }
    with pytest.raises(NotAllowed):
        propose(region, "curator", roadmap, "school_one", **decision)
    proposal = propose(region, "centre", roadmap, "ministry", **decision)
    assert (proposal.source_text, proposal.due) == (PROTOCOL, date(2026, 12, 25))


DECISIONS = {
    "accept": (services.accept_proposal, "new", "accepted"),
    "decline": (services.decline_proposal, "new", "declined"),
    "reconsider": (services.reconsider_proposal, "accepted", "new"),
}


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("officer", None),
        ("centre", None),
        ("curator", NotAllowed),  # the proposer sees it and decides nothing
        ("head", NotAllowed),
        ("auditor", NotAllowed),
        ("expert", NotAllowed),
        ("coordinator", NotAllowed),
        ("neighbour", Missing),
        ("curator_two", Missing),
        ("administrator", Missing),
    ],
)
@pytest.mark.parametrize("name", DECISIONS)
def test_who_decides(
    region: Region, roadmap: Roadmap, name: str, who: str, refusal: type[Exception] | None
) -> None:
    proposal = propose(region, "curator", roadmap, "school_one")
    act, before, after = DECISIONS[name]
    Proposal.objects.update(state=before)
    if refusal is not None:
        with pytest.raises(refusal):
            act(region.scope(who), proposal.pk, answer="Учтём")
        return
    act(region.scope(who), proposal.pk, answer="Учтём")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer) == (after, "Учтём")
    assert proposal.answered_on == (None if name == "reconsider" else TODAY)
    assert Entry.objects.filter(verb=f"{name}_proposal").exists()
    assert Notice.objects.get().user_id == region.users["curator"].pk


@pytest.mark.parametrize("state", ProposalState.values)
@pytest.mark.parametrize("name", DECISIONS)
def test_decision_by_state(region: Region, roadmap: Roadmap, name: str, state: str) -> None:
    proposal = propose(region, "curator", roadmap, "school_one")
    Proposal.objects.update(state=state)
    act, _, after = DECISIONS[name]
    fits = (state == "new") == (name != "reconsider")
    if fits:
        assert act(region.scope("officer"), proposal.pk, answer="Учтём").state == after
        return
    with pytest.raises(RuleBroken):
        act(region.scope("officer"), proposal.pk, answer="Учтём")


def test_declining_needs_a_reason(region: Region, roadmap: Roadmap) -> None:
    proposal = propose(region, "curator", roadmap, "school_one")
    with pytest.raises(RuleBroken, match="почему"):
        services.decline_proposal(region.scope("officer"), proposal.pk, answer=" ")


def test_second_to_decide_is_told(region: Region, roadmap: Roadmap) -> None:
    proposal = propose(region, "curator", roadmap, "school_one")
    services.accept_proposal(region.scope("officer"), proposal.pk, version=0)
    with pytest.raises(Conflict):
        services.decline_proposal(region.scope("centre"), proposal.pk, answer="Нет", version=0)


def test_accepted_proposal_comes_into_the_next_edition(region: Region, roadmap: Roadmap) -> None:
    officer = region.scope("officer")
    taken = propose(region, "curator", roadmap, "school_one")
    waiting = propose(region, "curator", roadmap, "school_one", text="Ещё одно")
    services.accept_proposal(officer, taken.pk)
    services.start_revision(officer, roadmap.pk, reason=PROTOCOL)
    services.approve_roadmap(officer, roadmap.pk, act_text="приказ № 7", on=TODAY)
    taken.refresh_from_db()
    waiting.refresh_from_db()
    assert (taken.edition, waiting.edition) == (2, None)
    with pytest.raises(RuleBroken, match="уже вошло"):
        services.reconsider_proposal(officer, taken.pk)


def test_list_is_filtered_and_counted(region: Region, roadmap: Roadmap) -> None:
    first = propose(region, "curator", roadmap, "school_one", text="Перенести встречу")
    second = propose(
        region, "officer", roadmap, "ministry", source=ProposalSource.MEETING,
        source_text=PROTOCOL, item_pk=roadmap.items.get(number="1.2").pk,
    )  # fmt: skip
    services.decline_proposal(region.scope("officer"), first.pk, answer="Поздно")
    listed = {
        name: list(selectors.list_proposals(roadmap, ProposalFilter(**{name: value})))
        for name, value in {
            "q": "встречу перенести",
            "source": ProposalSource.MEETING,
            "state": ProposalState.DECLINED,
            "unit": region.units["ministry"].pk,
        }.items()
    }
    assert listed == {"q": [first], "source": [second], "state": [first], "unit": [second]}
    assert list(selectors.list_proposals(roadmap, ProposalFilter(q="согласия"))) == [second]
    counts = selectors.count_proposals(roadmap)
    assert counts["organisation"] == {"new": 0, "accepted": 0, "declined": 1}
    assert counts["meeting"]["new"] == 1


def test_school_reads_the_answer_to_its_own_proposal(region: Region, roadmap: Roadmap) -> None:
    proposal = propose(region, "curator", roadmap, "school_one")
    assert list(selectors.list_own_proposals(region.scope("curator"))) == [proposal]
    assert selectors.get_proposal(region.scope("mentor"), proposal.pk) == proposal
    assert not selectors.list_own_proposals(region.scope("curator_two")).exists()
    with pytest.raises(Missing):
        selectors.get_proposal(region.scope("curator_two"), proposal.pk)

"""A task is carried out: proved, handed in, accepted or returned, closed, opened again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from nastavnik.audit.models import Entry
from nastavnik.audit.selectors import find_break
from nastavnik.kernel.errors import Conflict, Missing, NotAllowed, RuleBroken
from nastavnik.kernel.scope import Scope
from nastavnik.roadmaps import selectors, services
from nastavnik.roadmaps.models import Evidence, Roadmap, Task
from tests.region import TODAY, Region
from tests.roadmaps.duties import hand_in, kept_file, plan_of_duties, prove

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
Deed = Callable[[Scope, Task], object]


@pytest.fixture
def roadmap(region: Region, files: Path) -> Roadmap:
    return services.create_roadmap_from_plan(
        region.scope("curator"), region.unit("school_one"), plan_of_duties()
    )


@pytest.fixture
def task(roadmap: Roadmap) -> Task:
    """Return the curator's task that asks for minutes."""
    return roadmap.plan_tasks.get(item__number="1")


@pytest.fixture
def maybe(roadmap: Roadmap) -> Task:
    """Return the task that is done only if there is need."""
    return roadmap.plan_tasks.get(item__number="4")


def state_of(task: Task) -> str:
    task.refresh_from_db()
    return str(task.state)


WORK: dict[str, Deed] = {
    "attach": lambda scope, task: services.attach_evidence(
        scope, task.pk, kind="publication", date=TODAY, link="https://school.example/1"
    ),
    "submit": lambda scope, task: services.submit_task(scope, task.pk, completed_on=TODAY),
    "recall": lambda scope, task: services.recall_task(scope, task.pk),
    "waive": lambda scope, task: services.waive_task(scope, task.pk, reason="Не было нужды"),
}
CONTROL: dict[str, Deed] = {
    "accept": lambda scope, task: services.accept_task(scope, task.pk),
    "return": lambda scope, task: services.return_task(scope, task.pk, remark="Нет подписи"),
    "give_up": lambda scope, task: services.give_up_task(scope, task.pk, reason="Болезнь"),
    "reopen": lambda scope, task: services.reopen_task(scope, task.pk, reason="Ошибка"),
    "prolong": lambda scope, task: services.prolong_task(
        scope, task.pk, until=date(2027, 1, 20), reason="Карантин"
    ),
}
VERBS = WORK | CONTROL


def test_task_goes_from_work_to_done(region: Region, task: Task) -> None:
    hand_in(region, task, on=YESTERDAY)
    assert state_of(task) == "submitted"
    assert (task.completed_on, task.submitted_on) == (YESTERDAY, TODAY)
    services.accept_task(region.scope("head"), task.pk)
    assert state_of(task) == "done"
    assert task.closed_on == TODAY
    task.item.refresh_from_db()
    assert task.item.outcome == "done"
    verbs = Entry.objects.filter(target_kind="roadmaps.task", target_key=str(task.pk))
    assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
        "attach_evidence", "submit_task", "accept_task",
    ]  # fmt: skip
    assert find_break() is None


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", ["neighbour", "curator_two", "mentee", "partner", "stranger"])
def test_neighbour_finds_no_task(region: Region, task: Task, verb: str, who: str) -> None:
    with pytest.raises(Missing):
        VERBS[verb](region.scope(who), task)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", ["council", "mentor", "expert", "auditor"])
def test_reader_may_do_nothing(region: Region, task: Task, verb: str, who: str) -> None:
    with pytest.raises(NotAllowed):
        VERBS[verb](region.scope(who), task)
    assert task.version == 0


@pytest.mark.parametrize("verb", CONTROL)
def test_curator_does_not_control(region: Region, task: Task, verb: str) -> None:
    with pytest.raises(NotAllowed):
        CONTROL[verb](region.scope("curator"), task)


@pytest.mark.parametrize("who", ["officer", "centre", "coordinator", "head"])
def test_who_stands_above_controls(region: Region, task: Task, who: str) -> None:
    hand_in(region, task)
    services.accept_task(region.scope(who), task.pk)
    assert state_of(task) == "done"


@pytest.mark.parametrize("verb", ["recall", "accept", "return", "reopen"])
def test_open_task_takes_no_such_verb(region: Region, task: Task, verb: str) -> None:
    with pytest.raises(RuleBroken, match="Сейчас состояние задачи: в работе"):
        VERBS[verb](region.scope("head"), task)


@pytest.mark.parametrize("verb", ["attach", "submit", "give_up"])
def test_submitted_task_takes_no_such_verb(region: Region, task: Task, verb: str) -> None:
    hand_in(region, task)
    with pytest.raises(RuleBroken):
        VERBS[verb](region.scope("head"), task)
    assert state_of(task) == "submitted"


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "reopen"])
def test_closed_task_only_opens_again(region: Region, maybe: Task, verb: str) -> None:
    services.waive_task(region.scope("curator"), maybe.pk, reason="Не было нужды")
    with pytest.raises(RuleBroken):
        VERBS[verb](region.scope("head"), maybe)
    assert state_of(maybe) == "not_needed"


@pytest.mark.parametrize("verb", ["submit", "waive", "give_up", "prolong"])
def test_second_of_two_people_is_told(region: Region, maybe: Task, verb: str) -> None:
    prove(region, maybe)
    deeds: dict[str, Callable[[Scope], object]] = {
        "submit": lambda scope: services.submit_task(
            scope, maybe.pk, completed_on=TODAY, version=0
        ),
        "waive": lambda scope: services.waive_task(scope, maybe.pk, reason="Нет", version=0),
        "give_up": lambda scope: services.give_up_task(scope, maybe.pk, reason="Нет", version=0),
        "prolong": lambda scope: services.prolong_task(
            scope, maybe.pk, until=TOMORROW, reason="Да", version=0
        ),
    }
    with pytest.raises(Conflict):
        deeds[verb](region.scope("head"))


def test_nothing_is_handed_in_without_a_document(region: Region, task: Task) -> None:
    with pytest.raises(RuleBroken, match="Сначала приложите документ"):
        WORK["submit"](region.scope("curator"), task)


def test_document_of_another_kind_is_not_enough(region: Region, task: Task) -> None:
    prove(region, task, kind="photo")
    with pytest.raises(RuleBroken, match="«протокол»"):
        WORK["submit"](region.scope("curator"), task)
    prove(region, task, kind="minutes")
    WORK["submit"](region.scope("curator"), task)
    assert state_of(task) == "submitted"


def test_any_document_will_do_where_the_plan_names_none(region: Region, maybe: Task) -> None:
    prove(region, maybe, kind="other")
    WORK["submit"](region.scope("curator"), maybe)
    assert state_of(maybe) == "submitted"


def test_document_taken_back_proves_nothing(region: Region, task: Task) -> None:
    evidence = prove(region, task)
    services.remove_evidence(region.scope("curator"), evidence.pk)
    with pytest.raises(RuleBroken):
        WORK["submit"](region.scope("curator"), task)
    assert Evidence.objects.filter(pk=evidence.pk).exists()
    with pytest.raises(Missing):
        services.remove_evidence(region.scope("curator"), evidence.pk)
    with pytest.raises(Missing):
        selectors.get_evidence(region.scope("curator"), evidence.pk)


@pytest.mark.parametrize(("who", "refusal"), [("curator_two", Missing), ("mentor", NotAllowed)])
def test_who_may_not_take_a_document_back(
    region: Region, task: Task, who: str, refusal: type[Exception]
) -> None:
    evidence = prove(region, task)
    with pytest.raises(refusal):
        services.remove_evidence(region.scope(who), evidence.pk)


def test_document_of_what_is_handed_in_stays(region: Region, task: Task) -> None:
    hand_in(region, task)
    evidence = task.evidence.get()
    with pytest.raises(RuleBroken, match="пока задача в работе"):
        services.remove_evidence(region.scope("curator"), evidence.pk)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"kind": "hearsay", "date": TODAY}, "kind"),
        ({"kind": "minutes", "date": TODAY}, "number"),
        ({"kind": "minutes", "number": " ", "date": TODAY}, "number"),
        ({"kind": "report"}, "date"),
        ({"kind": "report", "date": TOMORROW}, "date"),
        ({"kind": "report", "date": TODAY}, "file"),
        ({"kind": "publication", "date": TODAY}, "link"),
    ],
)
def test_document_is_described_as_its_kind_needs(
    region: Region, task: Task, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        services.attach_evidence(region.scope("curator"), task.pk, **facts)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Evidence.objects.exists()


def test_publication_is_shown_by_its_address(region: Region, roadmap: Roadmap) -> None:
    news = roadmap.plan_tasks.get(item__number="7")
    WORK["attach"](region.scope("curator"), news)
    services.submit_task(region.scope("curator"), news.pk, completed_on=TODAY)
    assert state_of(news) == "submitted"


@pytest.mark.parametrize("day", [None, TOMORROW])
def test_day_of_execution_is_known_and_past(region: Region, task: Task, day: date | None) -> None:
    prove(region, task)
    with pytest.raises(RuleBroken) as refused:
        services.submit_task(region.scope("curator"), task.pk, completed_on=day)
    assert refused.value.field == "completed_on"


def test_nobody_accepts_their_own_work(region: Region, task: Task) -> None:
    hand_in(region, task, who="head")
    with pytest.raises(RuleBroken, match="Свою работу принимает другой человек"):
        services.accept_task(region.scope("head"), task.pk)
    services.accept_task(region.scope("coordinator"), task.pk)
    assert state_of(task) == "done"


def test_at_the_top_one_person_may_do_both(region: Region, files: Path) -> None:
    plan = services.create_roadmap_from_plan(
        region.scope("officer"), region.unit("ministry"), plan_of_duties()
    )
    task = plan.plan_tasks.get(item__number="1")
    hand_in(region, task, who="officer")
    services.accept_task(region.scope("officer"), task.pk)
    assert state_of(task) == "done"


def test_returned_task_is_mended_and_handed_in_again(region: Region, task: Task) -> None:
    hand_in(region, task)
    services.return_task(region.scope("head"), task.pk, remark=" Нет подписи ")
    assert state_of(task) == "returned"
    assert (task.remark, task.submitted_on, task.submitted_by) == ("Нет подписи", None, None)
    prove(region, task)
    WORK["submit"](region.scope("curator"), task)
    assert state_of(task) == "submitted"
    assert task.remark == ""


def test_recalled_task_is_at_work_again(region: Region, task: Task) -> None:
    hand_in(region, task)
    services.recall_task(region.scope("curator"), task.pk)
    assert state_of(task) == "open"
    assert task.submitted_on is None


@pytest.mark.parametrize("verb", ["return", "waive", "give_up", "reopen", "prolong"])
def test_reason_is_asked_for(region: Region, task: Task, maybe: Task, verb: str) -> None:
    scope = region.scope("head")
    deeds: dict[str, Callable[[], object]] = {
        "return": lambda: services.return_task(scope, task.pk, remark=" "),
        "waive": lambda: services.waive_task(scope, maybe.pk, reason=""),
        "give_up": lambda: services.give_up_task(scope, maybe.pk, reason=""),
        "reopen": lambda: services.reopen_task(scope, task.pk, reason=""),
        "prolong": lambda: services.prolong_task(scope, maybe.pk, until=TOMORROW, reason=""),
    }
    if verb in ("return", "reopen"):
        hand_in(region, task)
    if verb == "reopen":
        services.accept_task(scope, task.pk)
    with pytest.raises(RuleBroken, match="причину"):
        deeds[verb]()


def test_only_a_conditional_task_is_waived(region: Region, task: Task, maybe: Task) -> None:
    with pytest.raises(RuleBroken, match="обязательна"):
        WORK["waive"](region.scope("curator"), task)
    WORK["waive"](region.scope("curator"), maybe)
    assert state_of(maybe) == "not_needed"
    assert maybe.closed_on == TODAY


def test_event_that_never_came_needs_nothing(region: Region, roadmap: Roadmap) -> None:
    waiting = roadmap.plan_tasks.get(item__number="3")
    WORK["waive"](region.scope("curator"), waiting)
    assert state_of(waiting) == "not_needed"


def test_task_that_waits_for_its_schedule_is_not_waived(region: Region, roadmap: Roadmap) -> None:
    waiting = roadmap.plan_tasks.get(item__number="5")
    with pytest.raises(RuleBroken, match="обязательна"):
        WORK["waive"](region.scope("curator"), waiting)


def test_closed_task_opens_with_its_documents(region: Region, task: Task) -> None:
    hand_in(region, task)
    services.accept_task(region.scope("head"), task.pk)
    services.reopen_task(region.scope("head"), task.pk, reason="Не тот протокол")
    assert state_of(task) == "open"
    assert (task.completed_on, task.closed_on, task.submitted_by) == (None, None, None)
    assert task.evidence.count() == 1
    task.item.refresh_from_db()
    assert task.item.outcome == "open"


def test_outcome_follows_every_state(region: Region, task: Task) -> None:
    scope = region.scope("head")
    services.give_up_task(scope, task.pk, reason="Некому")
    task.item.refresh_from_db()
    assert task.item.outcome == "not_done"
    services.reopen_task(scope, task.pk, reason="Нашлось кому")
    task.item.refresh_from_db()
    assert task.item.outcome == "open"


def test_outcome_waits_for_the_last_task(region: Region, roadmap: Roadmap) -> None:
    item = roadmap.items.get(number="5")
    services.attach_schedule(
        region.scope("curator"), item.pk, title="График", dates=[TODAY, TOMORROW]
    )
    first, second = item.tasks.filter(state="open").order_by("due")
    for one in (first, second):
        item.refresh_from_db()
        assert item.outcome == "open"
        prove(region, one, kind="photo")
        services.submit_task(region.scope("curator"), one.pk, completed_on=TODAY)
        services.accept_task(region.scope("head"), one.pk)
    item.refresh_from_db()
    assert item.outcome == "done"


def test_task_laid_upon_a_person_is_their_work(region: Region, task: Task) -> None:
    """A mentor writes no plans, yet carries out what the plan lays upon them by name."""
    Task.objects.filter(pk=task.pk).update(person=region.people["partner"], post="")
    scope = region.scope("partner")
    right, path = selectors.ground_for_files(scope, selectors.get_task(scope, task.pk))
    assert scope.may(right, path)
    services.attach_evidence(
        scope, task.pk, kind="minutes", number="1", date=TODAY, file=kept_file(region)
    )
    WORK["submit"](scope, task)
    assert state_of(task) == "submitted"
    with pytest.raises(NotAllowed):
        CONTROL["accept"](scope, task)


@pytest.mark.parametrize(
    ("who", "state", "offered"),
    [
        ("curator", "open", {"attach", "submit"}),
        ("head", "open", {"attach", "submit", "give_up", "prolong"}),
        ("curator", "submitted", {"recall"}),
        ("head", "submitted", {"recall", "accept", "return", "prolong"}),
        ("curator", "done", set()),
        ("head", "done", {"reopen"}),
        ("mentor", "open", set()),
        ("auditor", "submitted", set()),
    ],
)
def test_what_is_offered_is_what_works(
    region: Region, task: Task, who: str, state: str, offered: set[str]
) -> None:
    if state != "open":
        hand_in(region, task)
    if state == "done":
        services.accept_task(region.scope("head"), task.pk)
    scope = region.scope(who)
    shown = selectors.get_task(scope, task.pk)
    assert set(selectors.verbs_of_tasks(scope, [shown])[task.pk]) == offered


def test_own_work_is_not_offered_for_acceptance(region: Region, task: Task) -> None:
    hand_in(region, task, who="head")
    scope = region.scope("head")
    shown = selectors.get_task(scope, task.pk)
    assert "accept" not in selectors.verbs_of_tasks(scope, [shown])[task.pk]

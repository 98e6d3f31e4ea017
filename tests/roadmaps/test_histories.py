"""Random histories of plans: no task, evidence, prolongation or row of the journal is lost.

Every verb of the room is tried in any order by the people of the small region; a refusal is an
answer too and changes nothing.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nastavnik.audit import selectors as audit
from nastavnik.audit.models import Entry
from nastavnik.kernel.errors import Missing, NotAllowed, RuleBroken
from nastavnik.kernel.scope import Scope
from nastavnik.pure.actors import ActorKind
from nastavnik.pure.terms import TermReading
from nastavnik.roadmaps import services
from nastavnik.roadmaps.choices import AT_WORK, Outcome, RoadmapState, TaskState
from nastavnik.roadmaps.models import (
    Deed,
    Evidence,
    Item,
    Prolongation,
    Roadmap,
    Task,
)
from tests.region import TODAY, Region
from tests.roadmaps.plans import actor, due, measure, plan_of
from tests.uploads import kept

REFUSALS = (RuleBroken, NotAllowed, Missing)
CLOSED = (TaskState.DONE, TaskState.NOT_DONE, TaskState.NOT_NEEDED)
PEOPLE = ("officer", "coordinator", "head", "curator", "curator_two", "neighbour")
LONG_WALK = 6_000
LATER = TODAY + timedelta(days=200)


@dataclass
class History:
    """What must still be there, as it was last seen."""

    region: Region
    file: Any
    tasks: dict[int, tuple[str, str]] = field(default_factory=dict)
    evidence: dict[int, int] = field(default_factory=dict)
    prolongations: set[int] = field(default_factory=set)
    journal: int = 0

    def scope(self, number: int) -> Scope:
        return self.region.scope(PEOPLE[number % len(PEOPLE)])


def pick(rows: Any, number: int) -> Any:
    """Return one of the rows; Missing where there is none, as for a row of nobody."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    if not keys:
        raise Missing("nothing")
    return keys[number % len(keys)]


def words(number: int) -> services.ItemWords:
    terms = ("до 1 марта 2027 года", "ежемесячно", "по мере необходимости", "декабрь 2026 года",
             "в течение месяца после издания приказа")  # fmt: skip
    who = ("Директор", "куратор", "ОО", "Директор, куратор")
    return services.ItemWords(
        title=f"Мера {number % 7}", term=terms[number % 5], responsible=who[number % 4],
        result="Приказ",
    )  # fmt: skip


def attach(past: History, scope: Scope, n: int) -> None:
    services.attach_evidence(
        scope, pick(Task.objects, n), kind="order", number=str(n), date=TODAY, file=past.file
    )


def edit(past: History, scope: Scope, n: int) -> None:
    item = Item.objects.get(pk=pick(Item.objects, n))
    services.edit_item(scope, item.pk, words(n // 3), version=item.version)


def add(past: History, scope: Scope, n: int) -> None:
    plan = Roadmap.objects.get(pk=pick(Roadmap.objects, n))
    services.add_item(scope, plan.pk, words(n // 3), version=plan.version)


def remove(past: History, scope: Scope, n: int) -> None:
    item = Item.objects.select_related("roadmap").get(pk=pick(Item.objects, n))
    services.remove_item(scope, item.pk, version=item.roadmap.version)


def settle(past: History, scope: Scope, n: int) -> None:
    services.settle_item(scope, pick(Item.objects, n), Outcome.values[n % len(Outcome.values)])


def many(past: History, scope: Scope, n: int) -> None:
    keys = list(Task.objects.order_by("pk").values_list("pk", flat=True))[n % 5 :: 2]
    if n % 2:
        services.do_with_tasks(scope, "accept", keys)
    else:
        services.do_with_tasks(scope, "submit", keys, completed_on=TODAY)


def close(past: History, scope: Scope, n: int) -> None:
    plan = pick(Roadmap.objects, n)
    unfinished = Task.objects.filter(roadmap=plan, state__in=AT_WORK)
    keys = list(unfinished.values_list("pk", flat=True))
    services.do_with_tasks(scope, "give_up", keys, reason="Год закончился")
    services.close_roadmap(scope, plan)


# a verb of the room → how it is done with a number that chooses among the things there are
VERBS: dict[str, Callable[[History, Scope, int], object]] = {
    "add_item": add,
    "edit_item": edit,
    "remove_item": remove,
    "settle_item": settle,
    "submit_roadmap": lambda _, s, n: services.submit_roadmap(s, pick(Roadmap.objects, n)),
    "agree_roadmap": lambda _, s, n: services.agree_roadmap(s, pick(Roadmap.objects, n)),
    "return_roadmap": lambda _, s, n: services.return_roadmap(
        s, pick(Roadmap.objects, n), remark="Уточните сроки"
    ),
    "approve_roadmap": lambda _, s, n: services.approve_roadmap(
        s, pick(Roadmap.objects, n), act_text="приказ № 5", on=TODAY
    ),
    "start_revision": lambda _, s, n: services.start_revision(
        s, pick(Roadmap.objects, n), reason="Новые сроки"
    ),
    "abandon_revision": lambda _, s, n: services.abandon_revision(s, pick(Roadmap.objects, n)),
    "close_roadmap": close,
    "cascade_roadmap": lambda _, s, n: services.cascade_roadmap(s, pick(Roadmap.objects, n)),
    "roll_over": lambda _, s, n: services.roll_over(s, pick(Roadmap.objects, n)),
    "sync_roadmap": lambda _, s, n: services.sync_roadmap(s, pick(Roadmap.objects, n)),
    "attach_evidence": attach,
    "remove_evidence": lambda _, s, n: services.remove_evidence(s, pick(Evidence.objects, n)),
    "submit_task": lambda _, s, n: services.submit_task(
        s, pick(Task.objects, n), completed_on=TODAY
    ),
    "recall_task": lambda _, s, n: services.recall_task(s, pick(Task.objects, n)),
    "accept_task": lambda _, s, n: services.accept_task(s, pick(Task.objects, n)),
    "return_task": lambda _, s, n: services.return_task(s, pick(Task.objects, n), remark="Не то"),
    "waive_task": lambda _, s, n: services.waive_task(s, pick(Task.objects, n), reason="Не нужна"),
    "give_up_task": lambda _, s, n: services.give_up_task(s, pick(Task.objects, n), reason="Нет"),
    "reopen_task": lambda _, s, n: services.reopen_task(s, pick(Task.objects, n), reason="Снова"),
    "prolong_task": lambda _, s, n: services.prolong_task(
        s, pick(Task.objects, n), until=LATER + timedelta(days=n % 50), reason="Карантин"
    ),
    "record_event": lambda _, s, n: services.record_event(
        s, pick(Item.objects, n), day=TODAY - timedelta(days=n % 9)
    ),
    "attach_schedule": lambda _, s, n: services.attach_schedule(
        s, pick(Item.objects, n), title="График", dates=[TODAY, LATER]
    ),
    "do_with_tasks": many,
    "undo_deed": lambda _, s, n: services.undo_deed(s, pick(Deed.objects, n)),
    "merge_units": lambda past, s, n: services.merge_units(
        s, past.region.unit("school_two"), past.region.unit("school_one"), on=TODAY
    ),
}
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(VERBS)), st.integers(0, 5), st.integers(0, 10_000)),
    min_size=5,
    max_size=30,
)


def opening(region: Region) -> Iterator[Roadmap]:
    """The plans every history begins with: a ministry's, a school's, a draft."""
    many_schools = actor("ОО", ActorKind.INSTITUTION)
    yield services.create_roadmap_from_plan(
        region.operator,
        region.unit("ministry"),
        plan_of([
            measure(2, "1", "Собрать согласия", actors=[many_schools], result="Приказ",
                    term=due(None, date(2026, 12, 20)), term_text="до 20 декабря 2026 года"),
            measure(3, "2", "Провести встречи", actors=[many_schools], result="Приказ",
                    term=TermReading(kind="quarterly"), term_text="ежеквартально"),
            measure(4, "3", "Свести отчёты", result="Приказ",
                    term=due(None, date(2027, 6, 1)), term_text="до 1 июня 2027 года"),
        ]),
    )  # fmt: skip
    head, curator = actor("Директор", ActorKind.HEAD), actor("куратор", ActorKind.CURATOR)
    yield services.create_roadmap_from_plan(
        region.operator,
        region.unit("school_one"),
        plan_of([
            measure(2, "1", "Назначить куратора", actors=[head, curator], result="Приказ",
                    term=due(None, date(2026, 12, 15)), term_text="до 15 декабря 2026 года"),
            measure(3, "2", "Закупить материалы", actors=[curator], result="Приказ",
                    term=TermReading(kind="as_needed", conditional=True),
                    term_text="при необходимости"),
        ]),
    )  # fmt: skip

    yield services.create_roadmap_from_plan(
        region.operator,
        region.unit("school_two"),
        plan_of([measure(2, "1", "Провести встречу", actors=[curator], result="Приказ",
                         term=due(None, date(2027, 2, 1)), term_text="до 1 февраля 2027 года")]),
        state=RoadmapState.DRAFT,
    )  # fmt: skip


def begin(region: Region) -> History:
    """Approve the list of organisations, bring the region's plan down, keep a file."""
    operator = region.operator
    participation = services.draft_participation(operator, region.unit("ministry"), 2026)
    services.approve_participation(
        operator, participation.pk, act_text="приказ № 1", approved_on=TODAY,
        version=participation.version,
    )  # fmt: skip
    regional, *_ = opening(region)
    services.cascade_roadmap(operator, regional.pk)
    past = History(region, kept(operator, region.unit("school_one").path))
    look(past)
    assert len(past.tasks) > 10
    return past


def look(past: History) -> None:
    """Everything seen before must be there, once; what is new is taken note of."""
    rows = Task.objects.values_list("pk", "item_id", "who", "key")
    now = {pk: (who, key) for pk, _, who, key in rows}
    assert {pk: now.get(pk) for pk in past.tasks} == past.tasks
    assert len({row[1:] for row in rows}) == len(now)
    proofs = dict(Evidence.objects.values_list("pk", "task_id"))
    assert {pk: proofs.get(pk) for pk in past.evidence} == past.evidence
    prolonged = set(Prolongation.objects.values_list("pk", flat=True))
    assert past.prolongations <= prolonged
    past.tasks, past.evidence, past.prolongations = now, proofs, prolonged


def picture() -> dict[str, Any]:
    """All that a refusal may not change."""
    return {
        "tasks": list(Task.objects.order_by("pk").values()),
        "items": list(Item.objects.order_by("pk").values("pk", "version", "outcome", "position")),
        "plans": list(Roadmap.objects.order_by("pk").values("pk", "state", "edition", "version")),
        "evidence": list(Evidence.objects.order_by("pk").values()),
        "journal": Entry.objects.count(),
    }


def check_the_whole(past: History) -> None:
    """What must hold of the region at any time."""
    for task in Task.objects.select_related("item__roadmap"):
        if task.state == TaskState.DONE:
            assert task.evidence.filter(removed=None).exists()
            assert task.closed_on is not None
        assert (task.closed_on is not None) == (task.state in CLOSED)
        assert task.roadmap_id == task.item.roadmap_id
    for plan in Roadmap.objects.exclude(state=RoadmapState.CLOSED):
        assert [item.position for item in plan.items.all()] == list(range(plan.items.count()))
    assert audit.find_break() is None


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_random_history_loses_nothing(region: Region, files: Any, steps: list[Any]) -> None:
    with transaction.atomic():
        past = begin(region)
        for verb, who, number in steps:
            before = picture()
            try:
                with transaction.atomic():
                    VERBS[verb](past, past.scope(who), number)
            except REFUSALS:
                assert picture() == before, verb
            look(past)
            assert Entry.objects.count() >= before["journal"]
        check_the_whole(past)
        transaction.set_rollback(True)


def test_every_verb_succeeds_somewhere(region: Region, files: Any) -> None:
    """A walk in which a verb is refused always would hold nothing of it."""
    chance, waiting = random.Random(20), set(VERBS)  # noqa: S311 - a walk, no secret
    with transaction.atomic():
        past = begin(region)
        for _ in range(LONG_WALK):
            verb, who, number = (
                chance.choice(sorted(VERBS)), chance.randrange(6), chance.randrange(60),
            )  # fmt: skip
            with suppress(*REFUSALS), transaction.atomic():
                VERBS[verb](past, past.scope(who), number)
                waiting.discard(verb)
            if not waiting:
                break
        transaction.set_rollback(True)
    assert waiting == set()


def test_row_of_the_journal_that_was_tampered_with_is_found(region: Region, files: Any) -> None:
    past = begin(region)
    attach(past, region.operator, 0)
    assert audit.find_break() is None
    victim = Entry.objects.order_by("pk")[Entry.objects.count() // 2]
    Entry.objects.filter(pk=victim.pk).update(details=victim.details | {"kind": "minutes"})
    found = audit.find_break()
    assert found is not None
    assert found.pk == victim.pk


pytestmark = pytest.mark.django_db

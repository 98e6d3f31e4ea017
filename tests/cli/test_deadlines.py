"""Tasks, reminders and the next year at the console: shown first, then done, then nothing left."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from nastavnik.kernel.postgres import running_server
from tests.cli.conftest import Console

COUNTED = ("roadmaps_task", "roadmaps_reminder", "notifications_notice", "notifications_letter",
           "roadmaps_roadmap", "audit_entry")  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """An installation with the invented region, its tasks of today taken away."""
    console = Console(tmp_path_factory.mktemp("installation") / "data")
    with running_server(console.data, throwaway=True):
        assert console.run("demo", "--load-only").code == 0
        ask(console, "DELETE FROM roadmaps_reminder; DELETE FROM notifications_notice")
        yield console


def ask(console: Console, query: str) -> Any:
    """Execute SQL past the product; returns the first row, None for a change."""
    with running_server(console.data) as url, psycopg.connect(url) as connection:
        cursor = connection.execute(query)  # type: ignore[call-overload]
        return cursor.fetchone() if cursor.description else None


def counts(console: Console) -> list[int]:
    return [ask(console, f"SELECT count(*) FROM {table}")[0] for table in COUNTED]  # noqa: S608


def told(console: Console, *words: str) -> dict[str, Any]:
    ended = console.run("roadmap", *words, "--json")
    assert (ended.code, ended.err) == (0, "")
    answer: dict[str, Any] = json.loads(ended.out)
    return answer


def test_reminders_are_shown_then_given_once(demo: Console) -> None:
    before = counts(demo)
    shown = told(demo, "remind")
    assert shown.pop("applied") is False
    assert counts(demo) == before
    assert shown["reminders"] > 0
    given = told(demo, "remind", "--apply")
    assert given.pop("applied") is True
    # what is handed in by tomorrow, and the hour of the letters, may come in between
    assert given["reminders"] == shown["reminders"] == counts(demo)[1]
    again = told(demo, "remind", "--apply")
    assert (again["reminders"], again["notices"]) == (0, 0)


def test_tasks_are_shown_then_made_once(demo: Console) -> None:
    gone = "DELETE FROM roadmaps_task WHERE id IN (SELECT task.id FROM roadmaps_task AS task"
    ask(demo, "DELETE FROM roadmaps_reminder")
    ask(
        demo,
        f"{gone} JOIN roadmaps_roadmap AS plan ON plan.id = task.roadmap_id"
        " LEFT JOIN roadmaps_evidence AS proof ON proof.task_id = task.id"
        " LEFT JOIN roadmaps_prolongation AS later ON later.task_id = task.id"
        " WHERE plan.state = 'approved' AND task.state = 'open' AND proof.id IS NULL"
        " AND later.id IS NULL)",
    )
    before = counts(demo)
    shown = told(demo, "tasks")
    assert shown["made"] > 0
    assert counts(demo) == before
    assert told(demo, "tasks", "--apply") == shown | {"applied": True}
    assert counts(demo)[0] == before[0] + shown["made"]
    assert told(demo, "tasks", "--apply")["made"] == 0


def test_next_year_is_shown_then_drafted_once(demo: Console) -> None:
    (pk,) = ask(
        demo,
        "SELECT id FROM roadmaps_roadmap AS plan WHERE in_force IS NOT NULL AND period IS NOT NULL"
        " AND NOT EXISTS (SELECT FROM roadmaps_roadmap WHERE previous_id = plan.id) LIMIT 1",
    )
    before = counts(demo)
    (shown,) = told(demo, "roll-over", str(pk))["drafts"]
    assert counts(demo) == before
    assert (shown["previous"], shown["id"], shown["new"]) == (pk, None, True)
    assert shown["items"] > 0
    (made,) = told(demo, "roll-over", str(pk), "--apply")["drafts"]
    assert made == shown | {"id": made["id"]}
    (again,) = told(demo, "roll-over", str(pk), "--apply")["drafts"]
    assert again == made | {"new": False}
    refused = demo.run("roadmap", "roll-over", str(made["id"]), "--apply")
    assert refused.code == 6
    assert "утверждённую" in refused.err


def test_all_are_rolled_over_or_none(demo: Console) -> None:
    (pk,) = ask(demo, "SELECT max(id) FROM roadmaps_roadmap WHERE in_force IS NOT NULL")
    before = counts(demo)
    ended = demo.run("roadmap", "roll-over", str(pk), "999999", "--apply")
    assert (ended.code, ended.out) == (3, "")
    assert "№ 999999" in ended.err
    assert counts(demo) == before
    assert demo.run("roadmap", "roll-over").code == 2


def test_words_for_a_person_say_that_nothing_was_kept(demo: Console) -> None:
    for words in (("tasks",), ("remind",)):
        ended = demo.run("roadmap", *words)
        assert ended.code == 0
        assert "Ничего не изменено" in ended.err
        assert ":" in ended.out

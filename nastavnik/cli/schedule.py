"""Background work at the console: periodic work once, or a worker for as long as it is let."""

from __future__ import annotations

import logging
from typing import Any

import click
from django.db import Error as DatabaseTrouble

from nastavnik.cli import outcome
from nastavnik.cli.children import end_with
from nastavnik.cli.session import session
from nastavnik.jobs import running, worker
from nastavnik.jobs.registry import PERIODIC, Periodic
from nastavnik.kernel.errors import RuleBroken

log = logging.getLogger(__name__)


@click.group()
def schedule() -> None:
    """Работа по расписанию и фоновые задания."""


@schedule.command()
@click.option("--json", "as_json", is_flag=True)
def run(as_json: bool) -> None:
    """Выполнить всю работу по расписанию один раз, сейчас."""
    with session():
        # letters last: what the others write leaves in the same run
        kinds = sorted(PERIODIC.values(), key=lambda kind: kind.name == "letters")
        done = [_do(kind) for kind in kinds]
        if as_json:
            outcome.print_json(done)
        else:
            for one in done:
                click.echo(f"{one['title']}: {one['message'] or 'выполнено'}")
        if not all(one["ok"] for one in done):
            raise SystemExit(outcome.FAILURE)


def _do(kind: Periodic) -> dict[str, Any]:
    """Do one kind of work; its failure is told and does not stop the others."""
    result: dict[str, Any] = {}
    try:
        result = dict(running.do_periodic(kind))
        message = result.pop("message", "")
    except RuleBroken as refusal:
        message = refusal.message
    except DatabaseTrouble:
        raise  # nothing else would be done either: the command says what is wrong
    except Exception as failure:
        log.exception("periodic work %s failed", kind.name)
        message = f"Не выполнено: {type(failure).__name__}."
    else:
        return _told(kind, True, message, result)
    return _told(kind, False, message, result)


def _told(kind: Periodic, ok: bool, message: str, result: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": kind.name,
        "title": kind.title,
        "ok": ok,
        "message": message,
        "result": result,
    }


@schedule.command()
@click.option("--concurrency", default=2, show_default=True, help="Сколько заданий сразу.")
@click.option("--parent", type=int, hidden=True)
def work(concurrency: int, parent: int | None) -> None:
    """Выполнять задания и работу по расписанию. Останавливается по Ctrl-C."""
    if parent is not None:
        end_with(parent)
    with session():
        worker.work(concurrency)

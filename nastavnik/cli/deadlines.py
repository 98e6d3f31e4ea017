"""Tasks, reminders, the next year of roadmaps at the console; nothing is kept without --apply."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import click
from django.db import transaction

from nastavnik.cli import outcome
from nastavnik.cli.plans import operator
from nastavnik.cli.session import session
from nastavnik.kernel import clock
from nastavnik.kernel.errors import Missing, RuleBroken
from nastavnik.kernel.scope import Scope
from nastavnik.roadmaps import rules, selectors, services

NOTHING_KEPT = "Ничего не изменено. Чтобы выполнить, добавьте --apply."


@click.command("tasks")
@click.option("--apply", is_flag=True, help="Выполнить; иначе только показать.")
@click.option("--json", "as_json", is_flag=True)
def tasks_command(apply: bool, as_json: bool) -> None:
    """Поставить задачи по всем исполняемым дорожным картам."""
    with session(), _rehearsal(apply):
        synced = services.sync_roadmaps(operator())
        if as_json:
            outcome.print_json({"applied": apply, **asdict(synced)})
        else:
            click.echo(f"Новых задач: {synced.made}")
            click.echo(f"Изменено: {synced.changed}")
            click.echo(f"Снято: {synced.withdrawn}")
            _say(apply)


@click.command("remind")
@click.option("--apply", is_flag=True, help="Выполнить; иначе только показать.")
@click.option("--json", "as_json", is_flag=True)
def remind_command(apply: bool, as_json: bool) -> None:
    """Напомнить о сроках: уведомления и письма."""
    with session(), _rehearsal(apply):
        given = services.remind(operator(), clock.now())
        if as_json:
            outcome.print_json({"applied": apply, **asdict(given)})
        else:
            click.echo(f"Напоминаний: {given.reminders}")
            click.echo(f"Уведомлений: {given.notices}")
            click.echo(f"Писем: {given.letters}")
            _say(apply)


@click.command("roll-over")
@click.argument("pks", metavar="ID…", type=int, nargs=-1, required=True)
@click.option("--apply", is_flag=True, help="Выполнить; иначе только показать.")
@click.option("--json", "as_json", is_flag=True)
def roll_over_command(pks: tuple[int, ...], apply: bool, as_json: bool) -> None:
    """Составить черновики дорожных карт на следующий год. Все или ни одного."""
    with session(), transaction.atomic(), _rehearsal(apply):
        scope = operator()
        drafts = [_rolled(scope, pk, apply) for pk in pks]
        if as_json:
            outcome.print_json({"applied": apply, "drafts": drafts})
            return
        for draft in drafts:
            first, last = draft["period"]
            number = draft["id"] or "—"
            said = "черновик" if draft["new"] else "уже есть:"
            click.echo(
                f"№ {draft['previous']} → {said} № {number}: {first:%d.%m.%Y}–{last:%d.%m.%Y}, "
                f"мероприятий {draft['items']}, сомнений {draft['doubts']}"
            )
        _say(apply)


def _rolled(scope: Scope, pk: int, apply: bool) -> dict[str, Any]:
    """Roll the plan over; the key of a draft that will not be kept is not told."""
    try:
        draft, is_new = services.roll_over(scope, pk)
    except Missing:
        outcome.stop(
            f"Дорожной карты № {pk} нет. Номера показывает nastavnik roadmap list.",
            outcome.NOT_FOUND,
        )
    except RuleBroken as refusal:
        outcome.stop(f"Дорожная карта № {pk}: {refusal.message}", outcome.INVALID)
    draft = selectors.get_roadmap(scope, draft.pk)  # with its days as the database keeps them
    items = selectors.list_items(draft, selectors.Filter(), scope.on)
    return {
        "previous": pk,
        "id": draft.pk if apply or not is_new else None,
        "new": is_new,
        "title": draft.title,
        "period": rules.days_of(draft.period),
        "items": items.count(),
        "doubts": items.exclude(doubts=[]).count(),
    }


@contextmanager
def _rehearsal(apply: bool) -> Iterator[None]:
    """Let the body change what it wants; without `apply` all of it is undone."""
    if apply:
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _say(apply: bool) -> None:
    if not apply:
        outcome.say(NOTHING_KEPT)


COMMANDS = (tasks_command, remind_command, roll_over_command)

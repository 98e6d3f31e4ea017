"""Roadmaps at the console: list, show, export; what `deadlines` does with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from nastavnik.cli import deadlines, outcome
from nastavnik.cli.plans import operator
from nastavnik.cli.session import session
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import exports, rules, selectors


@click.group()
def roadmap() -> None:
    """Дорожные карты: список, содержание, выгрузка, задачи, напоминания, следующий год."""


for command in deadlines.COMMANDS:
    roadmap.add_command(command)


@roadmap.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_command(as_json: bool) -> None:
    """Показать дорожные карты."""
    with session():
        scope = operator()
        codes = _codes(scope)
        found = [_card(plan, codes) for plan in selectors.list_roadmaps(scope)]
        if as_json:
            outcome.print_json(found)
        for card in [] if as_json else found:
            click.echo(f"{card['id']:>5}  {card['unit'] or '—':<24} {card['title']}")


@roadmap.command("show")
@click.argument("pk", metavar="ID", type=int)
@click.option("--json", "as_json", is_flag=True)
def show_command(pk: int, as_json: bool) -> None:
    """Показать дорожную карту с мероприятиями."""
    with session():
        scope = operator()
        codes = _codes(scope)
        plan = _get(scope, pk)
        listed = selectors.list_items(plan, selectors.Filter(), scope.on).select_related("parent")
        items = [_item(item, codes) for item in listed]
        if as_json:
            indicators = [_indicator(one) for one in selectors.list_indicators(plan)]
            outcome.print_json(_card(plan, codes) | {"items": items, "indicators": indicators})
            return
        click.echo(plan.title)
        for item in items:
            click.echo(f"{item['number'] or '—':>6}  {item['title']}")
            click.echo(f"        срок: {item['term']['text'] or '—'}")
            click.echo(f"        ответственные: {item['responsible']['text'] or '—'}")


@roadmap.command("export")
@click.argument("pk", metavar="ID", type=int)
@click.argument("file", type=click.Path(path_type=Path))
def export_command(pk: int, file: Path) -> None:
    """Выгрузить дорожную карту в файл FILE с расширением .docx или .xlsx."""
    maker = exports.MAKERS.get(file.suffix.lstrip(".").lower())
    if maker is None:
        outcome.stop("Имя файла должно кончаться на .docx или .xlsx.", outcome.USAGE)
    with session():
        content = maker.make(exports.sheet_of(_get(operator(), pk)))
    try:
        file.write_bytes(content)
    except OSError as trouble:
        outcome.stop(f"Файл «{file}» не записан: {trouble.strerror}. Выберите другую папку.")
    outcome.say(f"Записано: {file}")


def _get(scope: Scope, pk: int) -> Any:
    try:
        return selectors.get_roadmap(scope, pk)
    except Missing:
        outcome.stop(
            f"Дорожной карты № {pk} нет. Номера показывает nastavnik roadmap list.",
            outcome.NOT_FOUND,
        )


def _codes(scope: Scope) -> dict[int, str]:
    return {unit.pk: unit.code for unit in organisations.list_units(scope)}


def _card(plan: Any, codes: dict[int, str]) -> dict[str, Any]:
    return {
        "id": plan.pk,
        "unit": codes.get(plan.unit_id),
        "title": plan.title,
        "act": str(plan.act) if plan.act else None,
        "period": rules.days_of(plan.period),
    }


def _item(item: Any, codes: dict[int, str]) -> dict[str, Any]:
    section, parent = item.section, item.parent
    return {
        "id": item.pk,
        "number": item.number or None,
        "section": (section.number or section.title) if section else None,
        "parent": (parent.number or parent.key) if parent else None,
        "title": item.title,
        "term": {"text": item.term_text, "reading": item.term},
        "responsible": {
            "text": item.responsible_text,
            "actors": [_actor(actor, codes) for actor in item.actors.all()],
        },
        "result": item.result,
        "results_more": item.results_more,
        "note": item.note,
        "outcome": item.outcome,
        "doubts": item.doubts,
    }


def _actor(actor: Any, codes: dict[int, str]) -> dict[str, Any]:
    """Whom the words mean: a unit's code, kinds of units, a post, the key of a person."""
    return {
        "text": actor.text,
        "kind": actor.kind,
        "state": actor.state,
        "unit": codes.get(actor.unit_id) if actor.unit_id else None,
        "kinds": actor.kinds,
        "post": actor.post or None,
        "person": actor.person_id,
    }


def _indicator(one: Any) -> dict[str, Any]:
    targets = {str(target.year): float(target.value) for target in one.targets.all()}
    return {
        "number": one.number or None,
        "name": one.name,
        "unit": one.unit_of_measure,
        "targets": {
            year: int(value) if value.is_integer() else value for year, value in targets.items()
        },
    }

"""The first unit and the first administrator of a new installation."""

from __future__ import annotations

import click
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from nastavnik.accounts import services as accounts
from nastavnik.cli.plans import operator
from nastavnik.cli.session import session
from nastavnik.cli.upkeep import bring_up_to_date
from nastavnik.kernel import clock
from nastavnik.organisations import services as organisations
from nastavnik.organisations.choices import UnitKind, Zone
from nastavnik.people import services as people
from nastavnik.people.choices import Post


@click.command("start-region")
@click.option("--code", required=True, help="Код подразделения латиницей, например kray-ministry.")
@click.option("--name", "unit_name", required=True, help="Полное наименование подразделения.")
@click.option("--kind", type=click.Choice(UnitKind.values), default=UnitKind.MINISTRY.value)
@click.option("--timezone", type=click.Choice(Zone.values), default=Zone.MOSCOW.value)
@click.option("--login", required=True, help="Имя для входа первого администратора.")
@click.option("--surname", required=True)
@click.option("--first-name", required=True)
@click.option("--patronymic", default="")
@click.option("--email", default="")
def start_region(
    code: str,
    unit_name: str,
    kind: str,
    timezone: str,
    login: str,
    surname: str,
    first_name: str,
    patronymic: str,
    email: str,
) -> None:
    """Завести верхнее подразделение и первого администратора; выводит ссылку-приглашение."""
    with session():
        bring_up_to_date()
        scope = operator()
        with transaction.atomic():
            unit = organisations.open_unit(
                scope,
                code=code,
                kind=kind,
                parent=None,
                full_name=unit_name,
                short_name=unit_name[:200],
                timezone=timezone,
                on=scope.on,
            )
            person = people.add_person(
                scope,
                surname=surname,
                name=first_name,
                patronymic=patronymic,
                email=email,
                at=unit,
            )
            user = people.give_login(scope, person, username=login, at=unit)
            people.appoint_person(
                scope,
                person,
                post=Post.ADMINISTRATOR,
                unit=unit,
                on=scope.on,
                act_text="запуск системы",
            )
            secret = accounts.invite(scope, user, at=unit, now=clock.now())
        click.echo(settings.PUBLIC_ADDRESS + reverse("accept_invitation", args=[secret]))

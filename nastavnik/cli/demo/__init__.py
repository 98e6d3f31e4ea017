"""The demonstration: an invented region entered through the same services as a real one."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

from django.db import transaction

from nastavnik.accounts import services as accounts
from nastavnik.cli import outcome
from nastavnik.cli.demo import work
from nastavnik.cli.demo.region import ALIASES, CAST, MINISTRY, PASSWORD, START, ZONE, all_units
from nastavnik.imports import services as imports
from nastavnik.kernel import clock
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Scope
from nastavnik.organisations import selectors as organisations_read
from nastavnik.organisations import services as organisations
from nastavnik.people import services as people
from nastavnik.people.choices import Post
from nastavnik.pure.schoolyear import school_year_of
from nastavnik.roadmaps import importers
from nastavnik.roadmaps.choices import Outcome

if TYPE_CHECKING:
    from nastavnik.organisations.models import Unit
    from nastavnik.roadmaps.models import Roadmap

LOGINS = tuple(
    (login, Post(post).label, next(row[4] for row in all_units() if row[0] == at))
    for login, _, _, _, post, at in CAST
)
WARM_UP = timedelta(days=10)  # the schools that are in time work in the first days of September
__all__ = ["LOGINS", "PASSWORD", "load_demo"]


def load_demo() -> None:
    """Enter the region unless it is there already; all of it or nothing."""
    scope = Scope.of_operator(clock.today(ZONE))
    september = Scope.of_operator(date(school_year_of(scope.on), 9, 1))
    try:
        organisations_read.get_unit_by_code(scope, MINISTRY)
    except Missing:
        with transaction.atomic():
            units = _enter_units(scope)
            _enter_people(scope, units)
            roadmap = _take_in_plans(september, units)
            work.bring_down(september, units[MINISTRY], roadmap)
            work.carry_out(Scope.of_operator(september.on + WARM_UP), scope, units)
            work.put_on_control(scope, units[MINISTRY], roadmap)
            work.draft_own_plan(scope, units["ozerny-college"], "college")
        outcome.say("Внесён вымышленный Озёрный край.")


def _enter_units(scope: Scope) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for code, kind, parent, full_name, short_name in all_units():
        units[code] = organisations.open_unit(
            scope,
            code=code,
            kind=kind,
            parent=units[parent] if parent else None,
            full_name=full_name,
            short_name=short_name,
            timezone=ZONE,
            on=START,
        )
    for text, unit, kinds in ALIASES:
        organisations.give_alias(
            scope, units[MINISTRY], text=text, unit=units[unit] if unit else None, kinds=kinds
        )
    return units


def _enter_people(scope: Scope, units: dict[str, Unit]) -> None:
    for login, surname, name, patronymic, post, at in CAST:
        person = people.add_person(
            scope,
            surname=surname,
            name=name,
            patronymic=patronymic,
            email=f"{login}@ozerny.example",
            at=units[at],
        )
        people.appoint_person(
            scope,
            person,
            post=post,
            unit=units[at],
            on=date(2020, 9, 1),
            act_text="приказ от 01.09.2020 № 88",
        )
        user = people.give_login(scope, person, username=login, at=units[at])
        accounts.give_password(scope, user, password=PASSWORD, at=units[at])


def _take_in_plans(scope: Scope, units: dict[str, Unit]) -> Roadmap:
    """Take the region's plan in as a person would, and leave the town's one to be checked."""
    order = BytesIO((files(__package__) / "region_plan.txt").read_bytes())
    intake, _ = imports.receive_file(scope, units[MINISTRY], "Приказ № 01-05-318.txt", order)
    plan = importers.read_intake(intake)
    past = importers.past_items(plan, scope.on)
    roadmap = importers.confirm_intake(
        scope,
        intake,
        outcomes={item.key: Outcome.DONE for item in past},
        version=intake.version,
    )
    town = (files(__package__) / "town_plan.txt").read_text(encoding="utf-8")
    imports.receive_text(scope, units["priozersk-authority"], town)
    return roadmap

"""A small region with a fixed cast, built through the same services as the real one.

ministry
├── town      (municipal authority)   school_one, school_two
├── district  (municipal authority)   school_far
└── college
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nastavnik.accounts.models import User
from nastavnik.accounts.selectors import get_scope
from nastavnik.kernel.scope import Scope
from nastavnik.organisations import services as organisations
from nastavnik.organisations.choices import UnitKind
from nastavnik.organisations.models import Unit
from nastavnik.organisations.selectors import get_unit
from nastavnik.people import services as people
from nastavnik.people.choices import Post
from nastavnik.people.models import Person

START = date(2020, 1, 1)
TODAY = date(2026, 11, 20)
PASSWORD = "тихая-гавань-17"

UNITS = (
    ("ministry", UnitKind.MINISTRY, None, "Министерство образования Озёрного края"),
    ("town", UnitKind.MUNICIPAL_AUTHORITY, "ministry", "Управление образования города Приозёрска"),
    ("district", UnitKind.MUNICIPAL_AUTHORITY, "ministry", "Отдел образования Полянского района"),
    ("school_one", UnitKind.SCHOOL, "town", "МБОУ «Средняя школа № 1» города Приозёрска"),
    ("school_two", UnitKind.SCHOOL, "town", "МБОУ «Средняя школа № 2» города Приозёрска"),
    ("school_far", UnitKind.SCHOOL, "district", "МКОУ «Полянская основная школа»"),
    ("college", UnitKind.COLLEGE, "ministry", "ГБПОУ «Озёрный технологический колледж»"),
)
CAST = (
    ("officer", "Ладогин", "Артём", "Игоревич", Post.MINISTRY_OFFICER, "ministry"),
    ("centre", "Берегова", "Инна", "Олеговна", Post.REGIONAL_COORDINATOR, "ministry"),
    ("coordinator", "Мостовая", "Дарья", "Львовна", Post.TERRITORIAL_COORDINATOR, "town"),
    ("neighbour", "Полянин", "Глеб", "Юрьевич", Post.TERRITORIAL_COORDINATOR, "district"),
    ("head", "Рощина", "Алла", "Викторовна", Post.HEAD, "school_one"),
    ("curator", "Зимин", "Павел", "Андреевич", Post.CURATOR, "school_one"),
    ("curator_two", "Лугова", "Мария", "Ильинична", Post.CURATOR, "school_two"),
    ("council", "Ветрова", "Ольга", "Петровна", Post.GROUP_MEMBER, "school_one"),
    ("expert", "Камнев", "Юрий", "Саввич", Post.EXPERT, "ministry"),
    ("mentor", "Травин", "Олег", "Ильич", Post.MENTOR, "school_one"),
    ("mentee", "Снегирёв", "Матвей", "", Post.MENTEE, "school_one"),
    ("guardian", "Снегирёва", "Елена", "Марковна", Post.GUARDIAN, "school_one"),
    ("partner", "Кузнецова", "Вера", "Романовна", Post.PARTNER_CONTACT, "town"),
    ("auditor", "Судаков", "Илья", "Фомич", Post.AUDITOR, "ministry"),
    ("administrator", "Волнов", "Роман", "Егорович", Post.ADMINISTRATOR, "ministry"),
)


@dataclass(frozen=True)
class Region:
    """The built region: units, persons and logins by their short names."""

    units: dict[str, Unit]
    people: dict[str, Person]
    users: dict[str, User]
    operator: Scope

    def unit(self, name: str) -> Unit:
        """Return the unit as it stands today, with path and names."""
        return get_unit(self.operator, self.units[name].pk)

    def scope(self, name: str, on: date = TODAY) -> Scope:
        """Return what the cast member may do on the day."""
        return get_scope(self.users[name], on)


def build_region() -> Region:
    """Build the region in the present database."""
    operator = Scope.of_operator(TODAY)
    units: dict[str, Unit] = {}
    for code, kind, parent, name in UNITS:
        units[code] = organisations.open_unit(
            operator,
            code=code.replace("_", "-"),
            kind=kind,
            parent=units.get(parent or ""),
            full_name=name,
            short_name=name,
            timezone="Asia/Krasnoyarsk",
            on=START,
        )
    persons, users = {}, {}
    for code, surname, name, patronymic, post, at in CAST:
        person = people.add_person(
            operator,
            surname=surname,
            name=name,
            patronymic=patronymic,
            email=f"{code}@region.example",
            at=units[at],
        )
        people.appoint_person(
            operator, person, post=post, unit=units[at], on=START, act_text="приказ от 01.01.2020"
        )
        user = people.give_login(operator, person, username=code, at=units[at])
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
        persons[code], users[code] = person, user
    stranger = User.objects.create(username="stranger", name="Без полномочий")
    users["stranger"] = stranger
    return Region(units, persons, users, operator)


def find_region() -> Region | None:
    """Load the region that stands in the present database, None where there is none."""
    units = {unit.code.replace("-", "_"): unit for unit in Unit.objects.all()}
    if not units:
        return None
    users = {user.username: user for user in User.objects.all()}
    persons = {who: user.person for who, user in users.items() if hasattr(user, "person")}
    return Region(units, persons, users, Scope.of_operator(TODAY))

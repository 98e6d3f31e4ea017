"""The access matrix: every address of ours × every member of the cast → the answer's status.

`access.toml` says for each address who gets which status. A new address fails here until it is
entered there. An action is asked with an empty form: 422 or a redirect means the door is open.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nastavnik.imports import services as imports
from nastavnik.jobs import services as jobs
from nastavnik.organisations import services as organisations
from nastavnik.organisations.choices import NetworkKind
from nastavnik.people import selectors as people_read
from nastavnik.people import services as people
from nastavnik.people.choices import GroupKind
from nastavnik.roadmaps import importers, selectors
from nastavnik.roadmaps import services as roadmap_services
from nastavnik.roadmaps.models import Roadmap
from nastavnik.roadmaps.services import ItemWords
from tests.region import TODAY, Region
from tests.roadmaps.duties import prove
from tests.uploads import kept

MATRIX = tomllib.loads((Path(__file__).parent / "access.toml").read_text())
PLAN = """ПРИКАЗ
от 02.09.2026 № {number}
План работы на 2026-2027 учебный год
№\tМероприятие\tСрок\tОтветственный\tРезультат
1\tСобрание кураторов\tоктябрь 2026 года\tКуратор\tПротокол
2\tПодбор пар\tдо 1 декабря 2026 года\tДиректор, Неведомая служба\tПриказ
"""
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def our_views() -> dict[str, str]:
    """Return name → door of every view behind a door of ours."""

    def walk(patterns: list[URLPattern | URLResolver]) -> dict[str, str]:
        found: dict[str, str] = {}
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                found.update(walk(pattern.url_patterns))
            elif door := getattr(pattern.callback, "door", None):
                found[str(pattern.name)] = door
        return found

    return walk(get_resolver().url_patterns)


VIEWS = our_views()


@dataclass(frozen=True)
class Things:
    """Keys of the things the addresses speak of; all of them belong to school_one."""

    keys: dict[str, int]
    item_key: str

    def address(self, name: str) -> str:
        """Return the address of the view called `name` for these things."""
        arguments = MATRIX[name].get("of", [])
        given = {"key": self.item_key, "kind": "docx", "shape": "table"}
        given |= {"secret": "no-such-secret", "number": "1"}
        kwargs = {
            word.split(":")[0]: self.keys[word.split(":")[1]] if ":" in word else given[word]
            for word in arguments
        }
        return reverse(name, kwargs=kwargs)


@pytest.fixture
def things(region: Region, files: Path) -> Things:
    """Make one of each thing at school_one."""
    operator, school = region.operator, region.unit("school_one")
    waiting, _ = imports.receive_text(operator, school, PLAN.format(number=17))
    taken, _ = imports.receive_text(operator, school, PLAN.format(number=18))
    roadmap = importers.confirm_intake(operator, taken, version=taken.version)
    untouched, _ = imports.receive_text(operator, school, PLAN.format(number=19))
    importers.confirm_intake(operator, untouched, version=untouched.version)
    item = roadmap.items.order_by("position").last()
    draft = roadmap_services.create_empty_roadmap(
        operator, school, title="Черновик", first=TODAY, last=TODAY + timedelta(days=200)
    )
    section = roadmap_services.add_section(operator, draft.pk, version=0, title="Раздел")
    draft_item = roadmap_services.add_item(
        operator, draft.pk, ItemWords("Мероприятие"), version=1, section_pk=section.pk
    )
    alias = organisations.give_alias(operator, school, text="ШМО", unit=school)
    network = organisations.form_network(
        operator, name="Сеть школ города", kind=NetworkKind.PROJECT, lead=school, on=TODAY
    )
    appointment = people_read.list_history(operator, region.people["curator"]).get()
    group = people.form_group(
        operator, unit=school, kind=GroupKind.WORKING, name="Группа", on=TODAY
    )
    task = roadmap.plan_tasks.filter(item=item).first()
    evidence = prove(region, task, kind="order")
    deed, _ = roadmap_services.do_with_tasks(region.scope("curator"), "recall", [task.pk])
    scheduled = roadmap.items.order_by("position").first()
    roadmap_services.attach_schedule(
        operator, scheduled.pk, title="График", dates=[TODAY], file=kept(operator, school.path)
    )
    job = jobs.start_job(region.scope("officer"), "check_journal", unit=school)
    roadmap_services.save_passport(operator, roadmap.pk, version=0, goal="Цель")
    scan = roadmap_services.add_scan(
        operator, roadmap.pk, kind="order", file=kept(operator, school.path)
    )
    saved = roadmap_services.save_filter(
        region.scope("curator"), name="Отбор", view="calendar", query="state=open"
    )
    card = roadmap_services.put_on_control(
        operator, item.pk, unit=school, controller=region.people["head"], due=TODAY
    )
    participation = roadmap_services.draft_participation(operator, region.unit("town"), 2026)
    revised = returned_revision(region)
    keys = {
        "card": card.pk,
        "participation": participation.pk,
        "revised": revised.pk,
        "remark": selectors.list_unsettled(revised)[0].pk,
        "proposal": propose(region, revised),
        "filter": saved.pk,
        "scan": scan.pk,
        "waiting": waiting.pk,
        "untouched": untouched.pk,
        "roadmap": roadmap.pk,
        "item": item.pk,
        "draft": draft.pk,
        "section": section.pk,
        "draft_item": draft_item.pk,
        "actor": item.actors.first().pk,
        "unit": school.pk,
        "task": task.pk,
        "evidence": evidence.pk,
        "deed": deed.pk,
        "scheduled": scheduled.pk,
        "job": job.pk,
        "alias": alias.pk,
        "network": network.pk,
        "member": network.members.get().pk,
        "person": region.people["curator"].pk,
        "appointment": appointment.pk,
        "group": group.pk,
    }
    return Things(keys, importers.read_intake(waiting).items[0].key)


def returned_revision(region: Region) -> Roadmap:
    """Make a plan of school one under revision, returned with a remark on its first item."""
    operator, school = region.operator, region.unit("school_one")
    taken, _ = imports.receive_text(operator, school, PLAN.format(number=20))
    plan = importers.confirm_intake(operator, taken, version=taken.version)
    roadmap_services.start_revision(operator, plan.pk, reason="Решение совещания")
    roadmap_services.submit_roadmap(operator, plan.pk)
    remarks = {plan.items.first().pk: "Уточнить"}
    return roadmap_services.return_roadmap(operator, plan.pk, item_remarks=remarks)


def propose(region: Region, plan: Roadmap) -> int:
    """Let school one propose a change of its plan; returns the key of the proposal."""
    unit_pk = region.units["school_one"].pk
    return roadmap_services.propose(region.operator, plan.pk, unit_pk=unit_pk, text="Иначе").pk


def ask(client: Client, things: Things, name: str) -> HttpResponse:
    """Ask the view by its own method; whatever it changed is undone."""
    method = client.get if VIEWS[name] in {"screen", "public"} else client.post
    with transaction.atomic():
        answer = method(things.address(name))
        transaction.set_rollback(True)
    return answer


@pytest.fixture
def cast(region: Region) -> dict[str, Client]:
    """Sign everybody in."""
    clients = {who: Client() for who in region.users}
    for who, client in clients.items():
        client.force_login(region.users[who], backend=BACKEND)
    return clients


def statuses(cast: dict[str, Client], things: Things, name: str) -> dict[str, set[str]]:
    """Ask the view for each member of the cast; returns status → who."""
    found: dict[str, set[str]] = {}
    for who, client in cast.items():
        found.setdefault(str(ask(client, things, name).status_code), set()).add(who)
    return found


def test_every_address_is_in_the_matrix() -> None:
    assert set(MATRIX) == set(VIEWS)


def test_addresses_answer_as_the_matrix_says(cast: dict[str, Client], things: Things) -> None:
    assert {name: statuses(cast, things, name) for name in MATRIX} == {
        name: {status: set(who.split()) for status, who in row.items() if status != "of"}
        for name, row in MATRIX.items()
    }


def test_signed_out_visitor_is_sent_to_sign_in(things: Things) -> None:
    let_in = {
        name: answer.status_code
        for name in MATRIX
        if VIEWS[name] != "public"
        and not (answer := ask(Client(), things, name)).get("Location", "").startswith("/login/")
    }
    assert let_in == {}

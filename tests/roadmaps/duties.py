"""A plan with an item of every kind of term, and files that prove work done."""

from __future__ import annotations

from datetime import date

from nastavnik.files.models import StoredFile
from nastavnik.pure.actors import ActorKind
from nastavnik.pure.plans import Plan
from nastavnik.pure.terms import TermReading, read_term
from nastavnik.roadmaps import services
from nastavnik.roadmaps.models import Evidence, Task
from tests.region import TODAY, Region
from tests.roadmaps.plans import PERIOD, actor, measure, plan_of
from tests.uploads import kept

YEAR = "2026/2027"


def said(text: str) -> TermReading:
    """Return the term as the product reads these words in the plan's year."""
    return read_term(text, YEAR, period=PERIOD)


def plan_of_duties() -> Plan:
    """Return the plan: numbers tell its items apart."""
    curator = actor("куратор", ActorKind.CURATOR)
    head = actor("Директор", ActorKind.HEAD)
    rows = (
        ("1", "Встреча кураторов и наставников", "до 15 декабря 2026 года", curator, "Протокол"),
        ("2", "Приказ о назначении пар", "до 10 ноября 2026 года", head, "Приказ"),
        ("3", "Итоговая справка", "в течение 10 дней после окончания смотра", curator, "Справка"),
        ("4", "Замена наставника", "при необходимости", curator, ""),
        ("5", "Консультации наставников", "по отдельному графику", curator, "Фотографии"),
        ("6", "Заседание совета", "декабрь 2026 года, далее ежегодно", head, "Протокол"),
        ("7", "Новости на сайте", "в течение года", curator, "Публикация на сайте"),
    )
    return plan_of(
        [
            measure(
                place,
                number,
                title,
                term=said(term),
                term_text=term,
                actors=[who],
                result=result,
            )
            for place, (number, title, term, who, result) in enumerate(rows, start=2)
        ]
    )


def kept_file(region: Region, who: str = "curator", name: str = "протокол.pdf") -> StoredFile:
    """Return a scan that the person has uploaded at school one."""
    return kept(region.scope(who), str(region.unit("school_one").path), name)


def prove(region: Region, task: Task, who: str = "curator", kind: str = "minutes") -> Evidence:
    """Put a scan of that kind to the task."""
    return services.attach_evidence(
        region.scope(who),
        task.pk,
        kind=kind,
        number="17",
        date=TODAY,
        file=kept_file(region, who),
    )


def hand_in(region: Region, task: Task, who: str = "curator", on: date = TODAY) -> Task:
    """Prove the task and hand it in."""
    prove(region, task, who)
    return services.submit_task(region.scope(who), task.pk, completed_on=on)

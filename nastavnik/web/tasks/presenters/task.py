"""One task whole: its facts, its documents, its dates, its history in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.urls import reverse
from django.utils import timezone

from nastavnik.pure.evidence import BY_LINK
from nastavnik.pure.terms import TermReading, describe
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.choices import EvidenceKind, TaskState, Wait
from nastavnik.web.shell import task_words
from nastavnik.web.shell.jinja import day, moment
from nastavnik.web.shell.journal_words import VERBS

WAITING: dict[str, str] = {
    Wait.EVENT: "Срок отсчитывается от события. Когда оно произойдёт, запишите его: срок "
    "определится сам.",
    Wait.SCHEDULE: "Сроки определяет отдельный график. Приложите его: каждая дата станет задачей.",
    Wait.CONDITION: "Исполняется при необходимости. Если она возникла, запишите это; если нет, "
    "отметьте «Не потребовалась».",
    Wait.TERM: "Срок в плане не определён. Исправьте его в мероприятии или приложите график.",
}


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document put to the task; `file` and `link` are addresses, "" where there is none."""

    pk: int
    kind: str
    name: str
    note: str
    file: str
    file_name: str
    link: str
    added: str


@dataclass(frozen=True, slots=True)
class ProlongationView:
    """A change of the due day."""

    was: str
    until: str
    reason: str
    when: str
    who: str


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task as its page shows it."""

    pk: int
    version: int
    title: str
    lead: str
    plan: str
    plan_url: str
    item_url: str
    state: str
    tone: str
    note: str
    remark: str
    is_returned: bool
    waiting: str
    facts: tuple[tuple[str, str], ...]
    wanted: str
    lacks_wanted: bool
    takes_link: bool
    documents: tuple[DocumentView, ...]
    prolongations: tuple[ProlongationView, ...]
    schedule: str
    schedule_file: str


def view_of(task: Any, units: Mapping[int, str], names: Mapping[int, str], on: date) -> TaskView:
    """Present the task read by `get_task`; `units`, `names` are units and logins by key."""
    item = task.item
    wanted = rules.kinds_wanted(item)
    kinds = {one.kind for one in task.evidence.all()}
    schedule = getattr(item, "schedule", None)
    number = f"Мероприятие {item.number}" if item.number else "Мероприятие"
    return TaskView(
        pk=task.pk,
        version=task.version,
        title=item.title,
        lead=f"{number} · {task.roadmap.title}",
        plan=task.roadmap.title,
        plan_url=reverse("show_roadmap", args=[task.roadmap_id]) + f"#item-{item.pk}",
        item_url=reverse("show_item", args=[item.pk]),
        state=task_words.state_of(task, on),
        tone=task_words.tone_of(task, on),
        note=task_words.note_of(task, on),
        remark=task.remark,
        is_returned=task.state == TaskState.RETURNED,
        waiting=WAITING.get(task.waits_for, ""),
        facts=tuple(_facts(task, units)),
        wanted=_wanted(wanted),
        takes_link=not BY_LINK.isdisjoint(wanted),
        lacks_wanted=not (kinds & set(wanted) if wanted else kinds),
        documents=tuple(_document(one, names) for one in task.evidence.all()),
        prolongations=tuple(_prolongation(one, names) for one in task.prolongations.all()),
        schedule=_schedule(schedule),
        schedule_file=reverse("download_schedule", args=[item.pk])
        if schedule and schedule.file_id
        else "",
    )


def _wanted(kinds: Sequence[str]) -> str:
    """Say which documents the plan asks for; of several any one will do."""
    if not kinds:
        return "План вида документа не называет: подойдёт любой."
    labels = "; ".join(EvidenceKind(kind).label.lower() for kind in kinds)
    return f"По плану нужен: {labels}." if len(kinds) == 1 else f"По плану подойдёт: {labels}."


def _facts(task: Any, units: Mapping[int, str]) -> Iterable[tuple[str, str]]:
    item = task.item
    who = task_words.who_of(task)
    yield "Кто исполняет", " · ".join(filter(None, (who, units.get(task.unit_id, ""))))
    if task.who and task.who != who:
        yield "Как в плане", task.who
    yield "Срок", _when(task)
    if task.planned_due and task.planned_due != task.due:
        yield "Срок по плану", f"до {day(task.planned_due)}"
    if item.term_text:
        yield "Слова плана о сроке", item.term_text
        reading = describe(TermReading.from_json(item.term))
        if reading and reading.lower() != item.term_text.strip().lower():
            yield "Срок понят так", reading
    yield "Результат по плану", "\n".join(filter(None, (item.result, *item.results_more)))
    if item.section:
        yield "Раздел", f"{item.section.number} {item.section.title}".strip()
    for label, value in (
        ("Исполнено", task.completed_on),
        ("Отправлено на проверку", task.submitted_on),
        ("Закрыто", task.closed_on),
    ):
        if value:
            yield label, day(value)


def _when(task: Any) -> str:
    if task.first and task.due and task.first != task.due:
        return f"с {day(task.first)} по {day(task.due)}"
    if task.first and not task.due:
        return f"с {day(task.first)}"
    return task_words.due_of(task)


def _document(one: Any, names: Mapping[int, str]) -> DocumentView:
    kind = EvidenceKind(one.kind).label
    number = f"№\u00a0{one.number}" if one.number else ""
    dated = f"от {day(one.date)}" if one.date else ""
    who = names.get(one.added_by or 0, "")
    return DocumentView(
        pk=one.pk,
        kind=kind,
        name=" ".join(filter(None, (one.title, dated, number))),
        note=one.note,
        file=reverse("download_evidence", args=[one.pk]) if one.file_id else "",
        file_name=one.file.name if one.file_id else "",
        link=one.link,
        added=", ".join(filter(None, (moment(one.added), who))),
    )


def _prolongation(one: Any, names: Mapping[int, str]) -> ProlongationView:
    return ProlongationView(
        was=day(one.was) or "без срока",
        until=day(one.until),
        reason=one.reason,
        when=day(one.on),
        who=names.get(one.by or 0, ""),
    )


def _schedule(schedule: Any) -> str:
    if schedule is None:
        return ""
    return f"{schedule.title}: {', '.join(f'{one:%d.%m.%Y}' for one in schedule.dates)}"


def now_of(task: Any) -> dict[str, object]:
    """Return what stands in the task now, by the names of the fields of its forms."""
    return {
        "completed_on": task.completed_on,
        "until": task.due,
        "remark": task.remark,
        "reason": task.remark,
    }


def people_of(task: Any, entries: Sequence[Any]) -> set[int]:
    """Return the logins that stand in the task and its history."""
    found = chain(
        (entry.actor for entry in entries),
        (one.added_by for one in task.evidence.all()),
        (one.by for one in task.prolongations.all()),
    )
    return {user for user in found if user}


def history_of(
    task: Any, entries: Sequence[Any], names: Mapping[int, str], reader: int
) -> list[dict[str, str]]:
    """Return what has been done to the task, newest first; its making comes last."""
    rows_of_history = [
        _happened(
            entry.at,
            VERBS.get(entry.verb, "Задача изменена"),
            _details(entry.verb, entry.details),
            "Вы" if entry.actor == reader else names.get(entry.actor or 0, ""),
        )
        for entry in entries
    ]
    return [*rows_of_history, _happened(task.created, "Появилась из плана", "", "")]


def _happened(at: Any, title: str, text: str, who: str) -> dict[str, str]:
    iso = timezone.localtime(at).isoformat(timespec="minutes")
    return {"when": moment(at), "iso": iso, "title": title, "text": text, "who": who}


def _details(verb: str, details: Mapping[str, Any]) -> str:
    """Say of a deed what is worth reading: the kind of a document, states and days."""
    if verb == "attach_evidence" and details.get("kind") in EvidenceKind.values:
        return str(EvidenceKind(details["kind"]).label)
    if verb == "prolong_task":
        was = day(date.fromisoformat(details["was"])) if details.get("was") else "без срока"
        return f"{was} → {day(date.fromisoformat(details['now']))}"
    if verb == "record_event" and details.get("day"):
        return day(date.fromisoformat(details["day"]))
    states = [details[name] for name in ("was", "now") if details.get(name) in TaskState.values]
    return " → ".join(TaskState(state).label for state in states)

"""What waits for a person, by the role they act in; every figure through scoped selectors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from nastavnik.accounts.choices import Role
from nastavnik.imports import selectors as imports
from nastavnik.imports.choices import IntakeState
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.choices import AUTHORITIES, INSTITUTIONS
from nastavnik.people import selectors as people
from nastavnik.people.choices import Post
from nastavnik.roadmaps import selectors as roadmaps
from nastavnik.roadmaps.choices import TaskState
from nastavnik.roadmaps.selectors import TaskFilter
from nastavnik.web.shell.jinja import plural
from nastavnik.web.shell.presenters import Home, Task, Urgency
from nastavnik.web.shell.request import Acting

SHOWN = 3
ITEMS = ("мероприятие", "мероприятия", "мероприятий")
TASKS = ("задача", "задачи", "задач")
Tasks = Callable[[Scope, int], Iterator[Task]]


def home_of(scope: Scope, acting: Acting) -> Home:
    """Return the home page of who acts: tasks of their role, most urgent first."""
    if acting.unit_id is None:
        return Home(
            "Ваша учётная запись действует, но полномочий у неё пока нет.",
            (),
            "Полномочий пока нет",
            "Попросите руководителя или администратора Вашей организации назначить Вас на "
            "должность: после этого здесь появится то, что нужно сделать.",
        )
    found = [task for tasks in _TASKS[acting.role] for task in tasks(scope, acting.unit_id)]
    order = list(Urgency)
    tasks = tuple(sorted(found, key=lambda task: order.index(task.urgency)))
    title, text, label, name = _CALM.get(acting.role, _CALM_AT_WORK)
    lead = f"{acting.role_name} · {acting.unit_name}"
    return Home(lead, tasks, title, text, label, reverse(name) if name else "")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of tasks the home page speaks of: `count` names it in `count_states`."""

    count: str
    wanted: TaskFilter
    query: str
    title: str
    text: str
    label: str
    icon: str
    urgency: Urgency


_KINDS = (
    _Kind(
        "overdue",
        TaskFilter(when="overdue"),
        "whose=mine&when=overdue",
        "Срок прошёл: {}",
        "Закройте каждую документом или попросите продлить срок.",
        "Открыть просроченные",
        "calendar-clock",
        Urgency.URGENT,
    ),
    _Kind(
        "returned",
        TaskFilter(state=TaskState.RETURNED),
        f"whose=mine&state={TaskState.RETURNED}",
        "Возвращены на доработку: {}",
        "Прочитайте замечание, исправьте и отправьте снова.",
        "Открыть возвращённые",
        "undo-2",
        Urgency.URGENT,
    ),
    _Kind(
        "soon",
        TaskFilter(when="soon"),
        "whose=mine&when=soon",
        "В ближайшие 30 дней: {}",
        "Раньше других заканчиваются:",
        "Открыть задачи",
        "calendar",
        Urgency.CALM,
    ),
)


def _own_tasks(scope: Scope, unit_id: int) -> Iterator[Task]:
    """Tasks laid upon the person: late, returned, due within a month."""
    mine = roadmaps.find_tasks(scope, TaskFilter(mine=True))
    counts = roadmaps.count_states(mine, scope.on)
    for kind in _KINDS:
        if count := counts[kind.count]:
            yield Task(
                kind.title.format(plural(count, *TASKS)),
                kind.text,
                kind.label,
                f"{reverse('list_tasks')}?{kind.query}",
                kind.icon,
                kind.urgency,
                tuple(map(_link_to_task, roadmaps.narrow(scope, mine, kind.wanted)[:SHOWN])),
            )


def _to_accept(scope: Scope, unit_id: int) -> Iterator[Task]:
    """Tasks of the controlled branches that somebody has handed in."""
    handed_in = roadmaps.list_to_accept(scope)
    if count := handed_in.count():
        yield Task(
            f"Ждут Вашей проверки: {plural(count, *TASKS)}",
            "Примите работу или верните её с замечанием.",
            "Проверить",
            f"{reverse('list_tasks')}?whose=all&state={TaskState.SUBMITTED}",
            "list-checks",
            Urgency.CHECK,
            tuple(map(_link_to_task, handed_in[:SHOWN])),
        )


def _to_check(scope: Scope, unit_id: int) -> Iterator[Task]:
    """Plans of the unit with doubts or actors nobody has found."""
    counted: Any = roadmaps.list_roadmaps_counted(scope, unit_id=unit_id, doubtful=True)
    for one in counted[:SHOWN]:
        yield Task(
            f"Нужно проверить: {plural(one.doubtful_count, *ITEMS)}",
            f"Подтвердите прочитанное и укажите, кто отвечает. План: {one.title}",
            "Проверить",
            reverse("show_roadmap", args=[one.pk]) + "?state=check",
            "list-checks",
            Urgency.CHECK,
        )


def _previews(scope: Scope, unit_id: int) -> Iterator[Task]:
    """Documents that were uploaded and wait for a look."""
    waiting = list(imports.list_intakes(scope).filter(state=IntakeState.PREVIEW)[: SHOWN + 1])
    if waiting:
        several = len(waiting) > 1
        yield Task(
            "Документы ждут проверки" if several else "Документ ждёт проверки",
            "Посмотрите, как система прочитала план, и подтвердите приём.",
            "Продолжить",
            reverse("list_intakes") if several else reverse("show_intake", args=[waiting[0].pk]),
            "file-search",
            Urgency.CHECK,
        )


def _no_plan(scope: Scope, unit_id: int) -> Iterator[Task]:
    """The unit itself has no plan yet."""
    if not roadmaps.list_roadmaps(scope).filter(unit=unit_id).exists():
        yield Task(
            "Дорожной карты пока нет",
            "Загрузите приказ с планом мероприятий: система прочитает сроки, ответственных и "
            "результаты и покажет, что вызвало сомнение.",
            "Внести план из приказа",
            reverse("receive_document"),
            "file-up",
            Urgency.CHECK,
        )


def _without_plan(scope: Scope, unit_id: int) -> Iterator[Task]:
    """Institutions below that have no plan."""
    planned = roadmaps.list_roadmaps(scope).order_by().values("unit")
    units = organisations.list_units(scope, right=Right.SEE_ROADMAPS)
    bare = units.filter(kind__in=INSTITUTIONS).exclude(pk__in=planned)
    yield from _units_task(
        bare,
        ("организация без дорожной карты", "организации без дорожной карты",
         "организаций без дорожной карты"),
        "Напомните им внести план или внесите его сами.",
        "map",
        Urgency.CALM,
    )  # fmt: skip


def _without_curator(scope: Scope, unit_id: int) -> Iterator[Task]:
    """Institutions where nobody curates mentoring."""
    yield from _units_task(
        people.list_units_without(scope, Post.CURATOR, INSTITUTIONS),
        ("организация без куратора", "организации без куратора", "организаций без куратора"),
        "Без куратора некому вести план. Назначьте куратора по приказу.",
        "user",
        Urgency.URGENT,
    )


def _without_coordinator(scope: Scope, unit_id: int) -> Iterator[Task]:
    """Authorities without a territorial coordinator."""
    yield from _units_task(
        people.list_units_without(scope, Post.TERRITORIAL_COORDINATOR, AUTHORITIES),
        ("территория без координатора", "территории без координатора",
         "территорий без координатора"),
        "Назначьте координатора: он видит планы всех организаций территории.",
        "network",
        Urgency.URGENT,
    )  # fmt: skip


def _without_head(scope: Scope, unit_id: int) -> Iterator[Task]:
    """Units whose head nobody has entered."""
    yield from _units_task(
        people.list_units_without(scope, Post.HEAD, INSTITUTIONS),
        ("организация без руководителя", "организации без руководителя",
         "организаций без руководителя"),
        "Назначьте руководителя и дайте ему доступ: дальше он назначит людей сам.",
        "building-2",
        Urgency.CHECK,
    )  # fmt: skip


def _logins(scope: Scope, unit_id: int) -> Iterator[Task]:
    """People with a post but without a login."""
    waiting = people.list_people(scope).filter(user=None).count()
    if waiting:
        yield Task(
            f"Без доступа в систему: {plural(waiting, 'человек', 'человека', 'человек')}",
            "Дайте учётную запись тем, кто должен работать в системе.",
            "Открыть список людей",
            reverse("list_people"),
            "key-round",
        )


def _journal(scope: Scope, unit_id: int) -> Iterator[Task]:
    """The journal is an auditor's desk."""
    yield Task(
        "Журнал действий",
        "Кто, когда и что изменил. Записи связаны в цепочку: изменить одну незаметно нельзя.",
        "Открыть журнал",
        reverse("list_journal"),
        "scroll-text",
    )


def _plan_to_read(scope: Scope, unit_id: int) -> Iterator[Task]:
    """The plan of one's own unit, for who only reads it."""
    for one in roadmaps.list_roadmaps(scope).filter(unit=unit_id)[:SHOWN]:
        yield Task(
            one.title,
            "План мероприятий Вашей организации со сроками и ответственными.",
            "Открыть план",
            reverse("show_roadmap", args=[one.pk]),
            "map",
        )


def _link_to_task(task: Any) -> tuple[str, str]:
    """A task by the title of its item; a sub-row says little without its measure."""
    item = task.item
    words = f"{item.parent.title}: {item.title}" if item.parent else item.title
    return words, reverse("show_task", args=[task.pk])


def _units_task(
    units: Iterable[object], words: tuple[str, str, str], text: str, icon: str, urgency: Urgency
) -> Iterator[Task]:
    """A task about units that lack something; nothing when none does."""
    found = list(units)
    if found:
        links = tuple(
            (unit.short_name, reverse("show_unit", args=[unit.pk]))  # type: ignore[attr-defined]
            for unit in found[:SHOWN]
        )
        label, address = "Открыть организации", reverse("list_units")
        if len(found) == 1:
            label, address = "Открыть организацию", links[0][1]
        title = plural(len(found), *words)
        yield Task(title, text, label, address, icon, urgency, links)


_OWN_PLAN: tuple[Tasks, ...] = (_no_plan, _own_tasks, _to_check, _previews)
_TASKS: dict[str, tuple[Tasks, ...]] = {
    Role.MINISTRY: (*_OWN_PLAN, _to_accept, _without_coordinator, _without_curator, _without_plan),
    Role.REGIONAL_CENTRE: (*_OWN_PLAN, _to_accept, _without_curator, _without_plan),
    Role.TERRITORIAL_COORDINATOR: (*_OWN_PLAN, _to_accept, _without_curator, _without_plan),
    Role.HEAD: (*_OWN_PLAN, _to_accept, _without_curator),
    Role.CURATOR: _OWN_PLAN,
    Role.COUNCIL_MEMBER: (_own_tasks, _plan_to_read),
    Role.EXPERT: (_own_tasks, _plan_to_read),
    Role.MENTOR: (_own_tasks, _plan_to_read),
    Role.MENTEE: (_own_tasks,),
    Role.GUARDIAN: (_own_tasks,),
    Role.PARTNER_CONTACT: (_own_tasks,),
    Role.AUDITOR: (_journal, _plan_to_read),
    Role.ADMINISTRATOR: (_without_head, _logins, _journal),
}

_CALM_AT_WORK = (
    "Всё сделано",
    "Сейчас ничего не ждёт Вашего решения. Когда подойдёт срок мероприятия или появится новый "
    "документ, он будет здесь.",
    "Открыть дорожные карты",
    "list_roadmaps",
)
_CALM_READER = (
    "План ещё не внесён",
    "Когда куратор внесёт план наставничества Вашей организации, он появится здесь. Пока ничего "
    "делать не нужно.",
    "",
    "",
)
_CALM: dict[str, tuple[str, str, str, str]] = {
    Role.COUNCIL_MEMBER: _CALM_READER,
    Role.EXPERT: _CALM_READER,
    Role.MENTOR: _CALM_READER,
    Role.MENTEE: (
        "Пока ничего делать не нужно",
        "Здесь появятся встречи с наставником, общий план занятий и вопросы после каждой встречи. "
        "Если Вам уже назначили наставника, куратор сообщит об этом.",
        "Посмотреть мою организацию",
        "list_units",
    ),
    Role.GUARDIAN: (
        "Пока ничего делать не нужно",
        "Здесь появятся согласие на участие ребёнка в программе, имя его наставника и сведения о "
        "встречах. Без Вашего согласия пару не сформируют.",
        "Посмотреть организацию",
        "list_units",
    ),
    Role.PARTNER_CONTACT: (
        "Пока ничего делать не нужно",
        "Здесь появятся соглашение с образовательной организацией и запросы на наставников "
        "от Вашего предприятия.",
        "Посмотреть организации",
        "list_units",
    ),
}

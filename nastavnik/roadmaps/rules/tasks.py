"""What may be done with a task and its evidence; no queries."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from nastavnik.kernel.errors import Conflict, RuleBroken
from nastavnik.pure import evidence
from nastavnik.pure.states import WrongState
from nastavnik.pure.states.roadmaps import TASK
from nastavnik.roadmaps.choices import EvidenceKind, RoadmapState, TaskState
from nastavnik.roadmaps.models import Item, Roadmap, Task
from nastavnik.roadmaps.rules.verbs import is_conditional, is_moving, is_own_work, takes_events

_REFUSALS = {
    "submit": "Отправить на проверку можно только задачу, которая в работе или возвращена.",
    "accept": "Принять можно только задачу, которая отправлена на проверку.",
    "return": "Вернуть можно только задачу, которая отправлена на проверку.",
    "recall": "Отозвать можно только задачу, которая ещё на проверке.",
    "waive": "Отметить «не потребовалась» можно только задачу, которая в работе.",
    "give_up": "Отметить «не выполнена» можно только задачу, которая в работе.",
    "reopen": "Вернуть в работу можно только закрытую задачу.",
}


def is_in_force(roadmap: Roadmap) -> bool:
    """Tell whether the plan is carried out: approved once and not closed, also under revision."""
    return roadmap.in_force is not None and roadmap.state != RoadmapState.CLOSED


def tasks_follow(roadmap: Roadmap) -> bool:
    """Tell whether tasks follow the texts of the plan: not while a revision is on its way."""
    return not roadmap.edition or roadmap.state in (RoadmapState.APPROVED, RoadmapState.CLOSED)


def state_after(task: Task, verb: str) -> str:
    """Return the state of the task after the verb. Raises RuleBroken in a wrong state."""
    try:
        return TASK.go(task.state, verb)
    except WrongState as wrong:
        now = TaskState(task.state).label.lower()
        raise RuleBroken(f"{_REFUSALS[verb]} Сейчас состояние задачи: {now}.") from wrong


def check_task_version(current: int, shown: int | None) -> None:
    """Raise Conflict when the task has changed since `shown` was on the screen."""
    if shown is not None and current != shown:
        raise Conflict(
            "Пока Вы работали со страницей, задачу изменил другой человек. "
            "Посмотрите, что изменилось, и повторите действие, если оно ещё нужно."
        )


def kinds_wanted(item: Item) -> tuple[str, ...]:
    """Return the kinds of documents that the item's result names; () when any will do."""
    return evidence.kinds_of("\n".join((item.result, *item.results_more)))


def check_evidence(
    kind: str, *, number: str, day: date | None, has_file: bool, link: str, on: date
) -> None:
    """Raise RuleBroken unless the document is described as its kind needs (R14)."""
    if kind not in EvidenceKind.values:
        raise RuleBroken("Выберите вид документа.", field="kind")
    if kind in evidence.WITH_NUMBER and not number.strip():
        raise RuleBroken("Укажите номер документа.", field="number")
    if day is None:
        raise RuleBroken("Укажите дату документа.", field="date")
    if day > on:
        raise RuleBroken("Дата документа ещё не наступила: проверьте её.", field="date")
    if kind in evidence.BY_LINK:
        if not (has_file or link):
            raise RuleBroken("Укажите ссылку на публикацию или приложите файл.", field="link")
    elif not has_file:
        raise RuleBroken("Приложите файл: скан или фотографию документа.", field="file")


def check_has_evidence(item: Item, kinds: Collection[str]) -> None:
    """Raise RuleBroken unless one of the task's documents is of a kind the item asks for."""
    wanted = kinds_wanted(item)
    if not kinds:
        raise RuleBroken("Сначала приложите документ, который подтверждает исполнение.")
    if wanted and not set(wanted) & set(kinds):
        words = ", ".join(f"«{EvidenceKind(kind).label.lower()}»" for kind in wanted)
        raise RuleBroken(
            f"По плану результат мероприятия — {words}, а такого документа не приложено. "
            "Приложите его, затем отправьте задачу на проверку."
        )


def check_completed_on(completed_on: date | None, on: date) -> None:
    """Raise RuleBroken unless the day of execution is given and not in the future."""
    if completed_on is None:
        raise RuleBroken("Укажите, когда исполнено.", field="completed_on")
    if completed_on > on:
        raise RuleBroken("Дата исполнения ещё не наступила.", field="completed_on")


def check_conditional(task: Task) -> None:
    """Raise RuleBroken for a task that has to be done in any case."""
    if not is_conditional(task):
        raise RuleBroken("Эта задача обязательна: её нельзя отметить как не потребовавшуюся.")


def check_acceptor(task: Task, acceptor: int | None, *, is_top: bool) -> None:
    """Raise RuleBroken when somebody would accept their own work; at the top nobody else can."""
    if is_own_work(task, acceptor, is_top=is_top):
        raise RuleBroken(
            "Свою работу принимает другой человек: руководитель или вышестоящий орган."
        )


def check_has_reason(reason: str, *, field: str = "reason") -> None:
    """Raise RuleBroken for an empty reason or remark."""
    if not reason.strip():
        raise RuleBroken("Напишите причину: её увидят все участники.", field=field)


def check_prolongation(task: Task, until: date | None, on: date) -> None:
    """Raise RuleBroken unless an unfinished dated task gets a later day that is not past."""
    if task.state not in (TaskState.OPEN, TaskState.RETURNED, TaskState.SUBMITTED):
        raise RuleBroken("Срок можно продлить только у задачи, которая не закрыта.")
    check_until(until, on)
    if task.due is not None and until is not None and until <= task.due:
        raise RuleBroken("Новый срок должен быть позже нынешнего.", field="until")


def check_until(until: date | None, on: date) -> None:
    """Raise RuleBroken unless a new due date is given that is not past."""
    if until is None:
        raise RuleBroken("Укажите новый срок.", field="until")
    if until < on:
        raise RuleBroken("Новый срок уже прошёл: укажите будущую дату.", field="until")


def check_can_attach(task: Task) -> None:
    """Raise RuleBroken for a task whose documents may not change now."""
    if task.state not in (TaskState.OPEN, TaskState.RETURNED):
        raise RuleBroken(
            "Документы можно менять, пока задача в работе. Отзовите её с проверки или попросите "
            "вернуть в работу."
        )


def check_is_moving(item: Item) -> None:
    """Raise RuleBroken for an item whose plan is being revised: its term may change."""
    if not is_moving(item.roadmap):
        raise RuleBroken("Дорожная карта пересматривается или закрыта: сначала утвердите её.")


def check_takes_events(item: Item) -> None:
    """Raise RuleBroken for an item whose dates do not follow from what happens."""
    check_is_moving(item)
    if not takes_events(item):
        raise RuleBroken("Срок этого мероприятия не зависит от события: он указан в плане.")


def check_event(day: date | None, due: date | None, on: date) -> None:
    """Raise RuleBroken unless the event has a day that has come, and a later due date, if any."""
    if day is None:
        raise RuleBroken("Укажите, когда это произошло.", field="day")
    if day > on:
        raise RuleBroken("Эта дата ещё не наступила: запишите событие, когда оно произойдёт.",
                         field="day")  # fmt: skip
    if due is not None and due < day:
        raise RuleBroken("Срок не может быть раньше самого события.", field="due")


def check_schedule(title: str, dates: Collection[date]) -> None:
    """Raise RuleBroken for a schedule without a name or without dates."""
    if not title.strip():
        raise RuleBroken("Напишите, что это за график.", field="title")
    if not dates:
        raise RuleBroken("Укажите хотя бы одну дату.", field="dates")


def check_some_chosen(task_pks: Collection[int]) -> None:
    """Raise RuleBroken when no task is chosen for what is to be done."""
    if not task_pks:
        raise RuleBroken("Отметьте хотя бы одну задачу.", field="task")


def check_untouched(current: int, left: int) -> None:
    """Raise RuleBroken when the task has changed since the deed left it at version `left`."""
    if current != left:
        raise RuleBroken("После Вашего действия задачу изменили: она осталась как есть.")


def check_can_undo(is_undone: bool) -> None:
    """Raise RuleBroken for what has been undone already."""
    if is_undone:
        raise RuleBroken("Это действие уже отменено.")

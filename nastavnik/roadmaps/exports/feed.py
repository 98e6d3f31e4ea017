"""A person's deadlines for a calendar program: an all-day event for each task that has a due day.

Programs keep copies outside the system, so the feed names no person: a title in which somebody is
named stays out of it, and the link to the task asks for the sign-in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from nastavnik.kernel.scope import Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors as people
from nastavnik.roadmaps import selectors
from nastavnik.roadmaps.choices import UNFINISHED, TaskState
from nastavnik.roadmaps.models import Task

CONTENT_TYPE = "text/calendar; charset=utf-8"
EVERY = "PT6H"  # how often a program should ask again
BEFORE = timedelta(hours=-15)  # of the midnight it begins: at nine in the morning of the day before
DAY = timedelta(days=1)
CANCELLED = (TaskState.WITHDRAWN, TaskState.NOT_NEEDED)
PREFIXES = {
    TaskState.DONE: "Выполнено: ",
    TaskState.SUBMITTED: "На проверке: ",
    TaskState.NOT_DONE: "Не выполнено: ",
}


def make_feed(scope: Scope, *, now: datetime, address: Callable[[Task], str]) -> bytes:
    """Return the calendar of what the person of the scope has to do, as RFC 5545 bytes.

    `address` gives the page of a task. A task keeps its UID; SEQUENCE is its version.
    """
    tasks = list(selectors.list_feed_tasks(scope))
    units = organisations.names_of({task.unit_id for task in tasks}, scope.on)
    texts = {task.item.title for task in tasks} | {task.roadmap.title for task in tasks}
    withheld = people.texts_naming_persons(texts) if texts else frozenset()
    calendar = Calendar()
    calendar.add("prodid", "-//Nastavnik//Deadlines//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Наставник: мои сроки")
    calendar.add("x-published-ttl", EVERY)
    for task in tasks:
        calendar.add_component(_event(task, units, withheld, now, address(task)))
    return bytes(calendar.to_ical())


def _event(
    task: Task, units: Mapping[int, str], withheld: Collection[str], now: datetime, address: str
) -> Event:
    assert task.due is not None  # the selector gives dated ones only
    event = Event()
    event.add("uid", f"task-{task.pk}@nastavnik")
    event.add("dtstamp", now)
    event.add("dtstart", task.due)
    event.add("dtend", task.due + DAY)
    event.add("sequence", task.version)
    event.add("status", "CANCELLED" if task.state in CANCELLED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    summary = _summary(task, withheld)
    event.add("summary", summary)
    plan = task.roadmap.title if task.roadmap.title not in withheld else "план мероприятий"
    state = TaskState(task.state).label
    event.add(
        "description",
        f"{plan}\n{units.get(task.unit_id, '')}\nСостояние: {state}\n{address}",
    )
    event.add("url", address)
    if task.state in UNFINISHED:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", BEFORE)
        event.add_component(alarm)
    return event


def _summary(task: Task, withheld: Collection[str]) -> str:
    number = task.item.number.rstrip(".")
    title = task.item.title
    if title in withheld:
        title = "срок мероприятия плана"
    words = f"{number}. {title}" if number else title
    return PREFIXES.get(TaskState(task.state), "") + words

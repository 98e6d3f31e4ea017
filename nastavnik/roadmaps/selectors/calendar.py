"""Tasks by the day: those due and those begun on each day, a few of each."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber

from nastavnik.kernel.scope import Scope
from nastavnik.roadmaps.choices import UNFINISHED
from nastavnik.roadmaps.models import Task
from nastavnik.roadmaps.selectors.tasks import TaskFilter, find_tasks, list_tasks, narrow


def list_due_days(
    scope: Scope, wanted: TaskFilter, days: tuple[date, date], *, most: int
) -> list[Task]:
    """Return the first `most` tasks due on each day; `of_day` of each is how many there are."""
    tasks = narrow(scope, list_tasks(scope), wanted).filter(due__range=days)
    return list(_few_of_each(tasks, "due", most))


def list_first_days(
    scope: Scope, wanted: TaskFilter, days: tuple[date, date], *, most: int
) -> list[Task]:
    """Return the same of the tasks whose time begins on each day and lasts longer."""
    tasks = narrow(scope, list_tasks(scope), wanted).filter(first__range=days)
    longer = tasks.filter(Q(due=None) | Q(due__gt=F("first")))
    return list(_few_of_each(longer, "first", most))


def find_on_day(scope: Scope, wanted: TaskFilter, day: date) -> QuerySet[Task]:
    """Return the wanted tasks that are due or begin on the day, as `find_tasks` does."""
    return find_tasks(scope, wanted).filter(Q(due=day) | Q(first=day))


def find_undated(scope: Scope, wanted: TaskFilter) -> QuerySet[Task]:
    """Return the wanted tasks without a due day that are still to be done."""
    undated = find_tasks(scope, wanted).filter(due=None, state__in=UNFINISHED)
    return undated.order_by("roadmap", "item__position", "pk")


def in_time(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Put tasks in the order of their first days, those without any day last."""
    begins = Coalesce("first", "due").asc(nulls_last=True)
    return tasks.order_by(begins, F("due").asc(nulls_last=True), "item__position", "pk")


def _few_of_each(tasks: QuerySet[Task], name: str, most: int) -> QuerySet[Task]:
    placed = tasks.annotate(
        place=Window(RowNumber(), partition_by=[F(name)], order_by=["item__position", "pk"]),
        of_day=Window(Count("pk"), partition_by=[F(name)]),
    )
    few = placed.filter(place__lte=most).select_related("item")
    return few.order_by(name, "item__position", "pk")

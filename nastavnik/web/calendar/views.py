"""Tasks as a calendar and along the months, and the files of every view."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from markupsafe import Markup

from nastavnik.kernel.errors import Missing, RuleBroken
from nastavnik.organisations import selectors as organisations
from nastavnik.pure import timeline
from nastavnik.roadmaps import exports, selectors
from nastavnik.web.calendar.presenters import files, month, rows
from nastavnik.web.shell.doors import screen
from nastavnik.web.shell.downloads import attachment
from nastavnik.web.shell.jinja import day as in_words
from nastavnik.web.shell.jinja import plural
from nastavnik.web.shell.pages import page
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.task_filters import read_filters
from nastavnik.web.shell.task_views import conditions_of, task_frame_of

ON_A_DAY = 50
UNDATED_SHOWN = 20
ON_A_TIMELINE = 100
ON_A_SHEET = 40  # bars that stay readable on one sheet of paper


@screen
def show_calendar(request: Request) -> HttpResponse:
    """Show a month with the tasks due and begun on its days; a chosen day with all of its tasks."""
    scope = request.scope
    asked = read_filters(request)
    chosen = month.day_of(request.GET.get("day", ""))
    first = month.month_of(request.GET.get("month", ""), scope.on)
    if chosen is not None:
        first = month.month_of(f"{chosen:%Y-%m}", scope.on)
    days = (first, month.last_of(first))
    here = reverse("show_calendar")

    def address(name: str, day: str) -> str:
        return f"{here}?{asked.query_with(month=name, day=day)}" + ("#day" if day else "")

    drawn = month.draw_month(
        first,
        selectors.list_due_days(scope, asked.wanted, days, most=month.DUE_SHOWN),
        selectors.list_first_days(scope, asked.wanted, days, most=month.BEGUN_SHOWN),
        scope.on,
        address,
    )
    undated = selectors.find_undated(scope, asked.wanted)
    waiting, waiting_count = list(undated[:UNDATED_SHOWN]), undated.count()
    listed = None
    if chosen is not None:
        found = selectors.find_on_day(scope, asked.wanted, chosen)
        listed = Paginator(found, ON_A_DAY).get_page(request.GET.get("page"))
    units = organisations.names_of({task.unit_id for task in [*waiting, *(listed or ())]}, scope.on)
    context = task_frame_of(request, asked, "calendar", kept={"month": f"{first:%Y-%m}"}) | {
        "month": drawn,
        "weekdays": month.WEEKDAYS,
        "present_url": f"{here}?{asked.query}",
        "chosen": in_words(chosen),
        "listed": listed,
        "day_query": asked.query_with(day=chosen.isoformat() if chosen else ""),
        "day_rows": [rows.row_of(task, units, scope.on) for task in listed or ()],
        "undated": [rows.row_of(task, units, scope.on) for task in waiting],
        "undated_count": waiting_count,
    }
    return page(request, "calendar/show_calendar.html", context)


@screen
def show_timeline(request: Request) -> HttpResponse:
    """Show the tasks as bars along the months, and as a table in the same order."""
    scope = request.scope
    asked = read_filters(request)
    found = selectors.in_time(selectors.find_tasks(scope, asked.wanted))
    listed = Paginator(found, ON_A_TIMELINE).get_page(request.GET.get("page"))
    tasks = list(listed)
    units = organisations.names_of({task.unit_id for task in tasks}, scope.on)
    count = plural(len(tasks), "задача", "задачи", "задач")
    picture = timeline.draw(
        rows.bars_of(tasks, scope.on),
        scope.on,
        title="Лента времени задач",
        description=f"{count} по порядку начала. Те же сведения стоят в таблице под рисунком.",
    )
    context = task_frame_of(request, asked, "timeline") | {
        # the writer of the tree has escaped every text
        "picture": Markup(picture),  # noqa: S704
        "rows": [rows.row_of(task, units, scope.on) for task in tasks],
        "listed": listed,
        "is_long": len(tasks) > ON_A_SHEET,
    }
    return page(request, "calendar/show_timeline.html", context)


@screen
def export_tasks(request: Request, shape: str, kind: str) -> HttpResponse:
    """Give the tasks as a document (docx) or a workbook (xlsx), in the shape of a view."""
    maker = exports.MAKERS.get(kind)
    if maker is None or shape not in files.TITLES:
        raise Missing("export")
    scope = request.scope
    asked = read_filters(request)
    found = selectors.find_tasks(scope, asked.wanted)
    if shape == "timeline":
        found = selectors.in_time(found)
    elif shape == "board":
        found = selectors.with_column(found, scope.on)
    most = exports.LONGEST[kind]
    tasks = list(found[: most + 1])
    if len(tasks) > most:
        raise RuleBroken(
            f"В файл помещается не больше {most} задач. Сузьте отбор: выберите организацию, "
            "дорожную карту или срок."
        )
    units = organisations.names_of({task.unit_id for task in tasks}, scope.on)
    listing = files.listing_of(shape, tasks, units, scope.on, conditions_of(asked))
    sheet = exports.sheet_of_tasks(listing, scope.on, drawn=kind == "docx")
    name = f"{files.TITLES[shape]} {scope.on:%d.%m.%Y}.{kind}"
    return attachment(maker.make(sheet), name, maker.content_type)

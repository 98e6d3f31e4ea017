"""Several tasks: the list, the board, a verb for all of the chosen, the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.urls import reverse

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import selectors, services
from nastavnik.web.shell.context import acting_of
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.task_filters import Asked, read_filters
from nastavnik.web.shell.task_views import task_frame_of
from nastavnik.web.tasks import forms
from nastavnik.web.tasks.presenters import lists, rows

ON_A_PAGE = 50
IN_A_COLUMN = 50
PAGES = {"table": "list_tasks", "board": "show_board"}


@screen
def list_tasks(request: Request) -> HttpResponse:
    """Show the tasks asked for: one's own unless a person says otherwise."""
    return _list(request, request.GET)


@screen
def show_board(request: Request) -> HttpResponse:
    """Show the same tasks in columns by what has become of them."""
    return _board(request, request.GET)


@action
def do_with_tasks(request: Request) -> HttpResponse:
    """Do one verb with the chosen tasks; what could not be done is listed."""
    given = QueryDict(request.POST.get("query", ""))
    form = forms.DeedForm(request.POST, verbs=_verbs(request.scope), auto_id="deed-%s")
    back = request.POST.get("back", "")
    form.is_valid()
    chosen = form.cleaned_data.get("task") or []
    if not chosen:
        form.add_error(None, "Отметьте хотя бы одну задачу.")
    if form.errors:
        draw = _board if back == "board" else _list
        return draw(request, given, form)
    deed, _ = services.do_with_tasks(
        request.scope, form.cleaned_data["verb"], chosen, **form.values()
    )
    return _back(request, given, back, deed.pk)


@action
def undo_deed(request: Request, pk: int) -> HttpResponse:
    """Put the tasks of one's own deed back as they were."""
    services.undo_deed(request.scope, pk)
    given = QueryDict(request.POST.get("query", ""))
    return _back(request, given, request.POST.get("back", ""), pk)


def _back(request: Request, given: QueryDict, back: str, deed_pk: int) -> HttpResponse:
    """Go back to where the person came from, with what has been done on top."""
    kept = read_filters(request, given=given).query
    address = reverse(PAGES.get(back, "list_tasks"))
    return go(request, f"{address}?{kept}&deed={deed_pk}")


def _list(request: Request, given: QueryDict, form: forms.DeedForm | None = None) -> HttpResponse:
    scope = request.scope
    asked = read_filters(request, given=given)
    found = selectors.find_tasks(scope, asked.wanted)
    listed = Paginator(found, ON_A_PAGE).get_page(given.get("page"))
    shown = list(listed)
    context = _shared(request, asked, given, form, "table") | {
        "rows": list(_rows(request, shown).values()),
        "listed": listed,
        "summary": lists.summary_of(asked, _counts(scope, asked)),
    }
    status = 422 if form is not None else 200
    return page(request, "tasks/list.html", context, status=status)


def _board(request: Request, given: QueryDict, form: forms.DeedForm | None = None) -> HttpResponse:
    scope = request.scope
    asked = read_filters(request, given=given)
    found = selectors.find_tasks(scope, asked.wanted)
    counts = selectors.count_columns(found, scope.on)
    whole = given.get("column", "")
    shown = {
        name: list(
            found.filter(selectors.column_condition(name, scope.on))[
                : counts[name] if name == whole else IN_A_COLUMN
            ]
        )
        for name in selectors.COLUMNS
        if counts[name]
    }
    tasks = [task for column in shown.values() for task in column]
    drawn = _rows(request, tasks)
    verbs = selectors.verbs_of_tasks(scope, tasks)
    context = _shared(request, asked, given, form, "board") | {
        "columns": [
            lists.column_of(
                name,
                counts[name],
                [lists.card_of(drawn[task.pk], verbs[task.pk]) for task in shown[name]],
                asked,
            )
            for name in shown
        ],
        "total": sum(counts.values()),
    }
    status = 422 if form is not None else 200
    return page(request, "tasks/board.html", context, status=status)


def _rows(request: Request, tasks: Sequence[Any]) -> dict[int, rows.TaskRow]:
    """The tasks as rows, by key, in their order."""
    on, acting = request.scope.on, acting_of(request)
    units = organisations.names_of({task.unit_id for task in tasks}, on)
    own = acting.unit_id if acting else None
    return {task.pk: rows.row_of(task, units, own, on) for task in tasks}


def _shared(
    request: Request, asked: Asked, given: QueryDict, form: forms.DeedForm | None, view: str
) -> dict[str, Any]:
    """What the list and the board both show."""
    deed = _deed(request.scope, given.get("deed", ""))
    chosen = request.POST.getlist("task") if form is not None else []
    return task_frame_of(request, asked, view) | {
        "is_mine": asked.wanted.mine,
        "deed": deed,
        "deed_form": form or forms.DeedForm(verbs=_verbs(request.scope), auto_id="deed-%s"),
        "chosen": {int(pk) for pk in chosen if pk.isdecimal()},
    }


def _counts(scope: Scope, asked: Asked) -> dict[str, int]:
    """How many tasks there are in each state, whichever state and day is being looked at."""
    wanted = lists.without_state(asked.wanted)
    tasks = selectors.narrow(scope, selectors.list_tasks(scope), wanted)
    return selectors.count_states(tasks, scope.on)


def _deed(scope: Scope, key: str) -> lists.DeedView | None:
    """What the person has just done to several tasks, None for nothing or another's deed."""
    if not key.isdecimal():
        return None
    try:
        deed = selectors.get_deed(scope, int(key))
    except Missing:
        return None
    named = selectors.list_named(scope, {one["task"] for one in deed.refusals})
    return lists.deed_of(deed, {task.pk: task for task in named})


def _verbs(scope: Scope) -> list[tuple[str, str]]:
    """The verbs that the person may do with some task."""
    verbs = lists.CONTROL_VERBS if scope.may_somewhere(Right.CONTROL_ROADMAPS) else []
    return [*lists.WORK_VERBS, *verbs]

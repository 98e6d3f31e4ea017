"""How a plan is carried out below: the matrix, the list behind every figure, own additions."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse

from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import rules, selectors
from nastavnik.web.coverage import presenters
from nastavnik.web.coverage.forms import CellFilter
from nastavnik.web.shell.doors import screen
from nastavnik.web.shell.pages import page
from nastavnik.web.shell.plan_frame import frame_of
from nastavnik.web.shell.request import Request

COLUMNS, ON_A_PAGE = 12, 50


@screen
def show_coverage(request: Request, pk: int) -> HttpResponse:
    """Show the sums of every item and the matrix; `?under=` of one territory."""
    roadmap = selectors.get_roadmap(request.scope, pk)
    under = _number(request.GET.get("under"))
    found = selectors.cover(request.scope, roadmap, under=under)
    addresses = presenters.Addresses(pk, under)
    groups = Paginator(found.groups, COLUMNS).get_page(request.GET.get("page"))
    may_cascade = request.scope.may(
        Right.APPROVE_ROADMAPS, organisations.path_of(roadmap.unit_id, request.scope.on)
    )
    year = rules.year_of_plan(rules.days_of(roadmap.period), request.scope.on)
    context = {
        **frame_of(request.scope, roadmap, "show_coverage"),
        "tiles": presenters.tiles_of(found.total, addresses),
        "items": presenters.item_rows(
            found, selectors.count_tasks_below(found, request.scope.on), addresses
        ),
        "groups": groups,
        "columns": presenters.columns_of(list(groups.object_list), addresses),
        "rows": presenters.matrix_rows(found, list(groups.object_list), addresses),
        "query": "" if under is None else f"under={under}",
        "under": _name_of(request, under),
        "may_cascade": may_cascade,
        "participation": found.participation,
        "year": rules.name_of_year(year),
        "own": selectors.list_additions(request.scope, roadmap).count(),
        "orphans": selectors.list_orphans(request.scope, roadmap).count(),
    }
    return page(request, "coverage/show_coverage.html", context)


@screen
def list_coverage(request: Request, pk: int) -> HttpResponse:
    """List the cells behind a figure, narrowed by item, territory and state."""
    roadmap = selectors.get_roadmap(request.scope, pk)
    whole = selectors.cover(request.scope, roadmap)
    items = [(str(item.pk), presenters.named(item)) for item in whole.items]
    territories = [(str(one.pk), one.name) for one in whole.groups if not one.is_unit]
    form = CellFilter(request.GET, list(items), list(territories))
    wanted = form.cleaned_data if form.is_valid() else {}
    found = whole
    if wanted.get("under") is not None:
        found = selectors.cover(request.scope, roadmap, under=wanted["under"])
    cells = [
        cell
        for cell in found.cells
        if wanted.get("item") in (None, cell.item.pk)
        and wanted.get("state", "") in ("", cell.state)
    ]
    shown = Paginator(cells, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **frame_of(request.scope, roadmap, "show_coverage"),
        "form": form,
        "address": reverse("list_coverage", args=[pk]),
        "found": shown,
        "total": len(cells),
        "rows": presenters.listed_cells(list(shown.object_list)),
        "query": _query(wanted),
    }
    return page(request, "coverage/list_coverage.html", context)


@screen
def list_own_items(request: Request, pk: int) -> HttpResponse:
    """List what units have added of themselves; with `?orphans=1` what lost its upper item."""
    roadmap = selectors.get_roadmap(request.scope, pk)
    orphans = bool(request.GET.get("orphans"))
    listed = selectors.list_orphans if orphans else selectors.list_additions
    items = listed(request.scope, roadmap)
    found = Paginator(items, ON_A_PAGE).get_page(request.GET.get("page"))
    units = {item.roadmap.unit_id for item in found.object_list}
    names = organisations.names_of(units, request.scope.on)
    context = {
        **frame_of(request.scope, roadmap, "show_coverage"),
        "orphans": orphans,
        "found": found,
        "rows": [
            (presenters.named(item), reverse("show_item", args=[item.pk]),
             names.get(item.roadmap.unit_id, ""), item.get_outcome_display())
            for item in found.object_list
        ],
        "query": "orphans=1" if orphans else "",
    }  # fmt: skip
    return page(request, "coverage/list_own_items.html", context)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 18 else None


def _name_of(request: Request, under: int | None) -> str:
    """Return the name of the open territory, "" where the whole plan is shown."""
    if under is None:
        return ""
    if under == selectors.DIRECT:
        return "Подведомственные организации"
    return organisations.get_unit(request.scope, under).short_name


def _query(wanted: dict[str, Any]) -> str:
    return urlencode({name: value for name, value in wanted.items() if value not in (None, "")})

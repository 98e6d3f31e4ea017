"""Lists of organisations: all of them, a new one, one with its members and its approval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse

from nastavnik.kernel.errors import NotAllowed
from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.choices import INSTITUTIONS
from nastavnik.roadmaps import rules, selectors, services
from nastavnik.roadmaps.choices import ListState
from nastavnik.web.coverage import rosters
from nastavnik.web.coverage.forms import Approval, Members, NewList, Search
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.form_pages import FormPage, form_page, refusals_on
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.unit_lists import unit_choices

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from nastavnik.organisations.models import Unit
    from nastavnik.roadmaps.models import ParticipationList

ON_A_PAGE = 100


@screen
def list_participation(request: Request) -> HttpResponse:
    """Show the lists of the branches, the latest year first."""
    request.scope.require_somewhere(Right.SEE_ROADMAPS)
    lists = selectors.list_participation(request.scope)
    found = Paginator(lists, ON_A_PAGE).get_page(request.GET.get("page"))
    names = organisations.names_of({one.unit_id for one in found.object_list}, request.scope.on)
    context = {
        "found": found,
        "rows": [rosters.list_row(one, names) for one in found.object_list],
        "may_draft": _owners(request).exists(),
    }
    return page(request, "coverage/list_participation.html", context)


@screen
def start_participation(request: Request) -> HttpResponse:
    """Ask for whom and for which year."""
    return _new_page(request, _new_form(request))


@action
def draft_participation(request: Request) -> HttpResponse:
    """Draft a list of everybody who stands in the tree today."""
    form = _new_form(request, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        unit = organisations.get_unit(request.scope, given["unit"], right=Right.WRITE_ROADMAPS)
        with refusals_on(form):
            drafted = services.draft_participation(request.scope, unit, given["year"])
            return go(request, "show_participation", drafted.pk, message="Перечень составлен.")
    return _new_page(request, form)


def _new_form(request: Request, data: Any = None) -> NewList:
    owners = _owners(request)
    if not owners:
        raise NotAllowed(Right.WRITE_ROADMAPS)
    year = rules.year_of_plan(None, request.scope.on)
    return NewList(data, units=unit_choices(owners), years=range(year, year + 2))


def _owners(request: Request) -> QuerySet[Unit]:
    """Return the units for which the person may draft lists."""
    units = organisations.list_units(request.scope, right=Right.WRITE_ROADMAPS)
    return units.exclude(kind__in=INSTITUTIONS)


def _new_page(request: Request, form: NewList) -> HttpResponse:
    sheet = FormPage(
        title="Новый перечень",
        lead="В перечень войдут все организации и органы управления, которые стоят в дереве "
        "сегодня. Лишних Вы сможете исключить до утверждения.",
        action=reverse("draft_participation"),
        cancel=reverse("list_participation"),
        label="Составить",
        crumbs=[("Перечни организаций", reverse("list_participation"))],
    )
    return form_page(request, sheet, form)


@screen
def show_participation(request: Request, pk: int) -> HttpResponse:
    """Show who is in the list: by territory, or those found by a word."""
    return _show(request, selectors.get_participation(request.scope, pk))


@action
def change_participation(request: Request, pk: int) -> HttpResponse:
    """Let exactly those of the units on the page that are ticked be in the list."""
    participation = selectors.get_participation(request.scope, pk)
    path = organisations.path_of(participation.unit_id, request.scope.on)
    request.scope.require(Right.WRITE_ROADMAPS, path)
    form = Members(request.POST)
    if not form.is_valid():
        return _show(request, participation, status=422)
    given = form.cleaned_data
    units = set(selectors.members_of(participation)) - given["shown"] | set(given["unit"])
    services.change_participation(request.scope, pk, units, version=given["version"])
    query = {name: given[name] for name in ("territory", "q") if given[name] not in (None, "")}
    address = reverse("show_participation", args=[pk])
    return go(request, f"{address}?{urlencode(query)}", message="Перечень изменён.")


@action
def approve_participation(request: Request, pk: int) -> HttpResponse:
    """Freeze the list with the document that approves it."""
    participation = selectors.get_participation(request.scope, pk)
    form = Approval(request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.approve_participation(request.scope, pk, **form.cleaned_data)
            return go(request, "show_participation", pk, message="Перечень утверждён.")
    request.scope.require(
        Right.APPROVE_ROADMAPS, organisations.path_of(participation.unit_id, request.scope.on)
    )
    return _show(request, participation, approval=form, status=422)


def _show(
    request: Request,
    participation: ParticipationList,
    *,
    approval: Approval | None = None,
    status: int = 200,
) -> HttpResponse:
    path = organisations.path_of(participation.unit_id, request.scope.on)
    is_draft = participation.state == ListState.DRAFT
    may_write = is_draft and request.scope.may(Right.WRITE_ROADMAPS, path)
    words = request.GET.get("q", "").strip()
    context = {
        "participation": rosters.list_row(
            participation, organisations.names_of({participation.unit_id}, request.scope.on)
        ),
        "is_draft": is_draft,
        "may_write": may_write,
        "words": words,
        "search": Search({"q": words}, auto_id="filter-%s"),
        "version": participation.version,
    }
    if is_draft:
        owner = organisations.get_unit(request.scope, participation.unit_id)
        territory = request.GET.get("territory", "")
        eligible = selectors.list_eligible(request.scope, owner)
        members = set(selectors.members_of(participation))
        context |= rosters.draft_context(owner, eligible, members, words, territory)
        if may_write and request.scope.may(Right.APPROVE_ROADMAPS, path):
            first = {"version": participation.version, "approved_on": request.scope.on}
            context["approval"] = approval or Approval(initial=first)
    else:
        entries = selectors.list_entries(participation).order_by("name")
        for word in words.split():
            entries = entries.filter(name__icontains=word)
        context["found"] = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
        context["query"] = urlencode({"q": words}) if words else ""
    return page(request, "coverage/show_participation.html", context, status=status)

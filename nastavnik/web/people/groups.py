"""Working groups and councils of units (R8, R9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse

from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors, services
from nastavnik.web.people.forms import DayForm, GroupForm, GroupMemberForm
from nastavnik.web.people.presenters import (
    group_rows,
    people_choices,
    post_rows,
)
from nastavnik.web.people.views import ON_A_PAGE
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.form_pages import FormPage, form_page, refusals_on
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.unit_lists import unit_choices

if TYPE_CHECKING:
    from nastavnik.people.models import Group


@screen
def list_groups(request: Request) -> HttpResponse:
    """Show the groups of the branch."""
    scope = request.scope
    scope.require_somewhere(Right.SEE_PEOPLE)
    groups = Paginator(selectors.list_groups(scope), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "found": groups,
        "rows": group_rows(scope, groups.object_list),
        "may_form": scope.may_somewhere(Right.MANAGE_PEOPLE),
    }
    return page(request, "people/groups.html", context)


@screen
def show_group(request: Request, pk: int) -> HttpResponse:
    """Show the group with its members, present and past."""
    scope = request.scope
    group = selectors.get_group(scope, pk)
    rows = post_rows(scope, selectors.list_members(group))
    names = organisations.names_of({group.unit_id}, scope.on)
    is_over = group.during.upper is not None and group.during.upper <= scope.on
    context = {
        "group": group,
        "unit": names.get(group.unit_id, ""),
        "present": [row for row in rows if row.is_present],
        "past": [row for row in rows if not row.is_present],
        "may_manage": not is_over and scope.may(Right.MANAGE_PEOPLE, _path_of(scope, group)),
    }
    return page(request, "people/group.html", context)


@screen
def start_group(request: Request) -> HttpResponse:
    """Ask for a new group, at `?unit=`."""
    first = {"unit": request.GET.get("unit", ""), "on": request.scope.on}
    return _group_page(request, _group_form(request, initial=first))


@action
def form_group(request: Request) -> HttpResponse:
    """Begin the group."""
    form = _group_form(request, request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        unit = organisations.get_unit(request.scope, given.pop("unit"), right=Right.MANAGE_PEOPLE)
        with refusals_on(form):
            group = services.form_group(request.scope, unit=unit, **given)
            return go(request, "show_group", group.pk, message="Группа создана.")
    return _group_page(request, form)


def _group_form(request: Request, *data: Any, **kwargs: Any) -> GroupForm:
    request.scope.require_somewhere(Right.MANAGE_PEOPLE)
    units = organisations.list_units(request.scope, right=Right.MANAGE_PEOPLE)
    return GroupForm(*data, units=unit_choices(units, "Выберите организацию"), **kwargs)


def _group_page(request: Request, form: GroupForm) -> HttpResponse:
    sheet = FormPage(
        title="Новая группа или совет",
        action=reverse("form_group"),
        cancel=reverse("list_groups"),
        label="Создать",
        crumbs=_crumbs(),
    )
    return form_page(request, sheet, form)


@screen
def choose_group_member(request: Request, pk: int) -> HttpResponse:
    """Ask who joins the group."""
    group = _managed(request, pk)
    form = _member_form(request, group, initial={"on": request.scope.on})
    return _member_page(request, group, form)


@action
def join_group(request: Request, pk: int) -> HttpResponse:
    """Let the person join."""
    group = _managed(request, pk)
    form = _member_form(request, group, request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        person = selectors.get_person(request.scope, given.pop("person"))
        with refusals_on(form):
            services.appoint_person(request.scope, person, unit=group.unit, group=group, **given)
            return go(request, "show_group", pk, message="Участник добавлен.")
    return _member_page(request, group, form)


def _member_form(request: Request, group: Group, *data: Any, **kwargs: Any) -> GroupMemberForm:
    """Offer the people of the unit and of those under it."""
    scope = request.scope
    unit = organisations.get_unit(scope, group.unit_id)
    people = selectors.list_people_under(scope, unit)
    return GroupMemberForm(*data, people=people_choices(people, "Выберите человека"), **kwargs)


def _member_page(request: Request, group: Group, form: GroupMemberForm) -> HttpResponse:
    sheet = FormPage(
        title="Новый участник",
        lead=group.name,
        action=reverse("join_group", args=(group.pk,)),
        cancel=reverse("show_group", args=(group.pk,)),
        label="Добавить",
        crumbs=_crumbs(group),
    )
    return form_page(request, sheet, form)


@screen
def confirm_group_end(request: Request, pk: int) -> HttpResponse:
    """Ask from which day the group is over."""
    group = _managed(request, pk)
    return _end_page(request, group, DayForm(initial={"on": request.scope.on}))


@action
def end_group(request: Request, pk: int) -> HttpResponse:
    """End the group with all memberships."""
    group = _managed(request, pk)
    form = DayForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.end_group(request.scope, group, on=form.cleaned_data["on"])
            return go(request, "show_group", pk, message="Работа группы завершена.")
    return _end_page(request, group, form)


def _end_page(request: Request, group: Group, form: DayForm) -> HttpResponse:
    sheet = FormPage(
        title="Завершение работы группы",
        lead=group.name,
        action=reverse("end_group", args=(group.pk,)),
        cancel=reverse("show_group", args=(group.pk,)),
        label="Завершить работу",
        crumbs=_crumbs(group),
        look="danger",
        warning="С того же дня закончится участие всех её членов.",
    )
    return form_page(request, sheet, form)


def _managed(request: Request, pk: int) -> Group:
    """Return the group. Raises Missing for another branch, NotAllowed without the right."""
    group = selectors.get_group(request.scope, pk)
    request.scope.require(Right.MANAGE_PEOPLE, _path_of(request.scope, group))
    return group


def _path_of(scope: Scope, group: Group) -> str:
    return organisations.paths_of({group.unit_id}, scope.on).get(group.unit_id, "-")


def _crumbs(group: Group | None = None) -> list[tuple[str, str]]:
    crumbs = [("Люди", reverse("list_people")), ("Группы и советы", reverse("list_groups"))]
    if group is not None:
        crumbs.append((group.name, reverse("show_group", args=(group.pk,))))
    return crumbs

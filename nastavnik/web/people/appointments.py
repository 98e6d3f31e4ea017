"""Appointing, ending, replacing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse

from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors, services
from nastavnik.roadmaps import services as roadmaps
from nastavnik.web.people.forms import DayForm, PostForm, SuccessorForm
from nastavnik.web.people.persons import crumbs_of
from nastavnik.web.people.presenters import people_choices
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.form_pages import FormPage, form_page, refusals_on
from nastavnik.web.shell.jinja import plural
from nastavnik.web.shell.pages import go
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.unit_lists import unit_choices

if TYPE_CHECKING:
    from nastavnik.people.models import Appointment, Person


@screen
def choose_post(request: Request, pk: int) -> HttpResponse:
    """Ask to what the person is appointed."""
    person = selectors.get_person(request.scope, pk)
    return _post_page(request, person, _post_form(request, initial={"on": request.scope.on}))


@action
def appoint_person(request: Request, pk: int) -> HttpResponse:
    """Appoint the person."""
    person = selectors.get_person(request.scope, pk)
    form = _post_form(request, request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        unit = organisations.get_unit(request.scope, given.pop("unit"), right=Right.MANAGE_PEOPLE)
        with refusals_on(form):
            services.appoint_person(request.scope, person, unit=unit, **given)
            return go(request, "show_person", pk, message="Назначение записано.")
    return _post_page(request, person, form)


def _post_form(request: Request, *data: Any, **kwargs: Any) -> PostForm:
    request.scope.require_somewhere(Right.MANAGE_PEOPLE)
    units = organisations.list_units(request.scope, right=Right.MANAGE_PEOPLE)
    return PostForm(*data, units=unit_choices(units, "Выберите организацию"), **kwargs)


def _post_page(request: Request, person: Person, form: PostForm) -> HttpResponse:
    sheet = FormPage(
        title="Новое назначение",
        lead=str(person),
        action=reverse("appoint_person", args=(person.pk,)),
        cancel=reverse("show_person", args=(person.pk,)),
        label="Назначить",
        crumbs=crumbs_of(person),
    )
    return form_page(request, sheet, form)


@screen
def confirm_ending(request: Request, pk: int) -> HttpResponse:
    """Ask from which day the appointment is over."""
    appointment = _managed(request, pk)
    return _ending_page(request, appointment, DayForm(initial={"on": request.scope.on}))


@action
def end_appointment(request: Request, pk: int) -> HttpResponse:
    """End the appointment."""
    appointment = _managed(request, pk)
    form = DayForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.end_appointment(request.scope, appointment, on=form.cleaned_data["on"])
            return go(
                request, "show_person", appointment.person_id, message="Назначение завершено."
            )
    return _ending_page(request, appointment, form)


def _ending_page(request: Request, appointment: Appointment, form: DayForm) -> HttpResponse:
    sheet = FormPage(
        title="Завершение назначения",
        lead=_in_words(request, appointment),
        action=reverse("end_appointment", args=(appointment.pk,)),
        cancel=reverse("show_person", args=(appointment.person_id,)),
        label="Завершить",
        crumbs=crumbs_of(appointment.person),
        look="danger",
        warning="С этого дня человек теряет права, которые давало назначение.",
    )
    return form_page(request, sheet, form)


@screen
def choose_successor(request: Request, pk: int) -> HttpResponse:
    """Ask who takes the post over."""
    appointment = _managed(request, pk)
    form = _successor_form(request, appointment, initial={"on": request.scope.on})
    return _successor_page(request, appointment, form)


@action
def replace_appointee(request: Request, pk: int) -> HttpResponse:
    """Give the post to the successor; open items of the predecessor go along."""
    appointment = _managed(request, pk)
    form = _successor_form(request, appointment, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            successor = _successor(request, appointment, form)
            _, moved = roadmaps.replace_responsible(
                request.scope,
                appointment,
                successor,
                on=given["on"],
                act_text=given["act_text"],
            )
            return go(request, "show_person", successor.pk, message=_replaced(moved))
    return _successor_page(request, appointment, form)


def _replaced(moved: int) -> str:
    if not moved:
        return "Человек заменён. Личных незавершённых мероприятий у предшественника не было."
    items = plural(moved, "мероприятие", "мероприятия", "мероприятий")
    return f"Человек заменён. Передано преемнику: {items}."


def _successor(request: Request, appointment: Appointment, form: SuccessorForm) -> Person:
    """Return the chosen person or enter the new one."""
    if pk := form.cleaned_data["person"]:
        return selectors.get_person(request.scope, pk)
    return services.add_person(request.scope, at=appointment.unit, **form.new_person())


def _successor_form(
    request: Request, appointment: Appointment, *data: Any, **kwargs: Any
) -> SuccessorForm:
    colleagues = selectors.list_people_on(request.scope, unit=appointment.unit)
    others = colleagues.exclude(pk=appointment.person_id)
    return SuccessorForm(*data, people=people_choices(others, "Новый человек"), **kwargs)


def _successor_page(
    request: Request, appointment: Appointment, form: SuccessorForm
) -> HttpResponse:
    sheet = FormPage(
        title="Замена",
        lead=_in_words(request, appointment),
        action=reverse("replace_appointee", args=(appointment.pk,)),
        cancel=reverse("show_person", args=(appointment.person_id,)),
        label="Заменить",
        crumbs=crumbs_of(appointment.person),
        warning="Незавершённые мероприятия, порученные лично предшественнику, перейдут преемнику. "
        "Мероприятия, порученные должности, переходят сами.",
        says_optional=False,
    )
    return form_page(request, sheet, form)


def _managed(request: Request, pk: int) -> Appointment:
    """Return the appointment. Raises Missing for another branch, NotAllowed without the right."""
    appointment = selectors.get_appointment(request.scope, pk)
    path = organisations.paths_of({appointment.unit_id}, request.scope.on)
    request.scope.require(Right.MANAGE_PEOPLE, path.get(appointment.unit_id, "-"))
    return appointment


def _in_words(request: Request, appointment: Appointment) -> str:
    names = organisations.names_of({appointment.unit_id}, request.scope.on)
    unit = names.get(appointment.unit_id, "")
    return f"{appointment.person}: {appointment.get_post_display()}, {unit}"

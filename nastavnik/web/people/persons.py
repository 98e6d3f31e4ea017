"""Entering a person and correcting their name and contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse

from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors, services
from nastavnik.web.people.forms import NewPersonForm, PersonForm
from nastavnik.web.people.seats import get_seat
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.form_pages import FormPage, form_page, refusals_on
from nastavnik.web.shell.pages import go
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.unit_lists import unit_choices

if TYPE_CHECKING:
    from nastavnik.people.models import Person

PERSON_FIELDS = tuple(PersonForm.base_fields)
POST_FIELDS = ("post", "details", "on", "until", "act_text")


@screen
def start_person(request: Request) -> HttpResponse:
    """Ask for a new person and their first post, at `?unit=`."""
    first = {"unit": request.GET.get("unit", ""), "on": request.scope.on}
    return _new_page(request, _new_form(request, initial=first))


@action
def add_person(request: Request) -> HttpResponse:
    """Enter a person and appoint them."""
    form = _new_form(request, request.POST)
    if form.is_valid() and _is_new(request, form):
        given = form.cleaned_data
        unit = organisations.get_unit(request.scope, given["unit"], right=Right.MANAGE_PEOPLE)
        with refusals_on(form):
            person = services.add_person(
                request.scope, at=unit, **{name: given[name] for name in PERSON_FIELDS}
            )
            services.appoint_person(
                request.scope, person, unit=unit, **{name: given[name] for name in POST_FIELDS}
            )
            return go(request, "show_person", person.pk, message="Человек назначен.")
    return _new_page(request, form)


def _is_new(request: Request, form: NewPersonForm) -> bool:
    """Ask about a namesake, so that one person is not entered twice."""
    given = form.cleaned_data
    known = selectors.find_namesake(
        request.scope, given["surname"], given["name"], given["patronymic"]
    )
    if known is None or given["is_another"]:
        return True
    form.add_error(
        "is_another",
        f"{known} уже есть в системе: назначьте его на должность с его страницы. "
        "Если это другой человек, поставьте отметку.",
    )
    return False


def _new_form(request: Request, *data: Any, **kwargs: Any) -> NewPersonForm:
    request.scope.require_somewhere(Right.MANAGE_PEOPLE)
    units = organisations.list_units(request.scope, right=Right.MANAGE_PEOPLE)
    return NewPersonForm(*data, units=unit_choices(units, "Выберите организацию"), **kwargs)


def _new_page(request: Request, form: NewPersonForm) -> HttpResponse:
    form.leave_unasked()
    sheet = FormPage(
        title="Новый человек",
        lead="Если человек уже есть в системе, найдите его в списке и назначьте с его страницы.",
        action=reverse("add_person"),
        cancel=reverse("list_people"),
        label="Добавить и назначить",
        crumbs=[("Люди", reverse("list_people"))],
    )
    return form_page(request, sheet, form)


@screen
def edit_contacts(request: Request, pk: int) -> HttpResponse:
    """Ask for the right name and contacts."""
    person = selectors.get_person(request.scope, pk)
    get_seat(request.scope, person, Right.MANAGE_PEOPLE)
    now = {name: getattr(person, name) for name in PERSON_FIELDS}
    return _contacts_page(request, person, PersonForm(initial=now))


@action
def correct_person(request: Request, pk: int) -> HttpResponse:
    """Correct name and contacts."""
    person = selectors.get_person(request.scope, pk)
    seat = get_seat(request.scope, person, Right.MANAGE_PEOPLE)
    form = PersonForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.correct_person(request.scope, person, at=seat, **form.cleaned_data)
            return go(request, "show_person", pk, message="Сведения исправлены.")
    return _contacts_page(request, person, form)


def _contacts_page(request: Request, person: Person, form: PersonForm) -> HttpResponse:
    sheet = FormPage(
        title="Имя и контакты",
        action=reverse("correct_person", args=(person.pk,)),
        cancel=reverse("show_person", args=(person.pk,)),
        crumbs=crumbs_of(person),
    )
    return form_page(request, sheet, form)


def crumbs_of(person: Person) -> list[tuple[str, str]]:
    """Return the way to the person's page."""
    return [
        ("Люди", reverse("list_people")),
        (person.short_name, reverse("show_person", args=(person.pk,))),
    ]

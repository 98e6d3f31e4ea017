"""Units that work together across the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse

from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors, services
from nastavnik.web.organisations.forms import DayForm, MemberForm, NetworkForm
from nastavnik.web.organisations.presenters import member_rows, network_rows
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.form_pages import FormPage, form_page, refusals_on
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.unit_lists import Choices, unit_choices

if TYPE_CHECKING:
    from nastavnik.organisations.models import Network, NetworkMember

CRUMBS = [("Организации", "list_units"), ("Сети", "list_networks")]


@screen
def list_networks(request: Request) -> HttpResponse:
    """Show the networks in which a visible unit takes part."""
    context = {
        "rows": network_rows(request.scope),
        "may_form": request.scope.may_somewhere(Right.MANAGE_UNITS),
    }
    return page(request, "organisations/networks.html", context)


@screen
def show_network(request: Request, pk: int) -> HttpResponse:
    """Show who is in the network."""
    network = selectors.get_network(request.scope, pk)
    path = selectors.path_of(network.lead_id, request.scope.on)
    context = {
        "network": network,
        "rows": member_rows(request.scope, network),
        "may_join": request.scope.may_somewhere(Right.MANAGE_UNITS),
        "may_end": request.scope.may(Right.MANAGE_UNITS, path),
        "crumbs": _crumbs(),
    }
    return page(request, "organisations/network.html", context)


@screen
def start_network(request: Request) -> HttpResponse:
    """Ask for a new network."""
    form = NetworkForm(initial={"on": request.scope.on}, leads=_managed_units(request))
    return _network_page(request, form)


@action
def form_network(request: Request) -> HttpResponse:
    """Begin a network."""
    form = NetworkForm(request.POST, leads=_managed_units(request))
    if form.is_valid():
        given = dict(form.cleaned_data)
        lead = selectors.get_unit(request.scope, given.pop("lead"), right=Right.MANAGE_UNITS)
        with refusals_on(form):
            network = services.form_network(request.scope, lead=lead, **given)
            if given["on"] > request.scope.on:
                return go(request, "list_networks", message="Сеть появится с указанного дня.")
            return go(request, "show_network", network.pk, message="Сеть создана.")
    return _network_page(request, form)


def _network_page(request: Request, form: NetworkForm) -> HttpResponse:
    sheet = FormPage(
        title="Новая сеть",
        lead="Сеть объединяет организации разного подчинения.",
        action=reverse("form_network"),
        cancel=reverse("list_networks"),
        label="Создать",
        crumbs=_crumbs(),
    )
    return form_page(request, sheet, form)


@screen
def choose_member(request: Request, pk: int) -> HttpResponse:
    """Ask who joins the network."""
    network = selectors.get_network(request.scope, pk)
    form = MemberForm(initial={"on": request.scope.on}, units=_managed_units(request))
    return _member_page(request, network, form)


@action
def join_network(request: Request, pk: int) -> HttpResponse:
    """Let a unit join."""
    network = selectors.get_network(request.scope, pk)
    form = MemberForm(request.POST, units=_managed_units(request))
    if form.is_valid():
        given = form.cleaned_data
        unit = selectors.get_unit(request.scope, given["unit"], right=Right.MANAGE_UNITS)
        with refusals_on(form):
            services.join_network(request.scope, network, unit, on=given["on"])
            return go(request, "show_network", pk, message="Участник добавлен.")
    return _member_page(request, network, form)


def _member_page(request: Request, network: Network, form: MemberForm) -> HttpResponse:
    sheet = FormPage(
        title="Новый участник сети",
        lead=network.name,
        action=reverse("join_network", args=(network.pk,)),
        cancel=reverse("show_network", args=(network.pk,)),
        label="Добавить",
        crumbs=_crumbs(network),
    )
    return form_page(request, sheet, form)


@screen
def confirm_leaving(request: Request, pk: int) -> HttpResponse:
    """Ask from which day the unit is out of the network."""
    member = _member(request, pk)
    return _leaving_page(request, member, DayForm(initial={"on": request.scope.on}))


@action
def leave_network(request: Request, pk: int) -> HttpResponse:
    """End a membership."""
    member = _member(request, pk)
    form = DayForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.leave_network(request.scope, member, on=form.cleaned_data["on"])
            return go(request, "list_networks", message="Участие завершено.")
    return _leaving_page(request, member, form)


def _leaving_page(request: Request, member: NetworkMember, form: DayForm) -> HttpResponse:
    sheet = FormPage(
        title="Выход из сети",
        lead=member.network.name,
        action=reverse("leave_network", args=(member.pk,)),
        cancel=reverse("show_network", args=(member.network_id,)),
        label="Завершить участие",
        crumbs=_crumbs(member.network),
        look="danger",
    )
    return form_page(request, sheet, form)


def _member(request: Request, pk: int) -> NetworkMember:
    member = selectors.get_member(request.scope, pk)
    path = selectors.path_of(member.unit_id, request.scope.on)
    request.scope.require(Right.MANAGE_UNITS, path)
    return member


@screen
def confirm_network_end(request: Request, pk: int) -> HttpResponse:
    """Ask from which day the network is over."""
    network = _led(request, pk)
    return _end_page(request, network, DayForm(initial={"on": request.scope.on}))


@action
def end_network(request: Request, pk: int) -> HttpResponse:
    """End the network."""
    network = _led(request, pk)
    form = DayForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.end_network(request.scope, network, on=form.cleaned_data["on"])
            return go(request, "list_networks", message="Работа сети завершена.")
    return _end_page(request, network, form)


def _end_page(request: Request, network: Network, form: DayForm) -> HttpResponse:
    sheet = FormPage(
        title="Завершение работы сети",
        lead=network.name,
        action=reverse("end_network", args=(network.pk,)),
        cancel=reverse("show_network", args=(network.pk,)),
        label="Завершить работу",
        crumbs=_crumbs(network),
        look="danger",
        warning="С того же дня закончится участие всех организаций.",
    )
    return form_page(request, sheet, form)


def _led(request: Request, pk: int) -> Network:
    network = selectors.get_network(request.scope, pk)
    path = selectors.path_of(network.lead_id, request.scope.on)
    request.scope.require(Right.MANAGE_UNITS, path)
    return network


def _managed_units(request: Request) -> Choices:
    """Return the units the person manages. Raises NotAllowed where there are none."""
    scope = request.scope
    scope.require_somewhere(Right.MANAGE_UNITS)
    units = selectors.list_units(scope, right=Right.MANAGE_UNITS)
    return unit_choices(units, "Выберите организацию")


def _crumbs(network: Network | None = None) -> list[tuple[str, str]]:
    crumbs = [(label, reverse(name)) for label, name in CRUMBS]
    if network is not None:
        crumbs.append((network.name, reverse("show_network", args=(network.pk,))))
    return crumbs

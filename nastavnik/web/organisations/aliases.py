"""What documents of a branch call whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse

from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors, services
from nastavnik.web.organisations.forms import AliasForm
from nastavnik.web.organisations.presenters import alias_rows, crumbs_of
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.form_pages import refusals_on
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.unit_lists import unit_choices

if TYPE_CHECKING:
    from nastavnik.organisations.models import Unit


@screen
def list_aliases(request: Request, pk: int) -> HttpResponse:
    """Show what abbreviations documents of the unit may use, and ask for one more."""
    unit = selectors.get_unit(request.scope, pk)
    return _page(request, unit, _form(request, unit))


@action
def give_alias(request: Request, pk: int) -> HttpResponse:
    """Give an abbreviation its meaning."""
    unit = selectors.get_unit(request.scope, pk)
    request.scope.require(Right.MANAGE_UNITS, str(unit.path))
    form = _form(request, unit, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        meant = _meant(request, unit, given["unit"]) if given["unit"] else None
        with refusals_on(form):
            services.give_alias(
                request.scope, unit, text=given["text"], unit=meant, kinds=given["kinds"]
            )
            return go(request, "list_aliases", pk, message="Сокращение записано.")
    return _page(request, unit, form, status=422)


@action
def drop_alias(request: Request, pk: int) -> HttpResponse:
    """Forget an abbreviation."""
    alias = selectors.get_alias(request.scope, pk)
    owner = alias.owner_id
    services.drop_alias(request.scope, alias)
    return go(request, "list_aliases", owner, message="Сокращение убрано.")


def _form(request: Request, unit: Unit, *data: object) -> AliasForm:
    return AliasForm(*data, units=unit_choices(_around(request, unit), "Не выбрана"))


def _around(request: Request, unit: Unit) -> list[Unit]:
    """Return whom a document of the unit may mean: those above and beside, itself, those below."""
    scope = request.scope
    above, beside = selectors.list_above(scope, unit), selectors.list_beside(scope, unit)
    near = {one.pk: one for one in (*above, *beside, unit, *selectors.list_below(scope, unit))}
    return list(near.values())


def _meant(request: Request, unit: Unit, pk: int) -> Unit:
    return next(one for one in _around(request, unit) if one.pk == pk)


def _page(request: Request, unit: Unit, form: AliasForm, *, status: int = 200) -> HttpResponse:
    may_manage = request.scope.may(Right.MANAGE_UNITS, str(unit.path))
    context = {
        "unit": unit,
        "crumbs": crumbs_of(unit),
        "rows": alias_rows(request.scope, unit),
        "form": form,
        "may_manage": may_manage,
        "action": reverse("give_alias", args=(unit.pk,)),
        "cancel": reverse("show_unit", args=(unit.pk,)),
    }
    return page(request, "organisations/aliases.html", context, status=status)

"""The tree and the page of a unit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse

from nastavnik.documents import selectors as documents
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors
from nastavnik.roadmaps import selectors as roadmaps
from nastavnik.web.organisations import presenters
from nastavnik.web.organisations.forms import UnitFilter, day_asked
from nastavnik.web.organisations.tree import ON_A_PAGE, POST_OF_KIND, Asked, Tree
from nastavnik.web.shell.doors import screen
from nastavnik.web.shell.pages import page
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.unit_lists import natural

if TYPE_CHECKING:
    from nastavnik.organisations.models import Unit

CHILDREN_SHOWN = 30


@screen
def list_units(request: Request) -> HttpResponse:
    """Show the tree of the person's branches, `?on=` a day, `?under=` a unit, or what is found."""
    form = UnitFilter(request.GET, auto_id="filter-%s")
    asked = _asked(form, request)
    tree = Tree(request.scope, asked.on)
    found = Paginator(tree.rows(asked), ON_A_PAGE).get_page(request.GET.get("page"))
    under = tree.by_pk.get(asked.under or 0)
    context = {
        "form": form,
        "asked": asked,
        "found": found,
        "under": under,
        "over": tree.by_pk.get(under.parent_id or 0) if under else None,
        "shows_people": tree.shows_people,
        "lacking": tree.count_lacking(),
        "total": len(tree.units),
        "institutions": tree.count_institutions(),
        "query": _query(request),
        "dated": "" if asked.on == request.scope.on else f"?on={asked.on.isoformat()}",
        "may_open": request.scope.may_somewhere(Right.MANAGE_UNITS),
        "is_now": asked.on == request.scope.on,
    }
    return page(request, "organisations/units.html", context)


def _asked(form: UnitFilter, request: Request) -> Asked:
    form.is_valid()  # nonsense in the address is nothing asked
    given = form.cleaned_data
    under = request.GET.get("under", "")
    return Asked(
        on=given.get("on") or request.scope.on,
        under=int(under) if under.isdecimal() else None,
        words=given.get("q", ""),
        kind=given.get("kind", ""),
        lacking=given.get("lack") == "1",
    )


def _query(request: Request) -> str:
    kept = {key: value for key, value in request.GET.items() if value and key != "page"}
    return urlencode(kept)


@screen
def show_unit(request: Request, pk: int) -> HttpResponse:
    """Show the unit as of `?on=`, today without it."""
    scope = request.scope
    on = day_asked(request.GET.get("on"), scope.on)
    unit = selectors.get_unit(scope, pk, on=on)
    children = _sorted(selectors.list_children(scope, unit, on=on))
    path = str(unit.path)
    context = {
        "unit": unit,
        "on": on,
        "is_now": on == scope.on,
        "above": presenters.above_links(scope, unit, on),
        "children": children[:CHILDREN_SHOWN],
        "children_count": len(children),
        "aliases": presenters.alias_rows(scope, unit) if on == scope.on else [],
        "networks": presenters.network_rows(scope, unit),
        "history": presenters.history_of(scope, unit),
        "may_manage": on == scope.on and scope.may(Right.MANAGE_UNITS, path),
        "may_appoint": on == scope.on and scope.may(Right.MANAGE_PEOPLE, path),
        **_people(scope, unit, on),
        **_work(scope, unit),
    }
    return page(request, "organisations/unit.html", context)


def _sorted(children: Any) -> list[Unit]:
    return sorted(children, key=lambda unit: natural(unit.short_name))


def _people(scope: Scope, unit: Unit, on: date) -> dict[str, Any]:
    """Return who works at the unit and whom it should have and has not."""
    if not scope.may(Right.SEE_PEOPLE, str(unit.path)):
        return {"shows_people": False, "posts": [], "groups": [], "lacks": False}
    posts = presenters.post_rows(scope, unit, on)
    duty = POST_OF_KIND.get(unit.kind)
    return {
        "shows_people": True,
        "posts": posts,
        "groups": presenters.group_links(scope, unit, on),
        "lacks": duty is not None and duty.label not in {row.post for row in posts},
    }


def _work(scope: Scope, unit: Unit) -> dict[str, Any]:
    """Return the plans and the number of acts of the unit."""
    if not scope.may(Right.SEE_ROADMAPS, str(unit.path)):
        return {"shows_work": False, "roadmaps": [], "acts": 0}
    plans = roadmaps.list_roadmaps(scope).filter(unit=unit.pk)
    acts = documents.list_acts(scope).filter(unit=unit.pk)
    return {"shows_work": True, "roadmaps": list(plans[:10]), "acts": acts.count()}

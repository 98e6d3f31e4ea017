"""One's own desk: filters under names, the link for a calendar program, what it answers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nastavnik.accounts import selectors as accounts
from nastavnik.kernel import clock
from nastavnik.kernel.errors import NotAllowed
from nastavnik.kernel.scope import Right
from nastavnik.roadmaps import exports, selectors, services
from nastavnik.web.calendar.forms import NameFilter, SaveFilter
from nastavnik.web.shell.doors import action, public, screen
from nastavnik.web.shell.form_pages import refusals_on
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.task_filters import read_filters
from nastavnik.web.shell.task_views import VIEWS, address_of_filter, conditions_of
from nastavnik.web.shell.task_words import address_of


@screen
def list_filters(request: Request) -> HttpResponse:
    """Show the filters the person keeps, and the one of the address to be kept."""
    _require_desk(request)
    return _filters_page(request)


@action
def save_filter(request: Request) -> HttpResponse:
    """Keep the filter of an address under a name."""
    form = SaveFilter(request.POST)
    if form.is_valid():
        with refusals_on(form):
            got = form.cleaned_data
            saved = services.save_filter(
                request.scope, name=got["name"], view=got["view"], query=got["query"]
            )
    else:
        _require_desk(request)
    if form.errors:
        return _filters_page(request, saving=form)
    return go(request, address_of_filter(saved), message=f"Отбор «{saved.name}» сохранён.")


@screen
def edit_filter(request: Request, pk: int) -> HttpResponse:
    """Show one filter with its name to be changed."""
    saved = selectors.get_filter(request.scope, pk)
    return _filter_page(request, saved, NameFilter({"name": saved.name}))


@action
def rename_filter(request: Request, pk: int) -> HttpResponse:
    """Give the filter another name."""
    saved = selectors.get_filter(request.scope, pk)
    form = NameFilter(request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.rename_filter(request.scope, pk, name=form.cleaned_data["name"])
    if form.errors:
        return _filter_page(request, saved, form)
    return go(request, "list_filters", message="Отбор переименован.")


@action
def delete_filter(request: Request, pk: int) -> HttpResponse:
    """Forget the filter."""
    services.delete_filter(request.scope, pk)
    return go(request, "list_filters", message="Отбор удалён.")


@screen
def show_feed(request: Request) -> HttpResponse:
    """Say what the calendar link is and whether there is one."""
    _require_desk(request)
    return page(request, "calendar/feed.html", {"feed": selectors.find_feed(request.scope)})


@action
def open_feed(request: Request) -> HttpResponse:
    """Make a link and show it, this once; a link made before stops working."""
    secret = services.open_feed(request.scope)
    link = settings.PUBLIC_ADDRESS.rstrip("/") + reverse("read_feed", args=[secret])
    response = page(request, "calendar/feed_link.html", {"link": link})
    response["Referrer-Policy"] = "no-referrer"
    return response


@action
def close_feed(request: Request) -> HttpResponse:
    """Make the link stop working."""
    services.close_feed(request.scope)
    return go(request, "show_feed", message="Ссылка отозвана: календари её больше не прочтут.")


@public
def read_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Give the deadlines of the link's owner to a calendar program, with today's rights."""
    owner = selectors.get_feed(secret).user
    zone = accounts.zone_of(owner) or settings.TIME_ZONE
    scope = accounts.get_scope(owner, clock.today(zone))
    base = settings.PUBLIC_ADDRESS.rstrip("/")
    body = exports.make_feed(scope, now=clock.now(), address=lambda task: base + address_of(task))
    response = HttpResponse(body, content_type=exports.CONTENT_TYPE)
    response["Content-Disposition"] = 'inline; filename="nastavnik.ics"'
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _require_desk(request: Request) -> None:
    if not request.scope.may_somewhere(Right.SEE_ROADMAPS):
        raise NotAllowed(Right.SEE_ROADMAPS)


def _filters_page(request: Request, *, saving: SaveFilter | None = None) -> HttpResponse:
    """All filters; the form to keep another stands there when an address came along."""
    form, conditions = saving, ""
    if saving is None and request.GET.get("view") in VIEWS:
        asked = read_filters(request)
        view = request.GET["view"]
        form = SaveFilter(initial={"view": view, "query": asked.query})
        conditions = f"{VIEWS[view][0]}: {conditions_of(asked)}"
    context = {
        "form": form,
        "conditions": conditions,
        "filters": [_filter_of(saved) for saved in selectors.list_filters(request.scope)],
    }
    status = 422 if saving is not None else 200
    return page(request, "calendar/filters.html", context, status=status)


def _filter_page(request: Request, saved: Any, form: NameFilter) -> HttpResponse:
    context = {"saved": _filter_of(saved), "form": form}
    status = 422 if form.errors else 200
    return page(request, "calendar/filter.html", context, status=status)


def _filter_of(saved: Any) -> dict[str, Any]:
    label, _ = VIEWS.get(saved.view, next(iter(VIEWS.values())))
    return {"pk": saved.pk, "name": saved.name, "view": label, "url": address_of_filter(saved)}

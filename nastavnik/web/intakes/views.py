"""Taking a document in: the list, receiving, checking, confirming, undoing."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse

from nastavnik.imports import selectors, services
from nastavnik.imports.choices import IntakeState
from nastavnik.kernel.errors import RuleBroken
from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import importers
from nastavnik.roadmaps import selectors as roadmaps
from nastavnik.web.intakes import desk as desks
from nastavnik.web.intakes.forms import Encoding, Outcomes, Receive
from nastavnik.web.intakes.listing import intake_rows
from nastavnik.web.intakes.presenters import act_facts
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.form_pages import refusals_on
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.unit_lists import unit_choices

ON_A_LIST = 25
FILTERS = (
    ("", "Все", tuple(IntakeState.values)),
    ("preview", "На проверке", (IntakeState.PREVIEW,)),
    ("confirmed", "Приняты", (IntakeState.CONFIRMED,)),
    ("closed", "Отклонены и отменены", (IntakeState.DISCARDED, IntakeState.UNDONE)),
)


@screen
def list_intakes(request: Request) -> HttpResponse:
    """Show the documents taken in and on their way in."""
    scope = request.scope
    _require_somewhere(request)
    chosen = request.GET.get("state", "")
    intakes = selectors.list_intakes(scope)
    states = {name: kept for name, _, kept in FILTERS}
    shown = intakes.filter(state__in=states.get(chosen, states[""]))
    found = Paginator(shown, ON_A_LIST).get_page(request.GET.get("page"))
    pks = [intake.pk for intake in found.object_list]
    units = organisations.list_units(scope, right=Right.IMPORT_PLANS)
    rows = intake_rows(
        found.object_list,
        {unit.pk: unit.short_name for unit in units},
        {plan.intake_id: plan for plan in roadmaps.list_roadmaps(scope).filter(intake__in=pks)},
    )
    tabs = [
        {
            "label": label,
            "url": f"?state={name}" if name else "?",
            "current": name == chosen,
            "count": intakes.filter(state__in=kept).count(),
        }
        for name, label, kept in FILTERS
    ]
    return page(
        request,
        "intakes/list.html",
        {
            "rows": rows,
            "found": found,
            "tabs_shown": tabs,
            "chosen": chosen,
            "is_new": not tabs[0]["count"],
        },
    )


@screen
def receive_document(request: Request) -> HttpResponse:
    """Ask for a file or a text."""
    _require_somewhere(request)
    return _receive_page(request, _receive_form(request))


@action
def take_document(request: Request) -> HttpResponse:
    """Receive the file or the text and lead to its check; the same document leads to the first."""
    _require_somewhere(request)
    form = _receive_form(request, request.POST, request.FILES)
    if not form.is_valid():
        return _receive_page(request, form, status=422)
    with refusals_on(form):
        intake, is_new = _take(request, form.cleaned_data)
    if form.errors:
        return _receive_page(request, form, status=422)
    if is_new:
        return go(request, "show_intake", intake.pk, message="Документ прочитан. Проверьте его.")
    roadmap = importers.find_roadmap(intake)
    if roadmap:
        message = "Этот документ уже принят: ниже его дорожная карта. Ничего не изменено."
        return go(request, "show_roadmap", roadmap.pk, message=message)
    message = "Этот документ уже загружен и ждёт проверки. Ничего не изменено."
    return go(request, "show_intake", intake.pk, message=message)


def _take(request: Request, given: dict[str, Any]) -> Any:
    scope = request.scope
    unit = organisations.get_unit(scope, given["unit"], right=Right.IMPORT_PLANS)
    if file := given["file"]:
        return services.receive_file(scope, unit, file.name, file, encoding=given["encoding"])
    return services.receive_text(scope, unit, given["text"])


def _receive_form(request: Request, *data: Any) -> Receive:
    units = list(organisations.list_units(request.scope, right=Right.IMPORT_PLANS))
    return Receive(*data, units=unit_choices(units), own=units[0].pk, several=len(units) > 1)


def _receive_page(request: Request, form: Receive, *, status: int = 200) -> HttpResponse:
    return page(request, "intakes/receive.html", {"form": form}, status=status)


def _require_somewhere(request: Request) -> None:
    """Refuse a person who may take documents in nowhere."""
    if not request.scope.may_somewhere(Right.IMPORT_PLANS):
        request.scope.require(Right.IMPORT_PLANS, "-")


@screen
def show_intake(request: Request, pk: int) -> HttpResponse:
    """Show the document beside its reading, doubts and remarks."""
    desk = desks.lay_open(request, pk)
    context = preview_context(
        desk,
        only=desks.only_doubts(request),
        number=request.GET.get("page", "1"),
        all_findings="findings" in request.GET,
    )
    return page(request, "intakes/show.html", context, block="preview")


def preview_context(
    desk: desks.Desk, *, only: bool, number: str, all_findings: bool = False, focus: str = ""
) -> dict[str, Any]:
    """Return what the page of the preview shows; `focus` is the key of the item worked on."""
    return {
        "desk": desk,
        "preview": desk.preview(only=only, number=number, all_findings=all_findings),
        "facts": act_facts(desk.plan.act, desk.plan.period),
        "encoding_form": Encoding(initial={"encoding": desk.source.encoding}),
        "roadmap": None if desk.is_open else importers.find_roadmap(desk.intake),
        "focus": focus,
    }


@action
def reread_document(request: Request, pk: int) -> HttpResponse:
    """Read the stored file again in another encoding."""
    desk = desks.lay_open(request, pk)
    form = Encoding(request.POST)
    if not form.is_valid():
        raise RuleBroken("Выберите кодировку из списка.")
    services.reread_file(
        request.scope,
        desk.intake,
        encoding=form.cleaned_data["encoding"],
        version=desks.version_of(request),
    )
    return go(request, "show_intake", pk, message="Документ прочитан заново в этой кодировке.")


@action
def undo_correction(request: Request, pk: int) -> HttpResponse:
    """Take the last correction back."""
    desk = desks.lay_open(request, pk)
    desks.keep(request, desk, desk.corrections.undo_last())
    return go(request, "show_intake", pk, message="Последнее исправление отменено.")


@action
def discard_intake(request: Request, pk: int) -> HttpResponse:
    """Put the document aside."""
    desk = desks.lay_open(request, pk)
    services.discard_intake(request.scope, desk.intake)
    return go(request, "list_intakes", message="Документ отклонён. Его можно загрузить снова.")


@screen
def check_intake(request: Request, pk: int) -> HttpResponse:
    """Show what will be taken in, and ask about terms that are past."""
    desk = desks.lay_open(request, pk)
    return _check_page(request, desk, _outcomes(request, desk))


@action
def confirm_intake(request: Request, pk: int) -> HttpResponse:
    """Make the roadmap."""
    desk = desks.lay_open(request, pk)
    form = _outcomes(request, desk, request.POST)
    if desk.is_open and not form.is_valid():
        return _check_page(request, desk, form, status=422)
    roadmap = importers.confirm_intake(
        request.scope,
        desk.intake,
        version=desks.version_of(request),
        outcomes=form.outcomes() if desk.is_open else {},
    )
    return go(request, "show_roadmap", roadmap.pk, message="Документ принят, карта составлена.")


def _outcomes(request: Request, desk: desks.Desk, *data: Any) -> Outcomes:
    return Outcomes(*data, past=importers.past_items(desk.plan, request.scope.on))


def _check_page(
    request: Request, desk: desks.Desk, form: Outcomes, *, status: int = 200
) -> HttpResponse:
    context = {
        "desk": desk,
        "form": form,
        "facts": act_facts(desk.plan.act, desk.plan.period),
        "twin": importers.find_twin(desk.unit, desk.plan) if desk.is_open else None,
        "on": request.scope.on,
        "subitems": sum(item.parent is not None for item in desk.plan.items),
    }
    return page(request, "intakes/check.html", context, status=status)


@action
def undo_intake(request: Request, pk: int) -> HttpResponse:
    """Take the roadmap back whole."""
    desk = desks.lay_open(request, pk)
    importers.undo_intake(request.scope, desk.intake)
    return go(request, "list_intakes", message="Приём отменён, дорожная карта удалена целиком.")

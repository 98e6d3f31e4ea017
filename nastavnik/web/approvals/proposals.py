"""Proposals to a plan: their list and its export, one made, one answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse

from nastavnik.kernel.errors import Conflict, Missing, NotAllowed, RuleBroken
from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors as people
from nastavnik.roadmaps import exports, rules, selectors, services
from nastavnik.web.approvals.forms import Decide, FindProposal, Propose
from nastavnik.web.approvals.presenters import proposals as present
from nastavnik.web.shell.context import acting_of
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.downloads import attachment
from nastavnik.web.shell.form_pages import FormPage, form_page, refusals_on
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.plan_frame import frame_of
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.unit_lists import unit_choices

if TYPE_CHECKING:
    from nastavnik.roadmaps.models import Proposal

ON_A_PAGE = 50
ANSWERS = {
    "accept": "Предложение принято: оно войдёт в следующую редакцию.",
    "decline": "Предложение отклонено.",
    "reconsider": "Предложение рассматривается снова.",
}


@screen
def list_proposals(request: Request, pk: int) -> HttpResponse:
    """Show what is proposed to change in a plan."""
    scope = request.scope
    roadmap = selectors.get_roadmap(scope, pk)
    form = FindProposal(request.GET or None)
    wanted = form.wanted() if request.GET else selectors.ProposalFilter()
    found = selectors.list_proposals(roadmap, wanted).select_related("roadmap")
    listed = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    units = organisations.names_of({roadmap.unit_id, *(one.unit_id for one in listed)}, scope.on)
    kept = request.GET.copy()
    kept.pop("page", None)
    may_write = _may_write(request, roadmap.unit_id)
    context = frame_of(scope, roadmap, "list_proposals", units) | {
        "form": form,
        "is_filtered": wanted != selectors.ProposalFilter(),
        "rows": present.rows_of(listed, units),
        "listed": listed,
        "query": kept.urlencode(),
        "counts": present.counts_of(
            selectors.count_proposals(roadmap), reverse("list_proposals", args=[pk])
        ),
        "may_go_up": may_write and not rules.is_top(_path(request, roadmap.unit_id)),
        "may_propose": may_write and rules.takes_proposals(roadmap),
    }
    return page(request, "approvals/list_proposals.html", context)


@screen
def export_proposals(request: Request, pk: int, kind: str) -> HttpResponse:
    """Give the list as a document (docx) or a workbook (xlsx), filtered as it is shown."""
    maker = exports.MAKERS.get(kind)
    if maker is None:
        raise Missing("export")
    roadmap = selectors.get_roadmap(request.scope, pk)
    found = list(selectors.list_proposals(roadmap, FindProposal(request.GET).wanted()))
    units = organisations.names_of({one.unit_id for one in found}, request.scope.on)
    content = maker.make(exports.sheet_of_proposals(roadmap, found, units))
    return attachment(content, f"proposals-{pk}.{kind}", maker.content_type)


@screen
def list_own_proposals(request: Request) -> HttpResponse:
    """Show the plans to which the person may propose, and what came of earlier proposals."""
    scope = request.scope
    scope.require_somewhere(Right.WRITE_ROADMAPS)
    plans = list(selectors.list_open_to(scope))
    found = selectors.list_own_proposals(scope)
    listed = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {one.unit_id for one in plans} | {one.unit_id for one in listed}
    units = organisations.names_of(shown, scope.on)
    context = {
        "plans": [
            (one.title, units.get(one.unit_id, ""), reverse("start_proposal", args=[one.pk]))
            for one in plans
        ],
        "rows": present.rows_of(listed, units),
        "listed": listed,
    }
    return page(request, "approvals/list_own_proposals.html", context)


@screen
def start_proposal(request: Request, pk: int) -> HttpResponse:
    """Ask what is proposed."""
    roadmap, form = _propose_form(request, pk)
    rules.check_takes_proposals(roadmap)
    return _propose_page(request, roadmap, form)


@action
def propose(request: Request, pk: int) -> HttpResponse:
    """Make a proposal."""
    roadmap, form = _propose_form(request, pk, request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        with refusals_on(form):
            proposal = services.propose(request.scope, pk, unit_pk=given.pop("unit"), **given)
            return go(request, "show_proposal", proposal.pk, message="Предложение внесено.")
    return _propose_page(request, roadmap, form)


@screen
def show_proposal(request: Request, pk: int) -> HttpResponse:
    """Show a proposal, its answer, and the answer's form to who decides."""
    return _show(request, selectors.get_proposal(request.scope, pk))


@action
def accept_proposal(request: Request, pk: int) -> HttpResponse:
    """Accept a proposal."""
    return _decide(request, pk, "accept", services.accept_proposal)


@action
def decline_proposal(request: Request, pk: int) -> HttpResponse:
    """Decline a proposal with the reason why."""
    return _decide(request, pk, "decline", services.decline_proposal)


@action
def reconsider_proposal(request: Request, pk: int) -> HttpResponse:
    """Take a decision back."""
    return _decide(request, pk, "reconsider", services.reconsider_proposal)


def _decide(request: Request, pk: int, verb: str, service: Callable[..., object]) -> HttpResponse:
    proposal = selectors.get_proposal(request.scope, pk)
    if not _decides(request, proposal):
        raise NotAllowed(verb)
    form = Decide(request.POST)
    status = 422
    if form.is_valid():
        try:
            service(request.scope, pk, **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            status = 409 if isinstance(refusal, Conflict) else 422
        else:
            return go(request, "show_proposal", pk, message=ANSWERS[verb])
    form.data = dict(form.data.items()) | {"version": str(proposal.version)}
    return _show(request, proposal, form, status=status)


def _show(
    request: Request, proposal: Proposal, form: Decide | None = None, status: int = 200
) -> HttpResponse:
    scope = request.scope
    units = organisations.names_of({proposal.unit_id}, scope.on)
    known = people.names_of_users({proposal.by} if proposal.by is not None else set())
    row = present.row_of(proposal, units)
    seen = scope.may(Right.SEE_ROADMAPS, _path(request, proposal.roadmap.unit_id))
    decides = _decides(request, proposal)
    context = {
        "row": row,
        "facts": present.facts_of(row, known.get(proposal.by or 0, "")),
        "pk": proposal.pk,
        "crumbs": [
            ("Дорожные карты", reverse("list_roadmaps")),
            ("Предложения", reverse("list_proposals", args=[proposal.roadmap_id]))
            if seen
            else ("Предложения", reverse("list_own_proposals")),
        ],
        "may_answer": decides and proposal.state == "new",
        "may_reconsider": decides and proposal.state != "new" and proposal.edition is None,
        "form": form or Decide(initial={"version": proposal.version}),
        "conflict": status == 409,
    }
    return page(request, "approvals/show_proposal.html", context, status=status)


def _propose_form(request: Request, pk: int, data: Any = None) -> tuple[Any, Propose]:
    """The plan and the form with the units and items that may be named."""
    scope = request.scope
    roadmap, units = selectors.get_open_to(scope, pk)
    items = selectors.list_proposable(scope, roadmap, [unit.pk for unit in units])
    form = Propose(
        data,
        units=unit_choices(units),
        items=items.order_by("position"),
        may_decide=_may_write(request, roadmap.unit_id),
        initial={"item_pk": request.GET.get("item"), "unit": _usual_unit(request)},
    )
    return roadmap, form


def _propose_page(request: Request, roadmap: Any, form: Propose) -> HttpResponse:
    sheet = FormPage(
        title="Новое предложение",
        lead=f"К плану «{roadmap.title}»",
        action=reverse("propose", args=[roadmap.pk]),
        cancel=reverse("list_own_proposals"),
        label="Внести предложение",
        crumbs=[
            ("Дорожные карты", reverse("list_roadmaps")),
            ("Предложения", reverse("list_own_proposals")),
        ],
    )
    return form_page(request, sheet, form)


def _usual_unit(request: Request) -> int | None:
    acting = acting_of(request)
    return acting.unit_id if acting else None


def _decides(request: Request, proposal: Proposal) -> bool:
    path = _path(request, proposal.roadmap.unit_id)
    return any(request.scope.may(right, path) for right in rules.DECIDERS)


def _may_write(request: Request, unit_id: int) -> bool:
    return request.scope.may(Right.WRITE_ROADMAPS, _path(request, unit_id))


def _path(request: Request, unit_id: int) -> str:
    return organisations.path_of(unit_id, request.scope.on)

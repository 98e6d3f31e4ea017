"""Plans: the list, a plan as in its order, its indicators, its document, its export."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse

from nastavnik.kernel.errors import Missing, NotAllowed
from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import exports, rules, selectors
from nastavnik.web.roadmaps.forms import Find, FindRoadmap
from nastavnik.web.roadmaps.presenters import document, listing, meanings, plan
from nastavnik.web.shell.doors import screen
from nastavnik.web.shell.pages import page
from nastavnik.web.shell.plan_frame import frame_of
from nastavnik.web.shell.request import Request

ON_A_LIST = 25
ON_A_PLAN = 100


@screen
def list_roadmaps(request: Request) -> HttpResponse:
    """Show the plans of the person's branches."""
    scope = request.scope
    if not scope.may_somewhere(Right.SEE_ROADMAPS):
        raise NotAllowed(Right.SEE_ROADMAPS)
    form = FindRoadmap(request.GET or None)
    form.is_valid()
    asked = getattr(form, "cleaned_data", {})
    found = selectors.list_roadmaps_counted(
        scope, words=asked.get("q", ""), doubtful=asked.get("only") == "check"
    )
    listed = Paginator(found, ON_A_LIST).get_page(request.GET.get("page"))
    names = organisations.names_of({one.unit_id for one in listed}, scope.on)
    context = {
        "rows": [listing.roadmap_row(one, names) for one in listed],
        "listed": listed,
        "query": _query(request),
        "form": form,
        "is_filtered": bool(asked.get("q") or asked.get("only")),
        "may_write": scope.may_somewhere(Right.WRITE_ROADMAPS),
        "may_import": scope.may_somewhere(Right.IMPORT_PLANS),
        "may_propose": scope.may_somewhere(Right.WRITE_ROADMAPS),
    }
    return page(request, "roadmaps/list_roadmaps.html", context)


@screen
def show_roadmap(request: Request, pk: int) -> HttpResponse:
    """Show a plan as in its order: the same columns in the same order, filtered and searched."""
    scope = request.scope
    roadmap = selectors.get_roadmap(scope, pk)
    sections = list(selectors.list_sections(roadmap))
    meant = selectors.list_meanings(roadmap)
    named = organisations.names_of(
        {roadmap.unit_id, *(one.unit_id for one, _ in meant if one.unit_id)}, scope.on
    )
    form = Find(
        request.GET or None,
        sections=[(str(one.pk), plan.title_of_section(one)[:80]) for one in sections],
        who=[
            (one.code, meanings.say(one, named, roadmap.unit_id, person)) for one, person in meant
        ],
        period=rules.days_of(roadmap.period),
        on=scope.on,
    )
    wanted = form.wanted() if request.GET else selectors.Filter()
    found = selectors.list_items(roadmap, wanted, scope.on)
    listed = Paginator(found, ON_A_PLAN).get_page(request.GET.get("page"))
    shown = list(listed)
    context = frame_of(scope, roadmap, "show_roadmap", named) | {
        "tasks": selectors.count_closed([item.pk for item in shown]),
        "columns": plan.columns_of(roadmap),
        "rows": plan.rows_of(shown, named, roadmap.unit_id, continued=listed.number > 1),
        "listed": listed,
        "query": _query(request),
        "form": form,
        "is_filtered": wanted != selectors.Filter(),
        "totals": selectors.count_items(roadmap, scope.on),
    }
    return page(request, "roadmaps/show_roadmap.html", context)


@screen
def show_indicators(request: Request, pk: int) -> HttpResponse:
    """Show the indicators of a plan with their yearly targets."""
    roadmap = selectors.get_roadmap(request.scope, pk)
    indicators = list(selectors.list_indicators(roadmap))
    context = frame_of(request.scope, roadmap, "show_indicators") | {
        "years": document.years_of(indicators),
        "indicators": [document.indicator_row(one) for one in indicators],
    }
    return page(request, "roadmaps/show_indicators.html", context)


@screen
def show_roadmap_document(request: Request, pk: int) -> HttpResponse:
    """Show where a plan comes from: the act, its references, the linter's remarks, the file."""
    scope = request.scope
    roadmap = selectors.get_roadmap(scope, pk)
    path = organisations.path_of(roadmap.unit_id, scope.on)
    context = frame_of(scope, roadmap, "show_roadmap_document") | {
        "facts": document.act_facts(roadmap),
        "references": document.references_of(roadmap.act),
        "findings": document.findings_of(roadmap.findings),
        "origin": document.origin_of(roadmap),
        "intake_pk": roadmap.intake_id,
        "may_undo": bool(roadmap.intake_id) and scope.may(Right.IMPORT_PLANS, path),
        "has_work": selectors.has_work(roadmap),
    }
    return page(request, "roadmaps/show_roadmap_document.html", context)


@screen
def export_roadmap(request: Request, pk: int, kind: str) -> HttpResponse:
    """Give the plan as a document (docx) or a workbook (xlsx) with the same texts."""
    maker = exports.MAKERS.get(kind)
    if maker is None:
        raise Missing("export")
    roadmap = selectors.get_roadmap(request.scope, pk)
    response = HttpResponse(maker.make(exports.sheet_of(roadmap)), content_type=maker.content_type)
    response["Content-Disposition"] = f'attachment; filename="roadmap-{roadmap.pk}.{kind}"'
    response["Cache-Control"] = "no-store, private"
    return response


def _query(request: Request) -> str:
    """The filters of the address without the page number."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()

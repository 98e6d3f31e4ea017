"""A branch in figures: the controller's page and its report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import exports, selectors
from nastavnik.roadmaps.selectors import Standing
from nastavnik.web.control import report
from nastavnik.web.control.forms import ChooseFigures
from nastavnik.web.control.periods import Period, periods_of
from nastavnik.web.control.presenters import board, cards
from nastavnik.web.shell.doors import screen
from nastavnik.web.shell.downloads import attachment
from nastavnik.web.shell.pages import page
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.unit_lists import Choices

if TYPE_CHECKING:
    from nastavnik.organisations.models import Unit

WORST = 10
MOST_PLANS = 20


@screen
def show_control(request: Request) -> HttpResponse:
    """Show how the plans of the branch are carried out, as figures that open."""
    asked = _asked(request)
    scope, top = request.scope, asked.top
    worst = selectors.list_worst(scope, top, WORST)
    context = {
        "top": top.short_name,
        "on": scope.on,
        "crumbs": [
            (unit.short_name, f"{reverse('show_control')}?under={unit.pk}") for unit in asked.above
        ],
        "form": asked.form,
        "period": asked.period.label,
        "query": request.GET.urlencode(),
        "total": board.line_of(asked.standing.total, top.pk, asked.period, name=top.short_name),
        "lines": asked.lines,
        "late": board.late_of(worst, asked.standing.names, scope.on),
        "cards": [cards.row_of(card, scope.on) for card in selectors.list_own_cards(scope)],
    }
    return page(request, "control/show_control.html", context)


@screen
def export_control(request: Request, kind: str) -> HttpResponse:
    """Give the same figures as a document (docx) or a workbook (xlsx)."""
    maker = exports.MAKERS.get(kind)
    if maker is None:
        raise Missing("export")
    asked = _asked(request)
    total = board.line_of(asked.standing.total, asked.top.pk, asked.period, name="Всего")
    sheet = report.sheet_of(asked.top.full_name, asked.period, asked.lines, total, request.scope.on)
    return attachment(maker.make(sheet), f"control-{asked.top.pk}.{kind}", maker.content_type)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address of figures asks for, with the figures themselves."""

    form: ChooseFigures
    top: Unit
    above: Sequence[Unit]
    period: Period
    standing: Standing
    lines: Sequence[board.Line]


def _asked(request: Request) -> Asked:
    """Read the address; without `under` the first branch is meant that the person controls."""
    scope = request.scope
    scope.require_somewhere(Right.CONTROL_ROADMAPS)
    tops = selectors.list_controlled_tops(scope)
    top, above = _place(request, tops)
    plans = selectors.list_roadmaps(scope).filter(unit=top.pk, period__isnull=False)
    periods = periods_of(scope.on, plans.defer("columns", "findings", "rows")[:MOST_PLANS])
    chosen = request.GET.get("period", "")
    period = next((one for one in periods if one.code == chosen), periods[0])
    sort = request.GET.get("sort", "")
    sort = sort if sort in board.SORTS else ""
    standing = selectors.count_control(scope, top, period.days)
    query = {"period": period.code if period is not periods[0] else "", "sort": sort}
    form = ChooseFigures(
        {"under": str(top.pk), "period": period.code, "sort": sort},
        units=_choices(tops, above, top, standing),
        periods=[(one.code, one.label) for one in periods],
        sorts=list(board.SORTS.items()),
    )
    lines = board.lines_of(standing, top, period, sort, query)
    return Asked(form, top, above, period, standing, lines)


def _place(request: Request, tops: Sequence[Unit]) -> tuple[Unit, Sequence[Unit]]:
    """Return the unit whose branch is asked for, and those above it that are controlled too."""
    scope, under = request.scope, request.GET.get("under", "")
    known = {str(unit.pk): unit for unit in tops}
    if not under.isdecimal() or under in known:
        return known.get(under, tops[0]), ()
    top = organisations.get_unit(scope, int(under), right=Right.CONTROL_ROADMAPS)
    above = organisations.list_above(scope, top)
    return top, [unit for unit in above if scope.may(Right.CONTROL_ROADMAPS, unit.path)]


def _choices(tops: Sequence[Unit], above: Sequence[Unit], top: Unit, standing: Standing) -> Choices:
    """The branches that can be opened from here: the person's own, the way down, those below."""
    units = {unit.pk: unit.short_name for unit in (*tops, *above, top)}
    units |= {one.pk: one.name for one in standing.below if one.units}
    return [(str(pk), name) for pk, name in units.items()]

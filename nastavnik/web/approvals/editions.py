"""Editions of a plan: their list, one as it was, two side by side."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from django.http import HttpResponse

from nastavnik.organisations import selectors as organisations
from nastavnik.pure.editions import Content, compare, summary
from nastavnik.roadmaps import selectors
from nastavnik.roadmaps.choices import RoadmapState
from nastavnik.web.approvals.forms import Compare
from nastavnik.web.approvals.presenters import changes, way
from nastavnik.web.shell.doors import screen
from nastavnik.web.shell.jinja import day
from nastavnik.web.shell.pages import page
from nastavnik.web.shell.plan_frame import frame_of
from nastavnik.web.shell.request import Request

if TYPE_CHECKING:
    from nastavnik.roadmaps.models import Roadmap

NOW = "now"  # what the plan says at this moment


def rows_of(roadmap: Roadmap) -> list[way.EditionRow]:
    """Return the editions for their list, the latest first, each with what it changed."""
    stored = list(selectors.list_editions(roadmap))
    contents = [Content.from_json(one.content) for one in stored]
    said = [summary(compare(old, new)) for old, new in pairwise(contents)]
    rows = [
        way.EditionRow(one.number, day(one.approved_on), way.paper_of(one), one.reason, words)
        for one, words in zip(stored, ["", *said], strict=False)
    ]
    return rows[::-1]


@screen
def show_edition(request: Request, pk: int, number: int) -> HttpResponse:
    """Show an edition as it was approved."""
    roadmap = selectors.get_roadmap(request.scope, pk)
    edition = selectors.get_edition(roadmap, number)
    content = Content.from_json(edition.content)
    context = frame_of(request.scope, roadmap, "show_approvals") | {
        "number": number,
        "facts": [
            ("Название", content.title),
            ("Утверждена", day(edition.approved_on)),
            ("Документ", way.paper_of(edition)),
            *([("Почему изменена", edition.reason)] if edition.reason else []),
        ],
        "table": changes.table_of(content, roadmap.columns),
    }
    return page(request, "approvals/show_edition.html", context)


@screen
def compare_editions(request: Request, pk: int) -> HttpResponse:
    """Show what one edition says otherwise than another, or the plan as it is being changed."""
    scope = request.scope
    roadmap = selectors.get_roadmap(scope, pk)
    numbers = [str(one.number) for one in selectors.list_editions(roadmap)]
    choices = [(number, f"Редакция {number}") for number in numbers]
    if roadmap.state != RoadmapState.APPROVED:
        choices.append((NOW, "Как сейчас"))
    form, old, new = _chosen(request, choices)
    context = frame_of(scope, roadmap, "show_approvals") | {"form": form, "view": None}
    if old and new:
        before, after = _content(roadmap, old), _content(roadmap, new)
        found = compare(before, after)
        units = organisations.names_of(changes.units_in((before, after)), scope.on)
        context |= {
            "said": summary(found),
            "names": (dict(choices)[old], dict(choices)[new]),
            "view": changes.comparison_of(before, after, found, units),
        }
    return page(request, "approvals/compare_editions.html", context)


def _chosen(request: Request, choices: list[tuple[str, str]]) -> tuple[Compare, str, str]:
    """The form with what is compared: the last two where the address names none."""
    codes = [code for code, _ in choices]
    usual = {"old": codes[-2], "new": codes[-1]} if len(codes) > 1 else {"old": "", "new": ""}
    asked = {name: request.GET.get(name, "") for name in usual}
    chosen = {name: asked[name] if asked[name] in codes else usual[name] for name in usual}
    return Compare(chosen, choices=choices), chosen["old"], chosen["new"]


def _content(roadmap: Roadmap, code: str) -> Content:
    if code == NOW:
        return selectors.content_of(roadmap)
    return Content.from_json(selectors.get_edition(roadmap, int(code)).content)

"""The papers of a plan on one page: scans with their packet, passport, next year's draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse

from nastavnik.files import services as files
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps import packets, rules, selectors, services
from nastavnik.web.papers.forms import ScanForm
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.downloads import attachment, download
from nastavnik.web.shell.form_pages import refusals_on
from nastavnik.web.shell.jinja import moment
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.plan_frame import frame_of
from nastavnik.web.shell.request import Request

if TYPE_CHECKING:
    from nastavnik.roadmaps.models import Roadmap


@screen
def show_papers(request: Request, pk: int) -> HttpResponse:
    """Show the scans of signed papers, the passport, the way to next year's draft."""
    return _page(request, selectors.get_roadmap(request.scope, pk), ScanForm())


@action
def add_scan(request: Request, pk: int) -> HttpResponse:
    """Put a scan to the plan."""
    scope = request.scope
    roadmap = selectors.get_roadmap(scope, pk)
    path = organisations.path_of(roadmap.unit_id, scope.on)
    scope.require(Right.WRITE_ROADMAPS, path)
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            file = files.keep_upload(
                scope, given["file"].name, given["file"], right=Right.WRITE_ROADMAPS, path=path
            )
            services.add_scan(scope, pk, kind=given["kind"], title=given["title"], file=file)
            return go(request, "show_papers", pk, message="Скан приложен.")
    return _page(request, roadmap, form, status=422)


@action
def remove_scan(request: Request, pk: int) -> HttpResponse:
    """Take a scan out of the packet."""
    scan = selectors.get_scan(request.scope, pk)
    services.remove_scan(request.scope, pk)
    return go(request, "show_papers", scan.roadmap_id, message="Скан отозван.")


@screen
def download_scan(request: Request, pk: int) -> HttpResponse:
    """Give one scan."""
    return download(selectors.get_scan(request.scope, pk).file)


@screen
def download_packet(request: Request, pk: int) -> HttpResponse:
    """Give all scans and the plan itself in one archive, to be handed over on demand (R18)."""
    roadmap = selectors.get_roadmap(request.scope, pk)
    scans = list(selectors.list_scans(roadmap))
    if not scans:
        raise Missing("packet")
    content = packets.make_packet(roadmap, scans)
    return attachment(content, f"packet-{pk}.zip", "application/zip")


def _page(request: Request, roadmap: Roadmap, form: ScanForm, status: int = 200) -> HttpResponse:
    scope = request.scope
    path = organisations.path_of(roadmap.unit_id, scope.on)
    may_write = scope.may(Right.WRITE_ROADMAPS, path)
    context = frame_of(scope, roadmap, "show_papers") | {
        "form": form,
        "rows": [
            {
                "pk": scan.pk,
                "kind": scan.get_kind_display(),
                "title": scan.title or scan.file.name,
                "name": scan.file.name,
                "size": max(1, round(scan.file.size / 1024)),
                "added": moment(scan.added),
                "url": reverse("download_scan", args=[scan.pk]),
            }
            for scan in selectors.list_scans(roadmap)
        ],
        "has_passport": selectors.find_passport(roadmap) is not None,
        "may_write": may_write,
        "may_fill_passport": may_write and rules.may_correct(roadmap),
        "may_roll_over": may_write and rules.may_roll_over(roadmap),
    }
    return page(request, "papers/papers.html", context, status=status)

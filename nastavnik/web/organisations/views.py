"""Views of the family."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from nastavnik.web.shell.doors import screen
from nastavnik.web.shell.pages import page


@screen
def list_units(request: HttpRequest) -> HttpResponse:
    """Show the list."""
    return page(request, "organisations/units.html", {})

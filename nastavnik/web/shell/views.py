"""The home page: what to do next."""

from django.http import HttpRequest, HttpResponse

from nastavnik.web.shell import specimen as specimens
from nastavnik.web.shell.doors import screen
from nastavnik.web.shell.pages import page


@screen
def home(request: HttpRequest) -> HttpResponse:
    """Show the signed-in person what waits for them."""
    return page(request, "shell/home.html", {})


@screen
def help(request: HttpRequest) -> HttpResponse:
    """Show the short guide."""
    return page(request, "shell/help.html", {})


@screen
def specimen(request: HttpRequest) -> HttpResponse:
    """Show every component, full and empty, to who develops pages."""
    return page(request, "shell/specimen.html", specimens.specimen())

"""The home page: what to do next."""

from django.http import HttpRequest, HttpResponse

from nastavnik.web.shell import specimen as specimens
from nastavnik.web.shell.context import acting_of
from nastavnik.web.shell.doors import screen
from nastavnik.web.shell.home import home_of
from nastavnik.web.shell.pages import page
from nastavnik.web.shell.request import Request


@screen
def home(request: Request) -> HttpResponse:
    """Show the signed-in person what waits for them."""
    acting = acting_of(request)
    assert acting is not None  # the door lets only a signed-in person in
    return page(request, "shell/home.html", {"home": home_of(request.scope, acting)})


@screen
def help(request: HttpRequest) -> HttpResponse:
    """Show the short guide."""
    return page(request, "shell/help.html", {})


@screen
def specimen(request: HttpRequest) -> HttpResponse:
    """Show every component, full and empty, to who develops pages."""
    return page(request, "shell/specimen.html", specimens.specimen())

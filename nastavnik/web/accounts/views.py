"""The owner's page and the invitation; the rest of sign-in is the library's."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from nastavnik.accounts import selectors as accounts
from nastavnik.accounts import services
from nastavnik.kernel import clock
from nastavnik.kernel.errors import Missing
from nastavnik.web.accounts.forms import NewPassword
from nastavnik.web.shell.doors import screen
from nastavnik.web.shell.pages import page
from nastavnik.web.shell.request import Request


@screen
def profile(request: Request) -> HttpResponse:
    """Show the signed-in person their login, roles and means of protection."""
    grants = [
        (grant.get_role_display(), accounts.name_of_unit(grant, request.scope.on), grant.during)
        for grant in accounts.list_grants_of(request.user, request.scope.on)
    ]
    context = {"grants": grants, "has_codes": is_mfa_enabled(request.user)}
    return page(request, "accounts/profile.html", context)


@never_cache
@sensitive_post_parameters()
def accept_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Let an invited person set a password. A used, old or false link is a missing page."""
    try:
        invitation = accounts.get_invitation(secret, now=clock.now())
    except Missing:
        return page(request, "accounts/invitation_over.html", {}, status=404)
    form = NewPassword(request.POST or None, user=invitation.user)
    if request.method == "POST" and form.is_valid():
        services.accept_invitation(secret, form.cleaned_data["password"], now=clock.now())
        return redirect("account_login")
    context = {"form": form, "invited": invitation.user}
    status = 422 if form.is_bound else 200
    response = page(request, "accounts/invitation.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"  # the address itself is the secret
    return response


accept_invitation.door = "public"  # type: ignore[attr-defined]

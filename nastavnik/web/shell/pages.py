"""Rendering: a full page, or one block of it when HTMX asks for a fragment."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.backends.utils import csrf_input, csrf_token_lazy
from jinja2_fragments import render_block


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    block: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render `template`; only its `block` when HTMX swaps a part of a page already shown."""
    backend = cast(Jinja2, engines["jinja2"])
    whole = {
        "request": request,
        "csrf_input": csrf_input(request),
        "csrf_token": csrf_token_lazy(request),
    }
    for processor in backend.template_context_processors:
        whole.update(processor(request))
    whole.update(context)
    is_fragment = block is not None and bool(getattr(request, "htmx", False))
    html = (
        render_block(backend.env, template, cast(str, block), whole)
        if is_fragment
        else backend.env.get_template(template).render(whole)
    )
    response = HttpResponse(html, status=status)
    response["Vary"] = "HX-Request, Cookie"
    response["Cache-Control"] = "no-store, private"
    return response


def go(request: HttpRequest, to: str, *args: Any, message: str = "") -> HttpResponse:
    """Redirect to the URL name `to` after an action, with a `message` for the next page."""
    if message:
        messages.success(request, message)
    address = resolve_url(to, *args)
    if getattr(request, "htmx", False):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
        return response
    return redirect(address)

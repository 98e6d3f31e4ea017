"""Pages that hold one form: what they are drawn from, how a refusal gets back to a field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from nastavnik.kernel.errors import Conflict, RuleBroken
from nastavnik.web.shell.jinja import day
from nastavnik.web.shell.pages import page


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one form: `action` and `cancel` are addresses, `warning` stands above.

    `says_optional`: mark the fields that may stay empty; not where one of several must be filled.
    """

    title: str
    action: str
    cancel: str
    label: str = "Сохранить"
    lead: str = ""
    crumbs: Sequence[tuple[str, str]] = ()
    look: str = "main"
    warning: str = ""
    says_optional: bool = True


def form_page(request: HttpRequest, sheet: FormPage, form: forms.Form) -> HttpResponse:
    """Draw the page; 422 when the form has errors."""
    context = {"sheet": sheet, "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "shell/form.html", context, status=status)


@contextmanager
def refusals_on(form: forms.Form) -> Iterator[None]:
    """Undo what was begun and put the message at its field when a rule says no.

    A conflict is no fault of the form and goes on to the door.
    """
    try:
        with transaction.atomic():
            yield
    except Conflict:
        raise
    except RuleBroken as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def versions_of(form: forms.Form, now: Mapping[str, object]) -> list[tuple[str, str, str]]:
    """Return what a person wrote beside what stands there now: (label, written, now).

    For an answer 409; `now` are the present values by the name of the field.
    """
    return [
        (str(field.label), _said(field.value()), _said(now.get(field.name)))
        for field in form
        if not field.is_hidden
    ]


def _said(value: object) -> str:
    """Write a value of a form; a day, also one just typed, as people write it."""
    text = value.isoformat() if isinstance(value, date) else str(value or "")
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text

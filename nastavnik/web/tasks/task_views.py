"""One task: shown whole, its documents, what is done to it, its dates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.db import transaction
from django.http import HttpResponse

from nastavnik.audit import selectors as audit
from nastavnik.files import services as files
from nastavnik.kernel.errors import Conflict, Missing, RuleBroken
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors as people
from nastavnik.roadmaps import rules, selectors, services
from nastavnik.web.shell import task_words
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.downloads import download
from nastavnik.web.shell.form_pages import versions_of
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request
from nastavnik.web.tasks import forms
from nastavnik.web.tasks.presenters import task as presenter

Verb = Callable[..., object]  # a service of a task: scope, key, what the form says


@screen
def show_task(request: Request, pk: int) -> HttpResponse:
    """Show everything about a task."""
    return _show(request, selectors.get_task(request.scope, pk))


@screen
def download_evidence(request: Request, pk: int) -> HttpResponse:
    """Give the file of a document."""
    evidence = selectors.get_evidence(request.scope, pk)
    if evidence.file is None:
        raise Missing("file")
    return download(evidence.file)


@screen
def download_schedule(request: Request, pk: int) -> HttpResponse:
    """Give the file of the schedule attached to an item."""
    schedule = selectors.get_schedule(request.scope, pk)
    if schedule.file is None:
        raise Missing("file")
    return download(schedule.file)


@action
def attach_evidence(request: Request, pk: int) -> HttpResponse:
    """Put a document to the task, with its file."""

    def attach(task: Any, given: dict[str, Any]) -> str:
        given["file"] = _keep(request, task, given["file"])
        services.attach_evidence(request.scope, pk, **given)
        return "Документ приложен."

    return _do(request, pk, "attach", attach)


@action
def remove_evidence(request: Request, pk: int) -> HttpResponse:
    """Take a document back."""
    evidence = selectors.get_evidence(request.scope, pk)
    services.remove_evidence(request.scope, pk)
    return go(request, "show_task", evidence.task_id, message="Документ убран.")


def _verb(name: str, service: Verb, message: str) -> Callable[[Request, int], HttpResponse]:
    """Return how the verb of a task is answered: `service` gets what its form says."""

    def answer(request: Request, pk: int) -> HttpResponse:
        def deed(task: Any, given: dict[str, Any]) -> str:
            service(request.scope, pk, **given)
            return message

        return _do(request, pk, name, deed)

    return answer


@action
def submit_task(request: Request, pk: int) -> HttpResponse:
    """Hand the task in."""
    return _verb("submit", services.submit_task, "Задача отправлена на проверку.")(request, pk)


@action
def recall_task(request: Request, pk: int) -> HttpResponse:
    """Take back what was handed in."""
    return _verb("recall", services.recall_task, "Задача отозвана с проверки.")(request, pk)


@action
def accept_task(request: Request, pk: int) -> HttpResponse:
    """Accept what was handed in."""
    return _verb("accept", services.accept_task, "Исполнение принято.")(request, pk)


@action
def return_task(request: Request, pk: int) -> HttpResponse:
    """Give it back with a remark."""
    return _verb("return", services.return_task, "Задача возвращена с замечанием.")(request, pk)


@action
def waive_task(request: Request, pk: int) -> HttpResponse:
    """Close it as not needed."""
    return _verb("waive", services.waive_task, "Отмечено: не потребовалась.")(request, pk)


@action
def give_up_task(request: Request, pk: int) -> HttpResponse:
    """Close it as not done."""
    return _verb("give_up", services.give_up_task, "Отмечено: не выполнена.")(request, pk)


@action
def reopen_task(request: Request, pk: int) -> HttpResponse:
    """Put it to work again."""
    return _verb("reopen", services.reopen_task, "Задача снова в работе.")(request, pk)


@action
def prolong_task(request: Request, pk: int) -> HttpResponse:
    """Give it a later day."""
    return _verb("prolong", services.prolong_task, "Срок продлён.")(request, pk)


@action
def record_event(request: Request, pk: int) -> HttpResponse:
    """Record that what the term counts from has happened."""

    def happen(task: Any, given: dict[str, Any]) -> str:
        services.record_event(request.scope, task.item_id, **given)
        return "Событие записано, сроки определены."

    return _do(request, pk, "record_event", happen)


@action
def attach_schedule(request: Request, pk: int) -> HttpResponse:
    """Attach the separate schedule: each of its dates is a task."""

    def attach(task: Any, given: dict[str, Any]) -> str:
        given["file"] = _keep(request, task, given["file"])
        services.attach_schedule(request.scope, task.item_id, **given)
        return "График приложен: каждая его дата стала задачей."

    return _do(request, pk, "attach_schedule", attach, to_item=True)


def _keep(request: Request, task: Any, upload: Any) -> Any:
    """Keep the file that came with a form, where the person works; None for no file."""
    if upload is None:
        return None
    right, path = selectors.ground_for_files(request.scope, task)
    return files.keep_upload(request.scope, upload.name, upload.file, right=right, path=path)


def _do(
    request: Request,
    pk: int,
    name: str,
    deed: Callable[[Any, dict[str, Any]], str],
    *,
    to_item: bool = False,
) -> HttpResponse:
    """Do `deed` with what the form `name` says; a refusal comes back with form and what is now."""
    task = selectors.get_task(request.scope, pk)
    selectors.require_part(request.scope, task, name)
    form = _forms_of(task, request)[name](request.POST, request.FILES)
    status = 422
    if form.is_valid():
        try:
            with transaction.atomic():
                message = deed(task, dict(form.cleaned_data))
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            status = 409 if isinstance(refusal, Conflict) else 422
        else:
            address = ("show_item", task.item_id) if to_item else ("show_task", pk)
            return go(request, *address, message=message)
    now = selectors.get_task(request.scope, pk)
    if "version" in form.data:
        # sent again, it is meant for what is now
        form.data = dict(form.data.items()) | {"version": str(now.version)}
    return _show(request, now, {name: form}, status=status)


def _forms_of(task: Any, request: Request) -> dict[str, Callable[..., django_forms.Form]]:
    """The form of each verb, still to be given its data."""
    asks_due = not task.item.term.get("offset")
    wanted = rules.kinds_wanted(task.item)

    def made(name: str, kind: Callable[..., django_forms.Form], **options: Any) -> Any:
        def make(*data: Any) -> django_forms.Form:
            return kind(*data, auto_id=f"{name}-%s", **options)

        return make

    on = request.scope.on
    now = {"version": task.version}
    first_kind = {"kind": wanted[0]} if wanted else {}
    return {
        "attach": made("attach", forms.AttachForm, wanted=wanted, initial=first_kind),
        "submit": made("submit", forms.SubmitForm, initial=now | {"completed_on": on}),
        "recall": made("recall", forms.Versioned, initial=now),
        "accept": made("accept", forms.Versioned, initial=now),
        "return": made("return", forms.ReturnForm, initial=now),
        "waive": made("waive", forms.ReasonForm, initial=now),
        "give_up": made("give_up", forms.ReasonForm, initial=now),
        "reopen": made("reopen", forms.ReasonForm, initial=now),
        "prolong": made("prolong", forms.ProlongForm, initial=now),
        "record_event": made("event", forms.EventForm, asks_due=asks_due, initial={"day": on}),
        "attach_schedule": made("schedule", forms.ScheduleForm),
    }


def _show(
    request: Request,
    task: Any,
    sent: dict[str, django_forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the task; the forms in `sent` come back with what is wrong in them."""
    scope = request.scope
    units = organisations.names_of({task.unit_id, task.roadmap.unit_id}, scope.on)
    entries = list(audit.list_entries_of(task))
    names = people.names_of_users(presenter.people_of(task, entries))
    verbs = selectors.verbs_of_tasks(scope, [task])[task.pk]
    makers = _forms_of(task, request)
    history = presenter.history_of(task, entries, names, request.user.pk)
    context = {
        "task": presenter.view_of(task, units, names, scope.on),
        "verbs": verbs,
        "forms": {verb: makers[verb]() for verb in verbs} | (sent or {}),
        "sent": sent or {},
        "history": history,
        "versions": [],
    }
    if status == 409 and sent:
        state = ("Состояние", "", task_words.state_of(task, scope.on))
        written = versions_of(next(iter(sent.values())), presenter.now_of(task))
        context["versions"] = [state, *written]
    return page(request, "tasks/show.html", context, status=status)

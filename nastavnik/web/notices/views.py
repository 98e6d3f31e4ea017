"""A person's own notices, and what they want to be told of."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse

from nastavnik.kernel import clock
from nastavnik.kernel.errors import RuleBroken
from nastavnik.notifications import selectors, services
from nastavnik.web.notices.forms import PreferencesForm, ReadForm
from nastavnik.web.notices.presenters import notice_row
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.form_pages import FormPage, form_page, refusals_on
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request

ON_A_PAGE = 50


@screen
def list_notices(request: Request) -> HttpResponse:
    """Show what the person has been told, the latest first."""
    notices = Paginator(selectors.list_notices(request.scope), ON_A_PAGE)
    found = notices.get_page(request.GET.get("page"))
    shown = list(found.object_list)
    context = {
        "found": found,
        "rows": [notice_row(notice) for notice in shown],
        "seen_up_to": shown[0].pk if shown else None,
    }
    return page(request, "notices/list.html", context)


@action
def read_notices(request: Request) -> HttpResponse:
    """Mark as read what the person has seen."""
    form = ReadForm(request.POST)
    if not form.is_valid():
        raise RuleBroken("Откройте список уведомлений заново и повторите.")
    services.read_notices(request.scope, up_to=form.cleaned_data["up_to"], now=clock.now())
    return go(request, "list_notices", message="Уведомления отмечены прочитанными.")


@screen
def edit_preferences(request: Request) -> HttpResponse:
    """Ask what to be told of."""
    wishes = selectors.get_preferences(request.scope)
    names = ("rhythm", "stages", "quiet_from", "quiet_until")
    form = PreferencesForm(initial={name: getattr(wishes, name) for name in names})
    return _preferences_page(request, form)


@action
def set_preferences(request: Request) -> HttpResponse:
    """Keep what to be told of."""
    form = PreferencesForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.set_preferences(request.scope, **form.cleaned_data)
            return go(request, "list_notices", message="Настройки уведомлений сохранены.")
    return _preferences_page(request, form)


def _preferences_page(request: Request, form: PreferencesForm) -> HttpResponse:
    sheet = FormPage(
        title="Настройки уведомлений",
        lead="О сроках Вас предупреждает система, а если Вы хотите, и письма.",
        action=reverse("set_preferences"),
        cancel=reverse("list_notices"),
        crumbs=[("Уведомления", reverse("list_notices"))],
        warning=_warning(request),
        says_optional=False,
    )
    return form_page(request, sheet, form)


def _warning(request: Request) -> str:
    if request.user.email:
        return ""
    return (
        "В Вашей учётной записи нет адреса электронной почты, поэтому письма не приходят. "
        "Попросите руководителя или администратора Вашей организации указать его."
    )

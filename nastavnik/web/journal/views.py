"""The journal of the branch, and whether its chain of digests is whole."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse

from nastavnik.audit import selectors
from nastavnik.jobs import services as jobs
from nastavnik.kernel.errors import NotAllowed
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.web.journal.forms import JournalFilter
from nastavnik.web.journal.presenters import entry_rows
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request

ON_A_PAGE = 50
CHECKED_AT_ONCE = 500  # what a page can check without anybody waiting
CHECKED_WHILE_WAITING = 50_000  # more than that is a job


@screen
def list_journal(request: Request) -> HttpResponse:
    """Show who did what when."""
    scope = request.scope
    sees_all = organisations.may_everywhere(scope, Right.SEE_JOURNAL)
    form = JournalFilter(request.GET, auto_id="filter-%s")
    entries = _narrowed(selectors.list_entries(scope, whole=sees_all), form)
    found = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
    kept = {key: value for key, value in request.GET.items() if value and key != "page"}
    context = {
        "form": form,
        "found": found,
        "rows": entry_rows(scope, found.object_list),
        "query": urlencode(kept),
        "sees_all": sees_all,
        "broken": selectors.find_break(CHECKED_AT_ONCE) if sees_all else None,
        "checked": CHECKED_AT_ONCE,
    }
    return page(request, "journal/journal.html", context)


def _narrowed(entries: QuerySet, form: JournalFilter) -> QuerySet:  # type: ignore[type-arg]
    form.is_valid()  # nonsense in the address is nothing asked
    given = form.cleaned_data
    conditions = {
        "target_kind": given.get("kind"),
        "verb": given.get("verb"),
        "at__date__gte": given.get("since"),
        "at__date__lte": given.get("until"),
    }
    return entries.filter(**{name: value for name, value in conditions.items() if value})


@screen
def check_journal(request: Request) -> HttpResponse:
    """Go through the whole chain of digests, or offer a job that does."""
    _require_whole(request.scope)
    total = selectors.list_entries(request.scope, whole=True).count()
    is_long = total > CHECKED_WHILE_WAITING
    broken = None if is_long else selectors.find_break()
    context = {"broken": broken, "total": total, "is_long": is_long}
    return page(request, "journal/chain.html", context)


@action
def start_check(request: Request) -> HttpResponse:
    """Go through the whole chain in the background."""
    _require_whole(request.scope)
    return go(request, "show_job", jobs.start_job(request.scope, "check_journal").pk)


def _require_whole(scope: Scope) -> None:
    if not organisations.may_everywhere(scope, Right.SEE_JOURNAL):
        raise NotAllowed(Right.SEE_JOURNAL)

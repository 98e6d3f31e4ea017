"""People of the branch: the list, the search, the register of curators, a person's page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse

from nastavnik.kernel.scope import Right
from nastavnik.organisations import selectors as organisations
from nastavnik.people import selectors
from nastavnik.web.people import presenters
from nastavnik.web.people.forms import PeopleFilter, SearchForm
from nastavnik.web.people.seats import find_seat
from nastavnik.web.shell.doors import screen, search
from nastavnik.web.shell.pages import page
from nastavnik.web.shell.request import Request

ON_A_PAGE = 50


@screen
def list_people(request: Request) -> HttpResponse:
    """Show the people who hold a post today, or those of one post."""
    scope = request.scope
    scope.require_somewhere(Right.SEE_PEOPLE)
    form = PeopleFilter(request.GET, auto_id="filter-%s")
    form.is_valid()  # nonsense in the address is nothing asked
    post = form.cleaned_data.get("post", "")
    people = selectors.list_people_on(scope, post=post)
    found = Paginator(people, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "search_form": SearchForm(),
        "form": form,
        "found": found,
        "rows": presenters.person_rows(scope, found.object_list),
        "query": urlencode({"post": post}) if post else "",
        "words": "",
        "may_add": scope.may_somewhere(Right.MANAGE_PEOPLE),
    }
    return page(request, "people/people.html", context)


@search
def search_people(request: Request) -> HttpResponse:
    """Show the people with these words in their names, also former ones."""
    scope = request.scope
    scope.require_somewhere(Right.SEE_PEOPLE)
    form = SearchForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    people = selectors.search_people(scope, words) if words else selectors.list_people(scope).none()
    found = Paginator(people, ON_A_PAGE).get_page(1)
    context = {
        "search_form": form,
        "form": PeopleFilter(auto_id="filter-%s"),
        "found": found,
        "rows": presenters.person_rows(scope, found.object_list),
        "query": "",
        "words": words,
        "may_add": scope.may_somewhere(Right.MANAGE_PEOPLE),
    }
    return page(request, "people/people.html", context, status=200 if form.is_valid() else 422)


@screen
def list_register(request: Request) -> HttpResponse:
    """Show the register of curators or coordinators (R5, R6) and where there is none."""
    scope = request.scope
    scope.require_somewhere(Right.SEE_PEOPLE)
    duties = {duty.post.value: duty for duty in selectors.DUTIES}
    duty = duties.get(request.GET.get("post", ""), selectors.DUTIES[0])
    only_gaps = request.GET.get("lack") == "1"
    gaps = selectors.list_units_without(scope, duty.post, duty.kinds)
    units = organisations.list_units(scope, right=Right.SEE_PEOPLE).filter(kind__in=duty.kinds)
    found = Paginator(gaps if only_gaps else units, ON_A_PAGE).get_page(request.GET.get("page"))
    missing = gaps.count()
    context = {
        "found": found,
        "rows": presenters.register_rows(scope, found.object_list),
        "post": duty.post.value,
        "only_gaps": only_gaps,
        "missing": missing,
        "total": units.count(),
        "query": urlencode({"post": duty.post.value, **({"lack": 1} if only_gaps else {})}),
        "may_add": scope.may_somewhere(Right.MANAGE_PEOPLE),
    }
    return page(request, "people/register.html", context)


@screen
def show_person(request: Request, pk: int) -> HttpResponse:
    """Show contacts, appointments with their history, and whether the person can sign in."""
    scope = request.scope
    person = selectors.get_person(scope, pk)
    rows = presenters.post_rows(scope, selectors.list_history(scope, person))
    may_manage = find_seat(scope, person, Right.MANAGE_PEOPLE) is not None
    may_give = find_seat(scope, person, Right.MANAGE_ACCOUNTS) is not None
    context = {
        "person": person,
        "present": [row for row in rows if row.is_present],
        "past": [row for row in rows if not row.is_present],
        "may_manage": may_manage,
        "login": presenters.login_state(scope, person, may_manage=may_give),
        "shows_username": may_give,
    }
    return page(request, "people/person.html", context)

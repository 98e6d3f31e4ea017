"""Letting a person sign in: a login, an invitation by letter or by a link handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from nastavnik.accounts import services as accounts
from nastavnik.kernel import clock
from nastavnik.kernel.errors import RuleBroken
from nastavnik.kernel.scope import Right
from nastavnik.notifications import services as notifications
from nastavnik.people import selectors, services
from nastavnik.web.people.forms import LoginForm
from nastavnik.web.people.persons import crumbs_of
from nastavnik.web.people.seats import get_seat
from nastavnik.web.shell.doors import action, screen
from nastavnik.web.shell.form_pages import FormPage, form_page, refusals_on
from nastavnik.web.shell.pages import go, page
from nastavnik.web.shell.request import Request

if TYPE_CHECKING:
    from nastavnik.organisations.models import Unit
    from nastavnik.people.models import Person

LETTER = """Здравствуйте, {name}!

Вам открыт вход в систему «{product}». Имя для входа: {username}.
Чтобы задать пароль, откройте ссылку:

{link}

Ссылка действует {days} дней и работает один раз. Если письмо пришло по ошибке, ничего не делайте.
"""


@screen
def start_login(request: Request, pk: int) -> HttpResponse:
    """Ask for the login's name."""
    person = selectors.get_person(request.scope, pk)
    get_seat(request.scope, person, Right.MANAGE_ACCOUNTS)
    suggested = person.email.partition("@")[0]
    return _login_page(request, person, LoginForm(initial={"username": suggested}))


@action
def give_login(request: Request, pk: int) -> HttpResponse:
    """Make the login and invite its owner."""
    person = selectors.get_person(request.scope, pk)
    seat = get_seat(request.scope, person, Right.MANAGE_ACCOUNTS)
    form = LoginForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.give_login(request.scope, person, at=seat, **form.cleaned_data)
            return _invite(request, person, seat)
    return _login_page(request, person, form)


@action
def invite_person(request: Request, pk: int) -> HttpResponse:
    """Invite once more: the earlier link stops working."""
    person = selectors.get_person(request.scope, pk)
    seat = get_seat(request.scope, person, Right.MANAGE_ACCOUNTS)
    if person.user is None:
        raise RuleBroken("Сначала откройте человеку вход.")
    return _invite(request, person, seat)


def _invite(request: Request, person: Person, seat: Unit) -> HttpResponse:
    """Send the link, or show it once where there is no address to send it to."""
    assert person.user is not None
    secret = accounts.invite(request.scope, person.user, at=seat, now=clock.now())
    link = settings.PUBLIC_ADDRESS + reverse("accept_invitation", args=(secret,))
    days = accounts.INVITATION_LIFETIME.days
    if not person.email:
        context = {"person": person, "link": link, "days": days, "crumbs": crumbs_of(person)}
        return page(request, "people/invitation.html", context)
    text = LETTER.format(
        name=f"{person.name} {person.patronymic}".strip(),
        product=settings.PRODUCT_NAME,
        username=person.user.username,
        link=link,
        days=days,
    )
    notifications.write_letter(to=person.email, subject="Приглашение в систему", text=text)
    return go(
        request, "show_person", person.pk, message="Вход открыт. Приглашение отправлено письмом."
    )


def _login_page(request: Request, person: Person, form: LoginForm) -> HttpResponse:
    sheet = FormPage(
        title="Вход в систему",
        lead=str(person),
        action=reverse("give_login", args=(person.pk,)),
        cancel=reverse("show_person", args=(person.pk,)),
        label="Открыть вход и пригласить",
        crumbs=crumbs_of(person),
        warning=_warning(person),
    )
    return form_page(request, sheet, form)


def _warning(person: Person) -> str:
    if person.email:
        return ""
    return (
        "Электронная почта не указана. Ссылка для входа будет показана Вам один раз: "
        "передайте её человеку лично."
    )

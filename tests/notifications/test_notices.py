"""Notices in the product and what people want to be told of."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.db import IntegrityError

from nastavnik.accounts import selectors as accounts
from nastavnik.audit.models import Entry
from nastavnik.kernel import clock
from nastavnik.kernel.errors import NotAllowed
from nastavnik.notifications import selectors, services
from nastavnik.notifications.choices import Rhythm, Stage
from nastavnik.notifications.models import Notice, Preference
from nastavnik.notifications.services import NewNotice
from tests.region import Region

WISHES = {
    "rhythm": Rhythm.WEEKLY,
    "stages": [Stage.DUE_7, Stage.OVERDUE],
    "quiet_from": time(22),
    "quiet_until": time(7, 30),
}


def tell(region: Region, *keys: str, who: str = "curator") -> int:
    pk = region.users[who].pk
    return services.notify_many(NewNotice(pk, "due_7", f"Срок: {key}", key) for key in keys)


def texts(region: Region, who: str) -> list[str]:
    return [notice.text for notice in selectors.list_notices(region.scope(who))]


def test_notices_are_told_once_each_to_their_own_person(region: Region) -> None:
    assert tell(region, "a", "b", "b") == 2
    assert tell(region, "a", "c") == 1
    assert tell(region, "a", who="head") == 1
    assert texts(region, "curator") == ["Срок: c", "Срок: b", "Срок: a"]
    assert texts(region, "head") == ["Срок: a"]
    assert texts(region, "mentor") == texts(region, "stranger") == []
    assert services.notify_many([]) == 0


def test_many_notices_are_one_insert(region: Region, django_assert_num_queries) -> None:
    pks = [user.pk for user in region.users.values()]
    with django_assert_num_queries(1):
        written = services.notify_many(
            NewNotice(pk, "overdue", "Срок прошёл", f"overdue-{number}", "show_item", number)
            for pk in pks
            for number in range(100)
        )
    assert written == Notice.objects.count() == 100 * len(pks)
    one = Notice.objects.latest("pk")
    assert (one.target_view, one.target_pk, one.read) == ("show_item", 99, None)
    assert one.created == clock.now()


def test_notices_seen_are_read_and_later_ones_are_not(region: Region) -> None:
    scope = region.scope("curator")
    tell(region, "a", "b")
    tell(region, "a", who="head")
    seen = selectors.list_notices(scope).latest("pk").pk
    tell(region, "c")
    assert services.read_notices(scope, up_to=seen, now=clock.now()) == 2
    assert selectors.count_unread(scope) == 1
    assert selectors.count_unread(region.scope("head")) == 1
    assert services.read_notices(scope, up_to=seen, now=clock.now() + timedelta(days=1)) == 0
    assert {notice.read for notice in selectors.list_notices(scope)} == {None, clock.now()}


def test_notice_told_again_stays_read(region: Region) -> None:
    tell(region, "a")
    services.read_notices(region.scope("curator"), up_to=2**62, now=clock.now())
    assert tell(region, "a") == 0
    assert selectors.count_unread(region.scope("curator")) == 0


def test_who_has_chosen_nothing_wants_the_defaults(region: Region) -> None:
    wishes = selectors.get_preferences(region.scope("curator"))
    assert wishes.pk is None
    assert (wishes.rhythm, wishes.by_mail) == (Rhythm.DAILY, True)
    assert wishes.stages == Stage.values
    assert (wishes.quiet_from, wishes.quiet_until) == (time(20), time(8))


def test_wishes_are_kept_and_changed(region: Region) -> None:
    scope = region.scope("curator")
    first = services.set_preferences(scope, **WISHES)
    kept = selectors.get_preferences(scope)
    assert {name: getattr(kept, name) for name in WISHES} == WISHES
    second = services.set_preferences(scope, **{**WISHES, "rhythm": Rhythm.OFF, "stages": []})
    assert (second.pk, second.by_mail) == (first.pk, False)
    assert selectors.get_preferences(region.scope("head")).pk is None


def test_change_of_wishes_is_in_the_journal(region: Region) -> None:
    services.set_preferences(region.scope("curator"), **WISHES)
    entry = Entry.objects.latest("id")
    assert (entry.verb, entry.actor) == ("set_preferences", region.users["curator"].pk)
    assert entry.details == {"rhythm": "weekly", "stages": ["due_7", "overdue"]}


@pytest.mark.parametrize("wrong", [{"rhythm": "hourly"}, {"stages": ["due_5"]}])
def test_unknown_wishes_are_refused_by_the_database(region: Region, wrong: dict) -> None:
    with pytest.raises(IntegrityError):
        services.set_preferences(region.scope("curator"), **{**WISHES, **wrong})


def test_console_has_no_notices_of_its_own(region: Region) -> None:
    with pytest.raises(NotAllowed):
        selectors.list_notices(region.operator)
    with pytest.raises(NotAllowed):
        services.read_notices(region.operator, up_to=2**62, now=clock.now())
    with pytest.raises(NotAllowed):
        services.set_preferences(region.operator, **WISHES)
    assert not Preference.objects.exists()


def test_wishes_and_addresses_of_many_take_one_query_each(
    region: Region, django_assert_num_queries
) -> None:
    services.set_preferences(region.scope("head"), **WISHES)
    region.users["mentor"].is_active = False
    region.users["mentor"].save(update_fields=["is_active"])
    pks = [user.pk for user in region.users.values()]
    with django_assert_num_queries(2):
        wishes = selectors.preferences_of(pks)
        recipients = accounts.recipients_of(pks)
    assert set(wishes) == set(pks)
    assert wishes[region.users["head"].pk].rhythm == Rhythm.WEEKLY
    assert wishes[region.users["curator"].pk].rhythm == Rhythm.DAILY
    head, stranger = (recipients[region.users[who].pk] for who in ("head", "stranger"))
    assert (head.email, head.zone) == ("head@region.example", "Asia/Krasnoyarsk")
    assert (stranger.email, stranger.zone) == ("", "Europe/Moscow")
    assert region.users["mentor"].pk not in recipients

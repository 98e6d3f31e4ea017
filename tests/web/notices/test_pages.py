"""A person's own notices through the pages: the bell, the list, the wishes."""

from __future__ import annotations

import re
from datetime import time

import pytest

from nastavnik.notifications import selectors, services
from nastavnik.notifications.choices import Rhythm
from nastavnik.notifications.services import NewNotice
from tests.region import Region
from tests.web.laws import errors_of

WISHES = {
    "rhythm": "weekly",
    "stages": ["due_7", "overdue"],
    "quiet_from": "22:00",
    "quiet_until": "07:30",
}


def tell(region: Region, key: str, *, who: str = "curator", **target: object) -> int:
    """Tell one person something; returns the key of the notice."""
    notice = NewNotice(region.users[who].pk, "due_7", f"Срок через 7 дней: {key}", key, **target)
    services.notify_many([notice])
    return selectors.list_notices(region.scope(who)).latest("pk").pk


def unread(region: Region, who: str = "curator") -> int:
    return selectors.count_unread(region.scope(who))


def test_bell_counts_what_is_new_on_every_page(region: Region, sign_in) -> None:
    client = sign_in("curator")
    assert 'aria-label="Уведомления"' in client.get("/").text
    tell(region, "отчёт")
    tell(region, "план")
    tell(region, "приказ", who="head")
    for address in ("/", "/units/", "/no-such-page/", "/notices/"):
        assert 'aria-label="Уведомления, новых: 2"' in client.get(address).text


def test_list_shows_own_notices_with_their_pages(region: Region, sign_in) -> None:
    unit = region.units["school_one"].pk
    tell(region, "отчёт", target_view="show_unit", target_pk=unit)
    tell(region, "чужой", who="head")
    text = sign_in("curator").get("/notices/").text
    assert f'<a href="/units/{unit}/">Срок через 7 дней: отчёт</a>' in text
    assert "чужой" not in text
    assert "Новое" in text


def test_notice_whose_page_is_gone_is_still_told(region: Region, sign_in) -> None:
    tell(region, "отчёт", target_view="page_of_another_version", target_pk=1)
    answer = sign_in("curator").get("/notices/")
    assert answer.status_code == 200
    assert "Срок через 7 дней: отчёт" in answer.text


def test_empty_list_says_so(region: Region, sign_in) -> None:
    text = sign_in("stranger").get("/notices/").text
    assert "Уведомлений пока нет" in text
    assert "Отметить прочитанными" not in text


def test_page_of_notices_holds_fifty(region: Region, sign_in) -> None:
    for number in range(51):
        tell(region, str(number))
    client = sign_in("curator")
    assert client.get("/notices/").text.count('data-label="Когда"') == 50
    assert client.get("/notices/?page=2").text.count('data-label="Когда"') == 1
    assert client.get("/notices/?page=nonsense").status_code == 200


def test_list_takes_the_same_queries_for_one_and_for_fifty(
    region: Region, sign_in, django_assert_max_num_queries
) -> None:
    for number in range(50):
        tell(region, str(number))
    client = sign_in("curator")
    client.get("/notices/")
    with django_assert_max_num_queries(18):
        client.get("/notices/")


def test_seen_notices_are_marked_as_read(region: Region, sign_in) -> None:
    seen = tell(region, "отчёт")
    tell(region, "план")
    client = sign_in("curator")
    answer = client.post("/notices/read/", {"up_to": seen}, follow=True)
    assert answer.redirect_chain == [("/notices/", 302)]
    assert "Уведомления отмечены прочитанными." in answer.text
    assert "Прочитано" in answer.text
    assert unread(region) == 1


def test_notices_of_others_are_not_touched(region: Region, sign_in) -> None:
    theirs = tell(region, "отчёт", who="head")
    assert sign_in("curator").post("/notices/read/", {"up_to": theirs}).status_code == 302
    assert unread(region, "head") == 1


def test_nobody_signed_out_marks_anything(region: Region, client) -> None:
    seen = tell(region, "отчёт")
    assert client.post("/notices/read/", {"up_to": seen})["Location"].startswith("/login/")
    assert client.post("/notices/settings/save/", WISHES)["Location"].startswith("/login/")
    assert unread(region) == 1
    assert selectors.get_preferences(region.scope("curator")).pk is None


def test_marking_twice_changes_nothing_more(region: Region, sign_in) -> None:
    seen = tell(region, "отчёт")
    client = sign_in("curator")
    for _ in range(2):
        assert client.post("/notices/read/", {"up_to": seen}).status_code == 302
    assert unread(region) == 0


@pytest.mark.parametrize("up_to", ["", "abc", "-1", str(2**63), "1 OR 1=1"])
def test_nonsense_marks_nothing(region: Region, sign_in, up_to: str) -> None:
    tell(region, "отчёт")
    assert sign_in("curator").post("/notices/read/", {"up_to": up_to}).status_code == 422
    assert unread(region) == 1


@pytest.mark.parametrize("page", ["/notices/read/", "/notices/settings/save/"])
def test_actions_do_not_answer_get(region: Region, sign_in, page: str) -> None:
    assert sign_in("curator").get(page).status_code == 405


@pytest.mark.parametrize("page", ["/notices/", "/notices/settings/"])
def test_screens_cannot_be_posted_to(region: Region, sign_in, page: str) -> None:
    assert sign_in("curator").post(page).status_code == 405


def test_wishes_are_kept_and_shown(region: Region, sign_in) -> None:
    client = sign_in("curator")
    answer = client.post("/notices/settings/save/", WISHES, follow=True)
    assert "Настройки уведомлений сохранены." in answer.text
    kept = selectors.get_preferences(region.scope("curator"))
    assert (kept.rhythm, kept.stages) == (Rhythm.WEEKLY, ["due_7", "overdue"])
    assert (kept.quiet_from, kept.quiet_until) == (time(22), time(7, 30))
    text = client.get("/notices/settings/").text
    assert 'name="quiet_until" value="07:30"' in text
    assert re.findall(r'value="(\w+)"[^>]* checked', text) == ["weekly", "due_7", "overdue"]
    assert selectors.get_preferences(region.scope("head")).pk is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"rhythm": "hourly"},
        {"rhythm": ""},
        {"stages": ["due_7", "due_5"]},
        {"quiet_from": "25:00"},
        {"quiet_until": ""},
    ],
)
def test_wrong_wishes_come_back_with_their_fields(region: Region, sign_in, wrong: dict) -> None:
    answer = sign_in("curator").post("/notices/settings/save/", {**WISHES, **wrong})
    assert answer.status_code == 422
    assert errors_of(answer.text)
    assert selectors.get_preferences(region.scope("curator")).pk is None


def test_nothing_at_all_may_be_chosen(region: Region, sign_in) -> None:
    given = {name: value for name, value in WISHES.items() if name != "stages"}
    assert sign_in("curator").post("/notices/settings/save/", given).status_code == 302
    assert selectors.get_preferences(region.scope("curator")).stages == []


def test_who_has_no_address_is_told_so(region: Region, sign_in) -> None:
    assert "нет адреса электронной почты" in sign_in("stranger").get("/notices/settings/").text
    assert "нет адреса электронной почты" not in sign_in("head").get("/notices/settings/").text


def test_profile_leads_to_the_wishes(region: Region, sign_in) -> None:
    assert 'href="/notices/settings/"' in sign_in("mentee").get("/profile/").text

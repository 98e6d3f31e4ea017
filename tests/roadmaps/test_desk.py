"""A person's desk: saved filters and the link for a calendar program, each their own only."""

from __future__ import annotations

import pytest

from nastavnik.audit.models import Entry
from nastavnik.kernel.errors import Missing, NotAllowed, RuleBroken
from nastavnik.people import selectors as people
from nastavnik.roadmaps import rules, selectors, services
from nastavnik.roadmaps.models import CalendarFeed, SavedFilter
from tests.region import Region

QUERY = "when=overdue&unit=3"


def save(region: Region, who: str = "curator", name: str = "Срочное", **more: str) -> SavedFilter:
    given = {"view": "calendar", "query": QUERY} | more
    return services.save_filter(region.scope(who), name=name, **given)


def test_filter_is_kept_for_its_owner_only(region: Region) -> None:
    saved = save(region, name="  Срочное  у нас ")
    assert (saved.name, saved.view, saved.query) == ("Срочное у нас", "calendar", QUERY)
    assert list(selectors.list_filters(region.scope("curator"))) == [saved]
    assert list(selectors.list_filters(region.scope("head"))) == []
    entry = Entry.objects.order_by("-pk")[0]
    assert (entry.verb, entry.details) == ("save_filter", {"view": "calendar"})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "н" * 81}, "name"),
        ({"view": "magic"}, None),
        ({"query": "q=" + "a" * 1000}, None),
        ({"query": "q=%D0%97%D0%B8%D0%BC%D0%B8%D0%BD%D1%83"}, None),  # Зимину: the curator
        ({"query": "q=отчёт+П.+А.+Неизвестного"}, None),
    ],
)
def test_unfit_filter_is_refused(
    region: Region, changes: dict[str, str], field: str | None
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        save(region, **changes)
    assert refusal.value.field == field
    assert not SavedFilter.objects.exists()


def test_names_differ_within_one_desk(region: Region) -> None:
    save(region)
    other = save(region, "head")
    with pytest.raises(RuleBroken, match="уже есть"):
        save(region)
    second = save(region, name="Другое")
    with pytest.raises(RuleBroken, match="уже есть"):
        services.rename_filter(region.scope("curator"), second.pk, name="Срочное")
    assert services.rename_filter(region.scope("head"), other.pk, name="Срочное") == other


def test_number_of_filters_has_an_end(region: Region) -> None:
    owner = region.users["curator"]
    SavedFilter.objects.bulk_create(
        SavedFilter(user=owner, name=f"№ {number}", view="table")
        for number in range(rules.MOST_FILTERS)
    )
    with pytest.raises(RuleBroken, match="Больше нельзя"):
        save(region)


def test_filter_is_renamed_and_deleted(region: Region) -> None:
    saved = save(region)
    scope = region.scope("curator")
    assert services.rename_filter(scope, saved.pk, name="Новое").name == "Новое"
    services.delete_filter(scope, saved.pk)
    assert not SavedFilter.objects.exists()
    assert [entry.verb for entry in Entry.objects.order_by("-pk")[:2]] == [
        "delete_filter",
        "rename_filter",
    ]


def test_filter_of_another_is_missing(region: Region) -> None:
    saved = save(region)
    stranger = region.scope("head")
    with pytest.raises(Missing):
        services.rename_filter(stranger, saved.pk, name="Чужое")
    with pytest.raises(Missing):
        services.delete_filter(stranger, saved.pk)
    with pytest.raises(Missing):
        selectors.get_filter(stranger, saved.pk)


def test_who_sees_no_plans_has_no_desk(region: Region) -> None:
    for who in ("mentee", "administrator", "stranger"):
        with pytest.raises(NotAllowed):
            save(region, who)
        with pytest.raises(NotAllowed):
            services.open_feed(region.scope(who))
    with pytest.raises(NotAllowed):
        services.open_feed(region.operator)


def test_secret_is_told_once_and_its_hash_kept(region: Region) -> None:
    secret = services.open_feed(region.scope("curator"))
    feed = CalendarFeed.objects.get()
    assert feed.user == region.users["curator"]
    assert secret not in feed.secret_hash
    assert selectors.get_feed(secret) == feed
    assert secret not in str(list(Entry.objects.values_list("details", flat=True)))


def test_renewed_link_ends_the_old_one(region: Region) -> None:
    scope = region.scope("curator")
    old, new = services.open_feed(scope), services.open_feed(scope)
    assert selectors.get_feed(new).user == region.users["curator"]
    with pytest.raises(Missing):
        selectors.get_feed(old)
    entry = Entry.objects.order_by("-pk")[0]
    assert (entry.verb, entry.details) == ("open_feed", {"renewed": True})


def test_revoked_link_is_missing(region: Region) -> None:
    scope = region.scope("curator")
    secret = services.open_feed(scope)
    services.close_feed(scope)
    assert selectors.find_feed(scope) is None
    with pytest.raises(Missing):
        selectors.get_feed(secret)
    with pytest.raises(Missing):
        services.close_feed(scope)


def test_link_of_a_closed_login_is_missing(region: Region) -> None:
    secret = services.open_feed(region.scope("curator"))
    region.users["curator"].is_active = False
    region.users["curator"].save(update_fields=["is_active"])
    with pytest.raises(Missing):
        selectors.get_feed(secret)


def test_texts_naming_persons_of_the_register(region: Region) -> None:
    texts = [
        "Поручить Зимину подготовку",
        "Опыт семьи Снегиревых",
        "Собрание кураторов школ города Приозёрска",
        "Доклад Н. Н. Неизвестного",
        "Доклад Неизвестного",
    ]
    named = people.texts_naming_persons(texts)
    assert named == {texts[0], texts[1], texts[3]}
    assert people.texts_naming_persons([]) == frozenset()

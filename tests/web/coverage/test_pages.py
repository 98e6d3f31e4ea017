"""Lists of organisations, the cascade and its matrix, as people meet them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nastavnik.jobs import services as jobs
from nastavnik.jobs.models import Job
from nastavnik.roadmaps import selectors
from nastavnik.roadmaps.choices import ListState, RoadmapState, TaskState
from nastavnik.roadmaps.models import Item, ParticipationList, Roadmap, Task
from nastavnik.roadmaps.services import cascade_roadmap, draft_participation
from tests.region import TODAY, Region
from tests.roadmaps.cascades import approve_list, below, item_of, upper_plan
from tests.web.laws import check_neighbour_is_missing

SignIn = Callable[[str], Client]
MISSING = 9_999_999
ACT = {"act_text": "приказ от 1 сентября 2026 г. № 12", "approved_on": "2026-09-01"}


@pytest.fixture
def drafted(region: Region) -> ParticipationList:
    return draft_participation(region.operator, region.unit("town"), 2026)


@pytest.fixture
def upper(region: Region) -> Roadmap:
    approve_list(region)
    return upper_plan(region)


@pytest.fixture
def cascaded(region: Region, upper: Roadmap) -> Roadmap:
    cascade_roadmap(region.operator, upper.pk)
    return upper


def text_of(client: Client, name: str, *args: Any, **query: Any) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode().replace("\xa0", " "))


def test_list_is_drafted_changed_and_approved(region: Region, sign_in: SignIn) -> None:
    client = sign_in("officer")
    data = {"unit": region.units["ministry"].pk, "year": 2026}
    answer = client.post(reverse("draft_participation"), data)
    drafted = ParticipationList.objects.get()
    assert answer.url == reverse("show_participation", args=[drafted.pk])
    text = text_of(client, "show_participation", drafted.pk)
    assert "<strong>6</strong> из 6 организаций" in text
    assert "Управление образования города Приозёрска</a>" in text
    inside = text_of(client, "show_participation", drafted.pk, territory=region.units["town"].pk)
    assert inside.count('type="checkbox"') == 3
    one, two, town = (region.units[code].pk for code in ("school_one", "school_two", "town"))
    change = {"version": 0, "shown": f"{one},{two},{town}", "unit": [one, town], "territory": town}
    client.post(reverse("change_participation", args=[drafted.pk]), change)
    assert set(selectors.members_of(drafted)) == {
        region.units[code].pk for code in ("school_one", "town", "district", "school_far",
                                           "college")
    }  # fmt: skip
    client.post(reverse("approve_participation", args=[drafted.pk]), {**ACT, "version": 1})
    drafted.refresh_from_db()
    assert (drafted.state, drafted.approved_on) == (ListState.APPROVED, date(2026, 9, 1))
    frozen = text_of(client, "show_participation", drafted.pk)
    assert "Перечень утверждён" in frozen
    assert "checkbox" not in frozen
    assert "школа № 2" not in frozen.lower()
    assert "Утверждён" in text_of(client, "list_participation")


def test_list_is_searched_by_words(
    region: Region, sign_in: SignIn, drafted: ParticipationList
) -> None:
    found = text_of(sign_in("coordinator"), "show_participation", drafted.pk, q="приозерска № 2")
    assert found.count('type="checkbox"') == 1
    nothing = text_of(sign_in("coordinator"), "show_participation", drafted.pk, q="лицей")
    assert "Ничего не найдено" in nothing


def test_who_may_not_change_sees_the_draft_without_a_button(
    sign_in: SignIn, drafted: ParticipationList
) -> None:
    text = text_of(sign_in("auditor"), "show_participation", drafted.pk)
    assert "disabled" in text
    assert "Сохранить" not in text
    assert "Утвердить" not in text
    assert "Утвердить" not in text_of(sign_in("centre"), "show_participation", drafted.pk)


def test_approval_without_the_document_says_so_at_its_field(
    sign_in: SignIn, drafted: ParticipationList
) -> None:
    answer = sign_in("coordinator").post(
        reverse("approve_participation", args=[drafted.pk]), {**ACT, "act_text": "", "version": 0}
    )
    assert answer.status_code == 422
    assert "Укажите документ, которым утверждён перечень." in answer.content.decode()


def test_second_list_of_the_year_is_refused_at_the_form(
    region: Region, sign_in: SignIn, drafted: ParticipationList
) -> None:
    data = {"unit": region.units["town"].pk, "year": 2026}
    answer = sign_in("coordinator").post(reverse("draft_participation"), data)
    assert answer.status_code == 422
    assert "уже составлен" in answer.content.decode()


def test_change_of_an_older_page_is_told_and_of_a_frozen_list_refused(
    region: Region, sign_in: SignIn, drafted: ParticipationList
) -> None:
    client = sign_in("coordinator")
    address = reverse("change_participation", args=[drafted.pk])
    data = {"version": 5, "shown": str(region.units["school_one"].pk)}
    assert client.post(address, data).status_code == 409
    client.post(reverse("approve_participation", args=[drafted.pk]), {**ACT, "version": 0})
    assert client.post(address, {**data, "version": 1}).status_code == 422
    again = client.post(reverse("approve_participation", args=[drafted.pk]), {**ACT, "version": 1})
    assert again.status_code == 422


@pytest.mark.parametrize("name", ["change_participation", "approve_participation"])
def test_laws_of_actions_on_lists(sign_in: SignIn, drafted: ParticipationList, name: str) -> None:
    data = {**ACT, "version": 0}
    check_neighbour_is_missing(
        sign_in("neighbour"),
        reverse(name, args=[drafted.pk]),
        reverse(name, args=[MISSING]),
        data,
    )
    assert sign_in("auditor").post(reverse(name, args=[drafted.pk]), data).status_code == 403
    assert sign_in("officer").get(reverse(name, args=[drafted.pk])).status_code == 405


def test_plan_is_brought_down_by_a_job(region: Region, sign_in: SignIn, upper: Roadmap) -> None:
    client = sign_in("officer")
    preview = text_of(client, "confirm_cascade", upper.pk)
    assert "Новых планов</dt><dd>6" in preview
    assert "Новых мероприятий</dt><dd>9" in preview
    answer = client.post(reverse("start_cascade", args=[upper.pk]))
    job = Job.objects.get()
    assert answer.url == reverse("show_job", args=[job.pk])
    jobs.run_job_here(region.operator, job.pk)
    assert "Открыть исполнение в организациях" in text_of(client, "show_job", job.pk)
    assert "изменений нет" in text_of(client, "confirm_cascade", upper.pk)


def test_laws_of_the_cascade(sign_in: SignIn, region: Region, upper: Roadmap) -> None:
    address = reverse("start_cascade", args=[upper.pk])
    missing = reverse("start_cascade", args=[MISSING])
    check_neighbour_is_missing(sign_in("neighbour"), address, missing, {})
    assert sign_in("centre").post(address).status_code == 403
    assert sign_in("officer").get(address).status_code == 405
    Roadmap.objects.filter(pk=upper.pk).update(state=RoadmapState.REVISING)
    refused = sign_in("officer").post(address)
    assert refused.status_code == 422
    assert "утверждённую карту" in refused.content.decode()
    assert not Job.objects.exists()


def test_matrix_shows_figures_of_territories_that_open(
    region: Region, sign_in: SignIn, cascaded: Roadmap
) -> None:
    client = sign_in("officer")
    text = text_of(client, "show_coverage", cascaded.pk)
    assert "просрочено: 1" in text
    town = region.units["town"].pk
    inside = text_of(client, "show_coverage", cascaded.pk, under=town)
    first = below(item_of(cascaded, "1.1"), "school_one", region)
    assert reverse("show_item", args=[first.pk]) in inside
    assert "Полянская" not in inside


def test_every_figure_opens_the_list_of_as_many(
    region: Region, sign_in: SignIn, cascaded: Roadmap
) -> None:
    Item.objects.filter(pk=below(item_of(cascaded, "1.1"), "school_one", region).pk).update(
        outcome="done"
    )
    client = sign_in("officer")
    text = text_of(client, "show_coverage", cascaded.pk)
    figures = re.findall(r'<a href="([^"]*/cells/[^"]*)">(\d+)</a>', text)
    assert len(figures) > 12
    for address, number in figures:
        if "under" in address:  # of a territory: the number is of those done
            address += "&state=done"
        listed = client.get(address.replace("&amp;", "&")).content.decode()
        if "state=" in address:
            found = re.search(r"Найдено: (\d+)", listed)
            assert (found[1] if found else "0") == number, address


def test_own_items_and_orphans_have_their_lists(
    region: Region, sign_in: SignIn, cascaded: Roadmap
) -> None:
    school = Roadmap.objects.get(parent=cascaded, unit=region.units["school_one"])
    school.items.create(position=7, key="own", title="Своя мера", term={})
    Item.objects.filter(pk=item_of(cascaded, "1.1").pk).update(withdrawn_on=TODAY)
    client = sign_in("officer")
    text = text_of(client, "show_coverage", cascaded.pk)
    assert "добавили своих мероприятий: 1" in text
    assert "у организаций остались: 3" in text
    assert "Своя мера" in text_of(client, "list_own_items", cascaded.pk)
    orphans = text_of(client, "list_own_items", cascaded.pk, orphans=1)
    assert orphans.count("1.1. Назначить куратора") == 3


def test_tab_stands_only_where_a_plan_comes_down(
    region: Region, sign_in: SignIn, cascaded: Roadmap
) -> None:
    client = sign_in("officer")
    assert reverse("show_coverage", args=[cascaded.pk]) in text_of(
        client, "show_roadmap", cascaded.pk
    )
    school = Roadmap.objects.get(parent=cascaded, unit=region.units["school_one"])
    assert reverse("show_coverage", args=[school.pk]) not in text_of(
        client, "show_roadmap", school.pk
    )


def test_without_a_list_the_matrix_says_what_to_do(region: Region, sign_in: SignIn) -> None:
    upper = upper_plan(region)
    text = text_of(sign_in("officer"), "show_coverage", upper.pk)
    assert "нет утверждённого перечня организаций" in text


def test_item_below_names_the_item_it_carries_out(
    region: Region, sign_in: SignIn, cascaded: Roadmap
) -> None:
    first = item_of(cascaded, "1.1")
    mine = below(first, "school_one", region)
    text = text_of(sign_in("curator"), "show_item", mine.pk)
    assert "Исполняет мероприятие вышестоящей карты" in text
    assert reverse("show_item", args=[first.pk]) not in text
    above = text_of(sign_in("officer"), "show_item", mine.pk)
    assert reverse("show_item", args=[first.pk]) in above


def test_pages_ask_a_constant_number_of_questions(
    region: Region, sign_in: SignIn, cascaded: Roadmap, django_assert_max_num_queries: Any
) -> None:
    client = sign_in("officer")
    client.get("/")
    for name in ("show_coverage", "list_coverage", "list_own_items"):
        with django_assert_max_num_queries(42):
            client.get(reverse(name, args=[cascaded.pk]))


@pytest.mark.parametrize("under", [None, "town"])
def test_every_sum_of_tasks_opens_to_those_tasks(
    region: Region, sign_in: SignIn, cascaded: Roadmap, under: str | None
) -> None:
    theirs = Task.objects.filter(item__origin__roadmap=cascaded, unit=region.units["school_one"])
    waived = theirs.first()
    assert waived is not None
    Task.objects.filter(pk=waived.pk).update(state=TaskState.NOT_NEEDED, closed_on=TODAY)
    client = sign_in("officer")
    query = {"under": region.units[under].pk} if under else {}
    html = client.get(reverse("show_coverage", args=[cascaded.pk]), query).content.decode()
    links = re.findall(r'href="(/tasks/\?[^"]*upper=[^"]*)">(\d+)<', html)
    assert {figure for _, figure in links} > {"0"}
    for address, figure in links:
        listed = client.get(unescape(address)).content.decode()
        assert listed.count('type="checkbox" name="task"') == int(figure), address

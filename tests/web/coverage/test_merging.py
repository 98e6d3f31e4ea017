"""The page on which two units become one."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from nastavnik.organisations import selectors as organisations
from nastavnik.roadmaps.models import Roadmap, Task
from nastavnik.roadmaps.services import cascade_roadmap
from tests.region import TODAY, Region
from tests.roadmaps.cascades import approve_list, upper_plan
from tests.web.laws import check_neighbour_is_missing, errors_of

SignIn = Callable[[str], Client]
MISSING = 9_999_999


def test_school_is_merged_from_its_page(region: Region, sign_in: SignIn) -> None:
    approve_list(region)
    upper = upper_plan(region)
    cascade_roadmap(region.operator, upper.pk)
    one, two = region.units["school_one"].pk, region.units["school_two"].pk
    client = sign_in("coordinator")
    address = reverse("confirm_merge", args=[two])
    assert address in client.get(reverse("show_unit", args=[two])).content.decode()
    offered = client.get(address).content.decode()
    assert "Средняя школа № 1" in offered.replace("\xa0", " ")
    assert "Полянская" not in offered
    data = {"into": one, "on": TODAY.isoformat()}
    answer = client.post(reverse("merge_units", args=[two]), data)
    assert answer.url == reverse("show_unit", args=[one])
    assert organisations.paths_of({two}, TODAY) == {}
    assert Roadmap.objects.get(unit=two).state == "closed"
    assert not Task.objects.filter(unit=two, state="open").exists()


def test_laws_of_the_merger(region: Region, sign_in: SignIn) -> None:
    one, two = region.units["school_one"].pk, region.units["school_two"].pk
    address = reverse("merge_units", args=[two])
    data = {"into": one, "on": TODAY.isoformat()}
    missing = reverse("merge_units", args=[MISSING])
    check_neighbour_is_missing(sign_in("neighbour"), address, missing, data)
    own = reverse("merge_units", args=[one])
    assert sign_in("head").post(own, data).status_code == 403
    client = sign_in("coordinator")
    assert client.get(address).status_code == 405
    far = client.post(address, {**data, "into": region.units["school_far"].pk})
    assert far.status_code == 422
    early = client.post(address, {**data, "on": "2030-01-01"})
    assert early.status_code == 422
    assert "когда оно произошло" in errors_of(early.content.decode())
    assert set(organisations.paths_of({one, two}, TODAY)) == {one, two}

"""Two people at one plan at the same time: what is agreed is what was sent."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connections, transaction

from nastavnik.kernel.errors import RuleBroken
from nastavnik.roadmaps import services
from nastavnik.roadmaps.models import Edition, Item
from tests.conftest import NOON
from tests.region import TODAY, Region, build_region, find_region
from tests.roadmaps.plans import small_plan


@pytest.fixture
def lasting(transactional_db: None) -> Iterator[Region]:
    """The region; what is done to it is committed."""
    with time_machine.travel(NOON, tick=False):
        yield find_region() or build_region()


def test_words_do_not_change_under_the_hands_of_who_submits(lasting: Region) -> None:
    curator = lasting.scope("curator")
    plan = services.create_roadmap_from_plan(
        curator, lasting.unit("school_one"), small_plan(), state="draft"
    )
    item = plan.items.get(number="1.1")
    sent, refused = threading.Event(), []

    def correct() -> None:
        sent.wait()
        try:
            services.correct_item(curator, item.pk, version=0, title="Совсем другое")
        except RuleBroken as refusal:
            refused.append(refusal.message)
        finally:
            connections.close_all()

    other = threading.Thread(target=correct)
    other.start()
    with transaction.atomic():
        services.submit_roadmap(curator, plan.pk)
        sent.set()
        other.join(timeout=1)
        assert other.is_alive()  # waits until the plan is let go
    other.join()
    assert [message[:25] for message in refused] == ["Сейчас дорожную карту мен"]
    assert Item.objects.get(pk=item.pk).title == "Назначить куратора"


def test_two_who_approve_at_once_make_one_edition(lasting: Region) -> None:
    officer = lasting.scope("officer")
    plan = services.create_roadmap_from_plan(
        officer, lasting.unit("ministry"), small_plan(), state="draft"
    )
    start, refused = threading.Barrier(2), []

    def approve() -> None:
        start.wait()
        try:
            services.approve_roadmap(officer, plan.pk, act_text="приказ № 7", on=TODAY)
        except RuleBroken as refusal:
            refused.append(refusal.message)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=approve) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(refused) == 1
    assert Edition.objects.filter(roadmap=plan).count() == 1

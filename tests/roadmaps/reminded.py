"""Tasks of one item planted in the small region, and who has been told what about them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time

from django.conf import settings

from nastavnik.notifications.choices import Rhythm, every_stage
from nastavnik.notifications.models import Letter, Notice
from nastavnik.notifications.services import set_preferences
from nastavnik.people.models import Person
from nastavnik.roadmaps import services
from nastavnik.roadmaps.choices import TaskState
from nastavnik.roadmaps.models import Item, Reminder, Task
from tests.region import TODAY, Region
from tests.roadmaps.plans import long_plan, plan_of

ALL_STAGES = every_stage()


def item_of(region: Region, unit: str = "school_one", **texts: str) -> Item:
    """Return the only item of a new plan of the unit, without tasks, with these texts."""
    plan = long_plan(1) if not texts else plan_of(long_plan(1).items)
    roadmap = services.create_roadmap_from_plan(region.operator, region.unit(unit), plan)
    roadmap.plan_tasks.all().delete()
    Item.objects.filter(roadmap=roadmap).update(number="2.1", **texts)
    return Item.objects.get(roadmap=roadmap)


def plant(
    region: Region,
    due: date,
    *,
    item: Item | None = None,
    unit: str = "school_one",
    post: str = "",
    person: Person | None = None,
    count: int = 1,
    **facts: object,
) -> list[Task]:
    """Plant tasks of the item (of a new plan of the unit if None)."""
    item = item or item_of(region, unit)
    begun = item.tasks.count()
    return Task.objects.bulk_create(
        Task(
            roadmap_id=item.roadmap_id, item=item, key=f"{begun + number}", due=due,
            planned_due=due, unit=region.units[unit], post=post, person=person,
            **({"state": TaskState.OPEN} | facts),
        )
        for number in range(count)
    )  # fmt: skip


def remind(region: Region, day: date = TODAY, hour: int = 5) -> services.Counts:
    """Remind at that hour UTC: by day in the zone of the region, outside quiet hours."""
    return services.remind(region.operator, datetime.combine(day, time(hour), UTC))


def told(region: Region) -> dict[str, list[str]]:
    """Return the stages at which each cast member has been reminded, in the order of days."""
    names = {user.pk: name for name, user in region.users.items()}
    found: dict[str, list[str]] = {}
    for user_id, stage in Reminder.objects.order_by("pk").values_list("user_id", "stage"):
        found.setdefault(names[user_id], []).append(stage)
    return found


def wish(
    region: Region,
    who: str,
    *,
    rhythm: str = Rhythm.DAILY,
    stages: Collection[str] = tuple(ALL_STAGES),
    quiet: tuple[time, time] = (time(20), time(8)),
) -> None:
    """Let the person choose what to be told of."""
    set_preferences(
        region.scope(who), rhythm=rhythm, stages=stages, quiet_from=quiet[0], quiet_until=quiet[1]
    )


def letters_to(who: str) -> list[Letter]:
    """Return the letters to the cast member, the first written first."""
    return list(Letter.objects.filter(to=f"{who}@region.example").order_by("pk"))


def notices_of(region: Region, who: str) -> list[str]:
    """Return what the cast member was told in the product."""
    return list(
        Notice.objects.filter(user=region.users[who]).order_by("pk").values_list("text", flat=True)
    )


LINK = settings.PUBLIC_ADDRESS

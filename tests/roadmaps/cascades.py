"""A region whose plan comes down: invented measures for schools, colleges and authorities."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nastavnik.organisations.choices import UnitKind
from nastavnik.people.choices import Post
from nastavnik.pure.actors import ActorKind
from nastavnik.pure.plans import Section
from nastavnik.pure.source import Place
from nastavnik.roadmaps.choices import ActorState
from nastavnik.roadmaps.models import Item, ItemActor, ParticipationList, Roadmap, Task
from nastavnik.roadmaps.services import (
    approve_participation,
    create_roadmap_from_plan,
    draft_participation,
)
from tests.region import Region
from tests.roadmaps.plans import actor, due, measure, plan_of

SCHOOLS = (UnitKind.SCHOOL.value,)
INSTITUTIONS = (UnitKind.SCHOOL.value, UnitKind.COLLEGE.value)
AUTHORITIES = (UnitKind.MUNICIPAL_AUTHORITY.value,)


def approve_list(region: Region, at: str = "ministry", year: int = 2026) -> ParticipationList:
    """Draft and approve the list of the unit with everybody in it."""
    drafted = draft_participation(region.operator, region.unit(at), year)
    return approve_participation(
        region.operator,
        drafted.pk,
        act_text="приказ от 1 сентября 2026 г. № 12",
        approved_on=date(2026, 9, 1),
        version=drafted.version,
    )


def mean(item: Item, unit_id: int, kinds: Sequence[str], post: str = "") -> None:
    """Let the item's only actor mean every unit of the kinds in the branch, or a post in each."""
    state = ActorState.POST if post else ActorState.UNITS
    item.actors.update(state=state, unit_id=unit_id, kinds=list(kinds), post=post)
    Task.objects.filter(item=item).delete()


def upper_plan(region: Region, at: str = "ministry") -> Roadmap:
    """Return a plan in force: 1.1 for schools, 1.2 for a post in institutions, 2.1 for authorities,
    2.2 of the ministry itself."""
    many = actor("ОО", ActorKind.OTHER)
    plan = plan_of(
        [
            measure(2, "1.1", "Назначить куратора", section=0, actors=[many], result="Приказ",
                    term=due(None, date(2026, 12, 15)), term_text="до 15 декабря 2026 года"),
            measure(3, "1.2", "Собрать согласия", section=0, actors=[many],
                    term=due(date(2026, 11, 1), date(2026, 11, 30)), term_text="ноябрь 2026 года"),
            measure(5, "2.1", "Провести совещание", section=1, actors=[many],
                    term=due(None, date(2026, 10, 1)), term_text="до 1 октября 2026 года"),
            measure(6, "2.2", "Подвести итоги", section=1,
                    term=due(None, date(2027, 6, 1)), term_text="до 1 июня 2027 года"),
        ],
        sections=(Section("1", "Подготовка", Place(3, 1)), Section("2", "Итоги", Place(3, 4))),
    )  # fmt: skip
    roadmap = create_roadmap_from_plan(region.operator, region.unit(at), plan)
    first, second, third, _ = roadmap.items.order_by("position")
    top = region.units[at].pk
    mean(first, top, SCHOOLS)
    mean(second, top, INSTITUTIONS, Post.CURATOR)
    mean(third, top, AUTHORITIES)
    roadmap.refresh_from_db()
    return roadmap


def item_of(roadmap: Roadmap, number: str) -> Item:
    """Return the item of the plan with the number."""
    return roadmap.items.get(number=number)


def below(item: Item, unit: str, region: Region) -> Item:
    """Return the item of the unit that carries the upper one out."""
    return Item.objects.get(origin=item, roadmap__unit=region.units[unit])


def picture() -> dict[str, list[tuple[object, ...]]]:
    """Return everything a cascade writes, to be compared."""
    shown = {
        Roadmap: ("unit", "parent", "version"),
        Item: ("roadmap", "position", "title", "origin", "origin_version", "withdrawn_on",
               "section", "outcome", "version"),
        ItemActor: ("item", "unit", "post"),
        Task: ("item", "unit", "due", "state"),
    }  # fmt: skip
    return {
        model.__name__: list(model.objects.order_by("pk").values_list("pk", *fields))
        for model, fields in shown.items()
    }

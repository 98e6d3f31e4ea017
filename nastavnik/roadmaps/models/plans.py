"""Plans as in their orders: every text verbatim beside what was understood of it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import Q

from nastavnik.documents.models import Act
from nastavnik.imports.models import Intake
from nastavnik.kernel.fields import SpansField
from nastavnik.organisations.choices import UnitKind
from nastavnik.organisations.models import Unit
from nastavnik.people.choices import Post
from nastavnik.people.models import Person
from nastavnik.roadmaps.choices import ActorState, Outcome, RoadmapKind, RoadmapState


class Roadmap(models.Model):
    """A plan of a unit. `columns` are [{"header", "field"}] in the document's order.

    `findings` are the remarks of the order linter and `rows` its count of rows (read, accepted,
    rejected, skipped) at the moment of confirmation. `context_year` is the year in which bare
    months of the plan are read: "2020/2021", "2021" or "2020-2024".

    `parent` is the plan this one is developed under (R19), `previous` last year's one (R20).
    `in_force` is the day since which it is carried out; `edition` the number of the last approved
    edition, 0 before the first; `version` grows with every change of the head of the plan.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="roadmaps")
    kind = models.CharField("вид", max_length=20, choices=RoadmapKind)
    title = models.TextField("название")
    period = DateRangeField("срок действия", null=True)
    context_year = models.CharField("год плана", max_length=9, blank=True)
    act = models.ForeignKey(Act, models.PROTECT, null=True, related_name="roadmaps")
    intake = models.OneToOneField(Intake, models.PROTECT, null=True, related_name="roadmap")
    columns = models.JSONField("графы")
    findings = models.JSONField("замечания к документу", default=list)
    rows = models.JSONField("счёт строк", default=dict)
    created = models.DateTimeField("внесена", auto_now_add=True)
    state = models.CharField(
        "состояние", max_length=20, choices=RoadmapState, default=RoadmapState.DRAFT
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="following")
    in_force = models.DateField("исполняется с", null=True)
    edition = models.PositiveIntegerField("номер редакции", default=0)
    version = models.PositiveIntegerField("версия", default=0)

    class Meta:
        verbose_name = "дорожная карта"
        verbose_name_plural = "дорожные карты"
        constraints = (
            models.UniqueConstraint(fields=["parent", "unit"], name="developed_once_in_unit"),
        )

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """A heading row of the plan."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField("место по порядку")
    number = models.CharField("номер", max_length=40, blank=True)
    title = models.TextField("название")

    class Meta:
        verbose_name = "раздел"
        verbose_name_plural = "разделы"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["roadmap", "position"],
                name="section_has_one_position",
                deferrable=models.Deferrable.DEFERRED,  # rows change places within one change
            ),
        )


class Item(models.Model):
    """A measure of the plan, or a sub-row of one (`parent`).

    `key` names the row inside its reading; `number_restored`: the document's row has no number,
    this one follows from its neighbours; `term` is a `pure.terms.TermReading` as JSON and
    `windows` the days it falls on; `places` are {field: [place keys]} in the intake's source;
    `doubts` those still open; `version` grows with everything a person does to the item, so an
    item of version 0 stands as it was taken in.

    `origin` is the item of an upper plan this one carries out (R19) and `origin_version` the
    version of it that was brought here; `copied_from` the item of last year's plan (R20).
    `withdrawn_on`: a revision took the item out, its work stays (R16).
    """

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="items")
    section = models.ForeignKey(Section, models.CASCADE, null=True, related_name="items")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="subitems")
    position = models.PositiveIntegerField("место по порядку")
    key = models.CharField("ключ строки", max_length=40)
    number = models.CharField("номер", max_length=40, blank=True)
    number_restored = models.BooleanField("номер восстановлен", default=False)
    title = models.TextField("мероприятие")
    term_text = models.TextField("срок", blank=True)
    term = models.JSONField("срок, как понят")
    windows = SpansField("дни срока", default=tuple)
    responsible_text = models.TextField("ответственные", blank=True)
    result = models.TextField("результат", blank=True)
    results_more = ArrayField(models.TextField(), verbose_name="другие результаты", default=list)
    note = models.TextField("примечание", blank=True)
    extra = models.JSONField("прочие графы", default=dict)
    places = models.JSONField("места в источнике", default=dict)
    doubts = models.JSONField("сомнения", default=list)
    outcome = models.CharField("исход", max_length=20, choices=Outcome, default=Outcome.OPEN)
    version = models.PositiveIntegerField("версия", default=0)
    origin = models.ForeignKey("self", models.PROTECT, null=True, related_name="carried_out_by")
    origin_version = models.PositiveIntegerField("версия исходного мероприятия", null=True)
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="copies")
    withdrawn_on = models.DateField("снято", null=True)

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["roadmap", "position"],
                name="item_has_one_position",
                deferrable=models.Deferrable.DEFERRED,  # rows change places within one change
            ),
            models.UniqueConstraint(fields=["roadmap", "key"], name="item_key_once"),
            models.UniqueConstraint(fields=["roadmap", "origin"], name="item_carried_out_once"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class ItemActor(models.Model):
    """A responsible party of an item: its words, and whom they mean.

    By `state`: one unit; every unit of `kinds` in the branch of `unit`; a post in `unit`, or in
    every unit of `kinds` in its branch (whoever holds it); a person; outside the system; or not
    yet known. `details` are the further fields of a `pure.actors.Actor`.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="actors")
    position = models.PositiveIntegerField("место по порядку")
    text = models.TextField("как в документе")
    kind = models.CharField("вид", max_length=30)
    details = models.JSONField("подробности", default=dict)
    state = models.CharField("кто это", max_length=20, choices=ActorState)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="items_to_do")
    kinds = ArrayField(models.CharField(max_length=30, choices=UnitKind), default=list)
    post = models.CharField("должность", max_length=30, choices=Post, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="items_to_do")

    class Meta:
        verbose_name = "ответственный"
        verbose_name_plural = "ответственные"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["item", "position"], name="actor_position_once"),
            models.CheckConstraint(
                name="actor_target_by_state",
                condition=Q(state__in=["unresolved", "outside"], unit=None, person=None)
                | Q(state="unit", unit__isnull=False, person=None)
                | Q(state="units", unit__isnull=False, kinds__len__gt=0, person=None)
                | (Q(state="post", unit__isnull=False, person=None) & ~Q(post=""))
                | Q(state="person", person__isnull=False),
            ),
        )


class Indicator(models.Model):
    """An indicator the plan sets; `formula` as the document words it."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="indicators")
    position = models.PositiveIntegerField("место по порядку")
    number = models.CharField("номер", max_length=40, blank=True)
    name = models.TextField("показатель")
    unit_of_measure = models.CharField("единица измерения", max_length=60, blank=True)
    formula = models.TextField("как считается", blank=True)
    survey = models.BooleanField("опросный", default=False)

    class Meta:
        verbose_name = "показатель"
        verbose_name_plural = "показатели"
        ordering = ("position",)


class IndicatorTarget(models.Model):
    """The value an indicator is to reach in a year. A year without a row has no target."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField("год")
    value = models.DecimalField("значение", max_digits=12, decimal_places=3)

    class Meta:
        verbose_name = "целевое значение"
        verbose_name_plural = "целевые значения"
        ordering = ("year",)
        constraints = (
            models.UniqueConstraint(fields=["indicator", "year"], name="target_once_a_year"),
        )

"""Tasks of items, their evidence, events, schedules and changes of dates (R14, R15, R83)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from nastavnik.files.models import StoredFile
from nastavnik.organisations.models import Unit
from nastavnik.people.choices import Post
from nastavnik.people.models import Person
from nastavnik.roadmaps.choices import EvidenceKind, TaskState, Wait
from nastavnik.roadmaps.models.plans import Item, Roadmap


class Task(models.Model):
    """One item × who × occurrence. A row is never deleted while its plan stands: it is withdrawn.

    `who` are the words of the plan for who is responsible ("" where it names nobody) and `key` the
    occurrence (`pure.occurrences`): with the item they tell one task from another, whatever its
    dates. `unit` answers for it: the unit meant, else the one whose plan it is. `planned_due` is
    what the term says, `due` what holds now. `closed_on` is the day it was accepted or closed.
    """

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="plan_tasks")
    item = models.ForeignKey(Item, models.CASCADE, related_name="tasks")
    who = models.TextField("ответственный, как в плане", blank=True)
    key = models.CharField("повторение", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks")
    post = models.CharField("должность", max_length=30, choices=Post, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="tasks")
    first = models.DateField("первый день", null=True)
    due = models.DateField("срок", null=True)
    planned_due = models.DateField("срок по плану", null=True)
    waits_for = models.CharField("чего ждёт", max_length=20, choices=Wait, blank=True)
    conditional = models.BooleanField("при необходимости", default=False)
    state = models.CharField("состояние", max_length=20, choices=TaskState, default=TaskState.OPEN)
    remark = models.TextField("замечание", blank=True)
    completed_on = models.DateField("исполнено", null=True)
    submitted_on = models.DateField("отправлено на проверку", null=True)
    submitted_by = models.BigIntegerField("кто отправил", null=True)
    closed_on = models.DateField("закрыто", null=True)
    version = models.PositiveIntegerField("версия", default=0)
    created = models.DateTimeField("создана", auto_now_add=True)

    class Meta:
        verbose_name = "задача"
        verbose_name_plural = "задачи"
        ordering = ("due", "pk")
        constraints = (
            models.UniqueConstraint(fields=["item", "who", "key"], name="task_once"),
            models.CheckConstraint(
                name="task_waits_or_is_dated", condition=Q(waits_for="") | Q(due__isnull=True)
            ),
        )
        indexes = (
            models.Index(
                fields=["unit", "state", "due"], include=["closed_on"], name="task_of_unit"
            ),
            models.Index(
                fields=["due"],
                name="task_unfinished",
                condition=Q(state__in=["open", "returned", "submitted"]),
            ),
            # what fell due in a period is counted from the index alone
            models.Index(
                fields=["due"],
                include=["id", "unit", "state", "submitted_on", "closed_on"],
                name="task_by_due",
            ),
        )


class Evidence(models.Model):
    """A document that proves a task done. Taking it back keeps the row (`removed`)."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="evidence")
    kind = models.CharField("вид документа", max_length=20, choices=EvidenceKind)
    title = models.CharField("название", max_length=300, blank=True)
    number = models.CharField("номер", max_length=60, blank=True)
    date = models.DateField("дата", null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    link = models.URLField("ссылка", max_length=500, blank=True)
    note = models.TextField("пояснение", blank=True)
    added_by = models.BigIntegerField("кто приложил", null=True)
    added = models.DateTimeField("приложен", auto_now_add=True)
    removed = models.DateTimeField("отозван", null=True)

    class Meta:
        verbose_name = "подтверждение"
        verbose_name_plural = "подтверждения"
        ordering = ("pk",)


class Prolongation(models.Model):
    """A change of a task's due date, with its reason; the whole history stays."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="prolongations")
    was = models.DateField("был срок", null=True)
    until = models.DateField("стал срок")
    reason = models.TextField("причина")
    by = models.BigIntegerField("кто", null=True)
    on = models.DateField("когда")

    class Meta:
        verbose_name = "продление срока"
        verbose_name_plural = "продления сроков"
        ordering = ("pk",)


class ItemEvent(models.Model):
    """What an item's term is counted from, or its condition, has happened (R15)."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="events")
    day = models.DateField("когда произошло")
    text = models.CharField("что произошло", max_length=300, blank=True)
    due = models.DateField("срок, если план его не называет", null=True)
    by = models.BigIntegerField("кто записал", null=True)
    recorded = models.DateTimeField("записано", auto_now_add=True)

    class Meta:
        verbose_name = "событие"
        verbose_name_plural = "события"
        ordering = ("pk",)


class ItemSchedule(models.Model):
    """The separate schedule an item speaks of: each of its dates is a task (R83)."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="schedule")
    title = models.CharField("что за график", max_length=300)
    dates = ArrayField(models.DateField(), verbose_name="даты")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    by = models.BigIntegerField("кто приложил", null=True)
    attached = models.DateTimeField("приложен", auto_now_add=True)

    class Meta:
        verbose_name = "график"
        verbose_name_plural = "графики"


class Deed(models.Model):
    """What a person did to several tasks at once, so that it can be undone.

    `changes` are [{"task", "version", "was": {field: value}}], `refusals` [{"task", "message"}].
    """

    user = models.BigIntegerField("кто", null=True)
    verb = models.CharField("что сделано", max_length=60)
    done = models.DateTimeField("когда")
    changes = models.JSONField("что изменено")
    refusals = models.JSONField("что не удалось", default=list)
    undone = models.DateTimeField("отменено", null=True)

    class Meta:
        verbose_name = "действие"
        verbose_name_plural = "действия"

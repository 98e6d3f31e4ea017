"""What belongs to one person's desk: reminders, saved filters, the calendar's secret link."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nastavnik.accounts.models import User
from nastavnik.roadmaps.choices import ReminderStage
from nastavnik.roadmaps.models.tasks import Task


class Reminder(models.Model):
    """A login has been reminded of a task at a stage; once for each due date (R84).

    `digest` is the day of the letter it went into, None while no letter took it.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="reminders")
    task = models.ForeignKey(Task, models.CASCADE, related_name="reminders")
    stage = models.CharField("почему", max_length=30, choices=ReminderStage)
    due = models.DateField("срок задачи")
    on = models.DateField("когда")
    digest = models.DateField("вошло в письмо", null=True)

    class Meta:
        verbose_name = "напоминание"
        verbose_name_plural = "напоминания"
        constraints = (
            models.UniqueConstraint(
                fields=["user", "task", "stage", "due"], name="reminded_once_at_stage"
            ),
        )
        indexes = (
            models.Index(fields=["user"], name="reminder_waiting", condition=Q(digest=None)),
        )


class SavedFilter(models.Model):
    """A person's name for a view with its filters; `query` is the address without names."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_filters")
    name = models.CharField("название", max_length=80)
    view = models.CharField("вид", max_length=30)
    query = models.CharField("условия", max_length=1000, blank=True)

    class Meta:
        verbose_name = "сохранённый отбор"
        verbose_name_plural = "сохранённые отборы"
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["user", "name"], name="filter_name_once"),)


class CalendarFeed(models.Model):
    """A secret link for a calendar program to read a person's tasks. Only its hash is kept."""

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_feed")
    secret_hash = models.CharField("отпечаток ссылки", max_length=64, unique=True)
    created = models.DateTimeField("создана", auto_now_add=True)

    class Meta:
        verbose_name = "ссылка на календарь"
        verbose_name_plural = "ссылки на календарь"

"""A job: long work in the background that a person started and can watch."""

from django.db import models

from nastavnik.accounts.models import User
from nastavnik.jobs.choices import JobState
from nastavnik.organisations.models import Unit


class Job(models.Model):
    """One job. `arguments` and `result` hold keys, codes and counts, never personal data.

    `attempt` grows every time the job is taken up: a worker that was thought dead and comes back
    finds another number there and lets go. `heartbeat` is when the job was last heard of.
    """

    kind = models.CharField("вид", max_length=60)
    title = models.CharField("название", max_length=300)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    arguments = models.JSONField("что сделать", default=dict)
    state = models.CharField("состояние", max_length=20, choices=JobState, default=JobState.QUEUED)
    attempt = models.PositiveIntegerField("который раз", default=0)
    done = models.PositiveIntegerField("сделано", default=0)
    total = models.PositiveIntegerField("всего", null=True)
    result = models.JSONField("итог", default=dict)
    message = models.TextField("сообщение", blank=True)
    created = models.DateTimeField("создано", auto_now_add=True)
    started = models.DateTimeField("начато", null=True)
    finished = models.DateTimeField("завершено", null=True)
    cancel_asked = models.BooleanField("просят отменить", default=False)
    heartbeat = models.DateTimeField("последняя весть", null=True)

    class Meta:
        verbose_name = "фоновое задание"
        verbose_name_plural = "фоновые задания"
        ordering = ("-id",)
        indexes = (
            models.Index(
                fields=["heartbeat"],
                name="job_living",
                condition=models.Q(state__in=["queued", "running"]),
            ),
        )

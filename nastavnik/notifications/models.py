"""The outbox, the notices people see in the product, and what each wants to be told of."""

from datetime import time

from django.contrib.postgres.fields import ArrayField
from django.db import models

from nastavnik.accounts.models import User
from nastavnik.notifications.choices import Rhythm, Stage, every_stage


class Letter(models.Model):
    """An e-mail to one address. Its text is erased once it has been sent."""

    to = models.EmailField("кому")
    subject = models.CharField("тема", max_length=200)
    text = models.TextField("текст")
    unique_key = models.CharField("ключ", max_length=120, unique=True, null=True)
    created = models.DateTimeField("написано", auto_now_add=True)
    sent = models.DateTimeField("отправлено", null=True)
    attempts = models.PositiveSmallIntegerField("попыток", default=0)
    next_attempt = models.DateTimeField("следующая попытка", null=True)

    class Meta:
        verbose_name = "письмо"
        verbose_name_plural = "письма"
        indexes = (
            models.Index(
                fields=["next_attempt"],
                name="letter_waiting",
                condition=models.Q(sent=None),
            ),
        )


class Notice(models.Model):
    """What a person is told in the product. The text speaks of things, never of persons.

    `target_view` and `target_pk` name the page it leads to: the address is made in `web`.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="notices", db_index=False)
    kind = models.CharField("о чём", max_length=40)
    text = models.TextField("текст")
    target_view = models.CharField("страница", max_length=60, blank=True)
    target_pk = models.BigIntegerField("ключ объекта", null=True)
    unique_key = models.CharField("ключ", max_length=120)
    created = models.DateTimeField("когда", auto_now_add=True)
    read = models.DateTimeField("прочитано", null=True)

    class Meta:
        verbose_name = "уведомление"
        verbose_name_plural = "уведомления"
        constraints = (
            # told once, however often the reminders run
            models.UniqueConstraint(fields=["user", "unique_key"], name="notice_once"),
        )
        indexes = (
            models.Index(fields=["user", "-id"], name="notice_of_user"),
            models.Index(fields=["user"], name="notice_unread", condition=models.Q(read=None)),
        )


class Preference(models.Model):
    """What a person wants to be told of and when; who has no row wants the defaults.

    No letter is sent in the quiet hours, by the clock of the person's unit.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="preference")
    rhythm = models.CharField("сводка", max_length=10, choices=Rhythm, default=Rhythm.DAILY)
    stages = ArrayField(
        models.CharField(max_length=20, choices=Stage), verbose_name="о чём", default=every_stage
    )
    quiet_from = models.TimeField("тихие часы с", default=time(20))
    quiet_until = models.TimeField("тихие часы до", default=time(8))

    class Meta:
        verbose_name = "настройки уведомлений"
        verbose_name_plural = "настройки уведомлений"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(stages__contained_by=every_stage()), name="stages_known"
            ),
            models.CheckConstraint(
                condition=models.Q(rhythm__in=Rhythm.values), name="rhythm_known"
            ),
        )

    @property
    def by_mail(self) -> bool:
        """Whether any digest is wanted."""
        return self.rhythm != Rhythm.OFF

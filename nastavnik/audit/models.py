"""The journal's rows: no foreign keys, so that they outlive what they speak of."""

from django.db import models


class Entry(models.Model):
    """One deed. `digest` covers the row and the digest before it, so no row can be changed alone.

    `details` holds keys, codes and dates, never names or contacts of persons.
    """

    at = models.DateTimeField("когда")
    actor = models.BigIntegerField("кто", null=True)
    verb = models.CharField("что сделано", max_length=60)
    target_kind = models.CharField("вид объекта", max_length=60)
    target_key = models.CharField("ключ объекта", max_length=60)
    branch = models.CharField("ветвь", max_length=400)
    details = models.JSONField("подробности", default=dict)
    previous = models.CharField("предыдущий отпечаток", max_length=64)
    digest = models.CharField("отпечаток", max_length=64, unique=True)

    class Meta:
        verbose_name = "запись журнала"
        verbose_name_plural = "журнал"
        ordering = ("id",)
        indexes = (models.Index(fields=["target_kind", "target_key"], name="entry_target"),)

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M} {self.verb}"

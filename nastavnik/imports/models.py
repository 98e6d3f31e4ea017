"""A document on its way in: its file, what was read from it, a person's corrections."""

from django.db import models

from nastavnik.accounts.models import User
from nastavnik.files.models import StoredFile
from nastavnik.imports.choices import IntakeKind, IntakeState
from nastavnik.organisations.models import Unit


class Intake(models.Model):
    """One taking-in of one document for one unit.

    `source` is a `pure.source.Source`, `corrections` a `pure.plans.Corrections`, as JSON;
    `made` names what confirming made beside its target, so that undoing can take it back;
    `version` grows with every correction, so that two people do not overwrite each other.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="intakes")
    kind = models.CharField("что принимается", max_length=20, choices=IntakeKind)
    title = models.TextField("что за документ", blank=True)
    state = models.CharField(
        "состояние", max_length=20, choices=IntakeState, default=IntakeState.PREVIEW
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True)
    fingerprint = models.CharField("отпечаток содержания", max_length=64)
    source = models.JSONField("прочитанное")
    corrections = models.JSONField("исправления", default=list)
    made = models.JSONField("что создано", default=dict)
    version = models.PositiveIntegerField("версия", default=0)
    created = models.DateTimeField("начат", auto_now_add=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    closed = models.DateTimeField("завершён", null=True)

    class Meta:
        verbose_name = "приём документа"
        verbose_name_plural = "приём документов"
        constraints = (
            # the same document is taken in by a unit once; an undone one may come again
            models.UniqueConstraint(
                fields=["unit", "kind", "fingerprint"],
                condition=models.Q(state__in=["preview", "confirmed"]),
                name="intake_once_in_unit",
            ),
        )

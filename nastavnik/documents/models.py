"""The register of acts."""

from django.db import models

from nastavnik.documents.choices import ActKind, Relation
from nastavnik.organisations.models import Unit


class Act(models.Model):
    """An order or other act, as its document names itself. Unknown requisites stay empty."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="acts")
    kind = models.CharField("вид", max_length=20, choices=ActKind)
    number = models.CharField("номер", max_length=60, blank=True)
    date = models.DateField("дата", null=True)
    title = models.TextField("заголовок", blank=True)
    issuer = models.TextField("кем издан", blank=True)
    signatory = models.CharField("кто подписал", max_length=200, blank=True)
    signatory_post = models.CharField("должность подписавшего", max_length=300, blank=True)
    controller = models.TextField("контроль исполнения", blank=True)

    class Meta:
        verbose_name = "акт"
        verbose_name_plural = "акты"
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "kind", "number", "date"],
                name="act_once_in_unit",
                condition=~models.Q(number="") & models.Q(date__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return " ".join(filter(None, (self.get_kind_display(), self.number and f"№ {self.number}")))


class ActReference(models.Model):
    """A reference of an act to another, verbatim (`quote`) and as understood."""

    act = models.ForeignKey(Act, models.CASCADE, related_name="references")
    relation = models.CharField("как ссылается", max_length=20, choices=Relation)
    quote = models.TextField("слова документа")
    issuer = models.TextField("кем издан", blank=True)
    number = models.CharField("номер", max_length=100, blank=True)
    date = models.DateField("дата", null=True)
    problem = models.TextField("замечание", blank=True)

    class Meta:
        verbose_name = "ссылка на акт"
        verbose_name_plural = "ссылки на акты"
        ordering = ("pk",)

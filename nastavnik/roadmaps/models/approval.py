"""How a plan is agreed, approved and revised; its passport and scans (R13, R16–R18)."""

from __future__ import annotations

from django.db import models

from nastavnik.documents.models import Act
from nastavnik.files.models import StoredFile
from nastavnik.organisations.models import Unit
from nastavnik.roadmaps.choices import ApprovalStep, ProposalSource, ProposalState, ScanKind
from nastavnik.roadmaps.models.plans import Item, Roadmap


class Approval(models.Model):
    """One step of a plan's way: who (key of the login), in whose name, on which day, with what.

    `content` is what the plan said when a revision was begun, as in `Edition`: more than the last
    edition, where an upper plan has come down since. None at every other step.
    """

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="approvals")
    step = models.CharField("шаг", max_length=20, choices=ApprovalStep)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    by = models.BigIntegerField("кто", null=True)
    on = models.DateField("когда")
    remark = models.TextField("замечание", blank=True)
    edition = models.PositiveIntegerField("номер редакции")
    content = models.JSONField("содержание до пересмотра", null=True)

    class Meta:
        verbose_name = "шаг согласования"
        verbose_name_plural = "шаги согласования"
        ordering = ("pk",)


class ItemRemark(models.Model):
    """A remark on one item, made when the plan was returned."""

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="item_remarks")
    item = models.ForeignKey(Item, models.CASCADE, related_name="remarks")
    text = models.TextField("замечание")
    settled_on = models.DateField("учтено", null=True)

    class Meta:
        verbose_name = "замечание к мероприятию"
        verbose_name_plural = "замечания к мероприятиям"
        ordering = ("pk",)


class Edition(models.Model):
    """A plan as it was approved: never changed afterwards.

    `content` is {"title", "period": [first, last], "sections": [...], "items": [...]} with every
    text of every item under its key (`pure.editions`).
    """

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField("номер")
    approved_on = models.DateField("утверждена")
    act = models.ForeignKey(Act, models.PROTECT, null=True, related_name="editions")
    act_text = models.CharField("утверждена документом", max_length=300, blank=True)
    reason = models.TextField("почему изменена", blank=True)
    content = models.JSONField("содержание")

    class Meta:
        verbose_name = "редакция"
        verbose_name_plural = "редакции"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["roadmap", "number"], name="edition_number_once"),
        )


class Proposal(models.Model):
    """What somebody proposes to change in a plan, and what was answered (R16).

    `source_text` names the paper: «протокол совещания от 12.10.2026 № 4, п. 2».
    """

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="proposals")
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="proposals")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="proposals")
    source = models.CharField("откуда", max_length=20, choices=ProposalSource)
    source_text = models.CharField("документ", max_length=300, blank=True)
    text = models.TextField("предложение")
    responsible = models.CharField("кто исполнит", max_length=300, blank=True)
    due = models.DateField("к какому сроку", null=True)
    by = models.BigIntegerField("кто внёс", null=True)
    on = models.DateField("внесено")
    state = models.CharField(
        "решение", max_length=20, choices=ProposalState, default=ProposalState.NEW
    )
    answer = models.TextField("ответ", blank=True)
    answered_on = models.DateField("рассмотрено", null=True)
    edition = models.PositiveIntegerField("вошло в редакцию", null=True)
    version = models.PositiveIntegerField("версия", default=0)

    class Meta:
        verbose_name = "предложение"
        verbose_name_plural = "предложения"
        ordering = ("-on", "-pk")


class Passport(models.Model):
    """The passport of an integrated plan (R17). Lists are texts of one entry a line.

    In `problem` words in braces, such as «{школ}», stand for figures of the register.
    """

    roadmap = models.OneToOneField(Roadmap, models.CASCADE, related_name="passport")
    basis = models.TextField("основание для разработки", blank=True)
    developers = models.TextField("разработчики", blank=True)
    executors = models.TextField("исполнители", blank=True)
    goal = models.TextField("цель", blank=True)
    tasks = models.TextField("задачи", blank=True)
    term = models.TextField("сроки реализации", blank=True)
    mechanism = models.TextField("механизм реализации", blank=True)
    resources = models.TextField("ресурсы и кто их предоставляет", blank=True)
    results = models.TextField("ожидаемые результаты", blank=True)
    control = models.TextField("система контроля", blank=True)
    problem = models.TextField("описание проблемы", blank=True)
    version = models.PositiveIntegerField("версия", default=0)

    class Meta:
        verbose_name = "паспорт плана"
        verbose_name_plural = "паспорта планов"


class Scan(models.Model):
    """A scan of a signed paper of the plan, to be handed over on demand (R18)."""

    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="scans")
    kind = models.CharField("что это", max_length=20, choices=ScanKind)
    title = models.CharField("название", max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_by = models.BigIntegerField("кто приложил", null=True)
    added = models.DateTimeField("приложен", auto_now_add=True)
    removed = models.DateTimeField("отозван", null=True)

    class Meta:
        verbose_name = "скан"
        verbose_name_plural = "сканы"
        ordering = ("pk",)

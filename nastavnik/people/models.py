"""Persons as far as posts need them; their appointments; working groups and councils."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from nastavnik.accounts.models import Grant, User
from nastavnik.documents.models import Act
from nastavnik.kernel.dated import DatedRow
from nastavnik.organisations.models import Unit
from nastavnik.people.choices import GroupKind, Post


class Person(models.Model):
    """A person, once in the whole system, whatever posts and places they have."""

    surname = models.CharField("фамилия", max_length=100)
    name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    phone = models.CharField("телефон", max_length=30, blank=True)
    user = models.OneToOneField(User, models.SET_NULL, null=True, related_name="person")

    class Meta:
        verbose_name = "человек"
        verbose_name_plural = "люди"
        ordering = ("surname", "name", "patronymic", "pk")

    def __str__(self) -> str:
        return " ".join(filter(None, (self.surname, self.name, self.patronymic)))

    @property
    def short_name(self) -> str:
        """Surname with initials: «Орлова Н. П.»."""
        initials = [f"{part[0]}." for part in (self.name, self.patronymic) if part]
        return " ".join([self.surname, *initials])


class Group(DatedRow):
    """A working or creative group or a mentors' council of a unit (R8, R9)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="groups")
    kind = models.CharField("вид", max_length=20, choices=GroupKind)
    name = models.CharField("название", max_length=300)
    purpose = models.TextField("назначение", blank=True)
    act = models.ForeignKey(Act, models.PROTECT, null=True, related_name="groups")

    class Meta:
        verbose_name = "группа"
        verbose_name_plural = "группы"

    def __str__(self) -> str:
        return self.name


class Appointment(DatedRow):
    """Person × post × unit × dates × act. The act may be registered or only named in words."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    post = models.CharField("должность, роль", max_length=30, choices=Post)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="appointments")
    details = models.CharField("за что отвечает", max_length=300, blank=True)
    act = models.ForeignKey(Act, models.PROTECT, null=True, related_name="appointments")
    act_text = models.CharField("основание", max_length=300, blank=True)
    grant = models.OneToOneField(Grant, models.SET_NULL, null=True, related_name="appointment")

    class Meta:
        verbose_name = "назначение"
        verbose_name_plural = "назначения"
        constraints = (
            # the same post in two groups of a unit is two appointments
            ExclusionConstraint(
                name="appointed_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("post", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    (Coalesce(F("group"), Value(0)), RangeOperators.EQUAL),
                    ("details", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        )

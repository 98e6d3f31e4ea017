"""Forms of the editor: texts become values here, rules are the services'."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from nastavnik.roadmaps.outline import DOWN, UP
from nastavnik.roadmaps.services import ItemWords
from nastavnik.web.roadmaps.forms import Versioned
from nastavnik.web.shell.unit_lists import Choices

EMPTY = "empty"
DAY = forms.DateInput(attrs={"type": "date"})


class ChooseUnit(forms.Form):
    """Whose plan it will be."""

    unit = forms.ChoiceField(label="Чей это план")

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].choices = units


class Start(forms.Form):
    """What the plan is made from, and the year it begins in."""

    unit = forms.IntegerField(widget=forms.HiddenInput)
    template = forms.ChoiceField(label="Из чего составить", widget=forms.RadioSelect)
    year = forms.TypedChoiceField(
        label="Год начала",
        coerce=int,
        help_text="Учебный год начинается 1 сентября этого года, календарный – 1 января.",
    )

    def __init__(self, *args: Any, templates: list[tuple[str, str]], on: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["template"].choices = [*templates, (EMPTY, "Пустой план")]
        fields["year"].choices = [(year, str(year)) for year in range(on.year - 1, on.year + 3)]


class Head(Versioned):
    """The title and the days of a plan."""

    title = forms.CharField(label="Название плана", widget=forms.Textarea(attrs={"rows": 2}))
    first = forms.DateField(label="Первый день", widget=DAY)
    last = forms.DateField(label="Последний день", widget=DAY)


class SectionName(Versioned):
    """The number and the title of a section."""

    number = forms.CharField(label="Номер раздела", required=False, max_length=40)
    title = forms.CharField(label="Название раздела", max_length=500)


class Move(Versioned):
    """One place up or down."""

    step = forms.TypedChoiceField(choices=[(UP, "Выше"), (DOWN, "Ниже")], coerce=int)


class Words(Versioned):
    """The texts of a measure."""

    number = forms.CharField(
        label="Номер",
        required=False,
        max_length=40,
        help_text="Все номера можно расставить заново одной кнопкой на странице плана.",
    )
    title = forms.CharField(label="Мероприятие", widget=forms.Textarea(attrs={"rows": 3}))
    term = forms.CharField(
        label="Срок словами",
        required=False,
        max_length=1000,
        help_text="Например: «до 15 сентября 2026 года», «ежеквартально», «в течение месяца после "
        "издания приказа», «по отдельному графику».",
    )
    responsible = forms.CharField(
        label="Ответственные",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Нескольких исполнителей перечислите через точку с запятой.",
    )
    result = forms.CharField(
        label="Результат",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Назовите вид документа: по нему система проверит, что приложено к отчёту.",
    )
    note = forms.CharField(
        label="Примечание", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def words(self) -> ItemWords:
        """Return the texts."""
        got = self.cleaned_data
        return ItemWords(**{name: got[name] for name in ItemWords.__slots__})


class NewWords(Words):
    """A new measure: also where it will stand."""

    section = forms.IntegerField(widget=forms.HiddenInput, required=False)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)
    under = forms.IntegerField(widget=forms.HiddenInput, required=False)

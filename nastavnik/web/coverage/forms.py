"""Forms of lists of organisations and of the matrix: text into values."""

from __future__ import annotations

from typing import Any

from django import forms

from nastavnik.roadmaps import rules
from nastavnik.roadmaps.selectors import CellState
from nastavnik.web.coverage.presenters import STATES
from nastavnik.web.shell.unit_lists import Choices


class NewList(forms.Form):
    """For whom and for which school year a list is drafted."""

    unit = forms.TypedChoiceField(
        label="Чей перечень", coerce=int, error_messages={"required": "Выберите орган управления."}
    )
    year = forms.TypedChoiceField(label="Учебный год", coerce=int)

    def __init__(self, *args: Any, units: Choices, years: range, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (str(year), rules.name_of_year(year)) for year in years
        ]


class Members(forms.Form):
    """Which of the units on the page are in the list; `shown` are all of them."""

    version = forms.IntegerField()
    shown = forms.CharField(required=False)
    unit = forms.TypedMultipleChoiceField(required=False, coerce=int)
    territory = forms.IntegerField(required=False)
    q = forms.CharField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            (value, value) for value in data.getlist("unit") if value.isdecimal()
        ]

    def clean_shown(self) -> set[int]:
        """Read the keys of the units on the page."""
        return {int(key) for key in self.cleaned_data["shown"].split(",") if key.isdecimal()}


class Approval(forms.Form):
    """The document that approves a list."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    act_text = forms.CharField(
        label="Чем утверждён",
        max_length=300,
        help_text="Например: приказ министерства от 1 сентября 2026 г. № 12.",
        error_messages={"required": "Укажите документ, которым утверждён перечень."},
    )
    approved_on = forms.DateField(
        label="Дата утверждения",
        widget=forms.DateInput,
        error_messages={"required": "Укажите дату утверждения."},
    )


class Search(forms.Form):
    """Words of a name."""

    q = forms.CharField(label="Найти организацию", required=False)


class CellFilter(forms.Form):
    """Which cells of the matrix are wanted."""

    state = forms.ChoiceField(
        label="Состояние",
        required=False,
        choices=[("", "Все"), *((state.value, STATES[state][0]) for state in CellState)],
    )
    item = forms.TypedChoiceField(label="Мероприятие", required=False, coerce=int, empty_value=None)
    under = forms.TypedChoiceField(label="Территория", required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, items: Choices, territories: Choices) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.fields["item"].choices = [("", "Все"), *items]  # type: ignore[attr-defined]
        self.fields["under"].choices = [("", "Все"), *territories]  # type: ignore[attr-defined]

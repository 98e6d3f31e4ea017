"""Forms of control: what the figures are about; a card opened, prolonged, handed on, closed."""

from __future__ import annotations

from typing import Any

from django import forms

from nastavnik.web.shell.unit_lists import Choices


def _reason() -> forms.CharField:
    return forms.CharField(
        label="Причина", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


def _day(label: str, hint: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget, help_text=hint)


class ChooseFigures(forms.Form):
    """Whose figures, of which period, in which order. Bound to the address."""

    under = forms.ChoiceField(label="Территория или организация", required=False)
    period = forms.ChoiceField(label="Период дисциплины", required=False)
    sort = forms.ChoiceField(label="Порядок строк", required=False)

    def __init__(self, data: Any, *, units: Choices, periods: Choices, sorts: Choices) -> None:
        super().__init__(data, auto_id="filter-%s")
        fields: Any = self.fields
        fields["under"].choices = units
        fields["period"].choices = periods
        fields["sort"].choices = sorts
        if len(units) < 2:
            del self.fields["under"]  # one thing is no choice


class PutOnControl(forms.Form):
    """An item is put on control."""

    unit = forms.TypedChoiceField(label="Кто контролирует: организация", coerce=int)
    controller = forms.TypedChoiceField(label="Контролёр", coerce=int)
    due = _day("Срок контроля", "День, к которому контролёр проверит исполнение.")
    text = forms.CharField(
        label="Основание или поручение", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].choices = units
        fields["controller"].choices = people


class ProlongItem(forms.Form):
    """All unfinished tasks of an item and of those below get a later day."""

    until = _day("Новый срок")
    reason = _reason()


class Versioned(forms.Form):
    """A change of a card: the version that was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ProlongControl(Versioned):
    """The control lasts longer."""

    until = _day("Новый срок контроля")
    reason = _reason()


class ReassignControl(Versioned):
    """Another person controls."""

    controller = forms.TypedChoiceField(label="Новый контролёр", coerce=int)
    reason = _reason()

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["controller"].choices = people


class NoteFinding(Versioned):
    """What the check has shown."""

    text = forms.CharField(
        label="Что показала проверка, что исправить", required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class RemoveFromControl(Versioned):
    """The item goes off control."""

    reason = _reason()

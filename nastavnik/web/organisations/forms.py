"""Forms of the tree: they turn text into values, rights and rules are the services'."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from nastavnik.organisations.choices import NetworkKind, UnitKind, Zone
from nastavnik.web.shell.unit_lists import Choices


class UnitFilter(forms.Form):
    """What part of the tree to show, as of which day."""

    q = forms.CharField(label="Название или код", required=False, max_length=200)
    kind = forms.ChoiceField(
        label="Вид", required=False, choices=[("", "Любой"), *UnitKind.choices]
    )
    lack = forms.ChoiceField(
        label="Ответственные",
        required=False,
        choices=[("", "Все организации"), ("1", "Не назначены")],
    )
    on = forms.DateField(label="По состоянию на", required=False)


class UnitForm(forms.Form):
    """A new unit."""

    parent = forms.TypedChoiceField(label="Вышестоящая организация", coerce=int)
    kind = forms.ChoiceField(label="Вид", choices=UnitKind.choices, initial=UnitKind.SCHOOL)
    full_name = forms.CharField(
        label="Полное наименование", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    short_name = forms.CharField(
        label="Краткое наименование",
        max_length=200,
        required=False,
        help_text="Если не указать, всюду будет показано полное.",
    )
    code = forms.CharField(
        label="Код",
        max_length=60,
        help_text="Строчные латинские буквы, цифры и дефисы. По коду организацию находят "
        "при загрузке данных; потом он не меняется.",
    )
    timezone = forms.ChoiceField(label="Часовой пояс", choices=Zone.choices)
    on = forms.DateField(label="Действует с", help_text="Дата по документу о создании.")

    def __init__(self, *args: Any, parents: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = parents  # type: ignore[attr-defined]


class FactsForm(forms.Form):
    """What does not change with time."""

    kind = forms.ChoiceField(label="Вид", choices=UnitKind.choices)
    timezone = forms.ChoiceField(
        label="Часовой пояс",
        choices=Zone.choices,
        help_text="По нему считается, когда день исполнения закончился.",
    )


class NameForm(forms.Form):
    """A new name and the day it holds from."""

    full_name = forms.CharField(
        label="Полное наименование", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    short_name = forms.CharField(label="Краткое наименование", max_length=200, required=False)
    on = forms.DateField(
        label="Действует с",
        help_text="Прежнее название сохранится за прежним временем. Чтобы исправить опечатку, "
        "укажите дату, с которой действует нынешнее название.",
    )


class PlaceForm(forms.Form):
    """A new parent and the day from which it is one."""

    parent = forms.TypedChoiceField(label="Новая вышестоящая организация", coerce=int)
    on = forms.DateField(label="Действует с", help_text="До этого дня всё останется как было.")

    def __init__(self, *args: Any, parents: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = parents  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """The day from which something is over."""

    on = forms.DateField(label="С какого дня", help_text="Первый день, когда этого уже нет.")


class AliasForm(forms.Form):
    """What an abbreviation means: one unit or every unit of some kinds."""

    text = forms.CharField(
        label="Сокращение", max_length=200, help_text="Как оно написано в документах."
    )
    unit = forms.TypedChoiceField(
        label="Означает организацию", required=False, coerce=int, empty_value=None
    )
    kinds = forms.MultipleChoiceField(
        label="Или все организации вида",
        required=False,
        choices=UnitKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


class NetworkForm(forms.Form):
    """A new network."""

    name = forms.CharField(label="Название", max_length=300)
    kind = forms.ChoiceField(label="Вид", choices=NetworkKind.choices)
    lead = forms.TypedChoiceField(
        label="Возглавляет", coerce=int, help_text="Она же станет первым участником."
    )
    on = forms.DateField(label="Действует с")

    def __init__(self, *args: Any, leads: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = leads  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    """A unit that joins a network."""

    unit = forms.TypedChoiceField(label="Организация", coerce=int)
    on = forms.DateField(label="Участвует с")

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


def day_asked(text: str | None, today: date) -> date:
    """Return the day of the address's `on`; today for none and for nonsense."""
    field = forms.DateField(required=False)
    try:
        return field.clean(text) or today
    except forms.ValidationError:
        return today

"""Forms of persons and posts: they turn text into values, rights and rules are the services'."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from nastavnik.people.choices import GROUP_POSTS, GroupKind, Post
from nastavnik.web.shell.unit_lists import Choices


class PeopleFilter(forms.Form):
    """Which people to list."""

    post = forms.ChoiceField(
        label="Должность, роль", required=False, choices=[("", "Любая"), *Post.choices]
    )


class SearchForm(forms.Form):
    """Words of a name; sent by POST, so that no name stands in an address."""

    words = forms.CharField(label="Фамилия, имя или отчество", max_length=200)


class PersonForm(forms.Form):
    """Name and contacts."""

    surname = forms.CharField(label="Фамилия", max_length=100)
    name = forms.CharField(label="Имя", max_length=100)
    patronymic = forms.CharField(label="Отчество", max_length=100, required=False)
    email = forms.EmailField(
        label="Электронная почта", required=False, help_text="На неё придёт приглашение."
    )
    phone = forms.CharField(label="Телефон", max_length=30, required=False)


class PostForm(forms.Form):
    """A post, its unit, dates and basis."""

    unit = forms.TypedChoiceField(label="Организация", coerce=int)
    post = forms.ChoiceField(
        label="Должность, роль", choices=[("", "Выберите должность"), *Post.choices]
    )
    details = forms.CharField(
        label="За что отвечает",
        max_length=300,
        required=False,
        help_text="Например: форма «учитель — учитель».",
    )
    on = forms.DateField(label="Назначается с")
    until = forms.DateField(
        label="По какой день",
        required=False,
        help_text="Если назначение бессрочное, не заполняйте.",
    )
    act_text = forms.CharField(
        label="Основание", max_length=300, help_text="Документ с датой и номером."
    )

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]

    def clean_until(self) -> date | None:
        """Return the day after the last one: periods are kept half-open."""
        last: date | None = self.cleaned_data["until"]
        return last and last + timedelta(days=1)


class NewPersonForm(PersonForm, PostForm):
    """A person who is not in the system yet, with their first post."""

    is_another = forms.BooleanField(
        label="Это другой человек с теми же именем и фамилией", required=False
    )
    field_order = [*PersonForm.base_fields, *PostForm.base_fields, "is_another"]

    def leave_unasked(self) -> None:
        """Do not draw the question of a namesake where there is none."""
        if "is_another" not in self.errors and "is_another" not in self.data:
            del self.fields["is_another"]


class DayForm(forms.Form):
    """The day from which something is over."""

    on = forms.DateField(label="С какого дня", help_text="Первый день, когда этого уже нет.")


class SuccessorForm(PersonForm):
    """Who takes a post over: somebody of the unit or a new person."""

    person = forms.TypedChoiceField(
        label="Кто назначается",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Если человека нет в списке, впишите его ниже.",
    )
    on = forms.DateField(
        label="С какого дня", help_text="С этого дня прежнее назначение прекращается."
    )
    act_text = forms.CharField(
        label="Основание", max_length=300, help_text="Документ с датой и номером."
    )
    field_order = ["person", *PersonForm.base_fields, "on", "act_text"]

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]
        for name in ("surname", "name"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """Ask for the name of a new person."""
        given = super().clean() or {}
        if given.get("person") is None:
            for name in ("surname", "name"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, "Укажите нового человека или выберите из списка.")
        return given

    def new_person(self) -> dict[str, str]:
        """Return the name and contacts of the new person."""
        return {name: self.cleaned_data[name] for name in PersonForm.base_fields}


class LoginForm(forms.Form):
    """The login's name."""

    username = forms.RegexField(
        r"^[\w.@-]+$",
        label="Имя для входа",
        min_length=3,
        max_length=60,
        help_text="Буквы, цифры, точка, дефис. Входить можно и по адресу электронной почты.",
        error_messages={"invalid": "Уберите пробелы и знаки, кроме точки и дефиса."},
    )


class GroupForm(forms.Form):
    """A new working group or council."""

    unit = forms.TypedChoiceField(label="При какой организации", coerce=int)
    kind = forms.ChoiceField(label="Вид", choices=GroupKind.choices)
    name = forms.CharField(label="Название", max_length=300)
    purpose = forms.CharField(
        label="Назначение", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    on = forms.DateField(label="Действует с")

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


class GroupMemberForm(forms.Form):
    """A person who joins a group."""

    person = forms.TypedChoiceField(label="Человек", coerce=int)
    post = forms.ChoiceField(
        label="В качестве кого",
        choices=[(post.value, post.label) for post in reversed(GROUP_POSTS)],
    )
    on = forms.DateField(label="Участвует с")
    act_text = forms.CharField(
        label="Основание", max_length=300, help_text="Документ с датой и номером."
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]

"""What the page of all components shows in its forms and lists; debug and tests only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator

_SCHOOL = (
    "Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная "
    "школа № 7 имени А. П. Ветрова с углублённым изучением отдельных предметов»"
)
_FILLED_BADLY = {
    "bad-title": "План",
    "bad-term": "",
    "bad-signed": "31.02.2026",
    "bad-forms_of_mentoring": ["teachers"],
}


class EveryField(forms.Form):
    """One field of every look."""

    title = forms.CharField(label="Название", help_text="Как в документе, вместе с годами.")
    term = forms.CharField(label="Срок", help_text="В документе: «ноябрь – апрель 2026 года».")
    actor = forms.ChoiceField(
        label="Ответственный", choices=[("", "Выберите исполнителя"), ("1", _SCHOOL)]
    )
    note = forms.CharField(
        label="Примечание", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    signed = forms.DateField(label="Дата приказа", help_text="День, месяц и год подписания.")
    past = forms.ChoiceField(
        label="Что делать с прошедшими сроками",
        widget=forms.RadioSelect,
        choices=[
            ("done", "Отметить выполненными"),
            ("open", "Оставить невыполненными и напомнить ответственным организациям"),
            ("alien", "Не наши мероприятия"),
        ],
    )
    forms_of_mentoring = forms.MultipleChoiceField(
        label="Формы наставничества",
        widget=forms.CheckboxSelectMultiple,
        choices=[("teachers", "Учитель — учитель"), ("pupils", "Ученик — ученик")],
        required=False,
    )
    agreed = forms.BooleanField(label="Подтверждаю, что план согласован с управлением образования")
    file = forms.FileField(label="Файл приказа", help_text="Документ, таблица или текст.")


class Filters(forms.Form):
    """Search and filters of a list."""

    q = forms.CharField(label="Поиск по плану", required=False)
    state = forms.ChoiceField(label="Состояние", choices=[("", "Любое"), ("late", "Просрочено")])
    actor = forms.ChoiceField(label="Ответственный", choices=[("", "Любой"), ("1", _SCHOOL)])


def specimen() -> dict[str, Any]:
    """Return the context of `shell/specimen.html`."""
    wrong_form = EveryField(_FILLED_BADLY, prefix="bad")
    wrong_form.add_error(None, "Период плана заканчивается раньше, чем начинается")
    return {
        "form": EveryField(),
        "wrong_form": wrong_form,
        "filters": Filters(auto_id="filter-%s"),
        "page": Paginator(range(240), 20).page(5),
    }

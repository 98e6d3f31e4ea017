"""Forms of plans: texts become values here, rules are the services'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms

from nastavnik.pure.occurrences import Window
from nastavnik.roadmaps.choices import Outcome
from nastavnik.roadmaps.meanings import Meaning
from nastavnik.roadmaps.selectors import SOON, Filter

MONTHS = ("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь").split()
LONGEST_LIST_OF_MONTHS = 24
Choices = Sequence[tuple[str, str]]


class Find(forms.Form):
    """Search and filters of a plan."""

    q = forms.CharField(label="Слова в тексте", required=False, max_length=200)
    section = forms.ChoiceField(label="Раздел", required=False)
    who = forms.ChoiceField(label="Ответственный", required=False)
    when = forms.ChoiceField(label="Срок", required=False)
    state = forms.ChoiceField(
        label="Состояние",
        required=False,
        choices=[("", "Любое"), ("check", "Требует проверки"), *Outcome.choices],
    )

    def __init__(
        self, data: Any, *, sections: Choices, who: Choices, period: Window | None, on: date
    ) -> None:
        super().__init__(data)
        self.on = on
        fields: Any = self.fields
        fields["section"].choices = [("", "Все"), *sections]
        fields["who"].choices = [("", "Все"), *who]
        fields["when"].choices = [
            ("", "Любой"),
            ("now", "Идёт сейчас"),
            ("soon", "Сейчас и в ближайшие 30 дней"),
            ("past", "Прошёл, исход не отмечен"),
            ("undated", "Без даты"),
            *((f"{first}_{last}", label) for first, last, label in spans_of(period)),
        ]
        if not sections:
            del self.fields["section"]

    def wanted(self) -> Filter:
        """Return the filter; a value that is no choice (an old address) narrows nothing."""
        self.is_valid()
        got = self.cleaned_data
        when, state = got.get("when", ""), got.get("state", "")
        window = {"now": (self.on, self.on), "soon": (self.on, self.on + SOON)}.get(when)
        if "_" in when:
            first, last = when.split("_")
            window = (date.fromisoformat(first), date.fromisoformat(last))
        return Filter(
            q=got.get("q", ""),
            section=int(got["section"]) if got.get("section") else None,
            who=Meaning.from_code(got["who"]) if got.get("who") else None,
            outcome=state if state in Outcome.values else "",
            window=window,
            overdue=when == "past",
            undated=when == "undated",
            doubtful=state == "check",
        )


def spans_of(period: Window | None) -> Iterable[tuple[date, date, str]]:
    """Yield the months of a plan, or its years when it is long, with their names."""
    if period is None:
        return
    first = period[0].replace(day=1)
    months = (period[1].year - first.year) * 12 + period[1].month - first.month + 1
    if months <= LONGEST_LIST_OF_MONTHS:
        for number in range(months):
            start = first + relativedelta(months=number)
            end = start + relativedelta(months=1) - timedelta(days=1)
            yield start, end, f"{MONTHS[start.month - 1]} {start.year} года"
    else:
        for year in range(period[0].year, period[1].year + 1):
            yield date(year, 1, 1), date(year, 12, 31), f"{year} год"


class FindRoadmap(forms.Form):
    """Search in the list of plans."""

    q = forms.CharField(label="Слова в названии или номер приказа", required=False, max_length=200)
    only = forms.ChoiceField(
        label="Показать",
        required=False,
        choices=[("", "Все"), ("check", "Только требующие проверки")],
    )


class Versioned(forms.Form):
    """A correction made on what was shown as `version`."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Texts(Versioned):
    """The texts of an item, as in its document."""

    number = forms.CharField(label="Номер", required=False, max_length=40)
    title = forms.CharField(label="Мероприятие", widget=forms.Textarea(attrs={"rows": 4}))
    result = forms.CharField(
        label="Результат", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    note = forms.CharField(
        label="Примечание", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class Term(Versioned):
    """The term in words."""

    text = forms.CharField(
        label="Срок словами",
        required=False,
        max_length=1000,
        help_text="Система прочитает эти слова заново.",
    )


class Days(Versioned):
    """The term by its days."""

    first = forms.DateField(
        label="Первый день", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label="Последний день", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class Responsible(Versioned):
    """Who is responsible, in words."""

    text = forms.CharField(
        label="Ответственные, как в документе",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Несколько исполнителей перечислите через точку с запятой.",
    )


class Settle(forms.Form):
    """What became of an item."""

    outcome = forms.ChoiceField(label="Исход", choices=Outcome.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, has_tasks: bool = False, **kwargs: Any) -> None:
        """With tasks the item is done when they are: a person only says whose it is."""
        super().__init__(*args, **kwargs)
        if has_tasks:
            kept = (Outcome.OPEN, Outcome.NOT_OURS)
            outcome: Any = self.fields["outcome"]
            outcome.choices = [(one.value, one.label) for one in kept]
            outcome.help_text = "Выполнено ли мероприятие, видно по задачам, своим и организаций."


class Assign(forms.Form):
    """Whom an actor means."""

    who = forms.ChoiceField(label="Кто это")
    everywhere = forms.BooleanField(
        label="Так же во всех мероприятиях этой карты с теми же словами", required=False
    )
    remember = forms.BooleanField(
        label="Запомнить это сокращение для следующих документов", required=False
    )

    def __init__(self, *args: Any, choices: Any = (), may_remember: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["who"].choices = choices
        if not may_remember:
            del self.fields["remember"]

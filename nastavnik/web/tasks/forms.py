"""Forms of tasks: texts become values here, rules are the services'."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from nastavnik.pure.acts.dates import find_dates
from nastavnik.roadmaps.choices import EvidenceKind

# a phone offers its camera for pictures and turns its own format into one that is kept
ACCEPTED = "image/jpeg,image/png,.jpg,.jpeg,.png,.pdf,.docx,.xlsx,.odt,.ods,.txt"
MOST_DATES = 400


class DayField(forms.DateField):
    """A day that the browser's own calendar gives; whether it is needed is a rule of the verb."""

    def __init__(self, label: str, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"})
        super().__init__(label=label, required=False, widget=widget, **options)


class WordsField(forms.CharField):
    """A few sentences; whether they are needed is a rule of the verb."""

    def __init__(self, label: str, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(label=label, required=False, widget=widget, max_length=2000, **options)


class AttachForm(forms.Form):
    """A document that proves the task done."""

    kind = forms.ChoiceField(label="Вид документа")
    number = forms.CharField(label="Номер", required=False, max_length=60)
    date = DayField("Дата документа")
    file = forms.FileField(
        label="Файл: скан, фотография или документ",
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    link = forms.URLField(
        label="Ссылка на публикацию", required=False, max_length=500, assume_scheme="https"
    )
    title = forms.CharField(label="Название", required=False, max_length=300)
    note = WordsField("Пояснение")

    def __init__(self, *args: Any, wanted: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(kind, EvidenceKind(kind).label) for kind in wanted]
        others = [(kind, label) for kind, label in EvidenceKind.choices if kind not in wanted]
        fields: Any = self.fields
        fields["kind"].choices = (
            [("По плану", named), ("Другие", others)] if named else [("", "Выберите…"), *others]
        )


class Versioned(forms.Form):
    """Something done to a task that was shown as `version`."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SubmitForm(Versioned):
    """The task is handed in."""

    completed_on = DayField("Когда исполнено")


class ReturnForm(Versioned):
    """The task is given back."""

    remark = WordsField("Что исправить")


class ReasonForm(Versioned):
    """The task is closed or opened for a reason."""

    reason = WordsField("Причина")


class ProlongForm(Versioned):
    """The task gets a later day."""

    until = DayField("Новый срок")
    reason = WordsField("Причина продления")


class EventForm(forms.Form):
    """What the term counts from has happened."""

    day = DayField("Когда произошло")
    text = forms.CharField(label="Что произошло", required=False, max_length=300)
    due = DayField(
        "До какого дня исполнить", help_text="План срока не называет: укажите его, если он есть."
    )

    def __init__(self, *args: Any, asks_due: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_due:
            del self.fields["due"]


class ScheduleForm(forms.Form):
    """The separate schedule that the plan speaks of."""

    title = forms.CharField(label="Что за график", required=False, max_length=300)
    dates = forms.CharField(
        label="Даты",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="По одной на строке или через запятую: 15.09.2026, 20 октября 2026 года.",
    )
    file = forms.FileField(
        label="Файл графика",
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def clean_dates(self) -> list[date]:
        """Return the dates; what is no date is named and nothing is guessed."""
        text = str(self.cleaned_data["dates"])
        found = list(find_dates(text))
        rest = text
        for one in reversed(found):
            rest = rest[: one.start] + "\n" + rest[one.end :]
        strange = [part.strip(" ,;.\t") for part in rest.splitlines()]
        if wrong := "», «".join(part[:40] for part in strange if part):
            raise forms.ValidationError(
                f"Это не похоже на дату: «{wrong}». Напишите день, месяц и год: 15.09.2026."
            )
        if len(found) > MOST_DATES:
            raise forms.ValidationError(f"Не больше {MOST_DATES} дат в одном графике.")
        return [one.day for one in found]


class DeedForm(forms.Form):
    """What is to be done with the chosen tasks; what the verb does not need is left alone."""

    verb = forms.ChoiceField(label="Что сделать")
    day = DayField("Дата", help_text="Когда исполнено или новый срок.")
    words = forms.CharField(
        label="Замечание или причина", required=False, max_length=2000, widget=forms.TextInput
    )
    task = forms.TypedMultipleChoiceField(
        label="Задачи", coerce=int, required=False, widget=forms.MultipleHiddenInput
    )

    def __init__(
        self, data: Any = None, *, verbs: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        fields: Any = self.fields
        fields["verb"].choices = [("", "Выберите…"), *verbs]
        chosen = data.getlist("task") if data is not None else []
        fields["task"].choices = [(pk, pk) for pk in chosen if pk.isdecimal()]

    def clean(self) -> dict[str, Any]:
        """Ask for what the verb needs, for all tasks at once."""
        got = super().clean() or self.cleaned_data
        needs = NEEDS.get(got.get("verb", ""), {})
        if "day" in needs and not got.get("day") and "day" not in self.errors:
            self.add_error("day", needs["day"][1])
        if "words" in needs and not got.get("words"):
            self.add_error("words", needs["words"][1])
        return got

    def values(self) -> dict[str, Any]:
        """Return the arguments of the verb's service."""
        needs = NEEDS.get(self.cleaned_data["verb"], {})
        return {argument: self.cleaned_data[name] for name, (argument, _) in needs.items()}


# field of the form → the argument of the service it becomes, and what to say when it is empty
NEEDS: dict[str, dict[str, tuple[str, str]]] = {
    "submit": {"day": ("completed_on", "Укажите, когда исполнено.")},
    "return": {"words": ("remark", "Напишите, что исправить.")},
    "waive": {"words": ("reason", "Напишите причину.")},
    "give_up": {"words": ("reason", "Напишите причину.")},
    "reopen": {"words": ("reason", "Напишите причину.")},
    "prolong": {
        "day": ("until", "Укажите новый срок."),
        "words": ("reason", "Напишите причину."),
    },
}

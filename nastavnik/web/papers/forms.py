"""Forms of a plan's papers."""

from __future__ import annotations

from typing import Any

from django import forms

from nastavnik.files.choices import EVIDENCE_KINDS
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.choices import ScanKind

# the names of the printed passport (R17) and what to write there
PASSPORT: dict[str, tuple[str, str]] = {
    "basis": ("Основание для разработки", "Приказы и другие документы, каждый с новой строки."),
    "developers": ("Разработчики", ""),
    "executors": ("Исполнители", ""),
    "goal": ("Цель", ""),
    "tasks": ("Задачи", "Каждая с новой строки."),
    "term": ("Сроки реализации", ""),
    "mechanism": ("Механизм реализации", ""),
    "resources": ("Ресурсы", "Что нужно и кто это предоставляет."),
    "results": ("Ожидаемые результаты", "Каждый с новой строки."),
    "control": ("Система контроля", ""),
    "problem": (
        "Описание проблемы",
        "Слова в фигурных скобках заменяются сведениями из реестра на день просмотра.",
    ),
}


class PassportForm(forms.Form):
    """The passport of a plan, made on what was shown as `version`."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in rules.PASSPORT_FIELDS:
            label, help_text = PASSPORT[name]
            self.fields[name] = forms.CharField(
                label=label,
                help_text=help_text,
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 8 if name == "problem" else 3}),
            )


class ScanForm(forms.Form):
    """A scan of a signed paper."""

    kind = forms.ChoiceField(label="Что это", choices=ScanKind.choices)
    title = forms.CharField(
        label="Название", required=False, max_length=300, help_text="Например: приказ № 42."
    )
    file = forms.FileField(
        label="Файл",
        widget=forms.FileInput(
            attrs={"accept": ",".join(f".{kind.value}" for kind in EVIDENCE_KINDS)}
        ),
        help_text="Скан или фотография подписанного документа.",
    )

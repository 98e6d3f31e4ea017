"""Forms of taking documents in: texts become values here, rules are the services'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings

from nastavnik.imports.reader import ENCODINGS
from nastavnik.pure.plans import Item
from nastavnik.web.shell.unit_lists import Choices

KNOWN_FILES = ".docx,.xlsx,.ods,.csv,.txt,.html,.htm,.pdf"
ENCODING_CHOICES = [("", "Определить самостоятельно"), *ENCODINGS.items()]
OUTCOMES = [
    ("done", "Выполнено"),
    ("not_done", "Не выполнено"),
    ("not_ours", "Не относится к нам"),
    ("open", "Оставить в работе"),
]
SEPARATELY = 200  # past items asked about one by one; for more the answer for all must do


class Receive(forms.Form):
    """A file or a text, and whose plan it is."""

    unit = forms.TypedChoiceField(label="Чей это документ", coerce=int)
    file = forms.FileField(
        label="Загрузить файл",
        required=False,
        help_text=(
            "Подойдут .docx, .xlsx, .ods, .csv, .txt, .html и .pdf с текстом, "
            f"до {settings.MAX_UPLOAD_MB} МБ."
        ),
        widget=forms.FileInput(attrs={"accept": KNOWN_FILES}),
        max_length=255,
    )
    encoding = forms.ChoiceField(
        label="Кодировка текстового файла",
        required=False,
        choices=ENCODING_CHOICES,
        help_text="Меняйте, только если вместо букв видны другие знаки.",
    )
    text = forms.CharField(
        label="Вставить текст",
        required=False,
        strip=False,
        help_text="Скопируйте приказ вместе с планом из любой программы и вставьте сюда.",
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, units: Choices, own: int, several: bool
    ) -> None:
        super().__init__(data, files, initial={"unit": own})
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        if not several:
            self.fields["unit"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two ways."""
        given = self.cleaned_data
        file, text = given.get("file"), (given.get("text") or "").strip()
        if file and text:
            raise forms.ValidationError("Выберите что-то одно: файл или вставленный текст.")
        if not file and not text and not self.errors:
            raise forms.ValidationError("Выберите файл или вставьте текст документа.")
        return given


class Encoding(forms.Form):
    """In which encoding to read the file again."""

    encoding = forms.ChoiceField(label="Кодировка", choices=list(ENCODINGS.items()))


class Outcomes(forms.Form):
    """What became of items whose term is past: one answer for all, another where it differs."""

    def __init__(self, *args: Any, past: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.past = tuple(past)
        if past:
            self.fields["all"] = forms.ChoiceField(
                label="Что с этими мероприятиями",
                choices=OUTCOMES,
                widget=forms.RadioSelect,
                error_messages={"required": "Ответьте, что стало с прошедшими мероприятиями."},
            )
        for item in self.past[:SEPARATELY]:
            self.fields[f"outcome_{item.key}"] = forms.ChoiceField(
                label="Исход", choices=[("", "Как у всех"), *OUTCOMES], required=False
            )

    def rows(self) -> list[tuple[Item, forms.BoundField]]:
        """Return the items asked about one by one, with their controls."""
        return [(item, self[f"outcome_{item.key}"]) for item in self.past[:SEPARATELY]]

    def outcomes(self) -> dict[str, str]:
        """Return the outcome of every past item by its key."""
        given = self.cleaned_data
        return {item.key: given.get(f"outcome_{item.key}") or given["all"] for item in self.past}

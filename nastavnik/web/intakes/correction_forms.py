"""Forms of correcting a reading: what is typed becomes corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from nastavnik.pure.actors import Actor, ActorKind
from nastavnik.pure.plans import Field, Item, RowKind
from nastavnik.pure.terms import TermReading
from nastavnik.web.intakes.mapping import GridView, LineView

FIELD_CHOICES = [
    (Field.NUMBER.value, "Номер"),
    (Field.TITLE.value, "Мероприятие"),
    (Field.TERM.value, "Срок"),
    (Field.RESPONSIBLE.value, "Ответственные"),
    (Field.RESULT.value, "Результат"),
    (Field.NOTE.value, "Примечание"),
    (Field.OTHER.value, "Прочее: хранить как есть"),
]
ROW_CHOICES = [
    (RowKind.ITEM.value, "Отдельное мероприятие"),
    (RowKind.SUBITEM.value, "Подпункт мероприятия выше"),
    (RowKind.JOIN.value, "Продолжение строки выше"),
    (RowKind.SECTION.value, "Заголовок раздела"),
    (RowKind.SKIP.value, "Не относится к плану"),
]
TERM_KINDS = [
    ("once", "Один раз, в эти дни"),
    ("yearly", "Каждый год, в эти дни"),
    ("continuous", "Постоянно, весь период"),
    ("as_needed", "По мере необходимости"),
    ("unparsable", "Даты нет"),
]
BLANK_ACTORS, BLANK_RANGES = 2, 2


class Texts(forms.Form):
    """The texts of an item, as they should have been read."""

    number = forms.CharField(label="Номер", required=False, max_length=40)
    title = forms.CharField(label="Мероприятие", widget=forms.Textarea(attrs={"rows": 3}))
    term = forms.CharField(label="Срок, как в документе", required=False)
    responsible = forms.CharField(
        label="Ответственные, как в документе",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    result = forms.CharField(
        label="Результат", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    note = forms.CharField(
        label="Примечание", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    @staticmethod
    def initial_of(item: Item) -> dict[str, str]:
        """Return the texts as they are read."""
        return {
            "number": item.number or "",
            "title": item.title,
            "term": item.term_text,
            "responsible": item.responsible_text,
            "result": item.result,
            "note": item.note,
        }

    def changes(self) -> dict[Field, str]:
        """Return the fields sent whose text is another, line ends apart."""
        return {
            Field(name): text.replace("\r\n", "\n")
            for name, text in self.cleaned_data.items()
            if name in self.data
            and text.replace("\r\n", "\n").strip() != str(self.initial[name]).strip()
        }


class TermWords(forms.Form):
    """A term said in other words, to be read anew."""

    phrase = forms.CharField(
        label="Срок другими словами",
        max_length=300,
        help_text="Например: «до 15 сентября 2026 года», «ежегодно до 1 марта».",
    )


class TermDays(forms.Form):
    """A term by its kind and days."""

    kind = forms.ChoiceField(label="Какой это срок", choices=TERM_KINDS)
    first = forms.DateField(
        label="Первый день", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label="Последний день", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    @classmethod
    def of(cls, term: TermReading) -> TermDays:
        """Return the form with a term that has such days already."""
        kinds = dict(TERM_KINDS)
        kind = term.kind if term.kind in kinds else "once"
        return cls(initial={"kind": kind, "first": term.start, "last": term.end})

    def clean(self) -> dict[str, Any]:
        """Ask for the last day where there must be one."""
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if self.cleaned_data.get("kind") in ("once", "yearly") and not last:
            self.add_error("last", "Укажите последний день срока.")
        if first and last and last < first:
            self.add_error("last", "Последний день раньше первого: проверьте даты.")
        return self.cleaned_data

    def reading(self) -> TermReading:
        """Return the term."""
        kind = self.cleaned_data["kind"]
        first: date | None = self.cleaned_data["first"]
        last: date | None = self.cleaned_data["last"]
        if kind == "yearly" and last:
            return TermReading(
                kind="yearly",
                month_day_from=f"{first:%m-%d}" if first else None,
                month_day_to=f"{last:%m-%d}",
                from_year=(first or last).year,
            )
        if kind in ("once", "continuous"):
            return TermReading(kind=kind, start=first, end=last)
        return TermReading(kind=kind, conditional=kind == "as_needed")


class Actors(forms.Form):
    """Who is responsible: a line for every party, a few empty ones for more."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, actors: Sequence[Actor]) -> None:
        super().__init__(data)
        self.actors = tuple(actors)
        for at in range(len(actors) + BLANK_ACTORS):
            known = actors[at] if at < len(actors) else None
            self.fields[f"text_{at}"] = forms.CharField(
                label=f"Ответственный {at + 1}",
                required=False,
                max_length=500,
                initial=known.text if known else "",
            )
            self.fields[f"kind_{at}"] = forms.ChoiceField(
                label="Кто это",
                choices=[(kind.value, kind.label.capitalize()) for kind in ActorKind],
                initial=known.kind.value if known else ActorKind.OTHER.value,
            )

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the two controls of every party."""
        count = len(self.fields) // 2
        return [(self[f"text_{at}"], self[f"kind_{at}"]) for at in range(count)]

    def parties(self) -> tuple[Actor, ...]:
        """Return the actors; what was read of one whose words stay is kept."""
        found = []
        for at in range(len(self.fields) // 2):
            text = " ".join(self.cleaned_data[f"text_{at}"].split())
            kind = ActorKind(self.cleaned_data[f"kind_{at}"])
            known = self.actors[at] if at < len(self.actors) else None
            if text and known and known.text == text:
                details = {**known.to_json(), "kind": kind.value}
                found.append(Actor.from_json(details))
            elif text:
                found.append(Actor(text, kind))
        return tuple(found)


class RowDecision(forms.Form):
    """What a row of the plan is."""

    kind = forms.ChoiceField(
        label="Что это за строка", choices=ROW_CHOICES, widget=forms.RadioSelect
    )


class Split(forms.Form):
    """The texts of a row with an empty line where the second item begins."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, texts: Mapping[Field, str]
    ) -> None:
        super().__init__(data)
        self.texts = {field: text for field, text in texts.items() if text}
        for field, text in self.texts.items():
            self.fields[field.value] = forms.CharField(
                label=dict(FIELD_CHOICES)[field.value],
                required=False,
                strip=False,
                initial=text,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean(self) -> dict[str, Any]:
        """Look that nothing but empty lines was put in, and at least one."""
        for field, text in self.texts.items():
            if _letters(self.cleaned_data.get(field.value, "")) != _letters(text):
                self.add_error(field.value, "Текст изменён: можно только вставить пустую строку.")
        if not self.errors and not self.offsets():
            raise forms.ValidationError("Вставьте пустую строку там, где начинается второе.")
        return self.cleaned_data

    def offsets(self) -> dict[Field, int]:
        """Return at which character of every cut text the second item begins."""
        found = {}
        for field, text in self.texts.items():
            first, cut, _ = _cut(self.cleaned_data.get(field.value, ""))
            if cut:
                found[field] = _offset(text, len(_letters(first)))
        return found


def _cut(text: str) -> tuple[str, bool, str]:
    """Part a text at its first empty line; an empty first line gives the whole to the second."""
    lines = text.replace("\r\n", "\n").split("\n")
    for at, line in enumerate(lines):
        if not line.strip() and any(rest.strip() for rest in lines[at:]):
            return "\n".join(lines[:at]), True, "\n".join(lines[at + 1 :])
    return text, False, ""


def _letters(text: str) -> str:
    return "".join(text.split())


def _offset(text: str, letters: int) -> int:
    """Return where in `text` the character after so many that are no blanks stands."""
    for at, character in enumerate(text):
        if not character.isspace():
            if letters == 0:
                return at
            letters -= 1
    return len(text)


class Columns(forms.Form):
    """What every column of every table holds."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, grids: Sequence[GridView]) -> None:
        super().__init__(data)
        self.grids = tuple(grids)
        for grid in grids:
            for column in grid.columns:
                known = [] if column.field else [("", "Не назначено")]
                self.fields[f"c_{grid.key}_{column.index}"] = forms.ChoiceField(
                    label=column.header or f"Графа {column.index + 1}",
                    required=column.field is not None,
                    choices=[*known, *FIELD_CHOICES],
                    initial=column.field.value if column.field else "",
                )

    def control(self, grid: GridView, index: int) -> forms.BoundField:
        """Return the control of one column."""
        return self[f"c_{grid.key}_{index}"]

    def changes(self) -> list[tuple[str, int, Field]]:
        """Return (table, column, field) of the columns taken for something else now."""
        return [
            (grid.key, column.index, Field(chosen))
            for grid in self.grids
            for column in grid.columns
            if (chosen := self.cleaned_data[f"c_{grid.key}_{column.index}"])
            and chosen != column.field
        ]


class LineRanges(forms.Form):
    """Which numbered lines of a text are which column; a column may stand in several places."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        lines: Sequence[LineView],
        given: Sequence[tuple[Field, str, str]],
    ) -> None:
        super().__init__(data)
        self.lines = tuple(lines)
        numbers = {line.key: line.number for line in lines}
        self.counts: dict[Field, int] = {}
        for field in (Field(value) for value, _ in FIELD_CHOICES[:-1]):
            known = [
                (numbers.get(first), numbers.get(last))
                for name, first, last in given
                if name == field
            ]
            self.counts[field] = max(len(known) + 1, BLANK_RANGES)
            for at in range(self.counts[field]):
                first, last = known[at] if at < len(known) else (None, None)
                self._add(f"{field.value}_{at}", first, last)

    def _add(self, name: str, first: int | None, last: int | None) -> None:
        for edge, label, number in (("first", "с", first), ("last", "по", last)):
            self.fields[f"{edge}_{name}"] = forms.IntegerField(
                label=label, required=False, min_value=1, max_value=len(self.lines), initial=number
            )

    def rows(self) -> list[tuple[str, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """Return (column, its pairs of controls)."""
        return [
            (
                dict(FIELD_CHOICES)[field.value],
                [
                    (self[f"first_{field.value}_{at}"], self[f"last_{field.value}_{at}"])
                    for at in range(count)
                ],
            )
            for field, count in self.counts.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Look that every range has both ends and no line is taken twice."""
        taken: set[int] = set()
        for field, first, last in self._pairs():
            label = dict(FIELD_CHOICES)[field.value]
            if first is None or last is None or last < first:
                raise forms.ValidationError(f"{label}: укажите первую и последнюю строку.")
            lines = set(range(first, last + 1))
            if lines & taken:
                raise forms.ValidationError(f"{label}: часть этих строк уже отдана другой графе.")
            taken |= lines
        if not self.errors and not any(field is Field.TITLE for field, _, _ in self._pairs()):
            raise forms.ValidationError("Укажите строки с наименованиями мероприятий.")
        return self.cleaned_data

    def _pairs(self) -> list[tuple[Field, int | None, int | None]]:
        found = []
        for field, count in self.counts.items():
            for at in range(count):
                first = self.cleaned_data.get(f"first_{field.value}_{at}")
                last = self.cleaned_data.get(f"last_{field.value}_{at}")
                if first is not None or last is not None:
                    found.append((field, first, last))
        return found

    def ranges(self) -> list[tuple[Field, str, str]]:
        """Return (field, key of the first line, key of the last line)."""
        return [
            (field, self.lines[first - 1].key, self.lines[last - 1].key)
            for field, first, last in self._pairs()
            if first is not None and last is not None
        ]

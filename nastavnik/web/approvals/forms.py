"""Forms of a plan's way and of proposals: texts become values here, rules are the services'."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from nastavnik.roadmaps.choices import ProposalSource, ProposalState
from nastavnik.roadmaps.selectors import ProposalFilter
from nastavnik.web.shell.unit_lists import Choices

REMARK = "item-"


class Step(forms.Form):
    """A step made on the plan as it was shown in `version`."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Agree(Step):
    """Agreement, with a word if wished."""

    remark = forms.CharField(
        label="Примечание к согласованию",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Approve(Step):
    """By which paper and when the plan was approved."""

    act_text = forms.CharField(
        label="Каким документом утверждена",
        max_length=300,
        help_text="Например: приказ от 01.09.2026 № 112.",
    )
    on = forms.DateField(label="Дата утверждения", widget=forms.DateInput(attrs={"type": "date"}))


class Revise(Step):
    """Why an approved plan is to change."""

    reason = forms.CharField(
        label="Почему карта пересматривается",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Например: решение совещания от 12.10.2026, протокол № 4.",
    )


class Sure(Step):
    """A step that is not taken back: asked twice, also without scripts."""

    sure = forms.BooleanField()

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sure"].label = label
        self.fields["sure"].error_messages["required"] = "Отметьте, что Вы уверены."


class Return(Step):
    """Remarks on the plan and on its items; a field `item-…` for each item."""

    remark = forms.CharField(
        label="Замечание к карте в целом",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, items: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in items:
            self.fields[f"{REMARK}{item.pk}"] = forms.CharField(
                label=str(item),
                required=False,
                widget=forms.Textarea(attrs={"rows": 1}),
                help_text=" · ".join(
                    filter(None, (item.term_text, item.responsible_text, item.result))
                ),
            )

    def item_remarks(self) -> dict[int, str]:
        """Return the remarks by the item's key, those left empty too."""
        return {
            int(name.removeprefix(REMARK)): text
            for name, text in self.cleaned_data.items()
            if name.startswith(REMARK)
        }


class Compare(forms.Form):
    """Which two editions are set side by side."""

    old = forms.ChoiceField(label="Было", required=False)
    new = forms.ChoiceField(label="Стало", required=False)

    def __init__(self, data: Any, *, choices: Any) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["old"].choices = fields["new"].choices = choices


class FindProposal(forms.Form):
    """Search and filters of a list of proposals."""

    q = forms.CharField(label="Слова в тексте", required=False, max_length=200)
    source = forms.ChoiceField(
        label="Откуда", required=False, choices=[("", "Все"), *ProposalSource.choices]
    )
    state = forms.ChoiceField(
        label="Решение", required=False, choices=[("", "Любое"), *ProposalState.choices]
    )

    def wanted(self) -> ProposalFilter:
        """Return the filter; a value that is no choice (an old address) narrows nothing."""
        self.is_valid()
        return ProposalFilter(**{name: self.cleaned_data.get(name, "") for name in self.fields})


class Propose(forms.Form):
    """A proposal to a plan."""

    unit = forms.TypedChoiceField(label="От какой организации", coerce=int)
    source = forms.ChoiceField(label="Откуда предложение", choices=ProposalSource.choices)
    source_text = forms.CharField(
        label="Документ",
        required=False,
        max_length=300,
        help_text="Например: протокол совещания от 12.10.2026 № 4, п. 2.",
    )
    item_pk = forms.TypedChoiceField(
        label="К какому мероприятию", required=False, coerce=int, empty_value=None
    )
    text = forms.CharField(
        label="Что предлагается", widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000
    )
    responsible = forms.CharField(label="Кто исполнит", required=False, max_length=300)
    due = forms.DateField(
        label="К какому сроку", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(
        self,
        *args: Any,
        units: Choices,
        items: Iterable[Any],
        may_decide: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].choices = units
        offered = [(str(item.pk), str(item)[:120]) for item in items]
        fields["item_pk"].choices = [("", "К плану в целом"), *offered]
        if not may_decide:
            fields["source"].choices = [
                one for one in ProposalSource.choices if one[0] == ProposalSource.ORGANISATION
            ]


class Decide(forms.Form):
    """An answer to a proposal."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(
        label="Ответ", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000
    )

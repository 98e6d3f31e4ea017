"""The filter of the journal."""

from __future__ import annotations

from django import forms

from nastavnik.web.shell.journal_words import KINDS, VERBS


class JournalFilter(forms.Form):
    """Which entries to show."""

    kind = forms.ChoiceField(
        label="С чем",
        required=False,
        choices=[("", "Со всем"), *sorted(KINDS.items(), key=lambda kind: kind[1])],
    )
    verb = forms.ChoiceField(
        label="Что сделано",
        required=False,
        choices=[("", "Всё"), *sorted(VERBS.items(), key=lambda verb: verb[1])],
    )
    since = forms.DateField(label="С какого дня", required=False)
    until = forms.DateField(label="По какой день", required=False)

"""Forms of a person's own notices."""

from __future__ import annotations

from django import forms

from nastavnik.notifications.choices import Rhythm, Stage


class ReadForm(forms.Form):
    """Up to which notice the person has seen them."""

    up_to = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class PreferencesForm(forms.Form):
    """What to be told of, how often by mail, when not."""

    rhythm = forms.ChoiceField(
        label="Как часто присылать сводку на электронную почту",
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        help_text="Письма о входе и пароле приходят всегда.",
    )
    stages = forms.MultipleChoiceField(
        label="О чём сообщать",
        choices=Stage.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    quiet_from = forms.TimeField(
        label="Не присылать писем с",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_until = forms.TimeField(
        label="Не присылать писем до",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="По часам Вашей организации. Если письма можно присылать в любое время, "
        "укажите в обоих полях одно и то же.",
    )

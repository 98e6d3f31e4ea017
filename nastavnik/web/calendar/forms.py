"""Forms of the desk."""

from __future__ import annotations

from django import forms

from nastavnik.roadmaps import rules


class NameFilter(forms.Form):
    """A name for a filter; its rules are those of the service."""

    name = forms.CharField(label="Название", max_length=rules.LONGEST_NAME)


class SaveFilter(NameFilter):
    """A filter with the view and the address it came from."""

    view = forms.CharField(max_length=30, widget=forms.HiddenInput)
    query = forms.CharField(required=False, max_length=5000, widget=forms.HiddenInput)

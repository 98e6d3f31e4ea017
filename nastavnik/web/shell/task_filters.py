"""The filter of tasks that every view of them shares: a form, the filter it means, its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse

from nastavnik.kernel.errors import NotAllowed
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.choices import INSTITUTIONS
from nastavnik.pure.occurrences import Window
from nastavnik.roadmaps import selectors
from nastavnik.roadmaps.choices import TaskState
from nastavnik.roadmaps.selectors import TaskFilter
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.unit_lists import Choices, unit_choices

MOST_UNITS = 200  # of a longer list only the territories are offered; a link may name any unit
MOST_PLANS = 100
STATES = [
    ("unfinished", "Не закрыта"),
    ("settled", "Выполнена или не потребовалась"),
    *TaskState.choices,
]
SHOWN_STATES = [(code, label) for code, label in STATES if code != TaskState.WITHDRAWN]
WHEN = [
    ("overdue", "Срок прошёл"),
    ("risk", "Под угрозой срыва (14 дней)"),
    ("soon", "В ближайшие 30 дней"),
    ("pressing", "Прошёл или в ближайшие 30 дней"),
    ("fell", "Срок наступил"),
    ("in_time", "Закрыта в срок"),
    ("undated", "Без срока"),
]
RARE = (
    "own",
    "prolonged",
    "since",
    "until",
    "upper",
)  # on the form only where an address brings them


class FindTasks(forms.Form):
    """Search and filters of tasks; `whose` is «mine» until a person says otherwise."""

    q = forms.CharField(label="Слова в мероприятии", required=False, max_length=200)
    whose = forms.ChoiceField(
        label="Чьи", required=False, choices=[("mine", "Мои"), ("all", "Все, которые мне видны")]
    )
    unit = forms.ChoiceField(label="Территория или организация", required=False)
    roadmap = forms.ChoiceField(label="Дорожная карта", required=False)
    state = forms.ChoiceField(
        label="Состояние", required=False, choices=[("", "Любое"), *SHOWN_STATES]
    )
    when = forms.ChoiceField(label="Срок", required=False, choices=[("", "Любой"), *WHEN])
    bare = forms.BooleanField(label="Без документов", required=False)

    own = forms.BooleanField(label="Без подведомственных", required=False)
    prolonged = forms.BooleanField(label="Срок продлён", required=False)
    since = forms.DateField(
        label="Срок с", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label="Срок по", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    upper = forms.IntegerField(
        label="Мероприятие вышестоящей карты, ключ", required=False, min_value=1
    )

    def __init__(self, data: Any, *, units: Choices, plans: Choices) -> None:
        super().__init__(data, auto_id="filter-%s")
        fields: Any = self.fields
        fields["unit"].choices = units
        fields["roadmap"].choices = plans
        for name, choices in (("unit", units), ("roadmap", plans)):
            few = len(choices) < 3 and all(isinstance(label, str) for _, label in choices)
            if few and not data.get(name):
                del self.fields[name]  # one thing is no choice
        for name in RARE:
            if not data.get(name):
                del self.fields[name]

    def wanted(self, window: Window | None = None) -> TaskFilter:
        """Return the filter; a value that is no choice (an old address) narrows nothing."""
        self.is_valid()
        got = self.cleaned_data
        unit = int(got["unit"]) if got.get("unit") else None
        if window is None and (got.get("since") or got.get("until")):
            window = (got.get("since") or date.min, got.get("until") or date.max)
        return TaskFilter(
            q=got.get("q", ""),
            mine=got.get("whose") == "mine",
            unit=unit if got.get("own") else None,
            under=None if got.get("own") else unit,
            roadmap=int(got["roadmap"]) if got.get("roadmap") else None,
            state=got.get("state", ""),
            when=got.get("when", ""),
            window=window,
            bare=got.get("bare", False),
            prolonged=got.get("prolonged", False),
            upper=got.get("upper"),
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """Which tasks an address asks for: the bound form, the filter, the address's own values."""

    form: FindTasks
    wanted: TaskFilter
    values: QueryDict

    @property
    def query(self) -> str:
        """The filters as the query of an address, without the page."""
        return self.values.urlencode()

    @property
    def is_filtered(self) -> bool:
        """Whether anything but «mine» or «all» narrows the tasks."""
        return any(self.values.get(name) for name in self.form.fields if name != "whose")

    def query_with(self, **values: str) -> str:
        """Return the query with some values replaced; "" takes one away."""
        other = self.values.copy()
        for name, value in values.items():
            other.pop(name, None)
            if value:
                other[name] = value
        return other.urlencode()


def read_filters(
    request: Request, *, window: Window | None = None, given: QueryDict | None = None
) -> Asked:
    """Return what the address asks for, or the query `given` with a form.

    Without `whose` the person's own tasks are meant. Raises NotAllowed for who sees no tasks.
    """
    if not may_see_tasks(request.scope):
        raise NotAllowed(Right.SEE_ROADMAPS)
    given = (request.GET if given is None else given).copy()
    if given.get("whose") not in ("mine", "all"):
        given["whose"] = "mine"
    units = _units(request.scope, given.get("unit", ""))
    plans = _plans(request.scope, given.get("roadmap", ""))
    form = FindTasks(given, units=units, plans=plans)
    wanted = form.wanted(window)
    kept = QueryDict(mutable=True)
    for name in form.fields:
        if form.cleaned_data.get(name):
            kept[name] = str(given[name])
    return Asked(form, wanted, kept)


def address_of(**values: object) -> str:
    """Return the address of the list of all visible tasks, narrowed by `values` of the form."""
    given = {"whose": "all"} | {name: value for name, value in values.items() if value}
    return f"{reverse('list_tasks')}?{urlencode(given)}"


def may_see_tasks(scope: Scope) -> bool:
    """Tell whether there can be tasks for the person: plans to see, or tasks of their own."""
    return scope.may_somewhere(Right.SEE_ROADMAPS) or selectors.has_own_tasks(scope)


def _units(scope: Scope, chosen: str) -> Choices:
    """The units whose branch may be asked for, the chosen one always among them."""
    units = organisations.list_units(scope, right=Right.SEE_ROADMAPS)
    found = list(units[: MOST_UNITS + 1])
    if len(found) > MOST_UNITS:
        over = units.exclude(kind__in=INSTITUTIONS)
        found = list(over[:MOST_UNITS])
        if chosen.isdecimal() and chosen not in {str(unit.pk) for unit in found}:
            found += list(units.filter(pk=int(chosen)))
    return unit_choices(found, "Все")


def _plans(scope: Scope, chosen: str) -> Choices:
    """The latest plans, the chosen one always among them; each with whose it is."""
    found = list(selectors.list_roadmaps(scope)[:MOST_PLANS])
    if chosen.isdecimal() and chosen not in {str(plan.pk) for plan in found}:
        found += list(selectors.list_roadmaps(scope).filter(pk=int(chosen)))
    names = organisations.names_of({plan.unit_id for plan in found}, scope.on)
    named: Choices = [
        (str(plan.pk), f"{plan.title[:80]} ({names.get(plan.unit_id, '')})") for plan in found
    ]
    return [("", "Все"), *named]

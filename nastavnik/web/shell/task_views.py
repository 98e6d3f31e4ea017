"""The views of the same tasks: what every one of them shows around its content.

A view draws `tasks/frame.html` from `task_frame_of(…)` and fills its block `tasks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from nastavnik.kernel.scope import Right
from nastavnik.roadmaps import selectors
from nastavnik.web.shell.request import Request
from nastavnik.web.shell.task_filters import Asked

# code of the view (as saved filters keep it) → label, name of its address; the order of the tabs
VIEWS: dict[str, tuple[str, str]] = {
    "table": ("Список", "list_tasks"),
    "board": ("Доска", "show_board"),
    "calendar": ("Календарь", "show_calendar"),
    "timeline": ("Лента времени", "show_timeline"),
}
FILES = (("docx", "Документ", "download"), ("xlsx", "Таблица", "table"))


@dataclass(frozen=True, slots=True)
class FileLink:
    """A download of the tasks that are shown."""

    label: str
    url: str
    icon: str


def task_frame_of(
    request: Request, asked: Asked, current: str, *, kept: dict[str, str] | None = None
) -> dict[str, Any]:
    """Return the context of `tasks/frame.html`; `current` is a key of VIEWS.

    `kept` are values of the address beside the filters, such as the month of a calendar.
    """
    here = reverse(VIEWS[current][1])
    has_desk = request.scope.may_somewhere(Right.SEE_ROADMAPS)
    saved = list(selectors.list_filters(request.scope)) if has_desk else []
    return {
        "view": current,
        "here": here,
        "reset_url": _address(here, "" if asked.wanted.mine else "whose=all"),
        "form": asked.form,
        "kept": kept or {},
        "query": asked.query,
        "conditions": conditions_of(asked),
        "is_filtered": asked.is_filtered,
        "views": [
            {
                "label": label,
                "url": _address(reverse(name), asked.query),
                "current": code == current,
            }
            for code, (label, name) in VIEWS.items()
        ],
        "files": [
            FileLink(
                label, _address(reverse("export_tasks", args=[current, kind]), asked.query), icon
            )
            for kind, label, icon in FILES
        ],
        "saved": [(one.name, address_of_filter(one)) for one in saved],
        "has_desk": has_desk,
    }


def address_of_filter(saved: Any) -> str:
    """Return the address that shows a saved filter; of a view that is no more, the first view."""
    _, name = VIEWS.get(saved.view) or next(iter(VIEWS.values()))
    return _address(reverse(name), saved.query)


def conditions_of(asked: Asked) -> str:
    """Write the filter in words: «Чьи: Мои; Срок: В ближайшие 30 дней»."""
    said = []
    for name, field in asked.form.fields.items():
        value = asked.form.cleaned_data.get(name)
        if value is True:
            said.append(str(field.label))
        elif value:
            said.append(f"{field.label}: {_label(getattr(field, 'choices', ()), value)}")
    return "; ".join(said)


def _label(choices: Any, value: str) -> str:
    """What a select calls the value, also inside its groups; the value itself of other fields."""
    for code, label in choices:
        if isinstance(label, (list, tuple)):
            if (found := _label(label, value)) != value:
                return found
        elif str(code) == value:
            return str(label)
    return value


def _address(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path

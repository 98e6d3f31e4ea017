"""The Jinja2 environment of all pages: an undefined variable is an error."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from jinja2 import Environment, StrictUndefined

from nastavnik.kernel.dated import last_day
from nastavnik.pure.numerals import plural as plural  # pages have it from here


def environment(**options: Any) -> Environment:
    """Return the environment with our globals and filters."""
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env = Environment(**options)  # noqa: S701 - the backend turns autoescape on
    env.globals.update(static=static, url=url)
    env.filters.update(day=day, moment=moment, period=period, tight=tight)
    env.filters.update(plural=plural, number=number, device=device)
    return env


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of the view called `name`."""
    return reverse(name, args=args, kwargs=kwargs)


def day(value: date | None) -> str:
    """Write a date: «26 июня 2020 г.»; nothing for None."""
    return date_format(value, "j E Y\xa0г.") if value else ""


def tight(text: str) -> str:
    """Keep a number with its sign at the end of a line: «№ 5»."""
    return text.replace("№ ", "№\xa0")


def period(during: Any) -> str:
    """Write a range of days: «с 1 сентября 2025 г. по 31 августа 2026 г.»."""
    last = last_day(during)
    return f"с {day(during.lower)} по {day(last)}" if last else f"с {day(during.lower)}"


def moment(value: datetime | None) -> str:
    """Write a moment in the current time zone: «26 июня 2020 г., 14:05»."""
    return date_format(timezone.localtime(value), "j E Y\xa0г., H:i") if value else ""


def number(value: Any) -> str:
    """Write a number the Russian way: a comma, no needless zeros."""
    text = f"{value:f}" if not isinstance(value, int) else str(value)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")


def device(user_agent: str) -> str:
    """Say what a person signed in from, without the words of the browser's own name."""
    if "iPad" in user_agent or "Tablet" in user_agent:
        return "планшет"
    is_phone = any(mark in user_agent for mark in ("Mobile", "Android", "iPhone"))
    return "телефон" if is_phone else "компьютер"

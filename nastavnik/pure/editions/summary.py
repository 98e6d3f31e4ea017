"""A comparison in one line, as an official would write it."""

from __future__ import annotations

from nastavnik.pure.editions.comparing import Changes

SAME = "изменений нет"
_HEAD = {"title": "изменено название плана", "period": "изменён срок действия"}


def summary(changes: Changes) -> str:
    """Write «добавлено 2 мероприятия, изменено 3, исключено 1»; the noun stands once."""
    counts = [
        ("добавлено", len(changes.added)),
        ("изменено", len(changes.rewritten)),
        ("исключено", len(changes.removed)),
        ("перемещено", len(changes.moved)),
        ("перенумеровано", len(changes.renumbered)),
    ]
    said: list[str] = []
    for word, count in counts:
        if count:
            said.append(f"{word} {count}" if said else f"{word} {_measures(count)}")
    parts = [", ".join(said)] if said else []
    parts += [_HEAD[one.field] for one in changes.head if one.field in _HEAD]
    if _sections_differ(changes):
        parts.append("изменены разделы")
    return "; ".join(parts) or SAME


def _sections_differ(changes: Changes) -> bool:
    return bool(
        changes.sections_added
        or changes.sections_removed
        or changes.sections_changed
        or changes.section_order is not None
    )


def _measures(count: int) -> str:
    tail, tens = count % 10, count % 100
    if tail == 1 and tens != 11:
        return f"{count} мероприятие"
    if 2 <= tail <= 4 and not 12 <= tens <= 14:
        return f"{count} мероприятия"
    return f"{count} мероприятий"

"""What a person may keep on their desk: names and conditions of saved filters."""

from __future__ import annotations

from nastavnik.kernel.errors import RuleBroken

MOST_FILTERS = 50
LONGEST_NAME, LONGEST_QUERY = 80, 1000
VIEWS = ("table", "board", "calendar", "timeline")


def check_filter_name(name: str, *, is_taken: bool) -> None:
    """Raise RuleBroken for a name that is empty, too long or given to another filter."""
    if not name:
        raise RuleBroken("Назовите отбор.", field="name")
    if len(name) > LONGEST_NAME:
        raise RuleBroken(f"Сократите название до {LONGEST_NAME} знаков.", field="name")
    if is_taken:
        raise RuleBroken("Отбор с таким названием у Вас уже есть.", field="name")


def check_filter(view: str, query: str, *, kept: int, names_somebody: bool) -> None:
    """Raise RuleBroken for a filter that cannot be kept; `kept` are those kept already.

    An address is seen by proxies and stays in histories, so no person is named in it.
    """
    if view not in VIEWS:
        raise RuleBroken("Такого вида задач нет.")
    if len(query) > LONGEST_QUERY:
        raise RuleBroken("Условий слишком много: сохранить такой отбор нельзя.")
    if names_somebody:
        raise RuleBroken("Уберите из слов поиска фамилию: в сохранённом отборе её быть не должно.")
    if kept >= MOST_FILTERS:
        raise RuleBroken(f"Сохранено отборов: {kept}. Больше нельзя: удалите те, которые не нужны.")

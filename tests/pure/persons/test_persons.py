"""Whether a text names a person: by its form, and by surnames of the register in any case."""

from __future__ import annotations

import pytest

from nastavnik.pure.persons import names_person, possible_surnames


@pytest.mark.parametrize(
    "text",
    [
        "Поручить Зимину П. А. подготовить отчёт",
        "Открытый урок П.А. Зимина",
        "Зимин П. проводит семинар",
        "Выступление Рощиной Аллы Викторовны",
        "Павел Андреевич знакомит с программой",
        "Встреча с Ильясом Мамед оглы",
    ],
)
def test_name_is_seen_by_its_form(text: str) -> None:
    assert names_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "Собрание кураторов",
        "Семинар для школ г. Приозёрска и с. Полянское",
        "Приказ по МБОУ «Средняя школа № 1» города Приозёрска",
        "Заседание I квартала. Итоги года",
        "Отчёт для ГБУ ДПО «Центр развития образования»",
        "Мероприятия ко Дню учителя, п. 5 плана",
        "1. Подготовка. 2. Проведение",
    ],
)
def test_usual_title_names_nobody(text: str) -> None:
    assert not names_person(text)


@pytest.mark.parametrize(
    ("text", "surname"),
    [
        ("Поручить Зимину подготовить отчёт", "зимин"),
        ("Встреча с Зиминым", "зимин"),
        ("Наставник Лугова", "лугова"),
        ("Урок Луговой", "лугова"),
        ("Пригласить Мостовую", "мостовая"),
        ("Доклад Мостовой", "мостовая"),
        ("Опыт Снегирёва", "снегирев"),
        ("ДОКЛАД КОВАЛЬСКОГО", "ковальский"),
        ("Беседа с Гоголем", "гоголь"),
        ("Мастер-класс Марии Соколай", "соколай"),
        ("План Ивановой-Петровой", "иванова-петрова"),
        ("Совместно с Шевченко", "шевченко"),
    ],
)
def test_surname_is_found_in_any_case(text: str, surname: str) -> None:
    assert surname in possible_surnames(text)


def test_small_words_are_no_surnames() -> None:
    assert possible_surnames("подготовить зимину отчёт") == frozenset()

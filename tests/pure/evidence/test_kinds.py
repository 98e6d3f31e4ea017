"""Which documents the words of a result ask for: a truth table of our own phrases."""

from __future__ import annotations

import pytest

from nastavnik.pure.evidence import kinds_of

ANY = ""
TABLE = [
    # orders and acts
    ("Приказ", "order"),
    ("Приказы ОО, ДО", "order"),
    ("Приказ директора школы", "order"),
    ("Издание приказа о закреплении пар", "order"),
    ("Разработан и подписан приказ", "order"),
    ("Распоряжение главы района", "order"),
    ("Распорядительные акты управления", "order"),
    ("Постановление администрации города", "order"),
    ("Отчёт согласно приказу", "report"),
    ("Локальный акт школы", "regulation order"),
    ("Локальные нормативные акты", "regulation order"),
    ("Положение о наставничестве", "regulation order"),
    ("Разработано положение о школе наставника", "regulation order"),
    ("Регламент работы штаба", "regulation order"),
    ("Правила внутреннего распорядка", "regulation order"),
    ("Порядок отбора наставников", "regulation order"),
    ("Приказ, положение о рабочей группе", "order regulation"),
    ("Нормативные документы по наставничеству", "order regulation"),
    # minutes
    ("Протокол", "minutes"),
    ("Протоколы заседаний штаба", "minutes"),
    ("Решение педагогического совета", "minutes"),
    ("Решения совещания кураторов", "minutes"),
    ("Выписка из протокола собрания", "minutes"),
    # agreements
    ("Соглашение с колледжем", "agreement"),
    ("Заключение договоров с предприятиями", "agreement"),
    ("Наличие соглашений с партнёрами", "agreement"),
    ("Достигнуты договорённости", ANY),
    # plans
    ("План работы на год", "plan order"),
    ("Планы занятий пар", "plan order"),
    ("План-график встреч", "plan order"),
    ("Дорожная карта с корректировками", "plan order"),
    ("Дорожные карты школ района", "plan order"),
    ("Программа семинара", "plan order"),
    ("Программы наставничества", "plan order"),
    ("Наличие разработанных и утверждённых программ", "plan order"),
    ("Индивидуальный маршрут молодого учителя", "plan order"),
    ("График консультаций", "plan order"),
    ("Сценарий праздника", "plan order"),
    ("Тематическое планирование занятий", "plan order"),
    # reports
    ("Отчёт", "report"),
    ("Отчет куратора о работе пар", "report"),
    ("Аналитическая справка", "report"),
    ("Справка", "report"),
    ("Аналитический отчёт о мониторинге", "report"),
    ("Анализ анкет", "report form"),
    ("Мониторинг вовлечённости", "report"),
    ("Экспертные заключения", "report"),
    ("Сводная таблица по школам", "report"),
    ("Информация о ходе работы", "report"),
    ("Сведения о парах", "report"),
    ("Отчёт по форме статистики", "report form"),
    # registers
    ("Перечень", "register order"),
    ("Перечень школ-участниц", "register order"),
    ("Реестр наставников", "register order"),
    ("Реестр программ наставничества", "register order"),
    ("Список пар", "register order"),
    ("База наставников района", "register order"),
    ("Единая база наставляемых", "register order"),
    ("Банк лучших практик", "register order"),
    ("Состав рабочей группы", "register order"),
    ("Список предложений", "register letter order"),
    # forms
    ("Заполненная форма", "form report"),
    ("Анкеты участников", "form report"),
    ("Согласия родителей", "form report"),
    ("Проведение анкетирования", "form report"),
    ("Заявления наставляемых", "form report"),
    # certificates
    ("Удостоверения о повышении квалификации", "certificate register"),
    ("Сертификаты слушателей", "certificate register"),
    ("Грамоты наставникам", "certificate register"),
    ("Функциональная грамотность учеников", ANY),
    # publications, pictures
    ("Публикация на сайте школы", "publication"),
    ("Размещение новости", "publication"),
    ("Статья в районной газете", "publication"),
    ("Страница школы в социальных сетях", "publication"),
    ("Выступление на собрании, размещение на сайте", "publication"),
    ("Наполнение информационных ресурсов", "publication"),
    ("Фотографии встречи", "photo publication"),
    ("Видеоролик о наставнике", "photo publication"),
    ("Фотоотчёт", "photo publication"),
    # letters, materials
    ("Письмо в школы", "letter"),
    ("Заявка на участие", "letter"),
    ("Предложения школ", "letter"),
    ("Письменная работа ученика", ANY),
    ("Методические рекомендации", "materials publication"),
    ("Подготовка метод. материалов", "materials publication"),
    ("Материалы семинара", "materials publication"),
    ("Памятки для наставников", "materials publication"),
    ("Презентация опыта", "materials publication"),
    ("Материально-техническое обеспечение", ANY),
    # several at once
    ("Протокол, фотографии", "minutes photo publication"),
    ("Приказ; список пар", "order register"),
    ("Отчёт и план на следующий год", "report plan order"),
    # what is done or reached is no document: any will do
    ("", ANY),
    ("Реализация программ наставничества", ANY),
    ("Реализация программы наставничества", ANY),
    ("Результаты программы наставничества", ANY),
    ("Достижение показателей", ANY),
    ("Сформированные пары и группы", ANY),
    ("Информационная кампания", ANY),
    ("Участники программы довольны", ANY),
    ("Встреча на базе колледжа", ANY),
    ("Согласование", ANY),
    ("Получение соответствующих документов", ANY),
    ("График обучения. Получение документов", ANY),
    ("Назначен куратор", ANY),
    ("Консультационная поддержка участников", ANY),
]


@pytest.mark.parametrize(("result", "kinds"), TABLE, ids=[result or "-" for result, _ in TABLE])
def test_words_of_a_result_name_kinds(result: str, kinds: str) -> None:
    assert kinds_of(result) == tuple(kinds.split())


@pytest.mark.parametrize("result", [result for result, _ in TABLE if result])
def test_capitals_and_breaks_of_lines_change_nothing(result: str) -> None:
    assert kinds_of(result.upper()) == kinds_of(result)
    assert set(kinds_of(f"{result}\nПриказ")) >= set(kinds_of(result)) - {""}


def test_every_kind_is_stored_and_named() -> None:
    named = {kind for _, kinds in TABLE for kind in kinds.split()}
    assert len(TABLE) >= 60
    assert named == {
        "order", "regulation", "minutes", "agreement", "plan", "report", "register", "form",
        "certificate", "publication", "photo", "letter", "materials",
    }  # fmt: skip

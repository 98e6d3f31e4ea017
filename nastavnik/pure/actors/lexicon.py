"""Words that can head an actor: posts, people, bodies, groups, and abbreviations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from nastavnik.pure.actors.morphology import ALL, REMEMBERED, Cases, decline, fold, modifier_cases


class Role(StrEnum):
    """What a head noun names; decides how a following «и ОО» is understood."""

    PERSON = "person"
    BODY = "body"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun in one form: its lemma, what it names, its possible cases."""

    lemma: str
    role: Role
    cases: Cases
    short: bool = False


def words(text: str) -> frozenset[str]:
    """A set of words written as a line of them."""
    return frozenset(text.split())


# "lemma:stem:paradigm"; the stem is left out when it is the lemma without its ending.
_PERSONS = words("""
директор:директор:ma руководитель::s заведующий:заведующ:yi заведующая:заведующ:yi
начальник::m глава:глав:f ректор::m министр::m мэр::m президент::m председатель::s
заместитель::s помощник::m советник::m проректор::m декан::m завуч:завуч:m завхоз::m
куратор::m координатор::m модератор::m наставник::m наставляемый:наставляем:y
ответственный:ответственн:y исполнитель::s соисполнитель::s организатор::m
специалист::m сотрудник::m работник::m методист::m эксперт::m консультант::m инспектор::m
педагог::m учитель::sa преподаватель::s воспитатель::s мастер:мастер:ma тьютор::m
психолог::m логопед::m дефектолог::m библиотекарь::s секретарь::s бухгалтер::m юрист::m
программист::m администратор::m инженер::m оператор::m редактор::m журналист::m
корреспондент::m делопроизводитель::s вожатый:вожат:y тренер::m инструктор::m
лидер::m волонтер::m выпускник::m студент::m ученик::m школьник::m воспитанник::m
обучающийся:обучающ:ys учащийся:учащ:ys дети:дет:deti молодежь::fs подросток:подростк:m
родитель::s представитель::s член::m участник::m партнер::m работодатель::s учредитель::s
автор::m разработчик::m лицо:лиц:o юрисконсульт::m профессор:профессор:ma доцент::m
аналитик::m социолог::m новатор::m староста:старост:f диспетчер::m лаборант::m
медсестра:медсестр:f фельдшер:фельдшер:ma техник::m предметник::m
слушатель::s подопечный:подопечн:y референт::m практикант::m командир::m
стажер::m тренинг-менеджер::m менеджер::m врач:врач:m
""")
_BODIES = words("""
министерство::o правительство::o агентство::o ведомство::o департамент::t управление::e
отдел::t сектор::t комитет::t орган::t администрация::fi муниципалитет::t мэрия::fi
служба:служб:f кабинет::t центр::t институт::t академия::fi университет::t
организация::fi учреждение::e заведение::e школа:школ:f лицей::j гимназия::fi прогимназия::fi
колледж::tj техникум::t училище:училищ:o вуз::t сад::t интернат::t школа-интернат:школ-интернат:f
дом::t ассоциация::fi фонд::t предприятие::e компания::fi отделение::e подразделение::e
библиотека:библиотек:f музей::j лаборатория::fi кафедра:кафедр:f факультет::t площадка:площадк:f
общество::o союз::t профсоюз::t дума:дум:f бухгалтерия::fi редакция::fi филиал::t
кванториум::t технопарк::t корпус::t кабинет:методкабинет:t служба:методслужб:f
сад:детсад:t
""")
_GROUPS = words("""
совет::t группа:групп:f комиссия::fi коллектив::t коллегия::fi объединение::e сообщество::o
команда:команд:f штаб::t клуб::t отряд::t пара:пар:f движение::e
общественность::fs актив::t консилиум::t оргкомитет::t педсовет::t методсовет::t студсовет::t
профком::t родкомитет::t методобъединение::e самоуправление::e
соцпедагог::m замдиректора:замдиректор:f семья:семь:fi
""")

HEADS: dict[str, Head] = {}


def _add(line: str, role: Role) -> None:
    lemma, stem, paradigm = line.split(":")
    if not stem:
        cut = {"fi": 1, "e": 1, "o": 1, "s": 1, "sa": 1, "j": 1, "fs": 1}.get(paradigm, 0)
        stem = lemma[: len(lemma) - cut]
    for form, cases in decline(stem, paradigm).items():
        known = HEADS.get(form)
        HEADS[form] = Head(lemma, role, cases | known.cases if known else cases)


for _role, _lines in (
    (Role.PERSON, _PERSONS),
    (Role.BODY, _BODIES),
    (Role.GROUP, _GROUPS),
):
    for _line in _lines:
        _add(_line, _role)
HEADS["учреждений"] = Head("учреждение", Role.BODY, frozenset("g"))
HEADS["саду"] = Head("сад", Role.BODY, frozenset("dp"))
HEADS["ребенок"] = Head("дети", Role.PERSON, frozenset("n"))

# Shortened heads, with or without the point: «зам.», «зав», «и.о.».
_SHORT_HEADS = {
    "зам": "заместитель", "зав": "заведующий", "рук": "руководитель", "отв": "ответственный",
    "нач": "начальник", "спец": "специалист", "дир": "директор", "и.о": "и.о.", "и. о": "и.о.",
    "врио": "и.о.", "вриод": "и.о.", "преп": "преподаватель", "пом": "помощник",
    "адм": "администрация", "рук-ль": "руководитель", "рук-ли": "руководитель",
    "зам-ль": "заместитель", "спец-т": "специалист", "исполняющий": "и.о.",
    "здувр": "заместитель", "здвр": "заместитель", "здур": "заместитель", "здахр": "заместитель",
    "зднмр": "заместитель", "исполняющая": "и.о.", "исполняющего": "и.о.", "исполняющему": "и.о.",
}  # fmt: skip

INSTITUTIONS = words(
    "ОО ПОО ОУ ДОУ ДОО СОШ ООШ НОШ СШ СПО ВПО НПО ВУЗ СУЗ ССУЗ УДО УДОД ОДО ДЮСШ СЮТ СЮН ДДТ ЦДТ "
    "ЦДО ЦВР ЦДЮТ ЦДОД ДШИ ДМШ ДТ ДТДМ ЦО ОШИ МБУДО МАУДО МКУДО ГБУДО ГАУДО АНПОО ОСПО ПОУ ЧОУ "
    "УПО УСПО ЦППМСП ЦППМС ППМС ЦППРК"
)
REGIONAL = words(
    "РЦН РНЦ РНЦН РМЦ РЦОКО РЦОИ РЦРО РЦТР РРЦ РЦПМ РЦНПП ИРО ИПК ИППК ИУУ ЦНППМ ЦНППМПР АППО "
    "РОЦ РИМЦ КЦН ОЦН РЦНМ РКЦ РЦМ РЦДО РЦПО ЦОПП"
)
MUNICIPAL = words(
    "ОМСУ ОМС МОУО МОУОД ОУО УО РУО ГУО МУО ГорУО ДО ТУ МЦН ММС МК ИМЦ ГМЦ РМК ГМК МКУ ОДОУ МСУ "
    "НМЦ ММЦ МРЦ МОЦ ЦРО РОО ГОРОО МО МЦ МИМЦ ИМК МНЦ МЦМС КО МИМК МТМС ТМС ЦНП ТРЦ"
)
MINISTRIES = words("МОН МОиН РОИВ МП ОИВ ДОН ДОиН")
LEGAL_FORMS = words(
    "МБУ МАУ МУ ГБУ ГАУ ГКУ КГАУ КГБУ КГКУ ОГБУ ОГАУ БУ АУ ГУ АНО ООО ОАО ПАО АО ЗАО ФГБУ ФГАУ "
    "ФКУ ИП НКО ГБНОУ РГБУ РГАУ"
)
_LEVELS = words("ДО ДПО ВО СПО")
GROUPS = words(
    "ПЦК ПМО ШМО РМО ГМО ЦМК ЦК МС НМС УМО ППО ППк ПМПк ПМПК СПС КДН РДШ РДДМ ЦЗН СМИ УМК УМЦ ПДО "
    "ЦМО МФЦ ПОС УС ТПМПК СППС ШНПК ШСК"
)
NOT_ACTORS = words(
    "УВР ВР УР УПР НМР МР УМР НР УВЧ АХЧ АХР АХД ИКТ ИТ ОБЖ ОБЗР ОВЗ ЦМН РЦМН ЦМ ВСОКО ФГОС ПО РФ "
    "ЕГЭ ГИА ОГЭ НОКО НИР ПВР УМПР ОД ДПП ИОМ ПП ФСН АИС БД ЦМНО НО ООП АООП ТБ ОТ ИОП УПД НМД "
    "РМН СМН УД ВД ВУД МН ПРО ППРО ПК"
)

_UPPER = re.compile(
    r"^(?:[А-ЯЁ]{2,}[а-яё]{0,2}[А-ЯЁ]*(?:\(Я\))?|[А-ЯЁ][а-яё]{1,4}[А-ЯЁ]{2,}[а-яё]?[А-ЯЁ]*)$"
)
_INSTITUTION = re.compile(r"^[А-Я]*(?:БОУ|АОУ|КОУ|ПОУ|ДОУ|МОУ|ГОУ|НОУ|ООШ|СОШ|БОУДО|ФГБОУ)$")
_REGIONAL = re.compile(
    r"^(?:(?:[А-Я][а-я]{1,4})?[А-Я]*"
    r"(?:(?:ИРР?О|ИПК|ИППК|ИППО|ПКРО|РИПО|ИРПО|ИОП)(?:и?(?:ПК|ПП?РО))?|ИРиП(?:К|РО))|"
    r"ИРО[А-Я]{1,4}|[А-Я]*ЦНППМ[А-Я]*)$"
)
_MINISTRY = re.compile(
    r"^мин(?:обр|прос|наук|труд|соц|спорт|культ|молод|здрав|цифр|пром|эконом|фин|юст|сельхоз)[а-я]*$"
)
_MINISTRY_SHORT = re.compile(r"^М[А-Я]*и[А-Я]+$")
_MUNICIPAL_SHORT = re.compile(r"^(?:[УКОД][А-Я]*и[А-Я]+|[А-Я]{0,3}(?:ИМЦ|УО|РОО))$")
_LEGAL_FORM = re.compile(r"^[А-Я]*[БАК]У$")
_AGENT = re.compile(
    r"^[а-я-]{2,}(?:(?:тель|арь|рь|тор|ист|лог|ник|ант|ент|ер|вед|граф)|"
    r"(?P<pl>тели|ари|торы|исты|логи|ники|анты|енты|еры|веды|графы)|"
    r"(?P<dat>телям|арям|торам|истам|логам|никам|антам|ентам|ерам)|"
    r"(?P<ins>телями|арями|торами|истами|логами|никами|антами|ентами|ерами))$"
)
_NOT_AGENTS = words(
    "характер размер пример номер документ календарь словарь день контент момент компонент "
    "инструмент эксперимент вариант источник список праздник сборник справочник учебник "
    "мониторинг каталог диалог ресурс регламент проект факт процент сентябрь октябрь ноябрь "
    "декабрь январь понедельник вторник четверг показатель указатель фактор вектор сервер "
    "карьеры сферы меры манеры документы инструменты материалы показатели компоненты источники"
)


@lru_cache(REMEMBERED)
def abbreviation(word: str) -> str | None:
    """Return `word` when it is written as an abbreviation («ОМСУ», «МОиН»), else None.

    A common word in capitals («ДИРЕКТОР») is none.
    """
    if not _UPPER.match(word) or (len(word) > 9 and not is_regional(word)):
        return None
    common = len(word) > 3 and (fold(word) in HEADS or modifier_cases(word) is not None)
    return None if common else word


def is_institution(word: str) -> bool:
    """True for abbreviations of schools, colleges and their like."""
    return word in INSTITUTIONS or bool(_INSTITUTION.match(word))


@lru_cache(REMEMBERED)
def is_ministry(word: str) -> bool:
    """True for short names of ministries: «Минобрнауки», «МОиН»."""
    return word in MINISTRIES or bool(_MINISTRY.match(fold(word)) or _MINISTRY_SHORT.match(word))


@lru_cache(REMEMBERED)
def is_municipal(word: str) -> bool:
    """True for abbreviations of municipal bodies: «РУО», «ГИМЦ», «УОиМП»."""
    return word in MUNICIPAL or bool(_MUNICIPAL_SHORT.match(word))


def is_legal_form(word: str) -> bool:
    """True for «МБУ», «КОГОАУ», «АНО»: what it is, its name says."""
    return word in LEGAL_FORMS or bool(_LEGAL_FORM.match(word))


@lru_cache(REMEMBERED)
def takes_name(word: str) -> bool:
    """True for «МАОУ», «ГБУ»: the name or the sort of the body may follow."""
    return is_legal_form(word) or bool(_INSTITUTION.match(word)) or word in _LEVELS


@lru_cache(REMEMBERED)
def is_regional(word: str) -> bool:
    """True for abbreviations of regional institutes and centres."""
    return word in REGIONAL or bool(_REGIONAL.match(word))


@lru_cache(REMEMBERED)
def head(word: str) -> Head | None:
    """Read `word` as the head of an actor; None when it is none.

    Known nouns in any case, their compounds («педагог-психолог» goes by its first part,
    «студент-наставник» by either), abbreviations, and unknown names of trades by ending.
    """
    folded = fold(word).rstrip(".")
    if is_ministry(word):
        return Head("Министерство", Role.BODY, ALL, True)
    short = _SHORT_HEADS.get(folded)
    if abbreviation(word) and not short:
        return _abbreviation_head(word)
    if short and (word.endswith(".") or folded not in HEADS):
        role = Role.BODY if short == "администрация" else Role.PERSON
        return Head(short, role, ALL if folded not in ("исполняющий",) else frozenset("n"), True)
    found = HEADS.get(folded) or HEADS.get(folded.split("(")[0])
    if found:
        return found
    if "-" in folded:
        return _compound(word.rstrip("."))
    return _agent(folded)


def _abbreviation_head(word: str) -> Head | None:
    if word in NOT_ACTORS:
        return None
    role = Role.GROUP if word in GROUPS else Role.BODY
    return Head(word, role, ALL, True)


def _compound(word: str) -> Head | None:
    first = word.partition("-")[0]
    if abbreviation(first) and not HEADS.get(fold(first)):
        return _abbreviation_head(first)
    word = fold(word)
    parts = [HEADS.get(part) for part in word.split("-")]
    found = [part for part in parts if part]
    if not found or (parts[0] is None and len(found) < len(parts) - 1):
        return None
    mentors = [part for part in found if part.lemma == "наставник"]
    school = any(part.role is Role.BODY for part in found)
    lead = mentors[0] if mentors and not school else found[0]
    cases = frozenset.intersection(*(part.cases for part in found)) or found[0].cases
    return Head(lead.lemma, lead.role, cases)


def _agent(word: str) -> Head | None:
    match = _AGENT.match(word)
    if match is None or word in _NOT_AGENTS:
        return None
    cases = "d" if match["dat"] else "i" if match["ins"] else "n"
    return Head(word, Role.PERSON, frozenset(cases))

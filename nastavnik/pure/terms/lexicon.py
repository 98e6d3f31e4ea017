"""The words that say when: token classes, stems and endings, fixed expressions."""

from __future__ import annotations

from typing import Any, NamedTuple

from nastavnik.pure.terms.reading import Unit


class Rhythm(NamedTuple):
    """So many times in `n` units; `named` when only an adjective says it («ежегодный отчёт»)."""

    n: int
    unit: Unit
    times: int | None = None
    least: int | None = None
    most: int | None = None
    named: bool = False
    doubt: str = ""


Value = Any  # what its class says
Token = tuple[str, Value]

# Class of token -> name in the patterns of the grammar.
CLASSES = {
    "num": "N",  # number, also as a word or Roman; value int
    "last": "L",
    "month": "M",  # value 1..12
    "year4": "Y",  # 1990..2099
    "year": "y",
    "yr": "Г",  # «г.», also a town
    "school": "s",  # «учебный»
    "fulldate": "D",  # value (year, month, day), unchecked
    "date": "d",  # «01.09», value (month, day)
    "loosedate": "б",  # «5.10»: a date, or a number of a paragraph
    "clock": "o",  # «15.00»
    "quarter": "Q",
    "half": "H",
    "term": "T",
    "decade": "K",
    "week": "W",
    "months": "m",  # the word «месяц»
    "day": "u",
    "working": "r",
    "dayno": "C",  # «числа»
    "daysof": "ц",  # «в первых числах»
    "halfpart": "P",  # «половина»
    "begin": "B",
    "middle": "S",
    "end": "E",
    "weekday": "V",
    "hour": "ч",
    "except": "к",  # «кроме»
    "firsts": "п",  # «первые»
    "season": "Z",
    "holidays": "k",
    "from": "c",
    "until": "b",
    "by": "p",
    "to": "t",
    "in": "i",
    "of": "f",  # «от»
    "for": "<",  # «за»
    "through": ">",  # «через»
    "notlater": "l",
    "notearlier": "z",
    "during": "R",
    "whole": "a",
    "dash": "-",
    "slash": "/",
    "comma": ",",
    "stop": ";",
    "open": "(",
    "close": ")",
    "and": "&",
    "rhythm": "e",  # «ежегодно», value Rhythm
    "each": "A",
    "times": "x",
    "twice": "X",  # value int
    "bound": "G",  # «не реже», value "least" or "most"
    "then": "n",
    "next": "F",
    "new": "Н",
    "current": "O",
    "thisyear": "j",  # «т.г.»
    "following": "^",  # «следующего за отчётным»
    "inclusive": "v",
    "always": "h",
    "period": "q",
    "realization": "g",
    "after": "}",
    "upon": "]",  # «по завершении», value the event's own name
    "onday": "@",
    "termlength": "$",  # «десятидневный», value (n, unit)
    "asfar": "U",  # «по мере»
    "incase": "?",
    "need": "I",
    "schedule": "~",
    "according": "=",
    "label": "#",  # «п.», «класс», «приложение»: the number after it is no date
    "deadline": ":",  # «срок»
    "skip": "_",
    "event": "!",  # verbal noun
    "word": "w",
    # what the levels of the grammar put in the place of several tokens
    "years": "1",
    "relation": "2",
    "condition": "3",
    "reference": "4",
    "nextmonth": "5",
    "quartermonth": "6",
    "window": "7",
    "monthday": "8",
    "weekdays": "9",
    "item": "0",
}

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "l": 1, "ll": 2, "lll": 3, "ill": 3, "lv": 4}
PUNCTUATION = {"-": "dash", ",": "comma", ";": "stop", "(": "open", ")": "close", "/": "slash"}

MONTHS = (
    "янв(?:ар)?",
    "фев(?:р|рал)?",
    "мар(?:т)?",
    "апр(?:ел)?",
    "ма(?=[йяюе])",
    "июн",
    "июл",
    "авг(?:уст)?",
    "сен(?:т|т[яе]бр|табр)?",
    "о?кт(?:[яе]бр)?",
    "но(?:я|яб|ябр)",
    "д[еи]к(?:абр|обр)?",
)
WEEKDAYS = ("понедельник", "вторник", "сред[аеуы]", "четверг", "пятниц", "суббот", "воскресень")
SEASONS = {"весн": 3, "весенн": 3, "лет(?:о|ом|н)": 6, "осен": 9, "зим": 12}
ORDINALS = {
    1: "перв", 2: "втор", 3: "трет(?:ь|ий)", 4: "четверт[ыоаув]", 5: "пят[ыоа]", 6: "шест[оыа]",
    7: "седьм", 8: "восьм[оа]", 9: "девят[оыа]", 10: "десят[оыа]", 11: "одиннадцат[оыа]",
    12: "двенадцат[оыа]", 15: "пятнадцат[оыа]", 20: "двадцат[оыа]", 25: "двадцатьпят",
    30: "тридцат[оыа]",
}  # fmt: skip
CARDINALS = {
    1: "од(?:ин|н[аоу]|ного|ной|ному|ним)", 2: "дв(?:а|е|ух|умя|ум)", 3: "тр(?:и|ех|емя|ем)",
    4: "четыр(?:е|ех|ьмя)", 5: "пят[ьи]", 6: "шест[ьи]", 7: "сем[ьи]", 8: "вос[еь]м[ьи]",
    9: "девят[ьи]", 10: "десят[ьи]", 11: "одиннадцат[ьи]", 12: "двенадцат[ьи]",
    14: "четырнадцат[ьи]", 15: "пятнадцат[ьи]", 20: "двадцат[ьи]", 25: "двадцатипяти",
    30: "тридцат[ьи]", 60: "шестидесяти", 90: "девяноста",
}  # fmt: skip
PREFIXES = {
    "одно": 1, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7, "десяти": 10,
    "двухнедельн": 2, "двадцати": 20, "пятнадцати": 15, "тридцати": 30, "четырнадцати": 14,
}  # fmt: skip
EVERY: dict[str, tuple[int, Unit]] = {
    "ежегод": (1, "year"),
    "ежемесяч": (1, "month"),
    "ежекварталь": (1, "quarter"),
    "еженедель": (1, "week"),
    "ежеднев": (1, "day"),
    "ежесеместр": (1, "school_term"),
    "ежечетверт": (1, "school_term"),
    "ежеполугод": (6, "month"),
    "ежеполугодич": (6, "month"),
    "ежедекад": (10, "day"),
    "поквартальн": (1, "quarter"),
    "помесячн": (1, "month"),
    "понедельно": (1, "week"),
}

# Whole-word patterns, first hit wins: (pattern, class, value).
WORDS: list[tuple[str, str, Value]] = [
    *((rf"{stem}(?:[ьъяюеий]|ем|[ау]|ом)?", "month", n) for n, stem in enumerate(MONTHS, 1)),
    *((rf"{stem}[а-я]*", "weekday", n) for n, stem in enumerate(WEEKDAYS, 1)),
    *((rf"{stem}[а-я]{{0,4}}", "season", n) for stem, n in SEASONS.items()),
    (r"кроме|исключением|исключая", "except", None),
    (r"перв(?:ые|ых)", "firsts", 1),
    (r"четверт(?:ь|и|ью|ей|ям|ях|ями)", "term", "quarter"),
    (r"триместр[а-я]*", "term", "trimester"),
    (r"семестр[а-я]*", "term", "semester"),
    *((rf"{stem}[а-я]{{0,3}}", "num", n) for n, stem in ORDINALS.items()),
    *((stem, "num", n) for n, stem in CARDINALS.items()),
    (r"последн[а-я]+", "last", None),
    (r"гг?", "yr", None),
    (r"годам", "word", None),
    (r"год[а-я]{0,3}|лет", "year", None),
    (r"у\.|уч|учеб|учебн[а-я]+|учебно", "school", None),
    (r"кв|кварт|квартал[а-я]*", "quarter", None),
    (r"полугоди[а-я]+|полуг|полугод|полгода|п/г", "half", None),
    (r"декад[а-я]*", "decade", None),
    (r"нед|недел[а-я]+", "week", None),
    (r"мес|месяц[а-я]*", "months", None),
    (r"дн|ден[ья]|дн[а-я]{1,3}|сут|сут[а-я]+", "day", None),
    (r"раб|рабоч[а-я]{2,3}", "working", None),
    (r"календарн[а-я]+|ориентировочно|примерно|около|чем", "skip", None),
    (r"срок[а-я]*", "deadline", None),
    (r"числах", "daysof", None),
    (r"числ[аоу]|числам", "dayno", None),
    (r"час[а-я]{0,3}|ч|мин|минут[а-я]?", "hour", None),
    (r"половин[а-я]*", "halfpart", None),
    (r"начал[а-я]{0,2}", "begin", None),
    (r"середин[а-я]*", "middle", None),
    (r"кон[еч][цн]?[а-я]{0,2}|конц[а-я]*|окончани[а-я]+|завершени[а-я]+", "end", None),
    (r"каникул[а-я]*", "holidays", None),
    (r"со?|начиная", "from", None),
    (r"течени[еи]|протяжении", "during", None),
    (r"до", "until", None),
    (r"по", "by", None),
    (r"ко?", "to", None),
    (r"в|во|на", "in", None),
    (r"от", "of", None),
    (r"за", "for", None),
    (r"через|спустя", "through", None),
    (r"вс[ея]|весь|всего|всей|всю|целого|кругл(?:ый|ого)", "whole", None),
    (r"и|или|а|но|&", "and", None),
    (r"кажд[а-я]+", "each", None),
    (r"раз[ау]?|р", "times", None),
    (r"однажды|единожды", "twice", 1),
    (r"дважды", "twice", 2),
    (r"трижды", "twice", 3),
    (r"минимум", "bound", "least"),
    (r"максимум", "bound", "most"),
    (r"далее|затем|потом|впоследствии|дальнейшем|последующ[а-я]+|дальше", "then", None),
    (r"нов(?:ый|ого|ом|ому)", "new", None),
    (r"следующ[а-я]+|очередн[а-я]+|будущ[а-я]+|предстоящ[а-я]+", "next", None),
    (r"текущ[а-я]+|тек|сего|настоящ[а-я]+|отчетн[а-я]+|этого|данного|нынешн[а-я]+",
     "current", None),
    (r"включительно|вкл", "inclusive", None),
    (r"постоянно|систематически|непрерывно|регулярно|системно|перманентно|круглогодично"
     r"|периодически|ведется постоянно", "always", None),
    (r"период[а-я]*", "period", None),
    (r"реализаци[а-я]+|действи[яею]|внедрени[яею]", "realization", None),
    (r"необходимост[а-я]+|надобност[а-я]+|потребност[а-я]+|наличи[а-я]+|запрос[а-я]*|заявк[а-я]+"
     r"|требовани[а-я]+|обращени[а-я]+|согласовани[юяи]|возможност[а-я]+"
     r"|желани[юи]|факту|готовност[а-я]+|приглашени[юя]|инициатив[еы]|договоренност[а-я]+|поручени[а-я]+|вызов[а-я]+|вакансия[а-я]*",
     "need", None),
    (r"график[а-я]*|план[а-я]{0,3}|расписани[а-я]+|приказ[уа]|положени[юе]|порядк[уе]|решени[юе]"
     r"|регламент[а-я]*|циклограмм[а-я]*|программ[е]|ходу|смет[еы]|письм[уа]|распоряжени[юея]",
     "schedule", None),
    (r"согласно|соответственно", "according", None),
    (r"п|пп|пункт[а-я]*|приложени[а-я]+|раздел[а-я]*|класс[а-я]*|кл|стать[а-я]+|ст|каб|кабинет[а-я]*"
     r"|ауд|аудитори[а-я]+|протокол[а-я]*|подпункт[а-я]*|част[иь]|этап[а-я]*|номер[а-я]*|курс[а-я]*"
     r"|школ[ае]|№[^№]*|приказом", "label", None),
    (r"(?!сведени|участи|отношени)[а-я]*(?:(?:ни|ти|ци)(?:[яюи]|ях|ям)|прием[еа]|ки|ку|чи|пуска|приема|выхода|сбора)",
     "event", None),
]  # fmt: skip

# What the scanner takes as one token though it is several words.
PHRASES: list[tuple[str, str, Value]] = [
    (r"не поз.*", "notlater", None),
    (r"не ран.*", "notearlier", None),
    (r"не (?:реже|мен).*", "bound", "least"),
    (r"не (?:чаще|более).*", "bound", "most"),
    (r"в ?течени.|в теч|на протяжении|в продолжени.|за время|во время", "during", None),
    (r"(?:по|при) мере", "asfar", None),
    (r"в случа.|при", "incase", None),
    (r"(?:со|от|с) (?:дня|даты|момента)|после", "after", None),
    (r"в день", "onday", None),
    (r"по окончани.*", "upon", "окончание"),
    (r"по истечени.*", "upon", "истечение"),
    (r"по (?:завершени|итог|результат).*", "upon", "завершение"),
    (r"(?:на|в) (?:постоянн|регулярн|систем).*", "always", None),
    (r"следующ.*за .*", "following", None),
    (r"[тс]\. ?г|тек\.? ?г", "thisyear", None),
    (r"в (?:установлен|указан|утвержден|определен|назначен|соответств|эти|сроки|рабочем|плановом"
     r"|штатном).*", "according", None),
    (r"г\. ?г", "yr", None),
]  # fmt: skip

"""Says what sort of actor a text names, by its head word and the words around it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nastavnik.pure.actors import lexicon
from nastavnik.pure.actors.lexicon import Head, Role, words
from nastavnik.pure.actors.model import ActorKind
from nastavnik.pure.actors.morphology import fold

_REGION = (
    r"(?:област[ьи]|кра[йя]|республик[аи]|автономн\w+ округ\w*|рс\(я\)|рф|"
    r"(?:^|\W)[а-я]{0,2}ао(?:\W|$))"
)
_DPO = re.compile(
    r"дополнительного профессионального|(?:^|\W)дпо(?:\W|$)|институт\w* развития|"
    r"институт\w* повышения|институт\w* непрерывн|институт\w* педагог\w*|"
    r"повышения квалификации|последипломн|непрерывного повышения|трудовых ресурсов|"
    r"опережающей профессиональной|"
    r"региональн\w+ (?:[\w-]+ )*(?:центр|оператор|институт)|(?:^|\W)(?:рцн|рмц|иро)(?:\W|$)|"
    r"(?:краев|областн|республиканск)\w+ (?:[\w-]+ )*(?:центр|институт)|уполномоченн\w+ организац"
)
_MINISTRY = re.compile(
    r"министерств|минобр|минпрос|миннауки|правительств|исполнительной власти|рособрнадзор"
)
_TOWN = re.compile(
    r"муниципал|район|город|округ|поселен|сельск|местного самоуправ|мэри|администрац|"
    r"(?:^|\W)(?:г\.|с\.|п\.|м\.\s?[ор]\.|р-н|(?:мо|го|аго|мр|амр|амо|мэрии)(?:\W|$))"
)
_TOWN_LIKE_REGION = re.compile(r"город\w* (?:москв|севастоп|федерал|санкт)|автономн\w+ округ")
_MUNICIPAL = re.compile(rf"образовани|просвещени|метод|территориальн|{_TOWN.pattern}")
_SCHOOL = re.compile(
    r"школ|лице[йяюе]|гимнази|колледж|техникум|училищ|(?:^|\W)(?:оо|оу|поо|доу|доо|сош|по[ou])"
    r"(?:\W|$)|детск\w+ сад|детей|творчеств|учреждени|организаци|университет|вуз|интернат|"
    r"юношеск|внешкольн|техническ\w+ творч|дополнительного образования"
)
_AUTHORITY_NAME = re.compile(
    r"управлени\w* (?:образовани|по образовани|просвещ)|департамент|комитет|отдел\w* образовани|"
    r"методическ|информационн|развития (?:образования|муниципальн)|оценки качества|мониторинг|"
    r"сопровождени"
)
_EDUCATIONAL = re.compile(
    r"образовательн|общеобразовательн|дошкольн|дополнительного образования|профессиональн|"
    r"(?:^|\W)спо(?:\W|$)|школьн|подведомственн|обучени|внедряющ|пилотн|базов|учебн"
)
_OUTSIDE = re.compile(
    r"партнер|общественн|профсоюзн|культур|спорт|здравоохранени|некоммерческ|молодежн|"
    r"коммерческ|социальн\w+ (?:партнер|защит)|заинтересованн|сторонн|работодател"
)
_AUTHORITIES = words(
    "управление отдел сектор департамент комитет орган служба подразделение агентство ведомство "
    "мэрия дума кабинет администрация муниципалитет"
)
_SCHOOLS = words(
    "школа лицей гимназия прогимназия колледж техникум училище вуз сад интернат школа-интернат "
    "университет институт академия дом корпус кванториум филиал"
)
_OF_TEACHERS = re.compile(r"учител|педагог|классн|воспитател|преподавател|предметник|кл\.")
_OF_REGION_OR_TOWN = words("ДО КО УО")
_HEADS = words("директор руководитель заведующий заведующая ректор начальник глава и.о.")
_OF_KINDERGARTEN = re.compile(
    r"^\w+$|школ|сад|дошкольн|учреждени|организаци|филиал|интернат|(?:^|\W)(?:[а-я]*доу|доо|о[оу]|сп)(?:\W|$)"
)
_NOT_HEAD = re.compile(
    r"классн|(?:^|\W)кл(?:асс)?\.|групп|объединени|(?:^|\W)(?:мо|рмо|шмо|гмо|пмо|умо)(?:\W|$)|проект|программ|кружк|"
    r"секци|клуб|практик|площадк|физ|муз|худож|научн|спорт|отряд|команд|штаб|движени|служб|отдел|кафедр|библиотек|умк|ум[кр]|кабинет|"
    r"лаборатори|мастерск|направлени|сектор|совет|комисси|сообществ|наставник|форм|(?:^|\W)шск"
)


def kind_of(text: str, head: Head | None, aliases: Mapping[str, str]) -> ActorKind:
    """Return the kind of the actor `text` whose head word is `head`.

    A short name of `aliases` takes the kind of what it stands for.
    """
    meaning = _meaning(text, head, aliases)
    if meaning is not None:
        words = re.findall(r"[А-Яа-яЁё.()-]+", meaning)
        heads = (lexicon.head(word) for word in words)
        return kind_of(meaning, next((known for known in heads if known), None), {})
    low = fold(" ".join(text.split()))
    if head is None:
        return ActorKind.MINISTRY if _MINISTRY.match(low) else ActorKind.OTHER
    if head.role is Role.PERSON:
        return _person_kind(low, head.lemma, text)
    if head.short and head.lemma[0].isupper():
        return _abbreviation_kind(head.lemma, low, text)
    return _body_kind(low, head.lemma, text) if head.role is Role.BODY else ActorKind.OTHER


def _meaning(text: str, head: Head | None, aliases: Mapping[str, str]) -> str | None:
    if text in aliases:
        return aliases[text]
    folded = {fold(alias): meaning for alias, meaning in aliases.items()}
    if fold(text) in folded:
        return folded[fold(text)]
    if head is not None and head.short and head.role is not Role.PERSON:
        return aliases.get(head.lemma)
    return None


def _person_kind(low: str, lemma: str, text: str) -> ActorKind:
    if lemma in ("куратор", "координатор"):
        return ActorKind.CURATOR
    if lemma == "наставник":
        return ActorKind.MENTOR
    if lemma == "министр" or (lemma == "и.о." and "министр" in low):
        return ActorKind.MINISTRY
    if lemma == "оператор" and "региональн" in low:
        return ActorKind.REGIONAL_CENTRE
    if lemma in ("директор", "ректор", "и.о."):
        return ActorKind.HEAD
    if lemma == "начальник":
        return ActorKind.HEAD
    if lemma in ("заведующий", "заведующая"):
        return ActorKind.HEAD if _OF_KINDERGARTEN.search(low) else ActorKind.OTHER
    if lemma in _HEADS:
        return ActorKind.OTHER if _NOT_HEAD.search(low) else ActorKind.HEAD
    if lemma in ("специалист", "сотрудник", "консультант", "референт"):
        return _staff_kind(low, text)
    return ActorKind.OTHER


def _staff_kind(low: str, text: str) -> ActorKind:
    """Specialists of an authority act for it; those of a school are just people."""
    if _MINISTRY.search(low):
        return ActorKind.MINISTRY
    if _DPO.search(low):
        return ActorKind.REGIONAL_CENTRE
    if re.search(
        r"управлени|департамент|комитет|отдел\w* образования|самоуправлени",
        low,
    ):
        return ActorKind.MUNICIPAL_AUTHORITY
    inner = _inner_kind(text)
    return ActorKind.OTHER if inner is ActorKind.INSTITUTION else inner


def _abbreviation_kind(word: str, low: str, text: str) -> ActorKind:
    """The kind of an abbreviation; after a legal form its name decides."""
    if word in ("МКУ", "МУ"):
        known = _named_kind(low, text)
        return ActorKind.MUNICIPAL_AUTHORITY if known is ActorKind.OTHER else known
    if word[0] == "М" and lexicon.takes_name(word) and re.search(r"(?:^|\W)дпо(?:\W|$)", low):
        return ActorKind.MUNICIPAL_AUTHORITY
    if lexicon.is_legal_form(word):
        return _named_kind(low, text)
    if lexicon.is_regional(word):
        return ActorKind.REGIONAL_CENTRE
    if lexicon.is_ministry(word) or word == "Министерство":
        return ActorKind.MUNICIPAL_AUTHORITY if _TOWN.search(low) else ActorKind.MINISTRY
    if lexicon.is_institution(word):
        return ActorKind.REGIONAL_CENTRE if _is_regional(low, text) else ActorKind.INSTITUTION
    if word == "МО" and _OF_TEACHERS.search(low):
        return ActorKind.OTHER
    if lexicon.is_municipal(word):
        regional = (word in _OF_REGION_OR_TOWN or "и" in word) and _of_region(low, "департамент")
        return ActorKind.MINISTRY if regional else ActorKind.MUNICIPAL_AUTHORITY
    if word == "ДПО":
        return ActorKind.REGIONAL_CENTRE
    return ActorKind.OTHER if word in lexicon.GROUPS else _inner_kind(text)


def _is_regional(low: str, text: str) -> bool:
    """True when the words or an abbreviation in the name tell a regional institute."""
    found = re.findall(r"[А-ЯЁа-яё]+", text)
    return bool(_DPO.search(low)) or any(lexicon.is_regional(word) for word in found)


def _named_kind(low: str, text: str) -> ActorKind:
    """A legal form with a name: «МБУ «Методический центр»»."""
    if _is_regional(low, text):
        return ActorKind.REGIONAL_CENTRE
    if _AUTHORITY_NAME.search(low):
        return ActorKind.MUNICIPAL_AUTHORITY
    if re.search(r"(?:^|\W)до(?:\W|$)", low) or (_SCHOOL.search(low) and "предприят" not in low):
        return ActorKind.INSTITUTION
    return _inner_kind(text)


def _inner_kind(text: str) -> ActorKind:
    """The kind of an abbreviation inside the name: «МБУ «ИМЦ»», «специалисты ТУ»."""
    for word in re.findall(r"[А-ЯЁа-яё]+", text)[1:]:
        if lexicon.is_regional(word):
            return ActorKind.REGIONAL_CENTRE
        if lexicon.is_municipal(word):
            return ActorKind.MUNICIPAL_AUTHORITY
        if lexicon.is_institution(word):
            return ActorKind.INSTITUTION
    return ActorKind.OTHER


def _body_kind(low: str, lemma: str, text: str) -> ActorKind:
    if lemma in ("министерство", "правительство"):
        return ActorKind.MINISTRY
    if lemma in _AUTHORITIES:
        return _authority_kind(low, lemma, text)
    if lemma == "центр":
        return _centre_kind(low)
    if lemma in ("организация", "учреждение", "заведение"):
        return _organisation_kind(low)
    if lemma in _SCHOOLS:
        if _DPO.search(low):
            return ActorKind.REGIONAL_CENTRE
        club = re.search(r"школ\w* (?:молод|настав|начинающ|педагог|лидер)", low)
        return ActorKind.OTHER if club else ActorKind.INSTITUTION
    return ActorKind.OTHER


def _authority_kind(low: str, lemma: str, text: str) -> ActorKind:
    if _MINISTRY.search(low):
        return ActorKind.MINISTRY
    if _DPO.search(low):
        return ActorKind.REGIONAL_CENTRE
    if lemma == "администрация":
        municipal = _TOWN.search(low.removeprefix("администрац"))
        return ActorKind.MUNICIPAL_AUTHORITY if municipal else ActorKind.INSTITUTION
    if lemma in ("управление", "департамент", "комитет", "отдел") and _of_region(low, lemma):
        return ActorKind.MINISTRY
    if lemma in ("служба", "кабинет"):
        of_school = re.search(r"колледж|техникум|школ|(?:^|\W)(?:оо|поо)(?:\W|$)", low)
        if of_school or (lemma == "служба" and not re.search(r"муниципал|район|город", low)):
            return ActorKind.OTHER
    if lemma == "муниципалитет":
        return ActorKind.MUNICIPAL_AUTHORITY
    if len(low.split()) == 1 and lemma in ("управление", "департамент", "комитет"):
        return ActorKind.MUNICIPAL_AUTHORITY
    if _MUNICIPAL.search(low):
        return ActorKind.MUNICIPAL_AUTHORITY
    whose = _inner_kind(text)
    return ActorKind.OTHER if whose is ActorKind.INSTITUTION else whose


def _of_region(low: str, lemma: str) -> bool:
    """True for a body of a region itself, not of a town or a district in it."""
    if _TOWN.search(_TOWN_LIKE_REGION.sub("", low)):
        return False
    # vocational education is the business of regions alone
    if "профессионального образования" in low and lemma in ("отдел", "управление"):
        return True
    return bool(re.search(_REGION, low)) or bool(re.search(r"москвы|петербурга|севастопол", low))


def _centre_kind(low: str) -> ActorKind:
    if re.search(r"муниципал|районн|городск|методическ|развития образования", low):
        return ActorKind.REGIONAL_CENTRE if "региональн" in low else ActorKind.MUNICIPAL_AUTHORITY
    if _DPO.search(low):
        return ActorKind.REGIONAL_CENTRE
    if re.search(r"дополнительного|детск|творчеств|внешкольн|образования$|точка роста", low):
        return ActorKind.INSTITUTION
    return ActorKind.OTHER


def _organisation_kind(low: str) -> ActorKind:
    if _DPO.search(low):
        return ActorKind.REGIONAL_CENTRE
    if _OUTSIDE.search(low) and not re.search(r"образовательн|профессиональн", low):
        return ActorKind.OTHER
    if "муниципальн" in low and _AUTHORITY_NAME.search(low):
        return ActorKind.MUNICIPAL_AUTHORITY
    return ActorKind.INSTITUTION

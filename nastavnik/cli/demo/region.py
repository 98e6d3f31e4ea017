"""The invented region of the demonstration: Озёрный край. Every name here is made up."""

from __future__ import annotations

from datetime import date

from nastavnik.organisations.choices import UnitKind
from nastavnik.people.choices import Post

START = date(2020, 1, 9)
ZONE = "Asia/Krasnoyarsk"
PASSWORD = "ozernyi-krai-2026"  # noqa: S105 - of the demonstration only, told to everybody

MINISTRY = "ozerny-ministry"
_TOWN, _DISTRICT = "priozersk-authority", "polyanskoe-authority"

# code, kind, code of the parent, full name, short name
UNITS: tuple[tuple[str, str, str | None, str, str], ...] = (
    (
        MINISTRY,
        UnitKind.MINISTRY,
        None,
        "Министерство образования и молодёжной политики Озёрного края",
        "Министерство образования Озёрного края",
    ),
    (
        "ozerny-centre",
        UnitKind.REGIONAL_CENTRE,
        MINISTRY,
        "Государственное автономное учреждение дополнительного профессионального образования "
        "«Озёрный институт педагогического мастерства»",
        "Озёрный институт педагогического мастерства",
    ),
    (
        _TOWN,
        UnitKind.MUNICIPAL_AUTHORITY,
        MINISTRY,
        "Управление образования администрации Приозёрского городского округа",
        "Управление образования Приозёрска",
    ),
    (
        _DISTRICT,
        UnitKind.MUNICIPAL_AUTHORITY,
        MINISTRY,
        "Отдел образования администрации Верхнеполянского муниципального района",
        "Отдел образования Верхнеполянского района",
    ),
    (
        "ozerny-college",
        UnitKind.COLLEGE,
        MINISTRY,
        "Государственное бюджетное профессиональное образовательное учреждение "
        "«Озёрный колледж промышленных технологий»",
        "Озёрный колледж промышленных технологий",
    ),
)
_TOWN_SCHOOLS = (
    ("school-1", "Средняя общеобразовательная школа № 1"),
    ("school-2", "Средняя общеобразовательная школа № 2 с углублённым изучением языков"),
    ("school-5", "Средняя общеобразовательная школа № 5"),
    ("school-8", "Средняя общеобразовательная школа № 8 имени академика Лучинина"),
    ("gymnasia-3", "Гимназия № 3"),
    ("lyceum-4", "Физико-технический лицей № 4"),
    ("evening-school", "Открытая (сменная) школа"),
)
_DISTRICT_SCHOOLS = (
    ("polyanskoe-school", "Верхнеполянская средняя общеобразовательная школа"),
    ("berezovka-school", "Берёзовская средняя общеобразовательная школа"),
    ("kedrovo-school", "Кедровская основная общеобразовательная школа"),
    ("zarechye-school", "Зареченская основная общеобразовательная школа"),
    ("lugovoe-school", "Луговская начальная школа — детский сад"),
    ("ozernoe-school", "Озёрновская средняя общеобразовательная школа"),
)


def all_units() -> list[tuple[str, str, str | None, str, str]]:
    """Return the units from the top down: ministry, authorities, 13 schools and a college."""
    schools = [
        (
            code,
            str(UnitKind.SCHOOL),
            parent,
            f"Муниципальное бюджетное общеобразовательное учреждение «{name}»",
            f"МБОУ «{name}»",
        )
        for parent, names in ((_TOWN, _TOWN_SCHOOLS), (_DISTRICT, _DISTRICT_SCHOOLS))
        for code, name in names
    ]
    return [*UNITS, *schools]


# whom documents of the region mean by their abbreviations: text, code of a unit, kinds of units
ALIASES: tuple[tuple[str, str | None, tuple[str, ...]], ...] = (
    ("Министерство", MINISTRY, ()),
    ("РЦН", "ozerny-centre", ()),
    ("ИПМ", "ozerny-centre", ()),
    ("ОО", None, (UnitKind.SCHOOL, UnitKind.COLLEGE)),
    ("ПОО", None, (UnitKind.COLLEGE,)),
    ("МОУО", None, (UnitKind.MUNICIPAL_AUTHORITY,)),
)

# login, surname, name, patronymic, post, code of the unit
CAST: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("ministry", "Ладогин", "Артём", "Игоревич", Post.MINISTRY_OFFICER, MINISTRY),
    ("centre", "Берегова", "Инна", "Олеговна", Post.REGIONAL_COORDINATOR, MINISTRY),
    ("coordinator", "Мостовая", "Дарья", "Львовна", Post.TERRITORIAL_COORDINATOR, _TOWN),
    ("district", "Полянин", "Глеб", "Юрьевич", Post.TERRITORIAL_COORDINATOR, _DISTRICT),
    ("head", "Рощина", "Алла", "Викторовна", Post.HEAD, "school-1"),
    ("curator", "Зимин", "Павел", "Андреевич", Post.CURATOR, "school-1"),
    ("college", "Каменева", "Жанна", "Эдуардовна", Post.CURATOR, "ozerny-college"),
    ("council", "Ветрова", "Ольга", "Петровна", Post.GROUP_MEMBER, "school-1"),
    ("expert", "Камнев", "Юрий", "Саввич", Post.EXPERT, MINISTRY),
    ("mentor", "Травин", "Олег", "Ильич", Post.MENTOR, "school-1"),
    ("mentee", "Снегирёв", "Матвей", "Денисович", Post.MENTEE, "school-1"),
    ("guardian", "Снегирёва", "Елена", "Марковна", Post.GUARDIAN, "school-1"),
    ("partner", "Кузнецова", "Вера", "Романовна", Post.PARTNER_CONTACT, _TOWN),
    ("auditor", "Судаков", "Илья", "Фомич", Post.AUDITOR, MINISTRY),
    ("administrator", "Волнов", "Роман", "Егорович", Post.ADMINISTRATOR, MINISTRY),
)

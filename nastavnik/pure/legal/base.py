"""Federal acts that orders on mentoring rest on, with the days they are in force.

`requirements` names the section of the product's requirements a fact was confirmed in;
"public" marks facts of the official publication of a federal act. `valid_to` by a term that
stands in the act's own title is said in `note`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from nastavnik.pure.acts import ActKind
from nastavnik.pure.codes import same_number

_PRESIDENT = "Президент Российской Федерации"
_PARLIAMENT = "Федеральное Собрание Российской Федерации"
_GOVERNMENT = "Правительство Российской Федерации"
_EDUCATION = "Министерство просвещения Российской Федерации"
_FSTEC = "ФСТЭК России"
_ROSKOMNADZOR = "Роскомнадзор"
_ROSSTAT = "Росстат"


@dataclass(frozen=True, slots=True)
class LegalAct:
    """An act of the base: in force from `valid_from` to `valid_to` (None = no end), inclusive.

    `replaced_by` says in words what is in force instead.
    """

    kind: ActKind
    issuer: str
    number: str
    date: datetime.date
    title: str
    valid_from: datetime.date
    valid_to: datetime.date | None = None
    replaced_by: str | None = None
    note: str = ""

    @property
    def name(self) -> str:
        """«распоряжение … от 25.12.2019 № Р-145», for a message."""
        kind = "стандарт" if self.kind is ActKind.OTHER else self.kind.label
        return f"{kind} от {self.date:%d.%m.%Y} № {self.number} «{self.title}»"


def _act(
    kind: ActKind,
    issuer: str,
    number: str,
    date: str,
    title: str,
    *,
    valid: tuple[str | None, str | None] = (None, None),
    replaced_by: str | None = None,
    note: str = "",
) -> LegalAct:
    day = datetime.date.fromisoformat
    start, end = valid
    return LegalAct(
        kind,
        issuer,
        number,
        day(date),
        title,
        valid_from=day(start or date),
        valid_to=day(end) if end else None,
        replaced_by=replaced_by,
        note=note,
    )


ACTS: tuple[LegalAct, ...] = (
    # Mentoring itself: requirements 2.1, 2.3, 2.4
    _act(
        ActKind.DIRECTIVE, _EDUCATION, "Р-145", "2019-12-25",
        "Об утверждении методологии (целевой модели) наставничества обучающихся",
    ),
    _act(
        ActKind.LETTER, _EDUCATION, "МР-42/02", "2020-01-23",
        "О направлении целевой модели наставничества и методических рекомендаций",
    ),
    _act(
        ActKind.LETTER, _EDUCATION, "АЗ-1128/08", "2021-12-21",
        "О направлении методических рекомендаций по системе наставничества педагогов",
        note="совместное с Профсоюзом, его номер 657",
    ),
    _act(
        ActKind.DIRECTIVE, _GOVERNMENT, "3273-р", "2019-12-31",
        "Об утверждении основных принципов национальной системы профессионального роста "
        "педагогических работников",
    ),
    _act(
        ActKind.DIRECTIVE, _GOVERNMENT, "1264-р", "2025-05-21",
        "Об утверждении Концепции развития наставничества на период до 2030 года",
        valid=(None, "2030-12-31"), note="срок стоит в названии",
    ),
    _act(
        ActKind.DECREE, _PRESIDENT, "94", "2018-03-02",
        "Об учреждении знака отличия «За наставничество»",
    ),  # public
    _act(
        ActKind.DECREE, _PRESIDENT, "401", "2022-06-27",
        "О проведении в Российской Федерации Года педагога и наставника",
        valid=(None, "2023-12-31"), note="год проведения 2023",
    ),
    _act(ActKind.DECREE, _PRESIDENT, "197", "2025-04-01", "О Дне наставника"),
    _act(
        ActKind.LAW, _PARLIAMENT, "381-ФЗ", "2024-11-09",
        "О внесении изменений в Трудовой кодекс Российской Федерации",
        valid=("2025-03-01", None), note="статья 351.8 о наставничестве в сфере труда",
    ),
    # Projects and goals: requirements 2.4; texts of the acts (public)
    _act(
        ActKind.MINUTES, "президиум Совета при Президенте Российской Федерации", "16",
        "2018-12-24", "Паспорт национального проекта «Образование»",
        valid=("2019-01-01", "2024-12-31"),
        replaced_by="национальный проект «Молодёжь и дети» (с 01.01.2025 по 31.12.2030)",
    ),
    _act(
        ActKind.DECREE, _PRESIDENT, "204", "2018-05-07",
        "О национальных целях и стратегических задачах развития Российской Федерации "
        "на период до 2024 года",
        valid=(None, "2024-12-31"), note="срок стоит в названии",
    ),
    _act(
        ActKind.DIRECTIVE, _GOVERNMENT, "2403-р", "2014-11-29",
        "Об утверждении Основ государственной молодежной политики Российской Федерации "
        "на период до 2025 года",
        valid=(None, "2025-12-31"), note="срок стоит в названии",
    ),
    _act(
        ActKind.DIRECTIVE, _GOVERNMENT, "996-р", "2015-05-29",
        "Об утверждении Стратегии развития воспитания в Российской Федерации "
        "на период до 2025 года",
        valid=(None, "2025-12-31"), note="срок стоит в названии",
    ),  # public
    # Education: public; attestation and awards: requirements 2.4
    _act(
        ActKind.LAW, _PARLIAMENT, "273-ФЗ", "2012-12-29",
        "Об образовании в Российской Федерации", valid=("2013-09-01", None),
    ),
    _act(
        ActKind.ORDER, _EDUCATION, "196", "2023-03-24",
        "Об утверждении Порядка проведения аттестации педагогических работников",
        valid=("2023-09-01", "2029-08-31"),
    ),
    _act(
        ActKind.ORDER, "Министерство образования и науки Российской Федерации", "276",
        "2014-04-07", "Об утверждении Порядка проведения аттестации педагогических работников",
        valid=("2014-06-15", "2023-08-31"),
        replaced_by="приказ Министерства просвещения от 24.03.2023 № 196",
    ),  # public
    _act(
        ActKind.ORDER, _EDUCATION, "400", "2021-07-01",
        "О ведомственных наградах Министерства просвещения Российской Федерации",
        note="с изменениями, последнее известное от 25.09.2023 № 715",
    ),
    # Personal data and operation: requirements 2.5
    _act(
        ActKind.LAW, _PARLIAMENT, "152-ФЗ", "2006-07-27", "О персональных данных",
        valid=("2007-01-26", None),
    ),
    _act(
        ActKind.LAW, _PARLIAMENT, "156-ФЗ", "2025-06-24",
        "О создании многофункционального сервиса обмена информацией",
        valid=("2025-09-01", None), note="согласие на обработку данных – отдельный документ",
    ),
    _act(
        ActKind.LAW, _PARLIAMENT, "23-ФЗ", "2025-02-28",
        "О внесении изменений в Федеральный закон «О персональных данных»",
        valid=("2025-07-01", None), note="базы данных за пределами России запрещены",
    ),
    _act(
        ActKind.LAW, _PARLIAMENT, "406-ФЗ", "2023-07-31",
        "О внесении изменений в Федеральный закон «Об информации»",
        note="вход на сайт только через российские системы",
    ),
    _act(
        ActKind.LAW, _PARLIAMENT, "41-ФЗ", "2025-04-01",
        "О государственной информационной системе противодействия правонарушениям",
        valid=("2025-06-01", None), note="запрет иностранных мессенджеров в учреждениях",
    ),
    _act(
        ActKind.RESOLUTION, _GOVERNMENT, "1119", "2012-11-01",
        "Об утверждении требований к защите персональных данных",
    ),
    _act(
        ActKind.ORDER, _FSTEC, "17", "2013-02-11",
        "Об утверждении Требований о защите информации в государственных информационных системах",
        valid=("2013-09-01", "2026-02-28"), replaced_by="приказ ФСТЭК России от 11.04.2025 № 117",
    ),
    _act(
        ActKind.ORDER, _FSTEC, "117", "2025-04-11",
        "Об утверждении Требований о защите информации в государственных информационных системах, "
        "иных информационных системах государственных органов и учреждений",
        valid=("2026-03-01", None),
    ),
    _act(
        ActKind.ORDER, _ROSKOMNADZOR, "18", "2021-02-24",
        "Об утверждении требований к согласию на распространение персональных данных",
        valid=("2021-09-01", "2027-09-01"),
    ),
    _act(
        ActKind.ORDER, _ROSKOMNADZOR, "179", "2022-10-28",
        "Об утверждении Требований к подтверждению уничтожения персональных данных",
        valid=("2023-03-01", "2029-03-01"),
    ),
    # Forms of statistics: requirements 2.7
    _act(
        ActKind.ORDER, _ROSSTAT, "84", "2024-03-01",
        "Об утверждении формы федерального статистического наблюдения № ОО-2",
    ),
    _act(
        ActKind.ORDER, _ROSSTAT, "645", "2022-09-19",
        "Об утверждении формы федерального статистического наблюдения № СПО-1",
    ),
    # Layout of documents: requirements 2.6
    _act(
        ActKind.OTHER, "Росстандарт", "ГОСТ Р 7.0.97-2016", "2016-12-08",
        "Требования к оформлению документов", valid=("2018-07-01", "2025-08-17"),
        replaced_by="ГОСТ Р 7.0.97-2025",
    ),
    _act(
        ActKind.OTHER, "Росстандарт", "ГОСТ Р 7.0.97-2025", "2025-08-18",
        "Требования к оформлению документов", note="день введения в действие",
    ),
)  # fmt: skip


def find_act(number: str, date: datetime.date | None = None) -> LegalAct | None:
    """Return the act of the base with this number, and this date if given; None when unknown.

    Without a date the number must belong to one act only.
    """
    found = [
        act
        for act in ACTS
        if same_number(act.number, number) and (date is None or act.date == date)
    ]
    return found[0] if len(found) == 1 else None

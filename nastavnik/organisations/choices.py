"""Stored codes of the tree with their Russian labels."""

from django.db import models


class UnitKind(models.TextChoices):
    """What a unit is (requirements 1.1); any kind may stand under any other."""

    MINISTRY = "ministry", "Министерство"
    REGIONAL_CENTRE = "regional_centre", "Региональный центр наставничества"
    DATA_OPERATOR = "data_operator", "Оператор данных"
    TERRITORIAL_AUTHORITY = "territorial_authority", "Территориальное управление"
    MUNICIPAL_AUTHORITY = "municipal_authority", "Орган управления образованием"
    MUNICIPAL_CENTRE = "municipal_centre", "Муниципальный центр наставничества"
    RESOURCE_CENTRE = "resource_centre", "Ресурсный центр"
    TRAINING_PROVIDER = (
        "training_provider",
        "Организация дополнительного образования педагогов",
    )
    SCHOOL = "school", "Школа"
    COLLEGE = "college", "Профессиональная образовательная организация"
    PRESCHOOL = "preschool", "Дошкольная организация"
    EXTRACURRICULAR = "extracurricular", "Организация дополнительного образования детей"


INSTITUTIONS = (
    UnitKind.SCHOOL,
    UnitKind.COLLEGE,
    UnitKind.PRESCHOOL,
    UnitKind.EXTRACURRICULAR,
)
AUTHORITIES = (UnitKind.TERRITORIAL_AUTHORITY, UnitKind.MUNICIPAL_AUTHORITY)
# serve every unit of the branch they stand in, not only those under them
CENTRES = (
    UnitKind.REGIONAL_CENTRE,
    UnitKind.DATA_OPERATOR,
    UnitKind.MUNICIPAL_CENTRE,
    UnitKind.RESOURCE_CENTRE,
    UnitKind.TRAINING_PROVIDER,
)


class NetworkKind(models.TextChoices):
    """Why units of different branches stand together."""

    RESOURCE = "resource", "Сеть ресурсного центра"
    PROJECT = "project", "Сетевой проект"
    AGREEMENT = "agreement", "Сетевое взаимодействие по договору"


class Zone(models.TextChoices):
    """Time zones of Russia, by their IANA names."""

    KALININGRAD = "Europe/Kaliningrad", "Калининград (московское − 1 ч)"
    MOSCOW = "Europe/Moscow", "Москва"
    SAMARA = "Europe/Samara", "Самара (московское + 1 ч)"
    YEKATERINBURG = "Asia/Yekaterinburg", "Екатеринбург (московское + 2 ч)"
    OMSK = "Asia/Omsk", "Омск (московское + 3 ч)"
    KRASNOYARSK = "Asia/Krasnoyarsk", "Красноярск (московское + 4 ч)"
    IRKUTSK = "Asia/Irkutsk", "Иркутск (московское + 5 ч)"
    YAKUTSK = "Asia/Yakutsk", "Якутск (московское + 6 ч)"
    VLADIVOSTOK = "Asia/Vladivostok", "Владивосток (московское + 7 ч)"
    MAGADAN = "Asia/Magadan", "Магадан (московское + 8 ч)"
    KAMCHATKA = "Asia/Kamchatka", "Камчатка (московское + 9 ч)"

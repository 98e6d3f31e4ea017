"""Roles of the system with their Russian labels."""

from django.db import models


class Role(models.TextChoices):
    """In what capacity a login acts within its branch."""

    MINISTRY = "ministry", "Министерство"
    REGIONAL_CENTRE = "regional_centre", "Региональный центр наставничества"
    TERRITORIAL_COORDINATOR = "territorial_coordinator", "Территориальный координатор"
    CURATOR = "curator", "Куратор наставничества"
    HEAD = "head", "Руководитель организации"
    COUNCIL_MEMBER = "council_member", "Член совета наставников"
    EXPERT = "expert", "Эксперт"
    MENTOR = "mentor", "Наставник"
    MENTEE = "mentee", "Наставляемый"
    GUARDIAN = "guardian", "Законный представитель"
    PARTNER_CONTACT = "partner_contact", "Представитель организации-партнёра"
    AUDITOR = "auditor", "Проверяющий"
    ADMINISTRATOR = "administrator", "Администратор"

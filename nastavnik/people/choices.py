"""Posts and groups with their Russian labels."""

from django.db import models

from nastavnik.accounts.choices import Role


class Post(models.TextChoices):
    """What a person is appointed to (R5–R9); "person × post × unit × dates × act"."""

    MINISTRY_OFFICER = "ministry_officer", "Сотрудник министерства"
    REGIONAL_COORDINATOR = "regional_coordinator", "Сотрудник регионального центра"
    TERRITORIAL_COORDINATOR = "territorial_coordinator", "Территориальный координатор"
    HEAD = "head", "Руководитель"
    CURATOR = "curator", "Куратор наставничества"
    FORM_LEAD = "form_lead", "Ответственный за форму наставничества"
    LOGISTICS_LEAD = (
        "logistics_lead",
        "Ответственный за материально-техническое обеспечение",
    )
    LIAISON = "liaison", "Ответственный за взаимодействие и сводную информацию"
    METHODIST = "methodist", "Методист"
    PR_EDITOR = "pr_editor", "Специалист по связям с общественностью"
    GROUP_CHAIR = "group_chair", "Председатель"
    GROUP_MEMBER = "group_member", "Участник группы или совета"
    EXPERT = "expert", "Эксперт"
    MENTOR = "mentor", "Наставник"
    MENTEE = "mentee", "Наставляемый"
    GUARDIAN = "guardian", "Законный представитель"
    PARTNER_CONTACT = "partner_contact", "Представитель организации-партнёра"
    AUDITOR = "auditor", "Проверяющий"
    ADMINISTRATOR = "administrator", "Администратор системы"


# the role a login gets with the post; a post that is not here opens nothing by itself
ROLE_OF_POST: dict[str, Role] = {
    Post.MINISTRY_OFFICER: Role.MINISTRY,
    Post.REGIONAL_COORDINATOR: Role.REGIONAL_CENTRE,
    Post.TERRITORIAL_COORDINATOR: Role.TERRITORIAL_COORDINATOR,
    Post.HEAD: Role.HEAD,
    Post.CURATOR: Role.CURATOR,
    Post.GROUP_CHAIR: Role.COUNCIL_MEMBER,
    Post.GROUP_MEMBER: Role.COUNCIL_MEMBER,
    Post.EXPERT: Role.EXPERT,
    Post.MENTOR: Role.MENTOR,
    Post.MENTEE: Role.MENTEE,
    Post.GUARDIAN: Role.GUARDIAN,
    Post.PARTNER_CONTACT: Role.PARTNER_CONTACT,
    Post.AUDITOR: Role.AUDITOR,
    Post.ADMINISTRATOR: Role.ADMINISTRATOR,
}

# one person at a time holds such a post in a unit
SOLE_POSTS = (Post.HEAD, Post.TERRITORIAL_COORDINATOR)
# posts of bodies that manage others
OFFICE_POSTS = (
    Post.MINISTRY_OFFICER,
    Post.REGIONAL_COORDINATOR,
    Post.TERRITORIAL_COORDINATOR,
)
# posts within a working group or council
GROUP_POSTS = (Post.GROUP_CHAIR, Post.GROUP_MEMBER)


class GroupKind(models.TextChoices):
    """What a group of people of a unit is (R8, R9)."""

    WORKING = "working", "Рабочая группа"
    CREATIVE = "creative", "Творческая группа"
    COUNCIL = "council", "Совет наставников"

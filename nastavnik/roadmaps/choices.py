"""Stored codes of plans with their Russian labels."""

from django.db import models


class RoadmapKind(models.TextChoices):
    """What the plan calls itself."""

    ROADMAP = "roadmap", "Дорожная карта"
    PLAN = "plan", "План мероприятий"
    INTEGRATED_PLAN = "integrated_plan", "Комплексный план"


class Outcome(models.TextChoices):
    """What became of an item; the three last are asked for when its term is past at import."""

    OPEN = "open", "В работе"
    DONE = "done", "Выполнено"
    NOT_DONE = "not_done", "Не выполнено"
    NOT_OURS = "not_ours", "Не относится к нам"


class ActorState(models.TextChoices):
    """Whether a named responsible party has been found in the tree."""

    UNRESOLVED = "unresolved", "Не определён"
    UNIT = "unit", "Подразделение"
    UNITS = "units", "Все подразделения вида"
    POST = "post", "Должность"
    PERSON = "person", "Человек"
    OUTSIDE = "outside", "Вне системы"


class RoadmapState(models.TextChoices):
    """Where a plan is on its way from a draft to the archive (R13, R16, R20)."""

    DRAFT = "draft", "Черновик"
    AGREEING = "agreeing", "На согласовании"
    RETURNED = "returned", "Возвращена на доработку"
    AGREED = "agreed", "Согласована"
    APPROVED = "approved", "Утверждена"
    REVISING = "revising", "Пересматривается"
    CLOSED = "closed", "Закрыта"


# states in which the texts of a plan may be changed
EDITABLE = (RoadmapState.DRAFT, RoadmapState.RETURNED, RoadmapState.REVISING)


class ApprovalStep(models.TextChoices):
    """What somebody did with a plan on its way (R13)."""

    SUBMIT = "submit", "Отправлена на согласование"
    RECALL = "recall", "Отозвана с согласования"
    AGREE = "agree", "Согласована"
    RETURN = "return", "Возвращена с замечаниями"
    APPROVE = "approve", "Утверждена"
    REVISE = "revise", "Начат пересмотр"
    ABANDON = "abandon", "Пересмотр отменён"
    CLOSE = "close", "Закрыта"


class TaskState(models.TextChoices):
    """What has become of a task (R14)."""

    OPEN = "open", "В работе"
    SUBMITTED = "submitted", "На проверке"
    RETURNED = "returned", "Возвращена"
    DONE = "done", "Выполнена"
    NOT_NEEDED = "not_needed", "Не потребовалась"
    NOT_DONE = "not_done", "Не выполнена"
    WITHDRAWN = "withdrawn", "Снята"


# states in which somebody still has to do something for the task
UNFINISHED = (TaskState.OPEN, TaskState.RETURNED, TaskState.SUBMITTED)
# states in which the one who carries the task out has to act
AT_WORK = (TaskState.OPEN, TaskState.RETURNED)


class Wait(models.TextChoices):
    """What a task without a due date waits for; the codes are those of `pure.occurrences`."""

    EVENT = "event", "Ждёт события"
    SCHEDULE = "schedule", "Ждёт графика"
    CONDITION = "condition", "Если потребуется"
    TERM = "term", "Срок не определён"


class EvidenceKind(models.TextChoices):
    """What kind of document proves that a task is done; read from the result of the item."""

    ORDER = "order", "Приказ, распоряжение"
    REGULATION = "regulation", "Положение, локальный акт"
    MINUTES = "minutes", "Протокол"
    AGREEMENT = "agreement", "Соглашение, договор"
    PLAN = "plan", "План, программа, график"
    REPORT = "report", "Отчёт, справка, анализ"
    REGISTER = "register", "Реестр, перечень, база"
    FORM = "form", "Анкеты, заполненная форма"
    CERTIFICATE = "certificate", "Удостоверение, сертификат"
    PUBLICATION = "publication", "Публикация"
    PHOTO = "photo", "Фотографии, видеозапись"
    LETTER = "letter", "Письмо, заявка"
    MATERIALS = "materials", "Методические материалы"
    OTHER = "other", "Другой документ"


class ListState(models.TextChoices):
    """Whether a list of organisations still may be changed (R3)."""

    DRAFT = "draft", "Составляется"
    APPROVED = "approved", "Утверждён"


class ProposalSource(models.TextChoices):
    """Where a proposal to change a plan comes from (R16)."""

    ORGANISATION = "organisation", "Предложение организации"
    MEETING = "meeting", "Решение совещания"
    MONITORING = "monitoring", "По итогам мониторинга"


class ProposalState(models.TextChoices):
    """What was decided on a proposal."""

    NEW = "new", "Не рассмотрено"
    ACCEPTED = "accepted", "Принято"
    DECLINED = "declined", "Отклонено"


class CardState(models.TextChoices):
    """Whether an item is under control (R79)."""

    ON = "on", "На контроле"
    REMOVED = "removed", "Снято с контроля"


class CardNoteKind(models.TextChoices):
    """What happened to a control card."""

    OPENED = "opened", "Поставлено на контроль"
    PROLONGED = "prolonged", "Срок контроля продлён"
    REASSIGNED = "reassigned", "Сменён контролёр"
    FINDING = "finding", "Результат проверки"
    REMOVED = "removed", "Снято с контроля"


class ScanKind(models.TextChoices):
    """What signed paper a scan shows (R18)."""

    ORDER = "order", "Приказ"
    ROADMAP = "roadmap", "Дорожная карта с подписью"
    REGULATION = "regulation", "Положение"
    AGREEMENT_SHEET = "agreement_sheet", "Лист согласования"
    OTHER = "other", "Другой документ"


class ReminderStage(models.TextChoices):
    """Why somebody is reminded of a task (R84); the three last go up the tree."""

    DUE_30 = "due_30", "Осталось 30 дней"
    DUE_7 = "due_7", "Осталось 7 дней"
    DUE_1 = "due_1", "Срок завтра"
    OVERDUE = "overdue", "Срок прошёл"
    ESCALATED_HEAD = "escalated_head", "Просрочено: руководителю"
    ESCALATED_AUTHORITY = "escalated_authority", "Просрочено: органу управления образованием"
    ESCALATED_MINISTRY = "escalated_ministry", "Просрочено: министерству"

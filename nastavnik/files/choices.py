"""Kinds of files by what is inside, labelled as people know them: by the extension."""

from django.db import models


class FileKind(models.TextChoices):
    """What a file is; a name ends in the value or in a twin of it (jpeg)."""

    PDF = "pdf", ".pdf"
    JPEG = "jpg", ".jpg"
    PNG = "png", ".png"
    DOCX = "docx", ".docx"
    XLSX = "xlsx", ".xlsx"
    ODT = "odt", ".odt"
    ODS = "ods", ".ods"
    TXT = "txt", ".txt"


# what proves that work was done: a document, a scan, a photograph
EVIDENCE_KINDS = frozenset(FileKind)

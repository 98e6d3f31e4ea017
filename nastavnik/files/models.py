"""A file as it came: its name and size; the bytes lie under their hash."""

from django.db import models


class StoredFile(models.Model):
    """A file as it came. The bytes lie in the data folder under their SHA-256."""

    sha256 = models.CharField("отпечаток", max_length=64)
    name = models.CharField("имя файла", max_length=255)
    size = models.PositiveBigIntegerField("размер, байт")
    added = models.DateTimeField("добавлен", auto_now_add=True)

    class Meta:
        verbose_name = "файл"
        verbose_name_plural = "файлы"

"""The outbox: a letter is a row written with the change that causes it, sent afterwards."""

from django.db import models


class Letter(models.Model):
    """An e-mail to one address. Its text is erased once it has been sent."""

    to = models.EmailField("кому")
    subject = models.CharField("тема", max_length=200)
    text = models.TextField("текст")
    unique_key = models.CharField("ключ", max_length=120, unique=True, null=True)
    created = models.DateTimeField("написано", auto_now_add=True)
    sent = models.DateTimeField("отправлено", null=True)
    attempts = models.PositiveSmallIntegerField("попыток", default=0)
    next_attempt = models.DateTimeField("следующая попытка", null=True)

    class Meta:
        verbose_name = "письмо"
        verbose_name_plural = "письма"
        indexes = (
            models.Index(
                fields=["next_attempt"],
                name="letter_waiting",
                condition=models.Q(sent=None),
            ),
        )

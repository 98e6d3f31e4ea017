"""Logins, what they may do where, and invitations."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from nastavnik.accounts.choices import Role
from nastavnik.kernel.dated import DatedRow
from nastavnik.organisations.models import Unit


class UserManager(BaseUserManager["User"]):
    """Finds users by their login, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the user with this login. Raises User.DoesNotExist."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A login. Whoever it belongs to is a person of the room `people`."""

    username = models.CharField("имя для входа", max_length=60)
    email = models.EmailField("электронная почта", blank=True)
    name = models.CharField("как обращаться", max_length=200)
    is_active = models.BooleanField("может входить", default=True)
    created = models.DateTimeField("создана", auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    objects = UserManager()

    class Meta:
        verbose_name = "учётная запись"
        verbose_name_plural = "учётные записи"
        constraints = (
            models.UniqueConstraint(Lower("username"), name="username_once"),
            models.UniqueConstraint(
                Lower("email"), name="email_once", condition=~models.Q(email="")
            ),
        )

    def __str__(self) -> str:
        return self.username


class Grant(DatedRow):
    """A login may act in a role within a unit's branch, in a period.

    Two posts may open the same role: each has its own row, what they allow is united.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField("роль", max_length=30, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants")

    class Meta:
        verbose_name = "полномочие"
        verbose_name_plural = "полномочия"


class Invitation(models.Model):
    """A link that lets an invited person set a password once. Only the link's hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    secret_hash = models.CharField("отпечаток ссылки", max_length=64, unique=True)
    invited_by = models.BigIntegerField("кто пригласил", null=True)
    created = models.DateTimeField("отправлено", auto_now_add=True)
    expires = models.DateTimeField("действует до")
    accepted = models.DateTimeField("принято", null=True)
    revoked = models.DateTimeField("отозвано", null=True)

    class Meta:
        verbose_name = "приглашение"
        verbose_name_plural = "приглашения"

"""The three refusals every service may answer with; everything else is a bug and stays loud."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist


class NotAllowed(Exception):
    """The person may see the thing but not do this with it (403)."""


class Missing(ObjectDoesNotExist):
    """There is no such thing in the person's branch (404): a neighbour's object is missing too."""


class RuleBroken(Exception):
    """A rule of the subject says no (422). The message is Russian, for the person at the form."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Conflict(RuleBroken):
    """Somebody changed the same thing in the meantime (409)."""

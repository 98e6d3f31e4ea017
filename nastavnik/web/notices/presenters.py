"""Notices as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

if TYPE_CHECKING:
    from nastavnik.notifications.models import Notice


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice; `url` is "" where it leads nowhere."""

    text: str
    at: datetime
    url: str
    is_unread: bool


def notice_row(notice: Notice) -> NoticeRow:
    """Return the notice with the address of the page it leads to."""
    return NoticeRow(notice.text, notice.created, _address(notice), notice.read is None)


def _address(notice: Notice) -> str:
    if not notice.target_view:
        return ""
    name, mark, query = notice.target_view.partition("?")
    args = [] if notice.target_pk is None else [notice.target_pk]
    try:
        return reverse(name, args=args) + mark + query
    except NoReverseMatch:  # told by a version whose page is gone: the words are still true
        return ""

"""Reads the head of an act out of a document."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from nastavnik.pure.acts.dates import find_dates
from nastavnik.pure.acts.head import Head, read_head
from nastavnik.pure.acts.issuer import read_issuer
from nastavnik.pure.acts.lines import Line, Zones, lines_of, zones_of
from nastavnik.pure.acts.model import Act, OwnMention
from nastavnik.pure.acts.references import read_references
from nastavnik.pure.acts.signature import read_controller, read_signature
from nastavnik.pure.source import Place, Source

_TERM = re.compile(
    r"срок\w*\s+(?:внедрени|реализаци)[^;.\n]{0,160}?\bс(?P<dates>\s.{6,60})", re.IGNORECASE
)


def read_act(source: Source) -> Act:
    """Read the act's own data from `source`; what is not found stays None or "". Never raises.

    Without a head («ПРИКАЗ …») kind, number and date come from the stamp of the annex
    («Приложение к приказу от … № …»), if there is one.
    """
    zones = zones_of(lines_of(source))
    head = read_head(zones.head)
    has_head = head.kind is not None
    references, own = read_references(
        zones.head[head.last + 1 :] if head.last is not None else zones.head,
        (*zones.body, *zones.annex),
    )
    places = dict(head.places or {})
    if not has_head:
        _take_stamp(head, own, places)
    issuer, places_issuer = read_issuer(zones.head[: head.first or 0]) if has_head else ("", None)
    signature = read_signature(_after_clauses(zones, head))
    controller, place_controller = read_controller(zones.body or zones.head, signature.name)
    term, place_term = _implementation_term(zones.body)
    _keep(places, issuer=places_issuer, signatory=signature.place, signatory_post=signature.place)
    _keep(places, controller=place_controller, implementation_term=place_term)
    return Act(
        kind=head.kind,
        number=head.number,
        date=head.day,
        issuer=issuer,
        signatory=signature.name,
        signatory_post=signature.post,
        controller=controller,
        title=head.title,
        place_of_issue=head.place_of_issue,
        implementation_term=term,
        references=references,
        own_mentions=own,
        places=places,
    )


def _take_stamp(head: Head, own: Sequence[OwnMention], places: dict[str, Place]) -> None:
    if not own:
        return
    stamp = own[0]
    head.kind, head.number, head.day = stamp.kind, stamp.number, stamp.date
    places["kind"] = stamp.place
    if stamp.number is not None:
        places["number"] = stamp.place
    if stamp.date is not None:
        places["date"] = stamp.place


def _after_clauses(zones: Zones, head: Head) -> tuple[Line, ...]:
    """The lines from the last numbered clause on: the signature stands there."""
    lines = zones.body
    if not lines and head.first is not None and head.last is not None:
        lines = zones.head[head.last + 1 :]
    last = 0
    for index, line in enumerate(lines):
        if re.match(r"\s*\d+(?:\.\d+)*[.)]", line.text):
            last = index
    return lines[last:]


def _implementation_term(
    lines: Sequence[Line],
) -> tuple[tuple[datetime.date, datetime.date] | None, Place | None]:
    """«сроки внедрения …: с 1 марта 2021 года по 30 ноября 2023 года» → both days."""
    for line in lines:
        match = _TERM.search(line.bare)
        days = [found.day for found in find_dates(match["dates"])] if match else []
        if len(days) >= 2 and days[0] <= days[1]:
            return (days[0], days[1]), line.place
    return None, None


def _keep(places: dict[str, Place], **found: Place | None) -> None:
    places.update({name: place for name, place in found.items() if place is not None})

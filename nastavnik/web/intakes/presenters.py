"""What the pages of an intake show: its head, cards of readings, remarks, counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.paginator import Page, Paginator

from nastavnik.pure.acts import Act
from nastavnik.pure.plans import (
    Corrections,
    EditKind,
    Finding,
    Indicator,
    Item,
    Plan,
    Severity,
)
from nastavnik.pure.source import Place, Source
from nastavnik.web.intakes.cards import Card, Dealer, anchor_of
from nastavnik.web.intakes.source import (
    SHOWN_WHOLE,
    Line,
    SourceView,
    doubtful_places,
    places_of,
)

ON_A_PAGE = 50
FINDINGS_SHOWN = 20  # of one severity, before the person asks for all
SEVERITIES = (
    (Severity.ERROR, "Ошибки", "danger"),
    (Severity.WARNING, "Предупреждения", "warning"),
    (Severity.NOTICE, "К сведению", "neutral"),
)
EDITS = {
    EditKind.COLUMN: "назначение графы",
    EditKind.ROW: "вид строки",
    EditKind.SPLIT: "разделение строки",
    EditKind.FIELD: "текст",
    EditKind.TERM: "срок",
    EditKind.ACTORS: "ответственные",
    EditKind.DOUBT: "снятое сомнение",
    EditKind.RANGE: "назначение строк",
}


@dataclass(frozen=True, slots=True)
class FindingView:
    """A remark on the document, with its place and the page that shows it.

    `row` is the key of a row a person has to decide on.
    """

    message: str
    quote: str
    place: str
    page: int
    row: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the document and what became of it."""

    key: str
    cells: tuple[str, ...]
    role: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Remarks of one severity; `count` of them, some of which are shown."""

    label: str
    tone: str
    count: int
    remarks: list[FindingView]


class Preview:
    """The reading of an intake, a page at a time.

    `only` keeps the items with doubts; `number` is the page (text from the address);
    of many remarks on the document the first of each severity are shown unless `all_findings`.
    """

    def __init__(
        self,
        source: Source,
        plan: Plan,
        corrections: Corrections,
        *,
        only: bool,
        number: str,
        all_findings: bool = False,
    ) -> None:
        self.all_findings = all_findings
        self.plan, self.corrections, self.only = plan, corrections, only
        self.view = SourceView(source)
        self.source = source
        self.shown = [item for item in plan.items if item.doubts] if only else list(plan.items)
        self.page: Page[Item] = Paginator(self.shown, ON_A_PAGE).get_page(number)
        self.is_whole = self.view.size <= SHOWN_WHOLE

    @cached_property
    def doubtful(self) -> list[Item]:
        """Items with doubts, in order."""
        return [item for item in self.plan.items if item.doubts]

    @cached_property
    def cards(self) -> list[Card]:
        """The items of this page."""
        dealer = Dealer(self.plan, self.view, self.corrections)
        following = {
            one.key: self.link_to(another.key)
            for one, another in zip(self.doubtful, self.doubtful[1:], strict=False)
        }
        return [dealer.card(item, following.get(item.key, "")) for item in self.page.object_list]

    def number_of(self, key: str) -> int:
        """Return on which page the item with `key` is shown; the first when it is not."""
        return next(
            (at // ON_A_PAGE + 1 for at, item in enumerate(self.shown) if item.key == key), 1
        )

    def link_to(self, key: str) -> str:
        """Return the query and fragment that lead to an item."""
        return f"?{self.query(self.number_of(key))}#{anchor_of(key)}"

    def query(self, number: int | None = None) -> str:
        """Return the query of a page of this list."""
        kept = "only=doubts&" if self.only else ""
        return f"{kept}page={number or self.page.number}"

    @cached_property
    def first_doubt(self) -> str:
        """Where the first doubt is; "" when there is none."""
        return self.link_to(self.doubtful[0].key) if self.doubtful else ""

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the source this page shows."""
        keys = [item.key for item in self.page.object_list]
        places = places_of(self.plan, keys)
        pointed = [*places, *(section.place for section in self.plan.sections)]
        pointed += [finding.place for finding in self.plan.findings if finding.place]
        return list(
            self.view.lines(
                self._shown_lines(places),
                pointed=pointed,
                doubtful=doubtful_places(self.plan, keys),
            )
        )

    def _shown_lines(self, places: Sequence[Place]) -> set[int]:
        if self.is_whole:
            return set(range(self.view.size))
        if self.only:
            return self.view.around(places)
        first, last = self._span(self.page.number)
        return set(range(first, last)) | self.view.around(places)

    def _span(self, number: int) -> tuple[int, int]:
        """The lines from the first item of a page to the first of the next."""
        starts = [
            self.view.index(self.shown[at].place) for at in range(0, len(self.shown), ON_A_PAGE)
        ]
        first = 0 if number == 1 else starts[number - 1]
        return first, starts[number] if number < len(starts) else self.view.size

    @cached_property
    def findings(self) -> list[FindingGroup]:
        """Remarks on the document by severity."""
        groups = []
        for severity, label, tone in SEVERITIES:
            found = [one for one in self.plan.findings if one.severity is severity]
            shown = found if self.all_findings else found[:FINDINGS_SHOWN]
            remarks = [self._finding(one) for one in shown]
            if found:
                groups.append(FindingGroup(label, tone, len(found), remarks))
        return groups

    def _finding(self, finding: Finding) -> FindingView:
        place = self.view.anchor(finding.place) if finding.place else ""
        row = ""
        if finding.code == "unread_row" and finding.place:
            row = finding.place.key
        number = self.number_of(finding.item) if finding.item else self._page_of(finding.place)
        return FindingView(finding.message, finding.quote, place, number, row)

    def _page_of(self, place: Place | None) -> int:
        if place is None or self.is_whole or not self.shown:
            return self.page.number
        at = self.view.index(place)
        pages = range(1, self.page.paginator.num_pages + 1)
        return next((n for n in pages if self._span(n)[0] <= at < self._span(n)[1]), 1)

    @cached_property
    def years(self) -> list[int]:
        """The years that have a target."""
        return sorted({year for one in self.plan.indicators for year in one.targets})

    @property
    def indicator_columns(self) -> list[tuple[str, str]]:
        """Columns of the table of indicators."""
        years = [(str(year), "figure") for year in self.years]
        return [("Показатель", "main"), ("Единица", "short"), *years]

    @property
    def indicator_rows(self) -> list[tuple[Indicator, list[float | None]]]:
        """Indicators with their targets by year; None where a year has none."""
        return [
            (one, [one.targets.get(year) for year in self.years]) for one in self.plan.indicators
        ]

    @cached_property
    def last_edit(self) -> str:
        """What the last correction was; "" when there is none."""
        return EDITS[self.corrections.edits[-1].kind] if self.corrections.edits else ""


def act_facts(act: Act, period: tuple[date, date] | None) -> list[tuple[str, str]]:
    """Return the act's own data for a list of facts."""
    return [
        ("Документ", act_name(act)),
        ("Кем издан", act.issuer),
        ("Подписал", ", ".join(filter(None, (act.signatory, act.signatory_post)))),
        ("Контроль исполнения", act.controller),
        ("Срок действия плана", _period(period)),
    ]


def act_name(act: Act) -> str:
    """Return kind, date and number of an act; "" when none is known."""
    kind = act.kind.label.capitalize() if act.kind else ""
    number = f"№ {act.number}" if act.number else ""
    day = f"от {act.date:%d.%m.%Y}" if act.date else ""
    return " ".join(filter(None, (kind, day, number)))


def _period(period: tuple[date, date] | None) -> str:
    return f"{period[0]:%d.%m.%Y} – {period[1]:%d.%m.%Y}" if period else ""


def row_view(plan: Plan, view: SourceView, key: str) -> RowView:
    """Return a row of the document and what it was taken for."""
    place = view.place(key)
    return RowView(key, view.cells(place) if place else (), _role(plan, key))


def _role(plan: Plan, key: str) -> str:
    for item in plan.items:
        if key == item.key:
            return f"{'Подпункт' if item.parent else 'Мероприятие'} {item.number or ''}".strip()
        if key in item.rows:
            return f"Часть мероприятия {item.number or ''}".strip()
    if any(section.place.key == key for section in plan.sections):
        return "Заголовок раздела"
    return "Не отнесена к плану"

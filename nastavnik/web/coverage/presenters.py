"""The matrix as people read it: «x из y» of every territory, the state of every unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from nastavnik.roadmaps.selectors import DIRECT, Cell, CellState, Coverage, Group, Tally
from nastavnik.web.shell.task_filters import address_of

if TYPE_CHECKING:
    from nastavnik.roadmaps.models import Item

# the word and the tone of a cell
STATES: Mapping[CellState, tuple[str, str]] = {
    CellState.GAP: ("Не доведено", "warning"),
    CellState.OPEN: ("В работе", "info"),
    CellState.OVERDUE: ("Просрочено", "danger"),
    CellState.DONE: ("Выполнено", "success"),
    CellState.NOT_DONE: ("Не выполнено", "danger"),
    CellState.NOT_OURS: ("Не относится", "neutral"),
}
SHORT = 70  # letters of a title in the matrix


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the list behind it; `of` is None where it stands alone."""

    number: int
    of: int | None
    url: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of the plan with its sums below."""

    pk: int
    number: str
    title: str
    url: str
    brought: Figure
    done: Figure
    overdue: Figure
    tasks: Figure
    tasks_url: str


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of the matrix: a figure of a territory, or the state of a unit; "" is nobody's."""

    figure: Figure | None = None
    marks: Sequence[tuple[str, str]] = ()
    state: str = ""
    tone: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the matrix; `url` opens the territory."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of the matrix."""

    number: str
    title: str
    url: str
    cells: Sequence[CellView]


@dataclass(frozen=True, slots=True)
class ListedCell:
    """A cell in a list: the unit, the item there, its state."""

    unit: str
    title: str
    url: str
    state: str
    tone: str


class Addresses:
    """The addresses of the lists behind the figures of one plan."""

    def __init__(self, roadmap_pk: int, under: int | None) -> None:
        self.list = reverse("list_coverage", args=[roadmap_pk])
        self.matrix = reverse("show_coverage", args=[roadmap_pk])
        self.under = under

    def cells(self, **wanted: Any) -> str:
        """Return the list of the wanted cells."""
        given = {"under": self.under, **wanted}
        query = urlencode({name: value for name, value in given.items() if value not in (None, "")})
        return f"{self.list}?{query}" if query else self.list

    def tasks(self, item_pk: int, **wanted: str) -> str:
        """Return the list of the tasks that carry an item out below; "" of units under none."""
        if self.under == DIRECT:
            return ""
        return address_of(upper=item_pk, unit=self.under, **wanted)

    def territory(self, pk: int) -> str:
        """Return the matrix of one territory."""
        return f"{self.matrix}?under={pk}"


def tiles_of(total: Tally, addresses: Addresses) -> list[dict[str, Any]]:
    """Return the arguments of the tiles on top; nothing without any cell."""
    if not total.asked:
        return []
    whole = {"denominator": total.asked, "denominator_url": addresses.cells()}
    wanted = (CellState.DONE, CellState.OVERDUE, CellState.GAP)
    return [
        {
            "label": STATES[state][0],
            "numerator": total.of(state),
            "numerator_url": addresses.cells(state=state),
            **whole,
        }
        for state in wanted
    ]


def item_rows(
    found: Coverage, tasks: Mapping[int, tuple[int, int, int]], addresses: Addresses
) -> list[ItemRow]:
    """Present the items with their sums; those nobody here is asked for are left out."""
    return [
        _item_row(item, found.by_item[item.pk], tasks.get(item.pk, (0, 0, 0)), addresses)
        for item in found.items
        if item.pk in found.by_item
    ]


def _item_row(
    item: Item, tally: Tally, tasks: tuple[int, int, int], addresses: Addresses
) -> ItemRow:
    def figure(number: int, **wanted: Any) -> Figure:
        return Figure(number, tally.asked, addresses.cells(item=item.pk, **wanted))

    return ItemRow(
        pk=item.pk,
        number=item.number,
        title=item.title,
        url=reverse("show_item", args=[item.pk]),
        brought=figure(tally.brought),
        done=figure(tally.of(CellState.DONE), state=CellState.DONE),
        overdue=figure(tally.of(CellState.OVERDUE), state=CellState.OVERDUE),
        tasks=Figure(*tasks[:2], addresses.tasks(item.pk, state="settled")),
        tasks_url=addresses.tasks(item.pk),
    )


def columns_of(groups: Sequence[Group], addresses: Addresses) -> list[Column]:
    """Present the columns: a territory opens, a unit leads to its page."""
    return [
        Column(
            group.name,
            reverse("show_unit", args=[group.pk])
            if group.is_unit
            else addresses.territory(group.pk),
        )
        for group in groups
    ]


def matrix_rows(found: Coverage, groups: Sequence[Group], addresses: Addresses) -> list[MatrixRow]:
    """Present the cells of these columns."""
    shown = {group.pk for group in groups}
    by_unit = {
        (cell.item.pk, cell.member.pk): cell for cell in found.cells if cell.member.pk in shown
    }
    rows = []
    for item in found.items:
        if item.pk in found.by_item:
            cells = [
                _unit_cell(by_unit.get((item.pk, group.pk)))
                if group.is_unit
                else _territory_cell(item.pk, group.pk, found, addresses)
                for group in groups
            ]
            address = reverse("show_item", args=[item.pk])
            rows.append(MatrixRow(item.number, _shortened(item.title), address, cells))
    return rows


def _unit_cell(cell: Cell | None) -> CellView:
    if cell is None:
        return CellView()
    word, tone = STATES[cell.state]
    address = reverse("show_item", args=[cell.child_pk]) if cell.child_pk else ""
    return CellView(state=word, tone=tone, url=address)


def _territory_cell(item_pk: int, group_pk: int, found: Coverage, addresses: Addresses) -> CellView:
    tally = found.by_group.get((item_pk, group_pk))
    if tally is None:
        return CellView()
    marks = [
        (f"{STATES[state][0].lower()}: {tally.of(state)}", STATES[state][1])
        for state in (CellState.OVERDUE, CellState.GAP)
        if tally.of(state)
    ]
    address = addresses.cells(item=item_pk, under=group_pk)
    return CellView(Figure(tally.of(CellState.DONE), tally.asked, address), marks)


def listed_cells(cells: Sequence[Cell]) -> list[ListedCell]:
    """Present the cells of a page of the list."""
    return [
        ListedCell(
            unit=cell.member.name,
            title=named(cell.item),
            url=reverse("show_item", args=[cell.child_pk]) if cell.child_pk else "",
            state=STATES[cell.state][0],
            tone=STATES[cell.state][1],
        )
        for cell in cells
    ]


def named(item: Any) -> str:
    """Name an item by its number and title."""
    return f"{item.number}. {item.title}" if item.number else str(item.title)


def _shortened(title: str) -> str:
    return title if len(title) <= SHORT else f"{title[:SHORT].rstrip()}…"

"""An invented plan and the ways real documents write such plans down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nastavnik.pure.plans import Plan
from nastavnik.pure.source import Block, Paragraph, Source, Table

HEAD = ("№ п/п", "Наименование мероприятия", "Срок исполнения", "Ответственный", "Результат")
ORDER = """Управление образования Лесогорского округа

ПРИКАЗ

от 20.08.2024 № 118-о

О работе с наставниками

ПРИКАЗЫВАЮ:

1. Утвердить прилагаемый план.

Начальник управления                    О.П. Рябинина

План мероприятий по развитию наставничества
на 2024-2025 учебный год
"""


@dataclass(frozen=True)
class Line:
    """A row of the invented plan: an item, or a heading when only number and title are given."""

    number: str
    title: str
    term: str = ""
    who: str = ""
    result: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        return (f"{self.number}." if self.number else "", self.title, *self.tail)

    @property
    def tail(self) -> tuple[str, str, str]:
        return self.term, self.who, self.result

    @property
    def heading(self) -> bool:
        return not any(self.tail)


PLAIN = (
    Line(
        "1",
        "Собрать заявки школ на участие в смотре наставников",
        "сентябрь 2024 года",
        "Управление образования",
        "Сводный список заявок",
    ),
    Line(
        "2",
        "Провести встречу кураторов округа",
        "до 15 октября 2024 года",
        "Управление образования, руководители школ",
        "Протокол встречи",
    ),
    Line(
        "3",
        "Открыть страницу о наставниках на сайте округа",
        "ноябрь 2024 года",
        "Методический центр",
        "Страница сайта",
    ),
    Line(
        "4",
        "Составить пары из опытных и начинающих педагогов",
        "до 1 декабря 2024 года",
        "Руководители школ",
        "Приказы школ о парах",
    ),
    Line(
        "5",
        "Подвести итоги работы за учебный год",
        "май 2025 года",
        "Управление образования",
        "Справка об итогах",
    ),
)

IN_SECTIONS = (
    Line("1", "Подготовка нормативной основы"),
    Line("1.1", "Издать приказ о рабочей группе", "сентябрь 2024 года", "Директор", "Приказ"),
    Line("1.2", "Принять положение", "октябрь 2024 года", "Педагогический совет", "Положение"),
    Line("2", "Работа с парами"),
    Line("2.1", "Собрать анкеты педагогов", "октябрь 2024 года", "Куратор", "Анкеты"),
    Line("2.2", "Утвердить состав пар", "ноябрь 2024 года", "Директор", "Приказ о парах"),
)


def items_of(lines: Sequence[Line]) -> list[tuple[str, ...]]:
    """What reading must give: number, title, term, responsible, result of every item."""
    return [(line.number, line.title, *line.tail) for line in lines if not line.heading]


def read_items(plan: Plan) -> list[tuple[str, ...]]:
    """The same of a plan as it was read."""
    return [
        (
            item.number or "",
            item.title,
            item.term_text,
            item.responsible_text,
            item.result,
        )
        for item in plan.items
    ]


def text(body: str, order: str = ORDER) -> Source:
    """A document of plain lines: the order, then `body`."""
    return Source.from_text(f"{order}\n{body}\n", format="txt")


def tabs(lines: Sequence[Line], head: Sequence[str] = HEAD) -> str:
    """One row a line, cells parted by tabs."""
    return "\n".join("\t".join(cells) for cells in (head, *(line.cells for line in lines)))


def one_a_line(lines: Sequence[Line], head: Sequence[str] = HEAD) -> str:
    """One cell a line, every cell after a tab; a heading is one cell."""
    cells = [*head]
    for line in lines:
        cells += [f"{line.number}. {line.title}"] if line.heading else line.cells
    return "\n\n".join(f"\t{cell}" for cell in cells)


def pipes(lines: Sequence[Line], head: Sequence[str] = HEAD) -> str:
    """A Markdown table."""
    rows = [head, ["---"] * len(head), *(line.cells for line in lines)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def spaces(lines: Sequence[Line], head: Sequence[str] = HEAD) -> str:
    """Columns drawn with spaces; titles broken over two lines."""
    out = [_drawn(head)]
    for line in lines:
        words = line.title.split()
        first, rest = " ".join(words[:4]), " ".join(words[4:])
        out.append(_drawn((line.cells[0], first, *line.tail)))
        if rest:
            out.append(_drawn(("", rest, "", "", "")))
    return "\n".join(out)


def _drawn(cells: Sequence[str]) -> str:
    widths = (8, 52, 26, 46, 30)
    return "".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def table(lines: Sequence[Line], head: Sequence[str] = HEAD, order: str = ORDER) -> Source:
    """A document with one real table; headings are merged over the row."""
    rows = [tuple(head)]
    for line in lines:
        merged = (f"{line.number}. {line.title}", "", "", "", "")
        rows.append(merged if line.heading else line.cells)
    blocks: list[Block] = [Paragraph(paragraph) for paragraph in order.splitlines()]
    return Source((*blocks, Table(tuple(rows))), "docx")


@dataclass(frozen=True)
class Cut:
    """A page break in row `row`: every cell keeps its first `keep` words, the rest goes on."""

    row: int
    keep: Mapping[int, int] = field(default_factory=dict)
    repeat_head: bool = True


def cut_rows(lines: Sequence[Line], cuts: Sequence[Cut]) -> list[list[tuple[str, ...]]]:
    """Pages of rows after the breaks."""
    at = {cut.row: cut for cut in cuts}
    pages: list[list[tuple[str, ...]]] = [[]]
    for number, line in enumerate(lines):
        cut = at.get(number)
        if cut is None:
            pages[-1].append(line.cells)
            continue
        first, rest = [line.cells[0]], [""]
        for index, cell in enumerate(line.cells[1:]):
            words = cell.split()
            keep = max(1, min(cut.keep.get(index, len(words)), len(words)))
            first.append(" ".join(words[:keep]))
            rest.append(" ".join(words[keep:]))
        pages[-1].append(tuple(first))
        pages.append([tuple(rest)] if any(rest) else [])
    return pages


def paged_tabs(pages: Sequence[Sequence[tuple[str, ...]]], *, repeat_head: bool) -> str:
    """Pages of rows as lines with tabs, a blank line at every page end."""
    out = ["\t".join(HEAD)]
    for number, page in enumerate(pages):
        if number:
            out.append("")
        if number and repeat_head:
            out.append("\t".join(HEAD))
        out.extend("\t".join(cells) for cells in page)
    return "\n".join(out)


def paged_tables(
    pages: Sequence[Sequence[tuple[str, ...]]], *, repeat_head: bool, order: str = ORDER
) -> Source:
    """Pages of rows as real tables, one a page, as a PDF gives them."""
    blocks: list[Block] = [Paragraph(paragraph) for paragraph in order.splitlines()]
    for number, page in enumerate(pages):
        head = [HEAD] if repeat_head or not number else []
        if page or head:
            blocks += [Table((*head, *page)), Paragraph(f"{number + 2}")]
    return Source(tuple(blocks), "pdf")

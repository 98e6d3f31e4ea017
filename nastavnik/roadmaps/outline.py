"""The order of a plan: which measure stands where, moved, placed and numbered; no queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

UP, DOWN = -1, 1


@dataclass(frozen=True, slots=True)
class Row:
    """A measure by its key, the section it stands in and the measure it is a sub-row of."""

    pk: int
    section: int | None = None
    parent: int | None = None
    number: str = ""


class Outline:
    """Sections in their order, in each its measures, under each measure its sub-rows.

    Measures without a section stand above the first one.
    """

    def __init__(self, sections: Sequence[int], rows: Iterable[Row]) -> None:
        self.sections = list(sections)
        self.numbers: dict[int, str] = {}
        self._tops: dict[int | None, list[int]] = {group: [] for group in (None, *sections)}
        self._subs: dict[int, list[int]] = {}
        self._homes: dict[int, int | None] = {}
        for row in rows:
            self.numbers[row.pk] = row.number
            if row.parent is None:
                self._tops[row.section].append(row.pk)
                self._homes[row.pk] = row.section
            else:
                self._subs.setdefault(row.parent, []).append(row.pk)

    def order(self) -> Iterator[tuple[int, int | None]]:
        """Yield every measure with its section, from the top of the plan down."""
        for group, tops in self._tops_in_order():
            for top in tops:
                for pk in self._with_subs(top):
                    yield pk, group

    def may_move(self, pk: int, step: int) -> bool:
        """Tell whether the measure can go one place UP or DOWN: past its neighbour or out of its
        section into the next one; a sub-row stays under its measure."""
        siblings = self._siblings(pk)
        at = siblings.index(pk) + step
        return 0 <= at < len(siblings) or bool(self._beyond(pk, step))

    def move(self, pk: int, step: int) -> None:
        """Move the measure with its sub-rows. Raises ValueError where it cannot go."""
        siblings = self._siblings(pk)
        at = siblings.index(pk)
        if 0 <= at + step < len(siblings):
            siblings[at], siblings[at + step] = siblings[at + step], siblings[at]
            return
        beyond = self._beyond(pk, step)
        if not beyond:
            raise ValueError("there is no place to move to")
        (group,) = beyond
        siblings.remove(pk)
        self._tops[group].insert(len(self._tops[group]) if step == UP else 0, pk)
        self._homes[pk] = group

    def may_move_section(self, section: int, step: int) -> bool:
        """Tell whether the section has a neighbour on that side."""
        return 0 <= self.sections.index(section) + step < len(self.sections)

    def move_section(self, section: int, step: int) -> None:
        """Let the section with its measures change places with its neighbour.

        Raises ValueError where there is none.
        """
        if not self.may_move_section(section, step):
            raise ValueError("there is no section to change places with")
        at = self.sections.index(section)
        other = self.sections[at + step]
        self.sections[at], self.sections[at + step] = other, section

    def place(self, row: Row, after: int | None = None) -> None:
        """Put a new measure right after `after` and its sub-rows, else at the end of its group.

        Raises ValueError where `after` stands in another group.
        """
        home = self._tops[row.section] if row.parent is None else self._subs_of(row.parent)
        home.insert(len(home) if after is None else home.index(after) + 1, row.pk)
        self.numbers[row.pk] = row.number
        if row.parent is None:
            self._homes[row.pk] = row.section

    def branch(self, pk: int) -> list[int]:
        """Return the measure and all its sub-rows."""
        return list(self._with_subs(pk))

    def holds(self, section: int) -> bool:
        """Tell whether any measure stands in the section."""
        return bool(self._tops[section])

    def numbered(self) -> tuple[Mapping[int, str], Mapping[int, str]]:
        """Return the numbers of sections and of measures, counted anew: 1, 1.1, 1.1.1.

        Measures without a section are counted alone: 1, 2, 3.
        """
        sections = {section: str(at) for at, section in enumerate(self.sections, start=1)}
        rows: dict[int, str] = {}
        for group, tops in self._tops_in_order():
            prefix = f"{sections[group]}." if group is not None else ""
            self._number(tops, prefix, rows)
        return sections, rows

    def next_number(self, section: int | None, after: int | None, section_number: str = "") -> str:
        """Return a free number for a measure placed there, "" where the next one is taken."""
        siblings = self._tops[section]
        above = after if after is not None else (siblings[-1] if siblings else None)
        return self._free(above, section_number)

    def next_sub_number(self, parent: int) -> str:
        """Return a free number for a further sub-row of the measure, "" where there is none."""
        siblings = self._subs.get(parent, [])
        if not siblings and not self.numbers[parent]:
            return ""
        return self._free(siblings[-1] if siblings else None, self.numbers[parent])

    def _free(self, above: int | None, prefix: str) -> str:
        """The number after that of `above`, or the first under `prefix`; "" when it is taken."""
        if above is None:
            head = prefix.rstrip(".")
            offered = f"{head}.1" if head else "1"
        else:
            head, dot, last = self.numbers[above].rstrip(".").rpartition(".")
            if not last.isdecimal():
                return ""
            offered = f"{head}{dot}{int(last) + 1}"
        taken = {number.rstrip(".") for number in self.numbers.values()}
        return "" if offered in taken else offered

    def _number(self, siblings: Sequence[int], prefix: str, rows: dict[int, str]) -> None:
        for at, pk in enumerate(siblings, start=1):
            rows[pk] = f"{prefix}{at}"
            self._number(self._subs.get(pk, ()), f"{rows[pk]}.", rows)

    def _tops_in_order(self) -> Iterator[tuple[int | None, list[int]]]:
        for group in (None, *self.sections):
            yield group, self._tops[group]

    def _with_subs(self, pk: int) -> Iterator[int]:
        yield pk
        for sub in self._subs.get(pk, ()):
            yield from self._with_subs(sub)

    def _siblings(self, pk: int) -> list[int]:
        if pk in self._homes:
            return self._tops[self._homes[pk]]
        return next(subs for subs in self._subs.values() if pk in subs)

    def _subs_of(self, parent: int) -> list[int]:
        return self._subs.setdefault(parent, [])

    def _beyond(self, pk: int, step: int) -> Sequence[int | None]:
        """The section above or below as one entry, () where there is none or for a sub-row.

        The place above the first section counts only where it is in use.
        """
        if pk not in self._homes:
            return ()
        groups = [*([None] if self._tops[None] else []), *self.sections]
        at = groups.index(self._homes[pk]) + step
        return groups[at : at + 1] if at >= 0 else ()

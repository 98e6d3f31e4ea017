"""What one reading may cost: a file that wants more is refused with words, not with a crash."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings of one reading. The defaults fit an order with a plan; a register needs more rows.

    `upload` is the size of the file, `part` of one unpacked part that is held in memory whole,
    `stream` of one that is read piece by piece, `unpacked` of all parts, in bytes;
    `seconds` is the wall clock and the processor time, `memory` the address space of the reading
    process with the interpreter in it, `answer` the length of what it may send back.
    """

    upload: int = 20 * MEGABYTE
    part: int = 16 * MEGABYTE
    stream: int = 192 * MEGABYTE
    unpacked: int = 512 * MEGABYTE
    members: int = 5_000
    rows: int = 20_000
    cells: int = 400_000
    characters: int = 4_000_000
    pages: int = 50
    seconds: int = 18
    memory: int = 512 * MEGABYTE
    answer: int = 48 * MEGABYTE

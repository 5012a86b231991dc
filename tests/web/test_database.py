"""The database that Django's tests run on is the one that was asked for, and as in an office."""

from __future__ import annotations

import os
import time

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_the_database_is_the_one_asked_for(pytestconfig: pytest.Config):
    vendors = {"sqlite": "sqlite", "postgres": "postgresql"}
    assert connection.vendor == vendors[pytestconfig.getoption("database")]


def test_sqlite_is_a_file_with_a_journal(pytestconfig: pytest.Config):
    if pytestconfig.getoption("database") == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)


@pytest.mark.postgres
def test_this_runs_on_postgresql_only():
    assert connection.vendor == "postgresql"


def test_django_leaves_the_zone_of_the_tests_alone():
    assert os.environ["TZ"] == os.environ.get("TEPAT_TEST_TZ", "Asia/Jakarta")
    assert time.tzname == {"Asia/Jakarta": ("WIB", "WIB"), "Asia/Jayapura": ("WIT", "WIT")}[os.environ["TZ"]]

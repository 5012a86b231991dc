"""What every test of the application stands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session", autouse=True)
def emptied_in_spite_of_triggers() -> Iterator[None]:
    """Let the tests empty the database between them: on SQLite that is a DELETE, which the triggers refuse.

    They are taken away and put back exactly as they were. PostgreSQL empties by TRUNCATE, which no trigger of ours
    stands against.
    """
    from django.db import transaction
    from django.db.backends.sqlite3.base import DatabaseWrapper

    operations = DatabaseWrapper.ops_class
    flush = operations.execute_sql_flush

    def flush_past_triggers(self: Any, sql_list: Any) -> None:
        with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            flush(self, sql_list)
            for _name, sql in triggers:
                cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", flush_past_triggers)
        yield


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """One office for all tests of a module, in a transaction that is taken back at the end."""
    # Django is not ready yet where pytest reads this file.
    from django.db import transaction
    from django.test import override_settings

    from tests.web.tiny_office import TODAY, make_office

    with django_db_blocker.unblock(), override_settings(TEPAT_HARI_INI=TODAY), transaction.atomic():
        yield make_office()
        transaction.set_rollback(True)

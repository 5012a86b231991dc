"""The first administrator is made at the command line; from then on accounts are made in the pages."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

PASSWORD = "sebuah-sandi-panjang"

pytestmark = pytest.mark.django_db


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> Any:
    def run(name: str, password: str = PASSWORD) -> str:
        monkeypatch.setattr("builtins.input", lambda: password)
        out = StringIO()
        call_command("administrator", name, "--stdin", stdout=out)
        return out.getvalue()

    return run


def test_the_first_administrator_may_make_accounts(make: Any, client: Any) -> None:
    from tepat.web.apps.akun.models import Pengguna
    from tepat.web.apps.akun.selectors import rights_of
    from tepat.web.apps.audit.models import Perubahan

    assert "Akun kepala dibuat" in make("kepala")
    user = Pengguna.objects.get(username="kepala")
    assert user.check_password(PASSWORD)
    assert rights_of(user).may("atur_akun")
    assert Perubahan.objects.filter(catatan="akun.peran", tindakan="tambah").count() == 1


def test_where_there_is_an_administrator_no_second_is_made_here(make: Any) -> None:
    make("kepala")
    with pytest.raises(CommandError, match="Sudah ada administrator"):
        make("lain")


def test_a_weak_password_is_refused_and_nothing_is_written(make: Any) -> None:
    from tepat.web.apps.akun.models import Pengguna

    with pytest.raises(CommandError):
        make("kepala", "12345")
    assert not Pengguna.objects.filter(username="kepala").exists()

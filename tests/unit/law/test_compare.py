"""What changed between two months is named, and nothing else."""

from tepat.lang.calendar import Masa
from tepat.law.compare import compare_books
from tepat.law.consolidate import consolidate
from tepat.law.shelf import open_shelf


def changes(old: str, new: str) -> dict[tuple[str, str], str]:
    shelf = open_shelf("balangan")
    books = (consolidate(shelf, Masa.parse(masa)) for masa in (old, new))
    return {(item.kind, item.name): item.what for item in compare_books(*books)}


def test_nothing_changes_between_two_months_of_the_same_law() -> None:
    assert changes("2024-01", "2024-11") == {}


def test_the_amendment_of_2024_is_named_by_article_and_variable() -> None:
    found = changes("2023-12", "2024-01")
    assert found["pasal", "balangan/perbup-2-2023 Pasal 9"] == "diubah"
    assert found["variabel", "nilai_produktivitas"] == "diubah"
    assert found["variabel", "skor_kinerja"] == "dihapus"
    assert found["variabel", "tarif_ter"] == "baru"
    assert found["variabel", "ptkp_setahun"] == "dilepas"
    assert ("variabel", "nilai_disiplin") not in found
    assert ("pasal", "balangan/perbup-2-2023 Pasal 26") not in found


def test_a_change_carries_what_was_and_what_is_and_who_brought_it() -> None:
    shelf = open_shelf("balangan")
    old, new = (consolidate(shelf, Masa.parse(masa)) for masa in ("2023-12", "2024-01"))
    change = next(item for item in compare_books(old, new) if item.name == "tpp_diterima")
    assert "pph21" in change.before
    assert "pph21" not in change.after
    assert change.basis == "balangan/perbup-7-2024 Pasal 30 ayat (2)"


def test_the_way_back_is_the_same_way() -> None:
    there, back = changes("2023-12", "2024-01"), changes("2024-01", "2023-12")
    assert there.keys() == back.keys()
    assert {name for name, what in there.items() if what == "baru"} == {
        name for name, what in back.items() if what in ("dihapus", "dilepas")
    }

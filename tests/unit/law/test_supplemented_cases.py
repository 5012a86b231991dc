"""A worked case may be computed with the supplement it names."""

from __future__ import annotations

from pathlib import Path

from tests.unit.law.packages import BASE, Break, problems_of

SUPPLEMENT = "contoh/pelengkap-contoh"
CASE = f'''
[[kasus]]
label = "Dipasok pelengkap"
sumber = "contoh"
masa = "2020-01"
pelengkap = "{SUPPLEMENT}"
harapan = {{ belum = 9 }}
'''
FACE = """\
id = "pelengkap-contoh"
jenis = "pelengkap"
judul = "x"
singkatan = "x"
daerah = "contoh"
masa_pertama = "2020-01"
sumber = "contoh"
"""
RULES = """\
[belum]
label = "x"
label_en = "x"
tipe = "rupiah"
dasar = "contoh"
rumus = "RUPIAH(9)"
"""


def told(root: Path, rules: str | None, case: str = CASE) -> list[str]:
    """What is said of a region whose case names a supplement with these rules; None: there is no such folder."""
    if rules is not None:
        folder = root / SUPPLEMENT
        folder.mkdir(parents=True)
        (folder / "instrumen.toml").write_text(FACE, "utf-8")
        (folder / "aturan.toml").write_text(rules, "utf-8")
    return [problem.text() for problem in problems_of(root, [Break(f"{BASE}/kasus/pelengkap.toml", "", case)])]


def test_a_case_is_computed_with_its_supplement(tmp_path: Path):
    assert told(tmp_path, RULES) == []


def test_a_wrong_figure_of_the_supplement_is_noticed(tmp_path: Path):
    (problem,) = told(tmp_path, RULES.replace("9", "8"))
    assert "R-050 kasus 'Dipasok pelengkap'" in problem


def test_without_the_supplement_the_same_case_is_unknown(tmp_path: Path):
    (problem,) = told(tmp_path, RULES, CASE.replace(f'pelengkap = "{SUPPLEMENT}"', ""))
    assert "R-050" in problem


def test_a_supplement_that_is_not_there_is_told_with_the_case(tmp_path: Path):
    (problem,) = told(tmp_path, None)
    assert f"R-005 instrumen '{SUPPLEMENT}' yang diacu kasus 'Dipasok pelengkap' tidak ditemukan" in problem

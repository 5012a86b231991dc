"""``tepat jelaskan``: the derivation as text for a terminal, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tepat.cli.screen import console
from tepat.cli.words import BAHASA, say
from tepat.engine.explain import Explanation, Step, explain, nested


def explain_month(folder: Path, nip: str, *, as_json: bool) -> int:
    """Print why; exit code 1 where the person is withheld or the stored amount is not the explained one."""
    found = explain(folder, nip, BAHASA)
    if as_json:
        print(json.dumps(as_data(found), ensure_ascii=False, indent=2))
    else:
        for line, style in lines(found):
            console.print(line, style=style, markup=False)
    return 1 if found.mismatches or found.status != "dihitung" else 0


def as_data(found: Explanation) -> dict[str, object]:
    """The explanation as plain data: a derivation tree for every amount nothing else reads."""
    seen: set[str] = set()
    return {
        "nip": found.nip,
        "nama": found.nama,
        "daerah": found.daerah,
        "masa": found.masa,
        "status_hitung": found.status,
        "nilai": {name: step.nilai for name, step in found.steps.items()},
        "pohon": [nested(found, name, seen) for name in found.roots],
        "temuan": [
            {"kode": item.kode, "tingkat": item.tingkat, "variabel": item.variabel, "pesan": item.message(BAHASA).pesan}
            for item in found.findings
        ],
        "berbeda_dari_hasil": list(found.mismatches),
    }


def lines(found: Explanation) -> Iterator[tuple[str, str]]:
    """The explanation as lines with their style."""
    yield f"{found.nama or found.nip} ({found.nip}) — {say('masa', 'month')} {found.masa}, {found.daerah}", "bold"
    if found.status != "dihitung":
        yield say("Tertahan: jumlahnya belum dapat dibayar.", "Withheld: the amount cannot be paid yet."), "red"
    for item in found.findings:
        message = item.message(BAHASA)
        yield f"  {item.kode} {message.pesan}", "yellow"
        yield f"      → {message.perbaikan}", "dim"
    for name in found.mismatches:
        text = say("hasil yang tersimpan untuk {0} bukan nilai yang dijelaskan di sini", "the stored {0} differs")
        yield "! " + text.format(name), "red"
    told: set[str] = set()
    for root in found.roots:
        yield "", ""
        yield from _step_lines(found, root, "", told)


def _step_lines(found: Explanation, name: str, indent: str, told: set[str]) -> Iterator[tuple[str, str]]:
    step = found.steps[name]
    again = name in told
    told.add(name)
    suffix = say("  (lihat di atas)", "  (see above)") if again else ""
    yield f"{indent}{step.label} = {step.tampil}{suffix}", "bold" if not indent else ""
    if again:
        return
    inner = f"{indent}  "
    for text, style in _details(step):
        yield f"{inner}{text}", style
    if step.berlaku:
        for child in step.anak:
            yield from _step_lines(found, child, f"{indent}│ ", told)


def _details(step: Step) -> Iterator[tuple[str, str]]:
    yield f"{say('rumus', 'formula')}: {step.rumus_kata}", "dim"
    if step.rumus_angka and step.rumus_angka != step.tampil:
        yield f"{say('angka', 'numbers')}: {step.rumus_angka} = {step.tampil}", ""
    for hit in step.tabel:
        yield f"{say('tabel', 'table')}: {hit.label} ({hit.kunci}) → {hit.nilai} — {hit.sumber}", ""
    for branch in step.cabang:
        mark = "✓" if branch.diambil else "·"
        words = (
            branch.syarat if not branch.angka or branch.angka == branch.syarat else f"{branch.syarat} [{branch.angka}]"
        )
        yield f"{mark} {words}", "" if branch.diambil else "dim"
    for fact in step.fakta:
        where = f"{fact.berkas}:{fact.baris}" if fact.baris else fact.berkas
        yield f"{say('fakta', 'fact')}: {fact.label} {fact.nilai} ({where})", "cyan"
    yield f"{say('dasar', 'basis')}: {step.dasar} — {step.versi}", "dim"
    for cited in step.kutipan:
        if cited.naskah:
            yield f"  “{cited.naskah}” (Pasal {cited.pasal} {cited.tanda})", "dim italic"
    if step.catatan:
        yield f"{say('catatan', 'note')}: {step.catatan}", "dim"

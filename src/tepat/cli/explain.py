"""``tepat jelaskan``: the derivation as text for a terminal, or as JSON."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path

from tepat.cli.screen import next_steps, show
from tepat.cli.words import BAHASA, say
from tepat.engine.explain import explain
from tepat.engine.explanation import Explanation, nested
from tepat.engine.statement import COMPUTED
from tepat.engine.telling import BranchNote, Step
from tepat.law.rulebook import cited


def explain_month(folder: Path, nip: str, *, as_json: bool) -> int:
    """Print why; exit code 1 where the person is withheld or the stored amount is not the explained one."""
    found = explain(folder, nip, BAHASA)
    if as_json:
        print(json.dumps(as_data(found), ensure_ascii=False, indent=2))
    else:
        for line, style in lines(found):
            show(line, style)
        next_steps(*_advice(found, folder))
    return 1 if found.mismatches or found.status != COMPUTED else 0


def _advice(found: Explanation, folder: Path) -> Iterator[tuple[str, str]]:
    path = shlex.quote(str(folder))
    if found.mismatches:
        yield f"tepat periksa {path}", say("sebut semua yang berbeda dalam paket ini", "name all that differs")
        return
    if found.status != COMPUTED:
        text = say("perbaiki faktanya seperti disebut di atas, lalu hitung ulang", "mend the facts, then compute again")
        yield f"tepat hitung … --keluaran {path}", text
        return
    command = f"tepat jelaskan --keluaran {path} --nip {found.nip} --json"
    yield command, say("untuk program lain", "for other programs")
    yield f"tepat periksa {path}", say("hitung ulang seluruh paket", "recompute the whole packet")


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
    yield from _heading(found)
    for item in found.findings:
        message = item.message(BAHASA)
        yield f"  {item.kode} {message.pesan}", "yellow"
        yield f"      → {message.perbaikan}", "dim"
    for name in found.mismatches:
        text = say("hasil yang tersimpan untuk {0} bukan nilai yang dijelaskan di sini", "the stored {0} differs")
        yield "! " + text.format(name), "red"
    if found.status == COMPUTED and found.roots:
        yield "", ""
        for name in _outline(found, found.roots[0], []):
            yield _outline_line(found.steps[name]), "bold" if name == found.roots[0] else ""
    yield "", ""
    yield say("Rinciannya:", "In detail:"), "bold"
    told: set[str] = set()
    for root in found.roots:
        yield "", ""
        yield from _step_lines(found, root, "", told)


def _heading(found: Explanation) -> Iterator[tuple[str, str]]:
    """Who and when; of somebody withheld or changed the very first word says so."""
    who = f"{found.nama or found.nip} ({found.nip}) — {say('masa', 'month')} {found.masa}, {found.daerah}"
    if found.mismatches:
        yield say(f"Berbeda: {who}", f"Different: {who}"), "bold red"
        text = say(
            "Angka yang tersimpan bukan angka yang dijelaskan di sini.", "What is stored is not what is explained."
        )
        yield text, "red"
    elif found.status != COMPUTED:
        yield say(f"Tertahan: {who}", f"Withheld: {who}"), "bold red"
        yield say("Jumlahnya belum dapat dibayar.", "The amount cannot be paid yet."), "red"
    else:
        yield who, "bold"


def _outline(found: Explanation, name: str, seen: list[str]) -> list[str]:
    """The amounts and percentages that lead to a variable, in the order they build on each other.

    What is zero by itself and adds nothing is left to the details.
    """
    step = found.steps[name]
    for child in step.anak:
        if child not in seen and found.steps[child].nilai != "0" and found.steps[child].tipe in _COUNTED:
            _outline(found, child, seen)
    if name not in seen:
        seen.append(name)
    return seen


_COUNTED = ("rupiah", "persen")


def _outline_line(step: Step) -> str:
    numbers = f" = {step.rumus_angka}" if step.anak and step.rumus_angka not in ("", step.tampil) else ""
    facts = f" ({', '.join(f'{fact.label} {fact.nilai}' for fact in step.fakta[:3])})" if step.fakta else ""
    return f"  {step.label}: {step.tampil}{numbers}{facts} — {step.dasar}"


def _branch_text(branch: BranchNote) -> str:
    numbers = f" ({branch.angka})" if any(sign.isdigit() for sign in branch.angka) else ""
    result = f" — {branch.hasil}{numbers}" if branch.hasil else ""
    return f"{branch.syarat}{result}"


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
    if not step.berlaku:
        return
    empty = [child for child in step.anak if _is_empty_member(found, child)]
    for child in step.anak:
        if child not in empty:
            yield from _step_lines(found, child, f"{indent}│ ", told)
    if empty:
        labels = ", ".join(found.steps[child].label for child in empty)
        yield f"{indent}│ {labels} = {found.steps[empty[0]].tampil}", ""


def _is_empty_member(found: Explanation, name: str) -> bool:
    """A member of a family that comes to nothing because its base is nothing: named, not told again."""
    step = found.steps[name]
    bases = [found.steps[child] for child in step.anak if found.steps[child].tipe == "rupiah"]
    return step.nilai == "0" and bool(bases) and all(base.nilai == "0" for base in bases) and bool(step.keluarga)


def _details(step: Step) -> Iterator[tuple[str, str]]:
    yield f"{say('rumus', 'formula')}: {step.rumus_kata}", "dim"
    if step.rumus_angka and step.rumus_angka != step.tampil:
        yield f"{say('angka', 'numbers')}: {step.rumus_angka} = {step.tampil}", ""
    for hit in step.tabel:
        yield f"{say('tabel', 'table')}: {hit.label} ({hit.kunci}) → {hit.nilai} — {hit.sumber}", ""
    for branch in step.cabang:
        mark = "✓" if branch.diambil else "·"
        yield f"{mark} {_branch_text(branch)}", "" if branch.diambil else "dim"
    for note in step.baris:
        yield f"{say('baris', 'row')} {note.berkas}: {note.pengenal} → {note.nilai} — {note.dasar}", ""
    for fact in step.fakta:
        where = f"{fact.berkas}:{fact.baris}" if fact.baris else fact.berkas
        yield f"{say('fakta', 'fact')}: {fact.label} {fact.nilai} ({where})", "cyan"
    yield f"{say('dasar', 'basis')}: {step.dasar} — {step.versi}", "dim"
    for quoted in step.kutipan:
        if quoted.naskah:
            yield f"  “{quoted.naskah}” ({cited(quoted.pasal)} {quoted.tanda})", "dim italic"
    if step.catatan:
        yield f"{say('catatan', 'note')}: {step.catatan}", "dim"

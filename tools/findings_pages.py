"""The pages of the findings catalogue: every code with cause, remedy, and an example that is run for the page.

`told` runs every example once in a process, in two others beside this one: each takes about as long as a small month.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from tepat.lab.temuan import Example, changed_after, changed_before, examples
from tepat.lang.messages import ACTIVITIES, LEVELS, Entry, catalogue, outline

MOST_SHOWN = 3
WORKERS = 2
DRAFTING = "regulasi"

FINDINGS_INTRO = """\
Setiap pesan dan temuan yang dapat dicetak sebuah perintah atau dicatat sebuah perhitungan, dikelompokkan menurut apa
yang sedang dikerjakan. Kode tidak pernah berganti arti. Kata dalam kurung kurawal diisi saat pesan ditulis.

Semua contoh berangkat dari keadaan yang beres: fakta Januari 2026 dari tiga orang rekaan di Kota Intan, sebuah kota
rekaan, atau presensi Januari 2026 dari enam orang rekaan pada dua mesin. Yang diubah ditandai `-` dan `+`; di bawahnya
perintah, lalu pesan sebagaimana benar-benar tercetak. Pesan tentang satu catatan presensi yang tidak terbaca tidak
tercetak di layar: ia ada di `karantina.csv`, dan dari sanalah contohnya diambil. Untuk mencobanya sendiri:

```console
$ tepat temuan F-112                 # sebab, perbaikan dan contohnya di terminal
$ tepat temuan npwp                  # cari dengan sebuah kata
$ tepat temuan F-112 --contoh coba   # tulis berkas contohnya ke folder coba
```"""
DRAFTING_INTRO = """\
Pesan bagi penulis regulasi. Setiap kode dengan sebab, perbaikan dan contohnya ada di
[pesan-regulasi.md](pesan-regulasi.md)."""
PLANTED_INTRO = """\
Setiap pesan `tepat regulasi periksa` dan perintah regulasi lainnya: mengapa muncul, apa perbaikannya, dan bagaimana
benar-benar tercetak. Dalam sebuah paket contoh yang beres satu hal dirusak (`-` menjadi `+`), lalu perintahnya
dijalankan. Baris dengan panah ialah perbaikannya. `tepat temuan R-050 --contoh coba` menulis paket yang rusak itu ke
folder `coba`. Pesan untuk pekerjaan lain ada di [temuan.md](temuan.md)."""


# -- the pages --------------------------------------------------------------------------------------------------------


def render_findings(_: Path) -> str:
    """Every code by what one is doing; those of drafting are only listed, they have a page of their own."""
    levels = [(f"`{level}`", text["id"]) for level, text in LEVELS.items()]
    parts = ["# Temuan dan pesan", FINDINGS_INTRO, _table(("Tingkat", "Akibat"), levels), _index()]
    for activity, title in ACTIVITIES.items():
        parts.append(f"## {title['id']}")
        parts += [DRAFTING_INTRO, _list_of_drafting()] if activity == DRAFTING else _sections(activity)
    return "\n\n".join(parts)


def render_drafting(_: Path) -> str:
    """Each message to a drafter beside what was broken."""
    index = _code_links(_entries(DRAFTING))
    return "\n\n".join(["# Pesan pemeriksaan regulasi", PLANTED_INTRO, index, *_sections(DRAFTING)])


def _entries(activity: str) -> list[Entry]:
    found = (entry for entry in catalogue().values() if entry.kegiatan == activity)
    return sorted(found, key=lambda entry: entry.kode)


def _index() -> str:
    lines = []
    for activity, title in ACTIVITIES.items():
        lines.append(f"- [{title['id']}](#{_anchor(title['id'])}): {_code_links(_entries(activity))}")
    return "\n".join(lines)


def _code_links(entries: Iterable[Entry]) -> str:
    return " · ".join(f"[{entry.kode}](#{_anchor(entry.kode)})" for entry in entries)


def _anchor(title: str) -> str:
    """The anchor that a heading of that title gets.

    >>> _anchor("F-112"), _anchor("Membuat daerah contoh")
    ('f-112', 'membuat-daerah-contoh')
    """
    return title.lower().replace(" ", "-")


def _list_of_drafting() -> str:
    rows = [
        (
            f'<a id="{_anchor(entry.kode)}"></a>[{entry.kode}](pesan-regulasi.md#{_anchor(entry.kode)})',
            outline(entry.pesan["id"], "id"),
        )
        for entry in _entries(DRAFTING)
    ]
    return _table(("Kode", "Pesan"), rows)


def _sections(activity: str) -> list[str]:
    return [section(entry, examples()[entry.kode], told()[entry.kode]) for entry in _entries(activity)]


# -- one code ---------------------------------------------------------------------------------------------------------


def section(entry: Entry, example: Example, outcome: Outcome) -> str:
    """One code: its sentence, what follows, cause, remedy and example; ValueError where the example does not say it."""
    if not outcome.said:
        raise ValueError(f"the example of {entry.kode} does not say {entry.kode}")
    parts = [
        f"### {entry.kode}",
        f"**{outline(entry.pesan['id'], 'id')}**",
        f"`{entry.tingkat}`: {LEVELS[entry.tingkat]['id']}.",
        f"Sebab: {entry.sebab['id']}",
        f"Perbaikan: {outline(entry.perbaikan['id'], 'id')}.",
        *_example(example, outcome.said),
    ]
    return "\n\n".join(parts)


def _example(example: Example, said: Sequence[str]) -> Iterator[str]:
    yield from _changes(changed_before(example))
    if example.siap:
        yield _block("console", [f"$ {command}" for command in example.siap])
    yield from _changes(changed_after(example))
    more = [f"… dan {len(said) - MOST_SHOWN} lagi"] if len(said) > MOST_SHOWN else []
    if example.karantina:
        yield _block("console", [f"$ {example.perintah}"])
        yield f"Dalam `{example.karantina}`, tiap catatan dengan alasan, perbaikan dan isinya:"
        yield _block("text", [*said[:MOST_SHOWN], *more])
    else:
        yield _block("console", [f"$ {example.perintah}", *said[:MOST_SHOWN], *more])


def _changes(changes: Iterable[tuple[str, str]]) -> Iterator[str]:
    for sentence, difference in changes:
        yield sentence
        if difference:
            yield _block("diff", [difference])


def _block(language: str, lines: Sequence[str]) -> str:
    return "\n".join([f"```{language}", *lines, "```"])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    cells = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in [list(head), ["---"] * len(head), *cells])


# -- running ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    """How an example ended: its exit code, and each time its code was said, with the lines below that belong to it."""

    code: int
    said: Sequence[str]


@cache
def told() -> Mapping[str, Outcome]:
    """The outcome of every example by its code."""
    codes = list(examples())
    with _indonesian(), ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        return dict(zip(codes, pool.map(run_example, codes, chunksize=4), strict=True))


def run_example(kode: str) -> Outcome:
    """Run one example in an empty folder."""
    from tepat.cli.example import finish, type_command

    example = examples()[kode]
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "contoh"
        shutil.copytree(_begun(replace(example, kode="", perintah="", lalu=())).name, folder)
        finish(example, folder)
        ended = type_command(example, folder)
        return Outcome(ended.code, ended.of(kode))


@cache
def _begun(example: Example) -> TemporaryDirectory[str]:
    """The folder in which examples of the same beginning are begun, once: most verifications damage the same packet."""
    from tepat.cli.example import begin

    scratch = TemporaryDirectory()
    begin(example, Path(scratch.name))
    return scratch


@contextmanager
def _indonesian() -> Iterator[None]:
    """The language of programs started meanwhile, whatever the language of whoever starts this one."""
    before = os.environ.get("TEPAT_BAHASA")
    os.environ["TEPAT_BAHASA"] = "id"
    try:
        yield
    finally:
        del os.environ["TEPAT_BAHASA"]
        if before is not None:
            os.environ["TEPAT_BAHASA"] = before

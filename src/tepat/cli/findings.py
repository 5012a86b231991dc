"""``tepat temuan``: what a code means, why it is met, what to do about it, and an example to run."""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tepat.cli.screen import console, next_steps
from tepat.cli.words import BAHASA, say
from tepat.lab.temuan import Example, changed_after, changed_before, examples
from tepat.lang.errors import Problem, UsageError
from tepat.lang.messages import ACTIVITIES, LEVELS, Entry, catalogue, outline
from tepat.lang.scope import suggestion

STYLES = {"galat": "red", "tahan": "red", "peringatan": "yellow", "info": ""}
_CODE = re.compile(r"([A-Za-z])[-_ ]?(\d{1,4})")
_WIDTH = 100


def tell_findings(words: Sequence[str], target_folder: Path | None) -> int:
    """One finding by its code, those that hold all the words, or all; the example of one into ``target_folder``."""
    asked = " ".join(words).strip()
    found = _CODE.fullmatch(asked)
    if found:
        entry = find_code(f"{found[1].upper()}-{found[2]}")
        _print_entry(entry) if target_folder is None else _write_example(entry, target_folder)
        return 0
    if target_folder is not None:
        raise UsageError(Problem("U-023", words={"folder": target_folder}))
    _print_list(search(asked.split()), asked)
    return 0


def find_code(kode: str) -> Entry:
    """The entry of a code; `UsageError` with the nearest one where there is none, of the same letter if any is near."""
    known = catalogue()
    if kode not in known:
        nearest = suggestion(kode, [code for code in known if code[:1] == kode[:1]]) or suggestion(kode, known)
        raise UsageError(Problem("U-020", words={"kode": kode, "saran": nearest}))
    return known[kode]


def search(words: Sequence[str]) -> list[Entry]:
    """The entries whose texts hold all the words, in any case; `UsageError` where none does."""
    found = [entry for entry in catalogue().values() if all(word.casefold() in _texts(entry) for word in words)]
    if not found:
        raise UsageError(Problem("U-021", words={"kata": " ".join(words)}))
    return sorted(found, key=lambda entry: entry.kode)


def _texts(entry: Entry) -> str:
    texts = (entry.pesan[BAHASA], entry.sebab[BAHASA], entry.perbaikan[BAHASA])
    return "\n".join((entry.kode, entry.tingkat, *texts)).casefold()


# -- the list ---------------------------------------------------------------------------------------------------------


def _print_list(entries: Sequence[Entry], asked: str) -> None:
    for activity, title in ACTIVITIES.items():
        of_it = [entry for entry in entries if entry.kegiatan == activity]
        if of_it:
            console.print(title[BAHASA], style="bold")
        for entry in of_it:
            line = f"  {entry.kode}  {entry.tingkat:<10}  {outline(entry.pesan[BAHASA], BAHASA)}"
            console.print(line, style=STYLES[entry.tingkat], markup=False)
    count = say(f"{len(entries)} temuan", f"{len(entries)} findings")
    console.print(count, style="dim", markup=False)
    search_too = () if asked else (("tepat temuan gaji", say("cari dengan sebuah kata", "search by a word")),)
    next_steps((f"tepat temuan {entries[0].kode}", say("selengkapnya", "in full")), *search_too)


# -- one finding ------------------------------------------------------------------------------------------------------


def _print_entry(entry: Entry) -> None:
    console.print(f"{entry.kode} {outline(entry.pesan[BAHASA], BAHASA)}", style="bold", markup=False)
    console.print(f"  {entry.tingkat}: {LEVELS[entry.tingkat][BAHASA]}", style=STYLES[entry.tingkat], markup=False)
    for title, text in (
        (say("Sebab", "Cause"), entry.sebab[BAHASA]),
        (say("Perbaikan", "Remedy"), outline(entry.perbaikan[BAHASA], BAHASA)),
    ):
        console.print(f"\n{title}", style="bold")
        console.print(textwrap.fill(text, _WIDTH, initial_indent="  ", subsequent_indent="  "), markup=False)
    console.print(f"\n{say('Contoh', 'Example')}", style="bold")
    for line, style in _example_lines(examples()[entry.kode]):
        console.print(f"  {line}".rstrip(), style=style, markup=False)
    try_it = say("mencobanya sendiri, dalam folder baru", "try it yourself, in a new folder")
    next_steps((f"tepat temuan {entry.kode} --contoh coba-{entry.kode.lower()}", try_it))


def _example_lines(example: Example) -> Iterator[tuple[str, str]]:
    yield from _change_lines(changed_before(example, BAHASA))
    for command in example.siap:
        yield f"$ {command}", ""
    yield from _change_lines(changed_after(example, BAHASA))
    yield f"$ {example.perintah}", "bold"
    if example.karantina:
        yield say(f"(pesannya ada di {example.karantina})", f"(the message stands in {example.karantina})"), "dim"


def _change_lines(changes: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for sentence, difference in changes:
        yield sentence.replace("`", ""), ""
        for line in difference.splitlines():
            yield f"  {line}", "red" if line.startswith("-") else "green"


# -- its files --------------------------------------------------------------------------------------------------------


def _write_example(entry: Entry, target_folder: Path) -> None:
    """Write an example's files and say what is left to type."""
    from tepat.cli.example import prepare

    if target_folder.is_file() or (target_folder.is_dir() and any(target_folder.iterdir())):
        raise UsageError(Problem("U-022", words={"folder": target_folder}))
    example = examples()[entry.kode]
    target_folder.mkdir(parents=True, exist_ok=True)
    prepare(example, target_folder)
    console.print(
        say(f"Contoh {entry.kode} ditulis ke:", f"Example of {entry.kode} written to:"), style="bold", end=" "
    )
    console.print(str(target_folder), markup=False)
    for line, style in _change_lines((*changed_before(example, BAHASA), *changed_after(example, BAHASA))):
        console.print(f"  {line}", style=style, markup=False)
    next_steps(
        (f"cd {shlex.quote(str(target_folder))}", say("masuk ke foldernya", "go into its folder")),
        (example.perintah, say("ketik perintah contohnya", "type the command of the example")),
        *([("", say(f"lihat {example.karantina}", f"look at {example.karantina}"))] if example.karantina else []),
    )

"""A small region whose month is foreseen day by day, and the same facts given to the engine as one packet."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tepat.cli.sample import sample_tariff
from tepat.engine.compute import compute
from tepat.engine.cuts import compute_cuts
from tepat.engine.forecast import PersonRows, Rules, open_rules
from tepat.lab.contoh import Options, generate
from tepat.lab.contoh.dirt import Level
from tepat.lang.calendar import Masa
from tepat.law.packet import FactFile
from tests.packets import nip

Packet = dict[str, list[dict[str, str]]]


@dataclass(frozen=True)
class Region:
    """A region's rules and the facts of its people, by nip."""

    rules: Rules
    people: Mapping[str, PersonRows]

    @property
    def days(self) -> list[date]:
        """Every day of the month."""
        masa = self.rules.masa
        return [masa.first + timedelta(n) for n in range((masa.last - masa.first).days + 1)]


def make_region(
    folder: Path, regulasi: str, masa: str, *, people: int = 40, seed: int = 1, level: Level = Level.BIASA
) -> Region:
    """A synthetic region with its day ledger, and facts that few synthetic people have."""
    rules = open_rules(regulasi, Masa.parse(masa))
    options = Options(level, harian=True, book=rules.month, regulasi=regulasi)
    generate(folder, pegawai=people, masa=masa, benih=seed, tarif=sample_tariff(), options=options)
    if rules.cuts is None:
        rules = open_rules(regulasi, Masa.parse(masa), folder / "pelengkap")
    packet = read_packet(folder / "fakta")
    plant(packet, rules.masa)
    return Region(rules, dict(by_person(packet)))


def read_packet(folder: Path) -> Packet:
    """The files of a packet as text."""
    found: Packet = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            found[path.stem] = list(csv.DictReader(lines))
    return found


def plant(packet: Packet, masa: Masa) -> None:
    """Ratings that arrive on every day up to after the limit, acting posts, leave, punishments, absence."""
    people = [row["nip"] for row in packet["pegawai"]]
    posts = [row["kode_jabatan"] for row in packet["jabatan"]]
    for number, row in enumerate(packet["kinerja"]):
        if row["waktu_dinilai"] and not row.get("periode"):
            day = masa.first + timedelta(number)
            row["waktu_dinilai"] = f"{day.isoformat()}T10:{number:02}:00+08:00"
        if row["predikat"] and number % 9 == 4:
            row["predikat"] = "kurang"
    first, last = masa.first.isoformat(), masa.last.isoformat()
    packet["plt"] += [
        {"nip": people[2], "kode_jabatan": posts[0], "jenis": "naik", "mulai": first, "selesai": ""},
        {"nip": people[5], "kode_jabatan": posts[1], "jenis": "setara", "mulai": first, "selesai": last},
    ]
    packet["cuti"] += [
        {"nip": people[3], "jenis": "cuti_besar", "mulai": first, "selesai": masa.plus(2).last.isoformat()},
        {"nip": people[6], "jenis": "cltn", "mulai": first, "selesai": ""},
    ]
    packet["hukdis"] += [{"nip": people[4], "tingkat": "berat", "mulai": first, "selesai": ""}]
    packet["gaji"][8]["gaji_kotor"] = "5.000.000"
    packet["pegawai"][9]["status_pegawai"] = ""
    absent = [row for row in packet["harian"] if row["nip"] in (people[1], people[7]) and row["jam_masuk_wajib"]]
    nothing = dict.fromkeys(("masuk", "pulang", "menit_terlambat", "menit_pulang_cepat"), "")
    for row in absent[::7]:
        row |= {**nothing, "status": "alpa"}


def by_person(packet: Packet) -> Iterator[tuple[str, PersonRows]]:
    """Everybody's own rows, with the positions and units that exist."""
    for person in packet["pegawai"]:
        yield (
            person["nip"],
            {
                file: [row for row in rows if row.get("nip", person["nip"]) == person["nip"]]
                for file, rows in packet.items()
            },
        )


def compute_all(rules: Rules, facts: Sequence[PersonRows], folder: Path) -> tuple[list[int | None], list[str]]:
    """What the engine computes of everybody's facts at once: the amounts received, and the attendance cuts.

    Everybody gets a nip of their own, since the same person stands there on many days.
    """
    packet = rules.month.packet
    numbered = [_named(rows, nip(number)) for number, rows in enumerate(facts)]
    _write(folder / "bulan", packet, numbered)
    with compute(folder / "bulan", rules.month).connection as connection:
        found = dict(connection.execute(f"SELECT nip, {rules.root} FROM hasil").fetchall())
    amounts = [found[nip(number)] for number in range(len(facts))]
    if rules.cuts is None or "disiplin" not in rules.month.reads:
        return amounts, []
    _write(folder / "potongan", packet, [{**rows, "disiplin": []} for rows in numbered])
    run, query = compute_cuts(folder / "potongan", rules.cuts)
    with run.connection as connection:
        cuts = {row[0]: row[1] for row in connection.execute(query).fetchall()}
    return amounts, ["" if cuts[nip(n)] is None else f"{cuts[nip(n)].normalize():f}" for n in range(len(facts))]


def _named(rows: PersonRows, name: str) -> PersonRows:
    return {file: [{**row, "nip": name} if "nip" in row else row for row in found] for file, found in rows.items()}


def _write(folder: Path, packet: Mapping[str, FactFile], people: Sequence[PersonRows]) -> None:
    folder.mkdir(parents=True)
    for name, file in packet.items():
        rows = [row for person in people for row in person.get(name, ())]
        if file.names[0] != "nip":
            rows = list({tuple(row.items()): row for row in rows}.values())
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, file.names, restval="", extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

"""Whole months of Balangan: packets of people, computed by the engine and one by one by the interpreter."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

from tepat.engine.compute import Resources, Run, compute
from tepat.engine.person_rows import exact_cell
from tepat.lang.calendar import Masa, add_months
from tepat.lang.exact import Unknown, Value
from tepat.lang.types import Number, Unit
from tepat.law.bind import bind
from tepat.law.bound import Bound, BoundBook
from tepat.law.consolidate import consolidate
from tepat.law.packet import PACKET, Empty
from tepat.law.person import FactRow, Person
from tepat.law.rulebook import RuleBook
from tepat.law.shelf import open_shelf
from tests.packets import POSITIONS, Packet, Row, nip, valid_packet, write_packet

MONTHS = ("2023-06", "2024-03")
PER_PERSON = ("kinerja", "disiplin", "gaji")
PERIODS = ("plt", "cuti", "hukdis")
PERSONAL = ("pegawai", *PER_PERSON, *PERIODS, "kegiatan")
ZERO_POSITION = "J-NOL"


@cache
def book_of(masa: str) -> RuleBook:
    return consolidate(open_shelf("balangan"), Masa.parse(masa))


@cache
def bound_of(masa: str) -> BoundBook:
    return bind(book_of(masa))


# --- people ------------------------------------------------------------------------------------------------------


@dataclass
class Facts:
    """One person to be: what differs from a valid person. A file that is None has no row for the person."""

    pegawai: Row = field(default_factory=dict)
    kinerja: Row | None = field(default_factory=dict)
    disiplin: Row | None = field(default_factory=dict)
    gaji: Row | None = field(default_factory=dict)
    plt: Sequence[Row] = ()
    cuti: Sequence[Row] = ()
    hukdis: Sequence[Row] = ()
    kegiatan: Sequence[Row] = ()


def packet_of(people: Sequence[Facts], masa: str) -> Packet:
    """The packet of these people; person ``index`` has ``nip(index)``."""
    packet = valid_packet(0, masa)
    model = valid_packet(1, masa)
    zero = dict.fromkeys(packet["jabatan"][0], "0") | {"nama_jabatan": "Nol", "kelas_jabatan": "1"}
    packet["jabatan"].append(zero | {"kode_jabatan": ZERO_POSITION})
    for index, facts in enumerate(people):
        own = {"nip": nip(index)}
        packet["pegawai"].append(model["pegawai"][0] | {"kode_jabatan": POSITIONS[index % 3]} | facts.pegawai | own)
        for file in PER_PERSON:
            row = getattr(facts, file)
            if row is not None:
                packet[file].append(model[file][0] | _usual(file, masa) | row | own)
        for file in PERIODS:
            blank = dict.fromkeys(PACKET[file].names, "")
            packet[file] += [blank | row | own for row in getattr(facts, file)]
        for row in facts.kegiatan:
            packet.setdefault("kegiatan", []).append({**own, **row})
    return packet


def _usual(file: str, masa: str) -> Row:
    following = add_months(Masa.parse(masa).first, 1)
    return {"waktu_dinilai": f"{following:%Y-%m}-04T10:00:00"} if file == "kinerja" else {}


def compute_packet(packet: Packet, masa: str, folder: Path) -> Run:
    """Write a packet and compute it. An earlier example's files go first: this packet may be without one of them."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return compute(write_packet(packet, folder), bound_of(masa), Resources(threads=2))


def typed_people(run: Run) -> dict[str, Person]:
    """Everybody of a run for the interpreter, on the typed rows of all files of its rule book; by nip."""
    packet = run.bound.packet
    by_file = {name: _typed_rows(run, name) for name in packet}
    of_people = [name for name, file in packet.items() if "nip" in file.names]
    shared = {name: rows for name, rows in by_file.items() if name not in of_people}
    return {
        str(own["nip"]): Person(run.bound, shared | {name: _rows_of(by_file[name], own["nip"]) for name in of_people})
        for own in by_file["pegawai"]
    }


def interpreted(run: Run) -> dict[str, Person]:
    """The same people by the interpreter, on the rows the engine read; by nip."""
    by_file = {name: _typed_rows(run, name) for name in (*PACKET, *run.bound.book.files)}
    shared = {name: by_file[name] for name in ("jabatan", "unit")}
    personal = [name for name in PERSONAL if name in by_file]
    return {
        str(own["nip"]): Person(run.bound, shared | {name: _rows_of(by_file[name], own["nip"]) for name in personal})
        for own in by_file["pegawai"]
    }


def _typed_rows(run: Run, file: str) -> list[FactRow]:
    columns = run.bound.packet[file].columns
    names = ", ".join(column.name for column in columns)
    cells = run.connection.execute(f"SELECT {names} FROM {file} ORDER BY baris").fetchall()
    return [{c.name: exact_cell(c.type, cell) for c, cell in zip(columns, row, strict=True)} for row in cells]


def _rows_of(rows: Sequence[FactRow], own: Value) -> list[FactRow]:
    return [row for row in rows if row["nip"] == own]


# --- comparison --------------------------------------------------------------------------------------------------


def assert_same(run: Run, people: Sequence[int]) -> dict[str, Person]:
    """Every variable of every person is the interpreter's, and who waits is told why; returns the interpreted."""
    names = [item.name for item in run.bound.bound]
    rows = run.connection.execute(f"SELECT nip, status_hitung, rusak, {', '.join(names)} FROM hitung").fetchall()
    computed = {row[0]: row[1:] for row in rows}
    assert set(computed) == {nip(number) for number in people}
    told = {finding.nip for finding in run.findings if finding.tingkat == "tahan"}
    found = interpreted(run)
    for number in people:
        status, broken, *cells = computed[nip(number)]
        person = found[nip(number)]
        assert (status == "tertahan") == (nip(number) in told), f"{nip(number)} is {status}; nobody is told"
        if broken:
            assert status == "tertahan"
            continue
        for item, cell in zip(run.bound.bound, cells, strict=True):
            wanted = plain(person.outcome(item.name).value)
            assert value_of(item, cell) == wanted, f"{nip(number)} {item.name}: {cell}, interpreted {wanted}"
        assert (status == "tertahan") == bool(person.withheld), f"{nip(number)} is {status}: {person.withheld}"
    return found


def value_of(item: Bound, cell: object) -> object:
    """A cell of ``hitung`` as an exact value."""
    if isinstance(item.type, Number) and cell is not None:
        assert isinstance(cell, int)
        return Fraction(cell, 10**item.type.scale)
    return cell


def plain(value: Value) -> object:
    """What does not apply and what is unknown are both empty in a table."""
    return None if isinstance(value, Unknown) else value


# --- directed people ---------------------------------------------------------------------------------------------


def directed(masa: str) -> list[Facts]:
    """People who together reach every branch, table row, edge and missing fact."""
    return [
        Facts(),
        *_statuses(),
        *_ratings(masa),
        *_scores(masa),
        *_attendance(),
        *_activities(masa),
        *_positions(masa),
        *_leave(masa),
        *_punished(masa),
        *_taxed(masa),
        *_contributions(),
        *_missing(masa),
    ]


def _statuses() -> Iterator[Facts]:
    for status in ("CPNS", "PPPK"):
        yield Facts({"status_pegawai": status})
    for ptkp in ("TK/0", "TK/1", "TK/2", "TK/3", "K/0", "K/1", "K/2", "K/3"):
        yield Facts({"ptkp": ptkp})


def _ratings(masa: str) -> Iterator[Facts]:
    following = f"{add_months(Masa.parse(masa).first, 1):%Y-%m}"
    for predicate in ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang", ""):
        yield Facts(kinerja={"predikat": predicate})
    moments = ("05T23:59:59", "06T00:00:00", "05T15:59:59Z", "05T16:00:00Z", "05T23:59:59.9+08:00")
    for moment in moments:
        yield Facts(kinerja={"waktu_dinilai": f"{following}-{moment}"})
    yield Facts(kinerja={"waktu_dinilai": ""})
    yield Facts(kinerja={"periode": ""})
    yield Facts(kinerja={"periode": "2022-12"})
    expectations = ("di_atas_ekspektasi", "sesuai_ekspektasi", "di_bawah_ekspektasi", "")
    for result in expectations:
        for behaviour in expectations:
            yield Facts(kinerja={"hasil_kerja": result, "perilaku_kerja": behaviour})


def _scores(masa: str) -> Iterator[Facts]:
    table = book_of(masa).known_tables.get("nilai_skor")
    bounds = [row.band.lower for row in table.rows if row.band and row.band.lower is not None] if table else []
    for bound in bounds:
        for percent in (bound * 100, bound * 100 - Fraction(1, 10_000), bound * 100 + Fraction(1, 10_000)):
            yield Facts(kinerja={"capaian_persen": _decimal(percent)})
    yield Facts(kinerja={"capaian_persen": "0"})
    yield Facts(kinerja={"capaian_persen": ""})


def _decimal(value: Fraction) -> str:
    return f"{int(value * 10_000) // 10_000}.{int(value * 10_000) % 10_000:04}"


def _attendance() -> Iterator[Facts]:
    for present in ("0", "6.5", "7", "7.5"):
        yield Facts(disiplin={"hari_hadir": present})
    for cut in ("0", "0.0001", "99.9999", "100", "100.0001", "120"):
        yield Facts(disiplin={"potongan_persen": cut})
    yield Facts(disiplin={"hari_kerja": "21.5", "hari_hadir": "0", "hari_alpa": "21.5", "potongan_persen": "63"})
    yield Facts(disiplin={"hari_kerja": "0", "hari_hadir": "0", "hari_alpa": "0"})
    yield Facts(disiplin={"hari_kerja": "22", "hari_alpa": "22", "potongan_persen": ""})


def _activities(masa: str) -> Iterator[Facts]:
    """Health workers of 2023 are rated by what they did; later months do not ask."""
    if masa >= "2024":
        return
    for count in ("0", "1", "15", "15.01", "15.99", "16", "19.99", "20", "24.99", "25", "29.99", "30"):
        yield Facts(kegiatan=[{"jumlah_kegiatan": count}])
    yield Facts(kegiatan=[{"jumlah_kegiatan": ""}])
    yield Facts(kegiatan=[{"jumlah_kegiatan": "31"}], disiplin={"hari_hadir": "6"})
    yield Facts(kegiatan=[{"jumlah_kegiatan": "31"}], disiplin={"potongan_persen": "100"})


def _positions(masa: str) -> Iterator[Facts]:
    first, last = Masa.parse(masa).first, Masa.parse(masa).last
    for kind in ("naik", "setara"):
        for start, end in ((first, None), (first, last), (first + timedelta(1), None), (first, last - timedelta(1))):
            for status in ("PNS", "CPNS"):
                yield Facts({"status_pegawai": status}, plt=[_acting(kind, start, end)])
    two = [_acting("naik", first, None), _acting("setara", first, None)]
    yield Facts(plt=two)
    yield Facts({"status_pegawai": "CPNS"}, plt=two)
    yield Facts(plt=[_acting("naik", first, None, position="J-TIDAK-ADA")])
    yield Facts({"kode_jabatan": "J-TIDAK-ADA"})
    yield Facts({"kode_jabatan": "J-TIDAK-ADA"}, plt=[_acting("naik", first, None)])


def _acting(kind: str, start: date, end: date | None, position: str = "J-002") -> Row:
    return {"jenis": kind, "kode_jabatan": position, "mulai": str(start), "selesai": str(end or "")}


def _leave(masa: str) -> Iterator[Facts]:
    first = Masa.parse(masa).first
    for kind in ("cuti_besar", "cuti_sakit", "cltn", "mpp", "titipan", "cuti_melahirkan"):
        for row in _lengths(first):
            yield Facts(cuti=[row | {"jenis": kind}])
    starts = (date(first.year, 1, 31), date(2022, 8, 31), date(2024, 2, 29), first, first - timedelta(1))
    for start in starts:
        for months in (1, 6, 12):
            end = add_months(start, months) - timedelta(1)
            for shift in (-1, 0, 1):
                yield Facts(cuti=[_period("cuti_sakit", start, end + timedelta(shift))])
    both = [_period("cuti_sakit", first, add_months(first, 2)), _period("cuti_besar", first, add_months(first, 9))]
    yield Facts(cuti=both)
    yield Facts(cuti=both, kinerja=None, disiplin=None)
    yield Facts(cuti=[*both, _period("mpp", first, None)], disiplin={"hari_kerja": "0"})


def _lengths(first: date) -> Iterator[Row]:
    for days in (-31, -1, 0, 20, 40, 200, 400):
        yield _period("", first - timedelta(10), first + timedelta(days))
    yield _period("", first, None)
    yield _period("", first + timedelta(1), None)


def _period(kind: str, start: date, end: date | None) -> Row:
    end = max(start, end) if end else None
    return {"jenis": kind, "mulai": str(start), "selesai": str(end or "")}


def _punished(masa: str) -> Iterator[Facts]:
    first = Masa.parse(masa).first
    for start, end in ((first, None), (first, first), (first - timedelta(30), first - timedelta(1))):
        yield Facts(hukdis=[{"tingkat": "sedang", "mulai": str(start), "selesai": str(end or "")}])
    yield Facts(hukdis=[{"tingkat": "berat", "mulai": str(first + timedelta(1)), "selesai": ""}])
    leave = [_period("cuti_sakit", first, add_months(first, 3))]
    yield Facts(hukdis=[{"tingkat": "ringan", "mulai": str(first), "selesai": ""}], cuti=leave)


def _taxed(masa: str) -> Iterator[Facts]:
    """Incomes on every edge of the tax tables and one step beyond: without allowance, the salary is the income."""
    tables = book_of(masa).known_tables
    if "tarif_ter" in tables:
        for row in tables["tarif_ter"].rows:
            if row.band and row.band.upper is not None:
                ptkp = {"A": "TK/0", "B": "K/1", "C": "K/3"}[row.keys[0]]
                for salary in (row.band.upper, row.band.upper + 1):
                    yield Facts({"kode_jabatan": ZERO_POSITION, "ptkp": ptkp}, gaji={"gaji_kotor": str(salary)})
    if "lapisan_pajak" in tables:
        yield from _layered([row.band.upper for row in tables["lapisan_pajak"].rows if row.band and row.band.upper])
    for salary in ("0", "100000000000"):
        for tax in ("0", "5", "20000000"):
            yield Facts(gaji={"gaji_kotor": salary, "pph_gaji": tax})


def _layered(bounds: list[Fraction]) -> Iterator[Facts]:
    """TK/0 keeps 54 million; above 10 million a month the job-cost deduction is 500,000: 12 g − 60 million is taxed."""
    for bound in (Fraction(0), *bounds):
        least = -((-(bound + 60_000_000)) // 12)
        for salary in (least - 1, least, least + 84):
            for npwp in ("", "00.000.000.0-000.000"):
                given = {"kode_jabatan": ZERO_POSITION, "ptkp": "TK/0", "npwp": npwp}
                yield Facts(given, gaji={"gaji_kotor": str(salary), "potongan_gaji": "0"})


def _contributions() -> Iterator[Facts]:
    for paid in ("0", "120000", "119999", "120001", "200000"):
        yield Facts(gaji={"iwp_gaji": paid})
    for paid in ("0", "480000", "479999", "480001"):
        yield Facts(gaji={"bpjs_gaji": paid})


def _missing(masa: str) -> Iterator[Facts]:
    """Each required fact that is read, missing once; and each row."""
    for file, column in required_facts(bound_of(masa)):
        if file != "jabatan":
            yield Facts(**{file: {column: ""}})
    for file in PER_PERSON:
        yield Facts(**{file: None})
    yield Facts(kinerja=None, disiplin=None, gaji=None)


def required_facts(bound: BoundBook) -> list[tuple[str, str]]:
    """The facts of a single row that are read and may not be missing."""
    return [
        (file, column)
        for file in ("pegawai", "jabatan", *PER_PERSON)
        for column in sorted(bound.reads.get(file, ()))
        if PACKET[file].column(column).empty is Empty.UNKNOWN
    ]


# --- random people -----------------------------------------------------------------------------------------------


def random_people(seed: int, masa: str, count: int) -> list[Facts]:
    """People mixed from the directed ones, with amounts of their own; some rows are not valid."""
    dice, known = Random(seed), directed_once(masa)
    return [_mixed(dice, known) for _ in range(count)]


@cache
def directed_once(masa: str) -> tuple[Facts, ...]:
    return tuple(directed(masa))


def _mixed(dice: Random, known: Sequence[Facts]) -> Facts:
    """Each file from another directed person, and now and then a random amount or a bad cell."""
    source: Mapping[str, Facts] = {
        file: dice.choice(known) if dice.random() < 0.5 else Facts()
        for file in ("pegawai", *PER_PERSON, *PERIODS, "kegiatan")
    }
    mixed = Facts(**{file: getattr(facts, file) for file, facts in source.items()})
    if mixed.gaji is not None and dice.random() < 0.7:
        chosen = [column for column in _AMOUNTS if dice.random() < 0.5]
        mixed.gaji = {**mixed.gaji, **{column: str(dice.randrange(2 * 10 ** dice.randint(1, 8))) for column in chosen}}
    if mixed.disiplin is not None and dice.random() < 0.7:
        mixed.disiplin = {**mixed.disiplin, "potongan_persen": _decimal(Fraction(dice.randrange(1_100_000), 10_000))}
    if mixed.kinerja is not None and dice.random() < 0.5:
        mixed.kinerja = {**mixed.kinerja, "capaian_persen": _decimal(Fraction(dice.randrange(1_100_000), 10_000))}
    if mixed.gaji is not None and dice.random() < 0.05:
        mixed.gaji = {**mixed.gaji, "gaji_kotor": "1.234.567,50"}
    return mixed


_AMOUNTS = [column.name for column in PACKET["gaji"].columns if column.type.unit is Unit.RUPIAH]

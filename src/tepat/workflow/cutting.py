"""The cuts of a processed month, and the packet in which they can be explained and verified."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from tepat.engine.compute import Resources, Run
from tepat.engine.cuts import complete_packet, compute_cuts
from tepat.engine.publish import publish
from tepat.lang.findings import Finding
from tepat.lang.sql.duckdb import identifier, quoted
from tepat.law.bound import BoundBook
from tepat.law.packet import HARIAN
from tepat.law.shelf import NATIONAL, SUPPLEMENT, open_shelf, regulations_root
from tepat.outputs.presensi.packet import CSV_FORMAT
from tepat.presensi.process import Attendance

# Files of the packet that attendance itself makes; the others may come from the region's facts.
MADE = ("harian", "disiplin", "apel")
# Where the cuts stand inside the attendance packet: a result packet like that of a month.
CUTS_FOLDER = "potongan"
_LEAVE = "cuti_tahunan cuti_sakit cuti_melahirkan cuti_alasan_penting cuti_besar cltn mpp".split()


@dataclass
class Cutter:
    """Computes the cuts of a month by a region's rules.

    ``bound``: the rule book with ``potongan_kehadiran``; None: the tariff is not known, or no region was named.
    ``others``: a fact packet for what the rules read beside attendance. ``pelengkap``: the region's supplement.
    ``bahasa``: the language of the packet's findings. ``resources``: what the computation may use.
    """

    attendance: Attendance
    bound: BoundBook | None
    others: Path | None = None
    regulasi: str | None = None
    pelengkap: Path | None = None
    bahasa: str = "id"
    resources: Resources | None = None
    _kept: TemporaryDirectory[str] | None = field(default=None, repr=False)

    def cut(self, *, keep: bool = False) -> Sequence[Finding]:
        """Fill `disiplin.potongan_persen`; a finding says where it stays empty. ``keep``: `publish` will write it."""
        if self.bound is None:
            code, words = ("P-301", {}) if self.regulasi is None else ("P-302", {"daerah": self.regulasi})
            return [Finding(code, variabel="potongan_persen", words=words)]
        with TemporaryDirectory(prefix="tepat-presensi-") as scratch:
            folder = Path(scratch)
            self.write_facts(self.bound, folder)
            run, query = compute_cuts(folder, self.bound, spilling_into(folder, self.resources))
            cuts = run.connection.sql(query).to_arrow_table()
            if keep:
                self._keep(run)
        connection = self.attendance.connection
        connection.register("potongan_baru", cuts)
        connection.execute(
            """CREATE OR REPLACE TABLE disiplin AS
SELECT d.* REPLACE (coalesce(d.potongan_persen, p.potongan_persen) AS potongan_persen)
FROM disiplin d LEFT JOIN potongan_baru p USING (nip) ORDER BY nip"""
        )
        connection.unregister("potongan_baru")
        unknown = connection.execute("SELECT nip FROM disiplin WHERE potongan_persen IS NULL ORDER BY nip").fetchall()
        return [Finding("P-303", str(nip), "potongan_persen") for (nip,) in unknown]

    def _keep(self, run: Run) -> None:
        """The cuts as a packet of their own, where the month's payment will not explain them."""
        makers = {item.key.partition("/")[0] for item in run.bound.book.instruments}
        if self.others is not None and makers - {NATIONAL, SUPPLEMENT}:
            return
        self._kept = TemporaryDirectory(prefix="tepat-potongan-")
        publish(run, Path(self._kept.name) / CUTS_FOLDER, self._instruments(run), bahasa=self.bahasa)

    def _instruments(self, run: Run) -> Iterator[tuple[str, Path]]:
        """Key and folder of every instrument of the cuts."""
        shelf = open_shelf(self.regulasi or "")
        for item in run.bound.book.instruments:
            maker, _, name = item.key.partition("/")
            if maker == SUPPLEMENT and self.pelengkap is not None:
                yield item.key, self.pelengkap
            elif maker == NATIONAL:
                own = shelf.national_folder / item.key
                yield item.key, own if own.is_dir() else regulations_root() / item.key
            else:
                yield item.key, shelf.folder if (shelf.folder / "instrumen.toml").exists() else shelf.folder / name

    def publish(self, folder: Path) -> None:
        """Put the kept packet into ``folder``."""
        if self._kept is not None:
            shutil.copytree(Path(self._kept.name) / CUTS_FOLDER, folder / CUTS_FOLDER)
            self._kept.cleanup()

    def write_facts(self, bound: BoundBook, folder: Path) -> None:
        """The packet that a rule book is computed from: what attendance made, and the region's other facts."""
        packet, connection = bound.book.packet, self.attendance.connection
        if self.others is not None:
            for path in sorted(self.others.iterdir()):
                if path.stem.lower() in packet and path.stem.lower() not in MADE:
                    shutil.copyfile(path, folder / path.name)
        if not any(folder.glob("pegawai.*")):
            # Without the list of positions no position can be looked up.
            own = {row[0] for row in connection.execute("DESCRIBE pegawai").fetchall()} - {"kode_jabatan"}
            cells = (f"{name} AS {name}" if name in own else f"NULL AS {name}" for name in packet["pegawai"].names)
            copy_table(connection, f"SELECT {', '.join(cells)} FROM pegawai", folder / "pegawai.csv")
        further = "".join(f", NULL AS {identifier(name)}" for name in further_columns(bound))
        copy_table(connection, f"SELECT *{further} FROM harian", folder / "harian.parquet")
        copy_table(connection, "SELECT nip, tanggal, jenis, hadir FROM apel", folder / "apel.csv")
        if not any(folder.glob("cuti.*")):
            kinds = ", ".join(quoted(kind) for kind in _LEAVE)
            leave = f"SELECT nip, CAST(jenis AS VARCHAR) AS jenis, mulai, selesai FROM izin WHERE jenis IN ({kinds})"
            copy_table(connection, leave, folder / "cuti.csv")
        complete_packet(folder, packet)


def further_columns(bound: BoundBook | None) -> tuple[str, ...]:
    """Columns of the ledger that the region's rules have beside the contract's; punches do not tell them."""
    if bound is None:
        return ()
    return tuple(name for name in bound.book.packet["harian"].names if name not in HARIAN.names)


def copy_table(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Write a query to a CSV or Parquet file."""
    form = "parquet" if path.suffix == ".parquet" else CSV_FORMAT
    connection.execute(f"COPY ({query}) TO {quoted(str(path))} (FORMAT {form})")


def spilling_into(folder: Path, resources: Resources | None) -> Resources:
    """The same resources with a place to spill of its own: DuckDB clears away what it finds in one when it closes."""
    return replace(resources or Resources(), scratch=folder / "luapan")

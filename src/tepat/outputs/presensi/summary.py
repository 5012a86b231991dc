"""The first sheet: what was read, what became of it, and what is left to do."""

from __future__ import annotations

from tepat.lang.messages import LEVELS
from tepat.outputs.presensi.model import PresensiTables, Say
from tepat.outputs.table import Field, Formula, Marked, Row, Sheet, Style, Table

FATES = {
    "dipakai": ("menjadi jam masuk atau pulang", "became an arrival or a departure"),
    "antara": ("di antara masuk dan pulang", "between arrival and departure"),
    "duplikat": ("duplikat: perangkat, PIN dan detik yang sama", "duplicate: same device, PIN and second"),
    "luar_roster": ("di luar semua jadwal", "outside every duty"),
    "tanpa_pemilik": ("PIN tanpa NIP", "PIN without NIP"),
}


def write_summary(sheet: Sheet, tables: PresensiTables, say: Say) -> None:
    """Counts of the month, of every file, of the punches by their fate, and of the findings with their remedy."""
    fields = (
        Field("uraian", say("Uraian", "Item"), Style.WRAP, widest=44),
        Field("jumlah", say("Jumlah", "Count"), Style.NUMBER),
    )
    # Several tables: the first one's header is not every page's.
    main = sheet.write_table(sheet.main_top, fields, _totals(tables, say))
    fates = _write_fates(sheet, main.bottom + 2, tables, say)
    files = _write_files(sheet, fates.bottom + 2, tables, say)
    _write_findings(sheet, files.bottom + 2, tables, say)


def _totals(tables: PresensiTables, say: Say) -> list[Row]:
    labels = {
        say("Pegawai", "People"): "(SELECT count(DISTINCT nip) FROM pegawai)",
        say("Hari kerja", "Working days"): "(SELECT sum(hari_kerja) FROM disiplin)",
        say("Hari hadir", "Days present"): "(SELECT sum(hari_hadir) FROM disiplin)",
        say("Hari alpa", "Days absent"): "(SELECT sum(hari_alpa) FROM disiplin)",
        say("Menit terlambat", "Minutes late"): "(SELECT sum(menit_terlambat) FROM harian)",
        say("Menit pulang cepat", "Minutes left early"): "(SELECT sum(menit_pulang_cepat) FROM harian)",
        say("Pegawai tanpa nilai potongan", "People whose cut is not known"): (
            "(SELECT count(*) FROM disiplin WHERE potongan_persen IS NULL)"
        ),
        say("PIN tanpa NIP", "PINs without NIP"): "(SELECT count(*) FROM tanpa_pemilik)",
        say("Baris di karantina", "Rows in quarantine"): "(SELECT count(*) FROM karantina)",
    }
    if tables.has("tinjauan"):
        labels[say("Perlu ditinjau", "To be reviewed")] = "(SELECT count(*) FROM tinjauan)"
    cells = ", ".join(f"CAST(coalesce({query}, 0) AS DECIMAL(18, 1))" for query in labels.values())
    found = tables.connection.execute(f"SELECT {cells}").fetchall()[0]
    return [
        (label, Marked(value, Style.DAYS) if "disiplin" in query and "sum" in query else int(value))
        for (label, query), value in zip(labels.items(), found, strict=True)
    ]


def _write_fates(sheet: Sheet, top: int, tables: PresensiTables, say: Say) -> Table:
    fields = (
        Field(
            "nasib", say("Presensi mentah menurut nasibnya", "Punches by what became of them"), Style.WRAP, widest=44
        ),
        Field("banyak", say("Banyak", "Count"), Style.NUMBER, is_summed=True),
    )
    known = dict(tables.connection.execute("SELECT nasib, count(*) FROM ketukan GROUP BY nasib").fetchall())
    names = [*FATES, *sorted(name for name in known if name not in FATES)]
    rows: list[Row] = [(say(*FATES.get(name, (name, name))), known.get(name, 0)) for name in names]
    return sheet.write_table(top, fields, rows)


def _write_files(sheet: Sheet, top: int, tables: PresensiTables, say: Say) -> Table:
    """The files, with a live check that no record was lost."""
    fields = (
        Field("berkas", say("Berkas yang dibaca", "File read"), Style.WRAP, widest=44),
        *(
            Field(name, header, Style.NUMBER, is_summed=True)
            for name, header in (
                ("dibaca", say("Baris dibaca", "Rows read")),
                ("diterima", say("Diterima", "Accepted")),
                ("duplikat", say("Duplikat", "Duplicates")),
                ("karantina", say("Karantina", "Quarantine")),
            )
        ),
        Field(
            "kendali",
            say("Dibaca = diterima + duplikat + karantina", "Read = accepted + duplicates + quarantine"),
            Style.VERDICT,
        ),
        Field("format", "Format", Style.WRAP, widest=60),
    )
    good, bad = say("cocok", "met"), say("TIDAK COCOK", "NOT MET")
    rows: list[Row] = []
    for line, file in enumerate(tables.berkas, top + 2):
        is_met = file.dibaca == file.diterima + file.duplikat + file.karantina
        check = Formula(f'=IF(B{line}=C{line}+D{line}+E{line},"{good}","{bad}")', good if is_met else bad)
        rows.append((file.berkas, file.dibaca, file.diterima, file.duplikat, file.karantina, check, file.format))
    table = sheet.write_table(top, fields, rows, empty=say("Tidak ada berkas", "No files"))
    if rows:
        sheet.mark(table.column("kendali"), good)
    return table


def _write_findings(sheet: Sheet, top: int, tables: PresensiTables, say: Say) -> None:
    fields = (
        Field(
            "pesan",
            say("Temuan (contoh) → yang perlu dilakukan", "Finding (example) → what to do"),
            Style.WRAP,
            widest=80,
        ),
        Field("banyak", say("Banyak", "Count"), Style.NUMBER, is_summed=True),
        Field("kode", say("Kode", "Code"), Style.TEXT),
        Field("tingkat", say("Tingkat", "Level"), Style.TEXT),
    )
    rows: list[Row] = []
    if tables.has("temuan"):
        rows = tables.connection.execute(
            """
            SELECT concat_ws(' → ', min(pesan), min_by(perbaikan, pesan)), count(*), kode, tingkat
            FROM temuan GROUP BY kode, tingkat ORDER BY list_position(?, tingkat), kode
            """,
            [list(LEVELS)],
        ).fetchall()
    sheet.write_table(top, fields, rows, empty=say("Tidak ada temuan", "No findings"))

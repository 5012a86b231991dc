"""The sheets of people: one row each, their days in a calendar, and the days that somebody should see."""

from __future__ import annotations

from datetime import date

from tepat.outputs.presensi.codes import CODES, COUNTED, number_of_day
from tepat.outputs.presensi.model import MOST_ROWS, PresensiTables, Say
from tepat.outputs.table import Field, Marked, Row, Sheet, Style

# A nip that stands twice in the facts is one person.
PEOPLE = """(
    SELECT nip, coalesce(min(nama), '') AS nama, coalesce(min(kode_unit), '') AS kode_unit FROM pegawai GROUP BY nip
)"""
_ORDER = "kode_unit = '', kode_unit, nama, nip"
_DAY_WIDTH, _SCAN_WIDTH = 3, 16


def person_fields(say: Say) -> tuple[Field, ...]:
    """Who somebody is."""
    return (
        Field("nip", "NIP", Style.TEXT),
        Field("nama", say("Nama", "Name"), Style.WRAP, widest=28),
        Field("kode_unit", "Unit", Style.TEXT),
    )


def write_people(sheet: Sheet, tables: PresensiTables, say: Say) -> None:
    """One row per person: days, times and minutes, scans that are missing, leave by kind, and the cut."""
    labels = {code.letter: code.label for code in CODES}
    fields = (
        *person_fields(say),
        Field("hari_kerja", say("Hari kerja", "Working days"), Style.DAYS, is_summed=True),
        Field("hari_hadir", say("Hadir", "Present"), Style.DAYS, is_summed=True),
        Field("hari_alpa", say("Alpa", "Absent"), Style.DAYS, is_summed=True),
        *(
            Field(name, header, Style.NUMBER, is_summed=True)
            for name, header in (
                ("kali_terlambat", say("Terlambat (kali)", "Late (times)")),
                ("menit_terlambat", say("Terlambat (menit)", "Late (minutes)")),
                ("kali_pulang_cepat", say("Pulang cepat (kali)", "Left early (times)")),
                ("menit_pulang_cepat", say("Pulang cepat (menit)", "Left early (minutes)")),
                ("tanpa_masuk", say("Tanpa presensi masuk", "No scan in")),
                ("tanpa_pulang", say("Tanpa presensi pulang", "No scan out")),
                *((letter, _capitalized(say(*labels[letter]))) for letter in COUNTED),
            )
        ),
        Field("potongan_persen", say("Potongan", "Cut"), Style.PERCENT),
    )
    rows = _people_rows(tables)
    note_cut(sheet, tables, "pegawai", len(rows), say)
    sheet.write_main_table(fields, rows, frozen=2, empty=say("Tidak ada pegawai", "No people"))


def _capitalized(label: str) -> str:
    """With a capital first; what is all capitals stays so."""
    return label[0].upper() + label[1:]


def _people_rows(tables: PresensiTables) -> list[Row]:
    places = {code.letter: at for at, code in enumerate(CODES)}
    kinds = ", ".join(f"coalesce(count(*) FILTER (kode = {places[letter]}), 0)" for letter in COUNTED)
    return tables.connection.execute(
        f"""
        WITH hari AS (
            SELECT nip, {number_of_day()} AS kode, status, masuk, pulang, coalesce(menit_terlambat, 0) AS terlambat,
                   coalesce(menit_pulang_cepat, 0) AS cepat
            FROM harian
        ),
        hitung AS (
            SELECT nip, count(*) FILTER (terlambat > 0) AS kali_t, sum(terlambat) AS menit_t,
                   count(*) FILTER (cepat > 0) AS kali_p, sum(cepat) AS menit_p,
                   count(*) FILTER (status = 'hadir' AND masuk IS NULL) AS tanpa_masuk,
                   count(*) FILTER (status = 'hadir' AND pulang IS NULL) AS tanpa_pulang, [{kinds}] AS jenis
            FROM hari GROUP BY nip
        ),
        nilai AS (
            SELECT nip, CAST(max(hari_kerja) AS DECIMAL(9, 1)) AS kerja,
                   CAST(max(hari_hadir) AS DECIMAL(9, 1)) AS hadir,
                   CAST(max(hari_alpa) AS DECIMAL(9, 1)) AS alpa,
                   CAST(max(potongan_persen) AS DECIMAL(18, 4)) AS potongan
            FROM disiplin GROUP BY nip
        )
        SELECT nip, nama, kode_unit, kerja, hadir, alpa, coalesce(kali_t, 0), CAST(coalesce(menit_t, 0) AS BIGINT),
               coalesce(kali_p, 0), CAST(coalesce(menit_p, 0) AS BIGINT), coalesce(tanpa_masuk, 0),
               coalesce(tanpa_pulang, 0), {", ".join(f"coalesce(jenis[{at}], 0)" for at in range(1, len(COUNTED) + 1))},
               potongan
        FROM {PEOPLE} LEFT JOIN hitung USING (nip) LEFT JOIN nilai USING (nip)
        ORDER BY {_ORDER} LIMIT {MOST_ROWS}
        """
    ).fetchall()


def legend(say: Say) -> dict[int, dict[int, Marked]]:
    """The calendar's letters with their meaning, in three rows beside the heading; a meaning runs on to its right."""
    marks: dict[int, dict[int, Marked]] = {}
    for at, code in enumerate(CODES):
        row, place = 1 + at % 3, 5 + 5 * (at // 3)
        marks.setdefault(row, {})[place] = Marked(code.letter, code.look)
        marks[row][place + 1] = Marked(say(*code.label), "legend")
    return marks


def write_calendar(sheet: Sheet, tables: PresensiTables, say: Say) -> None:
    """People down, days across, a letter in a colour where they meet."""
    last = tables.masa.last.day
    days = [date(tables.masa.year, tables.masa.month, day) for day in range(1, last + 1)]
    names = say("Sn Sl Rb Km Jm Sb Mg", "Mo Tu We Th Fr Sa Su").split()
    fields = (
        *person_fields(say),
        *(Field(str(day.day), f"{day.day}\n{names[day.weekday()]}", Style.MARK, width=_DAY_WIDTH) for day in days),
    )
    cells = ", ".join(f"min(kode) FILTER (day(tanggal) = {day.day})" for day in days)
    found = tables.connection.execute(
        f"""
        WITH hari AS (
            SELECT nip, tanggal, {number_of_day()} AS kode FROM harian
            WHERE tanggal BETWEEN ? AND ?
        )
        SELECT nip, nama, kode_unit, {cells} FROM {PEOPLE} LEFT JOIN hari USING (nip)
        GROUP BY nip, nama, kode_unit ORDER BY {_ORDER} LIMIT {MOST_ROWS}
        """,
        [tables.masa.first, tables.masa.last],
    ).fetchall()
    marks = [Marked(code.letter, code.look) for code in CODES]
    rows: list[Row] = [(*row[:3], *(None if at is None else marks[at] for at in row[3:])) for row in found]
    sheet.write_main_table(fields, rows, frozen=2, filtered=3, empty=say("Tidak ada pegawai", "No people"))


# Why a day is listed; its words as the sheet says them.
_REASONS = (
    ("status = 'alpa'", ("alpa", "absent")),
    ("status = 'gangguan'", ("gangguan mesin", "device outage")),
    ("status = 'hadir' AND masuk IS NULL", ("tanpa presensi masuk", "no scan in")),
    ("status = 'hadir' AND pulang IS NULL", ("tanpa presensi pulang", "no scan out")),
    ("menit_terlambat > 0", ("terlambat", "late")),
    ("menit_pulang_cepat > 0", ("pulang cepat", "left early")),
    ("status = 'luar_jadwal'", ("di luar jadwal", "off roster")),
)
_CORRECTED = "EXISTS (FROM koreksi AS k WHERE k.nip = h.nip AND k.tanggal = h.tanggal)"


def write_days(sheet: Sheet, tables: PresensiTables, say: Say) -> None:
    """Only the duties that somebody should see, each with why, what the ledger notes, and its evidence."""
    fields = (
        *person_fields(say),
        Field("tanggal", say("Tanggal", "Date"), Style.DATE),
        Field("pola", say("Pola", "Pattern"), Style.TEXT),
        Field("wajib", say("Jam wajib", "Hours due"), Style.TEXT),
        Field("masuk", say("Masuk", "In"), Style.SCAN, width=_SCAN_WIDTH),
        Field("pulang", say("Pulang", "Out"), Style.SCAN, width=_SCAN_WIDTH),
        Field("terlambat", say("Terlambat (menit)", "Late (minutes)"), Style.NUMBER),
        Field("cepat", say("Pulang cepat (menit)", "Left early (minutes)"), Style.NUMBER),
        Field("status", "Status", Style.TEXT),
        Field("alasan", say("Perlu dilihat karena", "Listed because"), Style.WRAP, widest=26),
        Field("catatan", say("Catatan", "Notes"), Style.WRAP, widest=40),
        Field("bukti", say("Bukti", "Evidence"), Style.WRAP, widest=40),
    )
    reasons = [(condition, say(*label)) for condition, label in _REASONS]
    if tables.has("koreksi"):
        reasons.append((_CORRECTED, say("koreksi", "correction")))
    why = ", ".join(f"CASE WHEN {condition} THEN '{label}' END" for condition, label in reasons)
    rows = tables.connection.execute(
        f"""
        SELECT h.nip, o.nama, o.kode_unit, h.tanggal, coalesce(h.pola, ''),
               concat_ws('–', strftime(h.jam_masuk_wajib, '%H:%M'), strftime(h.jam_pulang_wajib, '%H:%M')),
               h.masuk, h.pulang, h.menit_terlambat, h.menit_pulang_cepat, h.status,
               concat_ws(', ', {why}) AS alasan, coalesce(h.catatan, ''), coalesce(h.bukti, '')
        FROM harian AS h JOIN {PEOPLE} AS o USING (nip)
        WHERE alasan <> ''
        ORDER BY {_ORDER}, h.tanggal, h.jam_masuk_wajib, h.pola LIMIT {MOST_ROWS}
        """
    ).fetchall()
    if len(rows) == MOST_ROWS:
        note = "Hanya {} baris pertama; semuanya ada di harian.csv", "Only the first {} rows; all are in harian.csv"
        sheet.write_note(say(*note).format(MOST_ROWS))
    sheet.write_main_table(fields, rows, frozen=2, empty=say("Tidak ada hari yang perlu dilihat", "No day to look at"))


def note_cut(sheet: Sheet, tables: PresensiTables, table: str, shown: int, say: Say) -> None:
    """Say so where a table has more rows than are shown."""
    count = tables.connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
    if shown == MOST_ROWS < count:
        sheet.write_note(say(f"{shown} dari {count} baris", f"{shown} of {count} rows"))

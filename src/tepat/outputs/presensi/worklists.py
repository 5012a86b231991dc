"""The sheets of work: PINs without owner, what to review, the year's counters, what could not be read."""

from __future__ import annotations

from typing import Any

from tepat.lang.messages import catalogue, outline
from tepat.outputs.presensi.model import MOST_ROWS, PresensiTables, Say
from tepat.outputs.presensi.people import PEOPLE, note_cut, person_fields
from tepat.outputs.table import Field, Row, Sheet, Style
from tepat.presensi.review import as_finding


def write_pins(sheet: Sheet, tables: PresensiTables, say: Say) -> None:
    """PINs that belong to nobody, with a suggestion and a place to write the right NIP."""
    fields = (
        Field("perangkat", say("Perangkat", "Device"), Style.WRAP, widest=26),
        Field("pin", "PIN", Style.TEXT),
        Field("banyak", say("Presensi", "Punches"), Style.NUMBER, is_summed=True),
        Field("pertama", say("Pertama", "First"), Style.MOMENT),
        Field("terakhir", say("Terakhir", "Last"), Style.MOMENT),
        Field("nama", say("Nama di mesin", "Name on the device"), Style.WRAP, widest=26),
        Field("saran_nip", say("Saran NIP", "Suggested NIP"), Style.TEXT),
        Field("saran_nama", say("Nama menurut saran", "Name suggested"), Style.WRAP, widest=26),
        Field("alasan", say("Alasan saran", "Why suggested"), Style.WRAP, widest=40),
        Field("nip", say("NIP yang benar (isi)", "Right NIP (fill in)"), Style.TEXT),
    )
    rows: list[Row] = tables.connection.execute(
        f"""
        SELECT t.perangkat, t.pin, t.banyak, t.pertama, t.terakhir, coalesce(t.nama, ''), coalesce(t.saran_nip, ''),
               coalesce(o.nama, ''), coalesce(t.alasan_saran, ''), ''
        FROM tanpa_pemilik AS t LEFT JOIN {PEOPLE} AS o ON o.nip = t.saran_nip
        ORDER BY t.banyak DESC, t.perangkat, t.pin LIMIT {MOST_ROWS}
        """
    ).fetchall()
    sheet.write_note(
        say(
            "Setiap PIN yang pasti pemiliknya ditulis di pin.csv, lalu presensi diolah ulang.",
            "Write each PIN whose owner is certain into pin.csv, then process again.",
        )
    )
    sheet.write_main_table(fields, rows, frozen=2, empty=say("Semua PIN ada pemiliknya", "Every PIN has an owner"))


_REVIEWED = "kode perangkat nip tanggal mulai selesai banyak rincian".split()


def write_review(sheet: Sheet, tables: PresensiTables, say: Say) -> None:
    """What somebody should look at, in the sentences of the catalogue; below, outages to be marked or not."""
    fields = (
        Field("kode", say("Kode", "Code"), Style.TEXT),
        Field("perangkat", say("Perangkat", "Device"), Style.WRAP, widest=20),
        *person_fields(say),
        Field("tanggal", say("Tanggal", "Date"), Style.DATE),
        Field("banyak", say("Banyak", "Count"), Style.NUMBER),
        Field("pesan", say("Yang terlihat", "What is seen"), Style.WRAP, widest=60),
        Field("perbaikan", say("Yang perlu dilakukan", "What to do"), Style.WRAP, widest=46),
    )
    found: list[tuple[Any, ...]] = []
    if tables.has("tinjauan"):
        found = tables.connection.execute(
            f"""
            SELECT t.{", t.".join(_REVIEWED)}, coalesce(o.nama, ''), coalesce(o.kode_unit, '')
            FROM tinjauan AS t LEFT JOIN {PEOPLE} AS o USING (nip) ORDER BY ALL LIMIT {MOST_ROWS}
            """
        ).fetchall()
    sheet.write_note(
        say(
            "Daftar untuk dilihat orang. Tidak satu pun dipotong atau diubah karena tercantum di sini.",
            "A list for somebody to look at. Nothing is cut or changed because it stands here.",
        )
    )
    rows = [_review_row(dict(zip([*_REVIEWED, "nama", "kode_unit"], row, strict=True)), say.bahasa) for row in found]
    empty = say("Tidak ada yang perlu ditinjau", "Nothing to review")
    table = sheet.write_main_table(fields, rows, frozen=2, empty=empty)
    _write_proposals(sheet, table.bottom + 2, tables, say)


def _review_row(row: dict[str, Any], bahasa: str) -> Row:
    message = as_finding({name: row[name] for name in _REVIEWED}).message(bahasa)
    head = (row["kode"], row["perangkat"] or "", row["nip"] or "", row["nama"], row["kode_unit"])
    return (*head, row["tanggal"], row["banyak"], message.pesan, message.perbaikan)


def _write_proposals(sheet: Sheet, top: int, tables: PresensiTables, say: Say) -> None:
    if not tables.has("usul_gangguan"):
        return
    fields = (
        Field("nomor", say("Usul", "Proposal"), Style.NUMBER),
        Field("perangkat", say("Perangkat", "Device"), Style.WRAP, widest=20),
        Field("mulai", say("Mulai", "From"), Style.MOMENT),
        Field("selesai", say("Selesai", "To"), Style.MOMENT),
        Field("orang", say("Orang", "People"), Style.NUMBER),
        Field("tanggal", say("Tanggal", "Date"), Style.DATE),
        Field("presensi", say("Presensi hilang", "Missing scans"), Style.NUMBER),
        Field("alasan", say("Usulan baris gangguan.csv", "Proposed row of gangguan.csv"), Style.WRAP, widest=60),
    )
    rows = tables.connection.execute(
        """
        SELECT u.nomor, u.perangkat, u.mulai, u.selesai, count(DISTINCT o.nip), min(o.tanggal), count(*), u.alasan
        FROM usul_gangguan AS u JOIN usul_gangguan_orang AS o USING (nomor) GROUP BY ALL ORDER BY u.nomor
        """
    ).fetchall()
    empty = say("Tidak ada gangguan yang diusulkan", "No outage is proposed")
    sheet.write_table(top, fields, rows, empty=empty)


def write_counters(sheet: Sheet, tables: PresensiTables, say: Say) -> None:
    """The year's absences of everybody who has any."""
    fields = (
        *person_fields(say),
        Field("bulan_ini", say("Alpa bulan ini", "Absent this month"), Style.DAYS, is_summed=True),
        Field("tahun_ini", say("Alpa tahun ini", "Absent this year"), Style.DAYS, is_summed=True),
        Field("dari_menit", say("Hari dari menit", "Days from minutes"), Style.NUMBER),
        Field("jumlah", say("Jumlah", "Sum"), Style.DAYS, is_summed=True),
        Field("berturut", say("Terpanjang berturut", "Longest in a row"), Style.DAYS),
        Field("tercapai", say("Ambang tercapai", "Threshold reached"), Style.WRAP, widest=24),
        Field("berikut", say("Ambang berikut", "Next threshold"), Style.WRAP, widest=24),
        Field("sisa", say("Sisa hari", "Days left"), Style.DAYS),
        Field("aturan", say("Aturan", "Rule"), Style.TEXT),
        Field("kurang", say("Bulan tanpa riwayat", "Months without history"), Style.WRAP, widest=30),
    )
    rows = tables.connection.execute(
        f"""
        SELECT p.nip, o.nama, o.kode_unit, p.hari_alpa_bulan_ini, p.hari_alpa_tahun_ini, p.hari_dari_menit, p.jumlah,
               p.alpa_berturut, replace(coalesce(p.ambang_tercapai, ''), '_', ' '),
               replace(coalesce(p.ambang_berikut, ''), '_', ' '), p.sisa_hari, replace(p.aturan, '_', ' '),
               coalesce(p.bulan_kurang, '')
        FROM pencacah AS p JOIN {PEOPLE} AS o USING (nip)
        WHERE p.jumlah > 0 OR p.alpa_berturut > 0
        ORDER BY p.jumlah DESC, p.nip LIMIT {MOST_ROWS}
        """
    ).fetchall()
    empty = say("Tidak ada yang alpa tahun ini", "Nobody was absent this year")
    sheet.write_main_table(fields, rows, frozen=2, empty=empty)


def write_quarantine(sheet: Sheet, tables: PresensiTables, say: Say) -> None:
    """Every record that could not be read: where it stands, as it stood, why, and what to do."""
    fields = (
        Field("kode", say("Kode", "Code"), Style.TEXT),
        Field("berkas", say("Berkas", "File"), Style.WRAP, widest=30),
        Field("baris", say("Baris", "Line"), Style.NUMBER),
        Field("kolom", say("Kolom", "Column"), Style.TEXT),
        Field("mentah", say("Isi asli", "As it stood"), Style.CODE, widest=46),
        Field("sebab", say("Sebab", "Why"), Style.WRAP, widest=46),
        Field("perbaikan", say("Yang perlu dilakukan", "What to do"), Style.WRAP, widest=46),
    )
    told = "pesan, perbaikan" if tables.has("karantina", "pesan") else "NULL, NULL"
    found = tables.connection.execute(
        f"""
        SELECT kode, berkas, baris, coalesce(kolom, ''), {_shown("mentah")}, {told} FROM karantina
        ORDER BY berkas, baris, kode, kolom LIMIT {MOST_ROWS}
        """
    ).fetchall()
    note_cut(sheet, tables, "karantina", len(found), say)
    rows: list[Row] = [(*row[:5], *(_told(row[0], say.bahasa) if row[5] is None else row[5:])) for row in found]
    sheet.write_main_table(fields, rows, empty=say("Tidak ada karantina", "Nothing in quarantine"))


def _shown(cell: str) -> str:
    """At most 300 characters, and no control characters, which a spreadsheet refuses; karantina.csv has it whole."""
    return rf"regexp_replace(left(coalesce({cell}, ''), 300), '[\x00-\x08\x0b\x0c\x0e-\x1f]', '·', 'g')"


def _told(kode: str, bahasa: str) -> tuple[str, str]:
    """What the catalogue says of a code without the words of the case."""
    entry = catalogue().get(kode)
    if entry is None:
        return "", ""
    return outline(entry.pesan[bahasa], bahasa), outline(entry.perbaikan[bahasa], bahasa)

"""Made-up data for the page of all components; nothing here is about a real person or a real amount."""

from __future__ import annotations

from calendar import Calendar
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.core.paginator import Paginator

from tepat.web.ui.parts import (
    Cell,
    Check,
    Column,
    Confirm,
    Day,
    Derivation,
    Empty,
    FindingItem,
    Input,
    Link,
    NavGroup,
    Progress,
    Share,
    Stat,
    Step,
    Table,
    row,
)


class SampleForm(forms.Form):
    """One field of each kind, some of them wrong."""

    nama = forms.CharField(label="Nama", max_length=80, help_text="Seperti tertulis pada SK.")
    nip = forms.RegexField(r"\d{18}", label="NIP", error_messages={"invalid": "NIP terdiri dari 18 angka."})
    unit = forms.ChoiceField(label="Unit", choices=[("a", "Dinas Contoh A"), ("b", "Dinas Contoh B")])
    mulai = forms.DateField(label="Mulai berlaku", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    surat = forms.FileField(label="Surat", required=False, help_text="PDF atau gambar, paling besar 5 MB.")
    jenis = forms.ChoiceField(
        label="Jenis", choices=[("sakit", "Sakit"), ("dinas", "Dinas luar")], widget=forms.RadioSelect
    )
    alasan = forms.CharField(label="Alasan", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    setuju = forms.BooleanField(label="Saya telah membaca peraturannya")


class SampleFilter(forms.Form):
    """Filters of a list."""

    cari = forms.CharField(label="Cari", widget=forms.TextInput(attrs={"type": "search"}), required=False)
    unit = forms.ChoiceField(label="Unit", choices=[("", "Semua unit"), ("a", "Dinas Contoh A")], required=False)


PERSON = "190001011920011001"

NAVIGATION = (
    NavGroup("", (Link("Beranda", "#beranda", "home", current=True), Link("TPP saya", "#tpp", "coin"))),
    NavGroup(
        "Bulan berjalan",
        (
            Link("Kesiapan", "#kesiapan", "list-check", count=3),
            Link("Perhitungan", "#hitung", "calculator"),
            Link("Presensi", "#presensi", "fingerprint"),
            Link("Pembayaran", "#bayar", "building-bank"),
        ),
    ),
    NavGroup(
        "Data",
        (
            Link("Pegawai", "#pegawai", "users"),
            Link("Impor", "#impor", "file-import"),
            Link("Peraturan", "#peraturan", "scale"),
        ),
    ),
)

PEOPLE = Table(
    "Pegawai dengan perubahan terbesar",
    (
        Column("Nama", primary=True, sort="nama"),
        Column("Kelas", "angka", sort="kelas"),
        Column("Februari", "rupiah"),
        Column("Maret", "rupiah", sort="maret"),
        Column("Hilang", "hilang", sort="hilang"),
        Column("Disiplin", "persen"),
        Column("Status", "status"),
    ),
    (
        row(
            Cell("PEGAWAI CONTOH A", note="19000101 192001 1 001 · Dinas Contoh A"),
            9, 7339000, 7214300, -124700, Fraction(985, 1000), "dihitung", url="#a",
        ),
        row(
            Cell("PEGAWAI CONTOH B", note="19000202 192001 2 002 · Dinas Contoh B"),
            7, 5210000, 5210000, 0, Fraction(1), "disetujui", url="#b",
        ),
        row(
            Cell("PEGAWAI CONTOH C", note="19000303 192001 1 003 · Dinas Contoh A"),
            11, 9120500, None, None, None, "tertahan", url="#c",
        ),
    ),
    foot=(Cell("Jumlah"), Cell(None), Cell(21669500), Cell(12424300), Cell(-124700), Cell(None), Cell(None)),
)  # fmt: skip

READINESS = Table(
    "Kesiapan Maret 2024 per unit",
    (
        Column("Unit", primary=True),
        Column("Presensi", "cek"),
        Column("Penilaian", "cek"),
        Column("Gaji", "cek"),
        Column("Jabatan", "cek"),
    ),
    (
        row(
            "Dinas Contoh A",
            Check("kurang", text="214/216", note="2 PIN tanpa NIP", url="#pin"),
            Check("tunggu", text="198/216", note="batas 5 April"),
            Check("beres", text="216/216"),
            Check("beres", text="216/216"),
        ),
        row(
            "Dinas Contoh B",
            Check("beres", text="96/96"),
            Check("beres", text="96/96"),
            Check("gagal", text="0/96", note="berkas ditolak", url="#gaji"),
            Check("beres", text="96/96"),
        ),
    ),
)

LATENESS = Table(
    "Keterlambatan per hari, Maret 2024",
    (Column("Tanggal"), Column("Sampai 30 menit", "angka"), Column("Lebih dari 30 menit", "angka")),
    tuple(row(f"{day} Mar", 14 + (day * 7) % 11, 3 + (day * 5) % 6) for day in (4, 5, 6, 7, 8, 13, 14, 15, 18, 19, 20)),
)

CAUSES = (
    FindingItem(
        "P-204", "tahan", "Giliran tanpa ketukan pada hari gangguan mesin.",
        "Putuskan harinya: hadir, izin atau alpa.", "PEGAWAI CONTOH C", "#c",
    ),
    *(
        FindingItem(
            "P-101", "peringatan", f"PIN {number} tidak ada pemiliknya.", "Hubungkan PIN dengan NIP.",
            f"Mesin CONTOH0001, PIN {number}", "#pin",
        )
        for number in (17, 42, 91, 120)
    ),
    FindingItem("M-201", "info", "Satu baris sama persis dengan baris lain; dihitung sekali.", "Tidak perlu apa-apa."),
)  # fmt: skip

DISCIPLINE = Derivation(
    "Disiplin kerja 98,5 %: terlambat 3 kali (12, 19 dan 27 Maret)",
    -44020, "hilang", is_open=True,
    formula_words="nilai disiplin = 100 % − jumlah potongan keterlambatan",
    formula_numbers="98,5 % = 100 % − (0,5 % + 0,5 % + 0,5 %)",
    inputs=(
        Input("Terlambat 12 Maret", "14 menit", "mesin CONTOH0001, ketukan 07.44, jam kerja mulai 07.30"),
        Input("Terlambat 19 Maret", "9 menit", "mesin CONTOH0001, ketukan 07.39"),
        Input("Terlambat 27 Maret", "21 menit", "koreksi disetujui atasan, 28 Maret 2024"),
    ),
    article="Perbup Contoh 7/2024 Pasal 12 ayat (3)",
    paragraphs=(
        "(3) Keterlambatan sampai dengan 30 (tiga puluh) menit dikenakan potongan 0,5 % (nol koma lima persen).",
    ),
    version="berlaku sejak 1 Januari 2024, diubah dengan Perbup Contoh 15/2024", url="#pasal",
    parts=(
        Derivation("12 Maret, terlambat 14 menit", -14673, "hilang"),
        Derivation("19 Maret, terlambat 9 menit", -14673, "hilang"),
        Derivation("27 Maret, terlambat 21 menit", -14674, "hilang"),
    ),
)  # fmt: skip

DERIVATION = (
    Derivation("Paling banyak yang dapat diterima: kelas jabatan 9, beban kerja dan prestasi kerja", 7339000),
    DISCIPLINE,
    Derivation(
        "Produktivitas kerja 60 % dari TPP: predikat Baik", 4403400, article="Perbup Contoh 7/2024 Pasal 11 ayat (1)",
        inputs=(Input("Predikat kinerja", "Baik", "dinilai PEJABAT CONTOH, 3 April 2024 pukul 09.12"),),
    ),
    Derivation("PPh Pasal 21 dipotong", -80680, "rupiah"),
    Derivation("Masa kerja dan golongan", text="tidak berpengaruh"),
)  # fmt: skip

STEPS = (
    Step("Draf", "done", date(2024, 4, 1)),
    Step("Dihitung", "done", date(2024, 4, 3), "OPERATOR CONTOH"),
    Step("Diverifikasi", "done", date(2024, 4, 4), "PENGELOLA CONTOH"),
    Step("Disetujui", "now", note="menunggu BKPSDM"),
    Step("Terkunci", "next"),
    Step("Dibayar", "next"),
)

CHECKS = (
    Check("beres", "Daftar pembayaran sama dengan hasil hitung", "Rp 31.204.000.000"),
    Check("kurang", "Rekening bank", "4.808/4.812", "4 orang belum punya rekening", "#rekening", "Lengkapi"),
    Check("tunggu", "Berkas pajak", "", "menunggu kunci masa"),
)

STATS = (
    Stat("Dihitung", 4812, note="dari 4.816 orang", icon="users"),
    Stat("Tertahan", 4, note="perlu keputusan Anda", tone="bahaya", url="#tertahan", icon="alert-triangle"),
    Stat("Jumlah Maret", 31204000000, "rupiah", "0,4 % di bawah Februari", "turun", icon="coin"),
    Stat("Rata-rata capaian", Fraction(9731, 10000), "persen", "naik dari 96,8 %", "naik", icon="chart-bar"),
)


def _day(day: date) -> Day:
    special = {
        11: Day(day, "libur", note="Nyepi"),
        12: Day(day, "kurang", ("07.44", "16.02"), 14, 14673, url="#12"),
        19: Day(day, "kurang", ("07.39", "16.00"), 9, 14673, url="#19"),
        21: Day(day, "izin", note="Dinas luar"),
        22: Day(day, "alpa", loss=146780, note="Tanpa keterangan", url="#22"),
        27: Day(day, "kurang", ("07.51", "16.05"), 21, 14674, url="#27"),
        29: Day(day, "libur", note="Wafat Isa Almasih"),
    }
    if day.weekday() > 4:
        return Day(day, "libur")
    if day.day == 28:
        return Day(day, "nanti", loss=None)
    return special.get(day.day, Day(day, "hadir", ("07.21", "16.04"), url=f"#{day.day}"))


def sample() -> dict[str, Any]:
    """The context of the page."""
    days = [_day(day) for day in Calendar().itermonthdates(2024, 3) if day.month == 3]
    wrong = SampleForm({"nama": "PEGAWAI CONTOH A", "nip": "19000101", "unit": "a"})
    wrong.is_valid()
    return {
        "remah": (Link("Beranda", "/"), Link("Dinas Contoh A", "#a"), Link("Gaya")),
        "navigasi": NAVIGATION,
        "rujukan": "7F3A19C2",
        "nip": PERSON,
        "people": PEOPLE,
        "none": Table("Permintaan", PEOPLE.columns, ()),
        "readiness": READINESS,
        "lateness": LATENESS,
        "findings": CAUSES,
        "derivation": DERIVATION,
        "steps": STEPS,
        "checks": CHECKS,
        "stats": STATS,
        "days": days,
        "share": Share(2811600, 124000, 4403400),
        "running": Progress("Menghitung Maret 2024", "berjalan", 2310, 4816, "kira-kira 4 detik lagi"),
        "waiting": Progress("Memuat berkas mesin", "antre"),
        "done": Progress("Menghitung Februari 2024", "selesai", 4816, 4816),
        "empty": Empty(
            "Belum ada berkas presensi untuk Maret", "Muat berkas dari mesin, atau sambungkan mesinnya.",
            "fingerprint", "#impor", "Muat berkas",
        ),
        "confirm": Confirm(
            "Kunci Maret 2024 untuk Dinas Contoh A?",
            ("216 orang, Rp 1.402.118.000.", "Sesudah dikunci, perubahan hanya lewat perhitungan susulan."),
            "Kunci masa", "#kunci", "#batal",
        ),
        "danger": Confirm(
            "Batalkan persetujuan Maret 2024?", ("Berkas pembayaran yang sudah dibuat tidak berlaku lagi.",),
            "Batalkan persetujuan", "#batalkan", "#batal", is_danger=True, needs_reason=True,
        ),
        "tabs": (
            Link("Ringkasan", "#1", current=True), Link("Presensi", "#2"), Link("Keberatan", "#3", count=2),
            Link("Riwayat", "#4"),
        ),
        "pairs": (
            ("Nama", "PEGAWAI CONTOH A"), ("NIP", "19000101 192001 1 001"),
            ("Jabatan", Cell("Analis Contoh", note="kelas 9, sejak 1 Januari 2023")), ("Nomor rekening", None),
        ),
        "form": SampleForm(), "wrong": wrong, "filter": SampleFilter(),
        "page": Paginator(range(4812), 50).page(7),
        "statuses": ("draft", "dihitung", "diverifikasi", "disetujui", "terkunci", "dikirim", "dibayar", "gagal",
                     "berjalan", "antre", "tertahan"),
        "written": {"utuh": 7214300, "turun": -124700, "persen": Fraction(985, 1000), "sepertiga": Fraction(1, 3)},
        "unknown_amount": None,
        "nothing": Empty("Tidak ada yang menunggu keputusan Anda", icon="circle-check"),
        "one_check": Check("beres", text="216/216"),
    }  # fmt: skip

"""The words of the employee's pages for what rules and ledgers know by codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tepat.engine.forecast import Cause, Loss, Missing
from tepat.web.common.labels import code_text
from tepat.web.ui import formats
from tepat.web.ui.templatetags.tepat import bahasa

_ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
DAYS: Mapping[str, object] = {
    "hadir": gettext_lazy("hadir"),
    "alpa": gettext_lazy("tanpa keterangan"),
    "libur": gettext_lazy("libur"),
    "luar_jadwal": gettext_lazy("hadir di luar jadwal"),
    "gangguan": gettext_lazy("gangguan mesin, menunggu keputusan"),
    "cuti_tahunan": gettext_lazy("cuti tahunan"),
    "cuti_sakit": gettext_lazy("cuti sakit"),
    "cuti_melahirkan": gettext_lazy("cuti melahirkan"),
    "cuti_alasan_penting": gettext_lazy("cuti karena alasan penting"),
    "cuti_besar": gettext_lazy("cuti besar"),
    "cuti_bersama": gettext_lazy("cuti bersama"),
    "cltn": gettext_lazy("cuti di luar tanggungan negara"),
    "mpp": gettext_lazy("masa persiapan pensiun"),
    "dinas_luar": gettext_lazy("dinas luar"),
    "diklat": gettext_lazy("diklat"),
    "tugas_belajar": gettext_lazy("tugas belajar"),
    "izin": gettext_lazy("izin"),
    "sakit": gettext_lazy("sakit"),
    "wfh": gettext_lazy("bekerja dari rumah"),
}
# What a fact file is called, and who mends it.
FILES: Mapping[str, tuple[object, object]] = {
    "pegawai": (gettext_lazy("data kepegawaian"), gettext_lazy("pengelola kepegawaian unit Anda")),
    "jabatan": (gettext_lazy("jabatan dan besarannya"), gettext_lazy("BKPSDM")),
    "unit": (gettext_lazy("unit kerja"), gettext_lazy("BKPSDM")),
    "kinerja": (gettext_lazy("penilaian kinerja"), gettext_lazy("atasan Anda")),
    "disiplin": (gettext_lazy("rekap presensi"), gettext_lazy("BKPSDM, yang mengolah presensi")),
    "harian": (gettext_lazy("buku harian presensi"), gettext_lazy("BKPSDM, yang mengolah presensi")),
    "apel": (gettext_lazy("kehadiran apel"), gettext_lazy("BKPSDM, yang mengolah presensi")),
    "gaji": (gettext_lazy("daftar gaji"), gettext_lazy("BKPSDM, yang memuat daftar gaji")),
    "plt": (gettext_lazy("penugasan pelaksana tugas"), gettext_lazy("pengelola kepegawaian unit Anda")),
    "cuti": (gettext_lazy("cuti"), gettext_lazy("pengelola kepegawaian unit Anda")),
    "hukdis": (gettext_lazy("hukuman disiplin"), gettext_lazy("pengelola kepegawaian unit Anda")),
    "pembayaran": (gettext_lazy("pembayaran sebelumnya"), gettext_lazy("BKPSDM")),
    "aturan": (gettext_lazy("peraturan"), ""),
    "kalender": (gettext_lazy("kalender bulannya"), ""),
    "kehadiran": (gettext_lazy("kehadiran"), ""),
    "penilaian": (gettext_lazy("penilaian atasan"), ""),
}


def capital(text: str) -> str:
    """With a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def file_name(name: str) -> str:
    """What a fact file is called."""
    return str(FILES[name][0]) if name in FILES else code_text(name)


def whose_turn(name: str) -> str:
    """Who mends a fact file."""
    return str(FILES[name][1]) if name in FILES else _("BKPSDM")


def day_status(code: str) -> str:
    """The state of a day, or the name of a roll-call."""
    return str(DAYS[code]) if code in DAYS else code_text(code)


def evidence_text(text: str) -> str:
    """A piece of evidence with its first words, ``masuk`` or ``izin: cuti_sakit``, as people read them."""
    words = text.split(" ")
    first = words[0].removesuffix(":")
    told = code_text(first) + words[0][len(first) :]
    return " ".join([told, *map(code_text, words[1:2]), *words[2:]])


def in_words(code: str) -> str:
    """A code as people read it: ``sangat_baik`` is "sangat baik"."""
    return code_text(code)


def moment_text(moment: datetime, zone: str) -> str:
    """``5 April 2024 23.59 WITA``."""
    local = moment.astimezone(ZoneInfo(zone))
    day, clock = formats.day_text(local.date(), bahasa()), formats.clock_text(local.time(), bahasa())
    return f"{day} {clock} {_ZONES.get(zone, '')}".strip()


def money(value: int) -> str:
    """An amount within a sentence."""
    return formats.rupiah_text(value, bahasa())


def days_text(days: Iterable[date]) -> str:
    """``12, 19, 27 Maret``: days of one month, for a sentence."""
    listed = sorted(set(days))
    if not listed:
        return ""
    month = formats.day_text(listed[-1], bahasa()).split(" ")
    # "27 Maret 2024" in Indonesian, "27 March 2024" in English: the month stands behind the day in both.
    return f"{', '.join(str(day.day) for day in listed)} {month[1]}"


# -- what happened ----------------------------------------------------------------------------------------------------


def kind_of(cause: Cause) -> str:
    """What kind of thing happened, for counting: ``terlambat``, ``pulang_cepat``, ``tidak_lengkap``, else its state."""
    if cause.jenis != "hari":
        return cause.jenis
    if cause.status != "hadir":
        return cause.status or "hadir"
    if cause.menit_terlambat is None or cause.menit_pulang_cepat is None:
        return "tidak_lengkap"
    return "terlambat" if cause.menit_terlambat else "pulang_cepat" if cause.menit_pulang_cepat else "hadir"


def happened(losses: Iterable[Loss]) -> str:
    """``3 kali terlambat dan 1 hari tanpa keterangan``."""
    counted: dict[str, int] = {}
    for loss in losses:
        for cause in loss.causes:
            counted[kind_of(cause)] = counted.get(kind_of(cause), 0) + 1
    # What happened most often first.
    parts = [_counted(kind, number) for kind, number in sorted(counted.items(), key=lambda item: -item[1])]
    return _(" dan ").join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _counted(kind: str, number: int) -> str:
    words = {
        "terlambat": ngettext("%(n)d kali terlambat", "%(n)d kali terlambat", number),
        "pulang_cepat": ngettext("%(n)d kali pulang cepat", "%(n)d kali pulang cepat", number),
        "tidak_lengkap": ngettext("%(n)d hari presensi tidak lengkap", "%(n)d hari presensi tidak lengkap", number),
        "alpa": ngettext("%(n)d hari tanpa keterangan", "%(n)d hari tanpa keterangan", number),
        "penilaian": _("penilaian"),
        "cuti": _("cuti"),
        "hukdis": _("hukuman disiplin"),
        "rekap": _("potongan pada rekap presensi"),
    }
    other = ngettext("%(n)d hari %(keadaan)s", "%(n)d hari %(keadaan)s", number)
    return words.get(kind, other) % {"n": number, "keadaan": day_status(kind)}


def cause_text(cause: Cause) -> str:
    """One thing that happened, in a sentence: ``terlambat 14 menit``."""
    parts = []
    if cause.menit_terlambat:
        parts.append(_("terlambat %(n)d menit") % {"n": cause.menit_terlambat})
    if cause.menit_pulang_cepat:
        parts.append(_("pulang cepat %(n)d menit") % {"n": cause.menit_pulang_cepat})
    if cause.jenis == "hari" and cause.status == "hadir":
        parts += [_("tanpa presensi masuk")] if cause.menit_terlambat is None else []
        parts += [_("tanpa presensi pulang")] if cause.menit_pulang_cepat is None else []
    return ", ".join(parts) or (day_status(cause.status) if cause.status else file_name(cause.jenis))


# -- what is missing --------------------------------------------------------------------------------------------------


def missing_text(item: Missing) -> tuple[str, str]:
    """What is not known, and whose turn it is."""
    file = item.nama.partition(".")[0]
    match item.jenis:
        case "tarif":
            return _("Tarif potongan presensi daerah ini belum diketahui."), _("BKPSDM, yang memasukkan tarifnya")
        case "syarat":
            return capital(item.pesan_en if bahasa() == "en" else item.pesan), ""
        case "sel":
            words = {"berkas": file_name(file), "kolom": in_words(item.nama.partition(".")[2]), "nilai": item.pesan}
            return _("Isian %(kolom)s pada %(berkas)s tidak terbaca: “%(nilai)s”.") % words, whose_turn(file)
        case "nilai":
            return _("Peraturan bulan ini tidak menghasilkan jumlah untuk Anda."), ""
    column = item.nama.partition(".")[2]
    words = {"berkas": file_name(file), "kolom": in_words(column)}
    text = _("Belum ada: %(kolom)s pada %(berkas)s.") if column else _("Belum ada: %(berkas)s.")
    return text % words, whose_turn(file)

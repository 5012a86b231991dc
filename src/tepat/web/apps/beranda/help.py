"""What the help says: how the month goes, and who does what."""

from __future__ import annotations

from django.utils.translation import gettext as _


def month_steps() -> list[tuple[str, str, str]]:
    """Step, who takes it, and what it does."""
    both = _("Pengelola SKPD, BKPSDM")
    return [
        (_("Bahan masuk"), both, _("Presensi dari mesin, gaji, penempatan, cuti dan hukuman diimpor.")),
        (_("Penilaian"), _("Atasan"), _("Setiap atasan menilai orangnya. Yang lewat batas peraturan bernilai nol.")),
        (_("Olah presensi"), _("BKPSDM"), _("Ketukan mesin menjadi buku harian, lalu potongan.")),
        (_("Hitung"), both, _("Satu kali tekan. Yang kurang bahannya ditahan dan disebut sebabnya.")),
        (_("Verifikasi"), _("Pengelola SKPD"), _("Perkecualian dilihat lebih dahulu; lalu hasilnya dinyatakan benar.")),
        (_("Persetujuan"), _("BKPSDM"), _("Orang lain yang memeriksa; tidak seorang pun menyetujui barisnya sendiri.")),
        (_("Kunci"), _("BKPSDM"), _("Sesudah ini tidak ada yang berubah. Perbaikan lewat pembayaran susulan.")),
        (_("Bayar"), _("Bendahara"), _("Daftar dikirim, lalu ditandai dibayar.")),
        (_("Hitung ulang"), _("Auditor"), _("Bulan mana pun dihitung lagi dari fakta dan peraturannya.")),
    ]  # fmt: skip


def roles() -> list[tuple[str, str]]:
    """Role, and what it is for."""
    return [
        (_("Pegawai"), _("melihat TPP-nya, sebabnya sampai ke pasalnya, dan peraturannya.")),
        (_("Atasan"), _("menilai orangnya sebelum batas. Menjadi atasan mengikuti catatan, tidak diberikan.")),
        (_("Pengelola kepegawaian SKPD"), _("memasukkan bahan unitnya, menghitung, memverifikasi.")),
        (_("BKPSDM"), _("mengolah presensi, menghitung seluruh daerah, menyetujui, mengunci.")),
        (_("Bendahara"), _("mengirim dan menandai pembayaran; tidak mengubah angka.")),
        (_("Auditor"), _("membaca semuanya dan menghitung ulang; tidak mengubah apa pun.")),
        (_("Administrator"), _("mengurus akun dan peran; tidak mengetik angka apa pun.")),
    ]

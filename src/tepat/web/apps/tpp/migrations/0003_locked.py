"""A locked month cannot be changed, not even past the application."""

from django.db import migrations

from tepat.web.common.triggers import Refusal, refuse

_FINAL = "('terkunci', 'dikirim', 'dibayar')"
_IN_FORCE = f"""EXISTS (SELECT 1 FROM tpp_lembar l
  WHERE l.id = OLD.lembar_id AND l.hitungan_id = OLD.hitungan_id AND l.status IN {_FINAL})"""
_RUN = f"EXISTS (SELECT 1 FROM tpp_lembar l WHERE l.hitungan_id = OLD.id AND l.status IN {_FINAL})"


class Migration(migrations.Migration):
    dependencies = [("tpp", "0002_remove_perhitungan_perhitungan_satu_sekaligus_and_more")]

    operations = [
        refuse(
            Refusal("hasil_terkunci_ubah", "tpp_hasil", "UPDATE", _IN_FORCE, "hasil bulan terkunci tidak dapat diubah"),
            Refusal(
                "hasil_terkunci_hapus", "tpp_hasil", "DELETE", _IN_FORCE, "hasil bulan terkunci tidak dapat dihapus"
            ),
            Refusal(
                "lembar_terkunci_ubah",
                "tpp_lembar",
                "UPDATE",
                f"OLD.status IN {_FINAL} AND (NEW.status NOT IN {_FINAL} OR NEW.hitungan_id <> OLD.hitungan_id)",
                "bulan terkunci tidak dapat dibuka",
            ),
            Refusal(
                "lembar_terkunci_hapus",
                "tpp_lembar",
                "DELETE",
                f"OLD.status IN {_FINAL}",
                "bulan terkunci tidak dapat dihapus",
            ),
            Refusal(
                "perhitungan_terkunci_ubah",
                "tpp_perhitungan",
                "UPDATE",
                f"(OLD.sidik_paket <> NEW.sidik_paket OR OLD.masa <> NEW.masa) AND {_RUN}",
                "paket bulan terkunci tidak dapat diubah",
            ),
            Refusal(
                "perhitungan_terkunci_hapus", "tpp_perhitungan", "DELETE", _RUN, "hitungan terkunci tidak dapat dihapus"
            ),
        )
    ]

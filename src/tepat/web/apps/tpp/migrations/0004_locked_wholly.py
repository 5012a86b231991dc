"""A locked month also keeps its packet, its receipt and the number of its rows."""

from django.db import migrations

from tepat.web.common.triggers import Refusal, refuse

_FINAL = "('terkunci', 'dikirim', 'dibayar')"
_RUN = f"EXISTS (SELECT 1 FROM tpp_lembar l WHERE l.hitungan_id = OLD.id AND l.status IN {_FINAL})"
_KEPT = ("paket", "tanda_terima", "sidik_paket", "sidik_aturan", "jenis_run", "urutan", "keadaan")
_TOUCHED = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in _KEPT)


class Migration(migrations.Migration):
    dependencies = [("tpp", "0003_locked")]

    operations = [
        refuse(
            Refusal(
                "hasil_terkunci_tambah",
                "tpp_hasil",
                "INSERT",
                f"""EXISTS (SELECT 1 FROM tpp_lembar l
  WHERE l.id = NEW.lembar_id AND l.hitungan_id = NEW.hitungan_id AND l.status IN {_FINAL})""",
                "hasil bulan terkunci tidak dapat ditambah",
            ),
            Refusal(
                "perhitungan_terkunci_isi",
                "tpp_perhitungan",
                "UPDATE",
                f"({_TOUCHED}) AND {_RUN}",
                "isi hitungan bulan terkunci tidak dapat diubah",
            ),
            Refusal(
                "lembar_terkunci_pindah",
                "tpp_lembar",
                "UPDATE",
                f"""OLD.status IN {_FINAL} AND (NEW.masa <> OLD.masa OR NEW.unit_id <> OLD.unit_id
  OR NEW.jenis_run <> OLD.jenis_run OR NEW.urutan <> OLD.urutan)""",
                "lembar bulan terkunci tidak dapat dipindahkan",
            ),
        )
    ]

"""Rows of the log are only ever added."""

from django.db import migrations

from tepat.web.common.triggers import Refusal, refuse


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_initial")]

    operations = [
        refuse(
            Refusal("perubahan_ubah", "audit_perubahan", "UPDATE", "1 = 1", "catatan perubahan tidak dapat diubah"),
            Refusal("perubahan_hapus", "audit_perubahan", "DELETE", "1 = 1", "catatan perubahan tidak dapat dihapus"),
        )
    ]

from django.core.management import call_command
from django.db import migrations, models

# The table of the shared cache (settings, CACHES): attempts are counted in it.
CACHE = "tepat_cache"


def make_cache_table(apps, schema_editor):
    call_command("createcachetable", CACHE, database=schema_editor.connection.alias, verbosity=0)


def drop_cache_table(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE IF EXISTS {schema_editor.quote_name(CACHE)}")


class Migration(migrations.Migration):
    dependencies = [
        ("akun", "0002_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="pengguna",
            name="sandi_sampai",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="sandi pertama berlaku sampai"
            ),
        ),
        migrations.RunPython(make_cache_table, drop_cache_table),
    ]

"""``python -m tepat.web``: Django's own commands (migrate, createsuperuser, db_worker …) with Tepat's settings."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tepat.web.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)

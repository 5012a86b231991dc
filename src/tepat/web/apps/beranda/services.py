"""Workers tell that they are alive."""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta

from django.utils import timezone

from tepat.web.apps.beranda.models import Detak

# Workers beat every five seconds; one that was silent for a minute is gone.
SILENT = timedelta(minutes=1)
_FORGOTTEN = timedelta(days=7)


def beat_worker() -> int:
    """Tell that this worker is alive; nothing is swept. Every worker calls this now and then."""
    moment = timezone.now()
    Detak.objects.update_or_create(
        nama=f"{socket.gethostname()}:{os.getpid()}",
        defaults={"detak_at": moment},
        create_defaults={"detak_at": moment, "mulai_at": moment},
    )
    Detak.objects.filter(detak_at__lt=moment - _FORGOTTEN).delete()
    return 0


def workers() -> tuple[int, datetime | None]:
    """How many workers are alive, and when any was last heard of. One query."""
    beats = list(Detak.objects.order_by("-detak_at").values_list("detak_at", flat=True))
    alive = sum(beat >= timezone.now() - SILENT for beat in beats)
    return alive, beats[0] if beats else None

"""Who has read which regulation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class TandaBaca(models.Model):
    """Somebody's word that a regulation was read, in the wording of that day (its hash)."""

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    instrumen = models.CharField(max_length=120)
    sidik = models.CharField(max_length=64)
    waktu = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pengguna", "instrumen", "sidik"], name="tanda_baca_sekali"),
        ]

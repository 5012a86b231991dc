"""The workers' signs of life."""

from __future__ import annotations

from django.db import models


class Detak(models.Model):
    """A worker, and when it was last heard of."""

    nama = models.CharField(max_length=120, unique=True)
    mulai_at = models.DateTimeField()
    detak_at = models.DateTimeField(db_index=True)

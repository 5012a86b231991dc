"""The first page of somebody: the sections of every role they have, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tepat.web.apps.akun.selectors import Rights, rights_of
from tepat.web.apps.beranda.parts import Section, by_urgency
from tepat.web.apps.beranda.sections.administrator import administrator_sections
from tepat.web.apps.beranda.sections.agency import agency_sections
from tepat.web.apps.beranda.sections.auditor import auditor_sections
from tepat.web.apps.beranda.sections.employee import employee_sections
from tepat.web.apps.beranda.sections.operator import operator_sections
from tepat.web.apps.beranda.sections.start import Stage, stages
from tepat.web.apps.beranda.sections.superior import superior_sections
from tepat.web.apps.beranda.sections.treasurer import treasurer_sections
from tepat.web.common.rights import Act


def sections_of(user: Any) -> list[Section]:
    """What waits for somebody. The number of queries does not grow with people or units."""
    return by_urgency(list(_sections(user, rights_of(user))))


def first_stages(user: Any) -> tuple[Stage, ...]:
    """What an empty installation lacks, for whoever brings it in."""
    rights = rights_of(user)
    return stages() if rights.covers(Act.IMPOR, None) else ()


def _sections(user: Any, rights: Rights) -> Iterator[Section]:
    if rights.is_atasan:
        yield from superior_sections(user)
    if rights.may(Act.VERIFIKASI):
        yield from operator_sections(rights)
    if rights.may(Act.KUNCI):
        yield from agency_sections()
    if rights.may(Act.BAYAR):
        yield from treasurer_sections(rights)
    if rights.may(Act.HITUNG_ULANG):
        yield from auditor_sections(user, rights)
    if rights.may(Act.ATUR_AKUN):
        yield from administrator_sections()
    if rights.is_pegawai:
        yield from employee_sections(user)

"""The batches that the demonstration's files came in: accepted ones with every byte, and one still in preview."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from tepat.ingest.upload import MACHINES
from tepat.web.apps.impor.models import BarisMasuk, BerkasMasuk, Kumpulan, TemuanImpor
from tepat.web.demo.money import WITHOUT_SALARY, branch
from tepat.web.demo.records import Region
from tepat.web.demo.source import Line, MonthFiles

RECORDS = ("pegawai", "jabatan", "plt", "cuti", "hukdis")
MONTHLY = ("gaji", "kinerja")
LISTS = ("perangkat", "pin", "pola", "jadwal", "roster", "kalender", "izin", "koreksi", "gangguan", "apel")
_ACCEPTED_AT = time(2, 30, tzinfo=UTC)


def accept_records(region: Region, user: Any) -> dict[str, Kumpulan]:
    """The batches of the master lists, by file."""
    return {name: _accepted(name, region.last, [f"fakta/{name}.csv"], user) for name in RECORDS}


def accept_months(region: Region, user: Any) -> dict[tuple[str, str], Kumpulan]:
    """The batches of every month's lists, by file and month."""
    found = {}
    for month in region.months:
        for name in MONTHLY:
            found[name, str(month.masa)] = _accepted(name, month, [f"fakta/{name}.csv"], user)
        for name in LISTS:
            found[name, str(month.masa)] = _accepted(name, month, [f"sumber/{name}.csv"], user)
    return found


def accept_devices(region: Region, user: Any) -> dict[str, Kumpulan]:
    """The batch of device files of every month, by month."""
    return {
        str(month.masa): _accepted(
            MACHINES,
            month,
            [path.relative_to(month.folder).as_posix() for path in month.device_files],
            user,
        )
        for month in region.months
    }


def _accepted(jenis: str, month: MonthFiles, paths: Iterable[str], user: Any) -> Kumpulan:
    moment = _moment(month)
    kumpulan = Kumpulan.objects.create(
        jenis=jenis,
        masa=str(month.masa),
        status=Kumpulan.Status.DITERIMA,
        dibuat_oleh=user,
        dibuat_at=moment,
        diputus_oleh=user,
        diputus_at=moment + timedelta(minutes=4),
        alasan="data contoh",
    )
    files = BerkasMasuk.objects.bulk_create(_file(kumpulan, month, path) for path in paths)
    if jenis != MACHINES:
        lines = month.facts(jenis) if jenis in (*RECORDS, *MONTHLY) else month.source(jenis)
        kumpulan.hitungan = {"dibaca": len(lines), "baru": len(lines), "ubah": 0, "sama": 0, "ditolak": 0}
        kumpulan.save(update_fields=["hitungan"])
        BarisMasuk.objects.bulk_create(_rows(files[0], lines, BarisMasuk.Nasib.BARU), batch_size=2000)
    return kumpulan


def _moment(month: MonthFiles) -> datetime:
    """On the second of the next month, or in the middle of a running one."""
    day = month.masa.last + timedelta(days=2)
    return datetime.combine(min(day, month.masa.first.replace(day=19) if _runs(month) else day), _ACCEPTED_AT)


def _runs(month: MonthFiles) -> bool:
    from tepat.web.common.today import today

    return month.masa.last >= today()


def _file(kumpulan: Kumpulan, month: MonthFiles, path: str) -> BerkasMasuk:
    content = month.content(path)
    return BerkasMasuk(
        kumpulan=kumpulan,
        nama=path.rpartition("/")[2],
        ukuran=len(content),
        sidik=hashlib.sha256(content).hexdigest(),
        isi=content,
        setelan=month.device_settings.get(path.rpartition("/")[2], {}),
    )


def _rows(file: BerkasMasuk, lines: Iterable[Line], nasib: str) -> Iterator[BarisMasuk]:
    for line in lines:
        key = line.cells.get("nip") or next(iter(line.cells.values()))
        yield BarisMasuk(berkas=file, baris=line.baris, kunci=key, sel=line.cells, nasib=nasib)


# -- what waits for somebody ------------------------------------------------------------------------------------------


def preview_salaries(region: Region, user: Any) -> Kumpulan:
    """The missing salary list, uploaded and not accepted yet: two of its rows cannot be used."""
    month = region.last
    units = branch(region, WITHOUT_SALARY)
    lines = [line for line in month.facts("gaji") if region.place[line["nip"]]["kode_unit"] in units]
    lines[0].cells["gaji_kotor"] = f"{int(lines[0]['gaji_kotor']):,}".replace(",", ".") + ",00"
    lines[-1].cells["nip"] = lines[-1]["nip"][:15] + "000"
    text = "\n".join([",".join(lines[0].cells), *(_joined(line) for line in lines)]) + "\n"
    kumpulan = Kumpulan.objects.create(
        jenis="gaji",
        masa=str(month.masa),
        unit_id=region.unit[WITHOUT_SALARY],
        status=Kumpulan.Status.PRATINJAU,
        keterangan="Daftar gaji kecamatan",
        dibuat_oleh=user,
        dibuat_at=_moment(month),
        hitungan={"dibaca": len(lines), "baru": len(lines) - 2, "ubah": 0, "sama": 0, "ditolak": 2},
    )
    content = text.encode()
    file = BerkasMasuk.objects.create(
        kumpulan=kumpulan,
        nama=f"gaji {WITHOUT_SALARY.lower()}.csv",
        ukuran=len(content),
        sidik=hashlib.sha256(content).hexdigest(),
        isi=content,
    )
    good, bad = lines[1:-1], [lines[0], lines[-1]]
    BarisMasuk.objects.bulk_create(
        [*_rows(file, good, BarisMasuk.Nasib.BARU), *_rows(file, bad, BarisMasuk.Nasib.DITOLAK)]
    )
    _tell_findings(kumpulan, file, bad)
    return kumpulan


def _joined(line: Line) -> str:
    return ",".join(f'"{cell}"' if "," in cell else cell for cell in line.cells.values())


def _tell_findings(kumpulan: Kumpulan, file: BerkasMasuk, bad: list[Line]) -> None:
    texts = (
        ("F-102", "gaji_kotor", "angka ditulis dengan titik dan koma", "tulis tanpa titik: 5188640"),
        ("F-202", "nip", "tidak ada dalam daftar pegawai", "salin NIP sebagai teks; lembar kerja memotongnya"),
    )
    TemuanImpor.objects.bulk_create(
        TemuanImpor(
            kumpulan=kumpulan,
            berkas=file,
            kode=kode,
            tingkat="tahan",
            baris=line.baris,
            kolom=kolom,
            isi_sel=line[kolom],
            pesan=pesan,
            perbaikan=perbaikan,
        )
        for line, (kode, kolom, pesan, perbaikan) in zip(bad, texts, strict=True)
    )

"""Which sample papers were drawn already in this run? Each once, whichever file or process of the tests asks."""

import fcntl
import functools
import os
from pathlib import Path

from contoh_naskah import contoh, kepala

from app.domain.dokumen.status import JenisDokumen
from app.infra.pdf import Cetakan
from app.worker import cetak

ALAMAT = "https://sahih.contohkab.go.id"
ASLI = "5a" * 32  # the hash that sample reading copies name
SEMUA = [(j, penuh) for j in JenisDokumen for penuh in (False, True)]
_folder: list[Path] = []


def simpan_di(dasar: Path) -> None:
    """The folder of this run; processes of one run have one beside each other."""
    folder = (dasar.parent if "PYTEST_XDIST_WORKER" in os.environ else dasar) / "tercetak"
    folder.mkdir(exist_ok=True)
    _folder[:] = [folder]


@functools.lru_cache(maxsize=8)
def tercetak(jenis: JenisDokumen, penuh: bool, kertas: str = "F4_215") -> Cetakan:
    """The issued paper, drawn as the worker does it."""
    return _sekali(f"{jenis}-{penuh}-{kertas}", jenis, penuh, kertas, baca=False)


def salinan(jenis: JenisDokumen, penuh: bool) -> Cetakan:
    """Its reading copy."""
    return _sekali(f"{jenis}-{penuh}-baca", jenis, penuh, "F4_215", baca=True)


def _sekali(nama: str, jenis: JenisDokumen, penuh: bool, kertas: str, *, baca: bool) -> Cetakan:
    berkas = _folder[0] / nama
    with berkas.with_suffix(".kunci").open("w") as kunci:
        fcntl.flock(kunci, fcntl.LOCK_EX)
        if not berkas.exists():
            isi, penanda = contoh(jenis, penuh=penuh)
            k = kepala(jenis, kertas=kertas)
            hasil = cetak.cetak_salinan(k, isi, penanda, ALAMAT, ASLI) if baca else cetak.cetak(k, isi, penanda, ALAMAT)
            berkas.write_bytes(hasil.halaman.to_bytes(4) + hasil.isi)
            return hasil
    isi_berkas = berkas.read_bytes()
    return Cetakan(isi_berkas[4:], int.from_bytes(isi_berkas[:4]))

"""What does a paper hold when nothing is at hand to print? The smallest invented content of any kind, from its type."""

import dataclasses
import datetime as dt
from typing import Any, get_args, get_origin, get_type_hints

from app.domain.dokumen.bagian import Kop, Unit
from app.domain.dokumen.konteks import KONTEKS, Naskah
from app.domain.dokumen.status import JenisDokumen

KODE = "tambah"
# Fields whose value is one of a few words, or which must agree with another.
_KHUSUS: dict[tuple[str, str], Any] = {
    ("JawabanTelaah", "hasil"): "ya",
    ("NamaVerval", "hasil"): "layak",
    ("Hitungan", "disepakati"): 1,
    ("HasilKecamatan", "tidak_layak"): {},
    ("Acara", "penyelenggara"): "pemdes",
}
_TEKS = {"nama": "Nama Contoh", "nik": "", "no_kk": "", "rt": "001", "rw": "001", "jabatan": "Jabatan", "alamat": "–"}


def rekaan(jenis: JenisDokumen, kop: Kop, unit: Unit, hari: dt.date) -> Naskah:
    """Invented content of one kind under a letterhead; every list has one item."""
    pasti: dict[str, Any] = {"kop": kop, "unit": unit, "periode": f"{hari:%Y-%m}", "nama_data": "DTSEN"}
    if jenis is JenisDokumen.LAMPIRAN:
        pasti["tambah"] = None  # an annex needs one of its three lists
    naskah: Naskah = _buat(KONTEKS[jenis], hari, pasti)
    return naskah


def _buat(jenis: type[Any], hari: dt.date, pasti: dict[str, Any]) -> Any:
    petunjuk = get_type_hints(jenis)
    isi: dict[str, Any] = {}
    for f in dataclasses.fields(jenis):
        kunci = (jenis.__name__, f.name)
        if pasti.get(f.name) is not None:
            isi[f.name] = pasti[f.name]
        elif kunci in _KHUSUS:
            isi[f.name] = _KHUSUS[kunci]
        elif f.name in pasti or (f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING):
            isi[f.name] = _nilai(petunjuk[f.name], f.name, hari)
    return jenis(**isi)


def _nilai(jenis: Any, nama: str, hari: dt.date) -> Any:
    if dataclasses.is_dataclass(jenis):
        return _buat(jenis, hari, {})  # type: ignore[arg-type]
    if get_origin(jenis) is list:
        return [_nilai(get_args(jenis)[0], nama, hari)]
    if get_origin(jenis) is dict:
        return {KODE: _nilai(get_args(jenis)[1], nama, hari)}
    polos = {int: 1, float: 0.0, bool: True, dt.date: hari, dt.time: dt.time(9, 0), str: _TEKS.get(nama, "Contoh")}
    if nama in ("periode", "periode_awal"):
        return f"{hari:%Y-%m}"
    return polos[jenis]

"""What does the file inside a paper hold? What the paper prints, as JSON: nothing that cannot be read on it."""

import dataclasses
import datetime as dt
import html
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from app.domain.dokumen.kode import berkelompok
from app.domain.dokumen.konteks import BENTUK, Kepala, Naskah, Penanda
from app.infra import format as bentuk
from app.infra.terbaca import Rekaman

NAMA = "isi.json"
URAIAN = "Isi naskah ini dalam bentuk yang dapat diolah program (JSON)"
_TIDAK_TERLIHAT = re.compile(r"<head>.*?</head>|<!--.*?-->", re.DOTALL)
_TANDA = re.compile(r"<[^>]+>")
_TIADA = object()


def isi_mesin(kepala: Kepala, isi: Naskah, penanda: list[Penanda], naskah: str, rekaman: Rekaman) -> str:
    """The JSON of one paper. `naskah` is its HTML, `rekaman` what the template read of the content to make it.

    A value is in it when the template read it there and its text stands on the paper; kind, code and shape besides.
    """
    saring = _Saringan(naskah, rekaman)
    semua = {
        "bentuk": f"sahih/{BENTUK}",
        "jenis": str(kepala.jenis),
        "kode": berkelompok(kepala.kode),
        "kepala": saring.bagian(kepala),
        "isi": saring.bagian(isi),
        "penanda": [saring.bagian(p) for p in penanda],
    }
    return json.dumps(semua, ensure_ascii=False, separators=(",", ":"))


class _Saringan:
    """What of the content stands on one paper."""

    def __init__(self, naskah: str, rekaman: Rekaman) -> None:
        potongan = [_rata(html.unescape(p)) for p in _TANDA.split(_TIDAK_TERLIHAT.sub(" ", naskah))]
        self._sel = set(potongan)
        self._teks = " ".join(p for p in potongan if p)
        self._rekaman = rekaman
        self._pernah: dict[str, bool] = {}

    def bagian(self, objek: Any) -> dict[str, Any]:
        """One dataclass: the fields and computed values that were read of it and stand on the paper."""
        dibaca = self._rekaman.dari(objek)
        medan = {m.name: getattr(objek, m.name) for m in dataclasses.fields(objek)}
        hitungan = sorted(nama for nama in dibaca if nama not in medan)
        # What is computed of parts (groups, sums by place) leads to those parts themselves.
        turunan = any(_berbagian(dibaca[nama]) for nama in hitungan)
        hasil = {}
        for nama, nilai in medan.items():
            if nama in dibaca or (turunan and _berbagian(nilai)):
                hasil[nama] = self._nilai(nilai)
        hasil |= {nama: self._nilai(dibaca[nama]) for nama in hitungan if not _berbagian(dibaca[nama])}
        return {nama: nilai for nama, nilai in hasil.items() if nilai is not _TIADA}

    def _nilai(self, nilai: Any) -> Any:
        if dataclasses.is_dataclass(nilai):
            return self.bagian(nilai) or _TIADA
        if isinstance(nilai, list | tuple):
            ada = [n for n in map(self._nilai, nilai) if n is not _TIADA]
            return ada or _TIADA
        if isinstance(nilai, dict):
            isi = {str(k): self._nilai(n) for k, n in nilai.items()}
            return {k: n for k, n in isi.items() if n is not _TIADA} or _TIADA
        bentuk_ = list(_bentuk(nilai))
        # Whole cells first: looking through the text of a long list for each of its dates would take minutes.
        if not any(_rata(b) in self._sel for b in bentuk_) and not any(map(self._tercetak, bentuk_)):
            return _TIADA
        return nilai if isinstance(nilai, str | int | float) else nilai.isoformat()

    def _tercetak(self, teks: str) -> bool:
        cari = _rata(teks)
        if not cari or cari in self._sel:
            return bool(cari)
        if cari not in self._pernah:
            pola = rf"(?<!\w){re.escape(cari)}(?!\w)"
            self._pernah[cari] = cari in self._teks and re.search(pola, self._teks) is not None
        return self._pernah[cari]


def _rata(teks: str) -> str:
    return " ".join(teks.split()).casefold()


def _berbagian(nilai: Any) -> bool:
    """Whether a value is, or holds, parts of their own."""
    return dataclasses.is_dataclass(nilai) or (
        isinstance(nilai, list | tuple) and any(dataclasses.is_dataclass(n) for n in nilai)
    )


# How a value may stand on paper, by its type. Switches (bool) stand nowhere.
_BENTUK: dict[type, tuple[Callable[[Any], str], ...]] = {
    int: (str, bentuk.angka),
    float: (lambda n: bentuk.angka(n, 2), str),
    dt.date: (bentuk.tanggal, bentuk.tanggal_panjang, lambda h: f"{h:%d-%m-%Y}", dt.date.isoformat),
    dt.time: (lambda j: f"{j:%H.%M}",),
}


def _bentuk(nilai: Any) -> Iterator[str]:
    if isinstance(nilai, str):
        yield nilai
        if "_" in nilai:
            yield nilai.replace("_", " ")
        if bentuk.BENTUK_PERIODE.fullmatch(nilai):
            yield bentuk.periode(nilai)
        return
    for cara in _BENTUK.get(type(nilai), ()):
        yield cara(nilai)

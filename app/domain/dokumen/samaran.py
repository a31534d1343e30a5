"""What of a real paper may be shown to who keeps the rules? Its form and figures, no resident: initials, no numbers."""

import dataclasses
from typing import Any

from app.domain.dokumen.bagian import BarisKeberatan, BarisNama, BarisPublik, Penanda, PesertaHadir, TindakLanjut
from app.domain.dokumen.konteks import BarisPerubahan, Lampiran, NamaVerval, Naskah, TandaTerima
from app.infra.format import inisial

MAKS_BARIS = 40  # enough to see how a list breaks; a sample of thousands of rows would only take long
_RAHASIA = "(tidak ditampilkan pada contoh)"
_NOMOR = "0000000000000000"
_DIGANTI: dict[type[Any], dict[str, str]] = {
    BarisNama: dict.fromkeys(("nama_ibu", "alamat", "tempat_lahir", "keterangan", "alasan", "pekerjaan"), "…"),
    BarisPublik: {"keterangan": "…", "alasan": "…"},
    BarisPerubahan: {"alasan": "…"},
    NamaVerval: {"alasan": "…"},
    BarisKeberatan: {"siapa": "Peserta", "isi": _RAHASIA, "tentang": "", "hasil": ""},
    TindakLanjut: {"apa": _RAHASIA, "siapa": "…"},
    # With the code of a receipt anybody follows the proposal of its bearer.
    TandaTerima: {"kode_lacak": "XXXXXXXXXX"},
}
# Free text that may name anybody, as one piece or as a list of points.
_CERITA = frozenset(
    {
        "pembahasan", "keberatan", "catatan", "alasan", "keterangan", "kesimpulan", "pembebasan", "kendala",
        "tindak_lanjut",
    }
)  # fmt: skip
_ORANG = (BarisNama, BarisPublik, BarisPerubahan, PesertaHadir)


def samarkan(isi: Naskah) -> Naskah:
    """The same content with every resident made unrecognisable; counts and lengths stay as they are."""
    hasil: Naskah = _samar(isi)
    return hasil


def penanda(semua: list[Penanda]) -> list[Penanda]:
    """Officials sign by their names; a witness is a resident."""
    return [dataclasses.replace(p, nama=inisial(p.nama)) if p.letak == "saksi" else p for p in semua]


def _samar(nilai: Any) -> Any:
    if isinstance(nilai, list):
        return [_samar(n) for n in nilai]
    if not dataclasses.is_dataclass(nilai) or isinstance(nilai, type):
        return nilai
    ganti: dict[str, Any] = {}
    for f in dataclasses.fields(nilai):
        lama = getattr(nilai, f.name)
        if isinstance(lama, list) and isinstance(nilai, Lampiran):  # no count must agree with its lists
            lama = lama[:MAKS_BARIS]
        ganti[f.name] = _samar_cerita(lama) if f.name in _CERITA else _samar(lama)
    ganti |= {k: v for k, v in _DIGANTI.get(type(nilai), {}).items() if ganti.get(k)}
    if isinstance(nilai, _ORANG):
        ganti["nama"] = inisial(nilai.nama) or "…"
        ganti |= {k: _NOMOR for k in ("nik", "no_kk", "id_data") if ganti.get(k)}
        ganti |= {k: dict.fromkeys(ganti[k], "…") for k in ("lama", "baru") if k in ganti}
        if isinstance(nilai, BarisNama):
            ganti["tanggal_lahir"] = None
    return dataclasses.replace(nilai, **ganti)


def _samar_cerita(nilai: Any) -> Any:
    if isinstance(nilai, list):
        return [_samar_cerita(n) for n in nilai]
    return _RAHASIA if isinstance(nilai, str) and nilai else _samar(nilai)

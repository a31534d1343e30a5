"""How is a row of rules written into a form, and read back? Lists are one item per line, records one line each."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from app.domain.aturan.periksa import kode_dikenal
from app.domain.aturan.skema import Bidang, Skema
from app.domain.dokumen.status import JUDUL_DOKUMEN, JenisDokumen

PEMISAH = "|"
AWALAN = "isi_"


def tulis(bentuk: Skema, isi: Mapping[str, Any]) -> dict[str, Any]:
    """Form values of a row, by field name: text, a list of ticked codes, or a bool."""
    return {b.nama: _tulis(b, isi.get(b.nama, b.nama == "aktif" or None)) for b in bentuk.bidang}


def baca(bentuk: Skema, kiriman: MultiDict[str, str]) -> dict[str, Any]:
    """The row as typed, for `periksa`: nothing is judged here."""
    return {b.nama: _baca(b, kiriman) for b in bentuk.bidang}


def tulis_kiriman(bentuk: Skema, kiriman: MultiDict[str, str]) -> dict[str, Any]:
    """What was typed, exactly, to be shown again beside its errors."""
    hasil: dict[str, Any] = {}
    for b in bentuk.bidang:
        nama = AWALAN + b.nama
        hasil[b.nama] = kiriman.getlist(nama) if bercentang(b) else kiriman.get(nama, "")
        if b.jenis == "centang":
            hasil[b.nama] = nama in kiriman
    return hasil


def bercentang(b: Bidang) -> bool:
    """Whether a list is ticked from known codes instead of typed."""
    return b.jenis == "daftar" and (b.pilihan is not None or bool(b.rujukan))


def pilihan(b: Bidang) -> list[tuple[str, str]]:
    """Codes and labels to choose from."""
    if b.pilihan is not None:
        return list(b.pilihan.items())
    return [(k, judul_kode(b.rujukan, k)) for k in sorted(kode_dikenal(b.rujukan))]


def judul_kode(kunci: str, kode: str, label: str = "") -> str:
    """A code in words: kinds of paper have theirs, others their label."""
    jenis, _, varian = kode.partition(":")
    if kunci in ("penanda_tangan", "nomor", "kertas", "tembusan"):
        if not kode:
            return "Semua naskah lainnya"
        nama = JUDUL_DOKUMEN[JenisDokumen(jenis)] if jenis in set(JenisDokumen) else jenis
        return f"{nama} ({varian})" if varian else nama
    return label or kode.replace("_", " ") or "Aturan"


def ringkas(bentuk: Skema, isi: Mapping[str, Any]) -> str:
    """The row in one line, without its label."""
    bagian = []
    for b in bentuk.bidang:
        teks = "" if b.nama == "label" else _sebut(b, isi.get(b.nama))
        if teks:
            bagian.append(f"{b.label}: {teks}")
    return "; ".join(bagian)


def _sebut(b: Bidang, nilai: Any) -> str:
    if b.jenis in ("tabel", "peta"):
        return f"{len(nilai or [])} baris"
    if b.jenis == "centang":
        return {True: "ya", False: "tidak", None: ""}[nilai]
    if b.jenis == "gambar":
        return "sudah diunggah" if nilai else ""
    if b.jenis == "desimal" and nilai is not None:
        return _desimal(nilai)
    if isinstance(nilai, list):
        return ", ".join(str(x) for x in nilai)
    if b.pilihan and nilai in b.pilihan:
        return b.pilihan[nilai]
    return "" if nilai is None else str(nilai)


def _desimal(nilai: float) -> str:
    return f"{nilai:g}".replace(".", ",")


def petunjuk(b: Bidang) -> str:
    """What to type, with the values a column knows."""
    if b.jenis == "tabel":
        kolom = f" {PEMISAH} ".join(k.label for k in b.kolom)
        dikenal = [f"{k.label}: {', '.join(_kode(k))}" for k in b.kolom if _kode(k)]
        return f"Satu baris untuk satu butir, kolom dipisah tanda {PEMISAH}. Urutannya: {kolom}. {'. '.join(dikenal)}."
    if b.jenis == "daftar" and not bercentang(b):
        return f"Satu baris untuk satu butir. {b.petunjuk}".strip()
    return b.petunjuk


def _kode(k: Bidang) -> list[str]:
    if k.jenis == "centang":
        return ["ya", "tidak"]
    if k.jenis == "pasangan":
        return ["kode=label; kode=label"]
    return list(k.pilihan or {})


def _tulis(b: Bidang, nilai: Any) -> Any:
    if b.jenis == "tabel":
        return "\n".join(f" {PEMISAH} ".join(_tulis_sel(k, r.get(k.nama)) for k in b.kolom) for r in nilai or [])
    if bercentang(b):
        return list(nilai or [])
    if b.jenis == "peta":
        return "\n".join(f"{k} = {v}" for k, v in (nilai or {}).items())
    if b.jenis == "daftar":
        return "\n".join(nilai or [])
    if b.jenis == "desimal" and nilai not in (None, ""):
        return _desimal(nilai)
    return nilai


def _tulis_sel(k: Bidang, nilai: Any) -> str:
    if k.jenis == "centang":
        return "ya" if nilai else "tidak"
    if k.jenis == "pasangan":
        return "; ".join(f"{p['nilai']}={p['label']}" for p in nilai or [])
    return str(nilai or "")


def _baca(b: Bidang, kiriman: MultiDict[str, str]) -> Any:
    nama = AWALAN + b.nama
    if b.jenis == "centang":
        return nama in kiriman
    if b.jenis == "gambar":
        return "" if f"{nama}_hapus" in kiriman else kiriman.get(nama, "")
    if bercentang(b):
        return kiriman.getlist(nama)
    teks = kiriman.get(nama, "")
    if b.jenis == "daftar":
        return teks.splitlines()
    if b.jenis == "peta":
        potong = (baris.partition("=") for baris in teks.splitlines() if baris.strip())
        return {kiri.strip(): kanan.strip() for kiri, _, kanan in potong}
    if b.jenis == "tabel":
        return [_baca_baris(b, baris) for baris in teks.splitlines() if baris.strip()]
    return teks


def _baca_baris(b: Bidang, baris: str) -> dict[str, Any]:
    sel = [s.strip() for s in baris.split(PEMISAH)]
    sel += [""] * (len(b.kolom) - len(sel))
    return {k.nama: _baca_sel(k, s) for k, s in zip(b.kolom, sel, strict=False)}


def _baca_sel(k: Bidang, teks: str) -> Any:
    if k.jenis == "centang":
        return teks.lower() == "ya"
    if k.jenis == "pasangan":
        bagian = [p.partition("=") for p in teks.split(";") if p.strip()]
        return [{"nilai": n.strip(), "label": label.strip()} for n, _, label in bagian]
    return teks

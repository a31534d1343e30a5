"""Can this row be taken? Sentences per field for whoever keeps the rules; the cleaned row if it can."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from app.domain.aturan import lambang
from app.domain.aturan.berlaku import Isi, semua_baris
from app.domain.aturan.jabatan import GERBANG, GERBANG_NASKAH, JABATAN, TINGKAT, tingkat_naskah
from app.domain.aturan.nomor import tanda_asing
from app.domain.aturan.skema import SEMUA_DOKUMEN, SKEMA, Bidang, Skema
from app.infra.galat import GalatIsian, TidakAda

KODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:-]{0,59}")
NAMA_BIDANG = re.compile(r"[a-z][a-z0-9_]{0,39}")
TANDA_TEMBUSAN = frozenset({"kecamatan", "kabupaten", "provinsi"})
PANJANG = 600
PANJANG_KOP, PANJANG_SINGKATAN = 70, 20


def skema(kunci: str) -> Skema:
    """The table's shape; TidakAda for a table that does not exist."""
    if kunci not in SKEMA:
        raise TidakAda("Tabel aturan ini tidak ada.")
    return SKEMA[kunci]


def periksa(kunci: str, kode: str, isi: Mapping[str, Any]) -> Isi:
    """The row with only the known fields, each of its type. Raises GalatIsian with a sentence per field."""
    bentuk = skema(kunci)
    galat: dict[str, str] = {}
    if salah := _periksa_kode(bentuk, kode):
        galat["kode"] = salah
    bersih: Isi = {}
    for b in bentuk.bidang:
        if b.nama == "aktif" and b.nama not in isi:
            continue
        try:
            bersih[b.nama] = _nilai(b, isi.get(b.nama))
        except ValueError as e:
            galat[b.nama] = str(e)
    if not galat:
        galat = dict(_khusus(kunci, kode, bersih))
    if galat:
        raise GalatIsian(bidang=galat)
    return bersih


def kode_dikenal(kunci: str) -> set[str]:
    """Codes that rows of other tables may refer to, active or not, of any territory."""
    kode = {b.kode for b in semua_baris(kunci)}
    return {k for k in kode if ":" not in k} if kunci == SEMUA_DOKUMEN else kode


def _periksa_kode(bentuk: Skema, kode: str) -> str:
    if bentuk.tunggal:
        return "" if kode == "" else "Tabel ini hanya mempunyai satu baris, tanpa kode."
    if bentuk.kode is not None:
        dikenal = kode in bentuk.kode or _cabang(bentuk, kode)
        return "" if dikenal else f"Pilih kode dari daftar: {', '.join(bentuk.kode)}."
    if bentuk.rujukan_kode:
        return _periksa_rujukan(bentuk, kode)
    if not KODE.fullmatch(kode):
        return "Tulis kode dari huruf, angka, garis bawah, atau tanda hubung, paling panjang 60 huruf."
    return ""


def _cabang(bentuk: Skema, kode: str) -> bool:
    pokok, _, anak = kode.partition(":")
    return pokok in bentuk.bercabang and anak in kode_dikenal(bentuk.rujukan_kode)


def _periksa_rujukan(bentuk: Skema, kode: str) -> str:
    dokumen = bentuk.rujukan_kode == SEMUA_DOKUMEN
    if dokumen and kode == "" and bentuk.kunci in ("nomor", "kertas"):
        return ""
    # Only signers differ between a desa and a kelurahan; other rules of papers are looked up without a variant.
    berlainan = dokumen and bentuk.kunci == "penanda_tangan"
    dasar = kode.removesuffix(":kelurahan").removesuffix(":pemdes") if berlainan else kode
    return "" if dasar in kode_dikenal(bentuk.rujukan_kode) else f"Kode “{kode}” tidak dikenal."


def _nilai(b: Bidang, mentah: Any) -> Any:
    return _PEMBACA[b.jenis](b, mentah)


def _teks(b: Bidang, mentah: Any) -> str:
    teks = str(mentah or "").strip()
    if not teks and b.wajib:
        raise ValueError(f"{b.label} belum diisi.")
    if len(teks) > PANJANG:
        raise ValueError(f"{b.label} terlalu panjang: paling banyak {PANJANG} huruf.")
    return teks


def _angka(b: Bidang, mentah: Any) -> int | float | None:
    if mentah in (None, ""):
        if b.wajib:
            raise ValueError(f"{b.label} belum diisi.")
        return None
    jenis: Callable[[str], int | float] = int if b.jenis == "bulat" else float
    try:
        angka = jenis(str(mentah).replace(",", "."))
    except ValueError:
        raise ValueError(f"{b.label} harus berupa angka{' bulat' if b.jenis == 'bulat' else ''}.") from None
    bawah, atas = b.rentang or (0, 1_000_000)
    if not bawah <= angka <= atas:
        raise ValueError(f"{b.label} harus antara {bawah:g} dan {atas:g}.")
    return angka


def _pilihan(b: Bidang, mentah: Any) -> str:
    teks = _teks(b, mentah)
    if teks and teks not in _dikenal(b):
        raise ValueError(f"{b.label}: “{teks}” tidak dikenal. Pilihannya: {', '.join(sorted(_dikenal(b)))}.")
    return teks


def _daftar(b: Bidang, mentah: Any) -> list[str]:
    butir = list(dict.fromkeys(_teks(Bidang(b.nama, b.label), x) for x in mentah or [] if str(x).strip()))
    if b.wajib and not butir:
        raise ValueError(f"{b.label} belum diisi.")
    if (b.pilihan or b.rujukan) and (asing := [x for x in butir if x not in _dikenal(b)]):
        raise ValueError(f"{b.label}: {', '.join(asing)} tidak dikenal. Pilihannya: {', '.join(sorted(_dikenal(b)))}.")
    return butir


def _tabel(b: Bidang, mentah: Any) -> list[Isi]:
    hasil: list[Isi] = []
    for urut, baris in enumerate(mentah or [], 1):
        try:
            satu = {k.nama: _nilai(k, baris.get(k.nama)) for k in b.kolom}
        except ValueError as e:
            raise ValueError(f"Baris {urut}: {e}") from None
        # Optional columns stay out of the row when they are empty, as in the seeds.
        hasil.append({n: v for n, v in satu.items() if v not in ("", []) or n == "petunjuk"})
    if b.wajib and not hasil:
        raise ValueError(f"{b.label} belum diisi.")
    return hasil


def _pasangan(b: Bidang, mentah: Any) -> list[dict[str, str]]:
    pasangan = list(mentah or [])
    if any(not p.get("nilai") or not p.get("label") for p in pasangan):
        raise ValueError(f"{b.label}: tulis sebagai kode=label, dipisah titik koma.")
    return [{"nilai": str(p["nilai"]), "label": str(p["label"])} for p in pasangan]


def _peta(b: Bidang, mentah: Any) -> dict[str, str]:
    peta = {str(k).strip(): str(v).strip() for k, v in dict(mentah or {}).items()}
    if any(not k or not v for k, v in peta.items()):
        raise ValueError(f"{b.label}: tulis setiap baris sebagai judul = kolom.")
    if b.wajib and not peta:
        raise ValueError(f"{b.label} belum diisi.")
    return peta


def _centang(_b: Bidang, mentah: Any) -> bool:
    return bool(mentah)


_PEMBACA: dict[str, Callable[[Bidang, Any], Any]] = {
    "teks": _teks,
    "gambar": _teks,
    "area": _teks,
    "bulat": _angka,
    "desimal": _angka,
    "pilihan": _pilihan,
    "daftar": _daftar,
    "tabel": _tabel,
    "pasangan": _pasangan,
    "peta": _peta,
    "centang": _centang,
}


def _dikenal(b: Bidang) -> set[str]:
    return set(b.pilihan) if b.pilihan is not None else kode_dikenal(b.rujukan)


def _khusus(kunci: str, kode: str, isi: Isi) -> Iterator[tuple[str, str]]:
    if kunci in _KHUSUS:
        yield from _KHUSUS[kunci](kode, isi)


def _nomor(_kode: str, isi: Isi) -> Iterator[tuple[str, str]]:
    if isi["mode"] != "otomatis":
        return
    if asing := tanda_asing(isi["format"]):
        yield "format", f"Tanda {', '.join(asing)} tidak dikenal dalam pola nomor."
    elif not re.search(r"\{urut(:\d)?\}", isi["format"]):
        yield "format", "Pola nomor harus memuat {urut}, supaya setiap naskah bernomor lain."
    elif "{tahun}" not in isi["format"]:
        yield "format", "Pola nomor harus memuat {tahun}, karena nomor urut mulai lagi setiap tahun."
    elif isi["klasifikasi"] and "{klasifikasi}" not in isi["format"]:
        yield "format", "Pola nomor harus memuat {klasifikasi}: nomor urut dihitung untuk tiap kode klasifikasi."
    elif "{klasifikasi}" in isi["format"] and not isi["klasifikasi"]:
        yield "klasifikasi", "Isi kode klasifikasi, misalnya 400.9, karena polanya memakai {klasifikasi}."


def _tembusan(_kode: str, isi: Isi) -> Iterator[tuple[str, str]]:
    asing = {t for teks in isi["daftar"] for t in re.findall(r"\{([^}]*)\}", teks)} - TANDA_TEMBUSAN
    if any(sisa in re.sub(r"\{[^{}]*\}", "", teks) for teks in isi["daftar"] for sisa in "{}"):
        yield "daftar", "Ada kurung kurawal yang tidak berpasangan; tulis misalnya Camat {kecamatan}."
    elif asing:
        yield (
            "daftar",
            f"Tanda {', '.join(sorted(asing))} tidak dikenal; pakai {{kecamatan}}, {{kabupaten}}, atau {{provinsi}}.",
        )


def _libur(kode: str, _isi: Isi) -> Iterator[tuple[str, str]]:
    try:
        # 29 February exists in a leap year, so the yearly form is tried in one.
        dt.date.fromisoformat(kode if len(kode) == 10 else f"2024-{kode}")
    except ValueError:
        yield "kode", "Tulis tanggal sebagai BB-TT (setiap tahun) atau TTTT-BB-TT (satu kali)."


def _jenis_usulan(_kode: str, isi: Isi) -> Iterator[tuple[str, str]]:
    nama = [b["nama"] for b in isi["bidang"]]
    if len(set(nama)) < len(nama):
        yield "bidang", "Nama isian tidak boleh sama dua kali."
    if buruk := [n for n in nama if not NAMA_BIDANG.fullmatch(n)]:
        yield "bidang", f"Nama isian {', '.join(buruk)} harus huruf kecil, angka, atau garis bawah."
    kosong = [
        b["label"] for b in isi["bidang"] if b["jenis"] == "pilihan" and not b.get("pilihan") and not b.get("sumber")
    ]
    if kosong:
        yield "bidang", f"Isian {', '.join(kosong)} berupa pilihan, tetapi pilihannya belum ditulis."


def _instrumen(_kode: str, isi: Isi) -> Iterator[tuple[str, str]]:
    kode = [p["kode"] for p in isi["pertanyaan"]]
    if len(set(kode)) < len(kode):
        yield "pertanyaan", "Kode pertanyaan tidak boleh sama dua kali."


def _penanda(kode: str, isi: Isi) -> Iterator[tuple[str, str]]:
    jabatan = {p["jabatan"] for p in isi["penanda"]}
    salah = {"ketua_bpd", "kepala_desa"} if kode.endswith(":kelurahan") else set()
    if ada := sorted(jabatan & salah):
        yield "penanda", f"Kelurahan tidak mempunyai jabatan {', '.join(ada)}."
        return
    jenis = kode.partition(":")[0]
    for urut, p in enumerate(isi["penanda"], 1):
        if salah_baris := _penanda_baris(jenis, p):
            yield "penanda", f"Baris {urut}: {salah_baris}"
            return
    gerbang = GERBANG_NASKAH.get(jenis)
    if gerbang and not any(p["gerbang"] == gerbang and p.get("wajib") for p in isi["penanda"]):
        tahap = f"{gerbang} ({GERBANG[gerbang]})"
        yield "penanda", f"Harus ada penanda tangan wajib pada tahap {tahap}, supaya langkahnya dapat diambil."


def _penanda_baris(jenis: str, p: Isi) -> str:
    unit, milik = tingkat_naskah(jenis), JABATAN[p["jabatan"]].tingkat
    if unit and TINGKAT.index(milik) < TINGKAT.index(unit):
        return (
            f"jabatan {p['jabatan']} berada di bawah penerbit naskah ini ({unit}), jadi tidak dapat menandatanganinya."
        )
    if p.get("untuk_beliau") and not p.get("atas_nama"):
        return "u.b. hanya dipakai bersama a.n.; isi a.n. lebih dahulu."
    if p["jabatan"] in (p.get("atas_nama"), p.get("untuk_beliau")):
        return "pejabat tidak menandatangani a.n. atau u.b. dirinya sendiri."
    return ""


def _kop(kode: str, isi: Isi) -> Iterator[tuple[str, str]]:
    if isi["lambang"] == "garuda" and kode != "kepala_daerah":
        yield "lambang", "Garuda hanya untuk kop kepala daerah; kantor lain memakai lambang daerah."
    panjang = {b: len(isi[b]) for b in ("baris1", "baris2", "baris3") if len(isi[b]) > PANJANG_KOP}
    yield from ((b, f"Paling panjang {PANJANG_KOP} huruf, supaya muat di kop.") for b in panjang)
    if isi["baris3"] and not isi["baris2"]:
        yield "baris2", "Isi baris kedua lebih dahulu, atau pindahkan baris ketiga ke baris kedua."
    if len(isi["singkatan"]) > PANJANG_SINGKATAN or "/" in isi["singkatan"]:
        yield "singkatan", f"Paling panjang {PANJANG_SINGKATAN} huruf, tanpa garis miring."
    if isi["logo"] and not lambang.dikenal(isi["logo"]):
        yield "logo", "Gambar lambang ini belum diunggah. Pilih berkasnya, lalu simpan lagi."


_KHUSUS: dict[str, Callable[[str, Isi], Iterator[tuple[str, str]]]] = {
    "nomor": _nomor,
    "tembusan": _tembusan,
    "libur": _libur,
    "jenis_usulan": _jenis_usulan,
    "instrumen": _instrumen,
    "penanda_tangan": _penanda,
    "kop": _kop,
}

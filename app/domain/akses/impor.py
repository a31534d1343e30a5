"""How does a whole list of people come in? Good rows are stored, bad ones say what to mend, twice changes nothing."""

import datetime as dt
import io
from collections import defaultdict
from dataclasses import asdict, dataclass, field

import sqlalchemy as sa

from app.domain.akses import operations, policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.isian import IsianPengguna, IsianPenugasan, baca_pengguna, baca_penugasan
from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import LABEL_PERAN, SEBUTAN, Peran
from app.domain.wilayah.kode import meliputi
from app.domain.wilayah.models import Wilayah
from app.infra import sheets
from app.infra.db import db
from app.infra.galat import GalatIsian
from app.infra.sheets_tulis import Kolom, Lembar, tulis_xlsx

KOLOM = (
    "nama_pengguna", "nama", "nip", "surel", "telepon", "peran", "kode_wilayah", "mulai", "selesai", "sebutan",
    "nomor_sk", "tanggal_sk", "periode_awal", "periode_akhir",
)  # fmt: skip
TANGGAL = ("mulai", "selesai", "tanggal_sk")
WAJIB = ("nama_pengguna", "nama", "peran", "kode_wilayah", "mulai")
MAKS_BARIS = 2_000
# Sixteen digits and more do not fit a spreadsheet's number: the last ones are gone, and that must be said.
_ANGKA_AMAN = 10**15

PETUNJUK = (
    ("Kolom wajib", ", ".join(WAJIB)),
    ("nama_pengguna", "3 sampai 60 huruf kecil, angka, titik, garis bawah, atau tanda hubung; bukan NIK."),
    ("kode_wilayah", "Kode Kemendagri dengan titik, misalnya 33.28.10.2004. Biarkan kolom ini berformat teks."),
    ("mulai, selesai", "Tanggal, misalnya 01/01/2026. Kosongkan selesai bila belum ditentukan."),
    ("sebutan", f"Kosong berarti definitif. Pilihan: {', '.join(SEBUTAN)}."),
    ("periode_awal, periode_akhir", "Hanya untuk auditor: bulan yang boleh diperiksa, misalnya 2026-01 dan 2026-12."),
    ("Dua penugasan", "Tulis dua baris dengan nama_pengguna yang sama."),
    *((str(p), LABEL_PERAN[p]) for p in Peran),
)


@dataclass(frozen=True, slots=True)
class GalatBaris:
    """What is wrong in one cell, and how to mend it; `baris` as the spreadsheet counts."""

    baris: int
    kolom: str
    nilai: str
    pesan: str


@dataclass(slots=True)
class HasilImpor:
    """What became of a list. `sandi` holds (user name, name, one-time password) of new accounts, nowhere stored."""

    baru: int = 0
    berubah: int = 0
    sama: int = 0
    ditolak: int = 0
    galat: list[GalatBaris] = field(default_factory=list)
    sandi: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Keadaan:
    """What the database knows of the people and regions named in the list, kept current while rows are stored."""

    pengguna: dict[str, Pengguna]
    penugasan: dict[int, list[Penugasan]]
    wilayah: set[str]


def templat() -> bytes:
    """The empty list to fill in, with a second sheet that explains each column."""
    pilihan = {"peran": tuple(str(p) for p in Peran), "sebutan": SEBUTAN}
    kolom = [Kolom(k, 20, "tanggal" if k in TANGGAL else "identitas", pilihan.get(k, ())) for k in KOLOM]
    return _tulis(Lembar("Pengguna", kolom), Lembar("Petunjuk", (Kolom("Kolom", 24), Kolom("Isi", 90)), PETUNJUK))


def daftar_sandi(sandi: list[tuple[str, str, str]]) -> bytes:
    """The one-time passwords as a list to hand out."""
    kolom = (Kolom("nama_pengguna", 28), Kolom("nama", 36), Kolom("kata_sandi_sekali_pakai", 28))
    return _tulis(Lembar("Kata sandi sekali pakai", kolom, sandi))


def _tulis(*lembar: Lembar) -> bytes:
    keluar = io.BytesIO()
    tulis_xlsx(keluar, lembar)
    return keluar.getvalue()


def impor(isi: bytes, *, oleh: Pelaku) -> HasilImpor:
    """Take a list in; every row stands on its own. Raises GalatIsian when the file as a whole cannot be used."""
    policy.wajib_mungkin(oleh, Aksi.PENGGUNA_KELOLA)
    baris = baca(isi)
    keadaan = _keadaan(baris)
    hasil = HasilImpor()
    for nomor, nilai in baris:
        galat = _satu_baris(nilai, keadaan, hasil, oleh)
        hasil.ditolak += bool(galat)
        hasil.galat += [GalatBaris(nomor, k, nilai.get(k, "")[:80], pesan) for k, pesan in galat.items()]
    return hasil


def baca(isi: bytes) -> list[tuple[int, dict[str, str]]]:
    """The filled rows of the first sheet, each with its number. Raises GalatIsian."""
    baris = sheets.baca(isi, maks_baris=MAKS_BARIS)
    kepala = _kepala(next(baris, sheets.Baris(1, [])).sel)
    return [(b.nomor, {kolom: _teks(b.sel[i]) if i < len(b.sel) else "" for kolom, i in kepala.items()}) for b in baris]


def _kepala(sel: list[sheets.Sel]) -> dict[str, int]:
    nama = [str(s).strip().casefold().replace(" ", "_") for s in sel]
    if kurang := [k for k in WAJIB if k not in nama]:
        raise GalatIsian(f"Kolom {', '.join(kurang)} tidak ada pada baris pertama. Pakai judul kolom dari templat.")
    if ganda := sorted({k for k in KOLOM if nama.count(k) > 1}):
        raise GalatIsian(f"Kolom {', '.join(ganda)} tertulis lebih dari sekali. Hapus yang tidak dipakai.")
    return {k: nama.index(k) for k in KOLOM if k in nama}


def _teks(nilai: sheets.Sel) -> str:
    if isinstance(nilai, dt.datetime | dt.date):
        return nilai.isoformat()[:10]
    if isinstance(nilai, int | float) and abs(nilai) >= _ANGKA_AMAN:
        return f"{nilai:.0f} (angka)"
    if isinstance(nilai, float) and nilai == int(nilai):
        return str(int(nilai))
    return str(nilai).strip()


def _keadaan(baris: list[tuple[int, dict[str, str]]]) -> _Keadaan:
    nama = {n.get("nama_pengguna", "").casefold() for _, n in baris}
    kode = {n.get("kode_wilayah", "") for _, n in baris}
    dikenal = db.session.scalars(sa.select(Pengguna).where(Pengguna.nama_pengguna.in_(nama)))
    orang = {p.nama_pengguna: p for p in dikenal}
    tugas: dict[int, list[Penugasan]] = defaultdict(list)
    ids = [p.id for p in orang.values()]
    for t in db.session.scalars(sa.select(Penugasan).where(Penugasan.pengguna_id.in_(ids))):
        tugas[t.pengguna_id].append(t)
    return _Keadaan(orang, tugas, set(db.session.scalars(sa.select(Wilayah.kode).where(Wilayah.kode.in_(kode)))))


def _satu_baris(nilai: dict[str, str], k: _Keadaan, hasil: HasilImpor, oleh: Pelaku) -> dict[str, str]:
    """Store one row, or say per column what is wrong with it."""
    orang, galat = baca_pengguna(nilai)
    tugas, galat_tugas = baca_penugasan(nilai)
    galat |= galat_tugas
    if "(angka)" in nilai.get("nip", ""):
        galat["nip"] = "NIP tersimpan sebagai angka, jadi digit akhirnya hilang. Jadikan kolom ini teks, ketik ulang."
    if orang is None or tugas is None or galat:
        return galat
    ada = k.pengguna.get(orang.nama_pengguna)
    if galat := _tidak_boleh(ada, tugas, k, oleh):
        return galat
    sebelum = _sama(tugas, k.penugasan[ada.id]) if ada else None
    if ada and not sebelum and (pesan := operations.bertumpang(tugas, k.penugasan[ada.id])):
        return {"mulai": pesan}
    _simpan(orang, tugas, ada, sebelum, k, hasil, oleh)
    return {}


def _tidak_boleh(ada: Pengguna | None, tugas: IsianPenugasan, k: _Keadaan, oleh: Pelaku) -> dict[str, str]:
    kode = tugas.wilayah_kode
    if not meliputi(oleh.wilayah, kode):
        return {"kode_wilayah": f"Wilayah {kode} di luar wilayah Anda. Mintalah admin wilayah itu memasukkannya."}
    if kode not in k.wilayah:
        return {"kode_wilayah": f"Wilayah {kode} tidak dikenal. Periksa kodenya; kolom ini harus berformat teks."}
    if ada is None:
        return {}
    if ada.id == oleh.pengguna_id:
        return {"nama_pengguna": operations.DIRI_SENDIRI}
    if any(operations.di_luar(t, oleh) for t in k.penugasan[ada.id]):
        return {"nama_pengguna": operations.LUAR_WILAYAH}
    return {}


def _sama(tugas: IsianPenugasan, ada: list[Penugasan]) -> Penugasan | None:
    """The stored assignment that this row means: same role, place and first day."""
    dicari = (tugas.peran, tugas.wilayah_kode, tugas.mulai)
    return next((t for t in ada if (t.peran, t.wilayah_kode, t.mulai) == dicari), None)


def _simpan(
    orang: IsianPengguna,
    tugas: IsianPenugasan,
    ada: Pengguna | None,
    sebelum: Penugasan | None,
    k: _Keadaan,
    hasil: HasilImpor,
    oleh: Pelaku,
) -> None:
    if ada is None:
        ada, sekali = operations.buat_pengguna(orang, oleh=oleh)
        k.pengguna[ada.nama_pengguna] = ada
        hasil.sandi.append((ada.nama_pengguna, ada.nama, sekali))
        k.penugasan[ada.id].append(operations.tulis_penugasan(ada.id, tugas, oleh=oleh))
        hasil.baru += 1
        return
    # An empty cell says nothing; it does not erase what is known.
    lengkap = IsianPengguna(**{n: v or getattr(ada, n) for n, v in asdict(orang).items()})
    berubah = operations.ubah_pengguna(ada.id, lengkap, oleh=oleh)
    if sebelum is None:
        k.penugasan[ada.id].append(operations.tulis_penugasan(ada.id, tugas, oleh=oleh))
        berubah = True
    else:
        berubah |= operations.lengkapi_penugasan(sebelum, tugas, oleh=oleh)
    hasil.berubah += berubah
    hasil.sama += not berubah

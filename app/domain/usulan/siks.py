"""What must be typed into SIKS-NG about a proposal, in its order? The order is the table `siks_kolom`.

SIKS-NG stays a parallel track (domain: proposals are keyed there while the packet travels here), so a sheet exists
from the agreement on, and what was keyed is noted beside the flow, never as a gate of it.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku
from app.domain.registri.kode import sebutan_kode
from app.domain.usulan import baris, isian, operations_usulan, queries_usulan
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.operations_banyak import Hasil
from app.domain.usulan.queries_siks import DIISI, tanggal_dan_nomor_ba
from app.infra import audit, format
from app.infra.db import db
from app.infra.galat import Galat, TidakBisa
from app.infra.sheets_tulis import Kolom, Lembar, tulis_xlsx


@dataclass(frozen=True, slots=True)
class Isian:
    """One field of the sheet: what SIKS-NG asks and what to type."""

    label: str
    nilai: str


@dataclass(frozen=True, slots=True, repr=False)
class LembarUsulan:
    """Everything to be typed about one proposal. Holds full identity numbers: never logged, never on a list."""

    usulan_id: int
    nama: str
    jenis: str
    isian: list[Isian]


@dataclass(frozen=True, slots=True, repr=False)
class _Bahan:
    usulan: Usulan
    orang: dict[str, object]
    rapat: dt.date | None
    nomor_ba: str


def buka_lembar(paket: Paket, *, oleh: Pelaku, usulan_id: int | None = None) -> list[LembarUsulan]:
    """The sheets of a packet (or of one proposal) with full numbers; who opened them is on record.

    Raises TidakBoleh, and TidakBisa when nothing is agreed yet.
    """
    policy.wajib_boleh(oleh, Aksi.USULAN_CATAT_HASIL, paket)
    policy.wajib_boleh(oleh, Aksi.REGISTRI_BUKA_NIK, paket)
    semua = [u for u in queries_usulan.lengkap(paket.id, untuk=oleh) if u.status in DIISI]
    dipilih = [u for u in semua if usulan_id in (None, u.id)]
    if not dipilih:
        raise TidakBisa("Belum ada usulan yang disepakati pada paket ini, jadi belum ada yang diisikan ke SIKS-NG.")
    rapat, nomor = tanggal_dan_nomor_ba(paket, untuk=oleh)
    fakta = {
        "aksi": Aksi.REGISTRI_BUKA_NIK,
        "objek": paket.sebutan_audit,
        "isi": {"keperluan": "SIKS-NG", "usulan": [u.id for u in dipilih]},
    }
    audit.catat(paket.rantai, [fakta], pengguna_id=oleh.pengguna_id, penugasan_id=oleh.penugasan_id)
    return [_lembar(u, rapat, nomor) for u in dipilih]


def tulis_lembar(semua: Sequence[LembarUsulan]) -> bytes:
    """The sheets as XLSX: one row per proposal. A heading that only some kinds have stays empty for the others."""
    judul = list(dict.fromkeys(i.label for satu in semua for i in satu.isian))
    kolom = [Kolom(j, 20, "identitas") for j in judul]
    isi = ([{i.label: i.nilai for i in satu.isian}.get(j, "") for j in judul] for satu in semua)
    tujuan = io.BytesIO()
    tulis_xlsx(tujuan, [Lembar("SIKS-NG", kolom, isi)])
    return tujuan.getvalue()


def catat_daftar(butir: Iterable[tuple[int, int, str, str]], *, oleh: Pelaku) -> Hasil:
    """Note what was keyed: (usulan id, versi, status, SIKS-NG id) each. Rows that say nothing new are passed over;
    each has its own authority and guards, and what is refused does not hold the others."""
    semua = [(operations_usulan.muat_untuk(i, oleh=oleh), versi, status, nomor) for i, versi, status, nomor in butir]
    hasil: Hasil = []
    for usulan, versi, status, nomor in sorted(semua, key=lambda b: b[0].id):
        if (status, nomor.strip()) == (usulan.status_siks, usulan.siks_id):
            continue
        titik = db.session.begin_nested()
        try:
            operations_usulan.catat_siks(
                usulan, status, oleh=oleh, versi=versi, siks_id=nomor, tanggal=usulan.siks_tanggal, alasan=""
            )
            db.session.flush()
            titik.commit()
            hasil.append((usulan, ""))
        except Galat as galat:
            titik.rollback()
            hasil.append((usulan, " ".join(galat.alasan)))
    return hasil


def _lembar(u: Usulan, rapat: dt.date | None, nomor_ba: str) -> LembarUsulan:
    orang = u.isi.get("orang") or isian.identitas(u.warga, u.keluarga)
    bahan = _Bahan(u, {**orang, **_dibetulkan(u)}, rapat, nomor_ba)
    hasil = []
    for kolom in berlaku("siks_kolom", u.wilayah_kode).values():
        hasil += _isi(bahan, str(kolom["sumber"]), str(kolom["label"]))
    return LembarUsulan(u.id, u.nama, baris.label_jenis(u.jenis, u.wilayah_kode), hasil)


def _dibetulkan(u: Usulan) -> dict[str, object]:
    """What the proposal corrects is keyed as it should be, not as it was."""
    return {k: baru for k, (_, baru) in isian.berubah(u.isi).items() if k in isian.MILIK_WARGA | isian.MILIK_KELUARGA}


def _isi(b: _Bahan, sumber: str, label: str) -> list[Isian]:
    if sumber == "jawaban":
        return _jawaban(b.usulan)
    if sumber == "perbaikan":
        return _perbaikan(b.usulan)
    teks = SUMBER[sumber](b)
    return [Isian(label, teks)] if teks else []


def _jawaban(u: Usulan) -> list[Isian]:
    jawab = u.isi.get("jawaban", {})
    return [Isian(str(p["teks"]), str(jawab[k]).capitalize()) for k, p in isian.pertanyaan(u).items() if jawab.get(k)]


def _perbaikan(u: Usulan) -> list[Isian]:
    if isian.jenis(u.jenis, u.wilayah_kode).get("lampiran") != "C":
        return []
    return [
        Isian(f"{baris.label_bidang(u, k)} yang benar", baris.tampil(u, k, baru))
        for k, (_, baru) in isian.berubah(u.isi).items()
        if k not in isian.MILIK_WARGA | isian.MILIK_KELUARGA
    ]


def _orang(nama: str) -> Callable[[_Bahan], str]:
    return lambda b: str(b.orang.get(nama) or "")


def _kode(nama: str) -> Callable[[_Bahan], str]:
    def baca(b: _Bahan) -> str:
        nilai = b.orang.get(nama, getattr(b.usulan.warga, nama))
        return sebutan_kode(nama, int(str(nilai))) if str(nilai or "").isdigit() else ""

    return baca


def _tanggal_lahir(b: _Bahan) -> str:
    teks = str(b.orang.get("tanggal_lahir") or "")
    return dt.date.fromisoformat(teks).strftime("%d-%m-%Y") if teks else ""


def _program(b: _Bahan) -> str:
    return baris.tampil(b.usulan, "program", b.usulan.isi.get("baru", {}).get("program") or [])


def _keterangan(b: _Bahan) -> str:
    baru = b.usulan.isi.get("baru", {})
    return str(baru.get("keterangan") or baru.get("keadaan") or "")


SUMBER: dict[str, Callable[[_Bahan], str]] = {
    "nik": _orang("nik"),
    "no_kk": _orang("no_kk"),
    "nama": lambda b: str(b.orang.get("nama") or b.usulan.nama),
    "nama_ibu": _orang("nama_ibu"),
    "tempat_lahir": _orang("tempat_lahir"),
    "tanggal_lahir": _tanggal_lahir,
    "jenis_kelamin": lambda b: {"L": "Laki-laki", "P": "Perempuan"}.get(str(b.orang.get("jenis_kelamin")), ""),
    "status_kawin": _kode("status_kawin"),
    "hubungan": _kode("hubungan"),
    "pekerjaan": _kode("pekerjaan"),
    "alamat": _orang("alamat"),
    "dusun": lambda b: str(b.orang.get("dusun") or b.usulan.keluarga.dusun),
    "rt": _orang("rt"),
    "rw": _orang("rw"),
    "wilayah": lambda b: b.usulan.wilayah_kode,
    "jenis": lambda b: baris.label_jenis(b.usulan.jenis, b.usulan.wilayah_kode),
    "program": _program,
    "alasan": lambda b: baris.label_alasan(b.usulan),
    "musyawarah": lambda b: format.tanggal_panjang(b.rapat) if b.rapat else "",
    "nomor_ba": lambda b: b.nomor_ba,
    "keterangan": _keterangan,
}

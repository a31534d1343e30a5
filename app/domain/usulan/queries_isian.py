"""What does the page of one proposal need besides its row? Proofs of the family, findings, the fields."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.aturan.berlaku import berlaku, nilai
from app.domain.registri.kode import KEPALA_KELUARGA, PEKERJAAN_PERLU_DILIHAT, sebutan_kode
from app.domain.registri.models import BerkasKeluarga
from app.domain.registri.nik import Keparahan, Temuan, periksa_nik, periksa_nomor_kk
from app.domain.usulan import isian, penduduk, segera
from app.domain.usulan.baris import tampil
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import StatusUsulan
from app.domain.wilayah.kode import kecamatan
from app.domain.wilayah.zona import zona
from app.infra import clock
from app.infra.db import db
from app.infra.format import samarkan

_BELUM_DIPUTUS = (StatusUsulan.DRAF, StatusUsulan.SIAP)


@dataclass(frozen=True, slots=True)
class Berkas:
    """A proof on file."""

    id: int
    jenis: str
    mime: str
    diunggah: dt.datetime


@dataclass(frozen=True, slots=True)
class Ubin:
    """One kind of proof: whether it is asked, and what is on file."""

    kode: str
    label: str
    petunjuk: str
    foto: bool
    wajib: bool
    berkas: list[Berkas]


def bukti(usulan: Usulan, *, untuk: Pelaku) -> list[Ubin]:
    """The proofs of a proposal: what is asked first, then what is offered or lies there already. One statement."""
    per: dict[str, list[Berkas]] = {}
    nilai_tanya = {**policy.nilai_siapa(untuk), "milik": usulan.wilayah_kode, "keluarga": usulan.keluarga_id}
    for r in db.session.execute(_tanya_bukti(untuk.peran), nilai_tanya):
        per.setdefault(r.jenis, []).append(Berkas(r.id, r.jenis, r.mime, r.diunggah))
    label = berlaku("jenis_lampiran", usulan.wilayah_kode)
    wajib = isian.bukti_wajib(usulan)
    boleh = nilai("lampiran_usulan", usulan.wilayah_kode, usulan.jenis).get("boleh", [])
    hasil = []
    for kode in dict.fromkeys([*wajib, *segera.bukti_bersama(usulan.paket), *boleh, *per]):
        baris = label.get(kode, {"label": kode})
        hasil.append(
            Ubin(
                kode,
                str(baris["label"]),
                str(baris.get("petunjuk", "")),
                bool(baris.get("foto")),
                kode in wajib,
                per.get(kode, []),
            )
        )
    return hasil


@cache
def _tanya_bukti(peran: Peran) -> Any:
    b, milik = BerkasKeluarga, sa.bindparam("milik", type_=sa.String())
    return (
        sa.select(b.id, b.jenis, b.mime, b.diunggah)
        .where(policy.terlihat(Aksi.REGISTRI_LIHAT, milik, policy.siapa_pun(peran)))
        .where(b.keluarga_id == sa.bindparam("keluarga"), b.dihapus.is_(None))
        .order_by(b.id)
    )


def temuan(usulan: Usulan) -> list[Temuan]:
    """What can be said of the identity and the occupation without asking anyone, the gravest first."""
    w, k = usulan.warga, usulan.keluarga
    hari = clock.hari_ini(zona(usulan.wilayah_kode))
    hasil: list[Temuan] = [*_temuan_penduduk(usulan)]
    if w.nik:
        hasil += periksa_nik(
            w.nik,
            jenis_kelamin=w.jenis_kelamin,
            tanggal_lahir=w.tanggal_lahir,
            wilayah=(),
            hari_ini=hari,
            kecamatan=kecamatan(usulan.wilayah_kode),
        )
    else:
        kalimat = "Belum mempunyai NIK. Bantu pengurusannya di Disdukcapil sebelum diajukan."
        hasil.append(Temuan(Keparahan.PERINGATAN, "nik_belum", kalimat))
    if k.no_kk:
        hasil += periksa_nomor_kk(k.no_kk, nik=w.nik, hari_ini=hari)
    if w.pekerjaan in PEKERJAAN_PERLU_DILIHAT:
        tercatat = sebutan_kode("pekerjaan", w.pekerjaan)
        kalimat = f"Pekerjaan tercatat “{tercatat}”; periksa apakah masih memenuhi kriteria."
        hasil.append(Temuan(Keparahan.PERINGATAN, "pekerjaan", kalimat))
    urut = list(Keparahan)
    return sorted(hasil, key=lambda t: urut.index(t.tingkat))


def _temuan_penduduk(usulan: Usulan) -> list[Temuan]:
    """What the registry learnt about the person since the proposal was written down."""
    kata = penduduk.sebutan_tiada(usulan.warga)
    if not usulan.hidup or not (kata or usulan.warga.keluarga_id != usulan.keluarga_id):
        return []
    if usulan.paket.status in penduduk.RAMPUNG:
        return []
    hasil = []
    if kata and not isian.mengakhiri(usulan):
        jalan = "tarik usulan ini" if usulan.status in _BELUM_DIPUTUS else "ajukan gugur lewat lembar perubahan daftar"
        hasil.append(Temuan(Keparahan.GALAT, "tiada", f"T{kata[1:]}: {jalan}, atau betulkan statusnya."))
    if penduduk.ganti_kk(usulan):
        kini = samarkan(usulan.warga.keluarga.no_kk)
        kalimat = f"Sejak usulan ini disusun, warga pecah KK ke nomor {kini}: ajukan ralat nomor KK."
        hasil.append(Temuan(Keparahan.PERINGATAN, "ganti_kk", kalimat))
    return hasil


def bidang_isian(usulan: Usulan) -> list[dict[str, Any]]:
    """The fields of the kind as a form shows them: `pilihan` as (code, label), old and new value.

    An identity number that does not change is not filled in: the page would reveal it.
    """
    semua = isian.bidang(isian.jenis(usulan.jenis, usulan.wilayah_kode))
    return [_bidang(b, usulan) for b in semua if _ditanyakan(b, usulan)]


def _ditanyakan(b: dict[str, Any], usulan: Usulan) -> bool:
    """Who becomes the head is asked only where there is a head to follow and somebody to choose."""
    anggota = usulan.isi.get("anggota") or {}
    if b["nama"] == "pengurus_lama":
        return any(a["hubungan"] == KEPALA_KELUARGA for a in anggota.values())
    return b.get("sumber") != "anggota" or (bool(anggota) and usulan.warga.hubungan == KEPALA_KELUARGA)


def _bidang(b: dict[str, Any], usulan: Usulan) -> dict[str, Any]:
    lama, baru = usulan.isi.get("lama", {}), usulan.isi.get("baru", {})
    nama, petunjuk = b["nama"], b.get("petunjuk", "")
    nilai, asal = baru.get(nama, ""), lama.get(nama) or ""
    if nama in isian.NOMOR:
        nilai = "" if nilai == lama.get(nama) else nilai
        petunjuk = f"{petunjuk} Biarkan kosong bila tidak berubah.".strip()
    return {
        "wajib": False,
        **b,
        "petunjuk": petunjuk,
        "pilihan": list(isian.pilihan(b, usulan.wilayah_kode, usulan.isi).items()),
        "lama": lama.get(nama),
        "tercatat": samarkan(asal) if nama in isian.NOMOR else tampil(usulan, nama, asal),
        "nilai": nilai,
    }


def jenis_untuk_paket(paket_id: int, *, untuk: Pelaku) -> dict[str, dict[str, Any]]:
    """The kinds that a packet in sight may hold, by the profile it was made under; none for a packet out of sight."""
    ada = db.session.execute(
        sa.select(Paket.wilayah_kode, Paket.profil, Paket.segera_alasan)
        .where(policy.terlihat(Aksi.PAKET_LIHAT, Paket.wilayah_kode, untuk))
        .where(Paket.id == paket_id)
    ).first()
    return isian.jenis_ditawarkan(*ada) if ada else {}


def pilihan_alasan(usulan: Usulan) -> list[tuple[str, str]]:
    """(code, label) of the reasons of the kind; empty where it has none."""
    tabel = isian.jenis(usulan.jenis, usulan.wilayah_kode).get("alasan")
    return [(k, b["label"]) for k, b in berlaku(tabel, usulan.wilayah_kode).items()] if tabel else []

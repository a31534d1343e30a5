"""What can be done with families and residents? By the village's operator, and by signed-off proposals."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.domain.akses import pemeriksaan, pengetikan, policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.registri import kabar, queries
from app.domain.registri.isian import IsianKeluarga, IsianWarga, peringatan, sebagai_isian
from app.domain.registri.kode import HIDUP
from app.domain.registri.models import Keluarga, Warga
from app.domain.registri.mutasi import di_wilayah_lain
from app.domain.registri.opensid import cari_nama
from app.domain.registri.penerapan import jawaban_pusat, terapkan_usulan
from app.domain.wilayah.models import Wilayah
from app.infra import audit, clock
from app.infra.db import db, kunci_baris
from app.infra.galat import GalatIsian, HalamanUsang, TidakAda, TidakBoleh

__all__ = [
    "NomorTerbuka",
    "buka_nik",
    "catat_warga",
    "jawaban_pusat",
    "terapkan_usulan",
    "ubah_keluarga",
    "ubah_warga",
]

_WILAYAH_LAIN = (
    "Nomor ini tercatat di wilayah lain. Periksa kembali; bila warga benar pindah masuk, tanyakan ke wilayah asalnya "
    "lewat Catat warga baru."
)

_TERCATAT = "Nomor ini tercatat di wilayah lain. Periksa kembali nomornya. "
_CATAT_PINDAH = (
    "Bila sudah benar dan warga ini pindah masuk, beri tanda centang “Warga ini pindah masuk” di bawah, lalu simpan."
)
_TANYAKAN = "Bila sudah benar, mintalah Dinas Sosial memeriksanya."
_PINDAH_MASUK = "Bila warga benar pindah masuk, beri tanda centang ini; wilayah asalnya akan ditanyai lebih dahulu."


@dataclass(frozen=True, slots=True)
class _Desa:
    wilayah_kode: str


@dataclass(frozen=True, slots=True, repr=False)
class NomorTerbuka:
    """The full numbers of one resident, revealed once and logged."""

    nik: str
    no_kk: str


def catat_warga(warga: IsianWarga, keluarga: IsianKeluarga, *, oleh: Pelaku, sudah_dicek: bool = False) -> Warga:
    """Add a resident who is not in any import. Joins the family of that number in the village, else founds it.

    Raises TidakBoleh; GalatIsian: a number is held already, or warnings without `sudah_dicek` (looked at the card).
    """
    policy.wajib_boleh(oleh, Aksi.REGISTRI_UBAH, _Desa(oleh.wilayah))
    _tolak_wilayah_lain(warga.nik, keluarga.no_kk, oleh)
    _tolak_peringatan(warga, keluarga.no_kk, oleh, sudah_dicek)
    _tolak_nik_terpakai(warga.nik, None, oleh)
    milik = db.session.scalar(sa.select(Keluarga).where(Keluarga.no_kk == keluarga.no_kk))
    if milik is None:
        milik = Keluarga(wilayah_kode=oleh.wilayah, **sebagai_isian(keluarga))
        db.session.add(milik)
        db.session.flush()
    baru = Warga(
        **sebagai_isian(warga),
        nama_cari=cari_nama(warga.nama),
        belum_punya_nik=warga.nik is None,
        keluarga_id=milik.id,
        wilayah_kode=oleh.wilayah,
        urut_kk=warga.hubungan,
        asal="dicatat",
        rincian={},
    )
    db.session.add(baru)
    db.session.flush()
    _audit(milik.id, f"warga:{baru.id}", {"baru": _polos(sebagai_isian(warga))}, oleh, ke="dicatat")
    return baru


def ubah_warga(warga_id: int, isian: IsianWarga, *, oleh: Pelaku, versi: int, sudah_dicek: bool = False) -> Warga:
    """Correct a resident of the own village. Raises TidakAda, TidakBoleh, HalamanUsang, GalatIsian."""
    warga = _warga(warga_id, oleh)
    policy.wajib_boleh(oleh, Aksi.REGISTRI_UBAH, warga)
    _kunci(warga, versi)
    no_kk = db.session.get_one(Keluarga, warga.keluarga_id).no_kk
    _tolak_peringatan(isian, no_kk, oleh, sudah_dicek)
    _tolak_nik_terpakai(isian.nik, warga.id, oleh)
    status = warga.status_dasar
    beda = _terapkan(warga, sebagai_isian(isian))
    if beda:
        if warga.status_dasar != status:
            warga.status_sejak = None if warga.status_dasar == HIDUP else clock.hari_ini(oleh.zona)
        warga.nama_cari = cari_nama(warga.nama)
        warga.belum_punya_nik = warga.nik is None
        warga.urut_kk = isian.hubungan
        _tandai(warga, warga.keluarga_id, f"warga:{warga.id}", beda, oleh)
        if kabar.IDENTITAS & beda["baru"].keys():
            kabar.sebarkan([warga.id])
    return warga


def ubah_keluarga(keluarga_id: int, isian: IsianKeluarga, *, oleh: Pelaku, versi: int) -> Keluarga:
    """Correct the card's number or address. Raises TidakAda, TidakBoleh, HalamanUsang, GalatIsian."""
    keluarga = queries.satu_keluarga(keluarga_id, untuk=oleh)
    policy.wajib_boleh(oleh, Aksi.REGISTRI_UBAH, keluarga)
    _kunci(keluarga, versi)
    lain = db.session.execute(
        sa.select(Keluarga.wilayah_kode).where(Keluarga.no_kk == isian.no_kk, Keluarga.id != keluarga.id)
    ).first()
    if lain:
        sendiri = "Nomor KK ini sudah dipakai keluarga lain di desa Anda. Periksa kembali nomornya."
        raise GalatIsian(bidang={"no_kk": sendiri if lain.wilayah_kode == oleh.wilayah else _WILAYAH_LAIN})
    if beda := _terapkan(keluarga, sebagai_isian(isian)):
        _tandai(keluarga, keluarga.id, f"keluarga:{keluarga.id}", beda, oleh)
    return keluarga


def buka_nik(warga_id: int, *, oleh: Pelaku) -> NomorTerbuka:
    """The full NIK and KK of one resident; who looked is written down. Raises TidakAda, TidakBoleh."""
    warga = _warga(warga_id, oleh)
    policy.wajib_boleh(oleh, Aksi.REGISTRI_BUKA_NIK, warga)
    if pemeriksaan.wajib_beralasan(oleh):
        raise TidakBoleh("Auditor membuka NIK dari halaman pemeriksaan paket, dengan alasan yang dicatat.")
    keluarga = db.session.get_one(Keluarga, warga.keluarga_id)
    fakta = {"aksi": Aksi.REGISTRI_BUKA_NIK, "objek": f"warga:{warga.id}"}
    audit.catat(f"keluarga:{keluarga.id}", [fakta], pengguna_id=oleh.pengguna_id, penugasan_id=oleh.penugasan_id)
    return NomorTerbuka(warga.nik or "", keluarga.no_kk or "")


def _warga(warga_id: int, oleh: Pelaku) -> Warga:
    ada = db.session.scalar(
        sa.select(Warga).where(Warga.id == warga_id, policy.terlihat(Aksi.REGISTRI_LIHAT, Warga.wilayah_kode, oleh))
    )
    if ada is None:
        raise TidakAda("Warga tidak ditemukan di wilayah Anda.")
    return ada


def _kunci(objek: Warga | Keluarga, versi: int) -> None:
    kunci_baris(objek)
    if objek.versi_baris != versi:
        raise HalamanUsang(
            "Data ini baru saja diubah orang lain atau oleh impor. Buka kembali halamannya, lalu ulangi perubahan."
        )


def _tolak_peringatan(warga: IsianWarga, no_kk: str | None, oleh: Pelaku, sudah_dicek: bool) -> None:
    dikenal = frozenset(
        db.session.scalars(sa.select(Wilayah.kode).where(Wilayah.jenis.in_(("provinsi", "kabupaten", "kota"))))
    )
    temuan = peringatan(warga, no_kk, wilayah=dikenal, hari_ini=clock.hari_ini(oleh.zona))
    if temuan and not sudah_dicek:
        kalimat = " ".join(t.kalimat for t in temuan)
        raise GalatIsian(bidang={"sudah_dicek": f"{kalimat} Bila sudah sesuai kartu, beri tanda centang ini."})


def _tolak_wilayah_lain(nik: str | None, no_kk: str, oleh: Pelaku) -> None:
    """Held elsewhere: nothing more is told, but the village that holds it can be asked."""
    tanya = sa.select(Keluarga.id).where(Keluarga.no_kk == no_kk, Keluarga.wilayah_kode != oleh.wilayah)
    if (tercatat := di_wilayah_lain(nik, no_kk, oleh.wilayah)) or db.session.scalar(tanya):
        bidang = "nik" if tercatat and tercatat.nik else "no_kk"
        if tercatat is None:
            raise GalatIsian(bidang={bidang: _TERCATAT + _TANYAKAN})
        raise GalatIsian(bidang={bidang: _TERCATAT + _CATAT_PINDAH, "pindah_masuk": _PINDAH_MASUK})


def _tolak_nik_terpakai(nik: str | None, kecuali: int | None, oleh: Pelaku) -> None:
    if nik is None:
        return
    tanya = sa.select(Warga.id, Warga.nama, Warga.wilayah_kode).where(Warga.nik == nik)
    ada = db.session.execute(tanya).first()
    if ada is None or ada.id == kecuali:
        return
    if ada.wilayah_kode != oleh.wilayah:
        raise GalatIsian(bidang={"nik": _WILAYAH_LAIN})
    raise GalatIsian(bidang={"nik": f"NIK ini sudah tercatat atas nama {ada.nama} di desa Anda."})


def _terapkan(objek: Warga | Keluarga, isian: dict[str, Any]) -> dict[str, dict[str, Any]]:
    lama = {k: getattr(objek, k) for k in isian}
    beda = {k for k, v in isian.items() if lama[k] != v}
    for k in beda:
        setattr(objek, k, isian[k])
    if not beda:
        return {}
    return {"lama": _polos({k: lama[k] for k in beda}), "baru": _polos({k: isian[k] for k in beda})}


def _tandai(objek: Warga | Keluarga, keluarga_id: int, sebutan: str, beda: dict[str, Any], oleh: Pelaku) -> None:
    objek.versi_baris += 1
    objek.diubah = clock.sekarang()
    db.session.flush()
    _audit(keluarga_id, sebutan, beda, oleh, ke="diubah")
    pengetikan.kabarkan(objek, oleh=oleh)


def _audit(keluarga_id: int, objek: str, isi: dict[str, Any], oleh: Pelaku, *, ke: str) -> None:
    ketik = {"diinput_untuk": oleh.wilayah} if oleh.mengetik else {}
    fakta = {"aksi": Aksi.REGISTRI_UBAH, "objek": objek, "ke": ke, "isi": isi | ketik}
    audit.catat(f"keluarga:{keluarga_id}", [fakta], pengguna_id=oleh.pengguna_id, penugasan_id=oleh.penugasan_id)


def _polos(isi: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in isi.items()}

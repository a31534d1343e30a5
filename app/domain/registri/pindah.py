"""What moves to the village that asked, and what stays? Carried out once its question was answered with yes."""

from typing import Any

import sqlalchemy as sa

from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.registri import kabar, keanggotaan, kepala
from app.domain.registri.kode import HIDUP, KEPALA_KELUARGA, MENINGGAL, PINDAH
from app.domain.registri.models import Keluarga, Konfirmasi, Warga
from app.infra import audit, clock
from app.infra.db import db, kunci_baris
from app.infra.galat import GalatIsian, TidakBisa

KELUARGA = "keluarga"


def pindahkan(k: Konfirmasi, cakupan: str, kepala_baru: int | None, alasan: str, *, oleh: Pelaku) -> None:
    """The whole family with its proofs and memberships, or the person alone with the person's own memberships.

    The last of a family takes it along. Raises TidakBisa (dead, moved already, a proposal under way), GalatIsian
    (nobody named to lead those who stay).
    """
    warga = db.session.get_one(Warga, k.warga_id)
    keluarga = db.session.get_one(Keluarga, warga.keluarga_id)
    kunci_baris(keluarga)
    anggota = _anggota(keluarga.id)
    if warga.wilayah_kode != k.kepada or warga not in anggota:
        raise TidakBisa("Warga ini sudah tercatat di tempat lain sejak pertanyaannya dikirim. Muat ulang halamannya.")
    ikut = anggota if cakupan == KELUARGA or len(anggota) == 1 else [warga]
    if halangan := [*_tiada(warga), *kabar.halangan_pindah([w.id for w in ikut])]:
        raise TidakBisa(halangan)
    if len(ikut) == len(anggota):
        tujuan, catatan = keluarga, _sekeluarga(keluarga, k)
    else:
        _wariskan_kepala(warga, anggota, kepala_baru)
        tujuan, catatan = _seorang(warga, k), {}
    for w in ikut:
        w.wilayah_kode = k.asal_kode
        w.status_dasar = HIDUP if w.status_dasar == PINDAH else w.status_dasar
        w.status_sejak = None if w.status_dasar == HIDUP else w.status_sejak
        w.sidik_impor = ""  # the next sheet of the new village is read in full
        w.versi_baris += 1
        w.diubah = clock.sekarang()
    db.session.flush()
    if tujuan is not keluarga:
        keanggotaan.ikutkan([warga.id])
    catatan = {"cakupan": cakupan, "alasan": alasan, "konfirmasi": k.id, **catatan}
    _pertanyaan_lain([w.id for w in ikut], k, cakupan, alasan, oleh)
    _audit(k, ikut, {keluarga.id, tujuan.id}, catatan, oleh)


def _anggota(keluarga_id: int) -> list[Warga]:
    tanya = sa.select(Warga).where(Warga.keluarga_id == keluarga_id).order_by(Warga.id).with_for_update(of=Warga)
    return list(db.session.scalars(tanya.execution_options(populate_existing=True)))


def _tiada(warga: Warga) -> list[str]:
    if warga.status_dasar != MENINGGAL:
        return []
    return [f"{warga.nama} tercatat meninggal, jadi tidak dapat pindah. Jawab tidak, atau betulkan dahulu statusnya."]


def _sekeluarga(keluarga: Keluarga, k: Konfirmasi) -> dict[str, Any]:
    """The address was the old village's. A new card's number is taken over, so that the next sheet finds the family."""
    lama = {n: getattr(keluarga, n) for n in ("alamat", "dusun", "rt", "rw")}
    for n in lama:
        setattr(keluarga, n, "")
    if k.no_kk and k.no_kk != keluarga.no_kk and _pemegang(k.no_kk) is None:
        lama["no_kk"], keluarga.no_kk = keluarga.no_kk, k.no_kk
    keluarga.wilayah_kode = k.asal_kode
    keluarga.versi_baris += 1
    keluarga.diubah = clock.sekarang()
    return {"lama": lama}


def _pemegang(no_kk: str) -> Keluarga | None:
    return db.session.scalar(sa.select(Keluarga).where(Keluarga.no_kk == no_kk))


def _wariskan_kepala(warga: Warga, anggota: list[Warga], kepala_baru: int | None) -> None:
    """Whoever leaves as the head names the head of those who stay."""
    tinggal = [w for w in anggota if w.id != warga.id and w.status_dasar == HIDUP]
    if not kepala.kosong(tinggal):
        return
    baru = next((w for w in tinggal if w.id == kepala_baru), None)
    if baru is None:
        raise GalatIsian(bidang={"kepala_baru": "Pilih kepala keluarga yang baru bagi anggota yang tinggal."})
    kepala.setel(baru, KEPALA_KELUARGA)


def _seorang(warga: Warga, k: Konfirmasi) -> Keluarga:
    """Joins the family of that card in the new village, else founds it; a card that stays behind is not taken."""
    ada = _pemegang(k.no_kk) if k.no_kk else None
    if ada is not None and ada.wilayah_kode == k.asal_kode:
        tujuan = ada
        kunci_baris(tujuan)
    else:
        tujuan = Keluarga(wilayah_kode=k.asal_kode, no_kk=None if ada else k.no_kk)
        db.session.add(tujuan)
        db.session.flush()
    berkepala = any(w.hubungan == KEPALA_KELUARGA for w in kepala.hidup(tujuan.id))
    warga.keluarga_id = tujuan.id
    if not berkepala:
        kepala.setel(warga, KEPALA_KELUARGA)
    elif warga.hubungan == KEPALA_KELUARGA:
        kepala.setel(warga, kepala.LAINNYA)
    return tujuan


def _pertanyaan_lain(ikut: list[int], k: Konfirmasi, cakupan: str, alasan: str, oleh: Pelaku) -> None:
    """The same village asked about the others too: answered. Who else asks now asks the new village."""
    t = Konfirmasi
    terbuka = sa.update(t).where(t.perihal == k.perihal, t.jawaban.is_(None), t.warga_id.in_(ikut))
    terbuka = terbuka.execution_options(synchronize_session=False)
    db.session.execute(
        terbuka.where(t.asal_kode == k.asal_kode).values(
            jawaban="ya", cakupan=cakupan, alasan=alasan, dijawab=clock.sekarang(), dijawab_oleh=oleh.pengguna_id
        )
    )
    db.session.execute(terbuka.where(t.asal_kode != k.asal_kode).values(kepada=k.asal_kode))


def _audit(k: Konfirmasi, ikut: list[Warga], keluarga: set[int], catatan: dict[str, Any], oleh: Pelaku) -> None:
    """On the chain of the family that they left, and of the one that they joined."""
    fakta = [
        {"aksi": Aksi.REGISTRI_MUTASI, "objek": f"warga:{w.id}", "dari": k.kepada, "ke": k.asal_kode, "isi": catatan}
        for w in ikut
    ]
    for keluarga_id in sorted(keluarga):
        audit.catat(f"keluarga:{keluarga_id}", fakta, pengguna_id=oleh.pengguna_id, penugasan_id=oleh.penugasan_id)

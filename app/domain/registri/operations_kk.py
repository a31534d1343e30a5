"""How does a family split, so that both cards have exactly one head?"""

from collections.abc import Collection

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.registri import keanggotaan, kepala, queries
from app.domain.registri.isian import IsianKeluarga, sebagai_isian
from app.domain.registri.kode import HIDUP
from app.domain.registri.models import Keluarga, Warga
from app.infra import audit, clock
from app.infra.db import db, kunci_baris
from app.infra.galat import GalatIsian, HalamanUsang

_WILAYAH_LAIN = "Nomor ini tercatat di wilayah lain. Periksa kembali nomor pada kartu yang baru."
_TERPAKAI = "Nomor KK ini sudah dipakai keluarga lain di desa Anda. Periksa kembali nomornya."


def pisahkan(
    keluarga_id: int,
    pindah: Collection[int],
    kartu: IsianKeluarga,
    *,
    kepala_baru: int | None,
    oleh: Pelaku,
    versi: int,
    kepala_tinggal: int | None = None,
) -> Keluarga:
    """Some of a family get a card of their own with `kepala_baru` as its head; where they take the old head along,
    `kepala_tinggal` follows him. Personal memberships go along, proofs and the family's memberships stay.

    Raises TidakAda, TidakBoleh, HalamanUsang, GalatIsian per field.
    """
    keluarga = queries.satu_keluarga(keluarga_id, untuk=oleh)
    policy.wajib_boleh(oleh, Aksi.REGISTRI_UBAH, keluarga)
    kunci_baris(keluarga)
    if keluarga.versi_baris != versi:
        raise HalamanUsang("Keluarga ini baru saja diubah. Buka kembali halamannya, lalu ulangi.")
    anggota = list(db.session.scalars(sa.select(Warga).where(Warga.keluarga_id == keluarga_id).order_by(Warga.id)))
    pergi = [w for w in anggota if w.id in set(pindah)]
    tinggal = [w for w in anggota if w not in pergi and w.status_dasar == HIDUP]
    _periksa(pergi, tinggal, kepala_baru, kepala_tinggal)
    _tolak_nomor(kartu.no_kk, oleh)
    baru = Keluarga(wilayah_kode=keluarga.wilayah_kode, **sebagai_isian(kartu))
    db.session.add(baru)
    db.session.flush()
    for w in pergi:
        w.keluarga = baru
        w.versi_baris += 1
        w.diubah = clock.sekarang()
    db.session.flush()
    kepala.angkat(next(w for w in pergi if w.id == kepala_baru))
    if kepala.kosong(tinggal):
        kepala.angkat(next(w for w in tinggal if w.id == kepala_tinggal))
    keluarga.versi_baris += 1
    keluarga.diubah = clock.sekarang()
    keanggotaan.ikutkan([w.id for w in pergi])
    _audit(keluarga, baru, pergi, oleh)
    return baru


def _periksa(pergi: list[Warga], tinggal: list[Warga], kepala_baru: int | None, kepala_tinggal: int | None) -> None:
    galat: dict[str, str] = {}
    if not pergi:
        galat["anggota"] = "Pilih paling sedikit satu anggota yang pecah KK."
    elif not tinggal:
        galat["anggota"] = "Paling sedikit satu anggota tinggal pada kartu lama. Bila semua ikut, ubah nomor KK-nya."
    if pergi and kepala_baru not in {w.id for w in pergi if w.status_dasar == HIDUP}:
        galat["kepala_baru"] = "Pilih kepala keluarga kartu baru dari anggota yang ikut."
    if tinggal and kepala.kosong(tinggal) and kepala_tinggal not in {w.id for w in tinggal}:
        galat["kepala_tinggal"] = "Pilih kepala keluarga bagi anggota yang tinggal."
    if galat:
        raise GalatIsian(bidang=galat)


def _tolak_nomor(no_kk: str, oleh: Pelaku) -> None:
    lain = db.session.scalar(sa.select(Keluarga.wilayah_kode).where(Keluarga.no_kk == no_kk))
    if lain is not None:
        raise GalatIsian(bidang={"no_kk": _TERPAKAI if lain == oleh.wilayah else _WILAYAH_LAIN})


def _audit(lama: Keluarga, baru: Keluarga, pergi: list[Warga], oleh: Pelaku) -> None:
    fakta = [
        {
            "aksi": Aksi.REGISTRI_UBAH,
            "objek": f"warga:{w.id}",
            "dari": f"keluarga:{lama.id}",
            "ke": f"keluarga:{baru.id}",
        }
        for w in pergi
    ]
    for k in (lama, baru):
        audit.catat(f"keluarga:{k.id}", fakta, pengguna_id=oleh.pengguna_id, penugasan_id=oleh.penugasan_id)

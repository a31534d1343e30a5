"""How do names that wait come into the next packet? What the registry says is read anew, what people wrote is kept."""

from collections.abc import Sequence

from sqlalchemy.orm import undefer

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.usulan import isian, operations_usulan, queries_tunggu
from app.domain.usulan.models import Paket, Usulan
from app.infra import clock
from app.infra.db import db
from app.infra.galat import Galat, GalatIsian


def ambil(paket: Paket, nomor: Sequence[int], *, oleh: Pelaku) -> list[tuple[Usulan, str]]:
    """Copy ticked names into a draft packet: (proposal, "" or what it still lacks) each; those that nothing lacks are
    declared complete. Raises GalatIsian when a name no longer waits, TidakBoleh."""
    policy.wajib_boleh(oleh, Aksi.USULAN_CATAT, paket)
    if not nomor:
        raise GalatIsian("Centang paling sedikit satu nama dari daftar tunggu.")
    jenis = isian.jenis_ditawarkan(paket.wilayah_kode, paket.profil, paket.segera_alasan)
    nilai = {"desa": paket.wilayah_kode, "jenis": list(jenis)}
    tanya = queries_tunggu.menurut_jenis().where(Usulan.id.in_(nomor)).options(undefer(Usulan.isi))
    lama = list(db.session.scalars(tanya, nilai))
    if len(lama) != len(set(nomor)):
        raise GalatIsian("Ada nama yang tidak lagi di daftar tunggu. Muat ulang halaman, lalu pilih lagi.")
    return [_salin(paket, u, oleh) for u in reversed(lama)]


def _salin(paket: Paket, lama: Usulan, oleh: Pelaku) -> tuple[Usulan, str]:
    """What the registry says is read anew; what people had corrected or answered is taken over. A name that a meeting
    had agreed keeps the meeting."""
    u = operations_usulan.catat(paket, warga_id=lama.warga_id, jenis=lama.jenis, oleh=oleh, lanjutan_dari=lama.id)
    ketikan = {k: v for k, v in lama.isi.get("baru", {}).items() if k not in u.isi["lama"]}
    diperbaiki = {k: b for k, (_, b) in isian.berubah(lama.isi).items() if k in u.isi["lama"]}
    tetap = {k: lama.isi.get(k, u.isi.get(k)) for k in ("jawaban", "hubungan")}
    u.isi = {**u.isi, **tetap, "baru": {**u.isi["baru"], **ketikan, **diperbaiki}}
    u.alasan_kode, u.jalur, u.jalur_rujukan = lama.alasan_kode, lama.jalur, lama.jalur_rujukan
    u.rapat_id, u.diubah = lama.rapat_id, clock.sekarang()
    db.session.flush()
    return u, _lengkapi(u, oleh)


def _lengkapi(u: Usulan, oleh: Pelaku) -> str:
    titik = db.session.begin_nested()
    try:
        operations_usulan.lengkapi(u, oleh=oleh, versi=u.versi_baris)
        titik.commit()
    except Galat as galat:
        titik.rollback()
        return " ".join(galat.alasan)
    return ""

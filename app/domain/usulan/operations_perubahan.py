"""How is a settled list changed? Requests per name, one sheet for all of them, then accepted or refused."""

from typing import Any

import sqlalchemy as sa

from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan
from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen.konteks import BarisPerubahan
from app.domain.dokumen.operations import nomor_lembar
from app.domain.usulan import baris as b
from app.domain.usulan import isian, naskah
from app.domain.usulan.alur_usulan import ALUR_USULAN
from app.domain.usulan.models import Paket, Perubahan, Usulan
from app.infra.db import db, kunci_baris
from app.infra.galat import TidakBisa

LABEL = {"perbaikan": "Perbaikan", "penarikan": "Penarikan"}


def minta(
    usulan: Usulan,
    jenis: str,
    *,
    alasan: str,
    oleh: Pelaku,
    versi: int,
    kiriman: dict[str, list[str]] | None = None,
    tanda_id: int | None = None,
) -> Perubahan:
    """Ask for a change of one name: perbaikan (fields as typed) or penarikan; `terbitkan_lembar` issues the sheet."""
    baru: dict[str, Any] = {}
    kini = usulan.isi.get("baru", {})
    if jenis == "perbaikan":
        rapi = isian.rapikan(usulan, kiriman or {})["baru"]
        baru = {k: v for k, v in rapi.items() if v != kini.get(k)}
    data = {"jenis": jenis, "lama": {k: kini.get(k, "") for k in baru}, "baru": baru}
    lakukan(
        ALUR_USULAN,
        usulan,
        Aksi.USULAN_MINTA_PERUBAHAN,
        oleh=oleh,
        versi=versi,
        alasan=alasan,
        alasan_kode=jenis,
        data=data,
    )
    p = Perubahan(
        paket_id=usulan.paket_id,
        usulan_id=usulan.id,
        tanda_id=tanda_id,
        jenis=jenis,
        isi={"lama": data["lama"], "baru": baru},
        alasan=alasan.strip(),
        oleh=oleh.pengguna_id,
    )
    db.session.add(p)
    usulan.paket.versi_baris += 1
    db.session.flush()
    db.session.expire(usulan.paket, ["perubahan"])
    return p


def terbitkan_lembar(paket: Paket, *, oleh: Pelaku) -> None:
    """One sheet over every request that has none yet; its number in the packet follows the sheets before."""
    kunci_baris(paket)
    menunggu = list(
        db.session.scalars(
            sa.select(Perubahan)
            .where(Perubahan.paket_id == paket.id, Perubahan.dokumen_id.is_(None), Perubahan.hasil.is_(None))
            .order_by(Perubahan.id)
        )
    )
    if not menunggu:
        raise TidakBisa("Belum ada permintaan perubahan yang perlu dibuatkan lembar.")
    ke = nomor_lembar(paket.id)
    milik = {u.id: u for u in paket.usulan}
    dokumen = naskah.lembar_perubahan(paket, ke, [_baris(milik[p.usulan_id], p) for p in menunggu], oleh=oleh)
    for p in menunggu:
        p.dokumen_id = dokumen.id
    paket.versi_baris += 1
    db.session.flush()


def _baris(u: Usulan, p: Perubahan) -> BarisPerubahan:
    return BarisPerubahan(
        nama=u.nama,
        jenis=b.label_jenis(u.jenis, u.wilayah_kode),
        perubahan=LABEL[p.jenis],
        alasan=p.alasan,
        nik=u.warga.nik or "",
        lama={b.label_bidang(u, k): b.tampil(u, k, v) for k, v in p.isi["lama"].items()},
        baru={b.label_bidang(u, k): b.tampil(u, k, v) for k, v in p.isi["baru"].items()},
    )


def terima(usulan: Usulan, jenis: str, *, oleh: Pelaku, versi: int) -> None:
    """The holder accepts a signed request: a correction is applied, a withdrawal ends the proposal."""
    aksi = Aksi.USULAN_TERIMA_PENARIKAN if jenis == "penarikan" else Aksi.USULAN_TERIMA_PERUBAHAN
    lakukan(ALUR_USULAN, usulan, aksi, oleh=oleh, versi=versi)
    usulan.paket.versi_baris += 1


def tolak(usulan: Usulan, *, alasan: str, oleh: Pelaku, versi: int) -> None:
    """The holder refuses a request, with a reason."""
    lakukan(ALUR_USULAN, usulan, Aksi.USULAN_TOLAK_PERUBAHAN, oleh=oleh, versi=versi, alasan=alasan)
    usulan.paket.versi_baris += 1

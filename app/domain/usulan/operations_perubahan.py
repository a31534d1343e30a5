"""How is a settled list changed? Requests per name, one sheet for all of them, then accepted or refused."""

from typing import Any

import sqlalchemy as sa

from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan.berlaku import berlaku
from app.domain.dokumen.konteks import BarisPerubahan
from app.domain.dokumen.operations import nomor_lembar
from app.domain.usulan import baris as b
from app.domain.usulan import isian, naskah, pasangan, ralat
from app.domain.usulan.alur_usulan import ALUR_USULAN
from app.domain.usulan.models import Paket, Perubahan, Usulan
from app.domain.usulan.syarat_perubahan import MENGAKHIRI
from app.domain.usulan.syarat_usulan import permintaan_terbuka
from app.infra.db import db, kunci_baris
from app.infra.galat import GalatIsian, TidakBisa

LABEL = {"ralat": "Ralat", "perbaikan": "Perbaikan", "penarikan": "Penarikan", "gugur": "Gugur"}
AKSI_TERIMA = {
    "ralat": Aksi.USULAN_TERIMA_PERUBAHAN,
    "perbaikan": Aksi.USULAN_TERIMA_PERUBAHAN,
    "penarikan": Aksi.USULAN_TERIMA_PENARIKAN,
    "gugur": Aksi.USULAN_GUGURKAN,
}


def minta(
    usulan: Usulan,
    jenis: str,
    *,
    alasan: str,
    oleh: Pelaku,
    versi: int,
    kiriman: dict[str, list[str]] | None = None,
    tanda_id: int | None = None,
    alasan_kode: str = "",
    lepas_pasangan: bool = False,
) -> Perubahan:
    """Ask for a change of one name: ralat or perbaikan (fields as typed), penarikan, gugur (`alasan_kode`, proof on
    file); `terbitkan_lembar` issues the sheet over all that was asked.

    `lepas_pasangan`: the other half of a replacement pair goes on alone. Raises GalatIsian, TidakBisa, TidakBoleh.
    """
    lama, baru = _isi(usulan, jenis, kiriman or {})
    kode = alasan_kode if jenis == "gugur" else ""
    if kode:
        alasan = _alasan_gugur(usulan, kode, alasan)
    lakukan(
        ALUR_USULAN,
        usulan,
        Aksi.USULAN_MINTA_PERUBAHAN,
        oleh=oleh,
        versi=versi,
        alasan=alasan,
        alasan_kode=jenis,
        data={"jenis": jenis, "lama": lama, "baru": baru, "alasan_kode": kode, "lepas_pasangan": lepas_pasangan},
    )
    p = Perubahan(
        paket_id=usulan.paket_id,
        usulan_id=usulan.id,
        tanda_id=tanda_id,
        jenis=jenis,
        isi={"lama": lama, "baru": baru},
        alasan_kode=kode,
        lepas_pasangan=lepas_pasangan,
        alasan=alasan.strip(),
        oleh=oleh.pengguna_id,
    )
    db.session.add(p)
    usulan.paket.versi_baris += 1
    db.session.flush()
    db.session.expire(usulan.paket, ["perubahan"])
    return p


def _isi(usulan: Usulan, jenis: str, kiriman: dict[str, list[str]]) -> tuple[dict[str, Any], dict[str, Any]]:
    if jenis == "ralat":
        diralat = ralat.baca(usulan, kiriman)
        return dict(ralat.lama(usulan, diralat)), dict(diralat)
    if jenis != "perbaikan":
        return {}, {}
    kini = usulan.isi.get("baru", {})
    rapi = isian.rapikan(usulan, kiriman)["baru"]
    baru = {k: v for k, v in rapi.items() if v != kini.get(k)}
    return {k: kini.get(k, "") for k in baru}, baru


def _alasan_gugur(usulan: Usulan, kode: str, teks: str) -> str:
    """The reason in words with what was added to it. Raises GalatIsian where words are asked for."""
    baris = berlaku("alasan_gugur", usulan.wilayah_kode).get(kode, {})
    if baris.get("teks_wajib") and not teks.strip():
        raise GalatIsian(bidang={"alasan": f"Alasan “{baris['label']}” perlu dijelaskan."})
    return ": ".join(t for t in (str(baris.get("label", "")), teks.strip()) if t)


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
        lama=_terbaca(u, p, p.isi["lama"]),
        baru=_terbaca(u, p, p.isi["baru"]),
    )


def _terbaca(u: Usulan, p: Perubahan, isi: dict[str, Any]) -> dict[str, str]:
    if p.jenis == "ralat":
        return ralat.tampil(u.wilayah_kode, isi)
    return {b.label_bidang(u, k): b.tampil(u, k, v) for k, v in isi.items()}


def terima(usulan: Usulan, jenis: str, *, oleh: Pelaku, versi: int) -> None:
    """The holder accepts a signed request: a correction is applied, a withdrawal or a loss ends the proposal, together
    with the other half of its pair where both were asked to end."""
    dua = pasangan.lain_hidup(usulan) if jenis in MENGAKHIRI else None
    minta_dua = permintaan_terbuka(dua) if dua is not None else None
    lakukan(ALUR_USULAN, usulan, AKSI_TERIMA[jenis], oleh=oleh, versi=versi)
    if dua is not None and minta_dua is not None and minta_dua.jenis in MENGAKHIRI:
        lakukan(ALUR_USULAN, dua, AKSI_TERIMA[minta_dua.jenis], oleh=oleh, versi=None)
    usulan.paket.versi_baris += 1


def tolak(usulan: Usulan, *, alasan: str, oleh: Pelaku, versi: int) -> None:
    """The holder refuses a request, with a reason."""
    lakukan(ALUR_USULAN, usulan, Aksi.USULAN_TOLAK_PERUBAHAN, oleh=oleh, versi=versi, alasan=alasan)
    usulan.paket.versi_baris += 1

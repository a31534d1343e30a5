"""How does a unit seal a paper electronically? With a certificate of its own, besides the persons who sign."""

from dataclasses import replace

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan
from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen import penandatanganan as ttd
from app.domain.dokumen import sertifikat
from app.domain.dokumen.alur import ALUR_DOKUMEN
from app.domain.dokumen.models import Dokumen, Pindaian
from app.domain.wilayah.zona import zona
from app.infra import sertifikat as penerbit
from app.infra import signing
from app.infra.db import db, kunci_baris
from app.infra.galat import GalatIsian, HalamanUsang, TidakBisa

TANPA_SEGEL = "Unit ini belum mempunyai segel elektronik, atau segelnya sudah dicabut. Minta admin menerbitkannya."


def sebab_tidak(dokumen: Dokumen, *, oleh: Pelaku) -> str:
    """Why the actor cannot seal this paper now; "" when nothing is in the way."""
    if tidak := policy.sebab_tidak(oleh, Aksi.DOKUMEN_SEGEL, dokumen):
        return tidak
    if not dokumen.berlaku:
        return f"{dokumen.judul} sudah tidak berlaku. Segel dokumen penggantinya."
    if not dokumen.sha256:
        return f"Naskah {dokumen.judul} belum jadi. Tunggu sampai dapat dibuka, lalu segel."
    if any(p.segel for p in dokumen.pindaian):
        return f"{dokumen.judul} sudah bersegel."
    return "" if sertifikat.segel(dokumen.unit_kode) else TANPA_SEGEL


def siapkan(dokumen_id: int, *, oleh: Pelaku, alamat: str) -> ttd.Siap:
    """What sealing one paper needs. Raises TidakAda, TidakBisa."""
    d = ttd.muat(dokumen_id, oleh=oleh)
    if sebab := sebab_tidak(d, oleh=oleh):
        raise TidakBisa(sebab)
    minta = signing.Permintaan(
        semua=ttd.bidang_semua(d),
        penanda=replace(ttd.SEGEL, jabatan=d.unit_nama),
        alasan=f"Segel {d.unit_nama} pada {d.judul} {d.nomor}".strip(),
        tempat=d.unit_nama,
        alamat=f"{alamat}/v/{d.kode}",
        zona=zona(d.unit_kode),
    )
    return ttd.Siap(d.id, d.judul, 0, ttd.dasar(d), d.halaman or 1, minta)


def kunci(*, oleh: Pelaku, sandi: str) -> ttd.Kunci:
    """The key of the actor's unit, whose passphrase was just tried.

    Raises:
        TidakBisa: the unit has no seal, or one whose time is over.
        GalatIsian: the passphrase does not open it; `bidang["sandi_segel"]`.
    """
    ada = sertifikat.segel(oleh.wilayah)
    if ada is None or sertifikat.kedaluwarsa(ada):
        raise TidakBisa(TANPA_SEGEL)
    p12 = sertifikat.kunci(ada)
    if not penerbit.sandi_cocok(p12, sandi):
        raise GalatIsian(bidang={"sandi_segel": "Frasa sandi tidak cocok dengan segel unit. Ketik ulang."})
    akar, cabut = sertifikat.akar(ada.unit_kode)[0]
    return ttd.Kunci(p12, akar, cabut, seri=ada.seri)


def catat(tertanda: ttd.Tertanda, *, oleh: Pelaku, versi: int | None = None) -> Pindaian:
    """The seal and its bytes become the paper's, both in the caller's transaction.

    Raises:
        TidakBisa: as when it was prepared.
        HalamanUsang: somebody signed or changed the paper meanwhile.
    """
    siap = tertanda.siap
    d = db.session.get_one(Dokumen, siap.dokumen_id)
    kunci_baris(d)
    db.session.expire(d, ["pindaian"])
    if sebab := sebab_tidak(d, oleh=oleh):
        raise TidakBisa(sebab)
    if (versi is not None and versi != d.versi_baris) or ttd.dasar(d) != siap.dasar:
        raise HalamanUsang(f"{d.judul} baru saja berubah. Muat ulang halaman, lalu ulangi.")
    sertifikat.wajib_berlaku(tertanda.seri)
    p = ttd.berkas_baru(tertanda, oleh=oleh)
    p.segel = True
    db.session.flush()
    fakta = {"sha256": p.sha256, "dasar": siap.dasar, "tingkat": p.tingkat, "seri": tertanda.seri}
    lakukan(ALUR_DOKUMEN, d, Aksi.DOKUMEN_SEGEL, oleh=oleh, versi=None, catatan=fakta)
    return p


def pada(dokumen_id: int) -> Pindaian | None:
    """The file that the seal came in with; None for a paper without one."""
    t = Pindaian
    return db.session.scalar(sa.select(t).where(t.dokumen_id == dokumen_id, t.segel).limit(1))

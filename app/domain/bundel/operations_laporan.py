"""What can be done with the report to the governor? Look at it beforehand, issue it, recall it."""

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan, mulai
from app.domain.akses.pelaku import Pelaku
from app.domain.bundel import naskah_laporan
from app.domain.bundel.akibat_laporan import IsiLaporan
from app.domain.bundel.alur_laporan import ALUR_LAPORAN
from app.domain.bundel.models import LaporanGubernur, LaporanPaket
from app.domain.bundel.naskah_laporan import Tambahan
from app.domain.bundel.status import StatusLaporan
from app.domain.dokumen.konteks import Naskah
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import JenisDokumen, StatusDokumen
from app.domain.wilayah.models import Wilayah
from app.infra.db import db
from app.infra.format import BENTUK_PERIODE
from app.infra.galat import GalatIsian, TidakBoleh

MAKS_BUTIR, MAKS_TEKS = 12, 400


def terbitkan(periode: str, tambahan: Tambahan, *, oleh: Pelaku) -> LaporanGubernur:
    """Issue the report of a period of the actor's regency with its letter; the one in force is replaced by it.

    Raises GalatIsian for a period or text that will not do, TidakBoleh, TidakBisa when nothing is signed off or nothing
    came since, and when nobody is named to sign.
    """
    _wajib_kabupaten(oleh)
    _periksa(periode, tambahan)
    _kunci_wilayah(oleh.wilayah)
    laporan = LaporanGubernur(wilayah_kode=oleh.wilayah, periode=periode, disusun_oleh=oleh.pengguna_id, versi_baris=0)
    policy.wajib_boleh(oleh, Aksi.LAPORAN_TERBITKAN, laporan)
    isi = _isi(laporan, tambahan)
    if isi.lama is not None and isi.baru:
        lakukan(ALUR_LAPORAN, isi.lama, Aksi.LAPORAN_GANTIKAN, oleh=oleh, versi=None, lewat="laporan")
        db.session.flush()
    mulai(ALUR_LAPORAN, laporan, Aksi.LAPORAN_TERBITKAN, oleh=oleh, data=isi)
    return laporan


def pratinjau(periode: str, tambahan: Tambahan, *, oleh: Pelaku) -> list[tuple[JenisDokumen, Naskah]]:
    """Both papers as they would be issued now, nothing stored and no number taken; empty when nothing is signed off.

    Raises GalatIsian, TidakBoleh.
    """
    _wajib_kabupaten(oleh)
    _periksa(periode, tambahan)
    laporan = LaporanGubernur(wilayah_kode=oleh.wilayah, periode=periode, disusun_oleh=oleh.pengguna_id)
    policy.wajib_boleh(oleh, Aksi.LAPORAN_TERBITKAN, laporan)
    paket = naskah_laporan.disahkan(oleh.wilayah, periode)
    return naskah_laporan.susun(laporan, paket, tambahan) if paket else []


def batalkan(laporan: LaporanGubernur, *, alasan: str, oleh: Pelaku, versi: int | None) -> None:
    """Recall a report: its papers are superseded. Raises TidakBoleh, HalamanUsang, GalatIsian without a reason."""
    lakukan(ALUR_LAPORAN, laporan, Aksi.LAPORAN_BATALKAN, oleh=oleh, versi=versi, alasan=alasan)


def _wajib_kabupaten(oleh: Pelaku) -> None:
    policy.wajib_mungkin(oleh, Aksi.LAPORAN_TERBITKAN)
    if oleh.wilayah.count(".") != 1:
        raise TidakBoleh("Laporan kepada gubernur disusun petugas Dinas Sosial tingkat kabupaten/kota.")


def _periksa(periode: str, t: Tambahan) -> None:
    galat: dict[str, str] = {}
    if not BENTUK_PERIODE.fullmatch(periode):
        galat["periode"] = "Pilih periode laporan."
    for bidang, label, butir in (
        ("kendala", "Kendala", t.kendala),
        ("tindak_lanjut", "Tindak lanjut", t.tindak_lanjut),
    ):
        if len(butir) > MAKS_BUTIR:
            galat[bidang] = f"{label} paling banyak {MAKS_BUTIR} butir."
        elif any(len(b) > MAKS_TEKS for b in butir):
            galat[bidang] = f"Setiap butir {label.lower()} paling panjang {MAKS_TEKS} huruf."
    galat |= _periksa_pengaduan(t)
    if galat:
        raise GalatIsian(bidang=galat)


def _periksa_pengaduan(t: Tambahan) -> dict[str, str]:
    masuk, selesai = t.pengaduan_masuk, t.pengaduan_selesai
    if masuk is None and selesai is None:
        return {}
    if masuk is None or masuk < 0:
        return {"pengaduan_masuk": "Isi jumlah pengaduan yang masuk dengan angka, atau kosongkan keduanya."}
    if selesai is None or not 0 <= selesai <= masuk:
        return {"pengaduan_selesai": "Jumlah yang selesai diisi angka, paling banyak sejumlah yang masuk."}
    return {}


def _kunci_wilayah(kode: str) -> None:
    """Two issues of one regency come one after the other: the second sees what the first has counted."""
    db.session.flush()
    db.session.execute(sa.select(Wilayah.kode).where(Wilayah.kode == kode).with_for_update())


def _isi(laporan: LaporanGubernur, tambahan: Tambahan) -> IsiLaporan:
    paket = naskah_laporan.disahkan(laporan.wilayah_kode, laporan.periode)
    lama = db.session.scalar(
        sa.select(LaporanGubernur)
        .where(LaporanGubernur.wilayah_kode == laporan.wilayah_kode, LaporanGubernur.periode == laporan.periode)
        .where(LaporanGubernur.status == StatusLaporan.TERBIT)
    )
    terhitung: set[int] = set()
    if lama is not None:
        tanya = sa.select(LaporanPaket.paket_id).where(LaporanPaket.laporan_id == lama.id)
        terhitung = set(db.session.scalars(tanya))
    return IsiLaporan(
        paket=paket,
        baru=[p for p in paket if p not in terhitung],
        lama=lama,
        ganti=_kertas_lama(laporan),
        tambahan=tambahan,
    )


def _kertas_lama(laporan: LaporanGubernur) -> list[Dokumen]:
    """Papers of earlier reports of the period that no successor has named yet: in force, or recalled."""
    t = LaporanGubernur
    milik = (t.wilayah_kode == laporan.wilayah_kode, t.periode == laporan.periode)
    tanya = (
        sa.select(Dokumen)
        .where(
            sa.or_(
                Dokumen.id.in_(sa.select(t.pengantar_id).where(*milik)),
                Dokumen.id.in_(sa.select(t.dokumen_id).where(*milik)),
            )
        )
        .where(Dokumen.status != StatusDokumen.DIGANTIKAN)
        .order_by(Dokumen.id)
    )
    return list(db.session.scalars(tanya))

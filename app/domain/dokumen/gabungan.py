"""How do the decision papers of a packet become one PDF that another system accepts? A job, once asked for."""

import io

import pikepdf
import sqlalchemy as sa

from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.policy import terlihat
from app.domain.dokumen.models import Dokumen, DokumenPaket, Gabungan, Pindaian
from app.domain.dokumen.queries import Unduhan
from app.domain.dokumen.status import TIDAK_BERLAKU, JenisDokumen
from app.infra import files, jobs, pages
from app.infra.db import db
from app.infra.galat import Galat, TidakAda, TidakBisa
from app.infra.jobs import Kemajuan

TUGAS = "dokumen.gabung"
# What a village uploads beside its names, in this order.
URUTAN = (
    JenisDokumen.SPTJM,
    JenisDokumen.BA_MUSYAWARAH,
    JenisDokumen.DAFTAR_HADIR,
    JenisDokumen.LAMPIRAN,
    JenisDokumen.LEMBAR_PERUBAHAN,
)


def minta(paket_id: int, unit_kode: str, nama: str, batas_byte: int, *, oleh: Pelaku) -> Gabungan:
    """Ask for the merged file of a packet that the caller has found in sight. Raises TidakBisa without its papers."""
    if not _sumber(paket_id):
        raise TidakBisa("Belum ada berita acara atau SPTJM yang selesai dibuat pada paket ini.")
    if ada := _sedang_dibuat(paket_id):
        return ada
    g = Gabungan(paket_id=paket_id, unit_kode=unit_kode, nama=nama[:120], batas_byte=batas_byte, oleh=oleh.pengguna_id)
    db.session.add(g)
    db.session.flush()
    g.pekerjaan_id = jobs.antrekan(TUGAS, {"gabungan_id": g.id}, pemilik_id=oleh.pengguna_id).id
    return g


def _sedang_dibuat(paket_id: int) -> Gabungan | None:
    """One that is still being made: pressing the button a hundred times is one job."""
    g, p = Gabungan, jobs.Pekerjaan
    tanya = sa.select(g).join(p, p.id == g.pekerjaan_id).where(g.paket_id == paket_id, g.sha256.is_(None))
    return db.session.scalar(tanya.where(p.status.not_in((jobs.SELESAI, jobs.GAGAL))).order_by(g.id.desc()).limit(1))


def kerjakan(kemajuan: Kemajuan, *, gabungan_id: int) -> None:
    """The job: signed scans where there are any, else the issued paper; made coarser only as far as needed."""
    g = db.session.get(Gabungan, gabungan_id)
    if g is None or g.sha256:
        return
    bagian = [(files.baca(sha256), pindaian) for sha256, pindaian in _sumber(g.paket_id)]
    batas = g.batas_byte
    db.session.rollback()
    try:
        isi = pages.ringkas(bagian, batas, lambda n, semua: kemajuan.lapor(n, semua, "Memperkecil halaman pindaian"))
    except Galat as galat:
        db.session.get_one(Gabungan, gabungan_id).galat = str(galat)[:300]
        return
    berkas = files.simpan(isi)
    with pikepdf.open(io.BytesIO(isi)) as dokumen:
        halaman = len(dokumen.pages)
    g = db.session.get_one(Gabungan, gabungan_id)
    g.sha256, g.ukuran, g.halaman = berkas.sha256, berkas.ukuran, halaman


def terakhir(paket_id: int, *, untuk: Pelaku) -> tuple[Gabungan, jobs.Pekerjaan | None] | None:
    """The newest merged file of a packet in sight with its job."""
    ada = db.session.execute(
        sa.select(Gabungan, jobs.Pekerjaan)
        .outerjoin(jobs.Pekerjaan, jobs.Pekerjaan.id == Gabungan.pekerjaan_id)
        .where(terlihat(Aksi.DOKUMEN_LIHAT, Gabungan.unit_kode, untuk), Gabungan.paket_id == paket_id)
        .order_by(Gabungan.id.desc())
        .limit(1)
    ).first()
    return (ada[0], ada[1]) if ada else None


def unduhan(gabungan_id: int, *, untuk: Pelaku) -> Unduhan:
    """The bytes of a merged file. Raises TidakAda outside the territory and before it is made."""
    g = db.session.scalar(
        sa.select(Gabungan)
        .where(terlihat(Aksi.DOKUMEN_LIHAT, Gabungan.unit_kode, untuk), Gabungan.id == gabungan_id)
        .where(Gabungan.sha256.is_not(None))
    )
    if g is None or g.sha256 is None:
        raise TidakAda("Berkas gabungan ini belum jadi, atau berada di luar wilayah tugas Anda.")
    return Unduhan(g.sha256, f"{g.nama}.pdf")


def _sumber(paket_id: int) -> list[tuple[str, bool]]:
    """(hash, whether it is a scan) per paper in force, in the order of upload."""
    d, p = Dokumen, Pindaian
    pindaian = (
        sa.select(p.sha256)
        .where(p.dokumen_id == d.id, p.ditolak.is_(None))
        .order_by(p.id.desc())
        .limit(1)
        .correlate(d)
        .scalar_subquery()
    )
    tanya = (
        sa.select(d.jenis, d.sha256, pindaian.label("pindaian"))
        .join(DokumenPaket, DokumenPaket.dokumen_id == d.id)
        .where(DokumenPaket.paket_id == paket_id, d.status.not_in(TIDAK_BERLAKU), d.jenis.in_(URUTAN))
        .where(d.sha256.is_not(None))
        .order_by(d.id)
    )
    semua = sorted(db.session.execute(tanya).all(), key=lambda r: URUTAN.index(r.jenis))
    # One scan may cover several papers: it is taken once, where it first belongs.
    hasil = [(r.pindaian, True) if r.pindaian else (r.sha256, False) for r in semua]
    return list(dict.fromkeys(hasil))

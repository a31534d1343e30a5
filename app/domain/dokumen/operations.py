"""What can be done with papers? Issue them inside a step, supersede them, ask again for a failed PDF."""

import datetime as dt
from collections.abc import Collection, Iterable

import sqlalchemy as sa

from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan, mulai
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan import turunan
from app.domain.dokumen import jejak
from app.domain.dokumen.alur import ALUR_DOKUMEN
from app.domain.dokumen.kode import kode_baru
from app.domain.dokumen.konteks import KONTEKS, Kepala, Naskah, Penanda, beku
from app.domain.dokumen.models import Dokumen, DokumenPaket, TandaTangan
from app.domain.dokumen.penomoran import nomor_baru
from app.domain.dokumen.status import JUDUL_DOKUMEN, TIDAK_BERLAKU, JenisDokumen
from app.infra.db import db
from app.infra.galat import TidakAda

# Papers of a bundel belong to several packets, a receipt to one resident: a packet's step never undoes them.
BUKAN_MILIK_PAKET = frozenset(
    {
        JenisDokumen.BA_TELAAH,
        JenisDokumen.BA_VERVAL,
        JenisDokumen.SURAT_PENGESAHAN,
        JenisDokumen.TANDA_TERIMA,
        JenisDokumen.PENGANTAR_GUBERNUR,
        JenisDokumen.LAPORAN_GUBERNUR,
    }
)


def terbitkan(
    jenis: JenisDokumen,
    *,
    unit_kode: str,
    unit_nama: str,
    konteks: Naskah,
    paket_ids: Iterable[int],
    rantai: str,
    oleh: Pelaku,
    periode: str,
    tanggal: dt.date,
    penanda: list[Penanda],
    judul: str = "",
    nomor: str = "",
    untuk_kode: str = "",
) -> Dokumen:
    """Issue a paper in the caller's transaction: number, code, frozen content, signers, audit row, PDF job.

    `konteks` must be the class of the kind; its constructor has already named anything missing. `nomor` is
    only for units that number by their own book. Raises GalatIsian 422, TidakBoleh 403.
    """
    if type(konteks) is not KONTEKS[jenis]:
        raise TypeError(f"{jenis} needs {KONTEKS[jenis].__name__}, not {type(konteks).__name__}")
    nomor_baru_ = nomor_baru(jenis, unit_kode, tanggal, nomor)
    paket_ids = sorted(set(paket_ids))
    titik = jejak.saat_terbit(jenis, paket_ids)
    kepala = Kepala(
        jenis=jenis,
        judul=judul or JUDUL_DOKUMEN[jenis],
        nomor=nomor_baru_.teks,
        kode=kode_baru(),
        tanggal=tanggal,
        kertas=turunan.kertas(jenis, unit_kode, tanggal),
        bernomor=nomor_baru_.bernomor,
        jejak=jejak.tercetak(titik),
    )
    dokumen = Dokumen(
        kode=kepala.kode,
        jenis=jenis,
        judul=kepala.judul,
        nomor=kepala.nomor,
        nomor_urut=nomor_baru_.urut,
        tahun=tanggal.year,
        unit_kode=unit_kode,
        unit_nama=unit_nama,
        untuk_kode=untuk_kode,
        periode=periode,
        tanggal=tanggal,
        rantai=rantai,
        konteks=beku(kepala, konteks, penanda),
        jejak=titik or None,
        dibuat_oleh=oleh.pengguna_id,
        tanda_tangan=[_tanda_tangan(urut, p) for urut, p in enumerate(penanda, 1)],
    )
    mulai(ALUR_DOKUMEN, dokumen, Aksi.DOKUMEN_TERBITKAN, oleh=oleh, lewat="paket")
    db.session.add_all(DokumenPaket(dokumen_id=dokumen.id, paket_id=p) for p in paket_ids)
    db.session.flush()
    return dokumen


def _tanda_tangan(urut: int, p: Penanda) -> TandaTangan:
    return TandaTangan(
        urut=urut,
        jabatan=", ".join(p.baris_jabatan).replace("u.b., ", "u.b. ")[:160],
        jabatan_kode=p.kode,
        nama=p.nama,
        nip=p.nip,
        wajib=p.wajib,
        gerbang=p.gerbang,
        unit_kode=p.unit_kode,
    )


def kutip(dari_paket_id: int, ke_paket_id: int) -> None:
    """Let a packet that was split off cite the papers of the one it came from."""
    asal = sa.select(DokumenPaket.dokumen_id, sa.literal(ke_paket_id), sa.true()).where(
        DokumenPaket.paket_id == dari_paket_id
    )
    db.session.execute(sa.insert(DokumenPaket).from_select(["dokumen_id", "paket_id", "dikutip"], asal))


def serahkan(dari_paket_id: int, hidup: sa.Select[int], jenis: Collection[JenisDokumen] | None) -> None:
    """Give papers of a packet that others still cite to the first of those: who gave them up can not supersede them.

    `hidup`: ids of the packets whose citing counts.
    """
    for dokumen in milik_paket(dari_paket_id, jenis):
        semua = db.session.scalars(
            sa.select(DokumenPaket)
            .where(DokumenPaket.dokumen_id == dokumen.id)
            .where(sa.or_(DokumenPaket.paket_id == dari_paket_id, DokumenPaket.paket_id.in_(hidup)))
            .order_by(DokumenPaket.paket_id)
        ).all()
        if penerus := next((d for d in semua if d.paket_id != dari_paket_id), None):
            for d in semua:
                d.dikutip = d is not penerus
    db.session.flush()


def nomor_lembar(paket_id: int) -> int:
    """The number of the packet's next sheet of changes; sheets it cites count, for they changed its list too."""
    tanya = (
        sa.select(sa.func.count())
        .select_from(DokumenPaket)
        .join(Dokumen, Dokumen.id == DokumenPaket.dokumen_id)
        .where(DokumenPaket.paket_id == paket_id, Dokumen.jenis == JenisDokumen.LEMBAR_PERUBAHAN)
    )
    return 1 + (db.session.scalar(tanya) or 0)


def batalkan(dokumen: Dokumen, *, oleh: Pelaku, alasan: str) -> None:
    """Supersede one paper, as part of a step that undoes the one that issued it."""
    lakukan(ALUR_DOKUMEN, dokumen, Aksi.DOKUMEN_BATALKAN, oleh=oleh, versi=None, alasan=alasan, lewat="paket")


def batalkan_paket(
    paket_id: int, jenis: Collection[JenisDokumen] | None, *, oleh: Pelaku, alasan: str
) -> list[Dokumen]:
    """Supersede the papers that a packet issued (all its own kinds, or only these).

    Returns those that were.
    """
    kena = milik_paket(paket_id, jenis)
    for dokumen in kena:
        batalkan(dokumen, oleh=oleh, alasan=alasan)
    return kena


def milik_paket(paket_id: int, jenis: Collection[JenisDokumen] | None = None) -> list[Dokumen]:
    """Papers in force that the packet itself issued, oldest first."""
    mau = set(JenisDokumen) - BUKAN_MILIK_PAKET if jenis is None else set(jenis)
    tanya = (
        sa.select(Dokumen)
        .join(DokumenPaket, DokumenPaket.dokumen_id == Dokumen.id)
        .where(DokumenPaket.paket_id == paket_id, sa.not_(DokumenPaket.dikutip))
        .where(Dokumen.jenis.in_(mau), Dokumen.status.not_in(TIDAK_BERLAKU))
        .order_by(Dokumen.id)
    )
    return list(db.session.scalars(tanya))


def gantikan(lama: Dokumen, baru: Dokumen, *, oleh: Pelaku) -> None:
    """Name the successor of a paper, also of one that was superseded before its successor existed."""
    lama.pengganti_id = baru.id
    # The lock of the step rereads the row, so what was set here must be in it by then.
    db.session.flush()
    lakukan(
        ALUR_DOKUMEN, lama, Aksi.DOKUMEN_GANTIKAN, oleh=oleh, versi=None, lewat="paket", catatan={"oleh": baru.kode}
    )


def ulangi(dokumen: Dokumen, *, oleh: Pelaku, versi: int | None) -> None:
    """Ask again for a PDF that could not be made."""
    lakukan(ALUR_DOKUMEN, dokumen, Aksi.DOKUMEN_ULANGI, oleh=oleh, versi=versi)


def muat(dokumen_id: int) -> Dokumen:
    """The row itself, for steps whose authority the machine checks. Raises TidakAda."""
    dokumen = db.session.get(Dokumen, dokumen_id)
    if dokumen is None:
        raise TidakAda("Dokumen ini tidak ada atau berada di luar wilayah tugas Anda.")
    return dokumen

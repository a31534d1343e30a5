"""What happens in the demo regency across its villages? Approvals, the centre's answers, lists of deaths, removals."""

import datetime as dt
import io

import sqlalchemy as sa
from flask import current_app

from app.cli.demo import gambar
from app.cli.demo.akun import KAGOK, PAGIYANTEN, SLAWI_KULON
from app.cli.demo.kisah import Alur, pada
from app.cli.demo.panggung import Kisah, cetak, cetak_ini, pukul
from app.cli.demo.rencana import Rencana
from app.cli.demo.usulan import Orang
from app.domain.bundel import operations_laporan
from app.domain.bundel.naskah_laporan import Tambahan
from app.domain.dokumen import pemindaian
from app.domain.dokumen.status import JenisDokumen as D
from app.domain.registri import mutasi
from app.domain.registri.models import Konfirmasi, Warga
from app.domain.usulan import impor_daftar, operations_daftar
from app.domain.usulan.models import DaftarMasuk, Paket
from app.domain.usulan.syarat_daftar import konfirmasi
from app.infra import clock, jobs
from app.infra.db import db
from app.infra.sheets_tulis import Kolom, Lembar, tulis_xlsx

SEMUA = (SLAWI_KULON, KAGOK, PAGIYANTEN)
GANGGUAN = "Layanan pemadanan Disdukcapil terganggu selama tiga hari; identitas dicocokkan dengan KTP dan KK."
PUSAT_MENOLAK = "Kuota kabupaten sudah terpenuhi."


def kisah(r: Rencana) -> list[Kisah]:
    """Every story of the regency, for the stage."""
    return [enam_bulan_lalu(r), dua_surat(r), tiga_bulan_lalu(r), menunggu_putusan(r), mutasi_masuk(r),
            daftar_lama(r), daftar_kematian(r)]  # fmt: skip


def _setujui(r: Rencana, alur: list[Alur], verval: dt.date) -> Kisah:
    """Matched, judged, and decided on the day after `verval`."""
    for n, a in enumerate(alur):
        yield from pada(verval, 8, r.atas.padankan, a)
        yield from pada(verval, 10 + n, r.atas.nilai_semua, a)
    yield from r.atas.verval(alur, verval, verval + dt.timedelta(days=1))


def enam_bulan_lalu(r: Rencana) -> Kisah:
    """All the way; the centre refused one name of each village."""
    yield from pada(r.tanggal(-6, 22), 7, lambda: None)
    if alur := r.milik(*((k, -6, 1) for k in SEMUA)):
        yield from _setujui(r, alur, r.tanggal(-6, 22))
        nomor = yield from r.atas.terbitkan_surat(alur, r.tanggal(-6, 25), r.tanggal(-6, 27))
        yield from r.atas.putuskan(nomor, r.orang["bupati"], r.tanggal(-6, 27))
        for a in alur:
            yield from pada(r.tanggal(-5, 6), 9, r.atas.input_siks, a)
        yield from _lapor(r, alur[0].periode, r.tanggal(-5, 8))
        for a in alur:
            yield from pada(r.tanggal(-4, 15), 9, r.atas.hasil_pusat, a, PUSAT_MENOLAK)


def _lapor(r: Rencana, periode: str, hari: dt.date) -> Kisah:
    """The result of the month goes to the governor; the head of the regency signs letter and report by hand."""
    oleh = r.orang["kadinsos"]
    yield pukul(hari, 9, 5)
    lisan = Tambahan([GANGGUAN], ["Rapat koordinasi bulanan dengan Disdukcapil dan DPMD."], 14, 11)
    ids = operations_laporan.terbitkan(periode, lisan, oleh=oleh).kertas
    yield pukul(hari, 14, 40)
    kertas = cetak_ini(ids)
    siap = pemindaian.siapkan_pindaian([gambar.pindaian(f"laporan gubernur {periode}", ids[0])], "laporan.jpg")
    pemindaian.unggah_pindaian(kertas, siap, penanda=[t.id for d in kertas for t in d.tanda_tangan], oleh=oleh)


def dua_surat(r: Rencana) -> Kisah:
    """A letter over three packets was issued when one of the approved died: it was superseded by one without the name,
    signed on paper and recorded. One packet is still to be keyed, one is keyed, one is answered."""
    yield from pada(r.tanggal(-5, 24), 7, lambda: None)
    if lama := r.milik((KAGOK, -5, 1), (PAGIYANTEN, -5, 1)):
        yield from _setujui(r, lama, r.tanggal(-5, 24))
    yield from pada(r.tanggal(-4, 23), 7, lambda: None)
    kena = r.milik((SLAWI_KULON, -4, 1))
    if not (kena and lama):
        return
    yield from _setujui(r, kena, r.tanggal(-4, 23))
    yield from r.atas.terbitkan_surat([*kena, *lama], r.lalu(27), r.lalu(26))
    yield from pada(r.lalu(25), 10, r.atas.gugurkan, kena[0])
    yield from pada(r.lalu(24), 10, r.atas.terima_gugur, kena[0])
    nomor = yield from r.atas.terbitkan_surat([*kena, *lama], r.lalu(22), r.lalu(19))
    yield from r.atas.putuskan(nomor, r.orang["kadinsos"], r.lalu(18), dicatat=True)
    for a in lama:
        yield from pada(r.lalu(12), 9, r.atas.input_siks, a)
    yield from pada(r.lalu(3), 14, r.atas.jawaban_pusat, lama[-1], PUSAT_MENOLAK)


def tiga_bulan_lalu(r: Rencana) -> Kisah:
    """Agreed by the head of Dinas Sosial; one village without matching. Two wait for the head of the regency's
    signature, the third for the letter."""
    yield from pada(r.lalu(7), 7, lambda: None)
    alur = r.milik(*((k, -3, 1) for k in SEMUA))
    for a in alur:
        if a.desa.kode == KAGOK:
            yield from pada(r.lalu(6), 8, r.atas.bebaskan, a, GANGGUAN)
        else:
            yield from pada(r.lalu(6), 8, r.atas.padankan, a)
        yield from pada(r.lalu(6), 10, r.atas.nilai_semua, a)
    if alur:
        yield from r.atas.verval(alur, r.lalu(6), r.lalu(5))
        surat = [a for a in alur if a.desa.kode != KAGOK]
        yield from r.atas.terbitkan_surat(surat or alur, r.lalu(3), r.lalu(1))


def menunggu_putusan(r: Rencana) -> Kisah:
    """A berita acara verval waits for the head of Dinas Sosial."""
    yield from pada(r.lalu(2), 13, lambda: None)
    if alur := r.milik((PAGIYANTEN, -2, 1)):
        yield from r.atas.terbitkan_verval(alur, r.lalu(2), r.lalu(1))


def mutasi_masuk(r: Rencana) -> Kisah:
    """Families that moved: one answered, one asked of Slawi Kulon three days ago."""
    for penanya, hari, jawaban in (("operator2", 21, "ya"), ("operator3", 3, "")):
        yield from pada(r.lalu(hari), 9, _tanya_pindah, r, penanya)
        if jawaban:
            yield from pada(r.lalu(hari - 2), 9, _jawab_pindah, r, jawaban)


def _tanya_pindah(r: Rencana, penanya: str) -> None:
    pindah = r.desa[SLAWI_KULON].kerabat.pop()
    nik = db.session.scalar(sa.select(Warga.nik).where(Warga.id == pindah.kepala.id))
    mutasi.minta(nik, None, oleh=r.orang[penanya])


def _jawab_pindah(r: Rencana, jawaban: str) -> None:
    k = Konfirmasi
    for nomor in db.session.scalars(sa.select(k.id).where(k.perihal == mutasi.PERIHAL, k.jawaban.is_(None))):
        mutasi.jawab(nomor, jawaban, cakupan="keluarga", oleh=r.desa[SLAWI_KULON].operator)


def daftar_lama(r: Rencana) -> Kisah:
    """Last month's list: Slawi Kulon said that one of the two is alive; it waits to be verified."""
    yield from pada(r.tanggal(-1, 8), 9, _terima, r, (SLAWI_KULON,), "472.12/84/2026")
    for paket in _paket_daftar("472.12/84/2026"):
        yield from pada(r.tanggal(-1, 9), 10, _minta, r, paket)
        yield from pada(r.tanggal(-1, 14), 9, _tanggapi, r, paket)
        yield from pada(r.tanggal(-1, 15), 9, _lanjutkan, r, paket)


def daftar_kematian(r: Rencana) -> Kisah:
    """This month's list of all three villages: one number is unknown here; Pagiyanten has answered half of it."""
    yield from pada(r.lalu(5), 9, _terima, r, SEMUA, "472.12/97/2026")
    for paket in _paket_daftar("472.12/97/2026"):
        yield from pada(r.lalu(4), 10, _minta, r, paket)
        if _kode(paket) == PAGIYANTEN:
            yield from pada(r.lalu(2), 9, _tanggapi, r, paket, 1)


def _kode(paket_id: int) -> str:
    return db.session.get_one(Paket, paket_id).wilayah_kode


def _paket_daftar(nomor: str) -> list[int]:
    return list(db.session.scalars(sa.select(Paket.id).where(Paket.sumber_nomor == nomor).order_by(Paket.id)))


def _terima(r: Rencana, desa: tuple[str, ...], nomor: str) -> None:
    """Disdukcapil's sheet is uploaded and read; an earlier run may have done so."""
    if db.session.scalar(sa.select(DaftarMasuk.id).where(DaftarMasuk.sumber_nomor == nomor)):
        return
    tua = [o.id for d in desa for o in _ambil_tua(r, d)]
    nik = {w.id: w.nik for w in db.session.scalars(sa.select(Warga).where(Warga.id.in_(tua)))}
    hari = clock.hari_ini()
    tanggal = (hari - dt.timedelta(days=20)).isoformat()
    baris = [(nik[o], tanggal, "") for o in tua]
    if len(desa) > 1:
        baris.append(("3328100101409997", tanggal, ""))
    isi = io.BytesIO()
    kolom = [Kolom("NIK", jenis="identitas"), Kolom("TANGGAL"), Kolom("KETERANGAN")]
    tulis_xlsx(isi, [Lembar("Data", kolom, baris)])
    impor_daftar.terima(
        isi.getvalue(), "kematian.xlsx", jenis="hapus", alasan_kode="meninggal", jalur="dukcapil", nomor=nomor,
        tanggal=hari - dt.timedelta(days=1), oleh=r.orang["verifikator2"],
    )  # fmt: skip
    db.session.commit()
    kerja = current_app.extensions["sahih.kerja"]
    p = jobs.Pekerjaan
    satu = db.session.scalars(sa.select(p).where(p.nama == impor_daftar.TUGAS).order_by(p.id.desc())).first()
    if satu is not None:
        satu.status, satu.pekerja = jobs.BERJALAN, "demo"
        muatan, kemajuan = satu.muatan, jobs.Kemajuan(satu.id, "demo", satu.percobaan)
        db.session.commit()
        kerja[impor_daftar.TUGAS](kemajuan, **muatan)
        kemajuan.tuntaskan()


def _ambil_tua(r: Rencana, kode: str) -> list[Orang]:
    """Two old people of a village; their families are proposed for nothing else."""
    desa = r.desa[kode]
    milik = [k for k in desa.kerabat if k.tua][:2]
    desa.kerabat = [k for k in desa.kerabat if k not in milik]
    return [k.tua for k in milik if k.tua]


def _minta(r: Rencana, paket_id: int) -> None:
    paket, o = db.session.get_one(Paket, paket_id), r.orang["verifikator2"]
    operations_daftar.minta_tanggapan(paket, oleh=o, versi=paket.versi_baris)
    nota = cetak(paket_id, (D.NOTA_DINAS,))
    siap = pemindaian.siapkan_pindaian([gambar.pindaian("Nota dinas", paket_id)], "nota-dinas.jpg")
    pemindaian.unggah_pindaian(nota, siap, penanda=[t.id for d in nota for t in d.tanda_tangan], oleh=o)


def _tanggapi(r: Rencana, paket_id: int, berapa: int = 99) -> None:
    """The first is still alive, says the village."""
    paket = db.session.get_one(Paket, paket_id)
    jawaban = {k.id: ("ya", "") for k in konfirmasi(paket_id)[:berapa]}
    jawaban[min(jawaban)] = ("tidak", "Yang bersangkutan masih hidup; ketua RT menemuinya kemarin.")
    operations_daftar.tanggapi(paket, jawaban, oleh=r.desa[paket.wilayah_kode].operator, versi=paket.versi_baris)


def _lanjutkan(r: Rencana, paket_id: int) -> None:
    paket = db.session.get_one(Paket, paket_id)
    operations_daftar.lanjutkan(paket, oleh=r.orang["verifikator2"], versi=paket.versi_baris)

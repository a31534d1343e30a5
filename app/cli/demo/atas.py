"""What do kecamatan, Dinas Sosial and the head of the regency do with the demo's packets?"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from app.cli.demo import gambar
from app.cli.demo.kisah import Alur
from app.cli.demo.panggung import cetak_ini, pukul
from app.domain.akses.pelaku import Pelaku
from app.domain.bundel import operations as bundel
from app.domain.bundel.models import Bundel
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen import pemindaian
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import StatusDokumen
from app.domain.dokumen.syarat import semua_berlaku
from app.domain.usulan import kesiapan, queries
from app.domain.usulan import operations as op
from app.domain.usulan import operations_perubahan as perubahan
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.models import Usulan
from app.domain.usulan.status import StatusUsulan
from app.domain.wilayah.kode import kecamatan
from app.infra.db import db


@dataclass
class Atas:
    """The people above the village, by the name of their account."""

    orang: dict[str, Pelaku]

    def petugas(self, alur: Alur) -> Pelaku:
        return self._kecamatan(alur, "petugas")

    def camat(self, alur: Alur) -> Pelaku:
        return self._kecamatan(alur, "camat")

    def _kecamatan(self, alur: Alur, jabatan: str) -> Pelaku:
        kode = kecamatan(alur.desa.kode)
        return next(p for n, p in self.orang.items() if n.startswith(jabatan) and p.wilayah == kode)

    def telaah(self, alur: Alur) -> None:
        """Scans laid beside what was issued, the check list filled."""
        petugas, paket = self.petugas(alur), alur.paket()
        for d in semua_berlaku(paket.id):
            if d.status is StatusDokumen.BERTANDA_TANGAN:
                pemindaian.konfirmasi(d, oleh=petugas, versi=d.versi_baris)
        jawaban = dict.fromkeys(kesiapan.butir_telaah(paket.wilayah_kode, paket.dasar), ("ya", ""))
        op.isi_telaah(paket, jawaban, oleh=petugas, versi=paket.versi_baris)

    def teruskan(self, alur: list[Alur], terbit: dt.date, putus: dt.date) -> Iterator[dt.datetime]:
        """Each kecamatan over its own packets."""
        for kode in sorted({kecamatan(a.desa.kode) for a in alur}):
            milik = [a for a in alur if kecamatan(a.desa.kode) == kode]
            yield from self._bundel(
                JenisBundel.TELAAH, milik, self.petugas(milik[0]), self.camat(milik[0]), terbit, putus
            )

    def verval(self, alur: list[Alur], terbit: dt.date, putus: dt.date) -> Iterator[dt.datetime]:
        """One for the regency."""
        o = self.orang
        yield from self._bundel(JenisBundel.VERVAL, alur, o["verifikator"], o["kadinsos"], terbit, putus)

    def sahkan(self, alur: list[Alur], terbit: dt.date, putus: dt.date) -> Iterator[dt.datetime]:
        """One letter for the regency."""
        o = self.orang
        yield from self._bundel(JenisBundel.PENGESAHAN, alur, o["verifikator2"], o["bupati"], terbit, putus)

    def _bundel(
        self, jenis: JenisBundel, alur: list[Alur], penyusun: Pelaku, pemutus: Pelaku, terbit: dt.date, putus: dt.date
    ) -> Iterator[dt.datetime]:
        yield pukul(terbit, 13, 20)
        nomor = bundel.terbitkan(jenis, [a.paket_id for a in alur], oleh=penyusun).id
        yield pukul(putus, 9, 30)
        b = db.session.get_one(Bundel, nomor)
        kertas = cetak_ini([b.dokumen_id] if b.dokumen_id else [])
        siap = pemindaian.siapkan_pindaian([gambar.pindaian(f"{jenis} {b.periode}", nomor)], f"{jenis}.jpg")
        penanda = [t.id for d in kertas for t in d.tanda_tangan]
        pemindaian.unggah_pindaian(kertas, siap, penanda=penanda, oleh=penyusun)
        yield pukul(putus, 10, 45)
        b = db.session.get_one(Bundel, nomor)
        bundel.putuskan(b, oleh=pemutus, versi=b.versi_baris)

    def padankan(self, alur: Alur) -> None:
        """Disdukcapil answers for every name."""
        for n, u in enumerate(self._menunggu(alur)):
            hasil = "padan_beda_nama" if n == 2 else "padan"
            opu.catat_padanan(u, hasil, oleh=self.orang["dukcapil"], versi=u.versi_baris)

    def nilai_sebagian(self, alur: Alur) -> None:
        """Two names judged, the others still wait."""
        for u in self._menunggu(alur)[:2]:
            opu.nilai(u, "layak", oleh=self.orang["verifikator"], versi=u.versi_baris)

    def nilai_semua(self, alur: Alur) -> None:
        """All judged; the last of a longer list not eligible."""
        semua = self._menunggu(alur)
        for n, u in enumerate(semua):
            tolak = n == len(semua) - 1 and n > 1
            alasan = "kriteria_tidak_terpenuhi" if tolak else ""
            teks = "Kunjungan rumah menunjukkan kriteria belum terpenuhi." if tolak else ""
            hasil = "tidak_layak" if tolak else "layak"
            opu.nilai(u, hasil, oleh=self.orang["verifikator"], versi=u.versi_baris, alasan_kode=alasan, alasan=teks)

    def _menunggu(self, alur: Alur) -> list[Usulan]:
        return [u for u in alur.paket().usulan if u.status is StatusUsulan.DISEPAKATI]

    def input_siks(self, alur: Alur) -> None:
        """Typed into SIKS-NG, without an answer yet."""
        for u in self._layak(alur):
            opu.catat_siks(u, "diinput", oleh=self.orang["verifikator2"], versi=u.versi_baris)

    def hasil_pusat(self, alur: Alur) -> None:
        """The centre has answered; the packet is closed and the residents are told."""
        o = self.orang["verifikator2"]
        semua = self._layak(alur)
        for n, u in enumerate(semua):
            tolak = n == len(semua) - 1 and n > 2
            alasan = "Kuota kabupaten sudah terpenuhi." if tolak else ""
            opu.catat_siks(u, "ditolak_pusat" if tolak else "diterima", oleh=o, versi=u.versi_baris, alasan=alasan)
        paket = alur.paket()
        op.catat_hasil(paket, oleh=o, versi=paket.versi_baris)

    def _layak(self, alur: Alur) -> list[Usulan]:
        return [u for u in alur.paket().usulan if u.status is StatusUsulan.LAYAK]

    def kembalikan(self, alur: Alur, oleh: Pelaku) -> None:
        """What is wrong is marked on the packet and on two names."""
        paket, nama = alur.paket(), self._menunggu(alur)
        tanda: op.TandaBaru = [
            (None, "daftar_hadir_kurang", "Tanda tangan pada halaman kedua tidak terbaca."),
            (nama[0].id, "foto_rumah_tidak_jelas", "Foto rumah tampak depan terlalu gelap."),
            (nama[1].id, "nama_beda_dukcapil", "Nama di KTP dan di daftar berbeda satu huruf."),
        ]
        op.kembalikan(paket, tanda, oleh=oleh, versi=paket.versi_baris)

    def jawab_tanda(self, alur: Alur, jumlah: int) -> None:
        """The village answers the first marks; what must be mended becomes a request for change with its sheet."""
        o = alur.desa.operator
        for t in queries.tanda(alur.paket_id, untuk=o)[:jumlah]:
            if t.usulan_id and t.kode == "nama_beda_dukcapil":
                self._perbaiki(alur, t.usulan_id, t.id)
            op.jawab_tanda(t.id, "diperbaiki", "Sudah diperbaiki sesuai dokumen asli.", oleh=o)

    def _perbaiki(self, alur: Alur, usulan_id: int, tanda_id: int) -> None:
        o, u = alur.desa.operator, opu.muat(usulan_id)
        kolom = "baru.nama" if u.jenis == "perbaikan" else "baru.keterangan"
        isi = {kolom: [f"{u.nama} sesuai KTP elektronik" if kolom == "baru.keterangan" else u.nama.upper()]}
        perubahan.minta(
            u,
            "perbaikan",
            alasan="Nama disesuaikan dengan KTP elektronik.",
            oleh=o,
            versi=u.versi_baris,
            kiriman=isi,
            tanda_id=tanda_id,
        )
        perubahan.terbitkan_lembar(alur.paket(), oleh=o)

    def ajukan_ulang(self, alur: Alur) -> None:
        """The sheet of changes is signed; the packet goes back to who returned it."""
        siap = pemindaian.siapkan_pindaian([gambar.pindaian("Lembar perubahan", alur.paket_id)], "lembar.jpg")
        tanya = sa.select(Dokumen.id).where(
            Dokumen.id.in_([d.id for d in semua_berlaku(alur.paket_id)]), Dokumen.jenis == "lembar_perubahan"
        )
        kertas = cetak_ini(list(db.session.scalars(tanya)))
        penanda = [t.id for d in kertas for t in d.tanda_tangan]
        pemindaian.unggah_pindaian(kertas, siap, penanda=penanda, oleh=alur.desa.operator)
        paket = alur.paket()
        op.ajukan_ulang(paket, oleh=alur.desa.kades, versi=paket.versi_baris)

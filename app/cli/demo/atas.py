"""What do kecamatan, Dinas Sosial and the head of the regency do with the demo's packets?"""

import datetime as dt
from collections.abc import Generator
from dataclasses import dataclass, replace

import sqlalchemy as sa

from app.cli.demo import gambar
from app.cli.demo.kisah import Alur
from app.cli.demo.panggung import cetak_ini, pukul
from app.domain.akses import penugasan_desa
from app.domain.akses.isian import IsianPenugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.bundel import operations as bundel
from app.domain.bundel import operations_terpaksa as terpaksa
from app.domain.bundel.models import Bundel
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen import pemindaian
from app.domain.dokumen.models import Dokumen
from app.domain.dokumen.status import StatusDokumen
from app.domain.dokumen.syarat import semua_berlaku
from app.domain.registri import berkas
from app.domain.usulan import kesiapan, operations_kunjungan, queries
from app.domain.usulan import operations as op
from app.domain.usulan import operations_pejabat as pejabat
from app.domain.usulan import operations_perubahan as perubahan
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan.models import Paket, Usulan
from app.domain.usulan.status import StatusUsulan
from app.domain.verifikasi import kunjungan
from app.domain.wilayah.kode import kecamatan
from app.infra import clock
from app.infra.db import db

# A story of one paper; returns its bundel.
Putaran = Generator[dt.datetime, None, int]


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

    def terbitkan_telaah(self, alur: list[Alur], terbit: dt.date, tanda: dt.date) -> Putaran:
        """The kecamatan's berita acara over its packets, signed by hand."""
        return self._terbitkan(JenisBundel.TELAAH, alur, self.petugas(alur[0]), terbit, tanda)

    def teruskan(self, alur: list[Alur], terbit: dt.date, putus: dt.date, *, dicatat: bool = False) -> Putaran:
        """The camat decides, signed in or on paper."""
        nomor = yield from self.terbitkan_telaah(alur, terbit, putus)
        oleh = self.petugas(alur[0]) if dicatat else self.camat(alur[0])
        return (yield from self.putuskan(nomor, oleh, putus, dicatat=dicatat))

    def terbitkan_verval(self, alur: list[Alur], terbit: dt.date, tanda: dt.date) -> Putaran:
        """One for the regency."""
        return self._terbitkan(JenisBundel.VERVAL, alur, self.orang["verifikator"], terbit, tanda)

    def verval(self, alur: list[Alur], terbit: dt.date, putus: dt.date) -> Putaran:
        """The head of Dinas Sosial decides."""
        nomor = yield from self.terbitkan_verval(alur, terbit, putus)
        return (yield from self.putuskan(nomor, self.orang["kadinsos"], putus))

    def terbitkan_surat(self, alur: list[Alur], terbit: dt.date, tanda: dt.date) -> Putaran:
        """One letter for the regency, signed by its head."""
        return self._terbitkan(JenisBundel.PENGESAHAN, alur, self.orang["verifikator2"], terbit, tanda)

    def _terbitkan(
        self, jenis: JenisBundel, alur: list[Alur], oleh: Pelaku, terbit: dt.date, tanda: dt.date
    ) -> Putaran:
        yield pukul(terbit, 13, 20)
        nomor = bundel.terbitkan(jenis, [a.paket_id for a in alur], oleh=oleh).id
        yield pukul(tanda, 9, 30)
        b = db.session.get_one(Bundel, nomor)
        lain = [d.id for a in alur for d in semua_berlaku(a.paket_id) if _menunggu_tanda(d, jenis)]
        kertas = cetak_ini([*([b.dokumen_id] if b.dokumen_id else []), *lain])
        siap = pemindaian.siapkan_pindaian([gambar.pindaian(f"{jenis} {b.periode}", nomor)], f"{jenis}.jpg")
        penanda = [t.id for d in kertas for t in d.tanda_tangan if t.cara is None]
        pemindaian.unggah_pindaian(kertas, siap, penanda=penanda, oleh=oleh)
        return nomor

    def putuskan(self, nomor: int, oleh: Pelaku, hari: dt.date, *, dicatat: bool = False) -> Putaran:
        """The packets move on."""
        yield pukul(hari, 10, 45)
        b = db.session.get_one(Bundel, nomor)
        bundel.putuskan(b, oleh=oleh, versi=b.versi_baris, dicatat=dicatat)
        return nomor

    def lampaui(self, alur: Alur, alasan: str) -> None:
        """The kecamatan was silent past its term."""
        paket = alur.paket()
        terpaksa.lampaui_kecamatan(paket, alasan=alasan, oleh=self.orang["kadinsos"], versi=paket.versi_baris)

    def tunjuk_plh(self, alur: Alur, mulai: dt.date) -> None:
        """The operator stands in for the head of the village, by a decree that the kecamatan keeps."""
        o, selesai = alur.desa.operator, mulai + dt.timedelta(days=75)
        isian = IsianPenugasan(Peran.KEPALA_DESA, o.wilayah, mulai, selesai, "Plh", "141/27/2026", mulai)
        t = penugasan_desa.tambah(o.pengguna_id, isian, oleh=self.petugas(alur))
        alur.desa.kades = replace(o, penugasan_id=t.id, peran=Peran.KEPALA_DESA, sebutan="Plh")

    def izinkan(self, alur: Alur, alasan: str) -> None:
        """One person may take both steps, this once."""
        paket = alur.paket()
        pejabat.izinkan_satu_tangan(paket, alasan=alasan, oleh=self.petugas(alur), versi=paket.versi_baris)

    def kunjungi(self, alur: Alur) -> None:
        """The field officer found the first family at home, the second not."""
        hari = clock.hari_ini()
        jawaban = {p["kode"]: "ya" if n % 3 else "tidak" for n, p in enumerate(kunjungan.pertanyaan(alur.desa.kode))}
        isi = (
            kunjungan.IsianKunjungan("bertemu", hari, jawaban, "Keadaan rumah sesuai foto dari desa."),
            kunjungan.IsianKunjungan("tidak_bertemu", hari, {}, "Rumah terkunci; menurut tetangga sedang bekerja."),
        )
        for u, satu in zip(self._menunggu(alur), isi, strict=False):
            operations_kunjungan.catat(u, satu, oleh=self.orang["lapangan"], versi=u.versi_baris)

    def bebaskan(self, alur: Alur, alasan: str) -> None:
        """Approved without matching."""
        paket = alur.paket()
        op.bebaskan_padanan(paket, alasan=alasan, oleh=self.orang["verifikator"], versi=paket.versi_baris)

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
        """All judged; one of a longer list not eligible."""
        semua = sorted(self._menunggu(alur), key=lambda u: (u.jenis != "hapus", u.id))
        for n, u in enumerate(semua):
            if u.status is not StatusUsulan.DISEPAKATI:
                continue  # judged along with the other half of its pair
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

    def jawaban_pusat(self, alur: Alur, alasan: str) -> None:
        """The centre has answered for every name; one of a longer list it refused."""
        semua = self._layak(alur)
        for n, u in enumerate(semua):
            tolak = n == len(semua) - 1 and n > 1
            status, sebab = ("ditolak_pusat", alasan) if tolak else ("diterima", "")
            opu.catat_siks(u, status, oleh=self.orang["verifikator2"], versi=u.versi_baris, alasan=sebab)

    def hasil_pusat(self, alur: Alur, alasan: str) -> None:
        """The same, and the packet is closed."""
        self.jawaban_pusat(alur, alasan)
        paket = alur.paket()
        op.catat_hasil(paket, oleh=self.orang["verifikator2"], versi=paket.versi_baris)

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

    def kembalikan_satu(self, alur: Alur, oleh: Pelaku, kode: str, teks: str) -> None:
        """Only the first name goes back, as a packet of its own."""
        paket = alur.paket()
        op.kembalikan(paket, [(self._menunggu(alur)[0].id, kode, teks)], oleh=oleh, versi=paket.versi_baris)

    def pecahan(self, alur: Alur) -> int:
        """What was split off from it."""
        return db.session.scalar(sa.select(Paket.id).where(Paket.induk_id == alur.paket_id)) or 0

    def minta_ralat(self, alur: Alur, alasan: str) -> None:
        """One name is misspelt on the list; the sheet is signed and waits for the kecamatan."""
        o, u = alur.desa.operator, self._menunggu(alur)[0]
        isi = {"ralat.nama": [u.nama.replace("i", "y", 1) if "i" in u.nama else f"{u.nama}h"]}
        perubahan.minta(u, "ralat", alasan=alasan, kiriman=isi, oleh=o, versi=u.versi_baris)
        self.lembar(alur)

    def gugurkan(self, alur: Alur) -> None:
        """One of the approved has died; the village sends the deed and the signed sheet."""
        o, u = alur.desa.operator, self._layak(alur)[0]
        akta = berkas.siapkan_berkas(gambar.foto("AKTA_KEMATIAN", u.id), "akta.jpg")
        berkas.simpan_berkas(u.keluarga_id, "AKTA_KEMATIAN", akta, oleh=o)
        perubahan.minta(u, "gugur", alasan="", alasan_kode="meninggal", oleh=o, versi=u.versi_baris)
        self.lembar(alur)

    def lembar(self, alur: Alur) -> None:
        """The sheet of changes is issued, signed and scanned."""
        perubahan.terbitkan_lembar(alur.paket(), oleh=alur.desa.operator)
        self._tanda_lembar(alur)

    def terima_gugur(self, alur: Alur) -> None:
        """Accepted although the letter of approval was issued: the letter is superseded."""
        u = self._layak(alur)[0]
        terpaksa.terima_perubahan(u, "gugur", oleh=self.orang["verifikator2"], versi=u.versi_baris)

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
        self._tanda_lembar(alur)
        paket = alur.paket()
        op.ajukan_ulang(paket, oleh=alur.desa.kades, versi=paket.versi_baris)

    def _tanda_lembar(self, alur: Alur) -> None:
        siap = pemindaian.siapkan_pindaian([gambar.pindaian("Lembar perubahan", alur.paket_id)], "lembar.jpg")
        tanya = sa.select(Dokumen.id).where(
            Dokumen.id.in_([d.id for d in semua_berlaku(alur.paket_id)]), Dokumen.jenis == "lembar_perubahan"
        )
        kertas = cetak_ini(list(db.session.scalars(tanya)))
        penanda = [t.id for d in kertas for t in d.tanda_tangan]
        pemindaian.unggah_pindaian(kertas, siap, penanda=penanda, oleh=alur.desa.operator)


def _menunggu_tanda(dokumen: Dokumen, jenis: JenisBundel) -> bool:
    """A paper of a packet that whoever decides this bundel signs too: the camat under a statement."""
    return any(t.gerbang == str(jenis) and t.cara is None for t in dokumen.tanda_tangan)

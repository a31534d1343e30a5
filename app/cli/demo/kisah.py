"""What happens to the demo's packets? Every state is reached step by step, through the same operations as by people."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.cli.demo import gambar, usulan
from app.cli.demo.panggung import cetak, pukul
from app.cli.demo.usulan import Butir, Kerabat
from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen import pemindaian
from app.domain.dokumen.status import JenisDokumen as D
from app.domain.rapat import operations as rapat
from app.domain.rapat.isian import BarisPeserta, IsianHasil, IsianRencana
from app.domain.rapat.models import Rapat
from app.domain.usulan import operations as op
from app.domain.usulan import operations_segera as mendesak
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan import queries_tunggu, syarat, syarat_jendela, tunggu
from app.domain.usulan.models import Paket
from app.infra.db import db

GERBANG = (D.BA_MUSYAWARAH, D.DAFTAR_HADIR, D.LAMPIRAN, D.SURAT_PENGANTAR)
GERBANG_SPTJM = (D.SPTJM, D.LAMPIRAN, D.SURAT_PENGANTAR)
# name, post, element, sex, came, witness
_DESA = (
    ("H. Masruri", "Ketua BPD", "bpd", "L", True, False),
    ("Sri Mulyati", "Anggota BPD", "bpd", "P", True, False),
    ("{kades}", "Kepala Desa", "pemdes", "L", True, False),
    ("Teguh Pranoto", "Sekretaris Desa", "pemdes", "L", True, False),
    ("Sarwono", "Ketua LPM", "lpm", "L", True, False),
)
_KELURAHAN = (
    ("{kades}", "Lurah", "pemdes", "P", True, False),
    ("Indah Permata", "Sekretaris Kelurahan", "pemdes", "P", True, False),
    ("Mulyadi", "Ketua LPMK", "lpm", "L", True, False),
)
_SEMUA = (
    ("Rukmini", "Ketua TP PKK", "perempuan", "P", True, False),
    ("Kasmuri", "Ketua RW 001", "rw", "L", True, False),
    ("Tarjo", "Ketua RT 001", "rt", "L", True, True),
    ("Wasinah", "Ketua RT 003", "rt", "P", True, False),
    ("Subekhi", "Ketua RT 005", "rt", "L", False, False),
    ("Ustaz Anwar", "Imam masjid", "tokoh_agama", "L", True, True),
    ("Sukirno", "Tokoh masyarakat", "tokoh_masyarakat", "L", True, False),
    ("Ani Safitri", "Ketua karang taruna", "pemuda", "P", True, False),
    ("Darwati", "Warga", "masyarakat_miskin", "P", True, False),
    ("Serda Wibisono", "Babinsa", "babinsa", "L", False, False),
    ("Lia Marlina", "Pendamping PKH", "pendamping_pkh", "P", True, False),
)
PEMBAHASAN = (
    "Pimpinan membacakan daftar usulan satu per satu. Ketua RT menerangkan keadaan setiap keluarga, peserta memberi "
    "tanggapan, lalu setiap nama diputuskan. Untuk nama yang belum jelas disepakati kunjungan rumah sebelum "
    "musyawarah berikutnya."
)


@dataclass
class Desa:
    """A village with its two people and the families that have not been proposed yet."""

    operator: Pelaku
    kades: Pelaku
    kerabat: list[Kerabat]

    @property
    def kode(self) -> str:
        return self.operator.wilayah

    @property
    def kelurahan(self) -> bool:
        return self.operator.wilayah_nama.startswith("Kelurahan")


@dataclass
class Alur:
    """One packet on its way; `hari` is the day of the meeting."""

    desa: Desa
    periode: str
    butir: list[Butir]
    hari: dt.date
    paket_id: int = 0
    telat: str = "Menunggu tanda tangan pimpinan musyawarah yang bertugas di luar kota."

    def paket(self) -> Paket:
        return op.muat(self.paket_id)

    def rapat(self) -> Rapat:
        return db.session.get_one(Rapat, self.paket().rapat_id)

    def buat(self) -> None:
        """Begun, unless the waiting list has begun it."""
        self.paket_id = self.paket_id or op.buat_paket(periode=self.periode, oleh=self.desa.operator).id

    def ambil_tunggu(self) -> None:
        """Two names that a cancelled packet left waiting."""
        paket, o = self.paket(), self.desa.operator
        tunggu.ambil(paket, [t.id for t in queries_tunggu.daftar(paket, untuk=o)[:2]], oleh=o)

    def pasangkan(self) -> None:
        """The first name leaves, the second takes its place."""
        keluar, masuk = self.paket().usulan[:2]
        opu.pasangkan(keluar, masuk.id, oleh=self.desa.operator, versi=keluar.versi_baris)

    def segera(self, alasan: str, uraian: str) -> None:
        """Begun the short way: no meeting, no window, a letter instead."""
        self.paket_id = mendesak.buat(alasan=alasan, uraian=uraian, oleh=self.desa.operator).id

    def nihil(self) -> None:
        """The month has no names."""
        self.paket_id = op.nyatakan_nihil(oleh=self.desa.operator).id

    def sptjm(self, alasan: str) -> None:
        """The statement of the head of the village instead of a meeting."""
        paket = self.paket()
        op.pakai_sptjm(paket, alasan=alasan, oleh=self.desa.operator, versi=paket.versi_baris)

    def catat(self) -> None:
        """Half of the names are typed in, complete; the rest follows another day."""
        for b in self.butir[: len(self.butir) // 2]:
            usulan.catat(self.paket(), b, self.desa.operator)

    def lanjut(self) -> None:
        for b in self.butir[len(self.butir) // 2 :]:
            usulan.catat(self.paket(), b, self.desa.operator)

    def lengkap(self) -> None:
        self.catat()
        self.lanjut()

    def rencana(self) -> None:
        """The meeting with everybody who is to be invited."""
        o, desa = self.desa.operator, self.desa
        r = op.rencanakan_rapat(self.paket(), oleh=o)
        singkat = "Muskel" if desa.kelurahan else "Musdes"
        isian = IsianRencana(
            perihal=f"{'Musyawarah Kelurahan' if desa.kelurahan else 'Musyawarah Desa'} Pemutakhiran Data ({singkat})",
            tanggal=self.hari,
            pukul_mulai=dt.time(9, 0),
            tempat=f"{'Aula Kelurahan' if desa.kelurahan else 'Balai Desa'} {o.wilayah_nama.partition(' ')[2]}",
            pengundang_nama=desa.kades.nama if desa.kelurahan else "H. Masruri",
            pengundang_jabatan="Lurah" if desa.kelurahan else "Ketua BPD",
            agenda=("Pembukaan", "Penjelasan operator data", "Pembahasan dan kesepakatan usulan", "Penutup"),
        )
        rapat.ubah_rencana(r, isian, oleh=o, versi=r.versi_baris)
        orang = [
            BarisPeserta(n.format(kades=desa.kades.nama), jabatan, unsur, jk, True, False, False)
            for n, jabatan, unsur, jk, _, _ in (*(_KELURAHAN if desa.kelurahan else _DESA), *_SEMUA)
        ]
        rapat.simpan_peserta(r, orang, oleh=o, versi=r.versi_baris)

    def siapkan(self) -> None:
        paket = self.paket()
        op.siapkan_musyawarah(paket, oleh=self.desa.operator, versi=paket.versi_baris)

    def musyawarah(self) -> None:
        """Attendance, minutes, a photograph, and the verdict on every name."""
        o, desa, r = self.desa.operator, self.desa, self.rapat()
        daftar = (*(_KELURAHAN if desa.kelurahan else _DESA), *_SEMUA)
        orang = [
            BarisPeserta(n.format(kades=desa.kades.nama), jabatan, unsur, jk, True, hadir, saksi)
            for n, jabatan, unsur, jk, hadir, saksi in daftar
        ]
        rapat.simpan_peserta(r, orang, oleh=o, versi=r.versi_baris)
        rapat.catat_hasil(r, self._hasil(), oleh=o, versi=r.versi_baris)
        rapat.simpan_foto(r, "FOTO_MUSDES", gambar.foto("FOTO_MUSDES", self.paket_id, o.wilayah_nama), oleh=o)
        paket = self.paket()
        op.catat_musyawarah(paket, self._putusan(paket), oleh=o, versi=paket.versi_baris)

    def _hasil(self) -> IsianHasil:
        desa = self.desa
        return IsianHasil(
            pimpinan_nama=desa.kades.nama if desa.kelurahan else "H. Masruri",
            pimpinan_jabatan="Lurah" if desa.kelurahan else "Ketua BPD",
            notulis_nama="Indah Permata" if desa.kelurahan else "Teguh Pranoto",
            notulis_jabatan="Sekretaris Kelurahan" if desa.kelurahan else "Sekretaris Desa",
            pembahasan=PEMBAHASAN,
            tanggal=self.hari,
            pukul_mulai=dt.time(9, 10),
            pukul_selesai=dt.time(11, 40),
        )

    def _putusan(self, paket: Paket) -> op.Putusan:
        """Longer lists lose one name and put one off; who is to be removed stays on."""
        semua = syarat.hidup(paket)
        hasil: op.Putusan = {u.id: ("sepakat", "", "") for u in semua}
        if len(semua) >= 5:
            tunda, tidak = [u for u in semua if u.jenis != "hapus"][-2:]
            hasil[tidak.id] = ("tidak", "dinilai_mampu", "")
            hasil[tunda.id] = ("tunda", "perlu_kunjungan", "")
        return hasil

    def umumkan(self) -> None:
        """The announcement is on the board."""
        isi = gambar.foto("PUBLIKASI", self.paket_id, "Papan pengumuman")
        rapat.simpan_foto(self.rapat(), "PUBLIKASI", isi, oleh=self.desa.operator)

    def cetak(self) -> None:
        """The papers of the village's gate are printed."""
        cetak(self.paket_id, GERBANG)

    def tanda_tangan(self, jenis: tuple[D, ...] = GERBANG) -> None:
        """Signed by hand, scanned as one stack, uploaded."""
        siap = pemindaian.siapkan_pindaian(
            [gambar.pindaian(f"{self.desa.operator.wilayah_nama} {self.periode}", 1)], "berkas-bertanda-tangan.jpg"
        )
        tanda = {
            d: [t.id for t in d.tanda_tangan if t.gerbang == "desa" and t.cara is None]
            for d in cetak(self.paket_id, jenis)
        }
        kertas = [d for d, milik in tanda.items() if milik]
        penanda = [t for milik in tanda.values() for t in milik]
        pemindaian.unggah_pindaian(kertas, siap, penanda=penanda, oleh=self.desa.operator)

    def tanda_tangan_ba(self) -> None:
        self.tanda_tangan((D.BA_MUSYAWARAH,))

    def tanda_tangan_sptjm(self) -> None:
        self.tanda_tangan(GERBANG_SPTJM)

    def ajukan(self) -> None:
        """The head of the village signs in and submits; outside the window with a reason."""
        self._ajukan(self.desa.kades, dicatat=False)

    def catat_pengajuan(self) -> None:
        """The head of the village decided on paper; the operator records it."""
        self._ajukan(self.desa.operator, dicatat=True)

    def _ajukan(self, oleh: Pelaku, *, dicatat: bool) -> None:
        paket = self.paket()
        terlambat, _ = syarat_jendela.jendela(paket)
        alasan = self.telat if terlambat else ""
        op.ajukan(paket, oleh=oleh, versi=paket.versi_baris, terlambat_alasan=alasan, dicatat=dicatat)

    def batalkan(self) -> None:
        paket = self.paket()
        alasan = "Undangan salah tanggal; nama-nama diusulkan lagi pada periode berikutnya."
        op.batalkan(paket, alasan=alasan, oleh=self.desa.operator, versi=paket.versi_baris)


def pada(hari: dt.date, jam: int, langkah: Callable[..., object], *isi: object) -> Iterator[dt.datetime]:
    """One step at its hour."""
    yield pukul(hari, jam, 7)
    langkah(*isi)


def hari_kerja(hari: dt.date) -> dt.date:
    """The day, or the Friday before a weekend."""
    return hari - dt.timedelta(days=max(0, hari.weekday() - 4))

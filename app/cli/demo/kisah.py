"""What happens to the demo's packets? Every state is reached step by step, through the same operations as by people."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

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
from app.domain.usulan import syarat, syarat_jendela
from app.domain.usulan.models import Paket
from app.infra.db import db

GERBANG = (D.BA_MUSYAWARAH, D.DAFTAR_HADIR, D.LAMPIRAN, D.SURAT_PENGANTAR)
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
    putusan: dict[int, tuple[str, str, str]] = field(default_factory=dict)

    def paket(self) -> Paket:
        return op.muat(self.paket_id)

    def rapat(self) -> Rapat:
        return db.session.get_one(Rapat, self.paket().rapat_id)

    def buat(self) -> None:
        self.paket_id = op.buat_paket(periode=self.periode, oleh=self.desa.operator).id

    def catat(self) -> None:
        """Half of the names are typed in, complete; the rest follows another day."""
        for b in self.butir[: len(self.butir) // 2]:
            usulan.catat(self.paket(), b, self.desa.operator)

    def lanjut(self) -> None:
        for b in self.butir[len(self.butir) // 2 :]:
            usulan.catat(self.paket(), b, self.desa.operator)

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
        """Longer lists lose one name and put one off."""
        semua = syarat.hidup(paket)
        hasil: op.Putusan = {u.id: ("sepakat", "", "") for u in semua}
        if len(semua) >= 5:
            hasil[semua[-1].id] = ("tidak", "dinilai_mampu", "")
            hasil[semua[-2].id] = ("tunda", "perlu_kunjungan", "")
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

    def ajukan(self) -> None:
        """The head of the village submits; outside the window with a reason."""
        paket = self.paket()
        terlambat, _ = syarat_jendela.jendela(paket)
        alasan = "Menunggu tanda tangan pimpinan musyawarah yang bertugas di luar kota." if terlambat else ""
        op.ajukan(paket, oleh=self.desa.kades, versi=paket.versi_baris, terlambat_alasan=alasan)

    def batalkan(self) -> None:
        paket = self.paket()
        alasan = "Undangan salah tanggal; nama-nama diusulkan lagi pada periode berikutnya."
        op.batalkan(paket, alasan=alasan, oleh=self.desa.operator, versi=paket.versi_baris)


def semua(alur: list[Alur], langkah: str, hari: dt.date, jam: int = 8) -> Iterator[dt.datetime]:
    """One step of every village on the same day, a few minutes apart."""
    for n, satu in enumerate(alur):
        yield pukul(hari, jam, 7 + 13 * n)
        getattr(satu, langkah)()


def hari_kerja(hari: dt.date) -> dt.date:
    """The day, or the Friday before a weekend."""
    return hari - dt.timedelta(days=max(0, hari.weekday() - 4))

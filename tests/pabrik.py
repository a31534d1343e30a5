"""How does a test get its people, families and packets? Through the domain's own operations, step by step."""

import datetime as dt
import io
from functools import cache

import sqlalchemy as sa
from klien import SANDI
from PIL import Image

from app.domain.akses.models import Pengguna, Penugasan
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.akses.sandi import buat_hash
from app.domain.bundel import operations as bundel_op
from app.domain.bundel.models import Bundel
from app.domain.bundel.status import JenisBundel
from app.domain.dokumen import operations as dok
from app.domain.dokumen import pemindaian
from app.domain.dokumen.models import Dokumen
from app.domain.rapat import operations as rapat_op
from app.domain.rapat.isian import BarisPeserta, IsianHasil, IsianRencana
from app.domain.rapat.models import Rapat
from app.domain.registri.models import BerkasKeluarga, Keluarga, Warga
from app.domain.usulan import operations as op
from app.domain.usulan import operations_usulan as opu
from app.domain.usulan import syarat as syarat_paket
from app.domain.usulan.isian import bukti_wajib, pertanyaan
from app.domain.usulan.kesiapan import butir_telaah
from app.domain.usulan.models import Paket, Usulan
from app.domain.wilayah.models import Wilayah
from app.infra import clock, files
from app.infra.db import db

DESA, KELURAHAN, KECAMATAN, KABUPATEN = "33.28.10.2004", "33.28.10.1007", "33.28.10", "33.28"
DESA_LAIN, KECAMATAN_LAIN = "33.28.11.2004", "33.28.11"


class _Urutan:
    """Numbers for the people and families of one test, the same whatever ran before it in the process.

    Of four digits, all of them: they end a NIK, names that hold them sort as they were made, and none begins another.
    """

    PERTAMA = 5001

    def __init__(self) -> None:
        self.lanjut(self.PERTAMA)

    def lanjut(self, dari: int) -> None:
        """Go on from here (a new test, or a state that is played back)."""
        self.berikut = dari

    def ambil(self) -> int:
        """The next number."""
        n, self.berikut = self.berikut, self.berikut + 1
        assert n < 10_000, "a NIK has no room for more people in one test"
        return n


urutan = _Urutan()


@cache
def _hash() -> str:
    return buat_hash(SANDI)


def pengguna(peran: Peran, wilayah: str = DESA, nama: str = "", **lain: str) -> Pengguna:
    """A person with one assignment in force."""
    n = urutan.ambil()
    p = Pengguna(
        nama_pengguna=lain.pop("nama_pengguna", f"{peran}{n}"),
        nama=nama or f"Orang {n}",
        sandi_hash=_hash(),
        nip=lain.pop("nip", ""),
    )
    db.session.add(p)
    db.session.flush()
    db.session.add(Penugasan(pengguna_id=p.id, peran=peran, wilayah_kode=wilayah, mulai=dt.date(2024, 1, 1), **lain))
    db.session.flush()
    return p


def pelaku(p: Pengguna) -> Pelaku:
    """The person as an actor under the first assignment."""
    t = db.session.scalars(sa.select(Penugasan).where(Penugasan.pengguna_id == p.id).order_by(Penugasan.id)).first()
    wilayah = db.session.get_one(Wilayah, t.wilayah_kode)
    return Pelaku(
        pengguna_id=p.id,
        penugasan_id=t.id,
        nama=p.nama,
        peran=t.peran,
        wilayah=t.wilayah_kode,
        wilayah_nama=wilayah.sebutan,
        sebutan=t.sebutan,
    )


def orang(peran: Peran, wilayah: str = DESA, nama: str = "") -> Pelaku:
    """A new person as an actor."""
    return pelaku(pengguna(peran, wilayah, nama))


def keluarga(wilayah: str = DESA, **lain: object) -> Keluarga:
    """A family; the card number is invented (recorded 1 June 2020)."""
    n = urutan.ambil()
    k = Keluarga(
        wilayah_kode=wilayah,
        no_kk=f"332810010620{n:04d}",
        alamat="Jalan Melati",
        rt="001",
        rw="002",
        versi_baris=0,
        **lain,
    )
    db.session.add(k)
    db.session.flush()
    return k


def warga(
    k: Keluarga | None = None, nama: str = "", lahir: dt.date = dt.date(1985, 8, 17), jk: str = "L", **lain: object
) -> Warga:
    """A resident; the NIK is invented and agrees with birth date and sex."""
    k = k or keluarga()
    n = urutan.ambil()
    hari = lahir.day + (40 if jk == "P" else 0)
    w = Warga(
        keluarga_id=k.id,
        wilayah_kode=k.wilayah_kode,
        nama=nama or f"WARGA {n}",
        nama_cari=(nama or f"WARGA {n}").upper(),
        nik=f"332810{hari:02d}{lahir:%m%y}{n:04d}",
        tempat_lahir="Tegal",
        tanggal_lahir=lahir,
        jenis_kelamin=jk,
        nama_ibu="Siti Aminah",
        hubungan=1,
        pekerjaan=19,
        status_kawin=2,
        rincian={},
        versi_baris=0,
        **lain,
    )
    db.session.add(w)
    db.session.flush()
    return w


@cache
def gambar(warna: str = "white", ukuran: tuple[int, int] = (320, 240)) -> bytes:
    """A real JPEG."""
    isi = io.BytesIO()
    Image.new("RGB", ukuran, warna).save(isi, "JPEG")
    return isi.getvalue()


def bukti(k: Keluarga, jenis: list[str], oleh: Pelaku) -> None:
    """Proofs on file for a family."""
    berkas = files.simpan(gambar())
    db.session.add_all(
        BerkasKeluarga(
            keluarga_id=k.id,
            jenis=j,
            sha256=berkas.sha256,
            mime="image/jpeg",
            ukuran=berkas.ukuran,
            diunggah_oleh=oleh.pengguna_id,
        )
        for j in jenis
    )
    db.session.flush()


def usulan(paket: Paket, oleh: Pelaku, jenis: str = "tambah", w: Warga | None = None, lengkap: bool = True) -> Usulan:
    """A proposal of the packet's village, complete unless told otherwise."""
    w = w or warga(keluarga(paket.wilayah_kode))
    u = opu.catat(paket, warga_id=w.id, jenis=jenis, oleh=oleh)
    if not lengkap:
        return u
    kiriman = ISIAN[jenis] | {"hubungan": ["tidak_ada"]} | {f"jawaban.{k}": ["ya"] for k in pertanyaan(u)}
    opu.simpan_isi(u, kiriman, oleh=oleh, versi=u.versi_baris)
    bukti(u.keluarga, bukti_wajib(u), oleh)
    opu.lengkapi(u, oleh=oleh, versi=u.versi_baris)
    return u


ISIAN: dict[str, dict[str, list[str]]] = {
    "tambah": {"baru.keadaan": ["Bekerja serabutan, rumah bambu."], "baru.program": ["non_bansos"]},
    "hapus": {"alasan_kode": ["meninggal"], "baru.cakupan": ["individu"]},
    "perbaikan": {"baru.nama": ["NAMA YANG BENAR"]},
    "hapus_bansos": {"alasan_kode": ["mengundurkan_diri"], "baru.keadaan": ["Sudah bekerja."], "baru.program": ["pkh"]},
    "pemutakhiran_keluarga": {"baru.kondisi": ["Rumah rusak karena banjir."]},
    "ground_check": {"baru.hasil_lapangan": ["Sesuai keadaan."]},
    "sanggah_kelayakan": {"baru.dasar_sanggah": ["Mempunyai dua rumah sewa."]},
    "bansos_pkh": {"baru.keadaan": ["Ada balita."], "baru.komponen": ["anak_usia_dini"]},
    "bansos_bpnt": {"baru.keadaan": ["Penghasilan tidak tetap."]},
    "bansos_pbi": {"baru.keadaan": ["Tidak mampu membayar iuran."], "baru.kepesertaan_kini": ["belum"]},
    "reaktivasi_pbi": {
        "baru.alasan_layanan": ["Cuci darah."],
        "baru.fasilitas": ["RSUD dr. Soeselo"],
        "baru.nomor_surat": ["445/12/2026"],
    },
    "atensi_yapi": {
        "baru.status_yatim": ["yatim"],
        "baru.nama_wali": ["Wali Anak"],
        "baru.hubungan_wali": ["ibu"],
        "baru.bukan_aparatur": ["1"],
        "baru.bukan_pkh": ["1"],
    },
}


class Desa:
    """A village with its people, and its packet brought forward one named step at a time."""

    def __init__(self, wilayah: str = DESA) -> None:
        self.wilayah = wilayah
        self.operator = orang(Peran.OPERATOR_DESA, wilayah)
        self.kades = orang(Peran.KEPALA_DESA, wilayah, "Kepala Satu")

    def paket(self, jumlah: int = 2, jenis: str = "tambah") -> Paket:
        """A draft with complete proposals."""
        paket = op.buat_paket(oleh=self.operator)
        for _ in range(jumlah):
            usulan(paket, self.operator, jenis)
        return paket

    def rapat(self, paket: Paket) -> Rapat:
        """The packet's meeting, planned for today with five invited."""
        r = op.rencanakan_rapat(paket, oleh=self.operator)
        rapat_op.ubah_rencana(
            r,
            IsianRencana(
                perihal="Musyawarah pemutakhiran data",
                tanggal=clock.hari_ini(),
                pukul_mulai=dt.time(9, 0),
                tempat="Balai desa",
                pengundang_nama="Ketua BPD",
                pengundang_jabatan="Ketua BPD",
            ),
            oleh=self.operator,
            versi=r.versi_baris,
        )
        baris = [
            BarisPeserta(
                nama=f"Peserta {i}",
                jabatan="Ketua RT",
                unsur="rt",
                jk="LP"[i % 2],
                diundang=True,
                hadir=i < 5,
                saksi=i == 1,
            )
            for i in range(1, 6)
        ]
        rapat_op.simpan_peserta(r, baris, oleh=self.operator, versi=r.versi_baris)
        return r

    def siap_musyawarah(self, paket: Paket | None = None) -> Paket:
        """List locked, invitation issued."""
        paket = paket or self.paket()
        self.rapat(paket)
        op.siapkan_musyawarah(paket, oleh=self.operator, versi=paket.versi_baris)
        return paket

    def siap_diajukan(self, paket: Paket | None = None, putusan: op.Putusan | None = None) -> Paket:
        """Meeting held and recorded; everything agreed unless told otherwise."""
        paket = self.siap_musyawarah(paket)
        r = db.session.get_one(Rapat, paket.rapat_id)
        rapat_op.catat_hasil(
            r,
            IsianHasil(
                pimpinan_nama="Pak Pimpinan",
                pimpinan_jabatan="Ketua BPD",
                notulis_nama="Bu Notulis",
                notulis_jabatan="Sekretaris desa",
                pembahasan="Setiap nama dibahas.",
                pukul_selesai=dt.time(11, 0),
            ),
            oleh=self.operator,
            versi=r.versi_baris,
        )
        semua = {u.id: ("sepakat", "", "") for u in syarat_paket.hidup(paket)} | (putusan or {})
        op.catat_musyawarah(paket, semua, oleh=self.operator, versi=paket.versi_baris)
        return paket

    def tanda_tangani(self, paket: Paket) -> None:
        """Every paper of the packet printed, signed and scanned by the village."""
        semua = [d for d in dok.milik_paket(paket.id) if d.berlaku]
        cetak(semua)
        perlu = [d for d in semua if any(t.gerbang == "desa" and t.cara is None for t in d.tanda_tangan)]
        if perlu:
            penanda = [t.id for d in perlu for t in d.tanda_tangan if t.gerbang == "desa" and t.cara is None]
            pemindaian.unggah_pindaian(perlu, [gambar()], penanda=penanda, oleh=self.operator)

    def siap_ajukan(self, paket: Paket | None = None, putusan: op.Putusan | None = None) -> Paket:
        """Papers signed, photos there: nothing missing but the kepala desa."""
        paket = self.siap_diajukan(paket, putusan)
        r = db.session.get_one(Rapat, paket.rapat_id)
        rapat_op.simpan_foto(r, "FOTO_MUSDES", gambar("red"), oleh=self.operator)
        rapat_op.simpan_foto(r, "PUBLIKASI", gambar("blue"), oleh=self.operator)
        self.tanda_tangani(paket)
        return paket

    def nihil(self) -> Paket:
        """Nothing to propose this month: stated, signed, submitted."""
        paket = op.nyatakan_nihil(oleh=self.operator)
        self.tanda_tangani(paket)
        op.ajukan(paket, oleh=self.kades, versi=paket.versi_baris)
        return paket

    def diajukan(self, paket: Paket | None = None, putusan: op.Putusan | None = None) -> Paket:
        """Submitted to the kecamatan."""
        paket = self.siap_ajukan(paket, putusan)
        op.ajukan(paket, oleh=self.kades, versi=paket.versi_baris)
        return paket

    def dikembalikan(self, oleh: Pelaku, tanda: op.TandaBaru | None = None) -> Paket:
        """Returned by the kecamatan with one mark on the packet."""
        paket = self.diajukan()
        op.kembalikan(
            paket, tanda or [(None, "ba_tidak_lengkap", "Halaman dua tidak ada.")], oleh=oleh, versi=paket.versi_baris
        )
        return paket


def cetak(dokumen: list[Dokumen]) -> None:
    """Stand in for the worker where a test is not about PDFs: the papers have bytes, made of a real file."""
    berkas = files.simpan(b"%PDF-1.7 uji")
    for d in dokumen:
        if d.sha256 is None:
            d.sha256, d.ukuran, d.halaman = berkas.sha256, berkas.ukuran, 1
    db.session.flush()


class Kabupaten:
    """Everybody above the village, and the packets they bring forward."""

    def __init__(self) -> None:
        self.petugas = orang(Peran.OPERATOR_KECAMATAN, KECAMATAN)
        self.camat = orang(Peran.CAMAT, KECAMATAN, "Camat Satu")
        self.verifikator = orang(Peran.VERIFIKATOR_DINSOS, KABUPATEN)
        self.kadinsos = orang(Peran.KEPALA_DINSOS, KABUPATEN, "Kepala Dinas Satu")
        self.bupati = orang(Peran.KEPALA_DAERAH, KABUPATEN, "Bupati Satu")

    def telaah(self, paket: Paket) -> None:
        """Check list filled, scans confirmed."""
        jawaban = dict.fromkeys(butir_telaah(paket.wilayah_kode, paket.dasar), ("ya", ""))
        op.isi_telaah(paket, jawaban, oleh=self.petugas, versi=paket.versi_baris)
        for d in dok.milik_paket(paket.id):
            if d.berlaku and d.status == "bertanda_tangan":
                pemindaian.konfirmasi(d, oleh=self.petugas, versi=d.versi_baris)

    def bundel(self, jenis: JenisBundel, paket: list[Paket], penyusun: Pelaku, pemutus: Pelaku) -> Bundel:
        """One paper over the packets: issued, signed, decided."""
        b = bundel_op.terbitkan(jenis, [p.id for p in paket], oleh=penyusun)
        dokumen = db.session.get_one(Dokumen, b.dokumen_id)
        cetak([dokumen])
        pemindaian.unggah_pindaian([dokumen], [gambar()], penanda=[t.id for t in dokumen.tanda_tangan], oleh=penyusun)
        bundel_op.putuskan(b, oleh=pemutus, versi=b.versi_baris)
        return b

    def diteruskan(self, paket: Paket) -> Paket:
        """Forwarded to Dinas Sosial by the camat's signature."""
        self.telaah(paket)
        self.bundel(JenisBundel.TELAAH, [paket], self.petugas, self.camat)
        return paket

    def terverifikasi(self, paket: Paket) -> Paket:
        """Every name matched and found eligible, the head of Dinas Sosial agreed."""
        for u in syarat_paket.hidup(paket):
            opu.catat_padanan(u, "padan", oleh=self.verifikator, versi=u.versi_baris)
            opu.nilai(u, "layak", oleh=self.verifikator, versi=u.versi_baris)
        self.bundel(JenisBundel.VERVAL, [paket], self.verifikator, self.kadinsos)
        return paket

    def disahkan(self, paket: Paket) -> Paket:
        """Signed off by the head of the regency."""
        self.bundel(JenisBundel.PENGESAHAN, [paket], self.verifikator, self.bupati)
        return paket

    def selesai(self, paket: Paket) -> Paket:
        """The centre answered for every name."""
        for u in paket.usulan:
            if u.status == "layak":
                opu.catat_siks(u, "diterima", oleh=self.verifikator, versi=u.versi_baris)
        op.catat_hasil(paket, oleh=self.verifikator, versi=paket.versi_baris)
        return paket

"""How does somebody take all papers of a packet or of a month at once? Asked for, made by a job, fetched."""

import tempfile
import time
from copy import deepcopy
from functools import partial
from typing import Any, BinaryIO

import sqlalchemy as sa

from app.domain.akses import keamanan, policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.akses.peran import Peran
from app.domain.dokumen.models import Himpunan, PotonganHimpunan
from app.domain.dokumen.queries import terbaca
from app.domain.laporan import himpunan_buat, himpunan_isi
from app.domain.laporan.himpunan_naskah import GABUNGAN
from app.domain.laporan.pelaku_kerja import pelaku_kerja
from app.domain.usulan import queries
from app.domain.usulan.models import Paket
from app.domain.wilayah.kode import dalam_wilayah
from app.domain.wilayah.models import Wilayah
from app.infra import audit, files, files_besar, format, jobs, pages_gabung
from app.infra.db import db, membaca
from app.infra.galat import Galat, GalatIsian, TidakAda
from app.infra.jobs import Kemajuan

TUGAS = "dokumen.himpun"
# More than twice the villages of the largest regency.
MAKS_PAKET = 1000
# A package of more packets than this works a quarter of the time: nobody waits for it, but for pages everybody does.
TANPA_JEDA, JEDA = 40, 3


def minta_paket(paket_id: int, *, oleh: Pelaku) -> Himpunan:
    """Ask for all papers of a packet that the actor may see. Raises TidakBoleh, TidakAda."""
    policy.wajib_mungkin(oleh, Aksi.DOKUMEN_LIHAT)
    p = queries.satu(paket_id, untuk=oleh)
    nama = f"dokumen-{p.nomor.replace('/', '-')}"
    isi = {"wilayah_kode": p.wilayah_kode, "periode": p.periode, "nama": nama, "judul": judul_paket(p.nomor)}
    return _antrekan(Himpunan(paket_id=p.id, **isi), oleh)


def judul_paket(nomor: str) -> str:
    """What the package of a packet is called, inside and out."""
    return f"Semua dokumen paket {nomor}"


def minta_periode(wilayah_kode: str, periode: str, *, oleh: Pelaku) -> Himpunan:
    """The same for every packet of a village, a kecamatan or a regency in a month. Raises also GalatIsian."""
    policy.wajib_mungkin(oleh, Aksi.DOKUMEN_LIHAT)
    w = db.session.get(Wilayah, wilayah_kode)
    if w is None or not _paket_periode(wilayah_kode, periode, oleh):
        raise TidakAda("Tidak ada paket wilayah dan periode itu dalam wilayah tugas Anda.")
    return _antrekan(
        Himpunan(
            wilayah_kode=wilayah_kode,
            periode=periode,
            nama=f"dokumen-{wilayah_kode}-{periode}",
            judul=f"Semua dokumen {w.sebutan} periode {format.periode(periode)}",
        ),
        oleh,
    )


def _paket_periode(wilayah_kode: str, periode: str, oleh: Pelaku) -> list[int]:
    tanya = sa.select(Paket.id).where(
        policy.terlihat(Aksi.DOKUMEN_LIHAT, Paket.wilayah_kode, oleh),
        dalam_wilayah(Paket.wilayah_kode, wilayah_kode),
        Paket.periode == periode,
    )
    ids = list(db.session.scalars(tanya.order_by(Paket.id).limit(MAKS_PAKET + 1)))
    if len(ids) > MAKS_PAKET:
        raise GalatIsian(f"Periode itu memuat lebih dari {MAKS_PAKET} paket. Unduh per kecamatan atau per desa.")
    return ids


def _antrekan(h: Himpunan, oleh: Pelaku) -> Himpunan:
    if ada := _sedang_dibuat(h, oleh):
        return ada
    h.oleh, h.penugasan_id = oleh.pengguna_id, oleh.penugasan_id
    db.session.add(h)
    db.session.flush()
    h.pekerjaan_id = jobs.antrekan(TUGAS, {"himpunan_id": h.id}, pemilik_id=oleh.pengguna_id).id
    _catat("himpunan.minta", h, oleh)
    return h


def _sedang_dibuat(h: Himpunan, oleh: Pelaku) -> Himpunan | None:
    """The same package, still being made for the same person: pressing the button a hundred times is one job."""
    t, p = Himpunan, jobs.Pekerjaan
    sama = (t.paket_id.is_not_distinct_from(h.paket_id), t.wilayah_kode == h.wilayah_kode, t.periode == h.periode)
    milik = (
        t.oleh == oleh.pengguna_id,
        t.penugasan_id == oleh.penugasan_id,
        p.status.not_in((jobs.SELESAI, jobs.GAGAL)),
    )
    tanya = sa.select(t).join(p, p.id == t.pekerjaan_id).where(*sama, *milik)
    return db.session.scalar(tanya.order_by(t.id.desc()).limit(1))


def _catat(aksi: str, h: Himpunan, oleh: Pelaku) -> None:
    """On the unit's own chain: the packet's would change with every copy that somebody takes. What an examiner takes
    stands with everything else that examiner was shown."""
    fakta = {"aksi": aksi, "objek": f"himpunan:{h.id}", "isi": {"judul": h.judul, "sidik": h.sidik or ""}}
    siapa = {"pengguna_id": oleh.pengguna_id, "penugasan_id": oleh.penugasan_id}
    auditor = oleh.peran is Peran.AUDITOR
    rantai = keamanan.rantai_pemeriksaan(oleh.penugasan_id) if auditor else f"unit:{oleh.wilayah}"
    audit.catat(rantai, [fakta], **siapa)


def satu(himpunan_id: int, *, untuk: Pelaku) -> tuple[Himpunan, jobs.Pekerjaan | None]:
    """A package and its job, for whom it was made under this assignment. Raises TidakAda."""
    ada = db.session.execute(
        sa.select(Himpunan, jobs.Pekerjaan)
        .outerjoin(jobs.Pekerjaan, jobs.Pekerjaan.id == Himpunan.pekerjaan_id)
        .where(policy.terlihat(Aksi.DOKUMEN_LIHAT, Himpunan.wilayah_kode, untuk), Himpunan.id == himpunan_id)
        .where(Himpunan.penugasan_id == untuk.penugasan_id, Himpunan.oleh == untuk.pengguna_id)
    ).first()
    if ada is None:
        raise TidakAda("Arsip ini tidak ada atau disusun untuk orang lain.")
    return ada[0], ada[1]


def ambil(himpunan_id: int, apa: str, *, oleh: Pelaku) -> tuple[Himpunan, list[str]]:
    """The pieces of the archive (`zip`) or the merged PDF (`pdf`); that it was taken is recorded. Raises TidakAda."""
    h, _ = satu(himpunan_id, untuk=oleh)
    potongan = potongan_dari(h.id, apa) if h.sidik else []
    if not potongan or not all(map(files.ada, potongan)):
        raise TidakAda("Arsip ini belum jadi, atau sudah dihapus setelah 30 hari. Minta lagi dari halaman paket.")
    _catat("himpunan.unduh", h, oleh)
    return h, potongan


def potongan_dari(himpunan_id: int, apa: str) -> list[str]:
    """Hashes of the stored pieces, in order."""
    p = PotonganHimpunan
    tanya = sa.select(p.sha256).where(p.himpunan_id == himpunan_id, p.apa == apa).order_by(p.urut)
    return list(db.session.scalars(tanya))


def kerjakan(kemajuan: Kemajuan, himpunan_id: int, *, alamat: str) -> None:
    """The job; `alamat` is where the public verifies papers.

    Each part is stored and committed when done: after a crash the next worker goes on from there.
    """
    h = db.session.get(Himpunan, himpunan_id)
    if h is None or h.sidik:
        return
    try:
        if h.daftar is None:
            with membaca():
                daftar = _bekukan(h)
            h.daftar = daftar
        Pembuatan(kemajuan, h, alamat).jalankan()
    except Galat as galat:
        db.session.rollback()
        db.session.get_one(Himpunan, himpunan_id).galat = str(galat)[:300]


def _bekukan(h: Himpunan) -> dict[str, Any]:
    """What goes in, as the person may see it now. Raises GalatIsian."""
    oleh = pelaku_kerja(h.penugasan_id)
    ids = [queries.satu(h.paket_id, untuk=oleh).id] if h.paket_id else _paket_periode(h.wilayah_kode, h.periode, oleh)
    daftar = himpunan_isi.susun(ids, terbaca(oleh))
    wajib_ada_isi(daftar)
    return daftar


def wajib_ada_isi(daftar: dict[str, Any]) -> None:
    """Refuse a list without a finished paper, and one that is too large to be made. Raises GalatIsian."""
    ukuran = [b["ukuran"] for p in daftar["paket"] for b in p["berkas"]]
    if not ukuran:
        raise GalatIsian("Belum ada dokumen yang selesai dibuat. Coba lagi setelah naskahnya jadi.")
    if 2 * sum(ukuran) > himpunan_buat.MAKS_BYTE:
        raise GalatIsian(himpunan_buat.TERLALU_BESAR)


class Pembuatan:
    """One run of the job over a frozen list."""

    def __init__(self, kemajuan: Kemajuan, h: Himpunan, alamat: str) -> None:
        self.kemajuan, self.id, self.judul, self.alamat = kemajuan, h.id, h.judul, alamat
        self.daftar: dict[str, Any] = deepcopy(h.daftar or {})
        self.paket: list[dict[str, Any]] = self.daftar["paket"]
        self.semua = len(self.paket) + 2
        self.catat_setiap = max(1, len(self.paket) // 15)
        self.jeda = JEDA if len(self.paket) > TANPA_JEDA else 0
        self.sejak = time.monotonic()

    def jalankan(self) -> None:
        """Parts, merged PDFs, archive; the last commit is the runner's."""
        self.kemajuan.lapor(0, self.semua, "Menyusun daftar isi", jeda=0)
        for i, p in enumerate(self.paket, 1):
            self._bagian(p)
            if i % self.catat_setiap == 0 or i == len(self.paket):
                db.session.get_one(Himpunan, self.id).daftar = deepcopy(self.daftar)
            pesan = f"{format.angka(i)} dari {format.angka(len(self.paket))} paket"
            self.kemajuan.lapor(i, self.semua, pesan, jeda=0)
            self._rehat()
        gabungan = {nama: self._gabungan(nama, isi) for nama, isi in himpunan_buat.kelompok(self.paket)}
        pages_gabung.hentikan()
        self.kemajuan.lapor(self.semua - 1, self.semua, "Menyusun arsip", jeda=0)
        with tempfile.TemporaryFile() as keluar:
            isi_gabungan = {nama: partial(files_besar.alirkan, potongan) for nama, potongan in gabungan.items()}
            with membaca():
                himpunan_buat.arsip(self.judul, self.daftar, isi_gabungan, self.alamat, keluar, self._rehat)
            besar = self._simpan("zip", keluar)
        h = db.session.get_one(Himpunan, self.id)
        h.sidik, h.ukuran = besar.sidik, besar.ukuran
        self._buang_bagian()

    def _bagian(self, p: dict[str, Any]) -> None:
        """A packet's part. What is known of it is written down with the list from time to time: a long list is not
        written anew for every packet, and a part made twice is the same."""
        if "halaman" in p:
            return
        db.session.rollback()
        with tempfile.TemporaryFile() as keluar:
            p["halaman"], p["tidak_digabung"] = himpunan_buat.bagian_paket(p, keluar)
            self._simpan(str(p["id"]), keluar)

    def _gabungan(self, nama: str, isi: list[dict[str, Any]]) -> list[str]:
        """The pieces of one merged PDF, made unless an earlier run did; of one packet it is that packet's part."""
        utama = nama == GABUNGAN
        apa = "pdf" if utama else f"pdf:{isi[0]['id']}"
        if ada := potongan_dari(self.id, apa):
            return ada
        bagian = [(himpunan_buat.judul_bagian(p), potongan_dari(self.id, str(p["id"]))) for p in isi]
        db.session.rollback()
        with tempfile.TemporaryFile() as keluar:
            himpunan_buat.rangkai(bagian, keluar)
            besar = self._simpan(apa, keluar)
        if utama:
            h = db.session.get_one(Himpunan, self.id)
            h.pdf_sidik, h.pdf_ukuran, h.halaman = besar.sidik, besar.ukuran, sum(p["halaman"] for p in isi)
        self.kemajuan.lapor(len(self.paket), self.semua, "Menggabungkan PDF", jeda=0)
        self._rehat()
        return [b.sha256 for b in besar.potongan]

    def _rehat(self) -> None:
        """Between two pieces of work a long job leaves the processor alone, for as long as the piece took and more."""
        time.sleep((time.monotonic() - self.sejak) * self.jeda)
        self.sejak = time.monotonic()

    def _simpan(self, apa: str, keluar: BinaryIO) -> files_besar.Besar:
        besar = files_besar.simpan(keluar)
        db.session.execute(
            sa.delete(PotonganHimpunan).where(PotonganHimpunan.himpunan_id == self.id, PotonganHimpunan.apa == apa)
        )
        db.session.add_all(
            PotonganHimpunan(himpunan_id=self.id, apa=apa, urut=n, sha256=b.sha256, ukuran=b.ukuran)
            for n, b in enumerate(besar.potongan)
        )
        db.session.flush()
        return besar

    def _buang_bagian(self) -> None:
        p = PotonganHimpunan
        db.session.execute(sa.delete(p).where(p.himpunan_id == self.id, p.apa.not_in(("zip", "pdf"))))

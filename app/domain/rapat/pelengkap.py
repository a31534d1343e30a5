"""What else belongs to a meeting than names and minutes: figures of attendance, objections, scans of papers?"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace

import sqlalchemy as sa

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.pelaku import Pelaku
from app.domain.aturan import turunan
from app.domain.rapat import operations
from app.domain.rapat.models import BerkasRapat, JumlahHadir, Keberatan, Peserta, Rapat
from app.domain.rapat.undangan import baris_peserta, tim_sebelumnya, undangan_sebelumnya
from app.infra import clock, files, uploads
from app.infra.db import db, kunci_baris
from app.infra.format import tanpa_nik
from app.infra.galat import GalatIsian, TidakBisa

JENIS_BERKAS = {
    "UNDANGAN": "Undangan yang dibuat di luar sistem",
    "DAFTAR_HADIR": "Daftar hadir bertanda tangan",
    "BA_ASLI": "Berita acara asli yang ditandatangani di tempat",
}
MAKS_JUMLAH, MAKS_KEBERATAN = 5_000, 50


@dataclass(frozen=True, slots=True)
class BarisJumlah:
    """Figures of one element."""

    unsur: str
    diundang: int = 0
    laki: int = 0
    perempuan: int = 0


@dataclass(frozen=True, slots=True)
class BarisKeberatan:
    """One objection; without `siapa` and `isi` the line is blank."""

    siapa: str = ""
    tentang: str = ""
    isi: str = ""
    hasil: str = ""

    @property
    def kosong(self) -> bool:
        """Whether the line was left blank."""
        return not (self.siapa or self.tentang or self.isi or self.hasil)


def simpan_jumlah(rapat: Rapat, baris: Sequence[BarisJumlah], *, oleh: Pelaku, versi: int | None) -> None:
    """Attendance as figures per element; the names are on the signed list, whose scan is asked for.

    Raises GalatIsian with fields `<laki|perempuan|diundang>.<unsur>`, or a sentence when all are zero.
    """
    operations.buka_untuk(rapat, Aksi.RAPAT_CATAT, oleh, versi)
    dikenal = turunan.label_unsur(rapat.jenis_wilayah, rapat.wilayah_kode)
    bersih = [b for b in baris if b.diundang or b.laki or b.perempuan]
    galat = {
        f"{nama}.{b.unsur}": f"{dikenal.get(b.unsur, b.unsur)}: tulis angka dari 0 sampai {MAKS_JUMLAH}."
        for b in bersih
        for nama in ("diundang", "laki", "perempuan")
        if not 0 <= getattr(b, nama) <= MAKS_JUMLAH
    }
    if galat:
        raise GalatIsian(bidang=galat)
    if any(b.unsur not in dikenal for b in bersih) or len({b.unsur for b in bersih}) < len(bersih):
        raise GalatIsian("Ada unsur yang tidak dikenal atau tertulis dua kali. Muat ulang halaman, lalu ulangi.")
    if not any(b.laki + b.perempuan for b in bersih):
        raise GalatIsian("Isi jumlah yang hadir paling sedikit untuk satu unsur.")
    db.session.execute(sa.delete(JumlahHadir).where(JumlahHadir.rapat_id == rapat.id))
    urut = {kode: i for i, kode in enumerate(dikenal, 1)}
    isi = [{"rapat_id": rapat.id, "urut": urut[b.unsur], **asdict(b)} for b in bersih]
    db.session.execute(sa.insert(JumlahHadir), isi)
    rapat.hadir_cara = "jumlah"
    db.session.flush()
    db.session.expire(rapat, ["jumlah"])
    operations.simpan_perubahan(rapat, Aksi.RAPAT_CATAT, oleh, "jumlah_hadir", {"sesudah": [asdict(b) for b in bersih]})


def hadirkan(
    rapat: Rapat, hadir: Collection[int], *, oleh: Pelaku, versi: int | None, saksi: Collection[int] | None = None
) -> None:
    """Attendance as ticks on the list of people: ids of `Peserta`; `saksi` likewise, None leaves them."""
    baris = [
        replace(baris_peserta(p), hadir=p.id in hadir, saksi=p.saksi if saksi is None else p.id in saksi)
        for p in rapat.peserta
    ]
    operations.simpan_peserta(rapat, baris, oleh=oleh, versi=versi)
    rapat.hadir_cara = "nama"


def simpan_keberatan(rapat: Rapat, baris: Sequence[BarisKeberatan], *, oleh: Pelaku, versi: int | None) -> None:
    """Replace the objections by the lines that are not blank. Raises GalatIsian with fields `siapa-<i>`, `isi-<i>`."""
    operations.buka_untuk(rapat, Aksi.RAPAT_CATAT, oleh, versi)
    galat: dict[str, str] = {}
    for i, b in enumerate(baris):
        if not b.kosong and not b.siapa.strip():
            galat[f"keberatan_siapa-{i}"] = f"Keberatan {i + 1}: tulis siapa yang menyampaikan."
        if not b.kosong and not b.isi.strip():
            galat[f"keberatan_isi-{i}"] = f"Keberatan {i + 1}: tulis apa keberatannya."
    bersih = [b for b in baris if not b.kosong]
    if len(bersih) > MAKS_KEBERATAN:
        galat["keberatan"] = f"Paling banyak {MAKS_KEBERATAN} keberatan."
    if galat:
        raise GalatIsian(bidang=galat)
    db.session.execute(sa.delete(Keberatan).where(Keberatan.rapat_id == rapat.id))
    batas = {"siapa": 120, "tentang": 120, "isi": 1000, "hasil": 500}
    isi = [
        {"rapat_id": rapat.id, "urut": i, **{k: tanpa_nik(str(v).strip())[: batas[k]] for k, v in asdict(b).items()}}
        for i, b in enumerate(bersih, 1)
    ]
    if isi:
        db.session.execute(sa.insert(Keberatan), isi)
    db.session.expire(rapat, ["daftar_keberatan"])
    operations.simpan_perubahan(rapat, Aksi.RAPAT_CATAT, oleh, "keberatan", {"sesudah": [asdict(b) for b in bersih]})


def simpan_berkas(rapat: Rapat, jenis: str, bagian: Sequence[bytes], *, oleh: Pelaku) -> BerkasRapat:
    """Keep a scan (a PDF, or photographs as one PDF) of what was signed on paper.

    Raises GalatIsian (nothing given, not readable), TidakBisa once the result stands.
    """
    policy.wajib_boleh(oleh, Aksi.RAPAT_CATAT, rapat)
    if jenis not in JENIS_BERKAS:
        raise GalatIsian(bidang={"jenis_berkas": "Pilih pindaian apa yang diunggah."})
    isi = uploads.gabung_jadi_pdf(bagian)
    pdf = uploads.periksa_pdf(isi)
    simpanan = files.simpan(pdf.isi)
    kunci_baris(rapat)
    if rapat.dicatat is not None:
        raise TidakBisa(
            "Hasil musyawarah ini sudah dicatat. Buka kembali dari halaman paketnya untuk mengganti berkas."
        )
    baris = BerkasRapat(
        jenis=jenis,
        sha256=simpanan.sha256,
        mime=files.JenisBerkas.PDF.mime,
        ukuran=simpanan.ukuran,
        halaman=pdf.halaman,
        diunggah=clock.sekarang(),
        diunggah_oleh=oleh.pengguna_id,
    )
    rapat.berkas.append(baris)
    db.session.flush()
    operations.catat_jejak(rapat, Aksi.RAPAT_CATAT, oleh, "berkas", {"jenis": jenis, "sha256": simpanan.sha256})
    return baris


def seperti_sebelumnya(rapat: Rapat, *, oleh: Pelaku) -> bool:
    """Give a fresh meeting what the village's latest one had: place, hour, who leads and writes, whom to invite.

    False when there was none before.
    """
    lama = tim_sebelumnya(rapat)
    if lama is None:
        return False
    for nama in ("tempat", "pukul_mulai", "pimpinan_nama", "notulis_nama", "notulis_jabatan"):
        if not getattr(rapat, nama):
            setattr(rapat, nama, getattr(lama, nama))
    if lama.penyelenggara == rapat.penyelenggara:
        rapat.pengundang_nama = rapat.pengundang_nama or lama.pengundang_nama
        rapat.pengundang_jabatan = lama.pengundang_jabatan or rapat.pengundang_jabatan
        rapat.pimpinan_jabatan = lama.pimpinan_jabatan or rapat.pimpinan_jabatan
    baris = undangan_sebelumnya(rapat)
    if baris and not rapat.peserta:
        isi = [{"rapat_id": rapat.id, "urut": i, **asdict(b)} for i, b in enumerate(baris, 1)]
        db.session.execute(sa.insert(Peserta), isi)
        db.session.expire(rapat, ["peserta"])
    catatan = {"rapat": lama.id, "undangan": len(rapat.peserta)}
    operations.simpan_perubahan(rapat, Aksi.RAPAT_RENCANAKAN, oleh, "seperti_sebelumnya", catatan)
    return True

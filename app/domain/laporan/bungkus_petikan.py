"""How does an excerpt of a paper over several packets look as a sheet? Its head, its signers, and the rows shown."""

from app.domain.laporan.petikan import Petikan
from app.infra.format import tanggal, tanggal_waktu
from app.infra.sheets_tulis import Kolom, Lembar


def lembar_petikan(p: Petikan, zona: str) -> tuple[Lembar, ...]:
    """What the page of the excerpt shows: no number of a resident, no packet outside the assignment."""
    s = p.surat
    kepala = [
        ("Dokumen", s.judul), ("Nomor", s.nomor), ("Tanggal", tanggal(s.tanggal)), ("Unit", s.unit),
        ("Status", s.status), ("Kode dokumen", p.kode), ("SHA-256 naskah", p.sha256 or "Naskah belum jadi"),
        *((f"Penanda tangan: {jabatan}", _tertanda(nama, tanggal_waktu(w, zona) if w else ""))
          for jabatan, nama, w in p.penanda),
        ("Paket lain yang tidak dikutip", str(p.lain)),
    ]  # fmt: skip
    angka = [(b.nomor, b.desa, b.periode, label, n, b.catatan) for b in p.baris for label, n in b.angka]
    nama = [(b.nomor, b.desa, b.periode, *n) for b in p.baris for n in b.nama]
    paket = (Kolom("Paket", 28), Kolom("Desa/kelurahan", 26), Kolom("Periode", 10))
    hasil = (
        Lembar("Kepala", (Kolom("Keterangan", 40), Kolom("Isi", 70)), kepala),
        Lembar("Paket", (*paket, Kolom("Rincian", 24), Kolom("Jumlah", 10, "angka"), Kolom("Keterangan", 50)), angka),
    )
    if not nama:
        return hasil
    kolom = (*paket, Kolom("Nama", 32), Kolom("Jenis", 20), Kolom("Hasil", 14), Kolom("Alasan", 60))
    return (*hasil, Lembar("Nama", kolom, nama))


def _tertanda(nama: str, waktu: str) -> str:
    return f"{nama or '–'}, {f'ditandatangani {waktu}' if waktu else 'belum ditandatangani'}"

"""How does a signed paper come back? One upload, ticked signers, and the reviewer's yes or no to the scan."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.akses import policy
from app.domain.akses.aksi import Aksi
from app.domain.akses.langkah import lakukan
from app.domain.akses.pelaku import Pelaku
from app.domain.dokumen import penomoran
from app.domain.dokumen.alur import ALUR_DOKUMEN
from app.domain.dokumen.models import Dokumen, Pindaian, TandaTangan
from app.infra import clock, files, uploads
from app.infra.db import db, kunci_baris
from app.infra.format import tanpa_nomor
from app.infra.galat import GalatIsian, HalamanUsang, TidakBisa, TidakBoleh

BASAH = "basah"


@dataclass(frozen=True)
class BerkasPindaian:
    """A stored scan: hash and size of its bytes, number of pages, what the file was called, and the JSON text inside
    (a paper that was signed elsewhere and comes back)."""

    sha256: str
    ukuran: int
    halaman: int
    nama_asal: str = ""
    sertaan: bytes = b""


def siapkan_pindaian(berkas: Sequence[bytes], nama_asal: str = "") -> BerkasPindaian:
    """Check, join and store what was uploaded: a PDF, or photographs as one PDF.

    Slow: call it before a transaction.

    Raises:
        GalatIsian, GalatPenyimpanan: with the sentence that helps.
    """
    isi = uploads.gabung_jadi_pdf(berkas)
    pdf = uploads.periksa_pdf(isi)
    simpanan = files.simpan(pdf.isi)
    return BerkasPindaian(simpanan.sha256, simpanan.ukuran, pdf.halaman, tanpa_nomor(nama_asal)[:200], pdf.sertaan)


def unggah_pindaian(
    dokumen: Sequence[Dokumen],
    berkas: Sequence[bytes] | BerkasPindaian,
    *,
    penanda: Collection[int],
    oleh: Pelaku,
    versi: Mapping[int, int] | None = None,
    nomor: Mapping[int, str] | None = None,
    halaman_kurang: Sequence[int] = (),
) -> list[Pindaian]:
    """Record that ticked signers (`TandaTangan` ids) signed these papers by hand, with one scan for all.

    Every paper must have at least one ticked signer. `versi` maps paper id to the row version the page
    showed, `nomor` paper id to the number written by hand on a paper that was issued with a blank for it.
    `halaman_kurang` goes into the audit row: pages that the scan lacks with the operator's consent.
    Raises GalatIsian 422, TidakBoleh 403 (not the operator of the issuing or the signer's unit),
    TidakBisa 409.
    """
    dipilih = set(penanda)
    for satu in sorted(dokumen, key=lambda d: d.id):
        kunci_baris(satu)
        _periksa(satu, dipilih, oleh, (versi or {}).get(satu.id))
    _periksa_pilihan(dokumen, dipilih)
    catatan: dict[int, dict[str, Any]] = {
        satu.id: penomoran.catat_menyusul(satu, (nomor or {}).get(satu.id, "")) for satu in dokumen
    }
    simpanan = berkas if isinstance(berkas, BerkasPindaian) else siapkan_pindaian(berkas)
    _periksa_sertaan(dokumen, simpanan)
    if halaman_kurang:
        catatan = {i: isi | {"halaman_kurang": list(halaman_kurang)} for i, isi in catatan.items()}
    return [_catat(satu, simpanan, dipilih, oleh, catatan[satu.id]) for satu in dokumen]


def catat_asli(dokumen: Dokumen, berkas: BerkasPindaian, *, oleh: Pelaku) -> Pindaian:
    """The paper is a copy: what was signed by hand before it was issued is its scan, and carries every signature of its
    first gate. Part of the step that issues the copy."""
    policy.wajib_boleh(oleh, Aksi.DOKUMEN_UNGGAH_PINDAIAN, dokumen)
    _periksa_sertaan([dokumen], berkas)
    gerbang = dokumen.tanda_tangan[0].gerbang if dokumen.tanda_tangan else ""
    dipilih = {t.id for t in dokumen.tanda_tangan if t.gerbang == gerbang}
    return _catat(dokumen, berkas, dipilih, oleh, {"asli": True})


def _periksa(dokumen: Dokumen, dipilih: set[int], oleh: Pelaku, versi: int | None) -> None:
    policy.wajib_boleh(oleh, Aksi.DOKUMEN_UNGGAH_PINDAIAN, dokumen)
    if versi is not None and versi != dokumen.versi_baris:
        raise HalamanUsang(f"{dokumen.judul} baru saja berubah. Muat ulang halaman, lalu ulangi.")
    if not dokumen.berlaku:
        raise TidakBisa(
            f"{dokumen.judul} sudah tidak berlaku, jadi pindaiannya tidak dapat diunggah. Cetak dan tanda "
            "tangani dokumen penggantinya."
        )
    if not dokumen.sha256:
        raise TidakBisa(f"Naskah {dokumen.judul} belum jadi. Tunggu sampai dapat dicetak, lalu unggah pindaiannya.")
    for t in dokumen.tanda_tangan:
        if t.id in dipilih and oleh.wilayah not in (dokumen.unit_kode, t.unit_kode):
            raise TidakBoleh(
                f"Tanda tangan {t.jabatan} pada {dokumen.judul} hanya dapat dicatat petugas unit penerbit atau "
                "unit penanda tangan."
            )
    if ada := [t.jabatan for t in dokumen.tanda_tangan if t.id in dipilih and t.cara is not None]:
        # What a reviewer confirmed or a gate passed on is never exchanged for another picture.
        raise TidakBisa(
            f"Tanda tangan {', '.join(ada)} pada {dokumen.judul} sudah tercatat dengan pindaiannya, jadi tidak dapat "
            "ditukar. Bila pindaiannya keliru, minta tingkat di atas menolaknya, lalu unggah lagi."
        )


def _periksa_pilihan(dokumen: Sequence[Dokumen], dipilih: set[int]) -> None:
    if not dokumen:
        raise GalatIsian("Pilih sedikitnya satu dokumen yang ada di dalam pindaian ini.")
    tanpa = [d.judul for d in dokumen if not any(t.id in dipilih for t in d.tanda_tangan)]
    if tanpa:
        raise GalatIsian([f"Centang siapa yang sudah menandatangani {judul}." for judul in tanpa])
    asing = dipilih - {t.id for d in dokumen for t in d.tanda_tangan}
    if asing:
        raise GalatIsian("Ada penanda tangan yang bukan milik dokumen ini. Muat ulang halaman, lalu ulangi.")


def _periksa_sertaan(dokumen: Sequence[Dokumen], berkas: BerkasPindaian) -> None:
    """The data inside a file that comes back is the issued paper's own: programs read it where people read the page."""
    if berkas.sertaan and any(not d.sha256 or uploads.sertaan(files.baca(d.sha256)) != berkas.sertaan for d in dokumen):
        raise GalatIsian(
            "PDF memuat data (isi.json) yang bukan data dokumen ini. Cetak ulang dokumennya ke PDF atau pindai "
            "cetakannya, lalu unggah hasilnya."
        )


def _catat(
    dokumen: Dokumen, berkas: BerkasPindaian, dipilih: set[int], oleh: Pelaku, catatan: dict[str, Any]
) -> Pindaian:
    pindaian = Pindaian(
        dokumen_id=dokumen.id,
        sha256=berkas.sha256,
        ukuran=berkas.ukuran,
        halaman=berkas.halaman,
        nama_asal=berkas.nama_asal,
        diunggah_oleh=oleh.pengguna_id,
    )
    db.session.add(pindaian)
    db.session.flush()
    tertanda = [t for t in dokumen.tanda_tangan if t.id in dipilih]
    for t in tertanda:
        _tandai(t, pindaian)
    db.session.flush()
    lakukan(
        ALUR_DOKUMEN,
        dokumen,
        Aksi.DOKUMEN_UNGGAH_PINDAIAN,
        oleh=oleh,
        versi=None,
        catatan={"sha256": berkas.sha256, "penanda": [t.urut for t in tertanda], **catatan},
    )
    return pindaian


def _tandai(t: TandaTangan, pindaian: Pindaian) -> None:
    t.cara = BASAH
    t.waktu = clock.sekarang()
    t.pindaian_id = pindaian.id


def konfirmasi(dokumen: Dokumen, *, oleh: Pelaku, versi: int | None) -> None:
    """The next level has laid scan and issued paper side by side and found them alike."""
    lakukan(ALUR_DOKUMEN, dokumen, Aksi.DOKUMEN_KONFIRMASI, oleh=oleh, versi=versi)


def tolak_pindaian(dokumen: Dokumen, *, oleh: Pelaku, versi: int | None, alasan: str) -> None:
    """The scan will not do: it stays on file with the reason, its signatures no longer count.

    Raises GalatIsian without a reason, TidakBisa when there is nothing to refuse.
    """
    lakukan(ALUR_DOKUMEN, dokumen, Aksi.DOKUMEN_TOLAK_PINDAIAN, oleh=oleh, versi=versi, alasan=alasan)
    for p in dokumen.pindaian:
        if p.ditolak is None and p.cara == BASAH:
            p.ditolak, p.ditolak_alasan = clock.sekarang(), alasan.strip()
    for t in dokumen.tanda_tangan:
        if t.cara == BASAH:
            t.cara = t.waktu = t.pindaian_id = None
    db.session.flush()

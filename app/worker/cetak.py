"""How is a frozen paper drawn? From the HTML of its content, cut where a long list may be cut."""

import re

from flask import current_app

from app.domain.dokumen import buat, isi_mesin
from app.domain.dokumen.gambar import html
from app.domain.dokumen.kode import HALAMAN
from app.domain.dokumen.konteks import Kepala, Naskah, Penanda
from app.infra import pdf
from app.infra.db import db
from app.infra.jobs import Kemajuan
from app.infra.templat import POTONG
from app.infra.terbaca import rekam

_KEPALA_HTML = re.compile(r"^.*?<body[^>]*>\s*<div class=\"kaki\">.*?</div></div>", re.DOTALL)
_KALIMAT_GAGAL = (
    "Naskah tidak dapat dibuat karena gangguan pada sistem. Coba buat ulang; jika tetap gagal, hubungi admin."
)


def bagian(naskah: str) -> list[str]:
    """The HTML as one document, or cut where a long list may be cut, each part with head and footer of its own."""
    potongan = naskah.split(POTONG)
    if len(potongan) == 1:
        return potongan
    awal = _KEPALA_HTML.match(naskah)
    if awal is None:
        raise ValueError("the layout of papers has lost its footer")
    tutup = "</body></html>"
    return [
        (awal[0] if nomor else "") + satu + ("" if nomor == len(potongan) - 1 else tutup)
        for nomor, satu in enumerate(potongan)
    ]


def cetak(kepala: Kepala, isi: Naskah, penanda: list[Penanda], alamat: str) -> pdf.Cetakan:
    """The paper as PDF/A-3b with its content as JSON inside; the same content gives the same bytes.

    Raises pdf.PdfGagal.
    """
    with rekam() as dibaca:
        naskah = html(kepala, isi, penanda, alamat)
    data = isi_mesin.isi_mesin(kepala, isi, penanda, naskah, dibaca)
    sertaan = pdf.Sertaan(isi_mesin.NAMA, data, isi_mesin.URAIAN, kepala.tanggal.isoformat())
    return pdf.cetak_bagian(bagian(naskah), kode_halaman=f"{alamat}/v/{kepala.kode}{HALAMAN}", sertaan=sertaan)


def cetak_salinan(kepala: Kepala, isi: Naskah, penanda: list[Penanda], alamat: str, asli: str) -> pdf.Cetakan:
    """The reading copy (PDF/UA-1) of the issued paper with the hash `asli`, from the same content."""
    return pdf.cetak_baca(html(kepala, isi, penanda, alamat, salinan=asli))


def kerjakan(kemajuan: Kemajuan, dokumen_id: int) -> None:
    """The job `dokumen.buat`: a failure is written on the paper, where whoever waits for it sees it."""
    alamat = str(current_app.config["SAHIH_ALAMAT"])
    try:
        buat.buat(dokumen_id, lambda kepala, isi, penanda: cetak(kepala, isi, penanda, alamat))
    except Exception as galat:
        db.session.rollback()
        kalimat = galat.alasan[0] if isinstance(galat, pdf.PdfGagal) else _KALIMAT_GAGAL
        buat.catat_galat(dokumen_id, kalimat)
        kemajuan.lapor(1, 1, "Naskah gagal dibuat")  # commits: the page must not wait for a paper that will not come
        raise


def salin(_kemajuan: Kemajuan, dokumen_id: int) -> None:
    """The job `dokumen.salinan`: the paper itself stands already, and nobody waits for its copy."""
    alamat = str(current_app.config["SAHIH_ALAMAT"])
    buat.salin(dokumen_id, lambda kepala, isi, penanda, asli: cetak_salinan(kepala, isi, penanda, alamat, asli))

"""How is a frozen paper drawn? Its template, strict about every name, and nothing but what was frozen."""

import base64
import datetime as dt
import functools
import re
from pathlib import Path

from flask import current_app
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.domain.dokumen import buat
from app.domain.dokumen.kode import HALAMAN, berkelompok
from app.domain.dokumen.konteks import Kepala, LembarUji, Naskah, Penanda, TandaTerima
from app.infra import format as bentuk
from app.infra import pdf, qr
from app.infra.db import db
from app.infra.jobs import Kemajuan

AKAR = Path(__file__).resolve().parents[2]
# Between two parts of a very long list. Text of residents is escaped, so it cannot forge this comment.
POTONG = "<!--potong-->"
_KEPALA_HTML = re.compile(r"^.*?<body[^>]*>\s*<div class=\"kaki\">.*?</div></div>", re.DOTALL)


_LAMBANG = {"daerah": "daerah", "garuda": "negara"}
_KALIMAT_GAGAL = (
    "Naskah tidak dapat dibuat karena gangguan pada sistem. Coba buat ulang; jika tetap gagal, hubungi admin."
)


@functools.cache
def _lingkungan() -> Environment:
    env = Environment(
        loader=FileSystemLoader(AKAR / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        angka=bentuk.angka,
        terbilang=bentuk.terbilang,
        tanggal=bentuk.tanggal,
        tanggal_panjang=bentuk.tanggal_panjang,
        tanggal_terbilang=bentuk.tanggal_terbilang,
        tanggal_angka=_tanggal_angka,
        pukul=bentuk.pukul,
        periode=bentuk.periode,
        rt_rw=bentuk.rt_rw,
        kelompok=berkelompok,
    )
    env.globals.update(
        sambungan=_sambungan,
        lambang={nama: _data_uri(f"lambang_{berkas}.svg") for nama, berkas in _LAMBANG.items()},
    )
    return env


def _data_uri(berkas: str) -> str:
    isi = (AKAR / "static" / "cetak" / berkas).read_bytes()
    return f"data:image/svg+xml;base64,{base64.b64encode(isi).decode()}"


def _sambungan(bungkus: str) -> Markup:
    """Between two parts of a long list: the section around it is closed in one and opened again in the next."""
    if not bungkus:
        return Markup(POTONG)  # noqa: S704  (our own constant)
    return Markup('</section>{}<section class="{}">').format(Markup(POTONG), bungkus)  # noqa: S704


def _tanggal_angka(hari: dt.date) -> str:
    return f"{hari:%d-%m-%Y}"


def html(kepala: Kepala, isi: Naskah, penanda: list[Penanda], alamat: str) -> str:
    """The whole paper as HTML. `alamat` is the address of this installation: codes lead there.

    Raises:
        jinja2.UndefinedError: a template asks for what the content does not have.
    """
    lacak = f"{alamat}/lacak?kode={isi.kode_lacak}" if isinstance(isi, TandaTerima) else ""
    return (
        _lingkungan()
        .get_template(f"dokumen/{kepala.jenis}.html")
        .render(
            kepala=kepala,
            isi=isi,
            penanda=penanda,
            kode=berkelompok(kepala.kode),
            alamat=alamat.partition("://")[2],
            qr_uji=_qr_uji(isi, f"{alamat}/v/{kepala.kode}{HALAMAN}"),
            qr_lacak=qr.svg_data_uri(lacak, judul="Kode QR lacak usulan") if lacak else "",
        )
    )


def _qr_uji(isi: Naskah, awalan: str) -> dict[str, str]:
    """The codes that the test sheet prints in several sizes."""
    return {n: qr.svg_data_uri(f"{awalan}{n}") for n in isi.kode} if isinstance(isi, LembarUji) else {}


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
    """The paper as PDF/A; the same content gives the same bytes. Raises pdf.PdfGagal."""
    kode = f"{alamat}/v/{kepala.kode}{HALAMAN}"
    return pdf.cetak_bagian(bagian(html(kepala, isi, penanda, alamat)), kode_halaman=kode)


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

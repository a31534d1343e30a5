"""How is a frozen paper written out? Its template, strict about every name, and nothing but what was frozen."""

from app.domain.dokumen.kode import HALAMAN, berkelompok
from app.domain.dokumen.konteks import Kepala, LembarUji, Naskah, Penanda, TandaTerima
from app.infra import files, qr, templat

_MIME = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def html(
    kepala: Kepala, isi: Naskah, penanda: list[Penanda], alamat: str, *, contoh: str = "", salinan: str = ""
) -> str:
    """The whole paper as HTML. `alamat` is the address of this installation: codes lead there.

    `contoh` says what kind of sample it is and lays the watermark over it: a sample has no code and never verifies.
    `salinan`, the hash of the issued paper, makes it that paper's reading copy. Raises jinja2.UndefinedError for what
    the content does not have.
    """
    lacak = f"{alamat}/lacak?kode={isi.kode_lacak}" if isinstance(isi, TandaTerima) else ""
    return templat.isi(
        f"dokumen/{kepala.jenis}.html",
        {"kelompok": berkelompok},
        kepala=kepala,
        isi=isi,
        penanda=penanda,
        kode=contoh or berkelompok(kepala.kode),
        alamat=alamat.partition("://")[2],
        lambang=lambang(isi.kop.lambang, isi.kop.logo),
        qr_uji=_qr_uji(isi, f"{alamat}/v/{kepala.kode}{HALAMAN}"),
        qr_lacak=qr.svg_data_uri(lacak, judul="Kode QR lacak usulan") if lacak else "",
        contoh=contoh,
        salinan=salinan,
    )


def lambang(nama: str, logo: str = "") -> str:
    """The emblem of a letterhead: the unit's own picture (its hash) where it has one, else the program's drawing."""
    if not logo:
        return templat.lambang(nama)
    gambar = files.baca(logo)
    mime = next((m for awal, m in _MIME.items() if gambar.startswith(awal)), "image/png")
    return templat.data_uri(gambar, mime)


def _qr_uji(isi: Naskah, awalan: str) -> dict[str, str]:
    """The codes that the test sheet prints in several sizes."""
    return {n: qr.svg_data_uri(f"{awalan}{n}") for n in isi.kode} if isinstance(isi, LembarUji) else {}

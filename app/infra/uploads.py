"""Is an uploaded PDF what it claims to be, and harmless? And how do several photographs become one?"""

import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pikepdf

from app.infra.files import JenisBerkas, kenali
from app.infra.format import angka, ukuran_berkas
from app.infra.galat import GalatIsian
from app.infra.images import Foto, siapkan_foto

MAKS_BYTE = 10 * 1024 * 1024
MAKS_HALAMAN = 100
MAKS_OBJEK = 100_000
MAKS_KEDALAMAN = 60
MAKS_SERTAAN = 16 * 1024 * 1024
# Where a reader looks for the frame of a PDF; what lies outside is read as something else by other programs.
_PANJANG_EKOR = 1024
_TEPI_TITIK = 28.35  # 10 mm
_LANGSUNG = (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)

# Keys whose mere presence makes a PDF act, carry files or change its looks.
_KUNCI_BERBAHAYA = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMedia", "/RichMediaContent"}
_AKSI_BERBAHAYA = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition"}
_JENIS_BERBAHAYA = {"/FileAttachment", "/EmbeddedFile", "/RichMedia", "/3D", "/Movie", "/Sound", "/Screen"}
_BAHASA_LAIN = re.compile(rb"<\s*(?:script|html|svg|iframe|!doctype)|<\?php", re.IGNORECASE)


class Kertas(Enum):
    """Paper sizes in points, upright."""

    A4 = (595.28, 841.89)
    F4 = (609.45, 935.43)  # 215 x 330 mm
    F4_210 = (595.28, 935.43)  # 210 x 330 mm


@dataclass(frozen=True)
class PdfMasuk:
    """An accepted PDF: its bytes unchanged (a signature in it stays whole), its number of pages, and the JSON text of
    one of our papers where it carries one."""

    isi: bytes
    halaman: int
    sertaan: bytes = b""


def periksa_pdf(isi: bytes, *, maks_halaman: int = MAKS_HALAMAN, maks_byte: int = MAKS_BYTE) -> PdfMasuk:
    """Accept a plain PDF: nothing before or behind it, not locked, no scripts, no attachments, not too long.

    Refused, not mended: taking something out would break an electronic signature without anybody noticing.

    Raises:
        GalatIsian: the sentence says what is wrong and how to mend it.
    """
    _periksa_ukuran(isi, maks_byte)
    _periksa_bingkai(isi)
    try:
        with pikepdf.open(io.BytesIO(isi)) as dokumen:
            _periksa_isi(dokumen, maks_halaman)
            return PdfMasuk(isi, len(dokumen.pages), _sertaan(dokumen))
    except pikepdf.PasswordError as galat:
        raise _terkunci() from galat
    except (pikepdf.PdfError, zlib.error, ValueError, TypeError, KeyError, RecursionError) as galat:
        raise GalatIsian(
            "PDF tidak dapat dibuka karena berkasnya rusak atau tidak lengkap. Pindai atau simpan ulang "
            "dokumennya, lalu unggah lagi."
        ) from galat


def sertaan(isi: bytes) -> bytes:
    """The JSON text inside an issued paper; empty when it has none."""
    with pikepdf.open(io.BytesIO(isi)) as dokumen:
        return _sertaan(dokumen)


def gabung_jadi_pdf(
    bagian: Sequence[bytes],
    *,
    kertas: Kertas = Kertas.F4,
    maks_byte: int = MAKS_BYTE,
    foto: Callable[[bytes], Foto] = siapkan_foto,
) -> bytes:
    """Photographs and PDFs, in their order, as one PDF; a single PDF is returned as it came.

    A photograph fills one page, upright or across as it is. Same input, same bytes.

    Raises:
        GalatIsian: nothing given, a part cannot be taken (its place is named), or too large together.
    """
    if not bagian:
        raise GalatIsian("Belum ada berkas yang dipilih. Pilih foto atau PDF yang akan diunggah.")
    masuk = [_terima(isi, urutan, len(bagian), maks_byte, foto) for urutan, isi in enumerate(bagian, 1)]
    if len(masuk) == 1 and isinstance(masuk[0], PdfMasuk):
        return masuk[0].isi
    hasil = _rangkai(masuk, kertas)
    if len(hasil) > maks_byte:
        raise GalatIsian(
            f"Gabungan berkas berukuran {ukuran_berkas(len(hasil))}, melebihi batas "
            f"{ukuran_berkas(maks_byte)}. Kurangi jumlah berkas atau unggah dalam beberapa bagian."
        )
    return hasil


def _terima(isi: bytes, urutan: int, jumlah: int, maks_byte: int, foto: Callable[[bytes], Foto]) -> PdfMasuk | Foto:
    jenis = kenali(isi)
    try:
        if jenis is JenisBerkas.PDF:
            return periksa_pdf(isi, maks_byte=maks_byte)
        if jenis in (JenisBerkas.JPEG, JenisBerkas.PNG, JenisBerkas.HEIC):
            return foto(isi)
    except GalatIsian as galat:
        if jumlah == 1:
            raise
        raise GalatIsian([f"Berkas ke-{urutan}: {alasan}" for alasan in galat.alasan]) from galat
    raise GalatIsian(f"Berkas ke-{urutan} bukan PDF, JPEG, atau PNG. Pindai atau foto dokumennya, lalu unggah lagi.")


def _rangkai(masuk: list[PdfMasuk | Foto], kertas: Kertas) -> bytes:
    keluar = io.BytesIO()
    with pikepdf.new() as hasil:
        for satu in masuk:
            if isinstance(satu, Foto):
                _tambah_foto(hasil, satu, kertas)
            else:
                with pikepdf.open(io.BytesIO(satu.isi)) as dokumen:
                    hasil.pages.extend(dokumen.pages)
        if len(hasil.pages) > MAKS_HALAMAN:
            raise _terlalu_tebal(len(hasil.pages), MAKS_HALAMAN)
        hasil.save(keluar, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return keluar.getvalue()


def _tambah_foto(hasil: pikepdf.Pdf, foto: Foto, kertas: Kertas) -> None:
    """The JPEG goes in as it is: no second loss of quality, no decoded picture in memory."""
    lebar, tinggi = sorted(kertas.value, reverse=foto.lebar > foto.tinggi)
    skala = min((lebar - 2 * _TEPI_TITIK) / foto.lebar, (tinggi - 2 * _TEPI_TITIK) / foto.tinggi)
    w, h = foto.lebar * skala, foto.tinggi * skala
    gambar = pikepdf.Stream(
        hasil,
        foto.isi,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=foto.lebar,
        Height=foto.tinggi,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    halaman = hasil.add_blank_page(page_size=(lebar, tinggi))
    halaman.add_resource(gambar, pikepdf.Name.XObject, pikepdf.Name.Foto)
    letak = f"q {w:.2f} 0 0 {h:.2f} {(lebar - w) / 2:.2f} {(tinggi - h) / 2:.2f} cm /Foto Do Q"
    halaman.contents_add(letak.encode())


def _periksa_ukuran(isi: bytes, maks_byte: int) -> None:
    if len(isi) > maks_byte:
        raise GalatIsian(
            f"Ukuran PDF {ukuran_berkas(len(isi))}, melebihi batas {ukuran_berkas(maks_byte)}. Pindai ulang "
            "dengan resolusi lebih rendah (150-200 dpi) atau unggah dalam beberapa bagian."
        )


def _periksa_bingkai(isi: bytes) -> None:
    """From the first byte to the last a PDF and nothing else."""
    if not isi.startswith(b"%PDF-"):
        raise GalatIsian("Berkas ini bukan PDF. Pindai atau simpan dokumennya sebagai PDF, lalu unggah lagi.")
    akhir = isi.rfind(b"%%EOF", -_PANJANG_EKOR)
    if akhir < 0:
        raise GalatIsian(
            "PDF terpotong: bagian akhirnya tidak ada. Salin atau unduh kembali berkasnya, lalu unggah lagi."
        )
    ekor = isi[akhir + len(b"%%EOF") :].strip(b"\r\n\t \0")
    if ekor or zipfile.is_zipfile(io.BytesIO(isi)) or _BAHASA_LAIN.search(isi[:_PANJANG_EKOR]):
        raise GalatIsian(
            "PDF memuat isi lain yang disisipkan di dalam berkasnya. Cetak ulang dokumennya ke PDF, lalu "
            "unggah hasilnya."
        )


def _periksa_isi(dokumen: pikepdf.Pdf, maks_halaman: int) -> None:
    if dokumen.is_encrypted:
        raise _terkunci()
    if len(dokumen.pages) > maks_halaman:
        raise _terlalu_tebal(len(dokumen.pages), maks_halaman)
    if not dokumen.pages:
        raise GalatIsian("PDF tidak berisi halaman. Pindai ulang dokumennya, lalu unggah lagi.")
    if len(dokumen.objects) > MAKS_OBJEK:
        raise GalatIsian(
            "Susunan PDF terlalu rumit untuk diperiksa. Cetak ulang dokumennya ke PDF, lalu unggah hasilnya."
        )
    bahaya = [kamus for objek in dokumen.objects for kamus in _kamus(objek) if _berbahaya(kamus)]
    if not _isi_naskah_sendiri(bahaya):
        raise GalatIsian(
            "PDF memuat skrip, lampiran, atau formulir otomatis yang tidak dapat diterima. Cetak ulang "
            "dokumennya ke PDF atau pindai cetakannya, lalu unggah hasilnya."
        )


def _kamus(objek: Any) -> Iterator[dict[str, Any]]:
    """Every dictionary in an object, not following references: those are objects of their own."""
    tumpukan = [(objek, 0)]
    while tumpukan:
        kini, dalam = tumpukan.pop()
        if dalam > MAKS_KEDALAMAN:
            raise ValueError("nested too deeply")
        if isinstance(kini, pikepdf.Array):
            anak = list(kini.as_list())
        elif isinstance(kini, pikepdf.Dictionary | pikepdf.Stream):
            kamus = dict(kini.items())
            yield kamus
            anak = list(kamus.values())
        else:
            continue
        tumpukan += [(a, dalam + 1) for a in anak if isinstance(a, _LANGSUNG) and not a.is_indirect]


def _isi_naskah_sendiri(bahaya: list[dict[str, Any]]) -> bool:
    """Whether all that looks dangerous is the one JSON text that our own papers carry (signed elsewhere, say)."""
    berkas = [k for k in bahaya if _nama(k.get("/Type")) == "/EmbeddedFile"]
    sebut = [k for k in bahaya if "/EF" in k]
    return len(berkas) == len(sebut) <= 1 and all(_bagian_isi(kamus) for kamus in bahaya)


def _bagian_isi(kamus: dict[str, Any]) -> bool:
    if _nama(kamus.get("/Type")) == "/EmbeddedFile":
        return _nama(kamus.get("/Subtype")) == "/application/json"
    kunci = _KUNCI_BERBAHAYA & kamus.keys()
    return kunci == {"/EmbeddedFiles"} or (kunci == {"/EF"} and _menyebut_isi(kamus))


def _menyebut_isi(kamus: dict[str, Any]) -> bool:
    """Whether a file's entry leads to the JSON text and nowhere else: one without a type hides from the look above."""
    aliran = list(dict(kamus["/EF"].items()).values())
    bertipe = all(_nama(a.get("/Type")) == "/EmbeddedFile" for a in aliran)
    return bertipe and {str(kamus.get(n)) for n in ("/F", "/UF")} == {"isi.json"}


def _sertaan(dokumen: pikepdf.Pdf) -> bytes:
    """The JSON text that the file carries, wherever it hangs. Raises ValueError for anything but a JSON object."""
    aliran = (o for o in dokumen.objects if isinstance(o, pikepdf.Stream) and "/Type" in o)
    isi = next((_terurai(a) for a in aliran if _nama(a.get("/Type")) == "/EmbeddedFile"), b"")
    if isi and not isinstance(json.loads(isi), dict):
        raise ValueError("not an object")
    return isi


def _terurai(aliran: pikepdf.Stream) -> bytes:
    """The bytes of a stream, unpacked only as far as a list may be long: a kilobyte can hold a gigabyte."""
    mentah = aliran.read_raw_bytes()
    if "/Filter" not in aliran:
        return mentah
    if _nama(aliran.get("/Filter")) != "/FlateDecode" or "/DecodeParms" in aliran:
        raise ValueError("an unusual filter")
    urai = zlib.decompressobj()
    isi = urai.decompress(mentah, MAKS_SERTAAN)
    if urai.unconsumed_tail:
        raise ValueError("too long")
    return isi


def _berbahaya(kamus: dict[str, Any]) -> bool:
    if not _KUNCI_BERBAHAYA.isdisjoint(kamus):
        return True
    return (
        _nama(kamus.get("/S")) in _AKSI_BERBAHAYA
        or _nama(kamus.get("/Subtype")) in _JENIS_BERBAHAYA
        or _nama(kamus.get("/Type")) in _JENIS_BERBAHAYA
    )


def _nama(nilai: Any) -> str:
    return str(nilai) if isinstance(nilai, pikepdf.Name) else ""


def _terkunci() -> GalatIsian:
    return GalatIsian(
        "PDF dikunci dengan kata sandi atau pembatasan. Simpan ulang tanpa kunci, atau pindai cetakannya, "
        "lalu unggah lagi."
    )


def _terlalu_tebal(halaman: int, batas: int) -> GalatIsian:
    return GalatIsian(
        f"PDF berisi {angka(halaman)} halaman, melebihi batas {angka(batas)} halaman. Unggah dalam beberapa bagian."
    )

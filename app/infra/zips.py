"""Is this ZIP safe to unpack? Declared sizes may lie, hence inflating piece by piece, never beyond."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from app.infra.galat import GalatIsian

MAKS_BYTE = 100 * 1024 * 1024
MAKS_ENTRI = 2_000
# Sheets of text compress 10 to 30 times; small files may do better without harm.
MAKS_NISBAH = 200
BEBAS_NISBAH = 5 * 1024 * 1024
_POTONG = 1024 * 1024
_KEPALA = struct.Struct("<4s22xHH")


def periksa(isi: bytes, *, maks_byte: int = MAKS_BYTE) -> list[zipfile.ZipInfo]:
    """The entries, when what the archive declares is within the limits.

    Raises:
        GalatIsian: broken, locked, too many entries, too large or suspiciously compressed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            entri = arsip.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as galat:
        raise rusak() from galat
    if any(e.flag_bits & 1 for e in entri):
        raise GalatIsian("Berkas dikunci dengan kata sandi. Simpan ulang tanpa kata sandi, lalu unggah lagi.")
    jumlah = sum(e.file_size for e in entri)
    if len(entri) > MAKS_ENTRI or jumlah > maks_byte:
        raise _terlalu_besar()
    if jumlah > BEBAS_NISBAH and jumlah > MAKS_NISBAH * len(isi):
        raise _terlalu_besar()
    return entri


def baca_bertahap(isi: bytes, entri: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of one entry in pieces, never more than it declares.

    zipfile would stop silently at the declared size while other readers go on: here more is an error.

    Raises:
        GalatIsian: broken, or larger than declared.
    """
    if entri.compress_type == zipfile.ZIP_STORED:
        yield from _potongan(_mentah(isi, entri))
        return
    if entri.compress_type != zipfile.ZIP_DEFLATED:
        raise rusak()
    pengurai = zlib.decompressobj(-zlib.MAX_WBITS)
    masuk, jumlah = _mentah(isi, entri), 0
    while not pengurai.eof:
        try:
            potong = pengurai.decompress(masuk, _POTONG)
        except zlib.error as galat:
            raise rusak() from galat
        masuk, jumlah = pengurai.unconsumed_tail, jumlah + len(potong)
        if jumlah > entri.file_size or not (potong or masuk or pengurai.eof):
            raise rusak()
        yield potong


def _potongan(data: bytes) -> Iterator[bytes]:
    for awal in range(0, len(data), _POTONG):
        yield data[awal : awal + _POTONG]


def _mentah(isi: bytes, entri: zipfile.ZipInfo) -> bytes:
    kepala = isi[entri.header_offset : entri.header_offset + _KEPALA.size]
    if len(kepala) < _KEPALA.size:
        raise rusak()
    tanda, panjang_nama, panjang_tambahan = _KEPALA.unpack(kepala)
    awal = entri.header_offset + _KEPALA.size + panjang_nama + panjang_tambahan
    data = isi[awal : awal + entri.compress_size]
    if tanda != b"PK\x03\x04" or len(data) != entri.compress_size:
        raise rusak()
    return data


def rusak() -> GalatIsian:
    """The refusal of a file whose inside does not hold together."""
    return GalatIsian(
        "Berkas rusak atau tidak lengkap sehingga tidak dapat dibaca. Buka di aplikasi asalnya, simpan "
        "ulang, lalu unggah lagi."
    )


def _terlalu_besar() -> GalatIsian:
    return GalatIsian(
        "Isi berkas terlalu besar setelah dibuka. Hapus lembar, gambar, dan format yang tidak diperlukan, "
        "atau bagi menjadi beberapa berkas, lalu unggah lagi."
    )

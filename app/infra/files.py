"""Where do bytes live? A folder of sealed files, each named by the SHA-256 of what it holds."""

import errno
import hashlib
import io
import os
import re
import time
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cryptography.exceptions import InvalidTag

from app.infra import crypto
from app.infra.galat import GalatPenyimpanan

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SEMENTARA = ".sementara"
# A writer needs seconds; what is older was left by a process that died.
UMUR_SEMENTARA_DETIK = 3600
# EFBIG is what a size limit of the process gives; to the person at the counter it is the same.
_PENUH = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

_folder: Path | None = None


class BerkasTidakAda(GalatPenyimpanan):
    """The store holds no such file although a row names it."""

    judul = "Berkas tidak ditemukan"


class BerkasRusak(GalatPenyimpanan):
    """The stored bytes are not those that were once stored."""

    judul = "Berkas rusak"


@dataclass(frozen=True)
class Berkas:
    """What a row keeps of a stored file: the hash of its plain bytes (lower-case hex) and their number."""

    sha256: str
    ukuran: int


def siapkan(folder: Path) -> None:
    """Choose the folder of the store; it is made when missing."""
    global _folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _folder = folder


def simpan(isi: bytes) -> Berkas:
    """Store bytes so that they survive a power cut; what is already there is not written again.

    Call it before the row that names the hash is written: an orphan file is harmless, an orphan row is not.

    Raises:
        GalatPenyimpanan: disk full or not writable; nothing was stored, no temporary file is left.
    """
    berkas = Berkas(hashlib.sha256(isi).hexdigest(), len(isi))
    tujuan = _jalur(berkas.sha256)
    try:
        # Asked for again: it counts as new, so that nobody sweeps it away before its row is written.
        os.utime(tujuan)
    except OSError:
        if not tujuan.exists():
            _taruh(tujuan, crypto.segel(isi, _konteks(berkas.sha256)))
    return berkas


def baca(sha256: str) -> bytes:
    """The plain bytes, checked against their hash.

    Raises:
        BerkasTidakAda, BerkasRusak: both are GalatPenyimpanan.
        ValueError: not a SHA-256 in lower-case hex (nothing else ever becomes a path).
    """
    try:
        tersegel = _jalur(sha256).read_bytes()
    except FileNotFoundError as galat:
        raise BerkasTidakAda(
            "Berkas yang diminta tidak ada di tempat penyimpanan. Sampaikan kepada admin agar dipulihkan dari cadangan."
        ) from galat
    except OSError as galat:
        raise GalatPenyimpanan(_kalimat(galat)) from galat
    try:
        isi = crypto.buka(tersegel, _konteks(sha256))
    except (InvalidTag, KeyError, IndexError, ValueError) as galat:
        raise _rusak() from galat
    if hashlib.sha256(isi).hexdigest() != sha256:
        raise _rusak()
    return isi


def ada(sha256: str) -> bool:
    """Whether the store holds the file; says nothing of its health."""
    return _jalur(sha256).exists()


def hapus(sha256: str) -> None:
    """Erase a file that no row names any more; erasing what is gone is no error."""
    _jalur(sha256).unlink(missing_ok=True)


def semua(awalan: str = "") -> Iterator[str]:
    """The hashes of all stored files, sorted; with `awalan` (one hex digit) only those that begin with it."""
    for jalur in sorted(_akar().glob(f"{awalan}{'?' * (2 - len(awalan))}/??/*")):
        if _SHA256.fullmatch(jalur.name):
            yield jalur.name


def jalur_tersegel(sha256: str) -> Path:
    """Where the sealed bytes of a file lie, for a backup that copies them without opening them."""
    return _jalur(sha256)


def terima_tersegel(sha256: str, tersegel: bytes) -> None:
    """Put sealed bytes back where they were, from a backup. Raises GalatPenyimpanan."""
    _taruh(_jalur(sha256), tersegel)


def umur_detik(sha256: str) -> float:
    """How long ago the file was stored or asked for again; 0 when it is gone."""
    try:
        # Real time, not infra.clock: it is compared with what the file system wrote.
        return time.time() - _jalur(sha256).stat().st_mtime
    except FileNotFoundError:
        return 0.0


def bersihkan_sementara(umur_detik: float = UMUR_SEMENTARA_DETIK) -> int:
    """Remove what interrupted writers left behind; returns how many."""
    # Real time, not infra.clock: it is compared with what the file system wrote.
    batas = time.time() - umur_detik
    usang = [j for j in _akar().glob(f"??/??/.*{_SEMENTARA}") if j.stat().st_mtime <= batas]
    for jalur in usang:
        jalur.unlink(missing_ok=True)
    return len(usang)


def _akar() -> Path:
    if _folder is None:
        raise RuntimeError("files.siapkan(folder) has not been called")
    return _folder


def _jalur(sha256: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256")
    return _akar() / sha256[:2] / sha256[2:4] / sha256


def _konteks(sha256: str) -> bytes:
    """Binds the sealed bytes to their name: no file can stand in for another."""
    return b"berkas:" + sha256.encode()


def _taruh(tujuan: Path, isi: bytes) -> None:
    try:
        _tulis(tujuan, isi)
    except OSError as galat:
        raise GalatPenyimpanan(_kalimat(galat)) from galat


def _tulis(tujuan: Path, isi: bytes) -> None:
    _buat_folder(tujuan.parent)
    sementara = tujuan.with_name(f".{uuid.uuid4().hex}{_SEMENTARA}")
    try:
        with os.fdopen(os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as keluar:
            keluar.write(isi)
            keluar.flush()
            os.fsync(keluar.fileno())
        sementara.rename(tujuan)
    except BaseException:
        sementara.unlink(missing_ok=True)
        raise
    _fsync_folder(tujuan.parent)


def _buat_folder(folder: Path) -> None:
    for bagian in (folder.parent, folder):
        if not bagian.is_dir():
            bagian.mkdir(exist_ok=True, mode=0o700)
            _fsync_folder(bagian.parent)


def _fsync_folder(folder: Path) -> None:
    nomor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(nomor)
    finally:
        os.close(nomor)


def _kalimat(galat: OSError) -> str:
    if galat.errno in _PENUH:
        return (
            "Ruang penyimpanan di server penuh sehingga berkas belum tersimpan. Simpan berkas Anda dan "
            "unggah kembali setelah admin menambah ruang penyimpanan."
        )
    return (
        "Tempat penyimpanan berkas di server sedang tidak dapat digunakan. Silakan coba lagi beberapa saat "
        "lagi; jika tetap gagal, hubungi admin."
    )


def _rusak() -> BerkasRusak:
    return BerkasRusak(
        "Isi berkas ini tidak sama dengan saat disimpan sehingga tidak ditampilkan. Sampaikan kepada admin "
        "agar dipulihkan dari cadangan."
    )


class JenisBerkas(StrEnum):
    """What the bytes are, whatever the file was called."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    HEIC = "heic"
    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"
    ZIP = "zip"
    LAIN = "lain"

    @property
    def mime(self) -> str:
        """The media type to serve it with; unknown bytes are only ever downloaded."""
        return _MIME.get(self, "application/octet-stream")


_MIME = {
    JenisBerkas.PDF: "application/pdf",
    JenisBerkas.JPEG: "image/jpeg",
    JenisBerkas.PNG: "image/png",
    JenisBerkas.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    JenisBerkas.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    JenisBerkas.XLS: "application/vnd.ms-excel",
    JenisBerkas.ZIP: "application/zip",
}
_TANDA = (
    (b"%PDF-", JenisBerkas.PDF),
    (b"\xff\xd8\xff", JenisBerkas.JPEG),
    (b"\x89PNG\r\n\x1a\n", JenisBerkas.PNG),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", JenisBerkas.XLS),
)
_HEIC = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}


def kenali(isi: bytes) -> JenisBerkas:
    """The kind by content alone, never by name or by what the browser claims; cheap, looks at the frame only.

    That the content is sound and harmless is asked of `uploads`, `images` and `sheets`.
    """
    for tanda, jenis in _TANDA:
        if isi.startswith(tanda):
            return jenis
    if isi[4:8] == b"ftyp" and isi[8:12] in _HEIC:
        return JenisBerkas.HEIC
    return _kenali_zip(isi) if isi.startswith(b"PK\x03\x04") else JenisBerkas.LAIN


def _kenali_zip(isi: bytes) -> JenisBerkas:
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            nama = set(arsip.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
        return JenisBerkas.LAIN
    if "[Content_Types].xml" in nama and any(n.startswith("xl/") for n in nama):
        return JenisBerkas.XLSX
    if "mimetype" in nama and isi[30:200].startswith(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"):
        return JenisBerkas.ODS
    return JenisBerkas.ZIP

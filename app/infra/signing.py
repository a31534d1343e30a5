"""How does a paper get an electronic signature? One interface, and the adapter for certificates of our own."""

import base64
import datetime as dt
import html
import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from multiprocessing import Pipe
from pathlib import Path
from typing import Any, Protocol

from app.infra import clock, format, qr
from app.infra.galat import Galat

log = logging.getLogger(__name__)

PROGRAM = Path(__file__).with_name("signing_proses.py")
BATAS_DETIK = 60.0
# The child needs fonts and locale, and the proxy for the time-stamping service; nothing else of ours.
_LINGKUNGAN = (
    "PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "XDG_CACHE_HOME", "FONTCONFIG_FILE",
    "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "SSL_CERT_FILE",
)  # fmt: skip

# fmt: off
SEBAB = {
    "sandi": "Frasa sandi tidak cocok dengan sertifikat Anda. Ketik ulang; belum ada yang ditandatangani.",
    "kedaluwarsa": "Masa berlaku sertifikat sudah habis. Minta admin menerbitkan sertifikat baru.",
    "cap_waktu": "Layanan cap waktu tidak menjawab, jadi naskah belum ditandatangani. Ulangi beberapa saat lagi.",
    "naskah": "Naskah ini tidak dapat ditandatangani secara elektronik. Gunakan tanda tangan basah.",
    "waktu": "Penandatanganan melewati batas waktu dan dihentikan. Naskah belum ditandatangani; ulangi nanti.",
    "mati": "Penandatanganan berhenti sebelum selesai. Naskah belum ditandatangani; ulangi beberapa saat lagi.",
    "tidak_aktif": "Penyedia menyatakan akun tanda tangan elektronik Anda tidak aktif. Hubungi penyedia.",
    "ditolak": "Penyedia tanda tangan elektronik menolak permintaan ini. Naskah belum ditandatangani.",
    "tidak_pasti": "Penyedia berhenti menjawab setelah menerima naskah, jadi tidak diketahui apakah tanda "
    "tangan sudah dibuat. Di sini naskah tetap belum ditandatangani.",
}
# fmt: on


class TandaTanganGagal(Galat):
    """503 or 422: nothing was signed here, and why: `sebab` is a key of SEBAB; `pesan` what the provider said."""

    judul = "Belum ditandatangani"

    def __init__(self, sebab: str, rincian: str = "", pesan: str = "") -> None:
        self.sebab, self.rincian = sebab, rincian
        self.kode = 422 if sebab in ("sandi", "kedaluwarsa", "tidak_aktif", "ditolak") else 503
        super().__init__(f"{SEBAB[sebab]} Jawaban penyedia: {pesan}" if pesan else SEBAB[sebab])


@dataclass(frozen=True)
class Bidang:
    """One signer's field: its name in the file, the printed name above which it is drawn, the post."""

    bidang: str
    nama: str
    jabatan: str
    meterai: bool = False


@dataclass(frozen=True)
class Permintaan:
    """What one signature is put on: all fields of the paper, whose it is, and what its block says."""

    semua: Sequence[Bidang]
    penanda: Bidang
    alasan: str
    tempat: str
    alamat: str
    zona: str


@dataclass(frozen=True)
class Hasil:
    """The signed file; `tingkat` ∈ B-B | B-T | B-LTA (PAdES) | bsre: never more than what is really in it."""

    isi: bytes
    tingkat: str


class Penandatangan(Protocol):
    """Puts one person's signature on one paper after the other. Raises TandaTanganGagal."""

    def tandatangani(self, isi: bytes, minta: Permintaan) -> Hasil: ...


@dataclass(frozen=True)
class Setelan:
    """Of the installation: the time-stamping service, how long it is waited for, and the roots that it is trusted by
    (address and roots may be "")."""

    tsa: str = ""
    tsa_akar: str = ""
    tsa_detik: float = 15.0


@dataclass(frozen=True)
class Tertanda:
    """One signature found in a file. `sah`: whole, and of a certificate that the roots given vouched for when it was
    made; `dicabut` says that it is revoked now. `seluruh`: nothing but proofs comes after it in the file, whose first
    `akhir` bytes it covers. `angka` are numbers of 16 digits in the certificate's name."""

    bidang: str
    nama: str
    seri: str
    waktu: str
    waktu_tepercaya: bool
    bercap_waktu: bool
    utuh: bool
    tepercaya: bool
    dicabut: bool
    sah: bool
    seluruh: bool
    akhir: int
    angka: list[str] = field(repr=False)
    rinci: str = field(repr=False, default="")


class _Anak:
    """The child that signs, for as long as one person signs."""

    def __init__(self) -> None:
        self._sambungan, ujung = Pipe()
        # -P keeps the script's own folder, with its files.py and format.py, off the import path.
        self._proses = subprocess.Popen(  # noqa: S603  # our own program, no shell, no input in the arguments
            [sys.executable, "-P", str(PROGRAM)],
            stdin=ujung.fileno(),
            stdout=subprocess.DEVNULL,
            env={nama: os.environ[nama] for nama in _LINGKUNGAN if nama in os.environ},
            start_new_session=True,
        )
        ujung.close()

    def minta(self, permintaan: dict[str, Any], isi: bytes) -> tuple[dict[str, Any], bytes]:
        """One request and its answer. Raises TandaTanganGagal."""
        tenggat = time.monotonic() + BATAS_DETIK
        try:
            self._sambungan.send_bytes(json.dumps(permintaan).encode())
            self._sambungan.send_bytes(isi)
            jawaban: dict[str, Any] = json.loads(self._terima(tenggat))
            if "galat" in jawaban:
                log.warning("signing refused: %s %s", jawaban["galat"], jawaban["rinci"])
                raise TandaTanganGagal(jawaban["galat"], jawaban["rinci"])
            return jawaban, self._terima(tenggat)
        except (EOFError, OSError):
            raise TandaTanganGagal("mati") from None

    def _terima(self, tenggat: float) -> bytes:
        if not self._sambungan.poll(max(0.0, tenggat - time.monotonic())):
            raise TandaTanganGagal("waktu")
        return self._sambungan.recv_bytes()

    def tutup(self) -> None:
        """End it; one that hangs is killed."""
        self._sambungan.close()
        try:
            self._proses.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            self._proses.kill()
            self._proses.wait()


class SertifikatLokal:
    """Signs with a certificate of the regency's own authority. The passphrase lives as long as this object."""

    def __init__(self, anak: _Anak, p12: bytes, sandi: str, akar: str, cabut: bytes, setelan: Setelan) -> None:
        self._anak = anak
        self._tetap = {
            "apa": "tandatangani",
            "p12": base64.b64encode(p12).decode(),
            "sandi": sandi,
            "akar": [akar],
            "crl": [base64.b64encode(cabut).decode()],
            "tsa": setelan.tsa,
            "tsa_akar": setelan.tsa_akar,
            "tsa_detik": setelan.tsa_detik,
            "saat": clock.sekarang().isoformat(),
        }

    def tandatangani(self, isi: bytes, minta: Permintaan) -> Hasil:
        """See Penandatangan."""
        khusus = {
            "semua": [asdict(b) for b in minta.semua],
            "bidang": minta.penanda.bidang,
            "alasan": minta.alasan,
            "tempat": minta.tempat,
            "cap": cap(minta),
        }
        jawaban, hasil = self._anak.minta(self._tetap | khusus, isi)
        return Hasil(hasil, str(jawaban["tingkat"]))


@contextmanager
def sertifikat_lokal(p12: bytes, sandi: str, akar: str, cabut: bytes, setelan: Setelan) -> Iterator[SertifikatLokal]:
    """A signer for one person and one sitting: the child that holds the key ends with the block."""
    anak = _Anak()
    try:
        yield SertifikatLokal(anak, p12, sandi, akar, cabut, setelan)
    finally:
        anak.tutup()


def periksa(
    isi: bytes,
    akar: Sequence[str],
    cabut: Sequence[bytes],
    saat: dt.datetime,
    *,
    tsa_akar: str = "",
    tercatat: Mapping[str, dt.datetime] | None = None,
) -> list[Tertanda]:
    """Every signature of a file, judged offline against these roots (PEM) and lists of revoked certificates (DER).

    `tercatat` says when the register took which field's signature in: a certificate that ended or was revoked later
    still vouches for it. `tsa_akar` are the roots of time stamps, which say it without the register.

    Raises:
        TandaTanganGagal: the file cannot be read as a PDF.
    """
    anak = _Anak()
    try:
        minta = {
            "apa": "periksa",
            "akar": list(akar),
            "crl": [base64.b64encode(c).decode() for c in cabut],
            "saat": saat.isoformat(),
            "tsa_akar": tsa_akar,
            "tercatat": {bidang: kapan.isoformat() for bidang, kapan in (tercatat or {}).items()},
        }
        jawaban, _ = anak.minta(minta, isi)
    finally:
        anak.tutup()
    return [Tertanda(**satu) for satu in jawaban["tanda_tangan"]]


# The block is 59 × 17 mm, as wide as the field; beside the duty stamp only its code has room.
_GAYA = (
    "@page{size:%(lebar)s 48pt;margin:0}body{margin:0;font:6.2pt/1.25 'Liberation Sans',sans-serif;display:flex;"
    "height:48pt;align-items:center}img{width:46pt;height:46pt;image-rendering:crisp-edges;margin-right:3pt}"
    "p{margin:0}b{font-size:6.8pt}"
)


def cap(minta: Permintaan) -> str:
    """The visible block as HTML: who signed, when, and the code by which anybody checks it."""
    p = minta.penanda
    waktu = format.tanggal_waktu(clock.sekarang(), minta.zona)
    siapa = "" if p.meterai else f"<br><b>{html.escape(p.nama)}</b><br>{html.escape(p.jabatan)}"
    teks = f"Ditandatangani secara elektronik{siapa}<br>{html.escape(waktu)}"
    if p.meterai:
        teks = "Tertanda<br>secara<br>elektronik"
    gaya = _GAYA % {"lebar": "84pt" if p.meterai else "168pt"}
    gambar = html.escape(qr.svg_data_uri(minta.alamat, tepi=1))
    return f'<html lang="id"><style>{gaya}</style><img src="{gambar}" alt=""><p>{teks}</p></html>'

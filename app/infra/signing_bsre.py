"""How does the state's provider sign? A client of BSrE's e-sign service, versions 1 and 2, over plain HTTP calls."""

import base64
import binascii
import json
import re
import secrets
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from app.infra import clock
from app.infra.signing import Hasil, Permintaan, TandaTanganGagal, Tertanda, periksa

BATAS_DETIK = 30.0
_ENAM_BELAS = re.compile(r"\d{16}")  # a provider may quote the NIK; it goes no further
MAKS_JAWABAN = 32 * 1024 * 1024
TINGKAT = "BSrE"
KATA_TERPENDEK = 3
# What the provider's error texts contain, in small letters, and what it means here; its own words are shown as well.
_ARTI = (
    ("passphrase", "sandi"),
    ("tidak aktif", "tidak_aktif"),
    ("not active", "tidak_aktif"),
    ("belum terdaftar", "tidak_aktif"),
)


@dataclass(frozen=True)
class Setelan:
    """Where the service is, the account of this office there, and which version it speaks (1 or 2)."""

    alamat: str
    pengguna: str
    sandi: str
    versi: int = 2
    batas_detik: float = BATAS_DETIK


@dataclass(frozen=True)
class Bsre:
    """Signs as one person (`nik`); the passphrase lives as long as this object and is in no text that leaves it."""

    setelan: Setelan
    nik: str
    frasa: str

    def __repr__(self) -> str:
        return "Bsre(…)"

    def aktif(self) -> bool:
        """Whether the provider knows the signer as active: nothing is sent to be signed before that is known.

        Version 1 asks it by an address that holds the NIK, which logs between here and there would keep; there the
        signing itself says so. Raises TandaTanganGagal when there is no answer.
        """
        if self.setelan.versi == 1:
            return True
        try:
            isi = json.loads(self._minta("POST", "/api/v2/user/check/status", *_sebagai_json({"nik": self.nik})))
        except (_TidakSampai, ValueError):
            raise TandaTanganGagal("waktu", "status") from None
        return str(isi.get("status_code", "")) == "1111" or str(isi.get("status", "")).upper() in ("ISSUE", "ACTIVE")

    def tandatangani(self, isi: bytes, minta: Permintaan) -> Hasil:
        """See Penandatangan. A silence after the paper was sent is `tidak_pasti`: the provider may have signed."""
        if not self.aktif():
            raise TandaTanganGagal("tidak_aktif")
        try:
            hasil = self._versi_1(isi) if self.setelan.versi == 1 else self._versi_2(isi, minta)
        except _TidakSampai as galat:
            raise TandaTanganGagal("tidak_pasti", str(galat)) from None
        if not self._tertanda(isi, hasil, minta):
            # An answer of success with something else inside: it may have signed, but this is not our paper signed.
            raise TandaTanganGagal("tidak_pasti", "body")
        return Hasil(hasil, TINGKAT)

    def _tertanda(self, asal: bytes, hasil: bytes, minta: Permintaan) -> bool:
        """Whether an answer is our paper, byte for byte, and after it one signature of this person over all of it."""
        if not hasil.startswith(asal):
            return False
        try:
            semua = periksa(hasil, [], [], clock.sekarang())
        except TandaTanganGagal:
            return False
        baru = [t for t in semua if t.akhir > len(asal)]
        utuh = all(t.utuh for t in semua) and len(baru) == 1 and baru[0].seluruh
        return utuh and self._miliknya(baru[0], minta.penanda.nama)

    def _miliknya(self, t: Tertanda, nama: str) -> bool:
        """By the number in the certificate; where it tells none, by a word of the name (titles come and go)."""
        if t.angka:
            return self.nik in t.angka
        return bool(_kata(nama) & _kata(t.nama)) or not nama

    def _versi_1(self, isi: bytes) -> bytes:
        bidang = {"nik": self.nik, "passphrase": self.frasa, "tampilan": "invisible"}
        return self._minta("POST", "/api/sign/pdf", *_sebagai_multipart(bidang, isi))

    def _versi_2(self, isi: bytes, minta: Permintaan) -> bytes:
        sifat = {"tampilan": "INVISIBLE", "location": minta.tempat, "reason": minta.alasan}
        badan = {
            "nik": self.nik,
            "passphrase": self.frasa,
            "signatureProperties": [sifat],
            "file": [base64.b64encode(isi).decode()],
        }
        jawaban = self._json(self._minta("POST", "/api/v2/sign/pdf", *_sebagai_json(badan)))
        try:
            return base64.b64decode(jawaban["file"][0], validate=True)
        except (KeyError, IndexError, TypeError, binascii.Error):
            raise TandaTanganGagal("tidak_pasti", "body") from None

    def _json(self, isi: bytes) -> dict[str, Any]:
        try:
            hasil = json.loads(isi)
        except ValueError:
            raise TandaTanganGagal("tidak_pasti", "body") from None
        return hasil if isinstance(hasil, dict) else {}

    def _minta(self, cara: str, jalur: str, badan: bytes | None = None, jenis: str = "") -> bytes:
        s = self.setelan
        kunci = base64.b64encode(f"{s.pengguna}:{s.sandi}".encode()).decode()
        kepala = {"Authorization": f"Basic {kunci}"} | ({"Content-Type": jenis} if jenis else {})
        permintaan = urllib.request.Request(  # noqa: S310  # config.py lets only http(s) pass
            s.alamat + jalur, badan, kepala, method=cara
        )
        try:
            with urllib.request.urlopen(permintaan, timeout=s.batas_detik) as jawaban:  # noqa: S310
                return bytes(jawaban.read(MAKS_JAWABAN))
        except urllib.error.HTTPError as galat:
            with galat:
                raise _ditolak(galat) from None
        except (OSError, HTTPException) as galat:
            raise _TidakSampai(type(galat).__name__) from None


class _TidakSampai(Exception):
    """No answer, or one that says nothing of what was done."""


def _ditolak(galat: urllib.error.HTTPError) -> Exception:
    """4xx: it said no, in its own words. 5xx: what it did before it broke is not known."""
    if galat.code >= 500:
        return _TidakSampai(f"HTTP {galat.code}")
    try:
        isi: Mapping[str, Any] = json.loads(galat.read(64 * 1024))
        pesan = _ENAM_BELAS.sub("…", str(isi.get("error") or isi.get("message") or "")[:200])
    except (ValueError, AttributeError, OSError):
        pesan = ""
    sebab = next((arti for kata, arti in _ARTI if kata in pesan.lower()), "ditolak")
    return TandaTanganGagal(sebab, f"HTTP {galat.code}", pesan)


def _kata(nama: str) -> set[str]:
    """The words of a name without the titles behind its comma."""
    return {k for k in nama.partition(",")[0].casefold().replace(".", " ").split() if len(k) >= KATA_TERPENDEK}


def _sebagai_json(isi: Mapping[str, Any]) -> tuple[bytes, str]:
    return json.dumps(isi).encode(), "application/json"


def _sebagai_multipart(bidang: Mapping[str, str], isi: bytes) -> tuple[bytes, str]:
    batas = secrets.token_hex(16)
    bagian = [
        f'--{batas}\r\nContent-Disposition: form-data; name="{nama}"\r\n\r\n{nilai}\r\n'.encode()
        for nama, nilai in bidang.items()
    ]
    kepala = f'--{batas}\r\nContent-Disposition: form-data; name="file"; filename="naskah.pdf"\r\n'
    bagian.append(f"{kepala}Content-Type: application/pdf\r\n\r\n".encode() + isi + b"\r\n")
    return b"".join([*bagian, f"--{batas}--\r\n".encode()]), f"multipart/form-data; boundary={batas}"

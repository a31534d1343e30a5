"""How are values kept secret at rest? AES-SIV for what must stay comparable, AES-GCM for the rest."""

import os
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_kunci: dict[int, bytes] = {}
_kini = 0


def siapkan(kunci: str) -> None:
    """Load master keys `"1:<64 hex>[,2:<64 hex>]"`; the highest id encrypts, all decrypt."""
    global _kini
    baru = {int(k): bytes.fromhex(v) for k, _, v in (bagian.partition(":") for bagian in kunci.split(","))}
    if not baru or any(len(v) != 32 or not 0 < k < 256 for k, v in baru.items()):
        raise ValueError("SAHIH_KUNCI_DATA harus berbentuk 1:<64 digit heksadesimal>")
    _kunci.clear()
    _kunci.update(baru)
    _kini = max(baru)
    _siv.cache_clear()
    _gcm.cache_clear()


def _turunkan(id_kunci: int, guna: bytes, panjang: int) -> bytes:
    return HKDF(hashes.SHA256(), panjang, None, b"sahih:" + guna).derive(_kunci[id_kunci])


@lru_cache
def _siv(id_kunci: int) -> AESSIV:
    return AESSIV(_turunkan(id_kunci, b"siv", 64))


@lru_cache
def _gcm(id_kunci: int) -> AESGCM:
    return AESGCM(_turunkan(id_kunci, b"gcm", 32))


def sandikan(nilai: str, jenis: str) -> bytes:
    """Deterministic: equal values give equal bytes, so `=`, UNIQUE and joins work in SQL. `jenis` is bound in."""
    return bytes([_kini]) + _siv(_kini).encrypt(nilai.encode(), [jenis.encode()])


def baca_sandi(isi: bytes, jenis: str) -> str:
    """The inverse of `sandikan`, under whichever key wrote it."""
    return _siv(isi[0]).decrypt(bytes(isi[1:]), [jenis.encode()]).decode()


def segel(isi: bytes, konteks: bytes) -> bytes:
    """Randomised sealing for JSON and files; `konteks` is authenticated, not stored."""
    nonce = os.urandom(12)
    return bytes([_kini]) + nonce + _gcm(_kini).encrypt(nonce, isi, konteks)


def buka(isi: bytes, konteks: bytes) -> bytes:
    """The inverse of `segel`; raises cryptography's InvalidTag when a byte was changed."""
    return _gcm(isi[0]).decrypt(bytes(isi[1:13]), bytes(isi[13:]), konteks)


def kunci_turunan(guna: str) -> bytes:
    """32 bytes for another purpose (salted hashes of the audit chain), bound to the oldest key so it never moves."""
    return _turunkan(min(_kunci), guna.encode(), 32)

"""Is this the password, and is a new one good enough? argon2id, and a short list of what everybody tries first."""

import re
import secrets
import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_HURUF = 10
MAKS_HURUF = 200

# OWASP's second choice: as strong as the default for an attacker, a third of its memory for many people at once.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# For one-time passwords of 74 random bits: guessing them is hopeless at any cost, and a list of a whole regency
# must not take minutes. They are replaced at the first sign-in.
_hasher_acak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)

# Without 0/o, 1/l/i: these are read aloud and copied from paper.
_ABJAD = "abcdefghjkmnpqrstuvwxyz23456789"

_UMUM = frozenset(
    {
        "password", "passw0rd", "katasandi", "kata-sandi", "sandi", "rahasia", "qwerty", "qwertyuiop",
        "asdfghjkl", "zxcvbnm", "admin", "administrator", "operator", "kepaladesa", "kepala-desa", "desa",
        "kelurahan", "kecamatan", "kabupaten", "dinsos", "dinassosial", "dinas-sosial", "sahih",
        "indonesia", "merdeka", "bismillah", "alhamdulillah", "assalamualaikum", "sayang", "sayangku",
        "cintaku", "garuda", "pancasila", "jakarta", "bandung", "surabaya", "semarang", "iloveyou",
        "welcome", "selamatdatang", "selamat-datang", "letmein", "master", "superman", "sepakbola",
        "football", "doraemon", "naruto",
    }
)  # fmt: skip


def _baku(sandi: str) -> str:
    return unicodedata.normalize("NFKC", sandi[: MAKS_HURUF * 2])


def buat_hash(sandi: str) -> str:
    """The argon2id hash to store."""
    return _hasher.hash(_baku(sandi))


def buat_hash_acak(sandi: str) -> str:
    """As `buat_hash`, cheaper: only for what `sandi_acak` made."""
    return _hasher_acak.hash(sandi)


@lru_cache
def hash_boneka() -> str:
    """A hash that nothing matches, so that an unknown user costs the same time as a wrong password."""
    return _hasher.hash(secrets.token_hex(16))


def cocok(hash_tersimpan: str, sandi: str) -> bool:
    """Whether the password belongs to the hash; takes the same time whichever hash it is."""
    if perlu_hash_ulang(hash_tersimpan):
        _periksa(hash_boneka(), sandi)
    return _periksa(hash_tersimpan, sandi)


def _periksa(hash_tersimpan: str, sandi: str) -> bool:
    try:
        return _hasher.verify(hash_tersimpan, _baku(sandi))
    except (VerificationError, InvalidHashError):
        return False


def perlu_hash_ulang(hash_tersimpan: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    try:
        return _hasher.check_needs_rehash(hash_tersimpan)
    except InvalidHashError:
        return True


def sandi_acak() -> str:
    """A one-time password such as `k7wqp-9mzxr-h3tcb`."""
    return "-".join("".join(secrets.choice(_ABJAD) for _ in range(5)) for _ in range(3))


def keberatan(sandi: str, nama_pengguna: str) -> str:
    """Why a new password is refused, as a sentence; empty when it is good."""
    if len(sandi) < MIN_HURUF:
        return f"Kata sandi paling sedikit {MIN_HURUF} huruf. Rangkaian beberapa kata mudah diingat dan sulit ditebak."
    if len(sandi) > MAKS_HURUF:
        return f"Kata sandi paling banyak {MAKS_HURUF} huruf."
    kecil = _baku(sandi).casefold()
    if nama_pengguna and nama_pengguna.casefold() in kecil:
        return "Kata sandi tidak boleh memuat nama pengguna Anda."
    if _mudah_ditebak(kecil):
        return "Kata sandi ini terlalu mudah ditebak. Pakai rangkaian kata lain yang hanya Anda yang tahu."
    return ""


def _mudah_ditebak(kecil: str) -> bool:
    if len(set(kecil)) < 4 or kecil in "01234567890123456789" or kecil in "98765432109876543210":
        return True
    inti = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", kecil)
    return inti in _UMUM or (not inti and kecil.isdigit())
